"""Answers that say no: a page for a reader, problem details (RFC 9457) for a program; never a version or a path."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..graph.errors import NotFound, QueryError, QuestionError, ScenError, SettingError
from .headers import OPEN, under
from .languages import Words, chosen
from .logs import LOG

if TYPE_CHECKING:
    from starlette.requests import Request

    from .portal import Portal

PROBLEM = "application/problem+json"
WORDS: Words = {
    "en": {
        "400": "This request cannot be understood.",
        "401": "This needs a token.",
        "403": "This is not allowed.",
        "404": "There is nothing at this address.",
        "405": "That cannot be done here.",
        "406": "There is no answer in a format that you accept.",
        "408": "The request took too long to arrive.",
        "410": "What was here is no longer shown.",
        "413": "This request is too large.",
        "414": "This address is too long.",
        "415": "This format is not understood here.",
        "429": "Too many requests; please wait a little.",
        "431": "The headers of this request are too large.",
        "500": "Something went wrong here. It was noted, and nothing you did is lost.",
        "503": "This cannot be answered now; please try again in a moment.",
        "other": "This request cannot be answered.",
        "candidates": "Did you mean",
    },
    "sv": {
        "400": "Begäran går inte att förstå.",
        "401": "Detta kräver en nyckel.",
        "403": "Detta är inte tillåtet.",
        "404": "Det finns inget på denna adress.",
        "405": "Det går inte att göra här.",
        "406": "Det finns inget svar i ett format som du tar emot.",
        "408": "Begäran tog för lång tid på sig.",
        "410": "Det som fanns här visas inte längre.",
        "413": "Begäran är för stor.",
        "414": "Adressen är för lång.",
        "415": "Formatet förstås inte här.",
        "429": "För många förfrågningar; vänta en liten stund.",
        "431": "Huvudena i begäran är för stora.",
        "500": "Något gick fel här. Det har noterats, och inget du gjort har gått förlorat.",
        "503": "Detta kan inte besvaras nu; försök igen om en stund.",
        "other": "Begäran kan inte besvaras.",
        "candidates": "Menade du",
    },
    "nb": {
        "400": "Forespørselen kan ikke forstås.",
        "401": "Dette krever en nøkkel.",
        "403": "Dette er ikke tillatt.",
        "404": "Det er ingenting på denne adressen.",
        "405": "Det kan ikke gjøres her.",
        "406": "Det finnes ikke noe svar i et format du tar imot.",
        "408": "Forespørselen brukte for lang tid på å komme fram.",
        "410": "Det som var her, vises ikke lenger.",
        "413": "Forespørselen er for stor.",
        "414": "Adressen er for lang.",
        "415": "Formatet forstås ikke her.",
        "429": "For mange forespørsler; vent litt.",
        "431": "Forespørselens hoder er for store.",
        "500": "Noe gikk galt her. Det er notert, og ingenting du har gjort, er tapt.",
        "503": "Dette kan ikke besvares nå; prøv igjen om litt.",
        "other": "Forespørselen kan ikke besvares.",
        "candidates": "Mente du",
    },
}


def reads_pages(accept: str, path: str) -> bool:
    """Whether to answer with a page rather than with problem details.

    >>> reads_pages("text/html,*/*;q=0.8", "/x"), reads_pages("*/*", "/x"), reads_pages("*/*", "/api/search")
    (True, True, False)
    >>> reads_pages("application/json", "/x")
    False
    """
    if under(path, OPEN):
        return "text/html" in accept and not under(path, ("/api", "/reconcile"))
    return not accept or "text/html" in accept or "*/*" in accept


def sentence(status: int, language: str) -> str:
    """What a status says, in the reader's language."""
    words = chosen(WORDS, language)
    return words.get(str(status), words["other"])


def problem(
    status: int, detail: str = "", headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """Problem details for a program."""
    told = {
        "type": "about:blank",
        "title": title(status),
        "status": status,
        "detail": detail or sentence(status, "en"),
    }
    text = json.dumps({**told, **more}, ensure_ascii=False)
    return Response(text, status, headers, media_type=PROBLEM)


def title(status: int) -> str:
    """The name of a status of HTTP."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def plain(status: int, language: str, page: bool, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal that needs neither dataset nor templates: it must cost little."""
    if not page:
        return problem(status, headers=headers)
    text = escape(sentence(status, language))
    body = f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{status}</title><h1>{text}</h1></html>'
    return Response(body, status, headers, media_type="text/html")


def status_of(error: Exception) -> int:
    """The status of HTTP that an error of the library means."""
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, NotFound):
        return 400 if error.many else 404
    return 400 if isinstance(error, QueryError | QuestionError | SettingError) else 500


def handlers(portal: Portal) -> dict[Any, Callable[[Request, Exception], Response]]:
    """What Starlette answers to each exception."""

    def refuse(request: Request, error: Exception) -> Response:
        return _answer(portal, request, error)

    return {HTTPException: refuse, ScenError: refuse, Exception: refuse}


def _answer(portal: Portal, request: Request, error: Exception) -> Response:
    status = status_of(error)
    if status == 500 and isinstance(error, ScenError):
        LOG.failed(error, request.scope.get("scen.request", ""))
    detail = _detail(error, status)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == 503:
        headers.setdefault("Retry-After", "5")
    candidates = list(error.candidates) if isinstance(error, NotFound) else []
    if not reads_pages(request.headers.get("accept", ""), request.url.path):
        more = (
            {"candidates": [{"label": a, "kind": b, "slug": c} for a, b, c in candidates]}
            if candidates
            else {}
        )
        return problem(status, detail, headers, request=request.scope.get("scen.request", ""), **more)
    try:
        made = portal.render(
            request, "error.html", status, words=WORDS, code=status, detail=detail,
            candidates=candidates, id=request.scope.get("scen.request", ""),
        )  # fmt: skip
    except Exception as again:  # noqa: BLE001  # the page of an error must not fail
        LOG.failed(again, request.scope.get("scen.request", ""))
        return plain(status, portal.language(request), True, headers)
    made.headers.update(headers)
    return made


def _detail(error: Exception, status: int) -> str:
    """What may be told of an error: nothing of one that nobody expected, or that names a file."""
    if status == 500:
        return ""
    if isinstance(error, HTTPException):
        return "" if error.detail == title(status) else str(error.detail)
    return str(error)
