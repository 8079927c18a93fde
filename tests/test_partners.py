"""Partners, interlocks, introductions: by hand from the records; on random claims against slow counts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from drawn import (
    DOCUMENTS,
    ORGANISATIONS,
    PERSONS,
    STRONG,
    Drawn,
    filters,
    iri,
    items,
    kept,
    label,
    placed_claims,
    slug,
)
from drawn import dataset as dataset_of
from endpoint import Endpoint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scen.cli import interlocks as interlocks_cli
from scen.cli import introductions as introductions_cli
from scen.cli import partners as partners_cli
from scen.graph.claims import Claim, Claims
from scen.graph.errors import NotFound, SettingError
from scen.graph.facts import Ref
from scen.graph.network import introductions as introductions_module
from scen.graph.network.edge import Edge
from scen.graph.network.filter import EVERYTHING, Filter
from scen.graph.network.found import Buckets
from scen.graph.network.interlocks import Interlocks, interlocks
from scen.graph.network.introductions import Introduction, introductions
from scen.graph.network.partners import Partner, partners
from scen.graph.network.reading import FUNDER, Reading
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.ties import RULES, Facts, Tie, derive
from scen.queries.opened import OpenDataset, open_dataset

AGENTS = PERSONS + ORGANISATIONS
AGENT = st.sampled_from(AGENTS)
CHOSEN = st.sets(AGENT, min_size=2, max_size=4)
LIMIT = st.none() | st.integers(1, 4)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Key = tuple[frozenset[str], str, str]


def key(tie: Tie | Edge) -> Key:
    if isinstance(tie, Tie):
        return frozenset((tie.a, tie.b)), tie.kind, tie.acts_for
    return frozenset((slug(tie.a), slug(tie.b))), tie.kind, slug(tie.b) if tie.directed else ""


def keys(ties: Iterable[Tie | Edge]) -> set[Key]:
    return {key(tie) for tie in ties}


def over(ties: Iterable[Tie]) -> set[str]:
    """Things that are shared: a cooperation over none stands for itself, and is none."""
    return {link.through for tie in ties for link in tie.links if link.through not in tie.claims}


def slugs(refs: Iterable[Ref]) -> set[str]:
    return {ref.slug for ref in refs}


def weakness(ties: Iterable[Tie]) -> tuple[bool, int, int]:
    """Of the best of them."""
    return min((t.kind not in STRONG, CERTAINTIES.index(t.certainty), STATUSES.index(t.status)) for t in ties)


def buckets(ties: Iterable[Tie], left_out: int) -> Buckets:
    """Each tie counted once."""
    known = list({key(tie): tie for tie in ties}.values())

    def number(word: str) -> int:
        return sum(word in (tie.certainty, tie.status) for tie in known)

    others = tuple((word, number(word)) for word in ("disputed", "ended", "unknown") if number(word))
    undated = sum(not tie.first and not tie.last for tie in known)
    return Buckets(len(known), undated, number("inferred"), number("announced"), others, left_out)


def left_out(claims: Claims, ties: list[Tie], who: set[str]) -> int:
    """Ties of these that the filter left out."""
    return sum(bool({tie.a, tie.b} & who) for tie in derive(claims)) - sum(
        bool({t.a, t.b} & who) for t in ties
    )


@many
@given(placed_claims(), AGENT, st.integers(1, 3), filters() | st.just(EVERYTHING), LIMIT)
def test_partners_are_as_counted_slowly(
    claims: Claims, agent: str, times: int, keep: Filter, limit: int | None
) -> None:
    ties, document, wanted, enough = kept(claims, keep), {c.id: c.document for c in claims.claims}, [], []
    for who in set(AGENTS) - {agent}:
        own = [tie for tie in ties if {tie.a, tie.b} == {agent, who}]
        things = over(tie for tie in own if tie.kind != FUNDER)
        if not own or (times > 1 and len(things) < times):
            continue
        enough += own
        documents = {document[claim] for tie in own for claim in tie.claims}
        years = [day[:4] for tie in own for day in (tie.first, tie.last) if day]
        by_kind = {
            kind: [tie for tie in own if tie.kind == kind] for kind in sorted({tie.kind for tie in own})
        }
        wanted.append(
            (
                (-len(things), -len(documents), label(who), iri(who)), who,
                [(kind, len(same), len(over(same)), kind in STRONG) for kind, same in by_kind.items()],
                things, over(by_kind.get(FUNDER, [])), min(years, default=""), max(years, default=""),
                sum(not tie.first and not tie.last for tie in own), documents,
                STATUSES[min(STATUSES.index(tie.status) for tie in own)],
                CERTAINTIES[min(CERTAINTIES.index(tie.certainty) for tie in own)],
                {tie.acts_for for tie in own if tie.acts_for}, keys(own),
            )
        )  # fmt: skip
    found = partners(Reading(dataset_of(claims), keep), iri(agent), times, limit)
    assert [
        (
            one.rank, one.other.slug, [(kind.kind, kind.ties, kind.things, kind.strong) for kind in one.kinds],
            slugs(one.things), slugs(one.funders), one.first, one.last, one.undated, slugs(one.documents),
            one.status, one.certainty, slugs(one.principals), keys(one.edges),
        )
        for one in found
    ] == sorted(wanted, key=lambda row: row[0])[:limit]  # fmt: skip
    assert found.number == len(wanted)
    assert found.counted == buckets(enough, left_out(claims, ties, {agent}))


@many
@given(placed_claims(), CHOSEN, filters() | st.just(EVERYTHING), LIMIT)
def test_interlocks_are_as_counted_slowly(
    claims: Claims, chosen: set[str], keep: Filter, limit: int | None
) -> None:
    ties, document = kept(claims, keep), {claim.id: claim.document for claim in claims.claims}
    groups, own = _groups(claims), [tie for tie in ties if {tie.a, tie.b} & chosen]
    direct, wanted, behind = [tie for tie in own if {tie.a, tie.b} <= chosen], [], []

    def add(
        way: str, thing: str, joined: set[str], kinds: set[str], edges: list[Tie], facts: set[str]
    ) -> None:
        documents = {document[fact] for fact in facts}
        order = (
            -len(joined),
            -len(documents),
            ["thing", "funder", "agent"].index(way),
            label(thing),
            iri(thing),
        )
        wanted.append((order, way, thing, joined, kinds, keys(edges), facts))

    for who in set(AGENTS) - chosen:
        with_it = [tie for tie in own if who in (tie.a, tie.b)]
        joined = {end for tie in with_it for end in (tie.a, tie.b)} - {who}
        if len(joined) > 1:
            facts = {claim for tie in with_it for claim in tie.claims}
            add("agent", who, joined, {tie.kind for tie in with_it}, with_it, facts)
            behind += with_it
    for thing in over(own):
        for way in ("thing", "funder"):
            about = [
                (tie, link) for tie in own for link in tie.links
                if link.through == thing and (tie.kind == FUNDER) == (way == "funder")
            ]  # fmt: skip
            joined = {end for tie, _ in about for end in (tie.a, tie.b)} & chosen
            if len(joined) > 1:
                facts = {
                    claim for tie, link in about for end in {tie.a, tie.b} & chosen
                    for claim in groups.get((tie.kind, thing, end), link.claims)
                }  # fmt: skip
                add(way, thing, joined, {tie.kind for tie, _ in about}, [], facts)
                behind += [tie for tie, _ in about]
    found = interlocks(Reading(dataset_of(claims), keep), [iri(one) for one in chosen], limit)
    assert [
        (
            one.rank, one.way, one.thing.slug, slugs(one.joined), slugs(one.kinds), keys(one.edges),
            {fact.iri.rpartition("/")[2] for fact in one.facts},
        )
        for one in found
    ] == sorted(wanted, key=lambda row: row[0])[:limit]  # fmt: skip
    assert found.number == len(wanted) and keys(found.direct) == keys(direct)
    assert found.counted == buckets([*direct, *behind], left_out(claims, ties, chosen))


def _groups(claims: Claims) -> dict[tuple[str, str, str], set[str]]:
    """Kind, thing and agent -> the claims by which the rules put it there; cooperations are told by their links."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for rule in RULES:
        for group in rule(Facts(claims)):
            if group.kind in ("agreement", "joint-action", "acts-for", "met"):
                continue
            for agent, reasons in group.members.items():
                own = found.setdefault((group.kind, group.through, agent), set())
                own |= {claim.id for reason in reasons for claim in reason}
    return found


