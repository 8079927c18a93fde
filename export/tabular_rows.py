"""The rows of the tables, block by block: from SQL over the quads, and ties from the columnar network.

Memory holds a block, and a name for each person and organisation that is in a tie; nothing else grows with the data
but files on the disk for the time of the export.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from ..graph import dates
from ..graph.claims import digests
from ..graph.dataset import Dataset
from ..graph.facts import CLASSES, Fact, Ref
from ..graph.network.claim_columns import packed, spread
from ..graph.network.incidences import KINDS
from ..graph.network.reading import Reading, day
from ..graph.order import CERTAINTIES, STATUSES
from ..graph.sentences import sentence
from ..ontology.terms import model
from .coded import Coded
from .properties import properties
from .statements import files
from .tabular import TABLES, Table
from .tabular_codes import CODES
from .tabular_sql import MADE, PROPERTIES, QUERIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..graph.network.pairs import Ties
    from .source import Source

Block = Sequence[Sequence[Any]]
"""Some rows of a table, column by column."""
_AT_ONCE, _TIES = 1 << 13, 1 << 16
"""Rows of a block."""
_ENDS = {
    "participation": ("agent", "event"), "membership": ("agent", "organisation"), "project-role": ("agent", "project"),
    "funding": ("funder", "funds"), "mention": ("subject", "event"), "relation": ("subject", "object"),
    "assertion": ("subject", ""),
}  # fmt: skip
"""Kind of claim -> the parts that are its subject and its object."""


def rows(source: Source) -> Iterator[tuple[Table, Block]]:
    """The rows of all tables, each table after those it leads to; no block is empty.

    They come in the order of the key, ties and the claims behind them side by side in that of the ties' ends.
    """
    with joined(source) as database:
        for name, query in QUERIES.items():
            source.progress(f"table {name}")
            with closing(database.execute(query)) as cursor:
                while found := cursor.fetchmany(_AT_ONCE):
                    yield (
                        TABLES[name],
                        list(zip(*(map(claim_row, found) if name == "claims" else found), strict=True)),
                    )
    for name, codes in CODES.items():
        yield TABLES[name], list(zip(*codes(), strict=True))
    source.progress("table ties")
    yield from _ties(source.dataset)


@contextmanager
def joined(source: Source) -> Iterator[sqlite3.Connection]:
    """The database from which all tables but ties are read; see `scen.export.tabular_sql`."""
    dataset = source.dataset
    names = {name: _iri(dataset, curie) for name, curie in PROPERTIES.items()}
    with properties(files(dataset.version), names, dataset.base, source.progress) as database:
        _make(database, dataset)
        yield database


def _make(database: sqlite3.Connection, dataset: Dataset) -> None:
    """Make what the queries share."""
    for name, which in (("first_day", 0), ("last_day", 1)):
        database.create_function(name, 1, _bound(which), deterministic=True)
    database.execute("CREATE TABLE claim_kinds (class TEXT PRIMARY KEY, kind TEXT, rank INTEGER)")
    kinds = [(_iri(dataset, curie), kind, rank) for rank, (curie, kind) in enumerate(CLASSES.items())]
    database.executemany("INSERT INTO claim_kinds VALUES (?,?,?)", kinds)
    database.execute("CREATE TABLE thing_kinds (kind TEXT PRIMARY KEY)")
    database.executemany("INSERT INTO thing_kinds VALUES (?)", [(kind,) for kind in model().kinds])
    for statement in MADE.split(";\n"):  # executescript would end the transaction
        database.execute(statement)


def _iri(dataset: Dataset, curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return str(dataset.meta["prefixes"][prefix]) + name


def _bound(which: int) -> Callable[[str], str | None]:
    def day_of(date: str) -> str | None:
        return dates.bounds(date)[which] or None

    return day_of


# -- claims ------------------------------------------------------------------------------------------------


def claim_row(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row of claims, of what is known of one."""
    (key, kind, role, sort, said, value, language, certainty, status, because, document, date, first, last, disputed,
     *told) = row  # fmt: skip
    parts, wording, labels = map(json.loads, told)
    printed = "; ".join(text for form, text in wording if form != "rendering") or None
    rendering = next((text for form, text in wording if form == "rendering"), None)
    words = _sentence(kind, key, status, parts, wording, labels)
    return (
        key, kind, words, *_ends(kind, parts), role, sort, said, value, language, printed, rendering,
        certainty, status, because, document, date, first, last, disputed,
    )  # fmt: skip


