"""Whole processes, output to a pipe, as ratios to ``python -c pass`` of the same interpreter in the same run.

Each command is run in turn with the bare interpreter (A B A B …), so that a drift of the machine's speed
touches both; the median of the pairs' ratios is reported. A target that is missed stays in the table.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RUNS = 11
BARE = [sys.executable, "-c", "pass"]
SCEN = str(Path(sys.executable).with_name("scen"))


def seconds(command: list[str], cwd: Path) -> float:
    """Wall time of one process."""
    began = time.perf_counter()
    subprocess.run(command, cwd=cwd, capture_output=True, check=True)
    return time.perf_counter() - began


def ratio(command: list[str], cwd: Path, runs: int = RUNS) -> tuple[float, float, float]:
    """Median, smallest and largest ratio of a command to the bare interpreter, after one warm-up of each."""
    pairs = [(seconds(command, cwd), seconds(BARE, cwd)) for _ in range(runs + 1)][1:]
    ratios = sorted(ours / bare for ours, bare in pairs)
    return statistics.median(ratios), ratios[0], ratios[-1]


def steps() -> list[tuple[str, float]]:
    """Seconds of each step of a build in this process, pySHACL beside our own shape checker."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    import judge

    from scen.graph import build as made
    from scen.graph.reader import read_records

    found: list[tuple[str, float]] = []

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        value = work()
        found.append((name, time.perf_counter() - began))
        return value

    records = timed("read and check the records", read_records)
    shown, ties, _ = timed("claims, visibility, ties", lambda: made.network(records))
    quads = timed("quads", lambda: set(made.Writer(shown.public).quads(ties)))
    places = made._places(shown.public)
    timed("shapes, our checker", lambda: made.violations(quads, places))
    text = timed("canonical N-Quads", lambda: made.nquads(quads))
    with tempfile.TemporaryDirectory() as folder:
        timed("store, index, files", lambda: made._write(Path(folder), text, shown.public, ties, made.NS))
    timed("(shapes, pySHACL, not part of a build)", lambda: judge.violations(quads, places))
    return found


def main() -> None:
    """Measure and write RESULTS.md."""
    with tempfile.TemporaryDirectory() as folder:
        cwd = Path(folder)
        build = [seconds([SCEN, "build"], cwd) for _ in range(5)]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        rows = [
            ("scen --help", *ratio([SCEN, "--help"], cwd), 6),
            ("scen find claeson", *ratio([SCEN, "find", "claeson"], cwd), 12),
            ('scen show "Björn Claeson"', *ratio([SCEN, "show", "Björn Claeson"], cwd), 12),
            ('scen show "Electronics Watch"', *ratio([SCEN, "show", "Electronics Watch"], cwd), 12),
        ]
        quads = (cwd / "dataset/scen.nq").read_bytes().count(b"\n")
    table = "\n".join(
        f"| `{name}` | {median:.1f} | {low:.1f} to {high:.1f} | {target} | {'met' if median <= target else '**missed**'} |"
        for name, median, low, high, target in rows
    )
    parts = "\n".join(f"| {name} | {value:.2f} |" for name, value in steps())
    middle = statistics.median(build)
    text = f"""# Measured

Written by `make bench`; not edited by hand. Python {platform.python_version()}, {os.cpu_count()} processors.

## Commands, as ratios to a bare `python -c pass`

Whole processes, output to a pipe; median of {RUNS} pairs, and the smallest and largest.

| command | ratio | range | target | |
|---|---|---|---|---|
{table}

## A build of the five documents ({quads:,} quads)

Whole process, median of {len(build)} runs: **{middle:.2f} s** (target 3 s: {"met" if middle <= 3 else "**missed**"}), peak memory {peak} MiB.

| step, in one process | seconds |
|---|---|
{parts}
"""
    (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
