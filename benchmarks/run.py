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


ROWS = "SELECT ?claim ?line ?other WHERE {{ ?claim a scen:Claim ; scen:line ?line . ?other a scen:Claim }} LIMIT {}"


def first_row(command: list[str], cwd: Path) -> float:
    """Seconds until the second line of a streamed answer is there; the process is then stopped."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.readline()
        took = time.perf_counter() - began
        process.kill()
    return took


def whole(command: list[str], cwd: Path) -> tuple[float, int, int]:
    """Seconds, peak memory in MiB and number of lines of a process whose output is read to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout
    lines = sum(1 for _ in process.stdout)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    assert process.returncode == 0
    return time.perf_counter() - began, used.ru_maxrss // 1024, lines - 1


def streamed(cwd: Path) -> str:
    """A table of streamed answers: time to the first row as a ratio, and memory at two sizes."""

    def command(form: str, rows: int) -> list[str]:
        return [SCEN, "query", ROWS.format(rows), "--format", form]

    lines = []
    for form in ("csv", "json"):
        pairs = [(first_row(command(form, 10**6), cwd), seconds(BARE, cwd)) for _ in range(6)][1:]
        early = statistics.median(ours / bare for ours, bare in pairs)
        small, large = whole(command(form, 10**4), cwd), whole(command(form, 10**6), cwd)
        verdict = "met" if early <= 20 and large[1] <= small[1] * 1.2 else "**missed**"
        lines.append(f"| {form} | {early:.1f} | {small[1]} | {large[1]} | {large[0]:.1f} | {verdict} |")
    return "\n".join(lines)


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
    quads = timed("quads", lambda: made.once(made.Writer(shown.public).quads(ties)))
    places = made._places(shown.public)
    timed("shapes, our checker", lambda: made.violations(quads, places))
    text = timed("canonical N-Quads", lambda: made.nquads(quads))
    with tempfile.TemporaryDirectory() as folder:
        timed(
            "store, names, network, files",
            lambda: made._write(Path(folder), text, made.NS, None, lambda step: None, shown.unspoken),
        )
    timed("(shapes, pySHACL, not part of a build)", lambda: judge.violations(quads, places))
    return found


def told(module: str) -> str:
    """What another benchmark prints, in a process of its own."""
    command = [sys.executable, "-m", f"benchmarks.{module}"]
    return subprocess.run(
        command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()


def commands() -> str:
    """Commands on the five documents, streamed answers, and the steps of a build."""
    with tempfile.TemporaryDirectory() as folder:
        cwd = Path(folder)
        build = [seconds([SCEN, "build"], cwd) for _ in range(5)]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        rows = [
            (f"scen {' '.join(told)}", *ratio([SCEN, *asked], cwd), target)
            for told, asked, target in _asked()
        ]
        stream = streamed(cwd)
        quads = (cwd / "dataset/scen.nq").read_bytes().count(b"\n")
    table = "\n".join(
        f"| `{name}` | {median:.1f} | {low:.1f} to {high:.1f} | {target} | {'met' if median <= target else '**missed**'} |"
        for name, median, low, high, target in rows
    )
    parts = "\n".join(f"| {name} | {value:.2f} |" for name, value in steps())
    middle = statistics.median(build)
    return f"""## Commands, as ratios to a bare `python -c pass`

Whole processes, output to a pipe; median of {RUNS} pairs, and the smallest and largest.

| command | ratio | range | target | |
|---|---|---|---|---|
{table}

## An answer of 10^6 rows, streamed by `scen query`

Time to the first row as a ratio to a bare `python -c pass` (target 20); peak memory in MiB at 10^4 and at 10^6
rows (target: flat, at most a fifth more); seconds for all 10^6.

| format | first row | memory, 10^4 | memory, 10^6 | seconds | |
|---|---|---|---|---|---|
{stream}

## A build of the five documents ({quads:,} quads)

Whole process, median of {len(build)} runs: **{middle:.2f} s** (target 3 s: {"met" if middle <= 3 else "**missed**"}), peak memory {peak} MiB.

| step, in one process | seconds |
|---|---|
{parts}"""


def _asked() -> list[tuple[list[str], list[str], int]]:
    """How a command is told, what is run, and how many bare interpreters it may take."""
    claeson, mccaughey = '"Björn Claeson"', "Kathleen McCaughey"
    found = [
        (["--help"], 6),
        (["find", "claeson"], 12),
        (["show", claeson], 12),
        (["show", '"Electronics Watch"'], 12),
    ]
    plain = [(told, [part.strip('"') for part in told], target) for told, target in found]
    return [
        *plain,
        (["ask", "shared-programme", "(table)"], ["ask", "shared-programme", mccaughey], 12),
        (["ask", "shared-programme", "(csv)"], ["ask", "shared-programme", mccaughey, "--format", "csv"], 12),
        (["path,", "two", "hops"], ["path", mccaughey, "Electronics Watch"], 12),
        (["path,", "none"], ["path", "Leah Butler", "TEKO"], 12),
    ]


def large() -> str:
    """Generated networks of up to ten million triples."""
    return f"""## Large networks, generated (`benchmarks/generate.py`, seed 7)

Each job is a process of its own: seconds and its peak memory. A target that is missed stays, with what it is compared
with in the same run.

{told("scale")}"""


def measures() -> str:
    """Measures, beside networkx."""
    return f"## Measures, beside networkx\n\n{told('measures')}"


def explorer() -> str:
    """The explorer's page, beside one of pyvis."""
    return f"## The explorer in a browser, beside pyvis\n\n{told('explorer')}"


def portal() -> str:
    """The portal's endpoint and pages, beside other servers over the same store."""
    return f"## The portal under load\n\n{told('portal')}"


def exports() -> str:
    """The RDF exports, beside pyoxigraph's writers over the same store."""
    return f"## RDF exports, beside pyoxigraph\n\nSorted, each statement once; the ratio is of wall times.\n\n{told('exports')}"


SECTIONS = {
    "commands": commands,
    "large": large,
    "measures": measures,
    "explorer": explorer,
    "portal": portal,
    "exports": exports,
}
RESULTS = HERE / "RESULTS.md"


def main() -> None:
    """Measure, and write RESULTS.md: all of it, or only the sections named; each is from one run."""
    asked = sys.argv[1:] or list(SECTIONS)
    known = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    text = "# Measured\n\nWritten by `make bench`, section by section; not edited by hand.\n"
    for name, section in SECTIONS.items():
        mark, end = f"<!-- {name}: one run -->", f"<!-- end of {name} -->"
        old = known.partition(mark)[2].partition(end)[0].strip()
        new = f"{section()}\n\n{machine}." if name in asked else old
        text += f"\n{mark}\n{new}\n{end}\n"
        print(new, flush=True)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
