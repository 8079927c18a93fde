"""People who must not be shown are nowhere: planted in records, looked for in every file of the dataset."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Run, edit

KEY = "0123456789abcdef0123456789abcdef"
SOURCE = "sources/doc-1.yaml"


def private(tmp_path: Path, people: str) -> dict[str, str]:
    path = tmp_path / "private.yaml"
    path.write_text(f"key: {KEY}\npeople:\n{people}\n", encoding="utf-8")
    return {"SCEN_PRIVATE": str(path)}


def everything(folder: Path) -> bytes:
    """Every byte of every file, with the store's compressed blocks read through the store itself."""
    from pyoxigraph import RdfFormat, Store

    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    store = Store.read_only(str(folder / "current/store"))
    return b"\n".join([*(path.read_bytes() for path in files), store.dump(format=RdfFormat.N_QUADS) or b""])


def assert_nowhere(folder: Path, *names: str) -> None:
    data = everything(folder).lower()
    for name in names:
        assert name.lower().encode() not in data, name
        assert name.lower().encode("utf-16-le") not in data, name


def test_a_withheld_person_is_nowhere_and_leaves_a_tombstone(scen: Run, tiny: Path, tmp_path: Path) -> None:
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test, B. Test]}")
    done = scen("build", tiny, env=env)
    assert done.returncode == 0, done.stderr
    assert_nowhere(tmp_path / "dataset", "Bo Test", "bo-test", "bo test")
    text = (tmp_path / "dataset/scen.nq").read_text(encoding="utf-8")
    assert re.search(
        r"<https://w3id.org/scen/id/person/p-[0-9a-f]{16}> <http://www.w3.org/2002/07/owl#deprecated> ", text
    )
    assert (
        "same-programme"
        not in scen("query", "SELECT ?k { ?t a scen:Tie ; scen:kind ?k }", "--format", "csv").stdout
    )
    assert scen("find", "Bo").returncode == 1
    assert "Ada Test" in scen("show", "Ada Test").stdout, "the others stay"


def test_a_tombstone_stays_when_names_and_statements_have_left_the_records(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    with (tiny / "entities/persons.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: p-0123456789abcdef, visibility: withheld}\n")
    done = scen("build", tiny)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "dataset/scen.nq").read_text(encoding="utf-8")
    about = [line for line in text.splitlines() if "p-0123456789abcdef" in line]
    assert len(about) == 1 and "owl#deprecated" in about[0]
    assert "person 2" in done.stdout, "it is no person of the network"
    edit(tiny / "entities/persons.yaml", "p-0123456789abcdef", "some-person")
    assert "needs a name as printed, or a rendering" in scen("build", tiny).stderr


def test_a_pseudonymous_person_keeps_kind_of_tie_year_and_kind_of_organisation(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    edit(tiny / SOURCE, "assertions:\n", "memberships:\n- {member: bo-test, organisation: org-b, at: 3, as_written: 'Bo Test, Org B'}\n"
         "assertions:\n- {subject: org-b, property: kind, value: ngo, at: 3, as_written: Org B}\n")  # fmt: skip
    env = private(tmp_path, "- {id: bo-test, visibility: pseudonymous, names: [Bo Test]}")
    done = scen("build", tiny, env=env)
    assert done.returncode == 0, done.stderr
    assert_nowhere(tmp_path / "dataset", "Bo Test", "bo-test")
    rows = scen(
        "query", "SELECT ?label ?kind ?when ?org WHERE { ?t a scen:Tie ; scen:party ?p ; scen:kind/skos:notation ?kind ; dct:date ?when ."
        " ?p skos:prefLabel ?label ; org:classification/skos:notation ?org FILTER(lang(?label) = 'en') }", "--format", "csv",
    ).stdout.splitlines()  # fmt: skip
    assert len(rows) == 2 and re.fullmatch(
        r"Person [0-9a-f]{6} \(name withheld\),same-programme,2021,ngo", rows[1]
    ), rows
    claims = scen(
        "query",
        "SELECT ?c WHERE { ?t a scen:Tie ; prov:wasDerivedFrom ?c ; scen:kind scen:same-programme }",
        "--format",
        "csv",
    )
    assert claims.stdout.splitlines() == ["c"], "its line would give the name"
    hidden = scen(
        "query",
        "SELECT ?c WHERE { ?t prov:wasDerivedFrom ?c FILTER NOT EXISTS { ?c a scen:Claim } }",
        "--format",
        "csv",
    )
    assert hidden.stdout.splitlines() == ["c"], "no tie of others rests on a hidden claim"


def test_the_pseudonym_is_stable_and_depends_on_the_key(tiny: Path) -> None:
    from scen.graph.visibility import Private

    one = Private(key=KEY).alias("bo-test")
    assert one == Private(key=KEY).alias("bo-test") != Private(key=KEY[::-1]).alias("bo-test")
    assert re.fullmatch(r"p-[0-9a-f]{16}", one)


def test_words_of_others_that_hold_the_name_are_dropped_and_titles_stop_the_build(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    edit(
        tiny / SOURCE,
        'at: 2, as_written: "Ada Test, Org A"',
        "at: 2, as_written: [Ada Test, Bo Test and Ada Test]",
    )
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    assert scen("build", tiny, env=env).returncode == 0
    assert_nowhere(tmp_path / "dataset", "Bo Test")
    edit(
        tiny / "entities/events.yaml",
        "name: {en: The Meeting}",
        "name: {en: The Meeting}, rendering: {sv: Möte med Bo Test}",
    )
    stopped = scen("build", tiny, env=env)
    assert stopped.returncode == 1
    assert "records/entities/events.yaml:1: its id or label names a person who is not shown" in stopped.stderr
    assert "Bo Test" not in stopped.stderr


def test_a_cooperation_of_three_goes_on_without_the_withheld(scen: Run, tiny: Path, tmp_path: Path) -> None:
    edit(
        tiny / SOURCE,
        "assertions:\n",
        "cooperations:\n- {parties: [ada-test, bo-test, org-a], kind: meeting, status: reported, at: 2, as_written: Org A, context: 3}\nassertions:\n",
    )
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    assert scen("build", tiny, env=env).returncode == 0
    rows = scen(
        "query", "SELECT (COUNT(?p) AS ?n) WHERE { ?c a scen:Cooperation ; scen:party ?p }", "--format", "csv"
    ).stdout
    assert rows.splitlines()[1] == "2"
    assert_nowhere(tmp_path / "dataset", "Bo Test")


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ("- {id: bo-test, visibility: hidden}", "'hidden' is not one of 'pseudonymous' or 'withheld'"),
        ("- {id: bo-test}", "'visibility' is missing"),
    ],
)
def test_a_wrong_private_file_is_told_with_its_line(
    scen: Run, tiny: Path, tmp_path: Path, people: str, message: str
) -> None:
    done = scen("build", tiny, env=private(tmp_path, people))
    assert done.returncode == 1
    assert message in done.stderr and "private.yaml:3" in done.stderr


