"""The check sees what the texts say, and what they do not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from conftest import ROOT, Run, edit

SOURCE = "sources/doc-1.yaml"


def check(scen: Run, tiny: Path, *more: str):  # type: ignore[no-untyped-def]
    return scen("check", tiny, "--documents", tiny.parent / "texts", *more)


def test_every_claim_of_the_curated_network_is_verified_and_no_line_is_left(
    scen: Run, documents: Path
) -> None:
    done = scen("check", "--documents", documents, "--uncovered", "--no-write")
    assert done.returncode == 0, done.stderr
    assert "0 lines left unexplained" in done.stdout
    verified, of = map(
        int, re.findall(r"(\d+) of (\d+) statements and names verified in 5 documents", done.stdout)[0]
    )
    assert verified == of > 1000


def test_offsets_of_the_curated_network_point_at_their_words(documents: Path) -> None:
    import hashlib

    from scen.graph.reader import read_records

    texts = {
        hashlib.sha256(p.read_bytes()).hexdigest(): p.read_text(encoding="utf-8") for p in documents.iterdir()
    }
    of = {item.source.document.id: texts[item.source.document.sha256] for item in read_records().sources}
    with (ROOT / "data/offsets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1000
    for row in rows:
        text, start = of[row["document"]], int(row["start"])
        assert text[start : start + len(row["words"])] == row["words"]
        assert text.count("\n", 0, start) + 1 == int(row["line"])


def test_planted_faults_are_caught(scen: Run, documents: Path) -> None:
    done = scen("check", "--documents", documents, "--mutate", "--no-write")
    caught, tried = map(int, re.findall(r"(\d+) of (\d+) planted faults caught", done.stdout)[0])
    assert tried > 1500
    assert caught / tried >= 0.9, done.stdout
    missed = sum(int(number) for number in re.findall(r"^  (\d+) missed: ", done.stdout, re.MULTILINE))
    assert caught + missed == tried, "every missed fault is listed under a reason"


def test_good_evidence_passes_and_its_positions_are_written(scen: Run, tiny: Path) -> None:
    done = check(scen, tiny, "--uncovered")
    assert done.returncode == 0, done.stderr
    assert "0 lines left unexplained" in done.stdout
    assert 'doc-1,2,31,"Ada Test, Org A"' in (tiny / "offsets.csv").read_text(encoding="utf-8")
    assert "wrote" not in check(scen, tiny).stdout, "a second run has nothing to write"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("as_written: 3 May 2021", "as_written: 4 May 2021", "'4 May 2021' does not stand on line 1"),
        ("as_written: 3 May 2021", "as_written: May 20", "'May 20' does not stand on line 1"),
        ("event: meeting-2021, on_behalf_of: [org-b], at: 3", "event: meeting-2021, on_behalf_of: [org-b], at: 2",
         "'Bo Test, Org B' does not stand on line 2, but on line 3"),
        ("agent: bo-test, role: speaker", "agent: ada-test, role: panellist", "line 3 does not name agent 'ada-test'"),
        ("value: 2021-05-03, at: 1, as_written: 3 May 2021", "value: 2021-05-03, at: 9, as_written: 3 May 2021",
         "line 9 does not exist; the document has 4 lines"),
        ("org-b: {Org B: 3}", "org-b: {Org B: 2}", "'Org B' does not stand on line 2, but on line 3"),
        ("heading: 1", "heading: 2", "heading line 2 does not name 'meeting-2021'"),
        ("ignored:", "stands_for:\n  org-a: {we: 2}\nignored:", "'we' does not stand on line 2"),
    ],
)  # fmt: skip
def test_a_false_record_is_told_in_one_line(scen: Run, tiny: Path, old: str, new: str, message: str) -> None:
    edit(tiny / SOURCE, old, new)
    done = check(scen, tiny)
    assert done.returncode == 1
    assert any(
        message in line and line.startswith(f"records/{SOURCE}:") for line in done.stderr.splitlines()
    ), done.stderr
    assert not (tiny / "offsets.csv").exists(), "nothing is written"


def test_a_changed_text_is_seen(scen: Run, tiny: Path) -> None:
    edit(tiny.parent / "texts/doc-1.txt", "Welcome!", "Welcome.")
    done = check(scen, tiny)
    assert done.returncode == 1
    assert "doc-1.txt has another SHA-256" in done.stderr


def test_absent_texts_are_named_and_no_mistake_unless_all_are_absent(scen: Run, tiny: Path) -> None:
    second = (
        (tiny / SOURCE)
        .read_text(encoding="utf-8")
        .replace("doc-1", "doc-2")
        .replace("sha256: ", "sha256: 0000")
    )
    second = re.sub("sha256: [0-9a-f]{64}[0-9a-f]*", "sha256: " + "0" * 64, second)
    (tiny / "sources/doc-2.yaml").write_text(second, encoding="utf-8")
    done = check(scen, tiny)
    assert done.returncode == 0, done.stderr
    assert "not compared: the texts of doc-2." in done.stderr and "verified in 1 document\n" in done.stdout
    (tiny.parent / "texts/doc-1.txt").unlink()
    done = check(scen, tiny)
    assert (done.returncode, "holds none of the texts" in done.stderr) == (1, True)


def test_a_line_nothing_refers_to_is_listed_and_a_long_range_does_not_count(scen: Run, tiny: Path) -> None:
    edit(tiny / SOURCE, '- [4, "a closing line"]', "")
    done = check(scen, tiny, "--uncovered")
    assert "doc-1:4: not referred to: Welcome!" in done.stdout
    assert done.returncode == 1
    edit(
        tiny / SOURCE,
        "assertions:",
        'mentions:\n- {thing: org-a, as: discussed, at: 1-4, certainty: inferred, because: "it is about it"}\nassertions:',
    )
    assert "doc-1:4: not referred to" in check(scen, tiny, "--uncovered").stdout


def test_an_inferred_claim_needs_no_name_but_a_reason(scen: Run, tiny: Path) -> None:
    edit(tiny / SOURCE, "agent: bo-test, role: speaker, event: meeting-2021, on_behalf_of: [org-b], at: 3,",
         'agent: bo-test, role: speaker, event: meeting-2021, certainty: inferred, because: "the plan says so", at: 4,')  # fmt: skip
    edit(tiny / SOURCE, 'as_written: "Bo Test, Org B"', "as_written: Welcome")
    assert check(scen, tiny).returncode == 0


def test_without_texts_everything_else_works(scen: Run, tiny: Path) -> None:
    assert scen("check", tiny).returncode == 0
    done = scen("build", tiny)
    assert done.returncode == 0
    [warning] = done.stderr.splitlines()
    assert "9 statements have words without a position in doc-1; run scen check --documents" in warning


def test_the_words_are_shown_in_their_line_for_whoever_has_the_texts(scen: Run, tiny: Path) -> None:
    check(scen, tiny)
    assert scen("build", tiny).returncode == 0
    without = scen("show", "Bo Test").stdout
    assert "doc-1, line 3: “Bo Test, Org B”" in without
    assert "   3 | [Bo Test, Org B]" in scen("show", "Bo Test", "--documents", tiny.parent / "texts").stdout
