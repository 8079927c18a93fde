"""The shape of a query: its text without its constants. Queries of one shape take one path; what was learned of one holds for all.

Only what is read here without any doubt has a shape. A text in which an engine might see other tokens than we do
has none, and is run in a process of its own.
"""

from __future__ import annotations

import re

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CONSTANT = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<string>\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')
  | <(?P<iri>[A-Za-z][A-Za-z0-9+.-]*:(?://[^<>"{}|^`\\\x00-\x20]*|[A-Za-z0-9_.:/+%-]*))>
    """,
    re.VERBOSE | re.DOTALL,
)
"""``<`` opens an IRI only where nothing else can be meant: before ``scheme://``, or where no operator, bracket
or variable stands up to the ``>``."""
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e]*")


def shape(text: str) -> str | None:
    """The text with one sign for each kind of constant; None where it cannot be told for certain.

    >>> shape('SELECT ?l { <http://example.org/a> rdfs:label ?l . ?l ?p "x # y" } # all')
    'SELECT ?l { <> rdfs:label ?l . ?l ?p "" }  '
    >>> shape("ASK { ?s a ?café }") is None
    True
    """
    found = _CONSTANT.sub(_sign, text)
    return found if _PLAIN.fullmatch(found) else None


def constants(text: str) -> list[str]:
    """The constants for which the shape has a sign, as they are written, in their order.

    >>> constants('SELECT ?l { <http://example.org/a> rdfs:label ?l . ?l ?p "x # y" } # all')
    ['<http://example.org/a>', '"x # y"']
    """
    found = _CONSTANT.finditer(text)
    return [match[0] for match in found if match.lastgroup != "comment" and match["iri"] != TYPE]


def _sign(match: re.Match[str]) -> str:
    if match.lastgroup == "iri":
        return "a " if match["iri"] == TYPE else "<>"
    return '""' if match.lastgroup == "string" else " "
