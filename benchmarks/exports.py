"""RDF exports at 10^6 and 10^7 triples, each beside pyoxigraph's own writer over the same store, as a Markdown table.

``python -m benchmarks.exports`` prints the table; ``python -m benchmarks.exports JOB DATASET NAME`` runs one job in a
process of its own and prints a line of JSON. Files are made in a temporary folder: about 15 GB for ten million triples.
SCEN_TEN_MILLION names a dataset of ten million triples that is there already, SCEN_LARGE the exports that are measured on
it (``nquads,turtle``; otherwise all).

pyoxigraph writes what comes nearest in the faster of two ways: from its store (all graphs with ``Store.dump``; the union,
which it has no dump of, as a CONSTRUCT of everything; neither sorted, and the union repeats a triple that stands in several
graphs), or over the lines that scen writes first (N-Quads, for the union N-Triples), parsed and serialized again; both
steps are then counted. The second way is that of a program that has scen's dump and wants another syntax.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyoxigraph import QueryTriples, RdfFormat, parse, serialize

from benchmarks.scale import SCEN, whole
from scen.export.formats import FORMATS
from scen.export.settings import read_settings
from scen.export.source import Source
from scen.graph.dataset import Dataset
from scen.queries.opened import open_dataset

HERE = Path(__file__).parents[1]
SIZES = (10**6, 10**7)
BARE = {
    "nquads": (RdfFormat.N_QUADS, 1.2), "trig": (RdfFormat.TRIG, 2.0), "jsonld": (RdfFormat.JSON_LD, 2.0),
    "ntriples": (RdfFormat.N_TRIPLES, 2.0), "turtle": (RdfFormat.TURTLE, 2.0), "rdfxml": (RdfFormat.RDF_XML, 2.0),
}  # fmt: skip
"""Export -> the syntax for pyoxigraph, and how many times its time ours may take."""
_ALL_GRAPHS = ("nquads", "trig", "jsonld")
_LINES = ("nquads", "ntriples")
"""Of these there is nothing simpler to begin with."""

FAST = 50
"""MB/s that CSV and GEXF are to be written at."""
REASON = """Why GEXF misses it: of many ties only the strongest are drawn, and finding these among all, reading what every claim
says, and telling each edge's claims and lines takes most of the time, not the writing."""
RELEASE = 20
"""Seconds that a release of the five documents may take."""

Told = dict[str, Any]


def ours(dataset: Path, name: str, folder: Path) -> None:
    """The export."""
    with open_dataset(dataset) as data:
        FORMATS[name].write(Source(data, read_settings()), folder)


def bare(dataset: Path, name: str, folder: Path) -> None:
    """The same syntax by pyoxigraph."""
    form = BARE[name][0]
    with Dataset(dataset) as data:
        if name in _ALL_GRAPHS:
            prefixes = None if name == "nquads" else data.meta["prefixes"]
            data.store.dump(folder / name, form, prefixes=prefixes)
            return
        found = data.store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", use_default_graph_as_union=True)
        assert isinstance(found, QueryTriples)
        found.serialize(folder / name, form)


def again(dataset: Path, name: str, folder: Path) -> None:
    """Lines by scen, and the syntax from these by pyoxigraph."""
    lines = "nquads" if name in _ALL_GRAPHS else "ntriples"
    ours(dataset, lines, folder)
    with Dataset(dataset) as data:
        prefixes = data.meta["prefixes"]
    source = parse(path=folder / FORMATS[lines].files[0].path, format=BARE[lines][0])
    serialize(source, folder / name, BARE[name][0], prefixes=None if name == lines else prefixes)


def disk(dataset: Path, size: str, folder: Path) -> None:
    """So many bytes, on the disk."""
    block = os.urandom(1 << 20)
    with (folder / "bytes").open("wb", buffering=0) as file:
        for _ in range(int(size) >> 20):
            file.write(block)
        os.fsync(file.fileno())


JOBS: dict[str, Callable[[Path, str, Path], None]] = {
    "ours": ours,
    "bare": bare,
    "again": again,
    "disk": disk,
}


def job(which: str, dataset: str, name: str) -> Told:
    """Seconds, seconds of the processor, peak memory (MiB) and bytes of one job."""
    with tempfile.TemporaryDirectory(dir=Path(dataset).parent) as folder:
        began, before = time.perf_counter(), time.process_time()
        JOBS[which](Path(dataset), name, Path(folder))
        took, cpu = time.perf_counter() - began, time.process_time() - before
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": took, "cpu": cpu, "peak": peak, "size": size}


