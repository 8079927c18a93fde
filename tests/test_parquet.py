"""The columnar network as Parquet: what the files say is what the plain rules of graph/ties.py say."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pyarrow import parquet as pq

from scen.export import parquet
from scen.export.parquet import AGENTS, INCIDENCES, write_network, write_ties
from scen.graph.build import network as read_network
from scen.graph.build import nquads, once
from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.errors import SettingError
from scen.graph.network import pairs
from scen.graph.network.gathering import gather
from scen.graph.network.incidences import Incidences
from scen.graph.quads import Writer
from scen.graph.reader import read_records
from scen.graph.ties import Tie, derive
from scen.ontology.prefixes import NS, PREFIXES

KINDS = {
    "anna": "person",
    "bert": "person",
    "cleo": "person",
    "fair": "event",
    "summit": "event",
} | dict.fromkeys(("oak", "pine", "rush"), "organisation")


def claims(kinds: dict[str, str], *told: tuple[str, dict[str, Any]]) -> Claims:
    """Claims, each of its kind; what a claim joins is told by name, a list for several; values begin with =."""
    items = [Item(kind, slug, (Label(slug.title(), "en", "name"),)) for slug, kind in kinds.items()]
    items.append(Item("document", "doc", (Label("Doc", "en", "name"),), values=(("language", "en"),)))
    found = []
    for number, (kind, parts) in enumerate(told):
        flat = [
            (name, one)
            for name, value in parts.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        found.append(
            Claim(
                id=f"c{number:05d}", kind=kind, document="doc", lines=(1,), certainty="stated", status="reported", because="",
                joins=tuple((name, one) for name, one in flat if one[0] != "="),
                values=tuple((name, one[1:]) for name, one in flat if one[0] == "="),
            )
        )  # fmt: skip
    return Claims(tuple(items), tuple(found), ())


def at(event: str, agent: str, role: str = "speaker", *on_behalf_of: str) -> tuple[str, dict[str, Any]]:
    """The claim that somebody was there."""
    return "participation", {
        "event": event,
        "agent": agent,
        "role": f"={role}",
        "on_behalf_of": list(on_behalf_of),
    }


def columnar(folder: Path, told: Claims) -> Incidences:
    file = folder / "claims.nq"
    file.write_bytes(nquads(once(Writer(told).quads(()))))
    return gather([file], PREFIXES)


def crowd(seed: int, people: int, events: int) -> Claims:
    """Invented people at invented events, for one or two organisations; one event has one organisation only."""
    draw = Random(seed)
    kinds = {f"p{n:03d}": "person" for n in range(people)} | {f"e{n:02d}": "event" for n in range(events)}
    houses = [f"o{n:02d}" for n in range(people // 4)]
    told = [
        at(
            f"e{event:02d}",
            f"p{person:03d}",
            draw.choice(["speaker", "attendee"]),
            *draw.sample(houses, draw.randint(0, 3)),
        )
        for event in range(events - 2)
        for person in draw.sample(range(people - 8), draw.choice([2, 4, 9]))
    ]
    last = people - 4
    told += [at(f"e{events - 2:02d}", f"p{last + n:03d}") for n in range(3)]  # three of their own
    told += [
        at(f"e{events - 1:02d}", f"p{people - 1:03d}", "speaker", "o-one", "o-two")
    ]  # by one claim: no tie
    return claims({**kinds, **dict.fromkeys([*houses, "o-one", "o-two"], "organisation")}, *told)


def slug(iri: str | None) -> str:
    return (iri or "").rpartition("/")[2]


def links_in(rows: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """The links that rows of the table make, as its description says."""
    for a, b in combinations(rows, 2):
        if a["group"] == b["group"] and (a["part"] is None or a["part"] != b["part"]):
            assert a["number"] < b["number"]
            told = (a["kind"], slug(a["principal"]), slug(a["through"]), round(a["weight"], 9))
            yield (
                *sorted((slug(a["agent"]), slug(b["agent"]))),
                *told,
                str(a["first"] or ""),
                str(a["last"] or ""),
            )


def links_of(ties: tuple[Tie, ...]) -> Iterator[tuple[Any, ...]]:
    for tie in ties:
        for one in tie.links:
            told = (tie.kind, tie.acts_for, one.through, round(one.weight, 9))
            yield (*sorted((tie.a, tie.b)), *told, one.first, one.last)


@pytest.mark.parametrize("which", ["curated", "invented", "crowd"])
def test_the_rows_make_the_links_of_the_rules(which: str, tmp_path: Path) -> None:
    told = (
        crowd(1, 40, 12) if which == "crowd"
        else read_network(read_records(*([Path(__file__).parent / which] if which == "invented" else [])))[0].public
    )  # fmt: skip
    written = write_network(columnar(tmp_path, told), tmp_path)
    rows = pq.read_table(tmp_path / INCIDENCES).to_pylist()
    ours, theirs = sorted(links_in(rows)), sorted(links_of(derive(told)))
    assert len(ours) >= 20 and written == len(rows)
    assert ours == theirs


def test_a_small_table_worked_out_by_hand(tmp_path: Path) -> None:
    day = ("assertion", {"subject": "fair", "property": "=date", "value": "=2021-05-03/2021-05-04"})
    told = claims(
        KINDS, at("fair", "anna", "speaker", "oak", "pine"), at("fair", "bert", "speaker", "rush"), at("fair", "cleo", "organiser"), day,
    )  # fmt: skip
    write_network(columnar(tmp_path, told), tmp_path)
    agents = pq.read_table(tmp_path / AGENTS).to_pylist()
    base = f"{NS}id/"
    assert agents == [
        {"number": n, "iri": f"{base}{kind}/{name}", "class": kind}
        for n, (kind, name) in enumerate(
            [("organisation", name) for name in ("oak", "pine", "rush")] + [("person", name) for name in ("anna", "bert", "cleo")]
        )
    ]  # fmt: skip
    rows = pq.read_table(tmp_path / INCIDENCES).to_pylist()
    first, last = datetime.date(2021, 5, 3), datetime.date(2021, 5, 4)
    common = {"through": f"{base}event/fair", "principal": None, "first": first, "last": last, "certainty": "stated", "status": "reported", "sources": 1}  # fmt: skip
    speakers = {
        "kind": "same-programme",
        "class": "person",
        "size": 2,
        "weight": 1.0,
        "part": None,
        "group": 0,
    }
    houses = {
        "kind": "represented-at-same-event",
        "class": "organisation",
        "size": 3,
        "weight": 0.5,
        "group": 1,
    }
    part = rows[2]["part"]
    assert part is not None
    assert rows == [
        {**common, **speakers, "number": 3, "agent": f"{base}person/anna"},
        {**common, **speakers, "number": 4, "agent": f"{base}person/bert"},
        {**common, **houses, "number": 0, "agent": f"{base}organisation/oak", "part": part},
        {**common, **houses, "number": 1, "agent": f"{base}organisation/pine", "part": part},
        {**common, **houses, "number": 2, "agent": f"{base}organisation/rush", "part": None},
    ]  # fmt: skip


def test_the_ties_are_those_of_the_rules(tmp_path: Path) -> None:
    told = crowd(2, 40, 12)
    network, ties = columnar(tmp_path, told), derive(told)
    assert write_ties(pairs.blocks(network, 50), tmp_path / "ties.parquet") == len(ties) > 100
    name = [slug(iri) for iri in network.agents]
    found = {
        (*sorted((name[row["a"]], name[row["b"]])), row["kind"], row["count"], round(row["weight"], 9))
        for row in pq.read_table(tmp_path / "ties.parquet").to_pylist()
    }
    assert found == {(*sorted((t.a, t.b)), t.kind, len(t.links), round(t.weight, 9)) for t in ties}


def test_who_acts_for_whom_is_told(tmp_path: Path) -> None:
    acting = ("cooperation", {"parties": ["oak", "pine"], "acts_for": "pine", "kind": "=acts-for"})
    network = columnar(tmp_path, claims(KINDS, acting))
    write_network(network, tmp_path)
    write_ties(pairs.blocks(network), tmp_path / "ties.parquet")
    assert {slug(row["principal"]) for row in pq.read_table(tmp_path / INCIDENCES).to_pylist()} == {"pine"}
    [tie] = pq.read_table(tmp_path / "ties.parquet").to_pylist()
    assert tie == {"a": 0, "b": 1, "kind": "acts-for", "principal": 1, "count": 1, "weight": 1.0}


def test_row_groups_hold_what_one_table_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = columnar(tmp_path, crowd(3, 40, 12))
    files = (AGENTS, INCIDENCES, "ties.parquet")

    def written(name: str) -> Path:
        (tmp_path / name).mkdir()
        write_network(network, tmp_path / name)
        write_ties(pairs.blocks(network, 20), tmp_path / name / files[2])
        return tmp_path / name

    whole, again = written("whole"), written("again")
    assert all((whole / name).read_bytes() == (again / name).read_bytes() for name in files), "the same bytes"
    monkeypatch.setattr(parquet, "_INCIDENCES_AT_ONCE", 7)
    monkeypatch.setattr(parquet, "_TIES_AT_ONCE", 20)
    small = written("small")
    for name in files:
        assert pq.read_table(small / name).to_pylist() == pq.read_table(whole / name).to_pylist()
        assert (
            pq.read_metadata(small / name).num_row_groups > 3 > pq.read_metadata(whole / name).num_row_groups
        )


def test_an_empty_network_has_its_columns(tmp_path: Path) -> None:
    assert write_network(columnar(tmp_path, claims(KINDS)), tmp_path) == 0
    assert write_ties([], tmp_path / "ties.parquet") == 0
    assert pq.read_table(tmp_path / INCIDENCES).num_columns == 15
    assert pq.read_schema(tmp_path / "ties.parquet").names == [
        "a",
        "b",
        "kind",
        "principal",
        "count",
        "weight",
    ]


def test_what_fails_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    network, file = columnar(tmp_path, crowd(3, 40, 12)), tmp_path / "out/ties.parquet"
    write_ties([], file)
    before = file.read_bytes()

    def broken() -> Iterator[pairs.Ties]:
        yield from pairs.blocks(network)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_ties(broken(), file)
    assert file.read_bytes() == before and list(file.parent.iterdir()) == [file]


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        SettingError, match=r"^Parquet: needs pyarrow; install it with pip install 'scen\[parquet\]'$"
    ):
        write_ties([], tmp_path / "ties.parquet")
