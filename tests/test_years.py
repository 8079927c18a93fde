"""The ties year by year, and two spans compared, against slow references in plain Python, and by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import astuple, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from conftest import Run
from drawn import ORGANISATIONS, PERSONS, STRONG, Drawn, filters, iri, joins, kept, label, slug, some_claims
from drawn import dataset as made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from scen.graph.build import network, nquads, once
from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.errors import NotFound, SettingError
from scen.graph.network import pairs, spells
from scen.graph.network.between import between
from scen.graph.network.edge import Edge
from scen.graph.network.filter import EVERYTHING, Filter
from scen.graph.network.found import Count
from scen.graph.network.gathering import gather
from scen.graph.network.reading import Reading
from scen.graph.network.years import Change, Year, years
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.quads import Writer
from scen.graph.reader import read_records
from scen.graph.ties import Link, Tie, derive
from scen.ontology.prefixes import PREFIXES
from scen.queries.opened import open_dataset

DATES = [
    "2017", "2017-06/..", "../2018-03", "2018-12-30/2019-01-02", "2018-02", "2019-05-01", "2016/2021", "2020-12-31",
    "2021", "2024-03", "XXXX-03-01",
]  # fmt: skip
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def dated_claims(draw: st.DrawFn) -> Claims:
    """Random claims with dates of many years, and cooperations of few agents again and again."""
    told, date = draw(some_claims()), st.sampled_from(DATES)

    def dated(claim: Claim) -> Claim:
        name = {"assertion": "value", "cooperation": "date"}.get(claim.kind)
        if not name or not draw(st.integers(0, 5)):
            return claim
        rest = tuple(value for value in claim.values if value[0] != name)
        return replace(claim, values=(*rest, (name, draw(date))))

    def again(number: int) -> Claim:
        parties = draw(
            st.sampled_from([["anna", "bert"], ["ox", "pine"], ["ox", "pine", "quill"], ["ox", "quill"]])
        )
        kind = draw(st.sampled_from(["agreement", "agreement", "joint-action"]))
        return Claim(
            id=f"r{number:02d}", kind="cooperation", document="doc-a", lines=(number,), joins=joins(parties=parties),
            values=(("kind", kind), ("date", draw(date))), certainty=draw(st.sampled_from(CERTAINTIES)),
            status=draw(st.sampled_from(["reported", "ended", "ended"])), because="",
        )  # fmt: skip

    repeated = map(again, range(1, draw(st.integers(1, 10))))
    return replace(told, claims=tuple(sorted([*map(dated, told.claims), *repeated])))


keeps = st.one_of(st.just(EVERYTHING), st.just(EVERYTHING), filters())


# -- references ------------------------------------------------------------------------------------------


def active(tie: Tie) -> dict[int, list[Link]]:
    """Year -> the links of the tie over something that is known to touch it."""
    found: dict[int, list[Link]] = defaultdict(list)
    for link in tie.links:
        first, last = link.first or link.last, link.last or link.first
        for year in range(int(first[:4]), int(last[:4]) + 1) if first else ():
            found[year].append(link)
    return found


def best(links: Iterable[Link]) -> tuple[str, str]:
    """The surest certainty and the strongest status."""
    links = list(links)
    return (
        min((link.certainty for link in links), key=CERTAINTIES.index),
        min((link.status for link in links), key=STATUSES.index),
    )


def expected_rows(ties: Iterable[Tie], but: str = "") -> list[Year]:
    """The table, without a date first."""
    rows: dict[int, list[tuple[Tie, dict[int, list[Link]]]]] = defaultdict(list, {0: []})
    for tie in ties:
        years = active(tie)
        for year in years or [0]:
            rows[year].append((tie, years))

    def row(year: int) -> Year:
        there = rows[year]
        said = [best(years[year] if year else tie.links) for tie, years in there]
        last = [not years or year == max(years) for _, years in there]
        dated = [years for _, years in there if years]
        return Year(
            year, len(there), len({end for tie, _ in there for end in (tie.a, tie.b)} - {but}),
            new=sum(year == min(years) for years in dated),
            continued=sum(year - 1 in years for years in dated),
            returned=sum(year - 1 not in years and min(years) < year for years in dated),
            last_active=sum(year == max(years) for years in dated),
            ended=sum(end and status == "ended" for end, (_, status) in zip(last, said, strict=True)),
            announced=sum(status == "announced" for _, status in said),
            inferred=sum(certainty == "inferred" for certainty, _ in said),
            strong=sum(tie.kind in STRONG for tie, _ in there),
        )  # fmt: skip

    return [row(year) for year in sorted(rows)]


def expected_changes(ties: Iterable[Tie], name: str, first: int, last: int) -> list[tuple[Any, ...]]:
    found = []
    for tie in ties:
        years, other = active(tie), tie.b if tie.a == name else tie.a
        for year, links in years.items():
            before = max((one for one in years if one < year), default=0)
            certainty, status = best(links)
            what = [] if before == year - 1 else ["returned"] if before else ["new"]
            what += [] if year < max(years) else ["ended"] if status == "ended" else ["last active"]
            if what and first <= year <= last:
                rank = (-year, tie.kind not in STRONG, CERTAINTIES.index(certainty), STATUSES.index(status))
                key = (*rank, label(other), other, tie.kind, tie.acts_for)
                found.append((key, (year, tuple(what), before, other, *told(tie, links))))
    return [one for _, one in sorted(found)]


def told(tie: Tie, links: list[Link]) -> tuple[Any, ...]:
    """What an edge says of a tie as some of its links make it."""
    first = min((link.first for link in links if link.first), default="")
    last = max((link.last for link in links if link.last), default="")
    claims = {claim for link in links for claim in link.claims}
    weight = round(sum(link.weight for link in links), 6)
    return (tie.kind, tie.acts_for, weight, *best(links), first or last, last or first, sorted(claims))


def said(edge: Edge) -> tuple[Any, ...]:
    principal = slug(edge.b) if edge.directed else ""
    claims = sorted(slug(fact.iri) for fact in edge.facts)
    return (
        edge.kind, principal, edge.weight, edge.certainty, edge.status, edge.first, edge.last, claims,
    )  # fmt: skip


def changed(one: Change) -> tuple[Any, ...]:
    return (one.year, one.what, one.before, one.other.slug, *said(one.edge))


def of(ties: Iterable[Tie], name: str) -> list[Tie]:
    return [tie for tie in ties if name in (tie.a, tie.b)]


# -- against the references ------------------------------------------------------------------------------


@quick
@given(
    claims=dated_claims(),
    keep=keeps,
    rows=st.sampled_from([1, 3, 1 << 20]),
)
def test_the_table_is_that_of_the_rules(claims: Claims, keep: Filter, rows: int) -> None:
    ties = kept(claims, keep)
    with patch.object(pairs, "blocks", partial(pairs.blocks, rows=rows)), patch.object(spells, "_ROWS", rows):
        found = years(Reading(made(claims), keep))
    assert [found.undated, *found.rows] == expected_rows(ties)
    counted = found.counted
    assert (counted.ties, counted.left_out) == (len(ties), len(derive(claims)) - len(ties))
    assert counted.undated == found.undated.ties and not found.changes
    assert all(row.ties == row.new + row.continued + row.returned for row in found.rows)


@quick
@given(
    claims=dated_claims(), keep=keeps, name=st.sampled_from(PERSONS + ORGANISATIONS),
    window=st.sampled_from([(1, 9999), (2018, 2020), (2019, 2019)]), limit=st.integers(0, 4),
)  # fmt: skip
def test_what_changed_for_one_is_that_of_the_rules(
    claims: Claims, keep: Filter, name: str, window: tuple[int, int], limit: int
) -> None:
    ties, reading = of(kept(claims, keep), name), Reading(made(claims), keep)
    found = years(reading, iri(name), *window)
    undated, *rows = expected_rows(ties, but=name)
    assert found.undated == undated
    assert list(found.rows) == [row for row in rows if window[0] <= row.year <= window[1]]
    assert [changed(one) for one in found.changes] == expected_changes(ties, name, *window)
    some = years(reading, iri(name), *window, limit).changes
    assert (some.best, some.number) == (found.changes[:limit], len(found.changes))


SPANS = [((2018, 2018), (2019, 2019)), ((2017, 2018), (2020, 2021)), ((1, 2018), (2019, 9999))]


@quick
@given(
    claims=dated_claims(), keep=keeps, spans=st.sampled_from(SPANS),
    name=st.sampled_from(["", *PERSONS, *ORGANISATIONS]), limit=st.integers(0, 4), rows=st.sampled_from([1, 3, 1 << 20]),
)  # fmt: skip
def test_what_is_new_and_gone_is_that_of_the_rules(
    claims: Claims, keep: Filter, spans: tuple[tuple[int, int], ...], name: str, limit: int, rows: int
) -> None:
    ties = of(kept(claims, keep), name) if name else kept(claims, keep)
    reading, (earlier, later) = Reading(made(claims), keep), spans
    with patch.object(pairs, "blocks", partial(pairs.blocks, rows=rows)):
        found = between(reading, earlier, later, iri(name) if name else None)
        some = between(reading, earlier, later, iri(name) if name else None, limit)

    def within(tie: Tie, span: tuple[int, int]) -> bool:
        return any(span[0] <= year <= span[1] for year in active(tie))

    def ends(span: tuple[int, int]) -> set[str]:
        return {end for tie in ties if within(tie, span) for end in (tie.a, tie.b)} - {name}

    def only(span: tuple[int, int], other: tuple[int, int]) -> list[Tie]:
        return [tie for tie in ties if within(tie, span) and not within(tie, other)]

    new, gone = only(later, earlier), only(earlier, later)
    assert found.ties == (sum(within(tie, earlier) for tie in ties), sum(within(tie, later) for tie in ties))
    assert found.both == found.ties[1] - len(new) == found.ties[0] - len(gone)
    assert found.agents == (len(ends(earlier)), len(ends(later)))
    assert (found.new_agents, found.gone_agents) == (
        len(ends(later) - ends(earlier)),
        len(ends(earlier) - ends(later)),
    )
    assert found.returned == sum(within(tie, (1, earlier[0] - 1)) for tie in new)
    assert found.again == sum(within(tie, (later[1] + 1, 9999)) for tie in gone)
    for side, there, span in ((found.new, new, later), (found.gone, gone, earlier)):
        assert [(one.edge.a, one.edge.b, *said(one.edge)) for one in side] == ordered(there, span)
        assert side.number == len(side) == side.counted.ties
        assert side.counted.inferred == sum(one.edge.certainty == "inferred" for one in side)
    for side, whole in ((some.new, found.new), (some.gone, found.gone)):
        assert (side.best, side.number) == (whole[:limit], whole.number)
    assert replace(some, new=found.new, gone=found.gone) == found


def ordered(ties: list[Tie], span: tuple[int, int]) -> list[tuple[Any, ...]]:
    """Ties as they are in a span, in the order in which they are told."""
    codes = [
        "co-organised", "same-project", "agreement", "joint-action", "acts-for", "met", "same-network", "same-programme",
        "represented-at-same-event", "attended-same-event", "co-funded", "same-funder",
    ]  # fmt: skip
    found = []
    for tie in ties:
        links = list({
            id(link): link for year, links in active(tie).items() if span[0] <= year <= span[1] for link in links
        }.values())  # fmt: skip
        kind, principal, weight, certainty, status, *rest = told(tie, links)
        a, b = sorted((tie.a, tie.b), key=iri)
        way = 0 if not principal else 1 if principal == a else 2
        rank = (kind not in STRONG, CERTAINTIES.index(certainty), STATUSES.index(status), -weight)
        a, b = (b, a) if principal == a else (a, b)
        key = (*rank, *sorted((iri(a), iri(b))), codes.index(kind), way)
        found.append((key, (iri(a), iri(b), kind, principal, weight, certainty, status, *rest)))
    return [one for _, one in sorted(found)]


@quick
@given(claims=dated_claims())
def test_a_year_is_what_the_filter_keeps_of_it(claims: Claims) -> None:
    """From and until the year, without the undated."""
    data = made(claims)
    for row in years(Reading(data)).rows:
        reading, count = (
            Reading(data, Filter(since=str(row.year), until=str(row.year), undated=False)),
            Count(),
        )
        agents = set()
        for ties, _ in reading.blocks():
            count.add(ties)
            agents |= {*ties.a.tolist(), *ties.b.tolist()}
        kept = count.buckets
        assert (row.ties, row.agents, row.announced, row.inferred) == (
            kept.ties, len(agents), kept.announced, kept.inferred
        )  # fmt: skip


# -- what must change nothing ----------------------------------------------------------------------------


@quick
@given(claims=dated_claims())
def test_an_unrelated_source_changes_nothing(claims: Claims) -> None:
    name = (Label("Other", "en", "name"),)
    items = [
        Item(kind, slug, name) for kind, slug in (("person", "zed"), ("person", "zoe"), ("event", "gala"))
    ]
    items.append(Item("document", "doc-z", name, values=(("language", "en"),)))

    def claim(number: int, kind: str, joined: tuple[tuple[str, str], ...], *values: tuple[str, str]) -> Claim:
        return Claim(
            id=f"z{number}", kind=kind, document="doc-z", lines=(1,), joins=joined, values=values,
            certainty="stated", status="reported", because="",
        )  # fmt: skip

    more = [claim(at, "participation", joins(agent=who, event="gala"), ("role", "speaker"))
            for at, who in enumerate(("zed", "zoe"))]  # fmt: skip
    more.append(claim(9, "assertion", joins(subject="gala"), ("property", "date"), ("value", "2019-07-01")))
    both = replace(
        claims, items=tuple(sorted([*claims.items, *items])), claims=tuple(sorted([*claims.claims, *more]))
    )
    before, after = Reading(made(claims)), Reading(made(both))
    for name_ in PERSONS + ORGANISATIONS:
        assert years(after, iri(name_)) == years(before, iri(name_))
    old = {row.year: row for row in years(before).rows}
    new = {row.year: row for row in years(after).rows}
    added = Year(2019, 1, 2, 1, 0, 0, 1, 0, 0, 0, 0)
    known = old.pop(2019, Year(2019, *[0] * 10))
    assert astuple(new.pop(2019))[1:] == tuple(
        a + b for a, b in zip(astuple(known)[1:], astuple(added)[1:], strict=True)
    )
    assert new == old


@quick
@given(claims=dated_claims(), by=st.sampled_from([1, -3]))
def test_shifted_dates_shift_the_table(claims: Claims, by: int) -> None:
    def shifted(text: str) -> str:
        return re.sub(r"(?<![\d-])\d{4}", lambda year: str(int(year[0]) + by), text)

    later = replace(
        claims,
        claims=tuple(
            replace(it, values=tuple((name, shifted(text)) for name, text in it.values))
            for it in claims.claims
        ),
    )
    one, other = years(Reading(made(claims))), years(Reading(made(later)))
    assert [replace(row, year=row.year + by) for row in one.rows] == list(other.rows)
    assert one.undated == other.undated


def test_the_order_of_files_changes_nothing(tmp_path: Path) -> None:
    shown, ties, _ = network(read_records())
    quads, store = once(Writer(shown.public).quads(ties)), Store()
    store.extend(quads)
    lines = nquads(quads).splitlines(keepends=True)
    parts = [tmp_path / "z.nq", tmp_path / "a.nq", tmp_path / "m.nq"]
    for number, part in enumerate(parts):
        part.write_bytes(b"".join(reversed(lines[number::3])))
    whole = tmp_path / "whole.nq"
    whole.write_bytes(b"".join(lines))
    one, other = (Reading(Drawn(store, gather(files, PREFIXES))) for files in ([whole], parts))
    assert years(one) == years(other)
    assert between(one, 2019, 2021) == between(other, 2019, 2021)


# -- by hand ---------------------------------------------------------------------------------------------


def few(*cooperations: tuple[str, str, str]) -> Drawn:
    """Claims of agreements of ox and pine: status, certainty, date."""
    items = [Item("organisation", name, (Label(name.title(), "en", "name"),)) for name in ("ox", "pine")]
    items.append(Item("document", "doc-a", (Label("A", "en", "name"),), values=(("language", "en"),)))
    claims = [
        Claim(
            id=f"c{number}", kind="cooperation", document="doc-a", lines=(number,), joins=joins(parties=["ox", "pine"]),
            values=(("kind", "agreement"), *((("date", date),) if date else ())), certainty=certainty, status=status,
            because="",
        )
        for number, (status, certainty, date) in enumerate(cooperations, 1)
    ]  # fmt: skip
    return made(Claims(items=tuple(sorted(items)), claims=tuple(claims), disputes=()))


def lives(*cooperations: tuple[str, str, str]) -> list[tuple[int, tuple[str, ...], int]]:
    found = years(Reading(few(*cooperations)), iri("ox"))
    return [(one.year, one.what, one.before) for one in found.changes]


def test_of_an_open_end_only_the_known_end_counts() -> None:
    assert lives(("reported", "stated", "2017/..")) == [(2017, ("new", "last active"), 0)]
    assert lives(("reported", "stated", "../2018")) == [(2018, ("new", "last active"), 0)]


def test_silence_is_no_end() -> None:
    period = "2017/2019"
    assert lives(("ended", "stated", period)) == [(2019, ("ended",), 2018), (2017, ("new",), 0)]
    assert lives(("reported", "stated", period)) == [(2019, ("last active",), 2018), (2017, ("new",), 0)]
    # one agreement ended, another of the same year did not: the tie did not end
    assert lives(("ended", "stated", "2019"), ("reported", "stated", "2019")) == [
        (2019, ("new", "last active"), 0)
    ]
    # an agreement that ended, and a later one
    assert lives(("ended", "stated", "2017"), ("reported", "stated", "2020")) == [
        (2020, ("returned", "last active"), 2017),
        (2017, ("new",), 0),
    ]


def test_a_year_rests_on_its_own_links() -> None:
    found = years(
        Reading(
            few(("ended", "inferred", "2017"), ("reported", "stated", "2018"), ("reported", "stated", ""))
        )
    )
    assert [(row.year, row.inferred, row.continued) for row in found.rows] == [(2017, 1, 0), (2018, 0, 1)]
    assert (found.undated.ties, found.counted.inferred) == (0, 0)
    without = years(Reading(few(("ended", "inferred", ""))))
    assert (without.rows, without.undated) == ((), Year(0, 1, 2, 0, 0, 0, 0, 1, 0, 1, 1))


def test_what_is_gone_rests_on_its_own_span() -> None:
    gone = between(
        Reading(few(("ended", "inferred", "2018"), ("reported", "stated", "2016"))), 2018, 2019
    ).gone
    [one] = gone
    assert (one.edge.certainty, one.edge.status, one.years) == (
        "inferred",
        "ended",
        ((2016, 2016), (2018, 2018)),
    )
    assert (gone.counted.ties, gone.counted.inferred, gone.counted.undated) == (1, 1, 0)


def test_the_five_documents_year_by_year(dataset: Path) -> None:
    """Worked out from the records.

    2019, the seminar in Luleå: three on the programme (3 ties), three organisations represented (3), and the two that
    are on the programme themselves (1): 7, all announced.
    2020: two speakers of the summit (1); five of the webinar of 7 December (10) and six organisations (15), without
    the two that one person represents (14); three of 10 December (3) and three organisations (3): 31.
    2021, the webinar of 19 January: five people (10), five organisations (10), and who pays for it (1, inferred, reported).
    """
    with open_dataset(dataset) as data:
        found = data.years()
        hidden = data.years(first=2021, last=2021)
    assert [(row.year, row.ties, row.agents, row.announced, row.inferred, row.strong) for row in found.rows] == [
        (2019, 7, 6, 7, 0, 0), (2020, 31, 18, 31, 0, 0), (2021, 21, 12, 20, 1, 0),
    ]  # fmt: skip
    # McCaughey and Scott Jakobsson, Region Stockholm and Swedwatch: 2019 and 2021; Region Stockholm and ICLEI: 2020, 2021
    assert [(row.new, row.continued, row.returned, row.last_active, row.ended) for row in found.rows] == [
        (7, 0, 0, 5, 0), (31, 0, 0, 30, 0), (18, 1, 2, 21, 0),
    ]  # fmt: skip
    assert (found.undated.ties, found.counted.ties) == (44, 100)
    assert hidden.rows == found.rows[2:]


def test_one_who_returned(dataset: Path) -> None:
    with open_dataset(dataset) as data:
        found = data.years("Linda Scott Jakobsson")
        nobody = data.years("SOMO")
        with pytest.raises(NotFound):
            data.years("Nobody Whosoever")
    told = {(one.other.slug, one.year): one for one in found.changes}
    again, once_ = told["kathleen-mccaughey", 2021], told["kathleen-mccaughey", 2019]
    assert (again.what, again.before, again.edge.first) == (("returned", "last active"), 2019, "2021-01-19")
    assert {place.split(":")[0] for place in again.edge.evidence} == {"procurement-events-2020"}
    assert (once_.what, {place.split(":")[0] for place in once_.edge.evidence}) == (
        ("new",), {"swedwatch-lulea-2019"},
    )  # fmt: skip
    assert told["bjorn-claeson", 2019].what == ("new", "last active")
    assert (found.undated.ties, found.undated.agents) == (1, 1)  # a network shared with Tom Sullivan
    assert nobody.rows == () and nobody.counted.ties == nobody.undated.ties


def test_two_spans_of_the_five_documents(dataset: Path) -> None:
    with open_dataset(dataset) as data:
        found = data.between(2019, (2020, 2021))
        one = data.between(2020, 2021, "Kathleen McCaughey")
        with pytest.raises(SettingError):
            data.between(2021, 2019)
        with pytest.raises(SettingError):
            data.between((2018, 2020), 2020)
    # 31 and 21 with one in both; two of these 51 were there in 2019
    assert (found.ties, found.both, found.new.number, found.gone.number) == ((7, 51), 2, 49, 5)
    assert (one.ties, one.both, one.new.number, one.returned, one.gone.number) == ((2, 4), 0, 4, 1, 2)
    [back] = [it for it in one.new if it.b.slug == "linda-scott-jakobsson"]
    assert back.years == ((2019, 2019), (2021, 2021))


def test_too_many_changes_to_tell_each_are_refused(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 2020 to 2021 there are 20 new ties and 30 gone; the most that are told are those of one side."""
    with open_dataset(dataset) as data:
        monkeypatch.setattr("scen.graph.network.views.MOST", 30)
        assert len(data.between(2020, 2021).gone) == 30
        monkeypatch.setattr("scen.graph.network.views.MOST", 29)
        assert data.between(2020, 2021, limit=29).gone.number == 30
        for limit in (None, 30):
            with pytest.raises(
                SettingError, match="^limit: more than 29 changes, too many .* choose a limit$"
            ):
                data.between(2020, 2021, limit=limit)


