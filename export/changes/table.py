"""A comparison to be read: as text for a terminal, as CSV for spreadsheets, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain, groupby
from typing import TextIO

from ...graph.text import printable
from ..guard import write_guarded
from .change import Change
from .diff import Compared

HEAD = (
    "of", "change", "sentence", "document", "lines", "certainty", "status", "changed", "old", "new", "claims", "iri",
)  # fmt: skip


def withheld(compared: Compared) -> list[str]:
    """What is told of people who are not named any more.

    >>> from collections import Counter; from io import BytesIO
    >>> withheld(Compared(BytesIO(), Counter(), Counter(claim=3)))
    ['3 claims about withheld people were withdrawn']
    """
    told = []
    for of, number in compared.withheld.items():
        if number:
            verb = "was" if number == 1 else "were"
            told.append(f"{number} {of}{'s' * (number != 1)} about withheld people {verb} withdrawn")
    return told


def counted(compared: Compared) -> str:
    """All counts in a line."""
    return "; ".join(
        ", ".join(f"{number} {what}" for what, number in counts.items()) + f" {of}s"
        for of, counts in compared.counts.items()
    )


def write_text(compared: Compared, out: TextIO) -> None:
    """A heading for each kind of change, a line for each change, and below it what is another now."""
    out.write(counted(compared) + "\n")
    out.writelines(line + "\n" for line in withheld(compared))
    for (of, what), changes in groupby(compared, key=lambda change: (change.of, change.what)):
        out.write(f"\n{what} {of}s\n")
        for change in changes:
            sure = ", ".join(word for word in (change.status, change.certainty) if word)
            place = f"  {change.place}" if change.place else ""
            out.write(printable(f"  {_line(change.sentence)}  ({sure}){place}") + "\n")
            out.writelines(printable(f"      {line}") + "\n" for line in _changed(change))


def _changed(change: Change) -> Iterator[str]:
    for one in change.fields:
        yield f"{one.name}: {_line('; '.join(one.old)) or '…'} → {_line('; '.join(one.new)) or '…'}"


def _line(text: str) -> str:
    return " ".join(text.split())


def write_csv(compared: Compared, out: TextIO) -> None:
    """A row for each property that changed; for a change that has none, one row."""
    write_guarded(chain([HEAD], (row for change in compared for row in _rows(change))), out)


def _rows(change: Change) -> Iterator[tuple[str, ...]]:
    for name, old, new in [(one.name, one.old, one.new) for one in change.fields] or [("", (), ())]:
        yield (
            change.of, change.what, change.sentence, change.document, " ".join(map(str, change.lines)), change.certainty, change.status,
            name, "; ".join(old), "; ".join(new), " ".join(iri for iri, _ in change.claims), change.iri,
        )  # fmt: skip


def write_json(compared: Compared, out: TextIO) -> None:
    """An object with the counts, and a change a line."""
    head = {"counts": compared.counts, "withheld": compared.withheld}
    out.write(json.dumps(head)[:-1] + ', "changes": [')
    gap = "\n"
    for change in compared:
        out.write(gap + json.dumps(asdict(change), ensure_ascii=False))
        gap = ",\n"
    out.write("\n]}\n")