def child(*told: str | Path) -> Told:
    """A job in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.exports", *map(str, told)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
    if done.returncode:
        raise SystemExit(f"{told} failed: {done.stderr[-2000:]}")
    print(*told, done.stdout.strip(), file=sys.stderr, flush=True)
    found: Told = json.loads(done.stdout)
    return found


def line(dataset: Path, size: int, name: str) -> str:
    """A row of the table."""
    limit = BARE[name][1]
    theirs = child("bare", dataset, name)
    if name not in _LINES:
        theirs = min(theirs, child("again", dataset, name), key=lambda told: float(told["seconds"]))
    made = child("ours", dataset, name)
    ratio = made["seconds"] / theirs["seconds"]
    verdict = "met" if ratio <= limit else "**missed**"
    told = (f"{size:,}", name, f"{made['seconds']:.1f}", f"{made['cpu']:.1f}", f"{theirs['seconds']:.1f}", f"{theirs['cpu']:.1f}",
            f"{ratio:.2f}", f"{limit:.1f}", made["peak"], theirs["peak"], f"{made['size'] / 1e6 / made['seconds']:.0f}", verdict)  # fmt: skip
    return f"| {' | '.join(map(str, told))} |"


def streamed(dataset: Path, size: int, name: str) -> str:
    """A row of the table of what is held to megabytes a second, or to the disk."""
    made = child("ours", dataset, name)
    disk = child("disk", dataset, str(made["size"]))["seconds"]
    speed = made["size"] / 1e6 / made["seconds"]
    told = (f"{size:,}", name, f"{made['size'] / 1e6:,.0f}", f"{made['seconds']:.1f}", f"{made['cpu']:.1f}", made["peak"],
            f"{speed:.1f}", FAST, f"{made['size'] / 1e6 / disk:,.0f}", f"{made['seconds'] / disk:.1f}",
            "met" if speed >= FAST or made["seconds"] <= 2 * disk else "**missed**")  # fmt: skip
    return f"| {' | '.join(map(str, told))} |"


def dataset_of(size: int, folder: Path) -> Path:
    """A dataset of so many triples, made unless it is there."""
    if (known := os.environ.get("SCEN_TEN_MILLION")) and size == SIZES[1]:
        return Path(known).resolve()
    dataset, file = folder / f"data-{size}", folder / f"made-{size}.nq"
    whole([sys.executable, "-m", "benchmarks.generate", "--triples", str(size), "--out", str(file)], HERE)
    whole([SCEN, "build", "--out", str(dataset)], HERE)
    whole([SCEN, "load", str(file), "--dataset", str(dataset)], HERE)
    return dataset


def released(folder: Path) -> float:
    """Seconds of a whole release of the five documents, proof included, into an empty place; the better of two."""
    dataset, took = folder / "curated", []
    whole([SCEN, "build", "--out", str(dataset)], HERE)
    for number in range(2):
        command = [SCEN, "release", str(folder / f"web-{number}"), "--dataset", str(dataset)]
        took.append(whole(command, HERE)["seconds"])
    return min(took)


def main() -> None:
    """Measure, and print the tables."""
    rows, others = [], []
    large = os.environ.get("SCEN_LARGE", ",".join((*BARE, "csv", "gexf"))).split(",")
    with tempfile.TemporaryDirectory() as folder:
        seconds = released(Path(folder))
        for size in SIZES:
            dataset = dataset_of(size, Path(folder))
            rows += [line(dataset, size, name) for name in BARE if size == SIZES[0] or name in large]
            others += [
                streamed(dataset, size, name) for name in ("csv", "gexf") if size == SIZES[0] or name in large
            ]
    print("| triples | export | s | processor s | pyoxigraph s | processor s | ratio | target | peak MiB | its peak MiB | MB/s | |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))
    print(
        "\n| triples | export | MB | s | processor s | peak MiB | MB/s | at least | disk MB/s | times of the disk | |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    print("\n".join(others))
    if any("missed" in row for row in others):
        print(f"\n{REASON}")
    verdict = "met" if seconds <= RELEASE else "**missed**"
    print(f"\nA release of the five documents, proven: {seconds:.1f} s (at most {RELEASE}: {verdict}).")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(job(*sys.argv[1:])))
    else:
        main()
