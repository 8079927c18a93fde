"""Search: names of all kinds of thing, what else may have been meant, and the questions that answer what was typed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..graph.names import Hit
from ..graph.text import fold
from ..queries import catalogue
from .rendering import path_of
from .thing_words import KINDS, Words
from .things import asks

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ..queries.opened import OpenDataset
    from .portal import Portal

MOST = 200
SHOWN = 60
LONGEST = 200
"""Letters of what is typed that are looked at."""
_COMPLETED = 8
_QUESTIONS = 5
_STOP = {"a", "an", "and", "at", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "the", "to"} | {
    "en", "ett", "och", "i", "pa", "av", "den", "det", "er", "og", "som",
}  # fmt: skip


def routes(portal: Portal) -> list[BaseRoute]:
    """``/find?q=``, and ``/find/complete?q=`` for what is half typed (OpenSearch suggestions)."""

    def show(request: Request) -> Response:
        return page(portal, request)

    def half(request: Request) -> Response:
        return complete(portal, request)

    return [Route("/find", show, name="find"), Route("/find/complete", half, name="complete")]


def page(portal: Portal, request: Request) -> Response:
    """The page of results."""
    language = portal.language(request)
    words = Words.of(language)
    text = request.query_params.get("q", "").strip()[:LONGEST]
    kind = request.query_params.get("kind", "")
    kind = kind if kind in KINDS else ""
    with portal.current.reading(language) as data:
        every = data.find(text, limit=MOST) if text else []
        some = [] if every or not text else loosened(data, text)
        near = (
            []
            if every or some or not text
            else data.store.read(lambda d: d.names.near(text, language=language, limit=6))
        )
    hits = [hit for hit in every if not kind or hit.kind == kind]
    return portal.render(
        request, "find.html", w=words, text=text, kind=kind, hits=hits[:SHOWN], count=len(hits), some=some, near=near,
        kinds=[(name, count) for name in KINDS if (count := Counter(hit.kind for hit in every)[name])],
        questions=questions(text, [*hits, *some, *near][:3], language) if text else [], all=len(every),
    )  # fmt: skip


def loosened(data: OpenDataset, text: str) -> list[Hit]:
    """What bears the most of the words that stand together: of «who funds X» what is called X."""
    typed = text.split()[:12]
    for size in range(len(typed) - 1, 0, -1):
        for start in range(len(typed) - size, -1, -1):
            part = typed[start : start + size]
            if fold(" ".join(part)) in _STOP or (size == 1 and len(part[0]) < 3):
                continue
            if found := data.find(" ".join(part), limit=10):
                return found
    return []


def questions(text: str, hits: list[Hit], language: str) -> list[tuple[str, str, str]]:
    """Questions that what was typed seems to ask: title, address, and the thing asked about.

    Those about the best hits come first if their titles share words with it; without hits those that share most.
    """
    typed = {_stem(word) for word in fold(text).split()} - _STOP
    found: list[tuple[int, str, str, str]] = []
    for hit in hits[:1]:
        for title, to in asks(hit.kind, hit.slug, language):
            found.append((_shared(typed, title, to), title, f"{to}#answer", hit.label))
    if not hits:
        for question in catalogue.questions():
            title = question.title(language)
            if shared := _shared(typed, title, question.name):
                found.append((shared, title, f"questions/{question.name}", ""))
    found.sort(key=lambda row: -row[0])
    return [(title, to, label) for _, title, to, label in found[:_QUESTIONS]]


def _shared(typed: set[str], title: str, name: str) -> int:
    return len(
        typed & {_stem(word) for word in fold(f"{title} {name.replace('-', ' ').replace('/', ' ')}").split()}
    )


def _stem(word: str) -> str:
    """A word without the ending that numbers and persons change.

    >>> _stem("funders?"), _stem("funds")
    ('fund', 'fund')
    """
    word = "".join(sign for sign in word if sign.isalnum())
    for ending in ("ers", "ing", "er", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def complete(portal: Portal, request: Request) -> Response:
    """Names that begin with what is typed: the typed text, names, what each is, and the addresses of their pages."""
    language = portal.language(request)
    words = Words.of(language)
    text = request.query_params.get("q", "").strip()[:LONGEST]
    with portal.current.reading(language) as data:
        hits = data.find(text, limit=_COMPLETED) if text else []
    path = path_of(portal.root(request))
    told = [
        text, [hit.label for hit in hits], [words.kind(hit.kind) for hit in hits],
        [f"{path}page/{hit.kind}/{quote(hit.slug)}" for hit in hits],
    ]  # fmt: skip
    headers = {"Vary": "Accept-Language, Cookie", "Cache-Control": "private, max-age=60"}
    return JSONResponse(told, headers=headers, media_type="application/x-suggestions+json")
