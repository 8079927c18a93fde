"""Bad records: each mistake is one line with file and line, all in one run, exit status 1, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run, edit

SOURCE = "sources/doc-1.yaml"


def lines_of(path: Path, part: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if part in line)


def test_good_records_build(scen: Run, tiny: Path, tmp_path: Path) -> None:
    done = scen("build", tiny)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "dataset" / "scen.nq").exists()
    assert "participation 3" in done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (SOURCE, "agent: ada-test", "agent: ada-tst", "unknown agent 'ada-tst'; did you mean 'ada-test'?"),
        (SOURCE, "agent: ada-test", "agent: meeting-2021", "agent: 'meeting-2021' is of kind event"),
        (SOURCE, "event: meeting-2021, on_behalf_of: [org-a]", "event: meeting-2021, on_behalf_of: [ada-test]", "'ada-test' is of kind person; organisation is needed"),
        (SOURCE, "role: organiser", "role: organizer", "unknown concept 'organizer' of roles; did you mean 'organiser'?"),
        (SOURCE, "as_written: Org A}", "as_writen: Org A}", "unknown key 'as_writen'; did you mean 'as_written'?"),
        (SOURCE, "value: 2021-05-03", "value: 2021-02-30", "'2021-02-30' is no date in EDTF"),
        (SOURCE, "property: date", "property: dtae", "unknown assertion 'dtae'; did you mean 'date'?"),
        (SOURCE, "property: date, value: 2021-05-03", "property: attendance, value: many", "'many' is no whole number"),
        (SOURCE, "at: 2, as", "at: two, as", "'two' is no line"),
        (SOURCE, "at: 2, as", "at: 0, as", "'0' is no line"),
        (SOURCE, "at: 2, as", "at: 1-4, as", "stated at 4 lines; a stated claim has at most three"),
        (SOURCE, ", as_written: 3 May 2021", "", "is stated and needs the words"),
        (SOURCE, "at: 3, as", "certainty: inferred, at: 3, as", "is inferred and needs `because:`"),
        (SOURCE, "as_written: 3 May 2021", f"as_written: {'x' * 161}", "longer than 160 characters"),
        (SOURCE, "as_written: 3 May 2021", 'as_written: "Three friends met on the third of May."', "keeps a whole sentence"),
        (SOURCE, "status: announced", "status: planned", "unknown concept 'planned' of status"),
        (SOURCE, "language: en", "language: english language", "unknown concept 'english language' of languages"),
        (SOURCE, "subject: meeting-2021, property: date", "subject: ada-test, property: date", "'date' is not said of a thing of kind person"),
        ("entities/persons.yaml", "id: bo-test", "id: ada-test", "id 'ada-test' is taken by"),
        ("entities/persons.yaml", "id: bo-test", "id: ../../etc/passwd", "is not an id"),
        ("entities/persons.yaml", "name: {en: Bo Test}", 'name: {en: "Bo\\nTest"}', "must stand on one line"),
        ("entities/persons.yaml", "name: {en: Bo Test}", 'name: {en: "Bo \\u202eTest"}', "turns the writing direction"),
        ("entities/persons.yaml", "name: {en: Bo Test}", "name: {en: Ada Test}", "share the name 'ada test'"),
        ("entities/persons.yaml", "name: {en: Bo Test}", "name: {en: Bo Teste}", "no source records 'Bo Teste' as a name"),
        ("entities/persons.yaml", "name: {en: Bo Test}", "name: 5", "name must be a record of keys and values"),
    ],
)  # fmt: skip
def test_each_mistake_is_one_line_with_its_place(
    scen: Run, tiny: Path, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    edit(tiny / file, old, new)
    done = scen("build", tiny)
    assert done.returncode == 1
    found = [line for line in done.stderr.splitlines() if message in line]
    assert found, done.stderr
    assert found[0].startswith(f"records/{file}:"), found
    assert found[0].split(":")[1].isdigit()
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "dataset").exists()


def test_the_line_is_that_of_the_mistake(scen: Run, tiny: Path) -> None:
    edit(tiny / SOURCE, "agent: bo-test", "agent: bo-tset")
    line = lines_of(tiny / SOURCE, "bo-tset")
    assert f"records/{SOURCE}:{line}: unknown agent 'bo-tset'" in scen("check", tiny).stderr


def test_all_mistakes_are_told_in_one_run(scen: Run, tiny: Path) -> None:
    edit(tiny / SOURCE, "role: organiser", "role: organizer")
    edit(tiny / SOURCE, "agent: bo-test", "agent: bo-tset")
    edit(tiny / SOURCE, "value: 2021-05-03", "value: 2021-13-03")
    edit(tiny / "entities/organisations.yaml", "id: org-b,", "id: org-b, colour: red,")
    said = scen("check", tiny).stderr
    for part in ("organizer", "bo-tset", "2021-13-03", "unknown key 'colour'"):
        assert part in said
    places = [line.rsplit(": ", 1)[0] for line in said.splitlines()]
    assert places == sorted(places, key=lambda p: (p.split(":")[0], int(p.split(":")[1]))), (
        "in the order of files and lines"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\x00\x01\x02binary", "control character"),
        (b"\xff\xfe\x00a", "not UTF-8"),
        (b"- {id: a", "not YAML"),
        (b"- &a {id: a}\n- *a\n", "anchors and aliases"),
        (b"a: &a [*a]\n", "anchors and aliases"),
        (b"- !!python/object/apply:os.system ['true']\n", "tags are not allowed"),
        (b"[" * 100_000, "nested more than"),
        (b"just text\n", "a list of records is needed"),
        (b"- just text\n", "must be a record of keys and values"),
    ],
)
def test_a_file_that_is_no_record_file(scen: Run, tiny: Path, data: bytes, message: str) -> None:
    (tiny / "entities/places.yaml").write_bytes(data)
    done = scen("build", tiny)
    assert done.returncode == 1
    assert message in done.stderr
    assert done.stderr.startswith("records/entities/places.yaml")
    assert len(done.stderr.splitlines()) == 1


def test_a_billion_laughs_are_refused_at_once(scen: Run, tiny: Path) -> None:
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    (tiny / "entities/places.yaml").write_text(laughs, encoding="utf-8")
    assert "anchors and aliases" in scen("build", tiny).stderr


def test_a_file_of_100_megabytes_is_not_read(scen: Run, tiny: Path) -> None:
    with (tiny / "entities/places.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert "larger than 8 MB" in scen("build", tiny).stderr


def test_an_unreadable_file(scen: Run, tiny: Path) -> None:
    (tiny / "entities/places.yaml").symlink_to(tiny / "nowhere.yaml")
    done = scen("build", tiny)
    assert (done.returncode, "cannot be read" in done.stderr) == (1, True)


def test_a_folder_without_records(scen: Run, tmp_path: Path) -> None:
    done = scen("build", tmp_path / "nothing")
    assert done.returncode == 1
    assert "holds no records" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_judgement_lets_two_things_share_a_name(scen: Run, tiny: Path) -> None:
    edit(tiny / "entities/persons.yaml", "name: {en: Bo Test}", "name: {en: Ada Test}")
    edit(tiny / SOURCE, "bo-test: {Bo Test: 3}", "bo-test: {Bo Test: 3, Ada Test: 2}")
    judgement = (
        "- {judgement: different, a: ada-test, b: bo-test, who: Test, when: 2026-01-01, why: two people}\n"
    )
    (tiny / "ledger.yaml").write_text(judgement, encoding="utf-8")
    assert scen("build", tiny).returncode == 0


def test_a_merged_thing_keeps_its_old_address_and_the_merge_is_undone_by_one_line(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    ledger = tiny / "ledger.yaml"
    ledger.write_text(
        "- {judgement: same, a: ada-test, b: bo-test, who: Test, when: 2026-01-01, why: one}\n",
        encoding="utf-8",
    )
    assert scen("build", tiny, "--out", "merged").returncode == 0
    merged = (tmp_path / "merged/scen.nq").read_text(encoding="utf-8")
    assert (
        "id/person/bo-test> <http://purl.org/dc/terms/isReplacedBy> <https://w3id.org/scen/id/person/ada-test>"
        in merged
    )
    assert "id/person/bo-test> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>" not in merged
    ledger.unlink()
    assert scen("build", tiny, "--out", "undone").returncode == 0
    undone = (tmp_path / "undone/scen.nq").read_text(encoding="utf-8")
    assert "isReplacedBy> <" not in undone.replace("terms/isReplacedBy> .", "")


def test_the_schema_knows_every_key_and_concept(scen: Run) -> None:
    import json

    schema = json.loads(scen("schema", "source").stdout)
    participation = schema["$defs"]["Participation"]
    assert {"agent", "role", "event", "at", "as_written", "because"} <= participation["properties"].keys()
    assert "keynote-speaker" in participation["properties"]["role"]["enum"]
    assert participation["additionalProperties"] is False


def test_hostile_labels_survive_as_text(scen: Run, tiny: Path, tmp_path: Path) -> None:
    label = '<script>alert("x")</script> \' שלום 🙂 \\ end'
    edit(
        tiny / "entities/organisations.yaml",
        "name: {en: Org B}",
        "name: {en: Org B}, rendering: {sv: " + repr_yaml(label) + "}",
    )
    assert scen("build", tiny).returncode == 0
    shown = scen("show", "org-b", "--lang", "sv")
    assert label in shown.stdout


def repr_yaml(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


# -- files and folders that are not what they seem ---------------------------------------------------------


@pytest.mark.parametrize("target", ["/dev/zero", "pipe"])
def test_a_device_or_a_pipe_is_no_record_file(scen: Run, tiny: Path, target: str) -> None:
    import os

    if target == "pipe":
        os.mkfifo(tiny / "entities/places.yaml")
    else:
        (tiny / "entities/places.yaml").symlink_to(target)
    done = scen("build", tiny)
    assert (done.returncode, done.stderr) == (
        1,
        "records/entities/places.yaml: cannot be read: it is no file\n",
    )


def test_a_second_yaml_document_is_not_silently_left_out(scen: Run, tiny: Path) -> None:
    (tiny / "entities/places.yaml").write_text(
        "- {id: oslo, rendering: {en: Oslo}}\n---\n- {id: umea, rendering: {en: Umea}}\n", encoding="utf-8"
    )
    done = scen("build", tiny)
    assert done.returncode == 1
    assert "records/entities/places.yaml:3: a second document begins ('---')" in done.stderr


def test_what_an_editor_hides_beside_a_file_is_no_record(scen: Run, tiny: Path) -> None:
    (tiny / "entities/.#persons.yaml").symlink_to("somebody@host.123")
    (tiny / "sources/._doc-1.yaml").write_bytes(b"\x00\x05\x16")
    assert scen("check", tiny).returncode == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (SOURCE, "language: en", "language: xx", "unknown concept 'xx' of languages"),
        (SOURCE, "status: announced}", "status: announced, address: 'https://x.org/%zz'}", "is no address that begins"),
        (SOURCE, "property: date, value: 2021-05-03", "property: homepage, value: 'foo bar'", "'foo bar' is no web address"),
        (SOURCE, "property: date, value: 2021-05-03", "property: homepage, value: 'javascript:alert(1)'", "is no web address"),
        (SOURCE, "value: 2021-05-03", 'value: "0000"', "'0000' is no date of the years 1 to 9999"),
        (SOURCE, "as_written: 3 May 2021}", "as_written: 3 May 2021, label: l}\ncontradictions:\n- {between: [l, l], because: x}", "names one statement twice"),
        ("entities/persons.yaml", "{en: Bo Test}}", "{en: Bo Test}, same_as: ['http://[bad']}", "is no address that begins"),
        ("entities/persons.yaml", "{en: Bo Test}}", "{en: Bo Test}, same_as: https://x.org}", "a list is needed"),
        ("entities/persons.yaml", "{en: Bo Test}}", "{en: Bo Test}, formerly: [ada-test]}", "former id 'ada-test' is that of a person"),
        ("entities/persons.yaml", "{en: Bo Test}}", "{en: Bo Test}, formerly: [bo-test]}", "former id 'bo-test' is that of a person"),
    ],
)  # fmt: skip
def test_each_of_these_mistakes_is_told_too(
    scen: Run, tiny: Path, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    test_each_mistake_is_one_line_with_its_place(scen, tiny, tmp_path, file, old, new, message)


def test_two_things_cannot_have_had_the_same_id(scen: Run, tiny: Path) -> None:
    for name in ("Ada Test", "Bo Test"):
        edit(tiny / "entities/persons.yaml", f"{{en: {name}}}}}", f"{{en: {name}}}, formerly: [old]}}")
    assert "persons.yaml:2: former id 'old' is taken by 'ada-test'" in scen("check", tiny).stderr


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (["ada-test ada-test"], "'ada-test' is judged the same as itself"),
        (["ada-test bo-test", "bo-test ada-test"], "ledger.yaml:2: 'ada-test' is kept in another judgement"),
        (
            ["ada-test bo-test", "cy-test bo-test"],
            "ledger.yaml:2: 'bo-test' is merged into 'ada-test' already; judge 'ada-test' and 'cy-test' the same",
        ),
    ],
)
def test_merges_lead_to_one_thing(scen: Run, tiny: Path, pairs: list[str], message: str) -> None:
    with (tiny / "entities/persons.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: cy-test, rendering: {en: Cy Test}}\n")
    with (tiny / "ledger.yaml").open("w", encoding="utf-8") as file:
        for pair in pairs:
            a, b = pair.split()
            file.write(f"- {{judgement: same, a: {a}, b: {b}, who: Test, when: 2026-01-01, why: one}}\n")
    done = scen("build", tiny)
    assert done.returncode == 1 and message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_each_two_of_three_things_that_share_a_name_need_a_judgement(scen: Run, tiny: Path) -> None:
    with (tiny / "entities/persons.yaml").open("a", encoding="utf-8") as file:
        file.write("".join(f"- {{id: x-{n}, rendering: {{en: X}}}}\n" for n in (1, 2, 3)))
    line = "- {{judgement: different, a: x-{}, b: x-{}, who: Test, when: 2026-01-01, why: two}}\n"
    (tiny / "ledger.yaml").write_text(line.format(1, 2) + line.format(1, 3), encoding="utf-8")
    assert "'x-3' and 'x-2'" in scen("check", tiny).stderr
    (tiny / "ledger.yaml").write_text(
        line.format(1, 2) + line.format(1, 3) + line.format(2, 3), encoding="utf-8"
    )
    assert scen("check", tiny).returncode == 0


@pytest.mark.parametrize(
    "data",
    [
        b"a,1,2,\xff",
        b"document,line,start,words\ndoc-1,1,-5,Org A\n",
        b"a,1,2," + b"x" * 200_000,
    ],
)
def test_positions_that_are_none(scen: Run, tiny: Path, data: bytes) -> None:
    (tiny / "offsets.csv").write_bytes(data)
    done = scen("build", tiny)
    assert done.returncode == 1
    assert "offsets.csv" in done.stderr and len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_folder_in_the_place_of_the_positions(scen: Run, tiny: Path) -> None:
    (tiny / "offsets.csv").mkdir()
    done = scen("build", tiny)
    assert (done.returncode, "offsets.csv: cannot be read: Is a directory" in done.stderr) == (1, True)


def test_very_many_unknown_ids_are_told_quickly() -> None:
    """A file of things that is missing makes every reference to them unknown."""
    import time

    from scen.graph.nearest import did_you_mean

    known = [f"organisation-of-{n}-members" for n in range(3000)]
    began = time.monotonic()
    for n in range(100):
        did_you_mean(f"person-without-record-{n}", known)
    assert time.monotonic() - began < 3, "difflib takes half a minute for this"
