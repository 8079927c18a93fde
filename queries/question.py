"""A named question: a SPARQL query with a head that tells what it asks and which parameters it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..graph.errors import QueryError, QuestionError
from ..ontology.prefixes import NS
from . import header
from .parameters import Parameter, Term, parameters
from .query import Query


@dataclass(frozen=True)
class Question:
    """A question. ``titles`` and ``descriptions`` are its summary and description in other languages; ``parameters`` go
    by name, required ones first."""

    name: str
    text: str
    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict, hash=False)
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    descriptions: Mapping[str, str] = field(default_factory=dict, hash=False)
    see: tuple[str, ...] = ()
    """Questions that tell what this one leaves out, or what goes with it."""

    @property
    def counts(self) -> bool:
        """Whether its rows are numbers that rest on no claims of their own."""
        return "counts" in self.tags

    def title(self, language: str = "en") -> str:
        """The summary in the language, else in English."""
        return self.titles.get(language, self.summary)

    def about(self, language: str = "en") -> str:
        """The description in the language, else in English."""
        return self.descriptions.get(language, self.description)

    def query(self, terms: Mapping[str, Term], base: str = NS) -> Query:
        """The query with terms for parameters (by name), for the dataset of that base IRI.

        >>> question = read("who", "#+ summary: Who\\nSELECT ?s { ?s ?p ?_x_string }")
        >>> from pyoxigraph import Literal
        >>> question.query({"x": Literal("y")}).sent.split("\\n")[1]
        'SELECT ?s { ?s ?p "y" }'
        """
        tokens = {token: term for name, term in terms.items() for token in self.parameters[name].written}
        return Query(self.text, tokens, (NS, base) if base != NS else None)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        :raises QuestionError: there is none; the nearest is named.
        """
        if name not in self.parameters:
            from ..graph.nearest import did_you_mean

            known = ", ".join(self.parameters) or "none"
            hint = did_you_mean(name, self.parameters) or f"; it has {known}"
            raise QuestionError(f"question {self.name} has no parameter '{name}'{hint}", self.name, name)
        return self.parameters[name]


def read(name: str, text: str) -> Question:
    """The question of a file's text.

    :raises QueryError: the head or a parameter is wrong.
    """
    head = header.read(text)
    found = parameters(text)
    told = _mapping(head, "params")
    if strange := sorted(set(told) - set(found)):
        raise QueryError(f"{name}: params names {', '.join(strange)}, which the query does not use", 1, 1)
    pairs = [pair for item in _list(head, "defaults") for pair in _pairs(item, "defaults")]
    defaults = {key: str(value) for key, value in pairs}
    whole = [_told(param, _mapping(told, param.name), defaults.get(param.name)) for param in found.values()]
    whole.sort(key=lambda param: not param.required)
    return Question(
        name, text, str(head.get("summary") or name), str(head.get("description") or ""),
        tuple(map(str, _list(head, "tags"))), {param.name: param for param in whole}, _words(head, "titles"),
        _words(head, "descriptions"), tuple(map(str, _list(head, "see"))),
    )  # fmt: skip


def _list(head: Mapping[str, Any], name: str) -> list[Any]:
    """A list of that name; what is no list is its one item."""
    found = head.get(name)
    return found if isinstance(found, list) else [] if found is None else [found]


def _pairs(value: Any, name: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise QueryError(f"{name} in the #+ lines is no mapping", 1, 1)
    return [(str(key), value) for key, value in value.items()]


def _mapping(head: Mapping[str, Any], name: str) -> dict[str, Any]:
    return dict(_pairs(head.get(name) or {}, name))


def _words(head: Mapping[str, Any], name: str) -> dict[str, str]:
    """Language -> words; words alone are English."""
    found = head.get(name)
    told = {"en": found} if isinstance(found, str) else _mapping(head, name)
    return {language: str(words) for language, words in told.items()}


def _told(param: Parameter, told: Mapping[str, Any], default: str | None) -> Parameter:
    kind = told.get("kind")
    scheme = str(kind.get("scheme", "")) if isinstance(kind, dict) else ""
    kinds = () if isinstance(kind, dict) or kind == "thing" else tuple(map(str, _list(told, "kind")))
    return replace(
        param, required=param.required and default is None, default=default, kinds=kinds, scheme=scheme,
        label=_words(told, "label"), help=_words(told, "help"),
    )  # fmt: skip
