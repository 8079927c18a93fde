"""Errors as problem details (RFC 9457): one line that says what is wrong, and what may have been meant."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from ...graph.errors import DatasetError, EndpointError, NotFound, QuestionError, ScenError, SettingError
from .. import refusals
from .answers import Gone

SHOWN = 20
"""Candidates that are told."""


def problem(error: ScenError) -> Response:
    """The error as an answer.

    >>> answer = problem(SettingError("limit", "at least 1, not 0"))
    >>> answer.status_code, answer.body.decode()[-59:]
    (400, '"detail": "limit: at least 1, not 0", "parameter": "limit"}')
    """
    status = _status(error)
    if isinstance(error, DatasetError | EndpointError):
        return told(status, "the dataset cannot be read just now")
    return told(status, _line(error), **_more(error))


def told(status: int, detail: str, **more: Any) -> Response:
    """A problem in words."""
    return refusals.problem(status, detail, {"cache-control": "no-store"}, **more)


def _status(error: ScenError) -> int:
    if isinstance(error, Gone):
        return 410
    if isinstance(error, NotFound):
        return 400 if error.many else 404
    if isinstance(error, DatasetError | EndpointError):
        return 503
    return (
        404
        if isinstance(error, QuestionError) and not error.parameter and " no question " in f" {error}"
        else 400
    )


def _line(error: ScenError) -> str:
    if isinstance(error, Gone):
        return "this was withdrawn"
    if isinstance(error, NotFound) and error.many:
        return f"'{error.name}' names {len(error.candidates)} things; say which by its id"
    return " ".join(str(error).split())


def _more(error: ScenError) -> dict[str, Any]:
    if isinstance(error, Gone):
        return {}
    if isinstance(error, NotFound):
        return {
            "candidates": [
                {"label": label, "kind": kind, "slug": slug} for label, kind, slug in error.candidates[:SHOWN]
            ]
        }
    if isinstance(error, SettingError):
        return {"parameter": error.setting}
    return {"parameter": error.parameter} if isinstance(error, QuestionError) and error.parameter else {}
