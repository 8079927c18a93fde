"""What a claim says, in a few words of the reader's language, with links: for people, where `graph.sentences` is plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from ..graph.facts import Fact, Facts, Ref
from .thing_words import Words
from .timeline import in_words

_quoted = lru_cache(maxsize=50_000)(quote)
_LANGUAGES = {
    "ENG": "en",
    "SWE": "sv",
    "NOR": "nb",
    "NOB": "nb",
    "DEU": "de",
    "NLD": "nl",
    "DAN": "da",
    "FRA": "fr",
}


@dataclass(frozen=True)
class Piece:
    """A bit of a sentence: text, perhaps with a link, perhaps in another language."""

    text: str
    href: str = ""
    language: str = ""
    quoted: bool = False


class Speaker:
    """Says facts; ``root`` is the path of the portal."""

    def __init__(self, facts: Facts, words: Words, root: str = "/") -> None:
        self.facts, self.words, self.root = facts, words, root
        self._languages: dict[str, str] = {}

    def href(self, ref: Ref) -> str:
        """Address of the page of a thing; "" for a concept."""
        return f"{self.root}page/{ref.kind}/{_quoted(ref.slug)}" if ref.kind else ""

    def language(self, document: Ref) -> str:
        """The language of a document; "" where it has several, or none is told."""
        if document.iri not in self._languages:
            found = self.facts.objects(NamedNode(document.iri), "dct:language")
            codes = [one.value.rpartition("/")[2] for one in found]
            self._languages[document.iri] = _LANGUAGES.get(codes[0], "") if len(codes) == 1 else ""
        return self._languages[document.iri]

    def said(self, fact: Fact, iri: str) -> tuple[Piece, ...]:
        """The fact in a few words, the thing of that IRI left out."""
        return tuple(_spaced(_SAID[fact.kind](self, fact, iri)))

    def names(self, refs: Iterable[Ref], out: str = "") -> list[Piece]:
        """Things with links to their pages, commas between."""
        pieces: list[Piece] = []
        for ref in refs:
            if ref.iri != out:
                pieces += [Piece(", ")] if pieces else []
                pieces.append(Piece(ref.label, self.href(ref)))
        return pieces


def is_own(fact: Fact, iri: str, *also: str) -> bool:
    """Whether the fact is one of which the thing is the subject, or another of the parts told."""
    return any(ref.iri == iri and (name == "subject" or name in also) for name, ref in fact.parts)


def _spaced(parts: Iterable[Iterable[Piece]]) -> Iterator[Piece]:
    """The parts that say something, with a separator between."""
    first = True
    for part in map(list, parts):
        if part:
            if not first:
                yield Piece(" · ")
            first = False
            yield from part


def _printed(fact: Fact, name: str, told: Speaker) -> list[Piece]:
    """The words as printed, and the curators' English."""
    language = told.language(fact.document)
    printed, english = fact.value(name), fact.value("rendering")
    pieces = [Piece(printed, language=language, quoted=True)] if printed else []
    if english and english != printed:
        pieces.append(Piece(f" ({english})" if pieces else english, language="en"))
    return pieces


def _lead(word: str, pieces: list[Piece]) -> list[Piece]:
    return [Piece(f"{word} "), *pieces] if pieces else []