# -- the command -----------------------------------------------------------------------------------------


@pytest.fixture
def run(scen: Run, dataset: Path) -> Callable[..., Any]:
    return lambda *args: scen("years", *args, "--dataset", dataset)


def test_the_table_as_text_and_csv(run: Callable[..., Any]) -> None:
    text, table = run(), run("--format", "csv")
    assert "undated" in text.stdout and "which proves no end" in text.stdout
    assert "44 of these 100 ties undated, 19 inferred, 57 announced" in text.stdout
    rows = list(csv.DictReader(io.StringIO(table.stdout)))
    assert [row["year"] for row in rows] == ["2019", "2020", "2021", "undated"]
    assert (rows[2]["returned"], rows[3]["returned"], rows[3]["ties"]) == ("2", "", "44")
    assert "44 of these 100 ties undated" in table.stderr


def test_one_as_text_csv_and_json(run: Callable[..., Any]) -> None:
    text = run("Kathleen", "McCaughey", "--from-year", 2021).stdout
    assert "returned (before: 2019), last active: Linda Scott Jakobsson: same programme: " in " ".join(
        text.split()
    )
    assert "procurement-events-2020, line" in text and "\n2020" not in text
    rows = list(csv.DictReader(io.StringIO(run("Kathleen McCaughey", "--format", "csv").stdout)))
    assert len(rows) == 8 and rows[0]["evidence"].startswith("procurement-events-2020:")
    told = json.loads(run("Kathleen McCaughey", "--format", "json", "--limit", 1).stdout)
    assert (told["number"], len(told["changes"]), [row["year"] for row in told["years"]]) == (
        8,
        1,
        [2019, 2020, 2021],
    )
    assert "new is new since then" in run("--since", 2020).stdout


