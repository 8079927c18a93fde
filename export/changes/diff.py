"""``scen diff``: what is new, ended, corrected or withdrawn between two datasets.

The IRI of a claim is a hash of what it joins, in which role and document, so of two claims with one IRI:

new        only the newer dataset has it;
withdrawn  only the older one has it;
ended      both have it, and now its status is *ended*, or its period, open before, has an end;
corrected  both have it, and anything else that is said of it is another: value, wording, lines, words kept as evidence,
           certainty, status, reason, or what a merged thing is called now. An ended claim may be corrected as well: it is
           told once, as ended, with all that changed.

A tie is derived, and its IRI a hash of its two ends, kind and principal: new, gone, ended (its status is, or a claim behind
it ended, and the tie's own date has an end now), or *changed* (its weight, sources, date, certainty, status), with the
changed claims behind it. A tie that changed without one did so because others share what the two share; one that says the
same and only rests on other claims is not told. A contradiction is no claim; that it was found shows in the certainty of
its claims.

Whoever is not known any more is not named: what was withdrawn about them is counted (see `hidden`), and of a correction,
an old value that holds their name is left out. Memory grows with their number only: what changed is sorted on the disk.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pyoxigraph import Literal, NamedNode

from ...ontology.terms import expand
from ..sorting import Lines, ordered
from ..source import Progress, quiet
from .change import CLAIMS, TIES, Change, Field, another, line, read
from .given import Quads
from .hidden import Hidden, hidden
from .lines import CLAIM, Difference, differences, stated
from .named import Named
from .told import Told, field

_SOME = 2000
"""Differences that are put into words at once."""
_DERIVED = expand("prov:wasDerivedFrom")


class Compared:
    """What changed, in a fixed order; it can be gone through more than once."""

    def __init__(self, file: IO[bytes], counts: Counter[tuple[str, str]], withheld: Counter[str]) -> None:
        self._file, self._counts = file, counts
        self.withheld = {of: withheld[of] for of in ("claim", "tie")}
        """How much about people who are not named any more was withdrawn."""

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How much of what happened, to claims and to ties."""
        return {
            of: {what: self._counts[of, what] for what in all_}
            for of, all_ in (("claim", CLAIMS), ("tie", TIES))
        }

    def __iter__(self) -> Iterator[Change]:
        self._file.seek(0)
        yield from map(read, self._file)


@contextmanager
def compared(old: Quads, new: Quads, folder: Path, progress: Progress = quiet) -> Iterator[Compared]:
    """What changed between two datasets; what is sorted meanwhile waits in files of ``folder``."""
    progress("reading names")
    with closing(Named(old)) as before, closing(Named(new)) as now:
        comparison = _Comparison(before, now, hidden(before, now), old, new)
        progress("comparing claims")
        found = differences(stated(old, folder), stated(new, folder))
        with TemporaryFile(dir=folder) as file:
            with closing(comparison.changed):
                for piece in ordered(comparison.lines(found), folder):
                    file.writelines(piece)
            yield Compared(file, comparison.counts, comparison.withheld)


class _Comparison:
    def __init__(self, before: Named, now: Named, unnamed: Hidden, old: Quads, new: Quads) -> None:
        self._before, self._now, self._hidden, self._old, self._new = before, now, unnamed, old, new
        self.counts, self.withheld = Counter[tuple[str, str]](), Counter[str]()
        self.changed = sqlite3.connect("")
        self.changed.execute(
            "CREATE TABLE claim (known TEXT PRIMARY KEY, iri TEXT, place TEXT, what TEXT) WITHOUT ROWID"
        )

    def lines(self, found: Iterator[Difference]) -> Iterator[Lines]:
        """Each change as a line that sorts as it is to be told; claims come before the ties that rest on them."""
        while some := list(islice(found, _SOME)):
            old = Told(self._before, ((one.iri, one.old) for one in some))
            new = Told(self._now, ((one.iri, one.new) for one in some))
            yield [line(change) for one in some if (change := self._change(one, old, new))]

    def _change(self, one: Difference, old: Told, new: Told) -> Change | None:
        of = "claim" if one.iri.startswith(CLAIM) else "tie"
        fields = tuple(self._fields(one, old, new)) if one.old and one.new else ()
        causes = list(self._causes(one, old, new)) if of == "tie" else []
        what = _what(of, one) or another(of, fields, [why for *_, why in causes])
        told, quads = (new, self._new) if one.new else (old, self._old)
        iri = quads.own(one.iri)[1:-1].decode()
        document, lines = told.place(one.iri) if of == "claim" else ("", ())
        sentence = told.sentence(one.iri)
        if not one.new and (self._hidden.touches(one.old) or self._hidden.held_by(f"{sentence} {document}")):
            self.withheld[of] += 1
            return None
        if one.old and one.new and not fields and of == "tie":
            return None  # it rests on other claims, and says the same
        claims = tuple((claim, place) for claim, place, _ in causes)
        change = Change(
            of, what, iri, sentence, told.notation(one.iri, "scen:certainty"), told.notation(one.iri, "scen:status"), document,
            lines, fields, claims,
        )  # fmt: skip
        if of == "claim":
            self.changed.execute(
                "INSERT INTO claim VALUES (?, ?, ?, ?)", (_plain(one.iri), iri, change.place, what)
            )
        self.counts[of, what] += 1
        return change

    def _fields(self, one: Difference, old: Told, new: Told) -> Iterator[Field]:
        before, now = old.terms(one.iri), new.terms(one.iri)
        for path in sorted((before.keys() | now.keys()) - {_DERIVED}, key=field):
            gone = sorted(set(before.get(path, ())) - set(now.get(path, ())), key=str)
            added = sorted(set(now.get(path, ())) - set(before.get(path, ())), key=str)
            shown = [term for term in gone if not self._hidden.held_by(f"{old.shown(term)} {term.value}")]
            if gone or added:
                yield Field(
                    field(path), self._new.own(f"<{path}>".encode())[1:-1].decode(),
                    tuple(map(old.shown, shown)), tuple(map(new.shown, added)), _terms(shown, self._old), _terms(added, self._new),
                )  # fmt: skip

    def _causes(self, one: Difference, old: Told, new: Told) -> Iterator[tuple[str, str, str]]:
        behind = {term.value for told in (old, new) for term in told.terms(one.iri).get(_DERIVED, ())}
        for claim in sorted(behind):
            yield from self.changed.execute("SELECT iri, place, what FROM claim WHERE known = ?", (claim,))


def _what(of: str, one: Difference) -> str:
    """What happened to what only one dataset has."""
    gone = "withdrawn" if of == "claim" else "gone"
    return "new" if not one.old else gone if not one.new else ""


def _plain(iri: bytes) -> str:
    return iri[1:-1].decode()


def _terms(terms: Iterable[NamedNode | Literal], quads: Quads) -> tuple[str, ...]:
    return tuple(quads.own(str(term).encode()).decode() for term in terms)
