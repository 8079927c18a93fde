"""Where claims are written: documents and lines, in words."""

from __future__ import annotations

from collections.abc import Iterable

from .facts import Fact


def by_document(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Document id -> its claims, in the order they come."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.document.slug, []).append(fact)
    return found


def lines(facts: Iterable[Fact]) -> tuple[int, ...]:
    """All lines of the claims, ascending."""
    return tuple(sorted({line for fact in facts for line in fact.lines}))


def place(document: str, numbers: Iterable[int]) -> str:
    """Document and lines; the document alone where the lines may not be shown.

    >>> place("doc-1", (3, 5)), place("doc-1", (4,)), place("doc-1", ())
    ('doc-1, lines 3, 5', 'doc-1, line 4', 'doc-1')
    """
    found = [str(number) for number in numbers]
    return f"{document}, line{'s' * (len(found) > 1)} {', '.join(found)}" if found else document


def cited(facts: Iterable[Fact]) -> tuple[str, ...]:
    """``document:line`` of every line of the claims; a document alone where the lines may not be shown."""
    found = {(fact.document.slug, line) for fact in facts for line in fact.lines or (0,)}
    return tuple(f"{document}:{line}" if line else document for document, line in sorted(found))


def places(facts: Iterable[Fact]) -> list[str]:
    """`place` of every document, in alphabetical order."""
    return [place(slug, lines(found)) for slug, found in sorted(by_document(facts).items())]
