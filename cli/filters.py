"""The options that filter ties, the same for every command that shows them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from ..graph.network import Filter


def _listed(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value else ()


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> str:
    """A day, month or year; `click.BadParameter` for anything else."""
    if not value:
        return ""
    try:
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
            raise ValueError
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        raise click.BadParameter(f"'{value}' is no date; write 2020-12-10, 2020-12 or 2020") from None
    return value


_OPTIONS = (
    click.option("--kinds", callback=_listed, metavar="A,B",
                 help="Only these kinds of tie or role; 'strong', 'weak' or 'all' for many."),
    click.option("--certainty", callback=_listed, metavar="A,B", help="Only stated, inferred, disputed."),
    click.option("--status", callback=_listed, metavar="A,B",
                 help="Only reported, ended, announced, unknown, cancelled."),
    click.option("--min-sources", type=click.IntRange(1), default=1, show_default=True,
                 help="Only with so many source documents; each may tell of another thing that the two share."),
    click.option("--since", callback=_day, metavar="DATE",
                 help="Only what lasts until that day, month or year, or later."),
    click.option("--until", callback=_day, metavar="DATE",
                 help="Only what begins on that day, month or year, or earlier."),
    click.option("--without-undated", is_flag=True,
                 help="Leave out what has no date; else it stays, whatever the period. "
                      "A year that was worked out is no date of a tie."),
)  # fmt: skip


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a filter, given to the command as its argument ``keep``."""

    @functools.wraps(command)
    def run(**params: Any) -> Any:
        names = ("kinds", "certainty", "status", "min_sources", "since", "until", "without_undated")
        keep = _filter(params.get("view", "collaboration"), **{name: params.pop(name) for name in names})
        return command(keep=keep, **params)

    for option in reversed(_OPTIONS):
        run = option(run)
    return cast(Callable[..., Any], run)


def _filter(
    view: str, kinds: tuple[str, ...], certainty: tuple[str, ...], status: tuple[str, ...], min_sources: int,
    since: str, until: str, without_undated: bool,
) -> Filter:  # fmt: skip
    from ..graph.network import Filter
    from ..graph.order import CERTAINTIES, STATUSES

    if since and until and since[: len(until)] > until[: len(since)]:
        raise click.UsageError(f"--since {since} is after --until {until}")
    asked = _kinds_asked(kinds, view)
    return Filter(
        kinds=frozenset() if "all" in kinds else asked,
        certainty=_known("certainty", certainty, CERTAINTIES),
        status=_known("status", status, STATUSES),
        sources=min_sources, since=since, until=until, undated=not without_undated,
    )  # fmt: skip


def _kinds_asked(kinds: Iterable[str], view: str) -> frozenset[str]:
    """The kinds by name; ``strong`` and ``weak`` stand for all that are, ``all`` for every kind."""
    from ..ontology.terms import model

    groups: dict[str, set[str]] = {"all": set()}
    if view == "collaboration":
        strong = {concept.notation for concept in model().members("strong-ties")}
        groups |= {"strong": strong, "weak": set(_kinds(view)) - strong}
    asked = set(kinds)
    _known("kind", asked - groups.keys(), [*_kinds(view), *groups])
    return frozenset(asked - groups.keys()).union(*(groups[name] for name in asked & groups.keys()))


def _kinds(view: str) -> list[str]:
    """All kinds a view can have."""
    from ..ontology.terms import model

    scheme = {"collaboration": "tie-kinds", "programme": "roles"}.get(view)
    return [concept.notation for concept in model().scheme(scheme).concepts] if scheme else ["funds"]


def _known(what: str, words: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """The words, or everything known where none are given."""
    from ..graph.nearest import did_you_mean

    for word in sorted(set(words) - set(known)):
        hint = did_you_mean(word, known) or f"; there are {', '.join(known)}"
        raise click.UsageError(f"no {what} '{word}'{hint}")
    return frozenset(words or known)
