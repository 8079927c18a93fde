"""What the data is about, as its own statements tell: from when to when, which countries, from documents in which languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ...graph.text import fold
from ...queries.answers import Rows
from ...queries.query import Query
from .authority import AUTHORITY, tables

if TYPE_CHECKING:
    from ...queries.opened import OpenDataset

_DAYS = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { ?time time:inXSDDate ?day }"
_LANGUAGES = "SELECT DISTINCT ?language { ?document a foaf:Document ; dct:language ?language }"
_PLACES = """SELECT DISTINCT ?place {
  ?place a dct:Location FILTER NOT EXISTS { ?place dct:type ?type FILTER(?type != scen:country) }
}"""


@dataclass(frozen=True)
class Extent:
    """``first`` and ``last`` are days, or nothing; countries and languages are codes of the authority tables."""

    first: str
    last: str
    countries: tuple[str, ...]
    languages: tuple[str, ...]


def read(data: OpenDataset) -> Extent:
    """The extent of a dataset."""
    days = next(iter(_rows(data, _DAYS)), ["", ""])
    languages = [row[0] for row in _rows(data, _LANGUAGES)]
    start = f"{AUTHORITY}language/"
    spoken = sorted(language.removeprefix(start) for language in languages if language.startswith(start))
    return Extent(days[0], days[1], _countries(data), tuple(spoken))


def _countries(data: OpenDataset) -> tuple[str, ...]:
    """Places whose id is the English name of a country, unless they are stated to be something else."""
    codes = {_slug(name): code for code, name in tables()["country"].items()}
    places = (row[0].removeprefix(f"{data.store.base}id/place/") for row in _rows(data, _PLACES))
    return tuple(sorted(codes[slug] for slug in places if slug in codes))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _rows(data: OpenDataset, query: str) -> list[list[str]]:
    rows = data.answer(Query(query))
    assert isinstance(rows, Rows)
    return [[term.value if isinstance(term, NamedNode | Literal) else "" for term in row] for row in rows]
