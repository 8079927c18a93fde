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

    The exit status is 0 where no mistake was found and, with --uncovered, no line is left; texts that are not
    in the folder are named, and are no mistake.
    """
    from ..graph.documents import read_folder
    from ..graph.errors import RecordErrors, SettingError
    from ..graph.evidence import prove
    from ..graph.reader import read_records
    from ..graph.stories import checked
    from . import proofs

    try:
        read = read_records(records)
        checked(read)
    except RecordErrors:
        if documents:
            click.echo("The words were not compared with the texts yet: mend these first.", err=True)
        raise
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
    found = proof.checkers
    if not found:
        raise SettingError(str(documents), "holds none of the texts that the records speak of")
    if proof.missing:
        click.echo(
            f"Not in {documents}, and so not compared: the texts of {', '.join(proof.missing)}.", err=True
        )
    left = proofs.uncovered(found) if uncovered else 0
    if mutate:
        proofs.mutate(found, misses)
    proofs.write_offsets(read, proof, write)
    documents_ = "1 document" if len(found) == 1 else f"{len(found)} documents"
    click.echo(f"{proof.verified} of {proof.claims} statements and names verified in {documents_}")
    if left:
        raise click.exceptions.Exit(1)
