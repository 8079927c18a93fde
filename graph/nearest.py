"""The nearest known name, for messages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'x'?``, or nothing where no known word is near.

    >>> did_you_mean("linda-scot", ["linda-scott", "anna"])
    "; did you mean 'linda-scott'?"
    """
    near = get_close_matches(word, list(known), 1, 0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