def test_a_missing_private_file_stops_the_build(scen: Run, tiny: Path, tmp_path: Path) -> None:
    done = scen("build", tiny, env={"SCEN_PRIVATE": str(tmp_path / "lost.yaml")})
    assert done.returncode == 1 and "cannot be read" in done.stderr
    assert not (tmp_path / "dataset").exists()


def test_a_record_that_asks_for_a_pseudonym_needs_the_key(scen: Run, tiny: Path) -> None:
    edit(tiny / "entities/persons.yaml", "name: {en: Bo Test}", "name: {en: Bo Test}, visibility: withheld")
    done = scen("build", tiny)
    assert done.returncode == 1
    assert "persons.yaml:2: a withheld person needs the key in the private file (SCEN_PRIVATE)" in done.stderr


def test_the_curated_network_holds_no_address_or_number_of_a_person(dataset: Path) -> None:
    from conftest import ROOT

    from scen.export.settings import read_settings

    office = (read_settings().contact.email or "").encode()  # of the publisher, and a placeholder
    mail, phone = re.compile(rb"[\w.+-]+@[\w-]+\.[a-z]{2,}"), re.compile(rb"\+46|\b08[ -]?525")
    for path in [*(ROOT / "data").rglob("*.*"), dataset / "scen.nq", dataset / "current/names.sqlite"]:
        if path.is_file() and path.suffix in (".yaml", ".csv", ".nq", ".sqlite"):
            data = path.read_bytes().replace(office, b"")
            assert not mail.search(data) and not phone.search(data), path


