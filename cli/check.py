"""``scen check``: the records by themselves, and proved against the texts."""

from __future__ import annotations

from pathlib import Path

import click

from . import options


@click.command("check", epilog=options.RECORDS)
@options.records
@options.documents
@click.option("--uncovered", is_flag=True, help="List the lines that no statement refers to.")
@click.option("--mutate", is_flag=True, help="Plant faults, and report how many the check catches.")
@click.option(
    "--write/--no-write",
    default=None,
    help="Write offsets.csv (default: where the folder is not the package's).",
)
@click.option(
    "--misses", type=click.IntRange(0), default=20, show_default=True, help="Missed faults to list."
)
def command(
    records: Path | None,
    documents: Path | None,
    uncovered: bool,
    mutate: bool,
    write: bool | None,
    misses: int,
) -> None:
    """Check records, and prove them against the source texts.

    Without --documents: form, references, names, dates, rules. With it, also SHA-256, lines, words and
    their positions, and that the lines name what a claim joins; positions go to offsets.csv.
    """
    from ..graph.documents import read_folder
    from ..graph.errors import RecordErrors
    from ..graph.evidence import checkers, prove
    from ..graph.reader import read_records
    from . import proofs

    read = read_records(records)
    if not documents:
        if uncovered or mutate:
            raise click.UsageError("--uncovered and --mutate need the texts: --documents DIR")
        click.echo(
            f"{len(read.things)} things and {len(read.sources)} sources: no mistakes in the records themselves"
        )
        click.echo("The words were not compared with the texts: --documents DIR does that.")
        return
    texts = read_folder(documents)
    proof = prove(read, texts)
    if proof.problems:
        raise RecordErrors(proof.problems)
    for document in proof.missing:
        click.echo(f"warning: no file in {documents} has the SHA-256 of {document}", err=True)
    found, _, _ = checkers(read, texts)
    left = proofs.uncovered(found) if uncovered else 0
    if mutate:
        proofs.mutate(found, misses)
    proofs.write_offsets(read, proof, write)
    click.echo(f"{proof.verified} of {proof.claims} statements and names verified in {len(found)} documents")
    if left or proof.missing:
        raise click.exceptions.Exit(1)
