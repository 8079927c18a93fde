"""Whom an agent is tied to, as its page tells it from the arrays: what the network tells with every fact behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import columnar, items, joins

from scen.graph.claims import Claim, Claims
from scen.graph.dataset import Dataset
from scen.graph.facts import Ref
from scen.graph.network.incidences import KINDS
from scen.graph.network.pairs import blocks
from scen.graph.network.partners import Partner as Whole
from scen.graph.network.partners import partners
from scen.graph.network.reading import Reading
from scen.graph.order import CERTAINTIES, STATUSES
from scen.portal.kept import KnownFacts
from scen.portal.partners import MOST, Counts, Partner, counted, partners_of
from scen.portal.ties_by_kind import OfKind, TiesByKind

AT_EVENTS = {"same-programme", "represented-at-same-event", "attended-same-event"}


def means(one: Whole) -> int:
    kinds = {kind.kind for kind in one.kinds}
    return 0 if kinds - AT_EVENTS - {"same-funder", "co-funded"} else 1 if kinds & AT_EVENTS else 2


def alike(kind: OfKind, other: Whole, name: str) -> None:
    edges = [edge for edge in other.edges if edge.kind == name]
    years = [day[:4] for edge in edges for day in (edge.first, edge.last) if day]
    assert {ref for ref, _, _ in kind.things} == {ref for edge in edges for ref in edge.things}
    assert set(kind.documents) == {fact.document for edge in edges for fact in edge.facts}
    assert (kind.first, kind.last) == (min(years, default=""), max(years, default=""))
    assert CERTAINTIES.index(kind.certainty) >= min(CERTAINTIES.index(edge.certainty) for edge in edges)
    assert STATUSES.index(kind.status) >= min(STATUSES.index(edge.status) for edge in edges)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_tells_the_partners_of_the_network(dataset: Path, language: str) -> None:
    rows = 0
    with Dataset(dataset) as data:
        facts = KnownFacts(data, language)
        for hit in data.names.most(kinds=("organisation", "person"), limit=1000):
            every = list(partners(Reading(data, language=language), hit.iri))
            known = partners_of(data, facts, hit.iri)
            assert known.counts.agents == len(every)
            assert tuple(known.counts)[:3] == tuple(sum(means(one) == way for one in every) for way in range(3))
            wanted = (
                [one for one in every if not means(one)][:MOST],
                [one for one in every if means(one)][:MOST],
            )
            for found, others in zip((known.partners, known.others), wanted, strict=True):
                for one, other in zip(found, others, strict=True):
                    assert one.other == other.other
                    assert [kind.label for kind in one.kinds] == [kind.label for kind in other.kinds]
                    for kind, of in zip(one.kinds, other.kinds, strict=True):
                        rows += 1
                        assert kind.strong == of.strong
                        alike(kind, other, of.kind)
    assert rows > 100


def test_who_was_only_at_the_same_event_is_no_partner_and_what_is_inferred_is_marked(dataset: Path) -> None:
    """By hand: an event organised with SOMO was announced; the two spoke at one seminar (announced); that one funder pays both follows from two documents together."""
    with Dataset(dataset) as data:
        iri = f"{data.base}id/organisation/electronics-watch"
        known = partners_of(data, KnownFacts(data, "en"), iri)
        reading = Reading(data)
        number = reading.number(iri)
        assert number is not None and counted(reading.of([number])[0], number) == known.counts == Counts(
            1, 2, 0, unsure=1
        )
    assert [one.other.slug for one in known.partners] == ["somo"]
    swedwatch: Partner = next(one for one in known.others if one.other.slug == "swedwatch")
    told = {
        kind.label: (kind.status, kind.certainty, sorted(ref.slug for ref in kind.documents))
        for kind in swedwatch.kinds
    }
    assert told == {
        "represented at the same event": ("announced", "stated", ["swedwatch-lulea-2019"]),
        "same funder": ("announced", "inferred", ["procurement-events-2020", "swedwatch-lulea-2019"]),
    }


def test_what_no_claim_both_states_and_reports_is_marked(tmp_path: Path) -> None:
    """One joint action is inferred and reported, the other stated and announced."""

    def action(name: str, certainty: str, status: str) -> Claim:
        told = joins(parties=["ox", "pine"])
        return Claim(name, "cooperation", "doc-a", (1,), told, (("kind", "joint-action"),), certainty, status)

    claims = (action("c1", "inferred", "reported"), action("c2", "stated", "announced"))
    [block] = blocks(columnar(tmp_path, Claims(tuple(sorted(items())), claims, ())))

    class Named:
        def kind(self, iri: str) -> str:
            return iri.split("/")[-2]

        def ref(self, iri: str) -> Ref:
            return Ref(iri, iri)

    [[found]] = TiesByKind(block, Named(), [(kind, False) for kind in KINDS]).of(block.b).values()  # type: ignore[arg-type]
    assert (found.certainty, found.status) == ("stated", "announced")
    assert counted(block, int(block.a[0])).unsure == 1
