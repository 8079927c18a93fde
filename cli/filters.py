"""The options that filter ties, the same for every command that shows them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

import click

from ..graph.network.filter import LEADING, groups_of_kinds, is_date, kinds_of, kinds_of_agent, unknown
from .place import names

if TYPE_CHECKING:
    from ..graph.network.filter import Filter


def _listed(ctx: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...]:
    """The words between the commas; `click.BadParameter` where there are none."""
    words = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if value is not None and not words:
        raise click.BadParameter(f"'{value}' names nothing; leave the option out for everything")
    return words


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> str:
    """A day, month or year; `click.BadParameter` for anything else."""
    if value is not None and not is_date(value):
        raise click.BadParameter(f"'{value}' is no date; write 2020-12-10, 2020-12 or 2020")
    return value or ""


_OPTIONS = (
    click.option("--kinds", callback=_listed, metavar="A,B",
                 help="Only these kinds of tie or role; 'strong', 'weak' or 'all' for many."),
    click.option("--certainty", callback=_listed, metavar="A,B", help="Only stated, inferred, disputed."),
    click.option("--status", callback=_listed, metavar="A,B",
                 help="Only reported, ended, announced, unknown, cancelled."),
    click.option("--min-sources", type=click.IntRange(1), default=1, show_default=True,
                 help="Only with so many source documents; each may tell of another thing that the two share."),
    click.option("--since", callback=_day, metavar="DATE",
                 help="Only what is shared on that day, month or year, or later; a tie rests on that alone."),
    click.option("--until", callback=_day, metavar="DATE",
                 help="Only what is shared on that day, month or year, or earlier; a tie rests on that alone."),
    click.option("--as-of", callback=_day, metavar="DATE",
                 help="The network as of that day, month or year: what had begun by then; the same as --until."),
    click.option("--without-undated", is_flag=True,
                 help="Leave out what has no date; else it stays, whatever the period. "
                      "A year that was worked out is no date of a tie."),
    click.option("--agents", callback=_listed, metavar="A,B",
                 help="Only ties between agents of these kinds: person, organisation, or kinds of organisation "
                      "(municipality, ngo, …; public-authority holds municipality), stated or inferred."),
    click.option("--about", multiple=True, metavar="NAME", shell_complete=names(*LEADING),
                 help="Only what is shared at this place, in this project, series or programme, or about this topic; or "
                      "this event itself. May be given again: any of them."),
)  # fmt: skip


strongest = click.option(
    "--strongest", type=click.IntRange(1), metavar="N",
    help="Only ties to the N strongest partners of one end at least, after all other filters.",
)  # fmt: skip
"""For the commands that can show a network without its weaker ties."""
_NAMES = (
    "kinds", "certainty", "status", "min_sources", "since", "until", "as_of", "without_undated", "agents", "about",
)  # fmt: skip


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a filter, given to the command as its argument ``keep``.

    What ``--about`` names is found when the dataset is open (`scen.queries.opened`).
    """

    @functools.wraps(command)
    def run(**params: Any) -> Any:
        given = {name: params.pop(name) for name in _NAMES}
        view = params.get("view", "collaboration")
        keep = _filter(view, **given)
        return command(keep=_strongest(keep, view, params.pop("strongest", None)), **params)

    for option in reversed(_OPTIONS):
        run = option(run)
    return cast(Callable[..., Any], run)


def _filter(
    view: str, kinds: tuple[str, ...], certainty: tuple[str, ...], status: tuple[str, ...], min_sources: int,
    since: str, until: str, as_of: str, without_undated: bool, agents: tuple[str, ...], about: tuple[str, ...],
) -> Filter:  # fmt: skip
    from ..graph.network.filter import Filter
    from ..graph.order import CERTAINTIES, STATUSES

    if until and as_of:
        raise click.UsageError("--until and --as-of are the same; give one")
    if view != "collaboration" and (agents or about):
        raise click.UsageError(f"--agents and --about choose ties; there are none in the view {view}")
    until = until or as_of
    if since and until and since[: len(until)] > until[: len(since)]:
        raise click.UsageError(f"--since {since} is after {'--as-of' if as_of else '--until'} {until}")
    asked = _kinds_asked(kinds, view)
    return Filter(
        kinds=frozenset() if "all" in kinds else asked,
        certainty=_known("certainty", certainty, CERTAINTIES),
        status=_known("status", status, STATUSES),
        sources=min_sources, since=since, until=until, undated=not without_undated,
        agents=_agents(agents), about=frozenset(about),
    )  # fmt: skip


def _strongest(keep: Filter, view: str, number: int | None) -> Filter:
    from dataclasses import replace

    if number and view != "collaboration":
        raise click.UsageError(f"--strongest chooses ties; there are none in the view {view}")
    return replace(keep, strongest=number) if number else keep


def _agents(agents: tuple[str, ...]) -> frozenset[str]:
    """The kinds of agent by name; none for all."""
    return _known("kind of agent", agents, kinds_of_agent()) if agents else frozenset()


def _kinds_asked(kinds: Iterable[str], view: str) -> frozenset[str]:
    """The kinds by name; ``strong`` and ``weak`` stand for all that are, ``all`` for every kind."""
    if not kinds:
        return frozenset()
    groups = groups_of_kinds(view)
    asked = set(kinds)
    _known("kind", asked - groups.keys(), [*kinds_of(view), *groups])
    return frozenset(asked - groups.keys()).union(*(groups[name] for name in asked & groups.keys()))


def _known(what: str, words: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """The words, or everything known where none are given."""
    if wrong := unknown(what, words, known):
        raise click.UsageError(wrong)
    return frozenset(words or known)
