"""Options that several commands share."""

from __future__ import annotations

import sys
from pathlib import Path

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
records = click.argument("records", required=False, type=click.Path(path_type=Path))
RECORDS = (
    "RECORDS is a folder with entities/ and sources/; without it, the curated network that comes with scen."
)


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
