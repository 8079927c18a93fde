"""What the data cover and what not: counted from the dataset, so that nobody reads too much into a rank or a gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode
from starlette.routing import Route

from ..graph.facts import Ref
from ..graph.network.coverage import BY, Bucket, Coverage, read_coverage
from ..graph.network.reading import Reading
from .kept import KnownFacts, memory
from .thing_words import KINDS, Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ..graph.dataset import Readable
    from .portal import Portal

_SEVERAL = ("year", "source", "organisation", "country")
"""Sorts in which one tie may count on several lines."""
_CLAIMS = """SELECT ?document (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?claim a scen:Claim ; dct:source ?document .
}
GROUP BY ?document
ORDER BY DESC(?claims) ?document"""
_TIES = """SELECT ?kind (COUNT(DISTINCT ?tie) AS ?ties) WHERE {
  ?tie a scen:Tie ; scen:kind ?kind .
}
GROUP BY ?kind
ORDER BY DESC(?ties)"""


@dataclass(frozen=True)
class Count:
    """A line of a table: what, how many, and the share of the largest in percent (for a bar)."""

    thing: Ref
    count: int
    share: int


def routes(portal: Portal) -> list[BaseRoute]:
    """``/coverage``."""

    def show(request: Request) -> Response:
        return page(portal, request)

    return [Route("/coverage", show, name="coverage")]


def page(portal: Portal, request: Request) -> Response:
    """The page."""
    words = Words.of(portal.language(request))
    with portal.current.reading(words.language) as data:
        found = data.store.read(lambda readable: covered(readable, words.language))
        kinds, claims = data.store.read(lambda readable: counted(readable, words.language))
    tables = [(by, found.of(by)) for by in BY if found.of(by)]
    return portal.render(
        request, "coverage.html", w=words, kinds=kinds, claims=claims, tables=tables, several=_SEVERAL,
        gaps=gaps(found, claims, words), label=lambda bucket: _label(bucket, words), found=found, share=_share,
        plurals=KINDS, claims_query=_CLAIMS, ties_query=_TIES,
    )  # fmt: skip


def covered(data: Readable, language: str) -> Coverage:
    """The coverage of all ties; counted once for a version."""
    return memory(data, language).once("coverage", lambda: read_coverage(Reading(data, language=language)))


def warm(portal: Portal) -> None:
    """Count before somebody asks, in the language that most are asked in."""
    with portal.current.reading() as data:
        data.store.read(lambda readable: covered(readable, "en"))


def counted(data: Readable, language: str) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
    """Things by kind, and claims by document; counted once for a version."""
    things = data.names.count()
    read = memory(data, "").once("claims of documents", lambda: _claims(data, KnownFacts(data, language)))
    kinds = {Ref(kind, "", kind): things[kind] for kind in KINDS if kind in things}
    hits = data.names.most(kinds=("document",), language=language, limit=10_000)
    documents = {Ref(hit.label, hit.iri, hit.kind, hit.slug): read[hit.iri] for hit in hits}
    claims = dict(sorted(documents.items(), key=lambda pair: (-pair[1], pair[0])))
    return _counts(kinds), _counts(claims)


def _claims(data: Readable, facts: KnownFacts) -> dict[str, int]:
    """Document -> how many claims are read from it."""
    prefix, found = f"{data.base}id/claim/", {}
    others = {
        quad.subject
        for quad in data.store.quads_for_pattern(
            None, facts.iri("rdf:type"), facts.iri("scen:Contradiction"), None
        )
    }
    for hit in data.names.most(kinds=("document",), limit=10_000):
        quads = data.store.quads_for_pattern(None, facts.iri("dct:source"), NamedNode(hit.iri), None)
        claims = {quad.subject for quad in quads if getattr(quad.subject, "value", "").startswith(prefix)}
        found[hit.iri] = len(claims - others)
    return found


def _counts(found: dict[Ref, int]) -> tuple[Count, ...]:
    most = max(found.values(), default=1)
    return tuple(Count(thing, count, _share(count, most)) for thing, count in found.items())


def _share(count: int, of: int) -> int:
    """Percent, at least 1 of what there is.

    >>> _share(1, 1000), _share(0, 5), _share(5, 5)
    (1, 0, 100)
    """
    return max(1, round(100 * count / of)) if count and of else 0


def _label(bucket: Bucket, words: Words) -> str:
    if not bucket.name:
        return words["not stated"]
    return words.get(f"{bucket.by}.{bucket.name}", bucket.label)


def gaps(found: Coverage, claims: tuple[Count, ...], words: Words) -> list[str]:
    """What is not covered, in sentences."""
    sources = [bucket for bucket in found.of("source") if bucket.name]
    most = max(sources, key=lambda bucket: bucket.ties, default=None)
    undone = sum(one.ties for one in found.of("status") if one.name not in ("reported", "ended"))
    unsure = sum(one.ties for one in found.of("certainty") if one.name != "stated")
    told = [words.say("not.documents", count=len(claims))]
    if most:
        told.append(words.say("not.most", count=most.ties, all=found.ties, name=most.label))
    for key, count, every in (
        ("not.done", undone, found.ties), ("not.sure", unsure, found.ties), ("not.year", found.missing("year").ties, found.ties),
        ("not.country", found.missing("country").agents, found.organisations),
        ("not.kind", found.missing("organisation").agents, found.organisations),
    ):  # fmt: skip
        told += [words.say(key, count=count, all=every)] if count else []
    return [*told, words["not.people"]]
