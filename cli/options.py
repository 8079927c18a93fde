"""Options that several commands share."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

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
output = click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default=Path("-"),
    help="File to write, whole or not at all; - is standard output.",
)  # fmt: skip
records = click.argument("records", required=False, type=click.Path(path_type=Path))
RECORDS = (
    "RECORDS is a folder with entities/ and sources/; without it, the curated network that comes with scen."
)


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C ends the program at once: the engine does not look up while it works.

    A thread waits for the signal; it removes what is half written, and leaves.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_stop, daemon=True).start()
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _stop() -> None:
    from ..export.files import forget

    signal.sigwait({signal.SIGINT})
    forget()
    click.echo("scen: stopped; nothing half-done is left", err=True)
    os._exit(130)


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """Standard output for ``-``; else the file, which is there whole or not at all."""
    if str(path) == "-":
        yield sys.stdout
    else:
        from ..export.files import whole

        with whole(path) as file:
            yield file


def text_or_file(value: str) -> str:
    """What an option gives: the text itself, ``@file``, or ``-`` for standard input."""
    name = "standard input" if value == "-" else value[1:]
    try:
        if value == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        if value.startswith("@"):
            return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(
            f"{name}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})"
        ) from None
    return value
