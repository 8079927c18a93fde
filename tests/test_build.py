"""The build: same bytes, all or nothing, killed anywhere, disks that fill, datasets that are broken."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Run, edit, need_command
from pyoxigraph import BlankNode, RdfFormat, parse

PERSON = "sources/doc-1.yaml"


def nquads(folder: Path) -> bytes:
    return (folder / "scen.nq").read_bytes()


def test_the_same_bytes_under_any_hash_seed_and_in_any_folder(scen: Run, tiny: Path, tmp_path: Path) -> None:
    outs = []
    for seed in ("0", "1", "4711"):
        assert scen("build", tiny, "--out", f"d{seed}", env={"PYTHONHASHSEED": seed}).returncode == 0
        outs.append(nquads(tmp_path / f"d{seed}"))
    moved = tiny.rename(tmp_path / "elsewhere")
    assert scen("build", moved, "--out", "d3").returncode == 0
    assert outs == [outs[0]] * 3 and nquads(tmp_path / "d3") == outs[0]


def test_the_curated_network_is_the_same_on_every_run(scen: Run, dataset: Path, tmp_path: Path) -> None:
    assert scen("build", "--out", "again", env={"PYTHONHASHSEED": "12"}).returncode == 0
    assert nquads(tmp_path / "again") == nquads(dataset)


def test_scen_nq_is_sorted_without_blank_nodes_clock_or_machine(dataset: Path) -> None:
    data = nquads(dataset)
    lines = data.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    quads = list(parse(data, format=RdfFormat.N_QUADS))
    assert len(quads) == len(lines)
    assert not any(isinstance(term, BlankNode) for q in quads for term in (q.subject, q.object, q.graph_name))
    assert str(Path.home()).encode() + b"/" not in data
    assert b"dateTime" not in data
    kept = (b" .\n".join(f"{quad}".encode() for quad in quads[:200]) + b" .\n").splitlines()
    assert kept == [line.rstrip(b"\n") for line in lines[:200]], (
        "canonical: reading and writing changes nothing"
    )


def test_parsers_of_others_read_every_line(dataset: Path) -> None:
    from rdflib import Dataset as RdflibDataset

    lines = nquads(dataset).count(b"\n")
    path = (dataset / "scen.nq").resolve()
    rapper = subprocess.run(
        [need_command("rapper"), "-c", "-i", "nquads", str(path)], capture_output=True, text=True, check=True
    )
    assert f"Parsing returned {lines} triples" in rapper.stderr
    parsed = RdflibDataset()
    parsed.parse(path, format="nquads")
    assert sum(1 for _ in parsed.quads()) == lines


def test_every_claim_has_evidence_with_lines_and_positions(dataset: Path) -> None:
    from scen.queries.opened import open_dataset

    def count(pattern: str) -> int:
        with open_dataset(dataset) as data:
            return int(data.select(f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ {pattern} }}")[0].n)

    claims = count("?c a scen:Claim")
    assert claims > 1000
    assert (
        count(
            "?c a scen:Claim ; scen:line ?l ; dct:source ?d . ?a oa:hasBody ?c ; oa:hasTarget/oa:hasSelector ?s . ?s a oa:FragmentSelector"
        )
        == claims
    )
    stated = count("?c a scen:Claim ; scen:certainty scen:stated")
    assert (
        count(
            "?c scen:certainty scen:stated . ?a oa:hasBody ?c ; oa:hasTarget/oa:hasSelector ?s . ?s oa:start ?b"
        )
        == stated
    )
    assert (
        count("?c a scen:Claim ; scen:certainty scen:inferred FILTER NOT EXISTS { ?c scen:because ?why }")
        == 0
    )


def test_six_patterns_give_who_in_which_role_where_from_which_line(scen: Run, dataset: Path) -> None:
    query = """SELECT ?name ?role ?event ?line WHERE {
      ?e cv:hasParticipation ?p ; dct:title ?event .
      ?p cv:hasParticipant ?a ; cv:role ?role ; scen:line ?line .
      ?a foaf:name ?name FILTER(?name = "Leah Butler"@en) }"""
    done = scen("query", query, "--dataset", dataset, "--format", "csv")
    assert "Leah Butler,https://w3id.org/scen/ns#" in done.stdout
    assert ",151" in done.stdout


def test_line_22_is_21_to_22_in_the_fragment(scen: Run, tiny: Path, tmp_path: Path) -> None:
    scen("build", tiny)
    text = nquads(tmp_path / "dataset").decode()
    assert '"line=2,3"' in text and '"line=1,2"' in text and '"line=0,1"' in text


def test_another_base_iri_leaves_no_trace_of_the_placeholder(scen: Run, tiny: Path, tmp_path: Path) -> None:
    done = scen("build", tiny, "--base-iri", "https://data.example.org/net")
    assert done.returncode == 0
    assert "placeholder" not in done.stdout
    text = nquads(tmp_path / "dataset").decode()
    assert "w3id.org/scen" not in text
    assert "<https://data.example.org/net/id/person/ada-test>" in text
    shown = scen("show", "Ada Test").stdout
    assert "https://data.example.org/net/id/person/ada-test" in shown and "speaker" in shown
    rows = scen("query", "SELECT ?c WHERE { ?c scen:status scen:announced }", "--format", "csv").stdout
    assert "https://data.example.org/net/id/claim/" in rows
    assert scen("build", tiny, "--base-iri", "javascript:alert(1)").returncode == 1


def test_a_shape_violation_names_the_record(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyoxigraph import Quad

    from scen.graph import build
    from scen.graph.errors import RecordErrors

    whole = build.Writer.quads
    monkeypatch.setattr(  # a writer with a fault: claims lose their status
        build.Writer,
        "quads",
        lambda self, ties=(): (q for q in whole(self, ties) if not q.predicate.value.endswith("#status")),
    )
    with pytest.raises(RecordErrors) as caught:
        build.build(tiny, tiny.parent / "dataset")
    assert any("doc-1.yaml:13" in str(problem) for problem in caught.value.problems), caught.value
    assert not (tiny.parent / "dataset").exists()
    assert Quad  # the type is what flows


def test_wording_may_be_corrected_under_the_same_address(scen: Run, tiny: Path, tmp_path: Path) -> None:
    def claims(folder: str) -> set[str]:
        assert scen("build", tiny, "--out", folder).returncode == 0
        return {
            line.split()[0]
            for line in nquads(tmp_path / folder).decode().splitlines()
            if "ns#Claim> <" in line
        }

    before = claims("before")
    edit(tiny / PERSON, "value: 2021-05-03", "value: 2021-05-04")
    edit(tiny / PERSON, "status: announced}", "status: reported}")
    assert claims("after") == before


def test_unsettled_contradictions_are_warnings_and_settled_ones_are_not(scen: Run, tiny: Path) -> None:
    extra = ("- {subject: meeting-2021, property: weekday, value: friday, at: 1, as_written: 3 May, label: day}\n"
             "- {subject: meeting-2021, property: attendance, value: 30, at: 1, as_written: 3 May}\n"
             "- {subject: meeting-2021, property: attendance, value: 40, n: 2, at: 1, as_written: 3 May}\n")  # fmt: skip
    edit(tiny / PERSON, "assertions:\n", "assertions:\n" + extra)
    warned = scen("build", tiny).stderr
    assert "2021-05-03 is a monday, not a friday" in warned
    assert "attendance of 'meeting-2021' is 30 and 40" in warned
    assert all(
        line.startswith("warning: records/sources/doc-1.yaml:")
        for line in warned.splitlines()
        if "monday" in line
    )
    edit(tiny / PERSON, "as_written: 3 May 2021}", "as_written: 3 May 2021, label: date, shown: true}")
    with (tiny / PERSON).open("a", encoding="utf-8") as file:
        file.write('contradictions:\n- {between: [day, date], because: "3 May 2021 was a Monday"}\n')
    settled = scen("build", tiny)
    assert "monday" not in settled.stderr
    assert "disputed 2" in settled.stdout
    shown = scen("show", "The Meeting").stdout
    assert "contradicted: 3 May 2021 was a Monday" in shown


# -- killed, locked, full, broken ------------------------------------------------------------------------


def start(tiny: Path, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "scen.cli", "build", str(tiny)],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def duration_of_a_build(tiny: Path, cwd: Path) -> float:
    began = time.monotonic()
    assert start(tiny, cwd).wait(60) == 0
    return time.monotonic() - began


def test_killed_at_any_point_the_old_dataset_still_opens(scen: Run, tiny: Path, tmp_path: Path) -> None:
    whole = duration_of_a_build(tiny, tmp_path)
    chance, killed = random.Random(7), 0
    for number in range(14):
        edit(
            tiny / "sources/doc-1.yaml", "title: {en: Programme", f"title: {{en: Programme{number}"
        ) if number else None
        edit(tiny / "sources/doc-1.yaml", f"Programme{number}", "Programme") if number else None
        process = start(tiny, tmp_path)
        time.sleep(whole * (0.3 + 0.7 * (number + chance.random()) / 14))
        process.send_signal(signal.SIGKILL)
        killed += process.wait(10) == -signal.SIGKILL
        shown = scen("show", "Ada Test")
        assert shown.returncode == 0 and "speaker" in shown.stdout, f"after kill {number}: {shown.stderr}"
    assert killed >= 4, "many builds were really killed"
    assert scen("build", tiny).returncode == 0, "what killed builds left is no obstacle"
    versions = list((tmp_path / "dataset/versions").iterdir())
    assert len(versions) == 1, "and is swept away"


def test_killed_at_every_step_of_the_swap(tiny: Path, tmp_path: Path) -> None:
    """The process dies before each of its system calls that write, link, rename or remove."""
    script = (
        "import os, sys, pathlib\n"
        "left = int(sys.argv[2])\n"
        "def deadly(real):\n"
        "    def call(*args, **more):\n"
        "        global left\n"
        "        left -= 1\n"
        "        if left < 0: os._exit(9)\n"
        "        return real(*args, **more)\n"
        "    return call\n"
        "for name in ('rename', 'symlink', 'unlink', 'mkdir'): setattr(os, name, deadly(getattr(os, name)))\n"
        "from scen.graph.build import build\n"
        "build(pathlib.Path(sys.argv[1]), pathlib.Path('dataset'))\n"
    )
    from scen.graph.build import build
    from scen.graph.dataset import Dataset

    out = tmp_path / "dataset"
    build(tiny, out)
    died = 0
    for step in (*range(24), *range(24, 600, 25)):  # after that, file after file of an old version is removed
        done = subprocess.run([sys.executable, "-c", script, str(tiny), str(step)], cwd=tmp_path, check=False)
        with Dataset(out) as data:
            assert data.names.search("Ada Test")[0].slug == "ada-test"
            assert len(data.store) == data.meta["quads"]
        if done.returncode == 0:
            break
        died += 1
    assert died >= 5 and done.returncode == 0


def test_a_reader_goes_on_reading_while_newer_datasets_are_built(tiny: Path, tmp_path: Path) -> None:
    from scen.graph.build import build
    from scen.graph.dataset import Dataset

    out = tmp_path / "dataset"
    build(tiny, out)
    with Dataset(out) as old:
        before = old.meta["digest"]
        for text in ("Second", "Third"):
            edit(
                tiny / "entities/persons.yaml", "{en: Bo Test}", f"{{en: Bo Test}}, rendering: {{sv: {text}}}"
            )
            build(tiny, out)
            edit(tiny / "entities/persons.yaml", f", rendering: {{sv: {text}}}", "")
        assert len(old.store) == old.meta["quads"] and old.names.search("ada")
        with Dataset(out) as new:
            assert new.meta["digest"] != before
    build(tiny, out)
    assert len(list((out / "versions").iterdir())) == 1


def test_two_builds_at_once(scen: Run, tiny: Path, tmp_path: Path) -> None:
    import fcntl

    scen("build", tiny)
    with (tmp_path / "dataset/lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = scen("build", tiny)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "is being built by another process" in done.stderr
    assert scen("show", "Ada Test").returncode == 0, "readers are not locked out"


def test_ctrl_c_stops_with_one_line_and_leaves_the_old_dataset(scen: Run, tiny: Path, tmp_path: Path) -> None:
    scen("build", tiny)
    before = nquads(tmp_path / "dataset")
    process = subprocess.Popen(
        [sys.executable, "-m", "scen.cli", "build"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.9)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.lstrip() == "scen: stopped; nothing half-done is left\n"
    assert nquads(tmp_path / "dataset") == before
    assert len(list((tmp_path / "dataset/versions").iterdir())) == 1


def test_a_full_disk_is_one_line_and_leaves_the_old_dataset(scen: Run, tiny: Path, tmp_path: Path) -> None:
    """No file may grow beyond 30 kB: the same error path as a disk without room."""
    scen("build", tiny)
    before = nquads(tmp_path / "dataset")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    done = subprocess.run(
        [sys.executable, "-m", "scen.cli", "build", str(tiny)], cwd=tmp_path, preexec_fn=limit,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert (
        done.stderr.count("\n") == 1 and "cannot be written" in done.stderr and "Traceback" not in done.stderr
    )
    assert nquads(tmp_path / "dataset") == before
    assert scen("show", "Ada Test").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0 or not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_to_a_full_device(scen: Run, dataset: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scen.cli", "query", "SELECT * WHERE { ?s ?p ?o } LIMIT 5000", "--format", "csv", "--dataset", str(dataset)],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "cannot be written: No space left on device" in done.stderr and done.stderr.count("\n") == 1


def test_a_folder_that_cannot_be_written(scen: Run, tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    done = scen("build", tiny, "--out", tmp_path / "file")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda d: None, "there is no dataset here; name another with --dataset, or make one: scen build"),
        (lambda d: (d / "current/meta.json").write_text("{"), "is damaged"),
        (lambda d: (d / "current/meta.json").write_text("[]"), "is damaged"),
        (lambda d: (d / "current/scen.nq").write_text("cut"), "is damaged"),
        (lambda d: (d / "current/names.sqlite").write_bytes(b"no database"), "is damaged"),
        (lambda d: next((d / "current/store").glob("*.sst")).unlink(), "is damaged"),
        (lambda d: (d / "current/store/CURRENT").write_text("x"), "is damaged"),
    ],
)
def test_a_missing_or_damaged_dataset(scen: Run, tiny: Path, tmp_path: Path, harm, message: str) -> None:  # type: ignore[no-untyped-def]
    if message.startswith("is damaged"):
        scen("build", tiny)
    harm(tmp_path / "dataset")
    for command in (["show", "Ada Test"], ["find", "Ada"], ["query", "SELECT * WHERE { ?s ?p ?o }"]):
        if "store" in str(harm.__code__.co_consts) and command[0] == "find":
            continue  # the name index alone answers that
        done = scen(*command)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert message in done.stderr
    assert scen("build", tiny).returncode == 0, "and a build mends it"
    assert scen("show", "Ada Test").returncode == 0


def test_a_dataset_of_a_newer_version(scen: Run, tiny: Path, tmp_path: Path) -> None:
    scen("build", tiny)
    path = tmp_path / "dataset/current/meta.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}), encoding="utf-8")
    done = scen("find", "Ada")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "was built by a newer scen" in done.stderr


def test_a_build_leaves_what_is_not_its_own(scen: Run, tiny: Path, tmp_path: Path) -> None:
    for name in ("versions/mine/letter.txt", "lock"):
        (tmp_path / "dataset" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dataset" / name).write_text("keep", encoding="utf-8")
    assert scen("build", tiny).returncode == 0
    assert (tmp_path / "dataset/versions/mine/letter.txt").read_text(encoding="utf-8") == "keep"
    assert (tmp_path / "dataset/lock").read_text(encoding="utf-8") == "keep"


def test_a_file_in_the_place_of_scen_nq_is_not_lost_and_stops_the_build(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    (tmp_path / "dataset").mkdir()
    (tmp_path / "dataset/scen.nq").write_text("keep", encoding="utf-8")
    done = scen("build", tiny)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "scen.nq: is no link of ours" in done.stderr
    assert nquads(tmp_path / "dataset") == b"keep"
    assert not (tmp_path / "dataset/current").exists(), "and nothing was swapped in"


def test_a_reader_that_meets_a_version_being_swept_takes_the_next(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the reader's two steps a build swaps, and its sweep has removed the lock file but not all the rest."""
    from scen.graph import swap
    from scen.graph.build import build

    out = tmp_path / "dataset"
    old = build(tiny, out).version
    edit(tiny / "entities/persons.yaml", "{en: Bo Test}", "{en: Bo Test}, rendering: {sv: Bosse}")
    real, calls = swap.current, 0

    def current(folder: Path) -> Path | None:
        nonlocal calls
        calls += 1
        if calls > 1:
            return real(folder)
        build(tiny, out)
        old.mkdir()
        (old / "scen.nq").touch()
        return old

    monkeypatch.setattr(swap, "current", current)
    held = swap.hold(out)
    assert held is not None and held[0] == real(out) != old
    assert held[1] is not None
    held[1].close()


