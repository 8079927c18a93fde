"""Where the claims behind a row are written, and how sure and how far along they are, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..graph.facts import Fact
from ..graph.order import CERTAINTIES, STATUSES
from ..graph.written import by_document, lines, place

COLUMNS = ("claims_status", "claims_certainty", "document", "lines", "words")
"""What `written` tells."""
SURE = COLUMNS[:2]
"""Told even where no sources are asked for: what was announced or inferred must not look like more."""


def where(facts: Iterable[Fact], told: Collection[str] = ()) -> list[str]:
    """``document, lines 3, 5 (announced)`` for each document; ``told`` is what other columns tell of the claims."""
    return [
        f"{place(slug, lines(found))}{_bracketed(marks(found, told))}"
        for slug, found in by_document(facts).items()
    ]


def marks(facts: Collection[Fact], told: Collection[str] = ()) -> list[str]:
    """What is not simply reported and stated: ``announced``, ``partly inferred``, …"""
    found = []
    for name, order in (("status", STATUSES), ("certainty", CERTAINTIES)):
        values = {getattr(fact, name) for fact in facts}
        if name not in told:
            found += [
                value if len(values) == 1 else f"partly {value}" for value in order[1:] if value in values
            ]
    return found


def written(facts: Collection[Fact]) -> tuple[str, ...]:
    """Statuses, certainties, documents, lines and words of claims, as texts in the order of `COLUMNS`."""
    documents = dict.fromkeys(fact.document.label for fact in facts)
    places = (f"{slug}: {', '.join(map(str, lines(found)))}" for slug, found in by_document(facts).items())
    words = dict.fromkeys(words for fact in facts for words in fact.words)
    return (
        "; ".join(status for status in STATUSES if status in {fact.status for fact in facts}),
        "; ".join(certainty for certainty in CERTAINTIES if certainty in {fact.certainty for fact in facts}),
        "; ".join(documents),
        "; ".join(places),
        " … ".join(words),
    )


def _bracketed(words: list[str]) -> str:
    return f" ({', '.join(words)})" if words else ""
