"""What ``scen check`` prints and writes besides its verdict."""

from __future__ import annotations

from collections import Counter

import click

from ..export.files import write_whole
from ..graph import offsets
from ..graph.evidence import Checker, Proof
from ..graph.mutation import mutants
from ..graph.reader import Records, bundled, shown
from ..graph.text import shorten


def uncovered(found: list[Checker]) -> int:
    """List the lines nothing refers to; returns their number."""
    number = 0
    for checker in found:
        for line, text in checker.uncovered():
            number += 1
            click.echo(f"{checker.source.document.id}:{line}: not referred to: {shorten(text.strip(), 90)}")
    click.echo(f"{number} lines left unexplained")
    return number


def mutate(found: list[Checker], misses: int) -> None:
    """Plant faults and report what was caught."""
    tried = [mutant for checker in found for mutant in mutants(checker)]
    missed = [mutant for mutant in tried if not mutant.caught]
    caught = len(tried) - len(missed)
    click.echo(f"{caught} of {len(tried)} planted faults caught ({caught / max(1, len(tried)):.1%})")
    for reason, number in Counter(mutant.reason for mutant in missed).most_common():
        click.echo(f"  {number} missed: {reason}")
    for mutant in missed[:misses]:
        click.echo(f"  {mutant.place}: {mutant.fault}: {mutant.reason}")
    if len(missed) > misses:
        click.echo(f"  … and {len(missed) - misses} more; --misses {len(missed)} lists all")


def write_offsets(records: Records, proof: Proof, write: bool | None) -> None:
    """Write offsets.csv where it has changed."""
    path = records.root / offsets.NAME
    known = offsets.read(records.root)
    absent = {key: start for key, start in known.items() if key[0] in proof.missing}
    text = offsets.text(proof.offsets | absent)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    if write is False or (write is None and _installed(records)):
        click.echo(f"{shown(path)} is not current; --write makes it so", err=True)
        raise click.exceptions.Exit(1)
    write_whole(path, text)
    click.echo(f"wrote {len(proof.offsets)} positions to {shown(path)}")


def _installed(records: Records) -> bool:
    """Whether the records are those of an installed package, which a check should not change."""
    return records.root == bundled() and not (records.root.parent / "pyproject.toml").exists()
