"""An operation of the API as work that is done in the server or in a worker (`scen.portal.work`)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ... import __version__
from ...queries import catalogue
from ..work import Done
from .operations import Operation
from .plain import plain, text
from .table import QUESTION, TABLE, of_question

if TYPE_CHECKING:
    from ...queries.opened import OpenDataset


def answer(data: OpenDataset, given: Mapping[str, Any]) -> Done:
    """The answer to the operation of that name with ``values`` for its parameters."""
    body = text(plain(operation(given["name"]).answer(data, given["values"])))
    return Done("application/json", body, headers={"etag": etag(data), "cache-control": "no-cache"})


def operation(name: str) -> Operation:
    """The operation of that name.

    >>> operation("partners").gives, operation("ask-attendance").gives
    ('Partners', 'Rows')
    """
    if name.startswith(QUESTION):
        return of_question(catalogue.question(name.removeprefix(QUESTION)))
    return next(one for one in TABLE if one.name == name)


def etag(data: OpenDataset) -> str:
    """The tag of answers: it changes with the data, and with the program that reads them."""
    digest = data.store.read(lambda readable: str(readable.meta["digest"]))
    return f'W/"{sha256(f"{__version__} {digest}".encode()).hexdigest()[:20]}"'
