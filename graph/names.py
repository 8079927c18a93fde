"""The name index: an SQLite file with full-text search over every name of every thing.

Names are folded (lower case, no diacritics, ``ø`` as ``o``), and the last word of a search is a prefix.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from .errors import DatasetError
from .text import fold

_SCHEMA = """
CREATE TABLE thing (slug TEXT, kind TEXT, iri TEXT, labels TEXT, claims INTEGER, PRIMARY KEY (slug, kind)) WITHOUT ROWID;
CREATE VIRTUAL TABLE name USING fts5 (
  folded, slug UNINDEXED, kind UNINDEXED, shown UNINDEXED, form UNINDEXED, tokenize = "unicode61", prefix = '1 2 3 4'
);
CREATE INDEX thing_iri ON thing (iri);
"""


_NEIGHBOUR = {"sv": "nb", "nb": "sv"}
"""A language that readers of another read without learning it."""


@dataclass(frozen=True, order=True)
class Named:
    """A thing as the index knows it. ``labels`` are ``language=text`` lines; ``names`` (text, form)."""

    slug: str
    kind: str
    iri: str
    labels: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    claims: int


@dataclass(frozen=True)
class Hit:
    """A thing found; ``name`` is the name that matched."""

    slug: str
    kind: str
    iri: str
    label: str
    name: str
    claims: int


def write(path: Path, things: Iterable[Named]) -> None:
    """Write a new index; the things come sorted, and are read as they come."""
    base = sqlite3.connect(path)
    try:
        _insert(base, things)
    finally:
        base.close()


def fill(base: sqlite3.Connection, things: Iterable[Named]) -> None:
    """Write the index into an empty database."""
    _insert(base, sorted(things))


def _insert(base: sqlite3.Connection, things: Iterable[Named]) -> None:
    base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    for thing in things:
        labels = "\n".join(f"{language}={text}" for language, text in thing.labels)
        base.execute(
            "INSERT INTO thing VALUES (?,?,?,?,?)", (thing.slug, thing.kind, thing.iri, labels, thing.claims)
        )
        known = {fold(text): (text, form) for text, form in reversed(thing.names)}
        words = fold(thing.slug.replace("-", " "))  # a thing without a printed name is found by its id
        for folded, (text, form) in {words: (thing.slug, "hidden"), **known}.items():
            base.execute("INSERT INTO name VALUES (?,?,?,?,?)", (folded, thing.slug, thing.kind, text, form))
    base.commit()
    base.execute("INSERT INTO name(name) VALUES ('optimize')")
    base.commit()


class Names:
    """The reading side of the index; it may be used from several threads."""

    def __init__(self, path: Path, base: sqlite3.Connection | None = None) -> None:
        """``base`` is an index that is in memory; otherwise the file is read."""
        self.path, self._lock = path, Lock()
        self._base = base or sqlite3.connect(
            f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )

    def _rows(self, query: str, *values: str | None) -> list[Any]:
        """:raises DatasetError: the file is no name index, or not a whole one; or it is closed."""
        known = [value and value.encode("utf-8", "replace").decode() for value in values]
        try:
            with self._lock:
                return self._base.execute(query, known).fetchall()
        except sqlite3.ProgrammingError:
            raise DatasetError(self.path, "is closed") from None
        except sqlite3.DatabaseError as error:
            raise DatasetError(self.path, f"is damaged ({error}); build the dataset again") from None

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def search(
        self, text: str, *, kinds: Collection[str] = (), language: str = "en", limit: int | None = 20
    ) -> list[Hit]:
        """Things (of ``kinds``, where any are given) whose names hold all the words.

        Whole names come first, then those of which most is said; the last word may be half typed.
        """
        words = fold(text).replace('"', " ").split()
        words = [word for word in words if any(c.isalnum() for c in word)]
        if not words:
            return []
        match = " ".join(f'"{word}"' for word in words) + "*"
        rows = self._rows(
            "SELECT t.slug, t.kind, t.iri, t.labels, n.shown, t.claims, n.form, n.folded FROM name n "
            "JOIN thing t ON t.slug = n.slug AND t.kind = n.kind WHERE name MATCH ? AND (? = '' OR instr(?, ' ' || t.kind || ' '))",
            match, *2 * (_listed(kinds),),
        )  # fmt: skip
        wanted, best = fold(text), dict[tuple[str, str], tuple[tuple[Any, ...], Hit]]()
        for slug, kind, iri, labels, shown, claims, form, folded in rows:
            label = pick(_labels(labels), language)
            rank = (
                folded != wanted,
                not folded.startswith(wanted),
                form == "hidden",
                -claims,
                slug,
                shown != label,
                shown,
            )
            if (slug, kind) not in best or rank < best[slug, kind][0]:
                best[slug, kind] = (rank, Hit(slug, kind, iri, label, shown, claims))
        return [hit for _, hit in sorted(best.values(), key=lambda pair: pair[0])][:limit]

    def exact(self, text: str, *, language: str = "en") -> list[Hit]:
        """Things of that id, ``kind/id`` or IRI; else things that bear exactly that name."""
        kind, _, slug = text.rpartition("/")
        rows = self._rows(
            "SELECT slug, kind, iri, labels, claims FROM thing WHERE iri = ? OR (slug = ? AND ? IN ('', kind))",
            text, slug, kind,
        )  # fmt: skip
        found = [Hit(s, k, iri, pick(_labels(lab), language), s, claims) for s, k, iri, lab, claims in rows]
        return found or [
            hit
            for hit in self.search(text, language=language, limit=None)
            if fold(text) in (fold(hit.name), fold(hit.slug.replace("-", " ")))
        ]

    def most(self, *, kinds: Collection[str] = (), language: str = "en", limit: int = 20) -> list[Hit]:
        """The things of which most is said."""
        rows = self._rows(
            "SELECT slug, kind, iri, labels, claims FROM thing WHERE ? = '' OR instr(?, ' ' || kind || ' ') "
            "ORDER BY claims DESC, slug LIMIT ?",
            *2 * (_listed(kinds),), str(limit),
        )  # fmt: skip
        return [
            Hit(s, k, iri, label := pick(_labels(lab), language), label, claims)
            for s, k, iri, lab, claims in rows
        ]

    def near(
        self, text: str, *, kinds: Collection[str] = (), language: str = "en", limit: int = 3
    ) -> list[Hit]:
        """Things whose names, or some words of them, are spelled almost so."""
        from rapidfuzz import fuzz, process

        query = "SELECT DISTINCT folded FROM name WHERE ? = '' OR instr(?, ' ' || kind || ' ')"
        known = [name for (name,) in self._rows(query, *2 * (_listed(kinds),))]
        near = process.extract(fold(text), known, scorer=fuzz.WRatio, score_cutoff=72, limit=limit)
        hits = [self.search(name, kinds=kinds, language=language, limit=1) for name, *_ in near]
        return list({hit.iri: hit for found in hits for hit in found}.values())

    def listed(self, kinds: Collection[str], offset: int = 0, limit: int = 1000) -> list[tuple[str, str]]:
        """Kind and slug of things of these kinds, in a fixed order, from ``offset`` on."""
        marks = ", ".join("?" * len(kinds))
        query = f"SELECT kind, slug FROM thing WHERE kind IN ({marks}) ORDER BY kind, slug LIMIT ? OFFSET ?"
        return [(kind, slug) for kind, slug in self._rows(query, *sorted(kinds), str(limit), str(offset))]

    def every(self, kind: str) -> Iterator[tuple[str, dict[str, str], int, list[str]]]:
        """All things of a kind by slug: slug, labels by language, claims, and all names, sorted."""
        query = (
            "SELECT t.slug, t.labels, t.claims, group_concat(n.shown, char(10)) FROM thing t "
            "LEFT JOIN (SELECT slug, shown FROM name WHERE kind = ?) n ON n.slug = t.slug WHERE t.kind = ? "
            "GROUP BY t.slug ORDER BY t.slug"
        )
        for slug, labels, claims, names in self._rows(query, kind, kind):
            yield slug, _labels(labels), claims, sorted({*(names or "").split("\n")} - {"", slug})

    def count(self) -> dict[str, int]:
        """Number of things by kind."""
        return dict(self._rows("SELECT kind, count(*) FROM thing GROUP BY kind ORDER BY kind"))


def _listed(kinds: Collection[str]) -> str:
    return f" {' '.join(kinds)} " if kinds else ""


def _labels(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.split("\n") if line)


def pick(labels: dict[str, str], language: str = "en") -> str:
    """The label in the language asked for; else in one that its readers read too, before English; else the first there is.

    So a Swedish page calls a Norwegian institution by its own name, not by an English rendering of it.

    >>> pick({"en": "City of Northwick", "nb": "Nordvik kommune"}, "sv"), pick({"en": "Northwick", "nb": "Nordvik"})
    ('Nordvik kommune', 'Northwick')
    """
    for wanted in (language, _NEIGHBOUR.get(language), "en", "sv", "nb"):
        if wanted in labels:
            return labels[wanted]
    return next(iter(labels.values()), "")
