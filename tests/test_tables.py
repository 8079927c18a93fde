"""Records as CSV tables and back: nothing lost, every mistake with file, row and column, nothing half-written.

The curated network goes there and back; faults are planted into tables of the small records below. Texts that tables, spreadsheets and
YAML are known to trip over come from hypothesis.
"""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from conftest import ROOT
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scen.cli.records import command
from scen.graph import cells, tables, whole
from scen.graph.claims import claims_of
from scen.graph.errors import Place, RecordErrors, SettingError
from scen.graph.fields import one_line
from scen.graph.reader import Entry, Records, Sourced, read_records
from scen.graph.records import STATEMENTS, Assertion, Document, Judgement, Source, Thing
from scen.graph.tables_in import from_csv, read_tables
from scen.graph.tree import Node, parse
from scen.graph.yaml_files import yaml_files
from scen.ontology.terms import model

Planter = Callable[[str, str, str], Path]


SMALL = {
    "entities/persons.yaml": """
- {id: anna-berg, name: {sv: Anna Berg}, note: met twice}
- {id: bo-ek, name: {sv: Bo Ek}, same_as: ["https://example.org/bo"]}
""",
    "entities/organisations.yaml": """
- {id: somo, name: {en: SOMO}, aliases: {en: [Somo, "So|mo"], nb: [SOMO]}, formerly: [somo-old]}
- {id: swedwatch, name: {en: Swedwatch, sv: Swedwatch}}
""",
    "entities/events.yaml": "- {id: seminar, name: {en: the seminar}}\n",
    "entities/projects.yaml": "- {id: fair, name: {en: Make ICT Fair}}\n",
    "entities/grants.yaml": "- {id: grant, rendering: {en: A grant}}\n",
    "entities/topics.yaml": "- {id: toxics, rendering: {en: toxics, sv: gifter, nb: gifter}, broader: environment}\n",
    "ledger.yaml": "- {judgement: unsure, a: anna-berg, b: bo-ek, who: curators, when: 2026-11, why: the same post}\n",
    "sources/d-one.yaml": """
document: {id: d-one, file: one.txt, sha256: %s, language: en, title: {en: One}, status: reported}
sections:
- {about: seminar, heading: 1, lines: 2-4}
names:
  anna-berg: {Anna Berg: [2, 4], Anna: 3}
  bo-ek: {Bo Ek: 2-4}
  somo: {SOMO: 2, Somo: 3, "So|mo": 3}
  swedwatch: {Swedwatch: 5}
  seminar: {the seminar: 1}
  fair: {Make ICT Fair: 6}
stands_for:
  seminar: {it: 2}
  grant: {}
ignored:
- [[7, 9], "=a rule | of dashes"]
participations:
- {agent: anna-berg, role: speaker, event: seminar, on_behalf_of: [somo, swedwatch], at: [2, 4], as_written: [Anna Berg, "so|mo"], label: anna}
- {agent: bo-ek, role: organiser, event: seminar, at: 2, certainty: inferred, because: "- so it seems", label: bo}
memberships:
- {member: anna-berg, organisation: somo, title: "+ chair", at: 3, as_written: Anna}
project_roles:
- {project: fair, agent: somo, role: lead, at: 6, as_written: Make ICT Fair}
funding:
- {grant: grant, funder: somo, funds: fair, at: 6, as_written: Make ICT Fair, n: 2}
cooperations:
- {parties: [somo, swedwatch], kind: acts-for, acts_for: somo, date: 2019-09, at: 5, as_written: for}
mentions:
- {thing: toxics, as: discussed, event: seminar, at: 7-9, as_written: toxics, context: 1}
relations:
- {subject: seminar, property: topic, object: toxics, at: 7, as_written: toxics}
assertions:
- {subject: seminar, property: date, value: 2019-09-16, shown: true, at: 1, as_written: 16 September}
- {subject: seminar, property: count, value: 12, of: participants, qualifier: about, at: 1, as_written: twelve}
- {subject: seminar, property: description, value: "12", language: en, at: 1, as_written: twelve}
contradictions:
- {between: [anna, d-two/bo], because: both}
""" % ("a" * 64),
    "sources/d-two.yaml": """
document: {id: d-two, file: two.txt, sha256: %s, language: sv, rendering: {en: Two}, status: announced, address: "https://example.org/2"}
participations:
- {agent: bo-ek, role: speaker, event: seminar, at: 1, as_written: Bo, label: bo}
""" % ("b" * 64),
}  # fmt: skip
"""The smallest records with something in every table and every column that is hard to write."""


