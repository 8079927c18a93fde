"""The reader's language, and the words of the frame that every page has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .portal import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

Words = Mapping[str, Mapping[str, str]]
"""Language -> key -> text; English has every key."""
COOKIE = "lang"
_ALSO = {"no": "nb", "nn": "nb"}

FRAME: Words = {
    "en": {
        "site": "Supply-chain ethics network",
        "skip": "Skip to the content",
        "search": "Search",
        "search_for": "Search people, organisations, events …",
        "menu": "Main menu",
        "questions": "Questions",
        "organisations": "Organisations",
        "people": "People",
        "events": "Events",
        "projects": "Projects",
        "documents": "Documents",
        "explore": "Explorer",
        "coverage": "What it covers",
        "editor": "SPARQL",
        "about": "About",
        "licence": "Licence",
        "privacy": "Privacy and corrections",
        "data": "Data",
        "api": "API",
        "language": "Language",
        "version": "Dataset version",
        "published_by": "Published by",
        "footer": "About this site",
        "go_back": "Go to the start page",
        "request": "Request",
        "placeholder": "The addresses of this dataset are placeholders: cite this site, not them.",
    },
    "sv": {
        "site": "Nätverket för etik i leveranskedjor",
        "skip": "Hoppa till innehållet",
        "search": "Sök",
        "search_for": "Sök personer, organisationer, evenemang …",
        "menu": "Huvudmeny",
        "questions": "Frågor",
        "organisations": "Organisationer",
        "people": "Personer",
        "events": "Evenemang",
        "projects": "Projekt",
        "documents": "Dokument",
        "explore": "Utforskaren",
        "coverage": "Vad som täcks",
        "editor": "SPARQL",
        "about": "Om webbplatsen",
        "licence": "Licens",
        "privacy": "Integritet och rättelser",
        "data": "Data",
        "api": "API",
        "language": "Språk",
        "version": "Datamängdens version",
        "published_by": "Utgivare",
        "footer": "Om denna webbplats",
        "go_back": "Till startsidan",
        "request": "Begäran",
        "placeholder": "Datamängdens adresser är platshållare: hänvisa till denna webbplats, inte till dem.",
    },
    "nb": {
        "site": "Nettverket for etikk i leverandørkjeder",
        "skip": "Hopp til innholdet",
        "search": "Søk",
        "search_for": "Søk etter personer, organisasjoner, arrangementer …",
        "menu": "Hovedmeny",
        "questions": "Spørsmål",
        "organisations": "Organisasjoner",
        "people": "Personer",
        "events": "Arrangementer",
        "projects": "Prosjekter",
        "documents": "Dokumenter",
        "explore": "Utforskeren",
        "coverage": "Hva som dekkes",
        "editor": "SPARQL",
        "about": "Om nettstedet",
        "licence": "Lisens",
        "privacy": "Personvern og rettelser",
        "data": "Data",
        "api": "API",
        "language": "Språk",
        "version": "Datasettets versjon",
        "published_by": "Utgiver",
        "footer": "Om dette nettstedet",
        "go_back": "Til forsiden",
        "request": "Forespørsel",
        "placeholder": "Datasettets adresser er plassholdere: vis til dette nettstedet, ikke til dem.",
    },
}


def wanted(request: Request) -> str:
    """The language a reader wants: ``?lang=``, else the cookie, else Accept-Language, else English."""
    for told in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if told in LANGUAGES:
            return told
    return accepted(request.headers.get("accept-language", ""))


def accepted(header: str) -> str:
    """The best of our languages by a header Accept-Language.

    >>> accepted("da, nn-NO;q=0.8, en;q=0.7"), accepted("sv;q=0"), accepted("*"), accepted("sv;q=oops")
    ('nb', 'en', 'en', 'en')
    """
    best, weight = "en", 0.0
    for part in header[:1000].split(","):
        tag, _, told = part.partition(";")
        code = tag.strip().lower().split("-")[0]
        code, found = _ALSO.get(code, code), _weight(told)
        if code in LANGUAGES and found > weight:
            best, weight = code, found
    return best


def _weight(told: str) -> float:
    name, _, value = told.strip().partition("=")
    try:
        return float(value) if name else 1.0
    except ValueError:
        return 0.0


def chosen(words: Words, language: str) -> dict[str, str]:
    """The words in the language; in English where one is missing.

    >>> chosen({"en": {"a": "one", "b": "two"}, "sv": {"a": "en"}}, "sv")
    {'a': 'en', 'b': 'two'}
    """
    return {**words["en"], **words.get(language, {})}
