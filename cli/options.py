"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset

Command = TypeVar("Command", bound=Callable[..., Any])

dataset = click.option(
    "--dataset", type=click.Path(path_type=Path), default=Path("dataset"), envvar="SCEN_DATASET", show_default=True,
    show_envvar=True, help="Folder of the built dataset.",
)  # fmt: skip
documents = click.option(
    "--documents", type=click.Path(path_type=Path), envvar="SCEN_DOCUMENTS", show_envvar=True,
    help="Folder of the source texts, recognised by their SHA-256.",
)  # fmt: skip
language = click.option(
    "--lang", type=click.Choice(["en", "sv", "nb"]), default="en", envvar="SCEN_LANG", show_default=True,
    help="Language of names, where there is one.",
)  # fmt: skip
endpoint = click.option(
    "--endpoint", metavar="URL", envvar="SCEN_ENDPOINT", show_envvar=True,
    help="Ask the SPARQL server at this address instead of a folder.",
)  # fmt: skip
timeout = click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True, metavar="SECONDS",
    help="How long to wait for a server.",
)  # fmt: skip
output = click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default=Path("-"),
    help="File to write, whole or not at all; - is standard output.",
)  # fmt: skip
records = click.argument("records", required=False, type=click.Path(path_type=Path))
RECORDS = (
    "RECORDS is a folder with entities/ and sources/; without it, the curated network that comes with scen."
)


def source(command: Command) -> Command:
    """The options that say which dataset is asked: ``--dataset``, ``--endpoint``, ``--timeout``, ``--lang``."""
    for option in (language, timeout, endpoint, dataset):
        command = option(command)
    return command


@contextmanager
def opened(dataset: Path, endpoint: str | None, timeout: float, lang: str) -> Iterator[OpenDataset]:
    """The dataset of these options; a folder given on the command line goes before an address that is a setting."""
    from ..queries.opened import OpenDataset

    ctx = click.get_current_context(silent=True)
    by_hand = ctx and ctx.get_parameter_source("dataset") is ParameterSource.COMMANDLINE
    if endpoint and by_hand and ctx and ctx.get_parameter_source("endpoint") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--dataset and --endpoint are two places to ask; give one")
    if endpoint and not by_hand:
        from ..queries.remote import Remote

        remote = Remote(
            endpoint, timeout=timeout, waiting=_say, progress=_progress if sys.stderr.isatty() else None
        )
        with OpenDataset(remote, lang) as data:
            yield data
    else:
        from ..queries.stores import Embedded

        with OpenDataset(Embedded(dataset), lang) as data:
            yield data


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C ends the program at once: the engine does not look up while it works, and nothing is being changed."""
    import signal

    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _say(message: str) -> None:
    click.echo(message, err=True)


def _progress(message: str) -> None:
    click.echo(f"\r\x1b[K{message}", nl=False, err=True)


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """Standard output for ``-``; else the file, which is there whole or not at all."""
    if str(path) == "-":
        yield sys.stdout
    else:
        from ..export.files import whole

        with whole(path) as file:
            yield file


Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def names(*kinds: str) -> Complete:
    """Shell completion of things: ids, which need no quotes, with their names beside; silent without a dataset."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        from ..graph.errors import ScenError

        try:
            with opened(
                ctx.params.get("dataset") or Path("dataset"), None, 10, ctx.params.get("lang") or "en"
            ) as data:
                found = [
                    hit
                    for kind in kinds or (None,)
                    for hit in (data.find(begun, kind=kind) if begun else data.first(kind))
                ]
        except ScenError:
            return []
        starting = [hit for hit in found if hit.slug.startswith(begun.lower())]
        return [CompletionItem(hit.slug, help=f"{hit.label} ({hit.kind})") for hit in starting or found]

    return complete


def text_or_file(value: str) -> str:
    """What an option gives: the text itself, ``@file``, or ``-`` for standard input."""
    if value == "-":
        return sys.stdin.read()
    if value.startswith("@"):
        try:
            return Path(value[1:]).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise click.UsageError(
                f"{value[1:]}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})"
            ) from None
    return value
