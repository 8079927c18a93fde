"""Where in the folder of the static site is what the portal has at an address; all paths are relative to that folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from ...export.changes.atom import FEEDS
from ..formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from ..thing_words import KINDS

FORMATS = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES)
"""The forms in which the data of each thing are beside the pages."""
SINGLE = ("questions", "explore", "coverage", "about", "licence", "privacy", "find", "downloads")
_EXTENSIONS = {form.extension for form in FORMATS}
_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")
Asked = tuple[str, tuple[tuple[str, str], ...]]
"""A question's name and the values that it is asked with."""


def asked(address: str) -> Asked:
    """What the address of a question asks.

    >>> asked("questions/events-of?organisation=organisation%2Forg-a")
    ('events-of', (('organisation', 'organisation/org-a'),))
    """
    path, _, query = address.partition("?")
    return unquote(path).strip("/").removeprefix("questions/"), tuple(sorted(parse_qsl(query)))


@dataclass(frozen=True)
class Places:
    """The places of all pages: ``questions`` are those that have an answer, ``claims`` tell where on a page each is."""

    questions: AbstractSet[Asked] = frozenset()
    claims: Mapping[str, str] = field(default_factory=dict)

    def of(self, address: str, language: str) -> str:
        """The file, with its part behind #; nothing where the static site does not have it.

        >>> Places().of("/page/person/ada-test#funding", "sv"), Places().of("/people?country=x", "nb")
        ('sv/person/ada-test.html#funding', 'nb/people.html#country=x')
        >>> Places().of("/sparql", "en")
        ''
        """
        rest, _, part = address.partition("#")
        way, _, query = rest.partition("?")
        found = self._file(unquote(way).strip("/"), query, language)
        return f"{found}#{part}" if found and part and "#" not in found else found

    def _file(self, way: str, query: str, language: str) -> str:
        first, _, rest = way.partition("/")
        if not way:
            return f"{language}/index.html"
        if first in ("static", "releases", "ldes", *FEEDS.values()):
            return way
        if first in ("page", "id"):
            kind, _, slug = rest.partition("/")
            return (
                f"data/{kind}/{slug[:2]}.ttl"
                if kind in ("evidence", "tie")
                else self._page(rest, query, language)
            )
        if first == "data":
            return (
                way
                if rest.count("/") == 1
                and way.rpartition(".")[2] in _EXTENSIONS
                and rest.partition("/")[0] in KINDS
                else ""
            )
        if first == "questions" and rest:
            return self._question(asked(f"{way}?{query}"), language)
        if way in KINDS.values():
            return _list(way, query, language)
        return f"{language}/{way}.html" if way in SINGLE else ""

    def _page(self, rest: str, query: str, language: str) -> str:
        kind, _, slug = rest.partition("/")
        if kind == "claim":
            return f"{language}/{self.claims[slug]}" if slug in self.claims else ""
        number = dict(parse_qsl(query)).get("page", "1")
        return (
            f"{language}/{kind}/{slug}{'' if number == '1' else '/' + number}.html" if kind in KINDS else ""
        )

    def _question(self, told: Asked, language: str) -> str:
        name, values = told
        if values and told not in self.questions:
            return ""
        parts = [piece for _, value in values for piece in value.split("/")]
        return "/".join([language, "questions", name, *parts]) + ".html"


def _list(way: str, query: str, language: str) -> str:
    """A list; what it is narrowed by is told behind #, where a script reads it."""
    told = [pair for pair in query.split("&") if pair and not pair.startswith(("page=", "sort="))]
    number = dict(parse_qsl(query)).get("page", "1")
    return f"{language}/{way}{'' if number == '1' else '/' + number}.html" + (
        f"#{'&'.join(told)}" if told else ""
    )


def is_plain(told: Asked) -> bool:
    """Whether the values can be names of folders and files."""
    return all(_PLAIN.fullmatch(piece) for _, value in told[1] for piece in value.split("/"))
