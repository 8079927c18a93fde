"""Parameters of a query, in the convention of BASIL and grlc: ``?_organisation_iri``, optional ``?__to_date``.

One underscore: required; two: optional, and where no value is given the variable stays and is unbound. What
stands after the name is the type; without one the value is a string. Two letters (``?_name_sv``) are a string
with that language tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pyoxigraph import Literal, NamedNode

from ..graph.errors import QueryError
from .tokens import Token, place, tokens

Term = NamedNode | Literal
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NAME = re.compile(r"[?$](_{1,2})([A-Za-z0-9]+)(?:_(\w+))?\Z")


def _iri(value: str) -> Term:
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value):
        raise ValueError
    return NamedNode(value)


def _date(value: str) -> Term:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError
    return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(f"{_XSD}date"))


def _integer(value: str) -> Term:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise ValueError
    return Literal(str(int(value)), datatype=NamedNode(f"{_XSD}integer"))


def _language(value: str) -> Term:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", value):
        raise ValueError
    return Literal(value.lower())


TYPES: dict[str, tuple[Callable[[str], Term], str]] = {
    "iri": (_iri, "an address such as https://example.org/x, or the name of a thing"),
    "string": (Literal, "text"),
    "date": (_date, "a day of the calendar, written 2020-12-10"),
    "integer": (_integer, "a whole number"),
    "language": (_language, "a language code such as en, sv or nb"),
}
"""Type -> (value to term, what it accepts, in words). ``ValueError`` for a value that is none."""


@dataclass(frozen=True)
class Parameter:
    """One parameter: ``tokens`` are the ways it is written in the query.

    ``kinds`` are the kinds of thing it takes, ``scheme`` the concept scheme; ``label`` and ``help`` are by language.
    """

    name: str
    type: str
    required: bool
    written: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    scheme: str = ""
    label: Mapping[str, str] = field(default_factory=dict, hash=False)
    help: Mapping[str, str] = field(default_factory=dict, hash=False)
    default: str | None = None

    @property
    def typed(self) -> bool:
        """Whether its type is written out, which no ordinary variable does."""
        return any("_" in token.lstrip("?$_") for token in self.written)

    @property
    def accepts(self) -> str:
        """What a value must be, in words."""
        return f"text (in {self.type})" if self.type not in TYPES else TYPES[self.type][1]

    def term(self, value: str) -> Term:
        """The value as a term of the type.

        >>> print(Parameter("from", "date", True, ("?_from_date",)).term("2020-12-10"))
        "2020-12-10"^^<http://www.w3.org/2001/XMLSchema#date>

        :raises ValueError: it is none of this type.
        """
        value.encode()  # lone surrogates of broken input are no text
        if self.type not in TYPES:
            return Literal(value, language=self.type)
        return TYPES[self.type][0](value)


def parameters(text: str) -> dict[str, Parameter]:
    """The parameters that the query's text names, in their order.

    >>> [(p.name, p.type, p.required) for p in parameters("SELECT * { ?s ?p ?_name_sv, ?__to_date }").values()]
    [('name', 'sv', True), ('to', 'date', False)]

    :raises QueryError: an unknown type, or one name with two types.
    """
    found: dict[str, Parameter] = {}
    for token in tokens(text):
        if token.kind == "variable" and (match := _NAME.match(token.text)):
            new = Parameter(match[2], _type(match[3], token, text), len(match[1]) == 1, (token.text,))
            old = found.get(new.name, new)
            if (old.type, old.required) != (new.type, new.required):
                raise QueryError(
                    f"{token.text} was {old.written[0]} before: one parameter has one type",
                    *place(text, token.start),
                )
            written = tuple(sorted({*old.written, token.text}))
            found[new.name] = Parameter(new.name, new.type, new.required, written)
    return found


def _type(name: str | None, token: Token, text: str) -> str:
    name = {"literal": "string", "number": "integer", "uri": "iri"}.get(name or "string", name or "string")
    if name in TYPES or re.fullmatch("[a-z]{2}", name):
        return name
    raise QueryError(
        f"{token.text}: no type '{name}'; there are {', '.join(TYPES)}, or a language of two letters",
        *place(text, token.start),
    )


@dataclass(frozen=True)
class Filled:
    """A query's text with terms in place of parameters; positions lead back to the text as it was written."""

    written: str
    text: str
    edits: tuple[tuple[int, int, int, int], ...]
    """(start, end) in the text, (start, end) in what was written, in order."""

    def back(self, line: int, column: int, before: int = 0) -> tuple[int, int]:
        """Line and column in the text as written, for a place in the filled one; or so many characters ``before``."""
        lines = self.text.split("\n")
        offset = sum(len(text) + 1 for text in lines[: line - 1]) + column - 1 - before
        shift = 0
        for start, end, old_start, old_end in self.edits:
            if offset < start:
                break
            if offset < end:
                return place(self.written, old_start)
            shift = old_end - end
        return place(self.written, offset + shift)


def _written(term: Term) -> str:
    """The term in SPARQL; a number without quotes, so that it may stand after LIMIT."""
    number = isinstance(term, Literal) and term.datatype.value == f"{_XSD}integer"
    return term.value if number else str(term)


def fill(text: str, terms: Mapping[str, Term], rebase: tuple[str, str] | None = None) -> Filled:
    """Put terms in place of parameter tokens; each is escaped by the RDF library, and none is looked at again.

    ``rebase`` is (old, new): IRIs that begin with the old base get the new one. A blank keeps a term from
    growing together with what stands beside it: ``?a<?_x_iri``, ``LIMIT?_n_integer``.

    >>> fill("ASK { ?s ?p ?_x }", {"?_x": Literal('a " ?_x')}).text
    'ASK { ?s ?p "a \\\\" ?_x" }'
    """
    out, edits, at, size = [], [], 0, 0
    for token in tokens(text):
        new = _instead(token, terms, rebase)
        if new is not None:
            end = token.start + len(token.text)
            before = " " if re.match(r"[\w<]", text[token.start - 1 : token.start]) else ""
            new = before + new + (" " if text[end : end + 1] == "-" else "")
            out += [text[at : token.start], new]
            start = size + token.start - at
            at, size = end, start + len(new)
            edits.append((start, size, token.start, at))
    return Filled(text, "".join([*out, text[at:]]), tuple(edits))


def _instead(token: Token, terms: Mapping[str, Term], rebase: tuple[str, str] | None) -> str | None:
    if token.kind == "variable" and token.text in terms:
        return _written(terms[token.text])
    if rebase and token.kind == "iri" and token.text.startswith(f"<{rebase[0]}"):
        return f"<{rebase[1]}{token.text[len(rebase[0]) + 1 :]}"
    return None
