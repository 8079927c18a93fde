"""A portal in a process of its own, over real HTTP on loopback."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A portal that runs; ``str(server)`` is its address, with a slash at its end."""

    address: str
    process: subprocess.Popen[bytes]
    out: Path
    err: Path

    def __str__(self) -> str:
        return self.address

    @property
    def pids(self) -> list[int]:
        """The processes that serve."""
        return children(self.process.pid)

    @property
    def log(self) -> str:
        """What it has written to standard error."""
        return self.err.read_text(encoding="utf-8")


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state != "Z":
                found.append(int(path.parent.name))
    return sorted(found)


def options(settings: dict[str, object]) -> list[str]:
    """Options of ``scen serve`` for settings by name: True gives a flag, a list gives the option several times."""
    told = []
    for name, value in settings.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            option = f"--{name.replace('_', '-')}"
            told += [] if one is None or one is False else [option] if one is True else [option, str(one)]
    return told


@contextmanager
def started(dataset: Path, *, program: tuple[str, ...] = ("-m", "scen.cli"), wait: float = 30, **settings: object) -> Iterator[Server]:  # fmt: skip
    """The process of ``scen serve``, which is stopped with SIGTERM when the block ends.

    By default at a free port, and without a limit of requests a minute.
    """
    told = {"port": 0, "requests_a_minute": 0} | settings
    command = [sys.executable, *program, "serve", "--dataset", str(dataset), *options(told)]
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        with out.open("wb") as output, err.open("wb") as errors:
            process = subprocess.Popen(command, stdout=output, stderr=errors, cwd=folder)
        try:
            yield Server(_address(process, out, err, wait), process, out, err)
        finally:
            stop(process)


@contextmanager
def portal_server(dataset: Path, **settings: object) -> Iterator[str]:
    """The address of a portal that runs while the block does; ``settings`` are options of ``scen serve``."""
    with started(dataset, **settings) as server:  # type: ignore[arg-type]
        yield server.address


def _address(process: subprocess.Popen[bytes], out: Path, err: Path, wait: float) -> str:
    from time import monotonic, sleep

    until = monotonic() + wait
    while monotonic() < until:
        if found := re.search(r"^portal\s+(http\S+)$", out.read_text(encoding="utf-8"), re.MULTILINE):
            return found[1]
        assert process.poll() is None, err.read_text(encoding="utf-8")
        sleep(0.01)
    raise AssertionError(f"no address within {wait} s: {err.read_text(encoding='utf-8')}")


def stop(process: subprocess.Popen[bytes]) -> int:
    """Stop it as a service manager does; its status."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
            raise
    return process.returncode
