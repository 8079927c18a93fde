"""The data beside the pages: of each thing in four forms, and of claims, evidence and ties many in one file.

A claim is found by the first two signs of its id: ``data/claim/16.ttl`` holds all whose id begins so, and a web host
needs no list to lead there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ...export.sorting import Lines
from ...export.statements import by_subject, files
from ...graph.dataset import QUADS
from ..descriptions import describe
from ..formats import N_TRIPLES, TURTLE, of_triples, triples, written
from .places import FORMATS

if TYPE_CHECKING:
    from ...graph.dataset import Object, Readable, Subject
    from .portal import StillPortal

MANY = ("claim", "evidence", "tie")
MANY_FORMATS = (TURTLE, N_TRIPLES)


def write(portal: StillPortal, things: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write all of them below ``data/``, and the terms of the model, at which they are looked up, as ``ns.ttl``."""
    with portal.current.reading() as data:
        with (portal.current.version / QUADS).open("rb") as file:
            model = b"".join(row for row in file if row.rstrip().endswith(b"/graph/vocabulary> ."))
        terms = sorted(parse(model, format=RdfFormat.N_QUADS), key=lambda quad: str(quad.triple))
        (folder / "ns.ttl").write_bytes(b"".join(written(terms, TURTLE, data.store.prefixes)))
        kept = data.store.read(_Kept)
        for kind, slug in things:
            said = list(triples(describe(kept, f"{data.store.base}id/{kind}/{slug}").sorted()))
            place = folder / "data" / kind
            place.mkdir(parents=True, exist_ok=True)
            for form in FORMATS:
                text = b"".join(of_triples(said, form, data.store.prefixes))
                (place / f"{slug}.{form.extension}").write_bytes(text)
        for kind, start, lines in _many(by_subject(files(portal.current.version), folder), data.store.base):
            place = folder / "data" / kind
            place.mkdir(parents=True, exist_ok=True)
            quads = parse(b"".join(lines), format=RdfFormat.N_QUADS)
            said = list(triples(sorted(quads, key=lambda quad: str(quad.triple))))
            for form in MANY_FORMATS:
                text = b"".join(of_triples(said, form, data.store.prefixes))
                (place / f"{start}.{form.extension}").write_bytes(text)


class _Kept:
    """A dataset that keeps the statements of what it was last asked for: a claim is told with every thing it joins."""

    def __init__(self, data: Readable) -> None:
        self.base, self.meta, self.names, self.incidences, self._asked = (
            data.base,
            data.meta,
            data.names,
            data.incidences,
            data.store,
        )
        self._subjects = lru_cache(maxsize=20_000)(
            lambda subject, path, value: tuple(data.store.quads_for_pattern(subject, path, value, None))
        )

    @property
    def store(self) -> Self:
        """Itself."""
        return self

    def quads_for_pattern(
        self, subject: Subject | None, predicate: NamedNode | None, object: Object | None, graph_name: None, /
    ) -> Iterator[Quad]:  # fmt: skip
        """The quads that fit."""
        if subject is None:  # it may be very many
            return self._asked.quads_for_pattern(subject, predicate, object, graph_name)
        return iter(self._subjects(subject, predicate, object))


def _many(pieces: Iterator[Lines], base: str) -> Iterator[tuple[str, str, Iterator[bytes]]]:
    """Kind, first two signs, and lines of canonical N-Quads, in which each subject stands together."""
    begins = re.compile(rf"<{re.escape(base)}id/({'|'.join(MANY)})/([^/>#]{{2}})".encode())
    found = ((match, line) for piece in pieces for line in piece if (match := begins.match(line)))
    for (kind, start), lines in groupby(found, lambda pair: pair[0].groups()):
        yield kind.decode(), start.decode(), (line for _, line in lines)
