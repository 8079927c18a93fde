"""The table of everything that the JSON API answers."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from ...queries import catalogue
from ..thing_words import KINDS
from ..weight import is_light
from . import answers
from .filters import FILTERS, STRONGEST
from .operations import Given, Operation, Parameter, never

if TYPE_CHECKING:
    from ...queries.opened import OpenDataset
    from ...queries.parameters import Parameter as Asked
    from ...queries.question import Question

_LANG = Parameter(
    "lang",
    {"type": "string", "enum": ["en", "sv", "nb"], "default": "en"},
    "Language of names, where there is one.",
)
QUESTION = "ask-"
"""Begins the name of an operation that asks a question."""
_NAME = {"type": "string", "minLength": 1, "maxLength": 200}
_AGENT = (
    Parameter("kind", {"type": "string", "enum": ["person", "organisation"]}, "person or organisation", True, in_path=True),
    Parameter("slug", _NAME, "The last part of its IRI.", True, in_path=True),
)  # fmt: skip


def _limit(default: int, most: int, what: str) -> Parameter:
    return Parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": most, "default": default},
        f"At most so many {what}.",
    )


def _offset(what: str) -> Parameter:
    return Parameter(
        "offset",
        {"type": "integer", "minimum": 0, "maximum": 1_000_000, "default": 0},
        f"So many {what} are passed over.",
    )


TABLE = (
    Operation(
        "search", "/api/search", "Things by name", "Things", answers.search,
        (
            Parameter("q", _NAME, "A name in any spelling or language; the last word may be half typed.", True),
            Parameter("kind", {"type": "array", "items": {"type": "string", "enum": list(KINDS)}},
                      "Only things of these kinds: person, organisation, event, …"),
            _limit(20, 100, "things"), _LANG,
        ),
        "Whole names come first, then those of which most is said.", "things",
    ),
    Operation(
        "thing", "/api/thing/{kind}/{slug}", "What is known about a thing", "Description", answers.thing,
        (
            Parameter("kind", {"type": "string", "enum": list(KINDS)}, "Kind of thing.", True, in_path=True),
            Parameter("slug", _NAME, "The last part of its IRI.", True, in_path=True), _LANG,
        ),
        "The claims that join it, what is done and sure first, each with its evidence: document, lines, printed words, status, "
        "certainty and what contradicts it. Of a thing of which very much is said, 'more' tells that not all is here.",
        "things",
    ),
    Operation(
        "partners", "/api/partners/{kind}/{slug}", "Whoever is tied to a person or organisation", "Partners", answers.partners,
        (
            *_AGENT,
            Parameter("times", {"type": "integer", "minimum": 1, "maximum": 1000, "default": 1},
                      "Only who shares so many things: events, projects, organisations."),
            *FILTERS, _limit(50, 500, "partners, the best first"), _LANG,
        ),
        "Being at one event or paid by one funder is no collaboration by itself; kinds=strong keeps only what is.",
        is_light=never,
    ),
    Operation(
        "path", "/api/path", "The best chains between two people or organisations", "Paths", answers.path,
        (
            Parameter("from", _NAME, "Name, id or IRI of a person or organisation.", True, kinds=("organisation",)),
            Parameter("to", _NAME, "Name, id or IRI of another.", True, kinds=("organisation",)),
            Parameter("k", {"type": "integer", "minimum": 1, "maximum": 10, "default": 3}, "So many chains, the best first."),
            Parameter("within", {"type": "integer", "minimum": 1, "maximum": 12, "default": 6}, "Only chains of so many hops or fewer."),
            *FILTERS, _LANG,
        ),
        "Where there is none, 'nearest' tells what comes nearest; that none is recorded does not prove that there is none.",
        is_light=never,
    ),
    Operation(
        "network", "/api/network", "The network of a view, page by page", "Network", answers.network,
        (
            Parameter("view", {"type": "string", "enum": ["collaboration", "funding", "programme"], "default": "collaboration"},
                      "Ties between agents; who funds what; or who is on whose programme."),
            *FILTERS, STRONGEST, _limit(200, 1000, "lines of the network"), _offset("lines"), _LANG,
        ),
        "The nodes are those of the page's lines.", is_light=never,
    ),
    Operation(
        "questions", "/api/questions", "The named questions", "Questions", answers.questions, (_LANG,), tag="questions",
    ),
)  # fmt: skip


def of_question(question: Question) -> Operation:
    """The operation that answers a named question; its parameters are those of the question."""
    own = tuple(_parameter(one) for one in question.parameters.values())
    names = [one.name for one in own]
    return Operation(
        f"{QUESTION}{question.name}", f"/api/questions/{question.name}", question.summary, "Rows", partial(_asked, question, names),
        (*own, _limit(1000, 10_000, "rows"), _offset("rows"), _LANG), question.description, "questions",
        partial(_light, question, names),
    )  # fmt: skip


def _parameter(one: Asked) -> Parameter:
    told = one.help.get("en") or one.label.get("en") or one.accepts
    of = f" ({', '.join(one.kinds)})" if one.kinds else ""
    schema: dict[str, Any] = {**_NAME}
    if one.type == "date":
        schema = {"type": "string", "format": "date"}
    if one.type == "language":
        schema = {**_NAME, "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
    if one.type == "integer":
        schema = {"type": "integer", "minimum": 0, "maximum": 1_000_000}
    if one.default is not None:
        schema["default"] = int(one.default) if one.type == "integer" else one.default
    return Parameter(one.name, schema, f"{told}{of}", one.required, kinds=_kinds(one))


def _kinds(one: Asked) -> tuple[str, ...]:
    """The kinds of thing that a parameter takes; any kind where it says nothing of it."""
    return () if one.type != "iri" or one.scheme else one.kinds or ("organisation",)


def _asked(question: Question, own: list[str], data: OpenDataset, given: Given) -> Any:
    return answers.ask(data, question, _values(own, given), given["offset"], given["limit"])


def _light(question: Question, own: list[str], data: OpenDataset, given: Given) -> bool:
    return is_light(data, question, _values(own, given), given["offset"] + given["limit"] + 1)


def _values(own: list[str], given: Given) -> dict[str, str]:
    return {name: str(given[name]) for name in own if given[name] is not None}


@cache
def all_operations() -> tuple[Operation, ...]:
    """The table with every named question."""
    return (*TABLE, *map(of_question, catalogue.questions()))
