"""The SPARQL editor: YASGUI over this portal's endpoint, with the dataset's own terms and the questions as queries.

Without JavaScript its page is a form that posts to ``/sparql``.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..graph.errors import ScenError
from ..ontology.terms import context, expand, model
from ..queries import catalogue, values
from .answers_page import drawing
from .question_answers import body
from .question_form import EXAMPLES_OF
from .question_words import words
from .questions import given, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Store
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ..queries.opened import OpenDataset
    from ..queries.parameters import Parameter
    from ..queries.question import Question
    from ..viz.explorer_words import Plain
    from .portal import Portal

SAMPLE = 50_000
"""Quads whose terms are looked at beside those of the vocabulary; what is rarer is still valid in a query."""
LONGEST = 20_000
"""Characters of a query that comes with the address."""
_VALUES = {"date": "2020-12-10", "integer": "1", "language": "en"}
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def routes(portal: Portal) -> list[BaseRoute]:
    """The page, and what its script asks for."""
    kept: dict[tuple[str, str], Plain] = {}

    def page(request: Request) -> Response:
        query, name = _opened(portal, request)
        return portal.render(
            request, "editor.html", w=words(portal.language(request)), sent=query, name=name, rows=_rows(query)
        )

    def terms(request: Request) -> Response:
        language = portal.language(request)
        key = (portal.current.digest, language)
        if key not in kept:
            with portal.current.reading(language) as data:
                made = terms_of(data, language)
            if len(kept) >= 12:  # three languages, and digests of versions gone
                kept.clear()
            kept[key] = made
        root = portal.root(request)
        return JSONResponse(
            {**kept[key], "endpoint": f"{root}sparql", "pages": f"{root}page/"},
            headers={"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"},
        )

    return [Route("/editor", page), Route("/editor/terms.json", terms)]


def _rows(query: str) -> int:
    return min(40, max(12, query.count("\n") + 2))


def _opened(portal: Portal, request: Request) -> tuple[str, str]:
    """The query that the address opens, and its name: that of a question with its values, or one written out."""
    if question := known(request.query_params.get("question", "")):
        language = portal.language(request)
        with portal.current.reading(language) as data:
            return filled(data, question, given(request, question), language), question.name
    return request.query_params.get("query", "")[:LONGEST], ""


def filled(data: OpenDataset, question: Question, told: Mapping[str, str], language: str) -> str:
    """The query of a question with its values; as it is in the file, where one is missing or wrong."""
    try:
        terms = values.terms(data.store, question, told, language)
    except ScenError:
        return body(question.text)
    return body(question.query(terms, data.store.base).sent)


# -- what the script asks for ---------------------------------------------------------------------------------


def terms_of(data: OpenDataset, language: str) -> Plain:
    """Prefixes, classes and properties in use, the questions as queries, and the words of the results."""
    store = data.store.read(lambda readable: readable.store)
    classes, properties = in_use(store, data.store.base)  # type: ignore[arg-type]  # a portal reads a store
    said = words(language)
    return {
        "language": language,
        "base": data.store.base,
        "prefixes": dict(sorted(data.store.prefixes.items())),
        "classes": classes,
        "properties": properties,
        "groups": [
            {"name": said.get(tag, tag), "questions": [_query(data, one, language) for one in members]}
            for tag, members in catalogue.by_tag(catalogue.questions()).items()
        ],
        "said": {key: said[key] for key in ("choose", "draw", "nodes", "cut")},
        **_drawn(),
    }


def _drawn() -> Plain:
    """Words for nodes of every kind, and of what is none of ours."""
    made = drawing([*model().kinds, "iri", "value"])
    for kind in made["words"]["nodeKinds"]:
        if kind["id"] in ("iri", "value"):
            name = "IRI" if kind["id"] == "iri" else "–"
            kind["label"] = kind["plural"] = {"en": name}
    return made


def in_use(store: Store, base: str) -> tuple[list[str], list[str]]:
    """Classes and properties that the dataset has: each candidate is looked up, so that size does not matter."""
    vocabulary = NamedNode(f"{base}graph/vocabulary")
    known = set(_iris(store.quads_for_pattern(None, None, None, vocabulary))) | set(_context())
    for quad in islice(store.quads_for_pattern(None, None, None, None), SAMPLE):
        known.add(quad.predicate.value)
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode):
            known.add(quad.object.value)
    nodes = [NamedNode(iri) for iri in sorted(known)]
    classes = [node.value for node in nodes if _any(store.quads_for_pattern(None, _TYPE, node, None))]
    return classes, [node.value for node in nodes if _any(store.quads_for_pattern(None, node, None, None))]


def _any(quads: Iterator[Quad]) -> bool:
    return next(quads, None) is not None


def _iris(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode):
                yield term.value


@cache
def _context() -> tuple[str, ...]:
    """The IRIs of our JSON-LD context."""
    told: dict[str, Any] = context()
    inner = told.get("@context", told)
    found = (value if isinstance(value, str) else value.get("@id") for value in inner.values() if isinstance(value, str | dict))
    return tuple(expand(one) for one in found if one and ":" in one and not one.startswith(("@", "http")))


def _query(data: OpenDataset, question: Question, language: str) -> dict[str, str]:
    """A question as a query that runs: parameters have a value as an example, told in a comment."""
    told = {p.name: _example(data, p) for p in question.parameters.values() if p.required}
    said = "".join(f"# {name}: {value}\n" for name, value in told.items())
    return {
        "name": question.name,
        "title": question.title(language),
        "query": said + filled(data, question, told, language),
    }


def _example(data: OpenDataset, param: Parameter) -> str:
    if param.scheme:
        return model().scheme(param.scheme).concepts[0].notation
    if param.type != "iri":
        return _VALUES.get(param.type, "procurement")
    hits = [hit for kind in param.kinds[:1] or (None,) for hit in EXAMPLES_OF.of(data, kind)]
    chosen = hits[min(1, len(hits) - 1) if param.name in ("second", "other") else 0] if hits else None
    return f"{chosen.kind}/{chosen.slug}" if chosen else ""
