"""``scen years``: the ties year by year, of all or of one, and what is new or gone between two spans of years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from .filters import filters
from .partners import FORM, LIMIT, answer, evidence, joined, ref
from .place import Place, names, place
from .steps import steps

if TYPE_CHECKING:
    from ..graph.facts import Ref
    from ..graph.names import Hit
    from ..graph.network.between import Compared
    from ..graph.network.edge import Edge
    from ..graph.network.filter import Filter
    from ..graph.network.periods import Span
    from ..graph.network.years import Years
    from ..queries.opened import OpenDataset

_YEAR = click.IntRange(1, 9999)


def _spans(
    ctx: click.Context, option: click.Parameter, value: tuple[str, str] | None
) -> tuple[Span, Span] | None:
    """Two spans of years; `click.BadParameter` for anything else."""
    return (_span(value[0]), _span(value[1])) if value else None


def _span(text: str) -> Span:
    if not re.fullmatch(r"\d{4}(/\d{4})?", text):
        raise click.BadParameter(f"'{text}' is no year or span of years; write 2019 or 2018/2019")
    return int(text[:4]), int(text[-4:])


@click.command("years")
@click.argument("name", nargs=-1, shell_complete=names("person", "organisation"))
@click.option("--from-year", type=_YEAR, default=1, metavar="YEAR",
              help="Show no year before; what is new in YEAR was not there before.")  # fmt: skip
@click.option("--to-year", type=_YEAR, default=9999, metavar="YEAR", help="Show no year after.")
@click.option("--compare", nargs=2, callback=_spans, metavar="YEAR YEAR",
              help="Tell instead what is new and what is gone; each a year, or a span such as 2018/2019.")  # fmt: skip
@filters
@FORM
@LIMIT
@place
def command(
    name: tuple[str, ...], from_year: int, to_year: int, compare: tuple[Span, Span] | None, keep: Filter,
    form: str, limit: int | None, where: Place,
) -> None:  # fmt: skip
    """Tell year by year how many ties are active, new, returned and last active; for one NAME, which ones.

    A tie is active in a year if something that the two share is known to touch that year. It is last active in the
    latest such year: that no later one is known proves no end; ended are ties whose status says so. Ties without any
    date are counted apart. --since leaves earlier years out of the history too; --from-year only hides them.

    CSV without a NAME is the table of years, with a NAME the changes, with --compare what is new and gone.
    """
    if compare and (from_year, to_year) != (1, 9999):
        raise click.UsageError("--compare names its years itself; leave out --from-year and --to-year")
    if from_year > to_year:
        raise click.UsageError(f"--from-year {from_year} is after --to-year {to_year}")
    if compare and not compare[0][0] <= compare[0][1] < compare[1][0] <= compare[1][1]:
        raise click.UsageError(
            "--compare wants two spans of years, the earlier to end before the later begins"
        )
    with where.opened() as data, steps() as progress:
        hit = _hit(data, name)
        progress("reading ties")
        compared = data.between(*compare, hit, keep, limit) if compare else None
        years = None if compare else data.years(hit, from_year, to_year, keep, limit)
    if compared:
        _compared(compared, hit, form)
    if years:
        _years(years, hit, form, keep.since)


def _hit(data: OpenDataset, name: tuple[str, ...]) -> Hit | None:
    from ..queries.opened import AGENTS

    return data.resolve(" ".join(name), *AGENTS) if name else None


def _years(found: Years, hit: Hit | None, form: str, since: str) -> None:
    from ..graph import telling_years

    agent = ref(hit) if hit else None
    answer(
        form, found.counted,
        text=lambda: telling_years.years(found, agent, since),
        rows=lambda: _changes(found) if agent else _table(found),
        json={
            "agent": agent, "years": found.rows, "undated": found.undated,
            **({"number": found.changes.number, "changes": found.changes.best} if agent else {}),
        },
    )  # fmt: skip


def _table(found: Years) -> Iterator[Sequence[str]]:
    from ..graph.telling_years import COLUMNS, cells

    yield COLUMNS
    yield from map(cells, (*found.rows, found.undated))


_TIE = ("kind", "shared", "first", "last", "status", "certainty", "principal", "evidence")


def _cells(edge: Edge, ends: Iterable[Ref]) -> Iterator[str]:
    """What the columns `_TIE` say of a tie."""
    from ..graph.network.partners import things_of

    yield from (edge.kind, joined(thing.label for thing in things_of((edge,))), edge.first, edge.last)
    yield from (edge.status, edge.certainty)
    yield joined(end.label for end in ends if edge.directed and end.iri == edge.b)
    yield evidence([edge])


def _changes(found: Years) -> Iterator[Sequence[str]]:
    yield "year", "change", "before", "partner", *_TIE, "partner_iri"
    for one in found.changes:
        before = str(one.before or "")
        yield (str(one.year), joined(one.what), before, one.other.label, *_cells(one.edge, ()), one.other.iri)


def _compared(found: Compared, hit: Hit | None, form: str) -> None:
    from ..graph import telling_years

    agent = ref(hit) if hit else None
    told = {name: value for name, value in vars(found).items() if name not in ("new", "gone", "counted")}
    answer(
        form, found.counted,
        text=lambda: telling_years.between(found, agent),
        rows=lambda: _differences(found),
        json={
            "agent": agent, **told, "new_number": found.new.number, "new": found.new.best,
            "gone_number": found.gone.number, "gone": found.gone.best,
        },
    )  # fmt: skip


def _differences(found: Compared) -> Iterator[Sequence[str]]:
    from ..graph.telling_years import span

    yield "change", "first_agent", "second_agent", "active", *_TIE, "first_iri", "second_iri"
    for word, side in (("new", found.new), ("gone", found.gone)):
        for one in side:
            ends = (one.a, one.b)
            active = joined(map(span, one.years))
            yield word, one.a.label, one.b.label, active, *_cells(one.edge, ends), one.a.iri, one.b.iri
