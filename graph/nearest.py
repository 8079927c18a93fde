"""The nearest known name, for messages."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'x'?``, or nothing where no known word is near.

    >>> did_you_mean("linda-scot", ["linda-scott", "anna"])
    "; did you mean 'linda-scott'?"
    """
    from rapidfuzz import (
        fuzz,
        process,
    )  # difflib takes a hundred times as long, and a run may have many misses

    near = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean '{near[0]}'?" if near else ""