def _participation(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    words = told.words
    who, role = told.names(fact.all("agent"), iri), [Piece(fact.value("role"))]
    yield [*who, Piece(": "), *role] if who else role
    events = [ref for ref in fact.all("event") if ref.iri != iri]
    if events:
        tops = [ref for ref in fact.all("within") if ref.iri != iri]
        yield [
            *told.names(events),
            *([Piece(f" ({words['within']} "), *told.names(tops), Piece(")")] if tops else []),
        ]
    yield _lead(words["for"], told.names(fact.all("for"), iri))
    yield _printed(fact, "text", told)


def _membership(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    printed = _printed(fact, "title", told)
    yield told.names(fact.all("agent"), iri)
    yield printed or [Piece(told.words["member"])]
    yield told.names(fact.all("organisation"), iri)


def _project_role(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    who, role = told.names(fact.all("agent"), iri), [Piece(fact.value("role"))]
    yield [*who, Piece(": "), *role] if who else role
    yield told.names(fact.all("project"), iri)
    yield _lead(told.words["for"], told.names(fact.all("for"), iri))
    yield _printed(fact, "title", told)


def _funding(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    words, funders, funds = (
        told.words,
        told.names(fact.all("funder"), iri),
        told.names(fact.all("funds"), iri),
    )
    paid = iri in {ref.iri for ref in fact.all("funds")}
    if paid:
        yield _lead(words["Funded by"], funders)
        yield funds
    else:
        yield [*funders, Piece(f" {words['funds']} " if funders else f"{words['funds']} "), *funds]
    yield _lead(f"{words['grant']}:", told.names(fact.all("grant"), iri))
    yield _lead(words["through"], told.names(fact.all("programme"), iri))


def _cooperation(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    principal = fact.one("acts-for")
    if principal:
        agents = told.names(ref for ref in fact.all("party") if ref != principal)
        yield [*agents, Piece(f" {told.words['acts for']} "), *told.names((principal,))]
    else:
        yield _lead(f"{fact.value('kind')}:", told.names(fact.all("party"), iri))
    yield _printed(fact, "text", told)
    yield _lead(told.words["at"], told.names(fact.all("event"), iri))
    yield [Piece(fact.value("date"))] if fact.value("date") else []


def _mention(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    subject, kind = told.names(fact.all("subject"), iri), [Piece(fact.value("kind"))]
    yield [*subject, Piece(": "), *kind] if subject else kind
    yield _lead(told.words["in"], told.names(fact.all("event"), iri))


def _relation(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    subject, other = told.names(fact.all("subject"), iri), told.names(fact.all("object"), iri)
    label = fact.value("property-label")
    if is_own(fact, iri):
        yield other
    else:
        yield [*subject, Piece(f": {label} " if other else f": {label}"), *other]


def _assertion(told: Speaker, fact: Fact, iri: str) -> Iterator[list[Piece]]:
    value, english = fact.value("value"), fact.value("rendering")
    texts = [text for key, text in fact.values if key == "text"]
    pieces = [Piece(f"{fact.value('qualifier')} ")] if fact.value("qualifier") else []
    link = value if re.match(r"https?://", value) else ""
    pieces.append(Piece(_spoken(value, told.words.language), link, fact.value("language")))
    pieces += [Piece(f" {text}") for text in texts]
    if english and english != value:
        pieces.append(Piece(f" ({english})", language="en"))
    if is_own(fact, iri):
        yield pieces
    else:
        yield [*told.names(fact.all("subject")), Piece(f": {fact.value('property-label')}: "), *pieces]


_UNITS = {
    "en": ("day days", "week weeks", "minute minutes", "hour hours"),
    "sv": ("dag dagar", "vecka veckor", "minut minuter", "timme timmar"),
    "nb": ("dag dager", "uke uker", "minutt minutter", "time timer"),
}


def _spoken(value: str, language: str = "en") -> str:
    """A duration or a date in words; any other value as it is.

    >>> _spoken("P4D"), _spoken("PT45M", "sv"), _spoken("2019-09-16"), _spoken("12:30")
    ('4 days', '45 minuter', '16 September 2019', '12:30')
    """
    match = re.fullmatch(r"P(?:(\d+)([DW])|T(\d+)([HM]))", value)
    if match:
        number = match[1] or match[3]
        one, many = _UNITS.get(language, _UNITS["en"])["DWMH".index(match[2] or match[4])].split()
        return f"{number} {one if number == '1' else many}"
    if re.match(r"(\d{4}|XXXX)-\d\d", value):
        return in_words(value, language, Words.of(language)["no year"])
    return value


_SAID: Mapping[str, Callable[[Speaker, Fact, str], Iterator[list[Piece]]]] = {
    "participation": _participation, "membership": _membership, "project-role": _project_role, "funding": _funding,
    "cooperation": _cooperation, "mention": _mention, "relation": _relation, "assertion": _assertion,
}  # fmt: skip
