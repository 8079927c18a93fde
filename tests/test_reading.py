"""Ties under a filter: what plain Python keeps of the ties that the rules give; a filter is as if the rest were never told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from drawn import (
    DOCUMENTS,
    EVENTS,
    ORGANISATIONS,
    PERSONS,
    STRONG,
    Drawn,
    dataset,
    filters,
    iri,
    items,
    kept,
    more_items,
    placed_claims,
    slug,
)  # fmt: skip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from scen.graph.claims import Claim, Claims, Item, Label
from scen.graph.network.edge import Edge
from scen.graph.network.filter import EVERYTHING, Filter
from scen.graph.network.reading import Reading
from scen.graph.ties import Facts, Tie, derive
from scen.ontology.terms import expand, model

Row = tuple[Any, ...]
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(edge: Edge) -> Row:
    a, b = slug(edge.a), slug(edge.b)
    return (
        frozenset((a, b)), edge.kind, b if edge.directed else "", edge.weight, edge.sources, edge.certainty, edge.status,
        edge.first, edge.last, edge.strong, tuple(sorted(slug(it.iri) for it in edge.things)),
        tuple(sorted(slug(fact.iri) for fact in edge.facts)),
    )  # fmt: skip


def expected(tie: Tie) -> Row:
    things = {link.through for link in tie.links if link.through not in tie.claims}
    return (
        frozenset((tie.a, tie.b)), tie.kind, tie.acts_for, round(tie.weight, 6), tie.sources, tie.certainty, tie.status,
        tie.first or tie.last, tie.last or tie.first, tie.kind in STRONG, tuple(sorted(things)), tie.claims,
    )  # fmt: skip


def rows(data: Drawn, keep: Filter = EVERYTHING) -> set[Row]:
    return {told(edge) for edge in edges(data, keep)}


def edges(data: Drawn, keep: Filter = EVERYTHING) -> Iterator[Edge]:
    reading = Reading(data, keep)
    for block, _ in reading.blocks():
        yield from reading.edges(block)


def wanted(claims: Claims, keep: Filter = EVERYTHING) -> set[Row]:
    return {expected(tie) for tie in kept(claims, keep)}


@settings(quick, max_examples=120)
@given(claims=placed_claims(), keep=filters())
def test_a_filter_keeps_what_plain_python_keeps(claims: Claims, keep: Filter) -> None:
    data = dataset(claims)
    reading = Reading(data, keep)
    blocks = list(reading.blocks())
    assert {told(edge) for block, _ in blocks for edge in reading.edges(block)} == wanted(claims, keep)
    assert sum(len(block) for block, _ in blocks) == len(wanted(claims, keep))
    assert sum(len(block) + left_out for block, left_out in blocks) == len(derive(claims))


@quick
@given(
    claims=placed_claims(),
    keep=filters(),
    chosen=st.sets(st.sampled_from(PERSONS + ORGANISATIONS), max_size=3),
)
def test_some_agents_have_the_ties_that_are_theirs_of_all(
    claims: Claims, keep: Filter, chosen: set[str]
) -> None:
    reading = Reading(dataset(claims), keep)
    numbers = [at for name in sorted(chosen) if (at := reading.number(iri(name))) is not None]
    ties, left_out = reading.of(numbers)
    theirs = {row for row in wanted(claims, keep) if row[0] & chosen}
    assert {told(edge) for edge in reading.edges(ties)} == theirs
    assert left_out == sum(bool({tie.a, tie.b} & chosen) for tie in derive(claims)) - len(theirs)


# -- metamorphic: what must not change, whatever the claims -----------------------------------------------


@quick
@given(claims=placed_claims(), kinds=st.sets(st.sampled_from(sorted(STRONG)), min_size=1))
def test_kinds_left_out_are_as_if_never_told(claims: Claims, kinds: set[str]) -> None:
    """Only the claims behind ties of the kinds give the same ties of these kinds."""
    behind = {claim for tie in derive(claims) if tie.kind in kinds for claim in tie.claims}
    silent = {claim for tie in derive(claims) for claim in tie.claims} - behind
    less = replace(claims, claims=tuple(claim for claim in claims.claims if claim.id not in silent))
    keep = Filter(kinds=frozenset(kinds))
    assert rows(dataset(claims), keep) == {row for row in rows(dataset(less)) if row[1] in kinds}


@quick
@given(claims=placed_claims(), since=st.sampled_from(["2019", "2020-01-03", "2020-01-05"]))
def test_what_is_over_is_as_if_never_told(claims: Claims, since: str) -> None:
    """Without the claims of who was at events that are over, all that is left is what the filter keeps."""
    told = [claim for claim in claims.claims if claim.kind in ("participation", "relation", "assertion")]
    facts = Facts(replace(claims, claims=tuple(told)))
    days = {event: last or first for event, (first, last) in facts.when.items()}
    left = [
        claim for claim in told
        if claim.kind != "participation" or not "" < days.get(facts.top(claim.one("event")), "") < since
    ]  # fmt: skip
    whole, less = (dataset(replace(claims, claims=tuple(some))) for some in (told, left))
    assert rows(whole, Filter(since=since)) == rows(less)


@quick
@given(
    claims=placed_claims(),
    cut=st.sampled_from([("2019-05-31", "2019-06"), ("2019", "2020"), ("2020-01-02", "2020-01-03")]),
)
def test_before_since_and_undated_are_all_there_is(claims: Claims, cut: tuple[str, str]) -> None:
    """What ends before a day, what begins later, and what has no date are apart; over both lasts what spans the cut."""
    data, (until, since) = dataset(claims), cut
    early, late, never = (
        _links(data, keep)
        for keep in (
            Filter(until=until, undated=False),
            Filter(since=since, undated=False),
            Filter(until="0001"),
        )
    )
    spanning = {
        (tie.a, tie.b, tie.kind, tie.acts_for, link.through) for tie in derive(claims) for link in tie.links
        if link.first and link.last and link.first[: len(until)] <= until and link.last >= since
    }  # fmt: skip
    assert early | late | never == _links(data)
    assert not never & (early | late) and len(early & late) == len(spanning)


def _links(data: Drawn, keep: Filter = EVERYTHING) -> set[Row]:
    network, found = data.incidences, set[Row]()
    for ties, _ in Reading(data, keep).blocks():
        for at, (x, y) in enumerate(zip(ties.links.x.tolist(), ties.links.y.tolist(), strict=True)):
            found.add((x, y, int(network.through[ties.links.group[at]])))
    return found


@quick
@given(claims=placed_claims())
def test_an_unrelated_source_changes_no_tie(claims: Claims) -> None:
    """Two agents whom no document names meet at an event that none names."""
    more = [Item(kind, name, (Label(name, "en", "name"),)) for kind, name in
            (("organisation", "new-a"), ("organisation", "new-b"), ("event", "new-fair"))]  # fmt: skip
    document = Item("document", "doc-new", (Label("New", "en", "name"),), values=(("language", "en"),))
    took = [
        Claim(f"n{n}", "participation", "doc-new", (1,), (("agent", who), ("event", "new-fair")), (("role", "organiser"),),
              "stated", "reported")
        for n, who in enumerate(("new-a", "new-b"))
    ]  # fmt: skip
    bigger = replace(
        claims,
        items=tuple(sorted([*claims.items, *more, document])),
        claims=tuple(sorted([*claims.claims, *took])),
    )
    before, after = rows(dataset(claims)), rows(dataset(bigger))
    assert before <= after and [row[0] for row in after - before] == [{"new-a", "new-b"}]


@quick
@given(claims=placed_claims(), source=st.sampled_from(DOCUMENTS))
def test_removing_a_source_removes_exactly_its_claims(claims: Claims, source: str) -> None:
    left = replace(claims, claims=tuple(claim for claim in claims.claims if claim.document != source))
    found, before = rows(dataset(left)), rows(dataset(claims))
    theirs = {claim.id for claim in left.claims}
    assert all(set(row[-1]) <= theirs for row in found)
    unmoved = [claim for claim in claims.claims if claim.document == source and claim.kind == "relation"]
    if not unmoved:  # sessions stay in their events, so that what is shared stays the same
        gone = {(row[0], row[1], row[2]) for row in before if not set(row[-1]) & theirs}
        assert not gone & {(row[0], row[1], row[2]) for row in found}
        for row in found:
            [old] = [one for one in before if one[:3] == row[:3]]
            assert set(row[-1]) <= set(old[-1]) & theirs and row[4] <= old[4]
    assert found == {expected(tie) for tie in derive(left)}


# -- by hand ------------------------------------------------------------------------------------------


def invented(*told: tuple[str, str, str, str], dates: dict[str, str] | None = None) -> Claims:
    """Who (first) organised what (second), as which document says (third); the fourth is the status."""
    claims = [
        Claim(f"c{n}", "participation", document, (n + 1,), (("agent", who), ("event", event)), (("role", "organiser"),),
              "stated", status)
        for n, (who, event, document, status) in enumerate(told)
    ]  # fmt: skip
    claims += [
        Claim(f"d-{event}", "assertion", "doc-a", (9,), (("subject", event),), (("property", "date"), ("value", date)),
              "stated", "reported")
        for event, date in (dates or {}).items()
    ]  # fmt: skip
    return Claims(tuple(sorted([*items(), *more_items()])), tuple(sorted(claims)), ())


BOTH_FAIRS = invented(
    ("ox", "fair", "doc-a", "reported"), ("pine", "fair", "doc-a", "reported"), ("rush", "fair", "doc-b", "reported"),
    ("ox", "summit", "doc-b", "announced"), ("pine", "summit", "doc-b", "announced"),
    dates={"fair": "2019-05", "summit": "2020-01-02/2020-01-04"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("keep", "weight", "sources", "status", "first", "last"),
    [
        # of three who organise the fair each two are tied by 1/2; the two of the summit by 1 more
        (Filter(), 1.5, 2, "reported", "2019-05-01", "2020-01-04"),
        (Filter(until="2019"), 0.5, 1, "reported", "2019-05-01", "2019-05-31"),
        (Filter(until="2019-05"), 0.5, 1, "reported", "2019-05-01", "2019-05-31"),
        (Filter(since="2019-06"), 1.0, 1, "announced", "2020-01-02", "2020-01-04"),
        (Filter(since="2020-01-04", until="2020-01-04"), 1.0, 1, "announced", "2020-01-02", "2020-01-04"),
        (Filter(about=frozenset({iri("fair")})), 0.5, 1, "reported", "2019-05-01", "2019-05-31"),
    ],
)
def test_a_tie_rests_on_the_links_that_remain(
    keep: Filter, weight: float, sources: int, status: str, first: str, last: str
) -> None:
    [edge] = [
        edge for edge in edges(dataset(BOTH_FAIRS), keep) if {slug(edge.a), slug(edge.b)} == {"ox", "pine"}
    ]
    assert (edge.weight, edge.sources, edge.status, edge.first, edge.last) == (
        weight,
        sources,
        status,
        first,
        last,
    )
    lines = {(fact.document.slug, line) for fact in edge.facts for line in fact.lines}
    fair, summit = {("doc-a", 1), ("doc-a", 2)}, {("doc-b", 4), ("doc-b", 5)}
    assert lines == {0.5: fair, 1.0: summit, 1.5: fair | summit}[weight]


@pytest.mark.parametrize(
    ("keep", "pairs"),
    [
        (Filter(since="2021"), []),
        (Filter(until="2019-04-30"), []),
        (Filter(sources=2), ["ox pine"]),
        (Filter(sources=2, until="2019"), []),
        (Filter(status=frozenset({"announced"})), []),
        (Filter(status=frozenset({"announced"}), since="2020"), ["ox pine"]),
        (Filter(agents=frozenset({"person"})), []),
        (Filter(agents=frozenset({"organisation"}), about=frozenset({iri("summit")})), ["ox pine"]),
        (Filter(about=frozenset({iri("north")})), []),
    ],
)
def test_which_ties_remain(keep: Filter, pairs: list[str]) -> None:
    found = [" ".join(sorted(map(slug, (edge.a, edge.b)))) for edge in edges(dataset(BOTH_FAIRS), keep)]
    assert sorted(found) == pairs


def test_what_an_event_is_about_leads_through_what_it_is_of() -> None:
    """The fair is of a project that is part of a programme, which is about tea; the summit follows the fair."""
    relations = [
        ("project", "fair", "plan"), ("part-of", "plan", "umbrella"), ("topic", "umbrella", "tea"),
        ("follows", "summit", "fair"), ("place", "summit", "south"), ("part-of", "south", "north"),
    ]  # fmt: skip
    claims = [
        Claim(f"r{n}", "relation", "doc-a", (20,), (("subject", subject), ("object", thing)), (("property", name),),
              "stated", "cancelled" if name == "place" else "reported")
        for n, (name, subject, thing) in enumerate(relations)
    ]  # fmt: skip
    data = dataset(replace(BOTH_FAIRS, claims=tuple(sorted([*BOTH_FAIRS.claims, *claims]))))
    for name, fair in (
        ("tea", 3),
        ("umbrella", 3),
        ("plan", 3),
        ("fair", 3),
        ("tin", 0),
        ("south", 0),
        ("north", 0),
    ):
        found = list(edges(data, Filter(about=frozenset({iri(name)}))))
        assert (name, len(found)) == (name, fair), "being cancelled, or following, is not being of it"
        assert all([it.slug for it in edge.things] == ["fair"] for edge in found)
    both = Filter(about=frozenset({iri("tea"), iri("summit")}))
    assert {it.slug for edge in edges(data, both) for it in edge.things} == set(EVENTS)


def test_kinds_that_are_broader_in_a_circle_are_looked_at_once() -> None:
    sorts = [
        Claim(f"k{n}", "assertion", "doc-a", (30,), (("subject", who),), (("property", "kind"), ("value", "municipality")),
              "stated", "reported")
        for n, who in enumerate(("ox", "pine"))
    ]  # fmt: skip
    data = dataset(replace(BOTH_FAIRS, claims=tuple(sorted([*BOTH_FAIRS.claims, *sorts]))))
    broader, narrower = (
        NamedNode(model().concept("organisation-kinds", name).iri)
        for name in ("public-authority", "municipality")
    )
    data.store.add(Quad(broader, NamedNode(expand("skos:broader")), narrower))
    for kind, count in (("company", 0), ("municipality", 1), ("public-authority", 1)):
        assert len(list(edges(data, Filter(agents=frozenset({kind}))))) == count
