"""The page of a thing: its facts, each with the lines it rests on, its agenda, partners, years and neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pyoxigraph import NamedNode
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..graph.facts import Facts, Ref
from ..queries import catalogue
from . import behind, ego, schema_org, sections
from .evidence import Item, Told
from .formats import FORMATS
from .kept import KnownFacts
from .partners import Known, partners_of
from .rendering import path_of
from .thing_words import KINDS, Words
from .timeline import date_of, entries, in_words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ..graph.dataset import Readable
    from ..graph.facts import Fact
    from .portal import Portal

CLAIMS = 40
"""Claims of a document on one page."""
GLANCED = 4
"""Values of one property that are told under the name of a thing."""
_GLANCE = ("type", "kind", "country", "place", "price", "series", "publisher", "language", "issued")
"""Properties told there; the date is told in words."""


def routes(portal: Portal) -> list[BaseRoute]:
    """``/page/{kind}/{slug}``."""

    def show(request: Request) -> Response:
        return page(portal, request, request.path_params["kind"], request.path_params["slug"])

    return [Route("/page/{kind}/{slug}", show, name="page")]


def page(portal: Portal, request: Request, kind: str, slug: str) -> Response:
    """The page of a thing; its new address where it was merged, and what went wrong where there is none."""
    language, root = portal.language(request), portal.root(request)
    words = Words.of(language)
    with portal.current.reading(language) as data:
        values = data.store.read(lambda readable: _read(portal, request, readable, kind, slug, words))
        if values is None:
            return data.store.read(lambda readable: missing(portal, request, readable, kind, slug, words))
    response = portal.render(request, f"{values.pop('template', 'thing')}.html", w=words, **values)
    response.headers["Link"] = ", ".join(_links(root, kind, slug))
    return response


def _links(root: str, kind: str, slug: str) -> list[str]:
    at = f"{quote(kind)}/{quote(slug)}"
    told = [
        f'<{root}page/{at}>; rel="canonical"',
        f'<{root}data/{at}.ttl>; rel="describedby"; type="text/turtle"',
    ]
    return told + [
        f'<{root}data/{at}.{one.extension}>; rel="alternate"; type="{one.media_type}"' for one in FORMATS
    ]


def _read(
    portal: Portal, request: Request, data: Readable, kind: str, slug: str, words: Words
) -> dict[str, Any] | None:
    """What the page shows; None where there is no such thing."""
    facts = KnownFacts(data, words.language)
    told = Told(facts, words, path_of(portal.root(request)), portal.settings.documents)
    iri = f"{data.base}id/{kind}/{slug}"
    if kind == "claim":
        return _claim(told, iri)
    if kind not in KINDS or not any(hit.kind == kind for hit in data.names.exact(iri) if hit.iri == iri):
        return None
    thing = facts.ref(iri)
    if kind == "document":
        found, cut = _subject(facts, iri), False
    else:
        found, cut = sections.about(facts, iri)
    values = _facts(facts, told, found, thing) | {"cut": sections.MOST if cut else 0}
    values |= _document(told, iri, request) if kind == "document" else {"read": None}
    known = partners_of(data, facts, iri) if kind in sections.AGENTS else Known()
    around, all_around = sections.neighbours(thing, found, (*known.partners, *known.others))
    return values | {
        "json_ld": schema_org.told(facts, iri, portal.root(request), found) if kind != "document" else None,
        "known": known, "ego": ego.ring(around), "around": max(all_around, known.counts.agents),
        "query": lambda name: behind.panel(name, iri), "asks": asks(kind, slug, words.language), "formats": FORMATS,
        "plural": KINDS[kind],
    }  # fmt: skip


def _subject(facts: KnownFacts, iri: str) -> list[Fact]:
    """The facts of which the thing is the subject: all else that joins a document was read from it."""
    quads = facts.store.quads_for_pattern(None, facts.iri("rdf:subject"), NamedNode(iri), None)
    claims = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return sorted(fact for claim in claims if (fact := facts.fact(claim)))


def _facts(facts: KnownFacts, told: Told, found: list[Fact], thing: Ref) -> dict[str, Any]:
    words = told.words
    made = sections.sections(told, found, thing)
    glance: dict[str, list[Item]] = {}
    labels = {fact.value("property-label") for fact in found if fact.value("property") in _GLANCE}
    for item in (item for section in made for item in section.items if item.label in labels):
        glance.setdefault(item.label, []).append(item)
    named = _names(facts, thing.iri)
    names = sorted({(text, language) for text, language in named if text != thing.label})
    return {
        "thing": thing, "names": names, "title_language": _language(named, thing, facts.language), "sections": made,
        "glance": [(label, items[:GLANCED]) for label, items in glance.items()],
        "funders": sections.funders(found, thing.iri), "told": told,
        "when": in_words(date_of(facts, thing.iri), words.language, words["no year"]),
        "agenda": tuple(sections.agenda(told, thing.iri)) if thing.kind in ("event", "session", "series") else (),
        "disputes": sections.disputes(told, found),
        "timeline": entries(facts, found, thing.iri, words.language, words["no year"]),
    }  # fmt: skip


def _names(facts: Facts, iri: str) -> list[tuple[str, str]]:
    """Every name that may be shown, with its language."""
    labels = [
        one for curie in ("skos:prefLabel", "skos:altLabel") for one in facts.objects(NamedNode(iri), curie)
    ]
    return [(label.value, getattr(label, "language", None) or "") for label in labels]


def _language(named: list[tuple[str, str]], thing: Ref, wanted: str) -> str:
    """The language of the name that is shown, where it is not the reader's; a person's name has none."""
    bearing = [language for text, language in named if text == thing.label]
    if thing.kind == "person" or wanted in bearing:
        return ""
    return bearing[0] if bearing else ""


def _document(told: Told, iri: str, request: Request) -> dict[str, Any]:
    at = 1
    with suppress(ValueError):
        at = max(1, min(int(request.query_params.get("page", "1")), 100_000))
    rows, count = sections.claims_of(told, iri, at, CLAIMS)
    return {"read": rows, "read_count": count, "page_number": at, "page_count": max(1, -(-count // CLAIMS))}


def _claim(told: Told, iri: str) -> dict[str, Any] | None:
    """The page of one claim."""
    try:
        fact = told.facts.fact(NamedNode(iri))
    except ValueError:
        return None
    if fact is None:
        return None
    (item,) = told.items([fact], "")
    things = tuple(ref for ref in dict.fromkeys(fact.refs) if ref.kind)
    return {
        "template": "claim", "thing": Ref(told.words.kind("claim"), iri, "claim", iri.rpartition("/")[2]), "item": item,
        "things": things, "told": told, "disputes": sections.disputes(told, [fact]), "formats": FORMATS,
        "query": lambda name: behind.panel(name, iri),
    }  # fmt: skip


def asks(kind: str, slug: str, language: str) -> list[tuple[str, str]]:
    """The named questions that take a thing of the kind and nothing else: title, and address with the thing in it."""
    return [(title, f"{to}={quote(kind)}/{quote(slug)}") for title, to in _asks(kind, language)]


@lru_cache(maxsize=64)
def _asks(kind: str, language: str) -> tuple[tuple[str, str], ...]:
    found = []
    for question in catalogue.questions():
        required = [param for param in question.parameters.values() if param.required]
        if len(required) == 1 and kind in required[0].kinds:
            found.append((question.title(language), f"questions/{question.name}?{required[0].name}"))
    return tuple(found)


def missing(portal: Portal, request: Request, data: Readable, kind: str, slug: str, words: Words) -> Response:
    """No such thing: where it went, that it was withdrawn, or what may have been meant."""
    facts = KnownFacts(data, words.language)
    try:
        node = NamedNode(f"{data.base}id/{kind}/{slug}")
    except ValueError:
        return _none(portal, request, data, slug, words)
    path = path_of(portal.root(request))
    for new in facts.objects(node, "dct:isReplacedBy"):
        if facts.kind(new.value):
            return RedirectResponse(path + "page/" + quote(new.value.removeprefix(f"{data.base}id/")), 301)
    if facts.objects(node, "owl:deprecated"):
        gone: Mapping[str, Any] = {"title": words["gone title"], "said": words["gone"], "near": ()}
        return portal.render(request, "missing.html", 410, w=words, **gone)
    if kind in ("evidence", "tie") and next(facts.store.quads_for_pattern(node, None, None, None), None):
        return RedirectResponse(f"{path}data/{quote(kind)}/{quote(slug)}.ttl", 303)
    return _none(portal, request, data, slug, words)


def _none(portal: Portal, request: Request, data: Readable, slug: str, words: Words) -> Response:
    near = data.names.near(slug[:80].replace("-", " "), language=words.language, limit=5)
    told = {"title": words["unknown title"], "said": words["unknown"], "near": near}
    return portal.render(request, "missing.html", 404, w=words, **told)
