"""Processes that help with a release: they work, they tell of errors, and none of them outlives the process that asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scen.export.workers import workers
from scen.graph.errors import WorkerError

PARENT = """
import os, time
from scen.export.workers import ahead, workers

if __name__ == "__main__":
    ahead("json")
    with workers(2) as pool:
        print(*{one.result() for one in [pool.submit(os.getpid) for _ in range(50)]}, flush=True)
        pool.submit(time.sleep, 600)
        time.sleep(600)
"""


def _there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path, end: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        processes = [int(one) for one in parent.stdout.readline().split()]
        assert processes and all(map(_there, processes))
        parent.send_signal(end)
    waited = time.monotonic() + 20
    while any(map(_there, processes)) and time.monotonic() < waited:
        time.sleep(0.05)
    assert not any(map(_there, processes))


def test_workers_begin_with_what_they_are_told_and_tell_of_errors() -> None:
    with workers(1, os.putenv, ("SCEN_NOTHING", "1")) as pool:
        assert pool.submit(int, "7").result() == 7
        with pytest.raises(ValueError, match="seven"):
            pool.submit(int, "seven").result()


def test_a_worker_that_is_killed_is_an_error_of_one_line() -> None:
    with (
        pytest.raises(WorkerError, match=r"^a process that helped was ended from outside"),
        workers(1) as pool,
    ):
        os.kill(pool.submit(os.getpid).result(), signal.SIGKILL)
        pool.submit(os.getpid).result()
