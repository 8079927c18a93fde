"""Large networks, each job a process of its own beside the bare library call it is compared with, in one run.

``python -m benchmarks.scale`` prints the table; ``python -m benchmarks.scale JOB …`` runs one job and prints a line of
JSON. Files are made in a temporary folder: about 10 GB for ten million triples, of which 2 GB are the generator's.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SCEN = str(Path(sys.executable).with_name("scen"))
HERE = Path(__file__).parents[1]
SIZES = (10**6, 10**7)
STRONGEST, HUB_RUNS, PAIRS, QUICK = 50, 21, 41, 5
"""Partners kept of each agent; runs of a hub; pairs between which paths are sought; seconds up to
which a command runs twice."""

Told = dict[str, Any]


def child(job: str, *args: str | Path) -> Told:
    """What a job told, with its seconds and its peak memory."""
    command = [sys.executable, "-m", "benchmarks.scale", job, *map(str, args)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
    if done.returncode:
        raise SystemExit(f"{job} failed: {done.stderr[-2000:]}")
    found: Told = json.loads(done.stdout.splitlines()[-1])
    return said(f"{job} {Path(args[0]).name}", found)


def said(what: str, found: Told) -> Told:
    """What was measured, told on standard error as soon as it is known."""
    print(what, json.dumps(found), file=sys.stderr, flush=True)
    return found


def whole(command: list[str], cwd: Path) -> Told:
    """Seconds, seconds of its processors, and peak memory (MiB, of the largest of its processes) of a command."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {errors.decode()[-2000:]}")
    told = {"seconds": time.perf_counter() - began, "cpu": used.ru_utime + used.ru_stime}
    return said(" ".join(command[1:]), {**told, "peak": used.ru_maxrss // 1024})


def timed(work: Callable[[], Any], runs: int = 1) -> list[float]:
    """Seconds of each run."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


# -- jobs: each runs in a process of its own ------------------------------------------------------------------


def bare_load(file: str, store: str) -> Told:
    """pyoxigraph alone: bulk load of the same file, then its optimize()."""
    from pyoxigraph import RdfFormat, Store

    made = Store(store)
    before = time.process_time()
    [load] = timed(lambda: made.bulk_load(path=file, format=RdfFormat.N_QUADS))
    cpu = time.process_time() - before
    [rest] = timed(made.optimize)
    return {"load": load, "cpu": cpu, "optimize": rest, "quads": len(made)}


def columnar(dataset: str, folder: str) -> Told:
    """The columnar network from the files of a dataset."""
    from scen.graph.dataset import Dataset
    from scen.graph.network.incidences import write

    with Dataset(Path(dataset)) as data:
        files = [data.version / "scen.nq", *sorted(data.version.glob("bulk/*.nq"))]
        [took] = timed(lambda: write(Path(folder), files, data.meta["prefixes"]))
    return {"took": took}


def pairs(network: str) -> Told:
    """The ties of each kind, counted and weighed, and the strongest partners of each agent."""
    from scen.graph.network.incidences import Incidences
    from scen.graph.network.products import totals
    from scen.graph.network.strongest import of_links

    read = Incidences.read(Path(network))
    found: Told = {}

    def work() -> None:
        found["totals"] = totals(read).values()
        found["kept"] = len(of_links(read, STRONGEST))

    [took] = timed(work)
    ties, links = (sum(getattr(total, name) for total in found["totals"]) for name in ("ties", "links"))
    return {"took": took, "ties": ties, "links": links, "kept": found["kept"]}


def told_ties(network: str) -> Told:
    """The same ties with all that is known of each: links, certainty, status, dates."""
    from scen.graph.network.incidences import Incidences
    from scen.graph.network.pairs import blocks

    read = Incidences.read(Path(network))

    def work() -> None:
        for block in blocks(read):
            assert block.certainty.max() + block.status.max() + block.last.max() + block.weight.max() > 0

    [took] = timed(work)
    return {"took": took}


def scipy_pairs(network: str) -> Told:
    """SciPy alone: blocks of rows of A·Aᵀ of all groups, counts and weights at once as one complex product, only summed."""
    import numpy as np
    from scipy.sparse import csr_array

    from scen.graph.network.incidences import Incidences

    read = Incidences.read(Path(network))
    shape = (len(read.classes), len(read.kind))
    root = np.sqrt(np.asarray(read.weight)[read.of])
    count = csr_array((np.ones(len(read.member), np.float32), (read.member, read.of)), shape=shape)
    weighed = csr_array((root.astype(np.float32), (read.member, read.of)), shape=shape)
    mixed = csr_array((count.data + 1j * weighed.data**2, count.indices, count.indptr), shape=shape).astype(
        np.complex64
    )
    turned = count.T.tocsr()
    load = np.concatenate([[0], np.cumsum(count @ read.sizes.astype(np.float64))])
    found = [0, 0.0]

    def work() -> None:
        cuts = np.unique(np.searchsorted(load, np.arange(0, load[-1], 4e6)))
        for start, end in zip(cuts, [*cuts[1:], shape[0]], strict=True):
            block = mixed[start:end] @ turned
            found[0] += block.nnz
            found[1] += float(block.data.imag.sum(dtype=np.float64))

    [took] = timed(work)
    return {"took": took, "pairs": (found[0] - int((np.diff(count.indptr) > 0).sum())) // 2}


def shapes(file: str) -> Told:
    """The shapes of a file, by columns."""
    from scen.graph.bulk.column_shapes import problems

    [took] = timed(lambda: list(problems([Path(file)])))
    return {"took": took}


def pyshacl_shapes(file: str) -> Told:
    """The same by pySHACL."""
    sys.path.insert(0, str(HERE / "tests"))
    import judge
    from pyoxigraph import parse

    quads = list(parse(path=file))
    [took] = timed(lambda: judge.violations(quads, {}))
    return {"took": took}


def parquet(network: str, file: str) -> Told:
    """All ties in blocks, written to Parquet."""
    from scen.export.parquet import write_ties
    from scen.graph.network.incidences import Incidences
    from scen.graph.network.pairs import blocks

    [took] = timed(lambda: write_ties(blocks(Incidences.read(Path(network))), Path(file)))
    return {"took": took, "size": Path(file).stat().st_size}


def hub(network: str) -> Told:
    """The ties of the agent with most links, with counts, weights, certainty and status; bare: its CSR row product."""
    import numpy as np
    from scipy.sparse import csr_array

    from scen.graph.network.incidences import Incidences
    from scen.graph.network.pairs import of

    read = Incidences.read(Path(network))
    agent = int(np.bincount(read.member, weights=read.sizes[read.of]).argmax())
    matrix = csr_array(
        (np.ones(len(read.member), np.float32), read.member, read.starts),
        shape=(len(read.kind), len(read.classes)),
    )
    own = read.of[read.own[read.own_starts[agent] : read.own_starts[agent + 1]]]

    def ours() -> int:
        ties = of(read, np.array([agent], dtype=np.int32))
        return int(ties.counts.sum() + ties.weight.sum() + ties.certainty.max() + ties.status.max())

    took, bare = timed(ours, HUB_RUNS), timed(lambda: matrix[own].sum(axis=0), HUB_RUNS)
    return {
        "took": statistics.median(took),
        "bare": statistics.median(bare),
        "ties": len(of(read, np.array([agent]))),
    }


def paths(dataset: str, seed: str) -> Told:
    """The three best paths between random agents, without facts and labels."""
    from scen.graph.dataset import Dataset
    from scen.graph.network.routes import best
    from scen.graph.network.ways import Ways

    chance = random.Random(seed)
    with Dataset(Path(dataset)) as data:
        network = data.incidences
        ways, found = Ways(network), []
        for _ in range(PAIRS):
            ends = chance.sample(range(len(network.classes)), 2)
            found += timed(lambda ends=ends: best(ways, *ends, k=3))
    return {
        "took": statistics.median(found[1:]),
        "p95": sorted(found[1:])[int(len(found) * 0.95) - 1],
        "most": max(found[1:]),
    }


JOBS = {
    job.__name__: job
    for job in (
        bare_load,
        columnar,
        pairs,
        told_ties,
        scipy_pairs,
        parquet,
        hub,
        paths,
        shapes,
        pyshacl_shapes,
    )
}


COMMANDS = (
    ("scen path", ["path", "organisation/org-000050", "person/person-0000100"]),
    ("scen show", ["show", "organisation/org-000050"]),
    ("scen partners (a hub)", ["partners", "organisation/org-000000"]),
    ("scen interlocks (two hubs)", ["interlocks", "organisation/org-000000", "organisation/org-000003"]),
    ("scen introductions (a hub)", ["introductions", "organisation/org-000000"]),
    ("scen years", ["years"]),
    ("scen coverage", ["coverage"]),
    ("scen measures", ["measures"]),
    (
        "scen network --strongest 1 --kinds strong",
        ["network", "--strongest", "1", "--kinds", "strong", "--output", "n.csv"],
    ),
)
"""Commands that are timed as whole processes on the loaded dataset."""


def size(folder: Path, triples: int) -> Told:
    """Everything that is measured at one size."""
    file, data = folder / f"made-{triples}.nq", folder / f"data-{triples}"
    made = ["-m", "benchmarks.generate", "--triples", str(triples), "--seed", "7", "--out", str(file)]
    whole([sys.executable, *made], HERE)
    found: Told = {"quads": file.read_bytes().count(b"\n") if triples < 10**7 else triples}
    found["bare"] = child("bare_load", file, folder / f"bare-{triples}")
    whole([SCEN, "build", "--out", str(data)], folder)
    found["load"] = whole([SCEN, "load", str(file), "--dataset", str(data)], folder)
    network = data / "current" / "network"
    found["columnar"] = child("columnar", data, folder / f"network-{triples}")
    for job in ("pairs", "told_ties", "scipy_pairs", "hub"):
        found[job] = child(job, network)
    found["parquet"] = child("parquet", network, folder / "ties.parquet")
    found["paths"] = child("paths", data, "7")
    found["commands"] = {
        name: first_and_again([SCEN, *told, "--dataset", str(data)], folder) for name, told in COMMANDS
    }
    found["replace"] = whole([SCEN, "load", str(file), "--dataset", str(data)], folder)
    found["remove"] = whole([SCEN, "load", "--remove", file.stem, "--dataset", str(data)], folder)
    return found


def first_and_again(command: list[str], folder: Path) -> Told:
    """The first run, of which the files may not be in memory yet, and a second of what is quick."""
    first = whole(command, folder)
    again = whole(command, folder) if first["seconds"] < QUICK else first
    return {**again, "first": first["seconds"]}


def rows(found: Told) -> list[tuple[str, str, str, str, bool | None]]:
    """Job, what was measured, its target, what it is compared with, and whether the target is met."""
    bare, load, built, all_ = found["bare"], found["load"], found["columnar"], found["pairs"]
    files, hub_, way = found["parquet"], found["hub"], found["paths"]
    part, replaced = built["took"] / bare["load"], found["replace"]["seconds"] / load["seconds"]
    asked = found["commands"]["scen path"]
    return [
        ("load, whole process (checks, names and network included)", _mib(load), "1.2 times bare",
         f"bare `bulk_load` {bare['load']:.1f} s, {bare['peak']} MiB: ratio {load['seconds'] / bare['load']:.2f}; it alone keeps {bare['cpu'] / bare['load']:.1f} processors busy ({bare['cpu']:.0f} s of them; the whole command {load['cpu']:.0f} s)", load["seconds"] <= 1.2 * bare["load"]),
        ("replace", _mib(found["replace"]), "1.5 times a load", f"ratio {replaced:.2f}", replaced <= 1.5),
        ("remove", _mib(found["remove"]), "1.5 times a load", f"ratio {found['remove']['seconds'] / load['seconds']:.2f}", found["remove"]["seconds"] <= 1.5 * load["seconds"]),
        ("the columnar network from the dump", _mib(built, "took"), "a fifth of the bare load", f"{part:.2f} of it", part <= 0.2),
        (f"all {all_['ties']:,} ties ({all_['links']:,} links) to totals and the strongest {STRONGEST} partners of each agent", _mib(all_, "took"), "6 s, 1 GiB",
         f"SciPy, blocks of A·Aᵀ, sums only, kinds not told apart: {found['scipy_pairs']['took']:.1f} s, {found['scipy_pairs']['peak']} MiB", all_["took"] <= 6 and all_["peak"] <= 1024),
        ("all ties with their links, certainty, status and dates, in blocks", _mib(found["told_ties"], "took"), "", "", None),
        ("the same to Parquet", _mib(files, "took"), "25 s", f"{files['size'] / 2**20:.0f} MiB", files["took"] <= 25),
        (f"a hub's {hub_['ties']:,} ties with counts", f"{hub_['took'] * 1000:.1f} ms", "5 ms", f"bare CSR rows {hub_['bare'] * 1000:.1f} ms", hub_["took"] <= 0.005),
        ("best paths, k = 3", f"median {way['took'] * 1000:.0f} ms, p95 {way['p95'] * 1000:.0f}, worst {way['most'] * 1000:.0f}", "50 ms", "", way["took"] <= 0.05),
        ("open and answer `scen path`, whole process", _mib(asked), "0.5 s", f"first run {asked['first']:.2f} s", asked["seconds"] <= 0.5),
    ]  # fmt: skip


def _mib(told: Told, name: str = "seconds") -> str:
    return f"{told[name]:.2f} s, {told['peak']} MiB"


def tables(folder: Path, sizes: tuple[int, ...] = SIZES) -> str:
    """The tables, in Markdown."""
    found = {triples: size(folder, triples) for triples in sizes}
    small, large = found[sizes[0]], found[sizes[-1]]
    lines = ["| job | measured | target | for comparison, in this run | |", "|---|---|---|---|---|"]
    for job, measured, target, beside, met in rows(large):
        lines.append(
            f"| {job} | {measured} | {target} | {beside} | {'' if met is None else 'met' if met else '**missed**'} |"
        )
    lines += ["", f"Seconds for each million triples, at {sizes[0]:,} and at {sizes[-1]:,}; may grow by a quarter.", "",
              "| job | small | large | ratio | |", "|---|---|---|---|---|"]  # fmt: skip
    for job, name in (("load", "seconds"), ("bare", "load"), ("columnar", "took")):
        each = [
            told[job][name] / triples * 10**6 for told, triples in ((small, sizes[0]), (large, sizes[-1]))
        ]
        verdict = "" if job == "bare" else "met" if each[1] <= 1.25 * each[0] else "**missed**"
        lines.append(f"| {job} | {each[0]:.2f} | {each[1]:.2f} | {each[1] / each[0]:.2f} | {verdict} |")
    lines += ["", f"Commands on {sizes[-1]:,} triples, whole processes: the first run, and a second.", "",
              "| command | first, s | second, s | peak MiB |", "|---|---|---|---|"]  # fmt: skip
    for name, told in large["commands"].items():
        lines.append(f"| `{name}` | {told['first']:.2f} | {told['seconds']:.2f} | {told['peak']} |")
    return "\n".join([*lines, "", checks(folder)])


def checks(folder: Path) -> str:
    """The shapes of a small network, beside pySHACL."""
    file = folder / "checked.nq"
    whole(
        [
            sys.executable,
            "-m",
            "benchmarks.generate",
            "--triples",
            "100000",
            "--seed",
            "7",
            "--out",
            str(file),
        ],
        HERE,
    )
    ours, theirs = child("shapes", file), child("pyshacl_shapes", file)
    ratio = theirs["took"] / ours["took"]
    return (
        f"Shapes of 100,000 triples: {ours['took']:.2f} s, {ours['peak']} MiB; pySHACL {theirs['took']:.1f} s, "
        f"{theirs['peak']} MiB: {ratio:.0f} times as fast (target 5: {'met' if ratio >= 5 else '**missed**'})."
    )


def main() -> None:
    """One job, told as JSON; or all of them."""
    if len(sys.argv) > 1 and sys.argv[1] in JOBS:
        told = JOBS[sys.argv[1]](*sys.argv[2:])
        told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(told))
        return
    sizes = tuple(int(float(triples)) for triples in sys.argv[1:]) or SIZES
    with tempfile.TemporaryDirectory() as folder:
        print(tables(Path(folder), sizes))


if __name__ == "__main__":
    main()