def _sentence(kind: str, key: str, status: str, parts: list[list[str]], wording: list[list[str]],
              labels: list[str | None]) -> str:  # fmt: skip
    names = ("role", "kind", "property-label", "value", "qualifier", "date")
    values = [*((name, text) for name, text in zip(names, labels, strict=True) if text), *map(tuple, wording)]
    refs = tuple((part, Ref(label or thing, thing)) for part, thing, label in parts)
    return sentence(Fact(kind, key, "", status, Ref("", ""), (), (), parts=refs, values=tuple(values)))  # type: ignore[arg-type]


def _ends(kind: str, parts: list[list[str]]) -> tuple[str | None, str | None]:
    """Subject and object of a claim; a cooperation of more than two has neither."""
    if kind == "cooperation":
        parties = [thing for part, thing, _ in parts if part == "party"]
        principal = [thing for part, thing, _ in parts if part == "acts-for"]
        if len(parties) != 2:
            return None, None
        return (parties[1], parties[0]) if principal == parties[:1] else (parties[0], parties[1])
    found = {part: thing for part, thing, _ in reversed(parts)}
    subject, other = (found.get(part) for part in _ENDS[kind])
    return subject, other


# -- ties --------------------------------------------------------------------------------------------------


def _ties(dataset: Dataset) -> Iterator[tuple[Table, Block]]:
    reading, cut = Reading(dataset), len(dataset.base) + 3
    agents = [iri[cut:] for iri in reading.network.agents]
    for found, _ in reading.blocks():
        for start in range(0, len(found), _TIES):
            ties = found.only(np.arange(start, min(start + _TIES, len(found))))
            ids = tie_ids(ties, agents)
            yield TABLES["ties"], tie_columns(reading, ties, ids, agents)
            owner, claim = tie_claims(ties)
            if len(claim):
                yield TABLES["tie_claims"], (Coded(ids, owner), _named(claim, reading.network.claims, cut))


def tie_ids(ties: Ties, agents: Sequence[str]) -> list[str]:
    """The ties' ids, those of `scen.graph.ties.Tie`."""
    slugs = [agent.partition("/")[2].encode() + b"\x1f" for agent in agents]
    kinds = [kind.encode() + b"\x1f" for kind in KINDS]
    principals = [slug[:-1] for slug in slugs] + [b""]  # the last is that of -1, nobody
    ends = (ties.a.tolist(), ties.b.tolist(), ties.kind.tolist(), ties.principal.tolist())
    told = (
        slugs[a] + slugs[b] + kinds[kind] + principals[principal]
        for a, b, kind, principal in zip(*ends, strict=True)
    )
    return [f"tie/{one}" for one in digests(told)]


def tie_columns(reading: Reading, ties: Ties, ids: Sequence[str], agents: Sequence[str]) -> Block:
    """The columns of the table of ties; ``agents`` are the names by which both ends are told."""
    turned = ties.principal == ties.a
    a, b = np.where(turned, ties.b, ties.a), np.where(turned, ties.a, ties.b)
    first, last = (
        np.where(day > 0, day, other) for day, other in ((ties.first, ties.last), (ties.last, ties.first))
    )
    return (
        Coded(ids, np.arange(len(ids))), _named(a, agents), _named(b, agents), Coded(KINDS, ties.kind),
        Coded((False, True), (ties.principal >= 0).astype(np.int8)),
        Coded((False, True), reading.strong[ties.kind].astype(np.int8)),
        Coded.of(np.round(ties.weight, 6)), _counted(ties.counts), _counted(ties.sources),
        Coded(CERTAINTIES, ties.certainty), Coded(STATUSES, ties.status), _days(first), _days(last),
    )  # fmt: skip


def tie_claims(ties: Ties) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The claims behind ties, row by row: position of the tie, number of the claim."""
    links, network = ties.links, ties.links.network
    both, owner = np.concatenate([links.x, links.y]), np.concatenate([ties.of_links, ties.of_links])
    which, at = spread(network.reason_starts[both], network.reason_starts[both + 1])
    claims = network.reasons[at].ravel()
    told = packed(np.repeat(owner[which], 2), claims)[claims >= 0]
    told.sort()
    told = told[np.diff(told, prepend=-1) > 0]
    return told >> 32, told & 0xFFFFFFFF


def _named(numbers: NDArray[Any], names: Sequence[str], cut: int = 0) -> Coded:
    """The names of numbers, without what stands before ``cut``; only names that are there are looked at."""
    there = np.zeros(len(names), dtype=bool)
    there[numbers] = True
    known = np.flatnonzero(there).tolist()
    return Coded([names[number][cut:] for number in known], (np.cumsum(there) - 1)[numbers])


def _counted(numbers: NDArray[Any]) -> Coded:
    """Small whole numbers are their own codes."""
    return Coded(range(int(numbers.max(initial=0)) + 1), numbers)


def _days(numbers: NDArray[np.int32]) -> Coded:
    found = Coded.of(numbers)
    return Coded([day(number) or None for number in found.words], found.codes)
