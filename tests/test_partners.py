"""Partners, interlocks, introductions: by hand from the records; on invented networks against slow counts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from scen.cli import interlocks as interlocks_cli
from scen.cli import introductions as introductions_cli
from scen.cli import partners as partners_cli
from scen.graph.errors import SettingError
from scen.graph.facts import Fact, Ref
from scen.graph.interlocks import Shared, between, interlocks
from scen.graph.introductions import Introduction, introductions
from scen.graph.network import Edge, Filter, Network
from scen.graph.order import CERTAINTIES, STATUSES
from scen.graph.partners import FUNDER, Partner, buckets, partners, shared
from scen.queries.opened import OpenDataset, open_dataset

# Invented networks: what was put in is known, so that the references need no look into edges or claims.


@dataclass(frozen=True)
class Told:
    """A tie as it was put in; each thing with the document that tells of it."""

    a: str
    b: str
    kind: str
    things: tuple[tuple[str, str], ...]
    certainty: str
    status: str
    year: int | None
    acts_for: bool

    @property
    def ends(self) -> set[str]:
        return {self.a, self.b}

    @property
    def over(self) -> set[str]:
        return {thing for thing, _ in self.things if self.kind not in ("agreement", "acts-for")}

    @property
    def documents(self) -> set[str]:
        return {document for _, document in self.things}

    @property
    def weakness(self) -> tuple[int, int, int]:
        return (
            int(self.kind in ("same-programme", FUNDER)),
            CERTAINTIES.index(self.certainty),
            STATUSES.index(self.status),
        )


AGENTS = "abcdefg"
KINDS = ("same-programme", "same-project", "agreement", "acts-for", FUNDER)


def ref(name: str, kind: str = "organisation") -> Ref:
    return Ref(f"The {name}", name, kind, name)


def claim(told: Told, kind: str, n: str, document: str, **parts: str) -> Fact:
    joined = tuple((name, ref(value)) for name, value in sorted(parts.items()))
    iri = "-".join((told.a, told.b, told.kind, str(told.acts_for), kind, n, document, *parts.values()))
    return Fact(
        kind, iri, told.certainty, told.status, ref(document, "document"), (len(n),), (), parts=joined
    )


def claims_of(told: Told) -> Iterator[Fact]:
    for thing, document in told.things:
        if told.kind in ("agreement", "acts-for"):
            yield claim(told, "cooperation", thing, document, party=told.a)
            continue
        for end in (told.a, told.b):
            if told.kind == "same-programme":
                yield claim(
                    told, "participation", thing, document, agent=end, event=f"{thing}-s", within=thing
                )
            elif told.kind == "same-project":
                yield claim(told, "project-role", thing, document, agent=end, project=thing)
            else:  # each carries a project of its own, and one funder pays for both
                yield claim(told, "project-role", thing, document, agent=end, project=f"{thing}-{end}")
                yield claim(told, "funding", thing, document, funder=thing, funds=f"{thing}-{end}")


def edge(told: Told) -> Edge:
    day = f"{told.year}-05-03" if told.year else ""
    return Edge(
        told.a, told.b, told.kind, told.kind, 1.0, len(told.documents), told.certainty, told.status, day, day,
        told.acts_for, tuple(claims_of(told)), told.kind not in ("same-programme", FUNDER),
    )  # fmt: skip


def network(ties: list[Told]) -> Network:
    nodes = {end for told in ties for end in told.ends}
    return Network(
        "collaboration", tuple(sorted(map(ref, nodes))), tuple(edge(told) for told in ties), left_out=4
    )


@st.composite
def tie(draw: st.DrawFn) -> Told:
    a, b = sorted(draw(st.permutations(AGENTS))[:2])
    kind = draw(st.sampled_from(KINDS))
    if kind == "acts-for" and draw(st.booleans()):
        a, b = b, a
    things = st.tuples(st.sampled_from("xyz"), st.sampled_from(["d1", "d2", "d3"]))
    return Told(
        a, b, kind, tuple(draw(st.lists(things, min_size=1, max_size=3, unique=True))),
        draw(st.sampled_from(CERTAINTIES)), draw(st.sampled_from(STATUSES)),
        draw(st.none() | st.integers(1999, 2003)), kind == "acts-for",
    )  # fmt: skip


TIES = st.lists(tie(), max_size=14, unique_by=lambda told: (told.a, told.b, told.kind))
CHOSEN = st.sets(st.sampled_from(AGENTS), min_size=2, max_size=4)
many = settings(max_examples=120, deadline=None)


@many
@given(TIES, st.integers(1, 3))
def test_partners_are_as_counted_slowly(ties: list[Told], times: int) -> None:
    wanted = []
    for who in AGENTS[1:]:
        own = [told for told in ties if told.ends == {"a", who}]
        things = {thing for told in own if told.kind != FUNDER for thing in told.over}
        if not own or (times > 1 and len(things) < times):
            continue
        documents = {document for told in own for document in told.documents}
        years = [told.year for told in own if told.year]
        wanted.append(
            (
                (-len(things), -len(documents), who), who,
                sorted((kind, sum(t.kind == kind for t in own)) for kind in {t.kind for t in own}),
                things, {thing for told in own if told.kind == FUNDER for thing in told.over},
                str(min(years)) if years else "", str(max(years)) if years else "",
                sum(told.year is None for told in own), documents,
                STATUSES[min(STATUSES.index(told.status) for told in own)],
                CERTAINTIES[min(CERTAINTIES.index(told.certainty) for told in own)],
                {told.b for told in own if told.acts_for}, {(told.a, told.b, told.kind) for told in own},
            )
        )  # fmt: skip
    wanted.sort(key=lambda row: row[0])
    found = [
        (
            row[0], one.other.iri, [(kind.kind, kind.ties) for kind in one.kinds],
            {it.iri for it in one.things}, {it.iri for it in one.funders},
            one.first, one.last, one.undated, {it.iri for it in one.documents},
            one.status, one.certainty, {it.iri for it in one.principals},
            {(e.a, e.b, e.kind) for e in one.edges},
        )
        for row, one in zip(wanted, partners(network(ties), "a", times), strict=True)
    ]  # fmt: skip
    assert found == wanted


@many
@given(TIES, CHOSEN)
def test_interlocks_are_as_counted_slowly(ties: list[Told], chosen: set[str]) -> None:
    wanted = {}
    for who in set(AGENTS) - chosen:
        joined = {one for one in chosen for told in ties if told.ends == {one, who}}
        if len(joined) > 1:
            wanted["agent", who] = (
                joined,
                {(t.a, t.b, t.kind) for t in ties if who in t.ends and t.ends & chosen},
            )
    for thing in "xyz":
        for way in ("thing", "funder"):
            over = [
                t
                for t in ties
                if thing in t.over and t.ends & chosen and (t.kind == FUNDER) == (way == "funder")
            ]
            joined = {one for one in chosen for told in over if one in told.ends}
            if len(joined) > 1:
                wanted[way, thing] = joined, {(t.a, t.b, t.kind) for t in over}
    found = interlocks(network(ties), chosen)
    assert {
        (one.way, one.thing.iri): ({it.iri for it in one.joined}, {(e.a, e.b, e.kind) for e in one.edges})
        for one in found
    } == wanted
    assert [len(one.joined) for one in found] == sorted((len(one.joined) for one in found), reverse=True)
    for one in found:
        assert one.facts and {fact.iri for fact in one.facts} <= {f.iri for e in one.edges for f in e.facts}
        if one.way != "agent":  # each of the joined is named by a claim about this thing
            named = {it.iri for fact in one.facts for it in fact.refs}
            assert {it.iri for it in one.joined} <= named and one.thing.iri in named
    assert {(e.a, e.b, e.kind) for e in between(network(ties), chosen)} == {
        (t.a, t.b, t.kind) for t in ties if t.ends <= chosen
    }


@many
@given(TIES)
def test_introductions_are_as_counted_slowly(ties: list[Told]) -> None:
    tied = {frozenset(told.ends) for told in ties}
    wanted = []
    for who in AGENTS[1:]:
        ways = []
        for by in set(AGENTS) - {"a", who}:
            near = [told for told in ties if told.ends == {"a", by}]
            far = [told for told in ties if told.ends == {by, who}]
            if near and far and frozenset(("a", who)) not in tied:
                weaker = max(min(t.weakness for t in near), min(t.weakness for t in far))
                over = [{thing for told in hop for thing in told.over} for hop in (near, far)]
                ways.append((weaker, -sum(map(len, over)), by, over, len(near), len(far)))
        ways.sort(key=lambda way: way[:3])
        if ways:
            wanted.append((-len(ways), ways[0][0], who, ways))
    wanted.sort(key=lambda row: row[:3])
    assert [
        (
            one.other.iri,
            [
                (
                    by.agent.iri,
                    {it.iri for it in by.over_near},
                    {it.iri for it in by.over_far},
                    len(by.near),
                    len(by.far),
                )
                for by in one.through
            ],
        )
        for one in introductions(network(ties), "a")
    ] == [(who, [(by, *over, near, far) for _, _, by, over, near, far in ways]) for *_, who, ways in wanted]


Readings = tuple[tuple[Partner, ...], tuple[Shared, ...], tuple[Introduction, ...]]


def readings(net: Network) -> Readings:
    return partners(net, "a"), interlocks(net, ["a", "b", "c"]), introductions(net, "a")


@many
@given(TIES, st.randoms())
def test_the_order_of_ties_changes_nothing(ties: list[Told], chance: object) -> None:
    mixed = list(ties)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert repr(readings(network(ties))) == repr(readings(network(mixed)))


@many
@given(TIES, st.sampled_from(KINDS))
def test_an_unrelated_tie_changes_nothing(ties: list[Told], kind: str) -> None:
    more = [*ties, Told("y1", "y2", kind, (("x", "d1"), ("w", "d9")), "stated", "reported", 1990, False)]
    assert repr(readings(network(ties))) == repr(readings(network(more)))


@many
@given(TIES, st.sampled_from(["d1", "d2", "d3"]))
def test_leaving_out_a_source_leaves_out_exactly_its_ties(ties: list[Told], source: str) -> None:
    """Each tie told by one document: without the document, the readings are those of the other ties."""
    single = [replace(told, things=told.things[:1]) for told in ties]
    whole = network(single)
    rest = tuple(e for e in whole.edges if {fact.document.iri for fact in e.facts} != {source})
    before = {e for one in partners(whole, "a") for e in one.edges}
    after = {e for one in partners(replace(whole, edges=rest), "a") for e in one.edges}
    assert before - after == {e for e in before if e.facts[0].document.iri == source} and after <= before
    left = [told for told in single if told.documents != {source}]
    assert repr(readings(replace(whole, edges=rest))) == repr(readings(network(left)))


@many
@given(TIES, st.sampled_from(KINDS), st.integers(1, 3), st.booleans())
def test_a_filter_is_as_if_the_rest_were_never_told(
    ties: list[Told], kind: str, sources: int, undated: bool
) -> None:
    keep = Filter(kinds=frozenset({kind, "same-project"}), sources=sources, undated=undated)
    whole = network(ties)
    kept = replace(whole, edges=tuple(e for e in whole.edges if keep.keeps(e)))
    left = [
        told
        for told in ties
        if told.kind in (kind, "same-project") and len(told.documents) >= sources and (undated or told.year)
    ]
    assert repr(readings(kept)) == repr(readings(network(left)))


@many
@given(TIES)
def test_sorting_again_changes_nothing_and_both_see_each_other(ties: list[Told]) -> None:
    for found in readings(network(ties)):
        assert sorted(found) == list(found)
    net = network(ties)
    for a, b in combinations(AGENTS, 2):
        there = [one for one in partners(net, a) if one.other.iri == b]
        back = [one for one in partners(net, b) if one.other.iri == a]
        assert [replace(one, rank=(0, 0, "", ""), other=ref("")) for one in there] == [
            replace(one, rank=(0, 0, "", ""), other=ref("")) for one in back
        ]
        met = {one.other.iri for one in introductions(net, a)}
        assert (b in met) == (a in {one.other.iri for one in introductions(net, b)})


@many
@given(TIES)
def test_buckets_count_each_tie_once(ties: list[Told]) -> None:
    edges = [edge(told) for told in ties]
    found = buckets(network(ties), edges + edges)
    assert (found.ties, found.left_out) == (len(ties), 4)
    assert found.undated == sum(told.year is None for told in ties)
    assert found.inferred == sum(told.certainty == "inferred" for told in ties)
    assert found.announced == sum(told.status == "announced" for told in ties)
    assert dict(found.others).get("disputed", 0) == sum(told.certainty == "disputed" for told in ties)


def test_what_cannot_be_asked() -> None:
    net = network([])
    assert not [*partners(net, "a"), *introductions(net, "a"), *interlocks(net, ["a", "b"])]
    for ask in (
        lambda: partners(net, "a", 0),
        lambda: interlocks(net, ["a", "a"]),
        lambda: introductions(replace(net, view="funding"), "a"),
    ):
        with pytest.raises(SettingError):
            ask()


def test_a_common_funder_is_no_work_together() -> None:
    told = Told("a", "b", FUNDER, (("x", "d1"), ("y", "d1")), "stated", "reported", None, False)
    [one] = partners(network([told]), "a")
    assert (one.things, {it.iri for it in one.funders}) == ((), {"x", "y"})
    assert {it.iri: len(facts) for it, facts in shared(edge(told)).items()} == {"x": 4, "y": 4}
    assert partners(network([told]), "a", times=2) == ()


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
    found = partners(data.network(), data.resolve("iclei").iri)
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
    counted = buckets(data.network(), [e for one in found for e in one.edges])
    assert (counted.ties, counted.undated, counted.inferred, counted.announced) == (14, 4, 0, 10)
    assert [one.other.slug for one in partners(data.network(), data.resolve("iclei").iri, 2)] == [
        "region-stockholm"
    ]


def test_interlocks_of_electronics_watch_and_swedwatch_by_hand(data: OpenDataset) -> None:
    """Both at the seminar in Luleå, both paid by the European Union; Region Stockholm was there too."""
    iris = [data.resolve(name).iri for name in ("electronics-watch", "swedwatch")]
    found = {one.thing.slug: one for one in interlocks(data.network(), iris)}
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
    assert [e.kind for e in between(data.network(), iris)] == ["represented-at-same-event", "same-funder"]
    # a person and an organisation: no third can be tied to both, but things can be shared
    mixed = interlocks(data.network(), [data.resolve("elin-severholt").iri, data.resolve("swedwatch").iri])
    assert [(one.way, one.thing.slug) for one in mixed] == [("thing", MINERALS)]


def test_introductions_of_somo_by_hand(data: OpenDataset) -> None:
    """SOMO is tied to Electronics Watch alone (Amsterdam), and that to two more (Luleå, and a funder)."""
    found = introductions(data.network(), data.resolve("somo").iri)
    assert [(one.other.slug, [by.agent.slug for by in one.through]) for one in found] == [
        ("region-stockholm", ["electronics-watch"]), ("swedwatch", ["electronics-watch"]),
    ]  # fmt: skip
    [by] = found[1].through
    assert [it.slug for it in by.over_near] == ["amsterdam-conference"]
    assert {it.slug for it in by.over_far} == {"lulea-seminar-2019", "european-union"}
    assert [e.kind for e in by.near] == ["co-organised"]
    strong = data.network(keep=Filter(strong=True))
    assert introductions(strong, data.resolve("somo").iri) == ()


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
    assert "1 of these 5 ties undated, 1 inferred, 5 announced; 0 of the whole network left out" in shown
    shown = " ".join(run(introductions_cli.command, "somo").output.split())
    assert "through Electronics Watch" in shown and "2 of these 5 ties undated" in shown


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
    for command, names, key, iri in cases:
        done = run(command, *names, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        told = json.loads(run(command, *names, "--format", "json").output)
        assert [row[iri] for row in rows] == [
            (one.get("other") or one.get("thing"))["iri"] for one in told[key]
        ]
        assert all(row.get("evidence") or row.get("evidence_far") for row in rows)
        assert told["number"] == len(told[key]) and "undated" in done.stderr and told["ties"]["left_out"] == 0
        assert "rank" not in json.dumps(told) and '"lines": [' in json.dumps(told)
        short = json.loads(run(command, *names, "--format", "json", "--limit", "1").output)
        assert len(short[key]) == 1 and (short["number"], short["ties"]) == (told["number"], told["ties"])
        assert f"and {told['number'] - 1} more" in run(command, *names, "--limit", "1").output


def test_no_cell_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    partners_cli.answer("csv", buckets(network([]), []), list, lambda: [("=1+1", "Sida")], {})
    assert capsys.readouterr().out == "'=1+1,Sida\n"
