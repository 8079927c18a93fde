"""Lists of things of a kind: narrowed by facets, sorted and paged, all told by the address; and the list as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..export.guard import write_guarded
from ..graph.text import fold
from . import behind
from .facets import FACETS, Row, rows
from .kept import KnownFacts
from .thing_words import KINDS, Words
from .timeline import in_words

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from .portal import Portal

SIZE = 50
SHOWN = 8
"""Values of a facet that are shown before the reader asks for more."""
SORTS = ("name", "facts", "date")
MOST_CHOSEN = 40
COLUMNS = ("kind", "country", "place", "organisation")
"""Facets that the table shows."""
_NONE = "-"
"""Stands in an address for «not stated»."""
_ALSO = {"persons": "people"}


@dataclass(frozen=True)
class Choice:
    """What the address asks for."""

    text: str
    chosen: Mapping[str, frozenset[str]]
    sort: str
    page: int

    @classmethod
    def of(cls, kind: str, query: QueryParams) -> Choice:
        """What the query of an address asks of the list of a kind; what it does not know is left out."""
        chosen = {
            facet: frozenset(query.getlist(facet)[:MOST_CHOSEN])
            for facet in FACETS[kind]
            if query.getlist(facet)
        }
        told = query.get("page", "1")
        page = int(told) if told.isdigit() and len(told) < 7 else 1
        sort = query.get("sort", "")
        return cls(
            query.get("q", "").strip()[:200], chosen, sort if sort in SORTS else SORTS[0], max(1, page)
        )

    def keeps(self, row: Row, but: str = "") -> bool:
        """Whether the row is asked for; the facet ``but`` is not looked at."""
        if self.text and not all(word in fold(row.thing.label) for word in fold(self.text).split()):
            return False
        return all(facet == but or wanted & _ids(row, facet) for facet, wanted in self.chosen.items())

    def address(
        self, page: int = 1, sort: str = "", toggle: tuple[str, str] | None = None, text: bool = True
    ) -> str:
        """The query of an address that asks for this, changed so."""
        told = {facet: set(values) for facet, values in self.chosen.items()}
        if toggle:
            told.setdefault(toggle[0], set()).symmetric_difference_update({toggle[1]})
        pairs = [("q", self.text)] if self.text and text else []
        pairs += [(facet, value) for facet, values in told.items() for value in sorted(values)]
        order = sort or self.sort
        pairs += [("sort", order)] if order != SORTS[0] else []
        pairs += [("page", str(page))] if page > 1 else []
        return "?" + urlencode(pairs) if pairs else ""


@dataclass(frozen=True)
class Value:
    """A value of a facet: how many rows have it, and the address with it chosen, or no longer."""

    id: str
    label: str
    count: int
    chosen: bool
    address: str


def _ids(row: Row, facet: str) -> frozenset[str]:
    return frozenset(id_ for id_, _ in row.values.get(facet, ())) or frozenset((_NONE,))


def facet(every: Iterable[Row], choice: Choice, name: str, missing: str) -> tuple[Value, ...]:
    """The values of a facet among the rows that all other choices keep; years in their order, others by count."""
    counts: Counter[str] = Counter()
    labels = {_NONE: missing}
    for row in every:
        if choice.keeps(row, name):
            counts.update(_ids(row, name))
            labels.update(row.values.get(name, ()))
    chosen = choice.chosen.get(name, frozenset())
    made = [
        Value(id_, labels.get(id_, id_), counts[id_], id_ in chosen, choice.address(toggle=(name, id_)))
        for id_ in {*counts, *chosen}
    ]
    return tuple(sorted(made, key=lambda one: (one.id == _NONE, *_rank(one, name))))


def _rank(one: Value, name: str) -> tuple[int, str]:
    return (0, one.id) if name == "year" else (-one.count, one.label.casefold())


def _sorted(found: list[Row], sort: str) -> list[Row]:
    if sort == "facts":
        return sorted(found, key=lambda row: -row.facts)
    if sort == "date":
        return sorted(found, key=lambda row: row.date if row.date[:4].isdigit() else "", reverse=True)
    return found


def routes(portal: Portal) -> list[BaseRoute]:
    """``/organisations`` and so on, and each as ``.csv``."""
    made: list[BaseRoute] = []
    for kind, plural in KINDS.items():
        made += [
            Route(f"/{plural}", _handler(portal, kind, False), name=plural),
            Route(f"/{plural}.csv", _handler(portal, kind, True), name=f"{plural}.csv"),
        ]
    for old, new in _ALSO.items():
        made.append(
            Route(f"/{old}", lambda request, new=new: RedirectResponse(f"{portal.root(request)}{new}", 301))
        )
    return made


def _handler(portal: Portal, kind: str, csv: bool):  # type: ignore[no-untyped-def]  # Starlette takes any callable
    def show(request: Request) -> Response:
        return _csv(portal, request, kind) if csv else _page(portal, request, kind)

    return show


def _found(portal: Portal, request: Request, kind: str) -> tuple[Choice, Sequence[Row], list[Row], str]:
    choice = Choice.of(kind, request.query_params)
    with portal.current.reading(portal.language(request)) as data:
        every, base = data.store.read(
            lambda readable: (rows(readable, KnownFacts(readable, data.language), kind), readable.base)
        )
    return choice, every, _sorted([row for row in every if choice.keeps(row)], choice.sort), base


def _page(portal: Portal, request: Request, kind: str) -> Response:
    words = Words.of(portal.language(request))
    choice, every, found, base = _found(portal, request, kind)
    pages = max(1, -(-len(found) // SIZE))
    at = min(choice.page, pages)
    facets = [(name, facet(every, choice, name, words["not stated"])) for name in FACETS[kind]]
    return portal.render(
        request, "list.html", w=words, kind=kind, plural=KINDS[kind], choice=choice, all=len(every),
        count=len(found), rows=found[(at - 1) * SIZE : at * SIZE], page_number=at, page_count=pages, shown=SHOWN,
        facets=[(name, values) for name, values in facets if any(one.id != _NONE for one in values)],
        columns=[name for name in FACETS[kind] if name in COLUMNS and any(name in row.values for row in every)],
        dated=any(row.date for row in every), sorts=SORTS, behind=behind.kind(kind, base),
        when=lambda date: in_words(date, words.language, words["no year"]),
    )  # fmt: skip


def _csv(portal: Portal, request: Request, kind: str) -> Response:
    _, _, found, _ = _found(portal, request, kind)
    head = ("name", "id", "iri", "facts", "date", *FACETS[kind])
    out = StringIO()
    lines = (
        (row.thing.label, f"{kind}/{row.thing.slug}", row.thing.iri, row.facts, row.date,
         *("; ".join(sorted(label for _, label in row.values.get(name, ()))) for name in FACETS[kind]))
        for row in found
    )  # fmt: skip
    write_guarded([head, *lines], out)
    told = {
        "Content-Disposition": f'attachment; filename="{KINDS[kind]}.csv"',
        "Vary": "Accept-Language, Cookie",
    }
    return Response(out.getvalue(), media_type="text/csv", headers=told)
