"""Which dataset is asked, and in which language: a folder, or a SPARQL server."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from . import options

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset

_OPTIONS = (
    options.dataset,
    click.option("--endpoint", metavar="URL", envvar="SCEN_ENDPOINT", show_envvar=True,
                 help="Ask the SPARQL server at this address instead of a folder."),
    click.option("--base-iri", metavar="IRI", help="Base IRI of the dataset, where the server holds several."),
    click.option("--timeout", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True,
                 metavar="SECONDS", help="How long to wait for a server."),
    options.language,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where to ask: the address of a server, else a folder."""

    dataset: Path
    endpoint: str | None = None
    base_iri: str | None = None
    timeout: float = 60
    lang: str = "en"

    @contextmanager
    def opened(self) -> Iterator[OpenDataset]:
        """The dataset."""
        from ..queries.opened import OpenDataset

        if self.endpoint:
            from ..queries.remote import Remote

            progress = _progress if sys.stderr.isatty() else None
            store: Any = Remote(
                self.endpoint, timeout=self.timeout, base=self.base_iri, waiting=_say, progress=progress
            )
        else:
            from ..queries.stores import Embedded

            store = Embedded(self.dataset)
        with OpenDataset(store, self.lang) as data:
            yield data


def at(params: dict[str, Any]) -> Place:
    """Takes the options out of a command's parameters.

    A folder given on the command line goes before an address that is a setting; two given by hand are one too many.
    """
    found = Place(
        **{name: params.pop(name) for name in ("dataset", "endpoint", "base_iri", "timeout", "lang")}
    )
    ctx = click.get_current_context()
    by_hand = [
        name
        for name in ("dataset", "endpoint")
        if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if len(by_hand) == 2:
        raise click.UsageError("--dataset and --endpoint are two places to ask; give one")
    return Place(found.dataset, lang=found.lang) if by_hand == ["dataset"] else found


def add(command: Any) -> Any:
    """Add the options of a place to a command, or to a function that becomes one."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def place(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a place, given to the command as its argument ``where``."""

    @functools.wraps(command)
    def run(**params: Any) -> Any:
        return command(where=at(params), **params)

    return cast(Callable[..., Any], add(run))


def _say(message: str) -> None:
    click.echo(message, err=True)


def _progress(message: str) -> None:
    click.echo(f"\r\x1b[K{message}", nl=False, err=True)


Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def names(*kinds: str) -> Complete:
    """Shell completion of things: ids, which need no quotes, with their names beside; silent without a dataset."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        from ..graph.errors import ScenError

        try:
            folder = Place(ctx.params.get("dataset") or Path("dataset"), lang=ctx.params.get("lang") or "en")
            with folder.opened() as data:
                index, lang = data.store.read(lambda readable: readable.names), data.language
                found = index.search(begun, kinds=kinds, language=lang) or (
                    [] if begun else index.most(kinds=kinds, language=lang, limit=50)
                )
        except ScenError:
            return []
        starting = [hit for hit in found if hit.slug.startswith(begun.lower())]
        return [CompletionItem(hit.slug, help=f"{hit.label} ({hit.kind})") for hit in starting or found]

    return complete
