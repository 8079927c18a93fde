"""Whether a question may be answered in the server itself: by the static look at its query, and by the rows that are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from pyoxigraph import Store

from .sparql import look
from .sparql.rehearsal import is_short
from .sparql.shape import shape

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset
    from ..queries.question import Question

MOST = 1001
"""Rows whose things and claims are looked up in the server."""


def is_light(data: OpenDataset, question: Question, values: Mapping[str, str], most: int) -> bool:
    """Whether the first ``most`` rows of the answer take little time.

    :raises ScenError: a value is wrong.
    """
    text = f"{data.filled(question, values).sent}\nLIMIT {most}"
    known = shape(text)
    if most > MOST or known is None or look.judged(known) is look.Lane.PROCESS:
        return False
    return data.store.read(
        lambda readable: is_short(cast(Store, readable.store), known, text, data.store.prefixes)
    )