@pytest.fixture(scope="session")
def curated() -> Records:
    return read_records()


@pytest.fixture(scope="session")
def curated_tables(curated: Records, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "t"
    tables.to_csv(curated, folder)
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("small") / "r"
    whole.write_together(folder, SMALL)
    return read_records(folder)


@pytest.fixture
def folder(small: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tables of the small records, to be spoilt; the current folder, so that messages are short."""
    (tmp_path / "in").mkdir()
    tables.to_csv(small, tmp_path / "in" / "t")
    monkeypatch.chdir(tmp_path / "in" / "t")
    return tmp_path / "in" / "t"


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def save(path: Path, cells: list[list[str]], **how: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, **{"lineterminator": "\n", **how}).writerows(cells)  # type: ignore[arg-type]
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def plain(records: Records) -> object:
    """What the records say, without where it stands; sources in the order of their ids."""
    return (
        {slug: (entry.kind, entry.thing) for slug, entry in records.things.items()},
        sorted((item.source for item in records.sources), key=lambda source: source.document.id),
        [judgement for judgement, _ in records.judgements],
    )


def mistakes(folder: Path) -> list[str]:
    out = folder.parent / "out"
    with pytest.raises(RecordErrors) as caught:
        from_csv(folder, out)
    assert not out.exists(), "something was written in spite of a mistake"
    assert [path.name for path in folder.parent.iterdir()] == ["t"], "something was left beside it"
    return str(caught.value).splitlines()


# the curated network, there and back


def test_round_trip(curated: Records, curated_tables: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "records"
    written = from_csv(curated_tables, out)
    again = read_records(out)
    assert plain(again) == plain(curated)
    assert list(again.things) == list(curated.things)
    assert sorted(written) == sorted(path for path in out.rglob("*") if path.is_file())
    tables.to_csv(again, tmp_path / "twice")
    for path in curated_tables.iterdir():
        assert (tmp_path / "twice" / path.name).read_bytes() == path.read_bytes()


def test_round_trip_of_every_table_and_column(small: Records, folder: Path, tmp_path: Path) -> None:
    from_csv(folder, tmp_path / "r")
    assert plain(read_records(tmp_path / "r")) == plain(small)
    assert all(
        len(rows(path)) > 1
        for path in folder.iterdir()
        if path.stem in {*Source.model_fields, "documents", "ledger"}
    )


def test_the_claims_are_the_same(curated: Records, curated_tables: Path, tmp_path: Path) -> None:
    from_csv(curated_tables, tmp_path / "r")
    one, two = claims_of(curated, {}), claims_of(read_records(tmp_path / "r"), {})
    assert sorted(one.claims) == sorted(two.claims)
    assert sorted(one.items) == sorted(two.items)


def test_every_kind_of_record_has_a_table(curated_tables: Path) -> None:
    kinds = {kind.plural for kind in model().kinds.values() if kind.name != "document"}
    expected = kinds | set(Source.model_fields) - {"document"} | {"documents", "ledger", "offsets"}
    assert {path.stem for path in curated_tables.iterdir()} == expected
    assert len(kinds & set(Source.model_fields)) == 0, (
        "a kind and a list of a source share the name of a table"
    )


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_columns_come_from_the_models(name: str, curated_tables: Path) -> None:
    heading = rows(curated_tables / f"{name}.csv")[0]
    fields = [info.alias or key for key, info in STATEMENTS[name].model_fields.items()]
    assert heading[0] == "document"
    assert sorted(heading[1:]) == sorted(fields)


def test_tables_are_plain(curated_tables: Path) -> None:
    for path in curated_tables.iterdir():
        data = path.read_bytes()
        assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf")
        assert len({len(row) for row in rows(path)}) == 1
        for row in rows(path):
            assert not [cell for cell in row if re.match(r"[=+\-@\t\r]", cell)]


# cells

HOSTILE = st.text(
    st.sampled_from("ab1 |\\'\"=+-@;,:#{}[]&*!%\tåø漢🏳️‍🌈\u200f\u05d0\u0627\u0301\u200d\xa0<>?~`0"),
    min_size=1,
    max_size=30,
)


def _fits(text: str) -> bool:
    try:
        return one_line(text) == text
    except ValueError:
        return False


LINE = HOSTILE.filter(_fits)


@given(HOSTILE)
@example("'")
@example("''=1")
@example("'s-Hertogenbosch")
@example("-5")
def test_a_text_survives_and_is_no_formula(text: str) -> None:
    cell = cells.TEXT.write(text)
    assert cells.TEXT.read(cell) == text
    assert cell[0] not in "=+-@\t\r"
    assert not text[0].isalnum() or cell == text


@given(st.lists(LINE, min_size=1, max_size=4))
@example(["|"])
@example(["||", "|"])
@example(["a|", "|b", "=c"])
@example(["-a", "'-b"])
def test_a_list_survives(values: list[str]) -> None:
    cell = cells.LIST.write(values)
    assert cells.LIST.read(cell) == values
    assert cell[0] not in "=+-@\t\r"


@given(st.one_of(LINE, st.integers(-(10**17), 10**17), st.integers(-(10**17), 10**17).map(str)))
@example("12")
@example("'12")
@example("-12")
@example("'-12")
@example("007")
@example("9" * 40)
def test_a_number_and_its_digits_stay_apart(value: str | int) -> None:
    again = cells.VALUE.read(cells.VALUE.write(value))
    assert (type(again), again) == (type(value), value)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("12", 12),
        ("12-14", "12-14"),
        ("12, 16", [12, 16]),
        ("12,16-18", [12, "16-18"]),
        ("'12-14", "12-14"),
        ("[1, 2]", [1, 2]),
    ],
)
def test_lines_as_people_write_them(cell: str, read: object) -> None:
    assert cells.LINES.read(cell) == read


def _records(text: str, more: list[str]) -> Records:
    """The smallest records in which a hostile text stands wherever a text may."""
    thing = Thing(
        id="a", rendering={"en": text}, aliases={"sv": tuple(more)}, note=text, visibility="withheld"
    )
    document = Document(
        id="d", file=text, sha256="0" * 64, language="en", rendering={"en": text}, status="reported"
    )
    because, about = text, {"subject": "a", "property": "description", "at": [1, 3], "certainty": "inferred"}
    source = Source(
        document=document,
        names={"a": dict.fromkeys(more, (1, 2))},
        stands_for={"a": {}},
        ignored=(((4,), text), ((1, 9), text)),
        assertions=(
            Assertion(value=text, because=because, as_written=tuple(more), **about),
            Assertion(value="12", because=because, n=2, shown=True, **about),
        ),
    )
    records = Records(
        Path("."),
        {"a": Entry("person", thing, Node({}, Place("x")))},
        [Sourced(source, Node({}, Place("x")))],
    )
    records.judgements.append(
        (Judgement(judgement="unsure", a="a", b="a", who=text, when="2026", why=text), Place("x"))
    )
    return records


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINE, st.lists(LINE.filter(lambda t: len(t) < 40), min_size=1, max_size=3, unique=True))
def test_hostile_records_survive_tables_and_yaml(
    tmp_path_factory: pytest.TempPathFactory, text: str, more: list[str]
) -> None:
    records = _records(text, more)
    folder = tmp_path_factory.mktemp("h")
    tables.to_csv(records, folder / "t")
    from_csv(folder / "t", folder / "out")
    assert plain(read_records(folder / "out")) == plain(records)
    assert plain(read_tables(folder / "t")) == plain(records)


def test_yaml_of_every_file_is_read_back(curated: Records) -> None:
    files = yaml_files(curated)
    for name, text in files.items():
        assert parse(text.encode(), name).value
    assert "ledger.yaml" in files and "sources/swedwatch-lulea-2019.yaml" in files


# what spreadsheets make of tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_other_delimiters_line_ends_and_marks(
    folder: Path, small: Records, delimiter: str, end: str, mark: bytes
) -> None:
    for path in folder.iterdir():
        save(path, rows(path), delimiter=delimiter, lineterminator=end)
        path.write_bytes(mark + path.read_bytes())
    assert plain(read_tables(folder)) == plain(small)


def test_columns_in_another_order_blank_rows_and_missing_tables(folder: Path, small: Records) -> None:
    cells = [row[::-1] + ["", " "] for row in rows(folder / "persons.csv")]
    save(folder / "persons.csv", [cells[0], ["", ""], *cells[1:], [" "]])
    (folder / "contradictions.csv").unlink()
    (folder / ".~lock.persons.csv").write_text("x")
    (folder / "notes.xlsx").write_bytes(b"PK")
    assert read_tables(folder).things.keys() == small.things.keys()


def test_a_formula_typed_without_apostrophe_is_text(folder: Path) -> None:
    cells = rows(folder / "persons.csv")
    cells[1][cells[0].index("note")] = "=1+1"
    save(folder / "persons.csv", cells)
    assert read_tables(folder).things[cells[1][0]].thing.note == "=1+1"
    tables.to_csv(read_tables(folder), folder / "again")
    assert "'=1+1" in rows(folder / "again" / "persons.csv")[1]


# mistakes: file, row, column


def cell(table: str, row: int, column: str, value: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        cells = rows(folder / f"{table}.csv")
        cells[row - 1][cells[0].index(column)] = value
        save(folder / f"{table}.csv", cells)

    return plant


EDTF = "is no date in EDTF (such as 2019-09-16, 2019-09, XXXX-11-14 or 2020-11-30/2020-12-04)"
LINES = 'is no line: write 22, "22-24" or [12, 14]'
PLANTED = [
    (cell("participations", 2, "role", "speakr"), "participations.csv:2:role: unknown concept 'speakr' of roles; did you mean 'speaker'?"),
    (cell("participations", 2, "role", ""), "participations.csv:2:role: 'role' is missing"),
    (cell("participations", 2, "agent", "anna-burg"), "participations.csv:2:agent: unknown agent 'anna-burg'; did you mean 'anna-berg'?"),
    (cell("participations", 2, "agent", "seminar"), "participations.csv:2:agent: 'seminar' is of kind event; one of person, organisation, group is needed"),
    (cell("participations", 2, "on_behalf_of", "somo | sommo"), "participations.csv:2:on_behalf_of: unknown organisation 'sommo'; did you mean 'somo'?"),
    (cell("participations", 2, "at", "14-dec"), f"participations.csv:2:at: '14-dec' {LINES}"),
    (cell("participations", 2, "n", "many"), "participations.csv:2:n: input should be a valid integer, unable to parse string as an integer"),
    (cell("participations", 2, "as_written", "a | | b"), "participations.csv:2:as_written: is empty, or begins or ends with a space"),
    (cell("participations", 2, "as_written", ""), "participations.csv:2: participations: is stated and needs the words: `as_written:`"),
    (cell("participations", 2, "document", "d-onne"), "participations.csv:2:document: unknown document 'd-onne'; did you mean 'd-one'?"),
    (cell("participations", 2, "document", ""), "participations.csv:2:document: 'document' is missing"),
    (cell("cooperations", 2, "parties", "somo"), "cooperations.csv:2:parties: needs at least 2"),
    (cell("assertions", 2, "shown", "perhaps"), "assertions.csv:2:shown: input should be a valid boolean, unable to interpret input"),
    (cell("assertions", 2, "value", "2020-13"), f"assertions.csv:2:value: '2020-13' {EDTF}"),
    (cell("assertions", 2, "property", "dat"), "assertions.csv:2:property: unknown assertion 'dat'; did you mean 'date'?"),
    (cell("documents", 2, "sha256", "abc"), "documents.csv:2:sha256: 'abc' is not a SHA-256 (64 hexadecimal digits)"),
    (cell("documents", 3, "id", "d-one"), "documents.csv:3:id: id 'd-one' is taken by another document"),
    (cell("documents", 3, "id", ""), "documents.csv:3:id: 'id' is missing"),
    (cell("persons", 3, "id", "anna-berg"), "persons.csv:3:id: id 'anna-berg' is taken by persons.csv:2:id"),
    (cell("persons", 3, "id", "Bo"), "persons.csv:3:id: 'Bo' is not an id (lower-case letters, digits and single hyphens)"),
    (cell("persons", 3, "visibility", "hidden"), "persons.csv:3:visibility: 'hidden' is not one of 'public', 'pseudonymous' or 'withheld'"),
    (cell("persons", 3, "name:sv", ""), "persons.csv:3:id: needs a name as printed, or a rendering"),
    (cell("persons", 3, "name:sv", "Bo Eck"), "persons.csv:3:id: no source records 'Bo Eck' as a name of 'bo-ek'; is it a rendering?"),
    (cell("persons", 3, "name:sv", "Bo\nEk"), "persons.csv:3:name:sv: must stand on one line"),
    (cell("persons", 3, "name:sv", "Bo \u202eEk"), "persons.csv:3:name:sv: holds a hidden mark that turns the writing direction"),
    (cell("persons", 3, "same_as", "somewhere"), "persons.csv:3:same_as: 'somewhere' is no address that begins with http:// or https://"),
    (cell("names", 2, "lines", "x"), f"names.csv:2:lines: 'x' {LINES}"),
    (cell("names", 2, "lines", ""), "names.csv:2:lines: 'lines' is missing"),
    (cell("names", 2, "words", "a" * 200), "names.csv:2:words: longer than 160 characters"),
    (cell("names", 2, "thing", "anna-burg"), "names.csv:2:thing: unknown thing 'anna-burg'; did you mean 'anna-berg'?"),
    (cell("names", 2, "thing", "Anna"), "names.csv:2:thing: 'Anna' is not an id (lower-case letters, digits and single hyphens)"),
    (cell("ignored", 2, "lines", "x"), f"ignored.csv:2:lines: 'x' {LINES}"),
    (cell("sections", 2, "heading", "0"), "sections.csv:2:heading: input should be greater than or equal to 1"),
    (cell("sections", 2, "about", "nothing"), "sections.csv:2:about: unknown thing 'nothing'"),
    (cell("ledger", 2, "judgement", "maybe"), "ledger.csv:2:judgement: 'maybe' is not one of 'same', 'different' or 'unsure'"),
    (cell("ledger", 2, "when", "yesterday"), f"ledger.csv:2:when: 'yesterday' {EDTF}"),
    (cell("contradictions", 2, "between", "anna | nobody"), "contradictions.csv:2: no statement has the label 'nobody'"),
    (cell("topics", 2, "broader", ""), "topics.csv:2:id: a topic needs `broader:`"),
    (cell("topics", 1, "note", "notes"), "topics.csv:1:notes: unknown column 'notes'; did you mean 'note'?"),
    (cell("topics", 1, "name:en", "name"), "topics.csv:1:name: unknown column 'name'; write the language after it, as in 'name:en'"),
    (cell("topics", 1, "note", "note:en"), "topics.csv:1:note:en: unknown column 'note:en'; write 'note'"),
    (cell("topics", 1, "note", "id"), "topics.csv:1:id: the column stands twice"),
    (cell("topics", 1, "id", "idd"), "topics.csv:1:id: the column 'id' is missing"),
    (cell("mentions", 1, "document", ""), "mentions.csv:1:document: the column 'document' is missing"),
    (cell("persons", 1, "note", ""), "persons.csv:2: cell 15 ('met twice') has no heading"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "message"), PLANTED, ids=[str(n) for n in range(len(PLANTED))])
def test_a_mistake_has_file_row_and_column(folder: Path, plant: Callable[[Path], None], message: str) -> None:
    plant(folder)
    assert message in mistakes(folder)


def test_more_cells_than_headings(folder: Path) -> None:
    cells = rows(folder / "grants.csv")
    cells[1].append("extra")
    save(folder / "grants.csv", cells)
    assert mistakes(folder) == ["grants.csv:2: cell 16 ('extra') is one more than the 15 headings"]


def test_words_that_stand_twice(folder: Path) -> None:
    cells = rows(folder / "names.csv")
    save(folder / "names.csv", [*cells, cells[1]])
    assert mistakes(folder) == [
        f"names.csv:{len(cells) + 1}:words: 'Anna Berg' stands twice for 'anna-berg'; see names.csv:2:lines"
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "persons.csv",
            "id,name:sv\na,Åsa\n".encode("cp1252"),
            "persons.csv:2: not UTF-8; save it as CSV UTF-8",
        ),
        ("persons.csv", "id\tname:sv\n".encode("utf-16"), "persons.csv:1: not UTF-8; save it as CSV UTF-8"),
        ("persons.csv", b'id,name:sv\na,"b\n', "persons.csv:2: not CSV: unexpected end of data"),
        ("persons.csv", b"", "persons.csv:1: the first row must hold the headings"),
        (
            "persons.csv",
            b"id,name:sv\na,b\x00\n",
            "persons.csv:2: holds a character that no record may hold (U+0000)",
        ),
        (
            "persons.csv",
            b"id,name:sv\na,b\xef\xbb\xbfc\n",
            "persons.csv:2: holds a character that no record may hold (U+FEFF)",
        ),
        (
            "Persons.csv",
            b"id\n",
            "Persons.csv: no table is called 'Persons.csv'; did you mean 'persons.csv'?",
        ),
        (
            "zzz.csv",
            b"id\n",
            "zzz.csv: no table is called 'zzz.csv'",
        ),
    ],
)
def test_a_file_that_is_no_table(folder: Path, name: str, data: bytes, message: str) -> None:
    (folder / name).write_bytes(data)
    assert mistakes(folder) == [message]


def test_all_mistakes_of_a_run_are_reported(folder: Path) -> None:
    cell("participations", 3, "role", "organizer")(folder)
    cell("memberships", 2, "organisation", "nowhere")(folder)
    cell("mentions", 2, "document", "nowhere")(folder)
    assert [line.split(": ")[0] for line in mistakes(folder)] == [
        "memberships.csv:2:organisation", "mentions.csv:2:document", "participations.csv:3:role",
    ]  # fmt: skip


# writing: all or nothing


def test_a_folder_that_is_not_empty_is_left_alone(folder: Path, small: Records, tmp_path: Path) -> None:
    out = tmp_path / "r"
    out.mkdir()
    (out / "kept.txt").write_text("mine")
    for write in (lambda: from_csv(folder, out), lambda: tables.to_csv(small, out)):
        with pytest.raises(
            SettingError, match="is not empty; choose a new folder, or write over it with --force"
        ):
            write()
    assert [path.name for path in out.iterdir()] == ["kept.txt"]


def test_force_replaces_records_and_nothing_else(folder: Path, tmp_path: Path, small: Records) -> None:
    out = tmp_path / "r"
    from_csv(folder, out)
    (out / "notes.md").write_text("kept")
    (out / "entities" / "gone.yaml").write_text("- {id: a}")
    from_csv(folder, out, force=True)
    assert (out / "notes.md").read_text() == "kept"
    assert plain(read_records(out)) == plain(small)
    (out / "sources" / "notes.txt").write_text("mine")
    with pytest.raises(SettingError, match="notes.txt: would be lost; move it first"):
        from_csv(folder, out, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "r"]


def test_force_without_judgements_takes_the_old_ledger_away(folder: Path, tmp_path: Path) -> None:
    from_csv(folder, tmp_path / "r")
    (folder / "ledger.csv").unlink()
    from_csv(folder, tmp_path / "r", force=True)
    assert not (tmp_path / "r" / "ledger.yaml").exists()


def test_a_failure_half_way_puts_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "r"
    whole.write_together(out, {"a/x.yaml": "old", "b.yaml": "old"})
    rename, done = Path.rename, []

    def failing(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == 4:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(SettingError, match="cannot be written: No space left on device"):
        whole.write_together(out, {"a/x.yaml": "new", "b.yaml": "new"}, force=True)
    assert [path.read_text() for path in sorted(out.rglob("*.yaml"))] == ["old", "old"]
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_an_empty_folder_is_filled_and_no_tables_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert from_csv(folder, tmp_path / "out")
    with pytest.raises(SettingError, match=r"holds no tables such as persons\.csv"):
        from_csv(tmp_path, tmp_path / "other")


# the command


def test_the_command_goes_there_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    there = CliRunner().invoke(command, ["to-csv", "--out", "t"])
    assert (
        there.exit_code == 0 and "t/persons.csv\n" in there.output and there.output.endswith("files in t\n")
    )
    back = CliRunner().invoke(command, ["from-csv", "t", "-o", "r"])
    assert back.exit_code == 0 and "r/entities/persons.yaml\n" in back.output
    assert isinstance(command, click.Group)
    refused = CliRunner().invoke(command, ["from-csv", "t", "-o", "r"])
    assert isinstance(refused.exception, SettingError)
    told = " ".join(CliRunner().invoke(command, ["from-csv", "--help"]).output.split())
    assert "Comments of YAML files are in no table, and are lost." in told


def test_positions_of_words_go_along(curated_tables: Path, tmp_path: Path) -> None:
    """A build from tables read back has the same evidence, without the texts."""
    from_csv(curated_tables, tmp_path / "back")
    here = ROOT / "data" / "offsets.csv"
    assert (tmp_path / "back" / "offsets.csv").read_text(encoding="utf-8") == here.read_text(encoding="utf-8")