@many
@given(
    placed_claims(), AGENT, filters() | st.just(EVERYTHING), LIMIT, LIMIT, st.sampled_from([1, 5, 1 << 21])
)
def test_introductions_are_as_counted_slowly(
    claims: Claims, agent: str, keep: Filter, limit: int | None, through: int | None, links: int
) -> None:
    """However few links of partners are looked at together."""
    ties, wanted, used = kept(claims, keep), [], []
    partners_of = {end for tie in ties if agent in (tie.a, tie.b) for end in (tie.a, tie.b)} - {agent}
    for who in set(AGENTS) - partners_of - {agent}:
        ways = []
        for by in partners_of:
            near, far = ([t for t in ties if {t.a, t.b} == {end, by}] for end in (agent, who))
            if far:
                weaker = max(weakness(near), weakness(far))
                rank = (weaker, -len(over(near)) - len(over(far)), label(by), iri(by))
                ways.append((rank, by, over(near), over(far), keys(near), keys(far)))
                used += [*near, *far]
        if ways:
            ways.sort(key=lambda way: way[0])
            wanted.append(((-len(ways), ways[0][0][0], label(who), iri(who)), who, len(ways), ways[:through]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(introductions_module, "_LINKS", links)
        found = introductions(Reading(dataset_of(claims), keep), iri(agent), limit, through)
    assert [
        (
            one.rank, one.other.slug, one.introducers,
            [
                (by.rank, by.agent.slug, slugs(by.over_near), slugs(by.over_far), keys(by.near), keys(by.far))
                for by in one.through
            ],
        )
        for one in found
    ] == sorted(wanted, key=lambda row: row[0])[:limit]  # fmt: skip
    assert found.number == len(wanted)
    asked = {agent, *partners_of}
    assert found.counted == buckets(used, left_out(claims, ties, asked))


Readings = tuple[tuple[Partner, ...], Interlocks, tuple[Introduction, ...]]


def readings(data: Drawn, keep: Filter = EVERYTHING) -> Readings:
    reading = Reading(data, keep)
    chosen = [iri(one) for one in ("ox", "pine", "rush", "anna", "bert")]
    return (
        partners(reading, iri("ox")).best, interlocks(reading, chosen), introductions(reading, iri("ox")).best,
    )  # fmt: skip


@many
@given(placed_claims(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_changes_nothing(claims: Claims, chance: Any) -> None:
    mixed, mixed_items = list(claims.claims), list(claims.items)
    chance.shuffle(mixed)
    chance.shuffle(mixed_items)
    other = replace(claims, claims=tuple(mixed), items=tuple(mixed_items))
    assert repr(readings(dataset_of(claims))) == repr(readings(dataset_of(other)))


@many
@given(placed_claims(), st.sampled_from(DOCUMENTS))
def test_leaving_out_a_source_leaves_out_exactly_its_claims(claims: Claims, source: str) -> None:
    left = {claim.id for claim in claims.claims if claim.document != source}
    found = readings(dataset_of(replace(claims, claims=tuple(c for c in claims.claims if c.id in left))))
    known, common, met = found
    facts = [
        fact
        for edges in ([e for one in known for e in one.edges], common.direct)
        for e in edges
        for fact in e.facts
    ]
    facts += [fact for one in common for fact in one.facts] + [
        f for one in met for e in one.edges for f in e.facts
    ]
    assert {fact.iri.rpartition("/")[2] for fact in facts} <= left
    assert all(fact.document.slug != source for fact in facts)


@many
@given(placed_claims())
def test_both_see_each_other(claims: Claims) -> None:
    reading = Reading(dataset_of(claims))
    found = {name: partners(reading, iri(name)) for name in AGENTS}
    met = {name: slugs(one.other for one in introductions(reading, iri(name))) for name in AGENTS}
    nobody = Ref("", "")
    for a, b in combinations(AGENTS, 2):
        there, back = (
            [replace(one, rank=(0, 0, "", ""), other=nobody) for one in found[x] if one.other.slug == y]
            for x, y in ((a, b), (b, a))
        )
        assert there == back and [one.edges for one in there] == [one.edges for one in back]
        assert (b in met[a]) == (a in met[b])
    for name in AGENTS:
        assert list(found[name]) == sorted(found[name])


def test_what_cannot_be_asked() -> None:
    reading = Reading(dataset_of(Claims(tuple(sorted(items())), (), ())))
    a, b = iri("ox"), iri("pine")
    assert not [*partners(reading, a), *introductions(reading, a), *interlocks(reading, [a, b])]
    assert partners(reading, a).counted == Buckets(0, 0, 0, 0, (), 0)
    for ask in (lambda: partners(reading, a, 0), lambda: interlocks(reading, [a, a])):
        with pytest.raises(SettingError):
            ask()


def invented(*told: tuple[str, dict[str, str], str], certainty: str = "stated") -> Claims:
    """Claims by kind, what they join, and the role, kind or property."""
    names = {"relation": "property", "cooperation": "kind", "funding": ""}
    claims = [
        Claim(f"c{n:02d}", kind, "doc-a", (n,), tuple(sorted(joined.items())),
              ((names.get(kind, "role"), value),) if value else (), certainty, "reported")
        for n, (kind, joined, value) in enumerate(told)
    ]  # fmt: skip
    return Claims(tuple(sorted(items())), tuple(sorted(claims)), ())


def test_a_common_funder_is_no_work_together() -> None:
    """Cleo pays for the plan, which Ox carries, and for the quest, which Rush carries; each thing by a claim of its own."""
    claims = invented(
        ("funding", {"grant": "gift", "funder": "pine", "funds": "plan"}, ""),
        ("funding", {"grant": "gift", "funder": "pine", "funds": "quest"}, ""),
        ("project-role", {"agent": "ox", "project": "plan"}, "partner"),
        ("project-role", {"agent": "rush", "project": "quest"}, "partner"),
    )
    reading = Reading(dataset_of(claims))
    [one] = partners(reading, iri("ox"))
    assert (one.other.slug, one.things, slugs(one.funders)) == ("rush", (), {"pine"})
    assert [len(edge.facts) for edge in one.edges] == [4]
    assert partners(reading, iri("ox"), times=2).best == ()


@pytest.mark.parametrize("certainty", CERTAINTIES)
def test_what_is_shared_is_the_event_however_sure_its_sessions_are(certainty: str) -> None:
    """Two spoke in the panel, a session of the fair: they share the fair, even where that is inferred."""
    claims = invented(
        ("participation", {"agent": "anna", "event": "panel"}, "speaker"),
        ("participation", {"agent": "bert", "event": "panel"}, "speaker"),
        ("relation", {"subject": "panel", "object": "fair"}, "parent"), certainty=certainty,
    )  # fmt: skip
    reading = Reading(dataset_of(claims))
    [one] = partners(reading, iri("anna"))
    [it] = interlocks(reading, [iri("anna"), iri("bert")])
    assert slugs(one.things) == {"fair"} == {it.thing.slug} and [len(e.things) for e in one.edges] == [1]


def test_of_equals_the_shorter_name_comes_first_however_few_are_told() -> None:
    """Ox, Quill (of the same name) and Ox Pine organised the fair with Rush: equals but for their names."""
    who = ("rush", "pine", "quill", "ox")
    told = [("participation", {"agent": one, "event": "fair"}, "organiser") for one in who]
    told += [
        ("participation", {"agent": one, "event": "summit"}, "organiser") for one in ("pine", "quill", "ox")
    ]
    told += [("project-role", {"agent": one, "project": "plan"}, "partner") for one in ("rush", "anna")]
    reading = Reading(dataset_of(invented(*told)))
    wanted = ["ox", "quill", "pine"]
    for limit in (1, 2, 3):
        found = partners(reading, iri("rush"), limit=limit)
        assert [one.other.slug for one in found] == wanted[:limit] and found.number == 3
    third = interlocks(reading, [iri("quill"), iri("rush")], limit=2)
    assert [one.thing.slug for one in third] == ["fair", "ox"], "of Ox and Ox Pine, Ox"


@pytest.mark.parametrize("links", [1, 1 << 21])
def test_what_a_filter_left_out_counts_once(links: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not co-organising: Pine, Quill and Rush in one project (three ties), Ox and Pine in one network (one)."""
    told = [
        ("participation", {"agent": one, "event": "fair"}, "organiser") for one in ("ox", "pine", "quill")
    ]
    told += [
        ("project-role", {"agent": one, "project": "plan"}, "partner") for one in ("pine", "quill", "rush")
    ]
    told += [("membership", {"member": one, "organisation": "quill"}, "") for one in ("ox", "pine")]
    monkeypatch.setattr(introductions_module, "_LINKS", links)
    data = dataset_of(invented(*told))
    found = introductions(Reading(data, Filter(kinds=frozenset({"co-organised"}))), iri("ox"))
    assert (list(found), found.counted) == ([], Buckets(0, 0, 0, 0, (), 4))
    [one] = introductions(Reading(data), iri("ox"))
    assert (one.other.slug, one.introducers) == ("rush", 2)


def test_a_few_who_could_introduce_are_the_best_of_all() -> None:
    """Bert and Cleo both know Anna and Dora by what is equally sure; Cleo by more, so that she comes first."""
    spoke = [(who, event) for who, event in (("anna", "fair"), ("bert", "fair"), ("cleo", "fair"))]
    told = [("participation", {"agent": who, "event": event}, "speaker") for who, event in spoke]
    told += [("project-role", {"agent": who, "project": project}, "partner") for who, project in
             (("bert", "plan"), ("cleo", "plan"), ("dora", "plan"))]  # fmt: skip
    told += [("membership", {"member": who, "organisation": "ox"}, "") for who in ("cleo", "dora")]
    reading = Reading(dataset_of(invented(*told)))
    [one] = introductions(reading, iri("anna"), through=1)
    assert (one.other.slug, one.introducers, [by.agent.slug for by in one.through]) == ("dora", 2, ["cleo"])


# The curated dataset: worked out from the records, which say who did what where.


@pytest.fixture(scope="module")
def data(dataset: Path) -> Iterator[OpenDataset]:
    with open_dataset(dataset) as opened:
        yield opened


CITIES, ICT, MINERALS = (
    "circular-cities-webinar-2020",
    "procura-plus-ict-webinars-2020-2",
    "minerals-webinar-2021",
)
BIG = "big-buyers-for-climate-and-environment"


def test_partners_of_iclei_by_hand(data: OpenDataset) -> None:
    """Three of its people are on programmes (lines 53, 112, 153 of the events); line 88 tells the rest."""
    found = data.partners("iclei")
    wanted = {
        # who else is on the programme of the webinar on circular cities, 7 December 2020, for an organisation
        **{
            slug: {CITIES}
            for slug in (
                "city-of-ljubljana", "city-of-umea", "city-of-prague", "oslo-kommune",
                "urban-agenda-partnership-on-circular-economy",
            )
        },
        # the second ICT webinar, 10 December 2020, and the one on minerals, 19 January 2021
        "apuc-scotland": {ICT},
        "region-stockholm": {ICT, MINERALS},
        "swedwatch": {MINERALS},
        "city-of-stavanger": {MINERALS},
        "responsible-mineral-initiative": {MINERALS},
        # managed together, on behalf of two
        "eurocities": {BIG},
        "european-commission": set(),
        "dg-grow": set(),
    }  # fmt: skip
    assert {one.other.slug: {thing.slug for thing in one.things} for one in found} == wanted
    assert found[0].other.slug == "region-stockholm", "who shares most comes first"
    assert [one.other.label for one in found[1:-2]] == sorted(one.other.label for one in found[1:-2])
    told = {one.other.slug: one for one in found}
    assert (told["region-stockholm"].first, told["region-stockholm"].last) == ("2020", "2021")
    assert [(kind.kind, kind.things) for kind in told["eurocities"].kinds] == [
        ("joint-action", 0),
        ("same-project", 1),
    ]
    assert (told["eurocities"].undated, told["eurocities"].first) == (2, "")
    assert [it.slug for it in told["dg-grow"].principals] == ["dg-grow"] and not told["swedwatch"].principals
    assert (told["swedwatch"].status, told["eurocities"].status) == ("announced", "reported")
    assert {it.slug for one in found for it in one.documents} == {"procurement-events-2020"}
    lines = {line for e in told["eurocities"].edges for fact in e.facts for line in fact.lines}
    assert lines == {88}
    counted = found.counted
    assert (counted.ties, counted.undated, counted.inferred, counted.announced) == (14, 4, 0, 10)
    assert [one.other.slug for one in data.partners("iclei", times=2)] == ["region-stockholm"]


def test_interlocks_of_electronics_watch_and_swedwatch_by_hand(data: OpenDataset) -> None:
    """Both at the seminar in Luleå, both paid by the European Union; Region Stockholm was there too."""
    all_ = data.interlocks("electronics-watch", "swedwatch")
    found = {one.thing.slug: one for one in all_}
    assert {slug: one.way for slug, one in found.items()} == {
        "lulea-seminar-2019": "thing", "european-union": "funder", "region-stockholm": "agent",
    }  # fmt: skip
    assert all(len(one.joined) == 2 for one in found.values())
    assert sorted(
        (e.kind, e.a.rpartition("/")[2], e.b.rpartition("/")[2]) for e in found["region-stockholm"].edges
    ) == [
        ("represented-at-same-event", "electronics-watch", "region-stockholm"),
        ("represented-at-same-event", "region-stockholm", "swedwatch"),
        ("same-programme", "electronics-watch", "region-stockholm"),
    ]
    lulea = {(fact.document.slug, line) for fact in found["lulea-seminar-2019"].facts for line in fact.lines}
    assert lulea == {("swedwatch-lulea-2019", line) for line in (12, 26, 30, 46)}
    paid = {ref.slug for fact in found["european-union"].facts for ref in fact.all("funds")}
    assert paid == {"ohs-summit-2020", "make-ict-fair"}, "the one carries the summit, the other the project"
    assert [e.kind for e in all_.direct] == ["represented-at-same-event", "same-funder"]
    # a person and an organisation: no third can be tied to both, but things can be shared
    mixed = data.interlocks("elin-severholt", "swedwatch")
    assert [(one.way, one.thing.slug) for one in mixed] == [("thing", MINERALS)]


def test_introductions_of_somo_by_hand(data: OpenDataset) -> None:
    """SOMO is tied to Electronics Watch alone (Amsterdam), and that to two more (Luleå, and a funder)."""
    found = data.introductions("somo")
    assert [(one.other.slug, [by.agent.slug for by in one.through]) for one in found] == [
        ("region-stockholm", ["electronics-watch"]), ("swedwatch", ["electronics-watch"]),
    ]  # fmt: skip
    [by] = found[1].through
    assert [it.slug for it in by.over_near] == ["amsterdam-conference"]
    assert {it.slug for it in by.over_far} == {"lulea-seminar-2019", "european-union"}
    assert [e.kind for e in by.near] == ["co-organised"]
    assert not data.introductions("somo", keep=Filter(strong=True))


def partners_over(data: OpenDataset, name: str, keep: Filter) -> dict[str, set[str]]:
    return {one.other.slug: slugs(one.things) for one in data.partners(name, keep=keep)}


def test_what_is_shared_may_be_chosen_by_hand(data: OpenDataset) -> None:
    """Of what ICLEI shares, two webinars were in 2020 and one in 2021; Region Stockholm was at one of each."""
    undated, done = (
        {"eurocities": {BIG}, "european-commission": set(), "dg-grow": set()},
        frozenset({MINERALS}),
    )
    minerals = dict.fromkeys(
        ("region-stockholm", "swedwatch", "city-of-stavanger", "responsible-mineral-initiative"), done
    )
    assert partners_over(data, "iclei", Filter(since="2021")) == {**minerals, **undated}
    assert partners_over(data, "iclei", Filter(since="2021", undated=False)) == minerals
    assert partners_over(data, "iclei", Filter(about=done)) == minerals
    assert partners_over(data, "iclei", Filter(about=frozenset({f"event/{MINERALS}"}), until="2020-12")) == {}
    assert partners_over(data, "iclei", Filter(until="2020-12-09", undated=False)) == dict.fromkeys(
        (
            "city-of-ljubljana", "city-of-umea", "city-of-prague", "oslo-kommune",
            "urban-agenda-partnership-on-circular-economy",
        ),
        frozenset({CITIES}),
    )  # fmt: skip


def test_who_may_be_chosen_by_hand(data: OpenDataset) -> None:
    """Four municipalities had somebody in the webinar on circular cities; a municipality is a public authority."""
    three = dict.fromkeys(("city-of-umea", "city-of-prague", "oslo-kommune"), frozenset({CITIES}))
    for kind in ("municipality", "public-authority"):
        assert partners_over(data, "city-of-ljubljana", Filter(agents=frozenset({kind}))) == three
    assert not data.partners("city-of-ljubljana", keep=Filter(agents=frozenset({"person", "ngo"})))
    lulea = data.interlocks("electronics-watch", "swedwatch", keep=Filter(about=frozenset({"Luleå"})))
    assert {one.thing.slug for one in lulea} == {"lulea-seminar-2019", "region-stockholm"}, (
        "who pays is no place"
    )


def test_a_server_gives_the_same(data: OpenDataset, dataset: Path) -> None:
    about = Filter(about=frozenset({"Luleå", MINERALS}), agents=frozenset({"organisation"}))
    with Endpoint(dataset / "scen.nq") as running, open_dataset(running.url) as there:
        for keep in (EVERYTHING, about):
            for ask in (
                lambda at, keep=keep: at.partners("iclei", keep=keep, limit=3),
                lambda at, keep=keep: at.interlocks("electronics-watch", "swedwatch", keep=keep),
                lambda at, keep=keep: at.introductions("somo", keep=keep),
            ):
                assert ask(there) == ask(data)


def test_names_that_filters_do_not_know(data: OpenDataset) -> None:
    with pytest.raises(NotFound):
        data.partners("iclei", keep=Filter(about=frozenset({"Atlantis"})))
    with pytest.raises(NotFound):
        data.network(keep=Filter(about=frozenset({"swedwatch"})))


# The commands.


@pytest.fixture
def run(dataset: Path) -> object:
    def call(command: click.Command, *args: str) -> Result:
        return CliRunner().invoke(command, [*args, "--dataset", str(dataset)], catch_exceptions=False)

    return call


def test_commands_tell_names_lines_and_what_to_beware_of(run) -> None:  # type: ignore[no-untyped-def]
    shown = " ".join(run(partners_cli.command, "iclei", "--since", "2020").output.split())
    assert "Sustainability acts for DG GROW, undated procurement-events-2020, line 88" in shown
    assert "(announced)" in shown and "4 of these 14 ties undated, 0 inferred, 10 announced; " in shown
    shown = " ".join(run(interlocks_cli.command, "Electronics Watch", "Swedwatch").output.split())
    assert (
        "European Union (organisation): funds something carried by Electronics Watch and Swedwatch" in shown
    )
    assert "1 of these 5 ties undated, 1 inferred, 5 announced; 0 more left out by the filter" in shown
    shown = " ".join(run(introductions_cli.command, "somo").output.split())
    assert "through Electronics Watch" in shown and "2 of these 5 ties undated" in shown


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--agents", "municipalty"], "did you mean 'municipality'?"),
        (["--as-of", "2020", "--until", "2020"], "give one"),
        (["--as-of", "2020-13"], "is no date"),
        (["--as-of", "2020", "--since", "2021"], "--since 2021 is after --as-of 2020"),
    ],
)
def test_filters_that_cannot_be(run, args: list[str], said: str) -> None:  # type: ignore[no-untyped-def]
    done = run(partners_cli.command, "iclei", *args)
    assert done.exit_code == 2 and said in done.output


def test_filters_of_the_command_line(run) -> None:  # type: ignore[no-untyped-def]
    def found(*args: str) -> set[str]:
        told = json.loads(run(partners_cli.command, *args, "--format", "json").output)
        return {one["other"]["slug"] for one in told["partners"]}

    before, then = found("iclei", "--as-of", "2020-12-09"), found("iclei", "--until", "2020-12-09")
    assert before == then and "apuc-scotland" not in before and "eurocities" in before
    assert found("iclei", "--about", MINERALS, "--about", ICT) == {
        "region-stockholm", "swedwatch", "city-of-stavanger", "responsible-mineral-initiative", "apuc-scotland",
    }  # fmt: skip
    assert found("city-of-ljubljana", "--agents", "municipality,ngo") == {
        "city-of-umea", "city-of-prague", "oslo-kommune",
    }  # fmt: skip


def test_nothing_recorded_is_said_so(run) -> None:  # type: ignore[no-untyped-def]
    for command, names in (
        (partners_cli.command, ["cereal"]),
        (introductions_cli.command, ["cereal"]),
        (interlocks_cli.command, ["cereal", "sacom"]),
    ):
        done = run(command, *names, "--kinds", "strong")
        assert done.exit_code == 0 and "No record of" in done.output and "proves nothing" in done.output
        assert "No ties here; " in done.output and "left out by the filter" in done.output
    assert "No record of a partner" in run(partners_cli.command, "iclei", "--times", "9").output
    assert run(interlocks_cli.command, "sacom", "sacom").exit_code == 2


def test_csv_and_json_hold_the_same_with_evidence(run) -> None:  # type: ignore[no-untyped-def]
    cases = (
        (partners_cli.command, ["iclei"], "partners", "partner_iri"),
        (interlocks_cli.command, ["electronics-watch", "swedwatch"], "interlocks", "thing_iri"),
        (introductions_cli.command, ["somo"], "introductions", "to_meet_iri"),
    )
    for command, names, key, column in cases:
        done = run(command, *names, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        told = json.loads(run(command, *names, "--format", "json").output)
        assert [row[column] for row in rows] == [
            (one.get("other") or one.get("thing"))["iri"] for one in told[key]
        ]
        assert all(row.get("evidence") or row.get("evidence_far") for row in rows)
        assert told["number"] == len(told[key]) and "undated" in done.stderr and told["ties"]["left_out"] == 0
        assert "rank" not in json.dumps(told) and '"lines": [' in json.dumps(told)
        short = json.loads(run(command, *names, "--format", "json", "--limit", "1").output)
        assert len(short[key]) == 1 and (short["number"], short["ties"]) == (told["number"], told["ties"])
        assert f"and {told['number'] - 1} more" in run(command, *names, "--limit", "1").output


def test_no_cell_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    partners_cli.answer("csv", Buckets(0, 0, 0, 0, (), 0), list, lambda: [("=1+1", "Sida")], {})
    assert capsys.readouterr().out == "'=1+1,Sida\n"
