"""Progress of long work: one line on a terminal that names the step and its time; nothing in a pipe."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

import click


@contextlib.contextmanager
def steps(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Gives a function to be told each step as it begins."""
    shown, began = sys.stderr.isatty() and not quiet, time.monotonic()

    def step(name: str) -> None:
        if shown:
            click.echo(f"\r\x1b[K{time.monotonic() - began:5.1f} s  {name} …", nl=False, err=True)

    try:
        yield step
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)