def test_compared_as_text_csv_and_json(run: Callable[..., Any]) -> None:
    text = " ".join(run("--compare", 2019, "2020/2021", "--limit", 1).stdout.split())
    assert "2019 and 2020–2021: 2 ties in both, 49 new, 5 gone" in text and "and 48 more (--limit)" in text
    rows = list(
        csv.DictReader(io.StringIO(run("--compare", 2020, 2021, "--format", "csv", "--limit", 0).stdout))
    )
    assert [sum(row["change"] == word for row in rows) for word in ("new", "gone")] == [20, 30]
    # 7 ties in 2020, 4 in 2021, one of them in both, and 4 undated
    told = json.loads(run("ICLEI", "--compare", 2020, 2021, "--format", "json").stdout)
    assert (told["ties"]["ties"], told["both"], told["new_number"], told["gone_number"]) == (14, 1, 3, 6)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--compare", "2021", "2019"], "earlier to end before"),
        (["--kinds", ","], "',' names nothing"),
        (["--status", ""], "'' names nothing"),
        (["--since", ""], "'' is no date"),
        (["--compare", "2019", "soon"], "'soon' is no year or span"),
        (["--compare", "2019", "2021", "--to-year", "2020"], "leave out --from-year"),
        (["--from-year", "2021", "--to-year", "2020"], "is after --to-year 2020"),
    ],
)
def test_wrong_usage_is_one_line(run: Callable[..., Any], args: list[str], message: str) -> None:
    done = run(*args)
    assert done.returncode == 2 and message in done.stderr and "Traceback" not in done.stderr


def test_a_terminal_is_told_what_takes_time(dataset: Path) -> None:
    """Nothing of it is left in the answer, nor in a pipe."""
    controller, terminal = os.openpty()
    command = [sys.executable, "-m", "scen.cli", "years", "--dataset", str(dataset)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, text=True, check=True)
    os.close(terminal)
    shown = os.read(controller, 10_000).decode()
    os.close(controller)
    assert "reading ties …" in shown and shown.endswith("\r\x1b[K")
    piped = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (piped.stdout, piped.stderr) == (done.stdout, "")
