"""A light query in the server itself: its answer is small, made in one go, and ended at its deadline."""

from __future__ import annotations

import io
from time import monotonic
from typing import IO, cast

from ...graph.dataset import Dataset
from . import formats
from .asking import ask, failed
from .refused import Refused
from .request import Asked

LARGEST = 32 << 20
"""Bytes of an answer; a light query has few rows, but texts may be long."""


class _Sink(io.BytesIO):
    """Takes what is written until the deadline. The engine writes about 8 kB at once, and ends when that fails."""

    def __init__(self, until: float) -> None:
        super().__init__()
        self.until = until
        self.refused: Refused | None = None

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the engine gives bytes
        if monotonic() > self.until:
            self.refused = Refused(503, "the query took too long", wait=5)
        elif self.tell() > LARGEST:
            self.refused = Refused(413, "the answer is too large")
        if self.refused:
            raise OSError
        return super().write(data)


def answer(dataset: Dataset, asked: Asked, seconds: float) -> tuple[str, bytes]:
    """Media type and body of the answer.

    :raises Refused: it is no query, took too long, or its answer is too large or of no form that is wanted.
    """
    try:
        return _answer(dataset, asked, seconds)
    except Refused as error:
        refused = Refused(error.status, str(error), wait=error.wait)
    raise refused  # a new one: the frames behind the other hold what the engine gave, which must end in its thread


def _answer(dataset: Dataset, asked: Asked, seconds: float) -> tuple[str, bytes]:
    prefixes = dataset.meta["prefixes"]
    found = ask(dataset.store, prefixes, asked, dataset.base)
    media = asked.choice.of(found)
    sink = _Sink(monotonic() + seconds)
    try:
        formats.write(found, media, cast(IO[bytes], sink), prefixes)
    except (OSError, ValueError, RuntimeError) as error:
        raise sink.refused or failed(error) from None
    return media, sink.getvalue()