def test_the_id_of_a_cooperation_that_lost_a_party_cannot_be_guessed(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    """Ids are plain hashes of what is joined: whoever guesses the name could try it out."""
    from scen.graph.claims import claims_of
    from scen.graph.reader import read_records

    edit(
        tiny / SOURCE,
        "assertions:\n",
        "cooperations:\n"
        "- {parties: [ada-test, bo-test, org-a], kind: meeting, status: reported, at: 2, as_written: Org A, label: x}\n"
        "- {parties: [ada-test, org-a], kind: meeting, status: reported, at: 2, as_written: Org A, label: y}\n"
        "contradictions:\n- {between: [x, y], because: two or three met}\nassertions:\n",
    )
    claims = claims_of(read_records(tiny), {})
    guessable = {
        c.id for c in claims.claims if "bo-test" in dict(c.joins).values() or "bo-test" in c.all("parties")
    }
    guessable |= {dispute.id for dispute in claims.disputes}
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    assert scen("build", tiny, env=env).returncode == 0
    assert len(guessable) == 4
    assert_nowhere(tmp_path / "dataset", *guessable)


def test_a_claim_whose_contradiction_is_gone_is_disputed_no_more(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    edit(tiny / SOURCE, "- {agent: bo-test,", "- {label: bo, agent: bo-test,")
    edit(tiny / SOURCE, "- {agent: ada-test,", "- {label: ada, agent: ada-test,")
    with (tiny / SOURCE).open("a", encoding="utf-8") as file:
        file.write("contradictions:\n- {between: [ada, bo], because: one speaker only}\n")
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    done = scen("build", tiny, env=env)
    assert done.returncode == 0, done.stderr
    assert "disputed" not in done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("entities/events.yaml", "{en: The Meeting}}", "{en: The Meeting}, rendering: {sv: Bo Tests tal}}", "its id or label"),
        ("entities/events.yaml", "{en: The Meeting}}", "{en: The Meeting}, same_as: ['https://x.org/bo_test']}", "its address"),
        ("entities/events.yaml", "{en: The Meeting}}", "{en: The Meeting}, same_as: ['https://x.org/Bo%20Test']}", "its address"),
        ("entities/events.yaml", "{en: The Meeting}}", "{en: The Meeting}, formerly: [talk-by-bo-test]}", "a former id"),
        (SOURCE, "title: {en: Programme}", "title: {en: Programme}, address: 'https://x.org/bo-test'", "its address"),
    ],
)  # fmt: skip
def test_a_name_in_what_stays_stops_the_build(
    scen: Run, tiny: Path, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    edit(tiny / file, old, new)
    done = scen(
        "build", tiny, env=private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    )
    assert done.returncode == 1
    assert f"records/{file}:1: {message}" in done.stderr
    assert not (tmp_path / "dataset").exists()


def test_kept_words_in_the_genitive_or_with_a_word_that_stands_for_the_person_go(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    edit(
        tiny / SOURCE,
        'at: 2, as_written: "Ada Test, Org A"',
        "at: 2, as_written: [Ada Test, Bo Tests guest, Bosse too]",
    )
    edit(tiny / SOURCE, "ignored:", "stands_for:\n  bo-test: {Bosse: 2}\nignored:")
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    assert scen("build", tiny, env=env).returncode == 0
    assert_nowhere(tmp_path / "dataset", "Bo Test", "Bosse")


def test_how_a_document_prints_another_thing_goes_where_it_holds_the_name(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    edit(tiny / SOURCE, "meeting-2021: {The Meeting: 1}", "meeting-2021: {The Meeting: 1, Bo Test's day: 1}")
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    done = scen("build", tiny, env=env)
    assert done.returncode == 0, done.stderr
    assert_nowhere(tmp_path / "dataset", "Bo Test")


def test_a_wrong_id_in_the_private_file_publishes_nobody(scen: Run, tiny: Path, tmp_path: Path) -> None:
    done = scen(
        "build", tiny, env=private(tmp_path, "- {id: bo-tset, visibility: withheld, names: [Bo Test]}")
    )
    assert done.returncode == 1
    assert "persons.yaml:2: its id or label names a person who is not shown" in done.stderr


def test_of_two_visibilities_the_stricter_holds(scen: Run, tiny: Path, tmp_path: Path) -> None:
    edit(tiny / "entities/persons.yaml", "name: {en: Bo Test}", "name: {en: Bo Test}, visibility: withheld")
    env = private(tmp_path, "- {id: bo-test, visibility: pseudonymous, names: [B. T.]}")
    assert scen("build", tiny, env=env).returncode == 0
    text = (tmp_path / "dataset/scen.nq").read_text(encoding="utf-8")
    assert "owl#deprecated" in text and "name withheld" not in text


def test_only_a_person_can_be_withheld(scen: Run, tiny: Path, tmp_path: Path) -> None:
    done = scen("build", tiny, env=private(tmp_path, "- {id: org-b, visibility: withheld}"))
    assert done.returncode == 1
    assert (
        done.stderr
        == "records/entities/organisations.yaml:2: only a person can be withheld or pseudonymous\n"
    )


@pytest.mark.parametrize(
    "people",
    [
        "- {id: Bo Test, visibility: withheld}",
        "- Bo Test",
        "- {id: bo, visibility: withheld, names: Bo Test}",
    ],
)
def test_a_mistake_in_the_private_file_is_told_without_the_name(
    scen: Run, tiny: Path, tmp_path: Path, people: str
) -> None:
    done = scen("build", tiny, env=private(tmp_path, people))
    assert done.returncode == 1 and done.stderr.startswith("private.yaml:3: ")
    assert "Bo Test" not in done.stdout + done.stderr


def test_who_is_withheld_stops_a_build_beside_a_source_that_names_them(
    scen: Run, tiny: Path, tmp_path: Path
) -> None:
    """The source was loaded before; its name is told, and that of the person is not."""
    assert scen("build", tiny).returncode == 0
    more = tmp_path / "more.nt"
    more.write_text(
        "<https://w3id.org/scen/id/organisation/org-a> <http://www.w3.org/2004/02/skos/core#altLabel>"
        ' "Friends of Bo\\nTest"@en .\n'
    )
    done = scen("load", more)
    assert done.returncode == 0, done.stderr
    env = private(tmp_path, "- {id: bo-test, visibility: withheld, names: [Bo Test]}")
    stopped = scen("build", tiny, env=env)
    assert stopped.returncode == 1
    assert stopped.stderr == (
        "bulk source 'more':1: holds the name of a person who must not be shown; "
        "remove it: scen load --remove more\n"
    )
    assert scen("load", "--remove", "more").returncode == 0
    assert scen("build", tiny, env=env).returncode == 0
    assert_nowhere(tmp_path / "dataset", "Bo Test", "bo-test", "Bo\\nTest")