def test_a_dataset_on_a_disk_without_locks_is_read(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from scen.graph import swap
    from scen.graph.build import build
    from scen.graph.dataset import Dataset
    from scen.graph.errors import DatasetError

    out = tmp_path / "dataset"
    build(tiny, out)

    def unknown(*args: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(swap.fcntl, "flock", unknown)
    with Dataset(out) as data:
        assert data.names.search("Ada Test")
    with pytest.raises(DatasetError, match="cannot be locked: No locks available"):
        build(tiny, out)


def test_a_name_index_that_cannot_be_written_is_one_line(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    from scen.graph import names
    from scen.graph.build import build
    from scen.graph.errors import DatasetError

    def full(*args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(names, "write", full)
    with pytest.raises(DatasetError, match="cannot be written: database or disk is full"):
        build(tiny, tmp_path / "dataset")
    assert not list((tmp_path / "dataset/versions").iterdir())


def test_a_day_and_its_month_do_not_contradict_each_other(scen: Run, tiny: Path) -> None:
    date = "- {{subject: meeting-2021, property: date, value: {}, n: 2, at: 1, as_written: 3 May 2021}}\n"
    with (tiny / PERSON).open("a", encoding="utf-8") as file:
        file.write(date.format("2021-05"))
    done = scen("build", tiny)
    assert done.returncode == 0 and "date of 'meeting-2021' is" not in done.stderr
    times = "SELECT ?d { ?e time:hasTime/dct:date ?d }"
    assert scen("query", times, "--format", "csv").stdout.split() == ["d", "2021-05-03"], "the most exact"
    edit(tiny / PERSON, "value: 2021-05,", "value: 2021-06,")
    done = scen("build", tiny)
    assert done.returncode == 0, "what no record settles is a warning"
    assert "date of 'meeting-2021' is 2021-0" in done.stderr
    assert scen("query", times, "--format", "csv").stdout.split() == ["d"], "and neither is the date"


@pytest.mark.parametrize(
    "base", ["https://x.org/#", "https://x.org/?a=1", "https://x.org:a:b/", "urn:x", "https://x.org/[/"]
)
def test_a_base_iri_that_is_none(scen: Run, tiny: Path, base: str) -> None:
    done = scen("build", tiny, "--base-iri", base)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("scen: --base-iri: ")


def test_printed_words_stay_as_printed_under_another_base(scen: Run, tiny: Path, tmp_path: Path) -> None:
    edit(tiny / PERSON, "as_written: Org A}", "as_written: 'https://w3id.org/scen/ns'}")
    assert scen("build", tiny, "--base-iri", "https://data.example.org/net").returncode == 0
    assert '#exact> "https://w3id.org/scen/ns"' in nquads(tmp_path / "dataset").decode()
