"""``scen forget``: a person leaves the records, and what is published is looked through for them."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import options

if TYPE_CHECKING:
    from ..graph.forget import Forgetting
    from ..graph.visibility import Hidden


@click.command("forget", epilog=options.RECORDS.replace("RECORDS", "--records"))
@click.argument("name")
@click.option(
    "--records", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of the records."
)
@click.option("--private", type=click.Path(path_type=Path, dir_okay=False),
              help="File of who must not be shown (or SCEN_PRIVATE); made with a new key where there is none.")  # fmt: skip
@click.option("--releases", type=click.Path(path_type=Path, exists=True, file_okay=False), multiple=True, metavar="DIR",
              help="Published release to look through; may be given more than once.")  # fmt: skip
@click.option("--apply", "apply_", is_flag=True, help="Change the records and the private file.")
@click.option(
    "--undo", "undo_", is_flag=True, help="Make the records what they were before NAME was forgotten."
)
def command(
    name: str,
    records: Path | None,
    private: Path | None,
    releases: tuple[Path, ...],
    apply_: bool,
    undo_: bool,
) -> None:
    """Forget a person: show what would change, and which published releases still hold them.

    NAME is a name or an id; - reads it from standard input, so that no history of commands keeps it. The names move to
    the private file, a tombstone stays in the records, and statements that rest on the person go.
    """
    from ..graph import forget_files
    from ..graph.errors import NotFound
    from ..graph.forget import prepare
    from ..graph.reader import bundled
    from ..graph.visibility import read_private

    file = forget_files.need_private(private)
    named = options.text_or_file(name).strip() if name == "-" else name
    root = records or bundled()
    if undo_:
        forget_files.undo(named, root, file)
        click.echo("The records are what they were; the person is in the private file no more.")
        return
    known = read_private(file) if file.exists() else None
    used = known or forget_files.new_private()
    people = _listed(known.people if known else (), named)
    try:
        forgetting = prepare(root, people[0].id if people else named, used)
    except NotFound:
        if not people:
            raise
        click.echo("The private file lists this person, and the records do not.")
    else:
        same = (one for one in (known.people if known else ()) if one.id == forgetting.person.id)
        people = [reduce(forget_files.joined, same, forgetting.person)]
        _tell(forgetting, new=known is None and not apply_)
        if apply_:
            forget_files.apply(forgetting, root, used, file)
            click.echo(
                "\nDone; --undo takes it back. A version control of the records still holds what they were."
            )
        else:
            click.echo("\nNothing is changed yet: --apply does it.")
    for folder in releases:
        _tell_release(folder, people)


def _listed(people: tuple[Hidden, ...], name: str) -> list[Hidden]:
    from ..graph.text import fold

    return [one for one in people if fold(name) in {fold(text) for text in (one.id, *one.names)}]


def _tell(forgetting: Forgetting, *, new: bool) -> None:
    for change in forgetting.changes:
        click.echo(change.diff())
    many = len(forgetting.person.names)
    click.echo(f"\nIn the private file: the id and {many} name{'s' if many != 1 else ''}, withheld.")
    if new:
        click.echo("There is no private file yet: its key will be new, and so will the id of the tombstone.")
    click.echo(f"Statements that go: {len(forgetting.claims)}")
    for place, sort in forgetting.claims:
        click.echo(f"  {place}: {sort}")
    if forgetting.left:
        click.echo("Lines that still name the person; word them otherwise, or leave them out:")
        for place in forgetting.left:
            click.echo(f"  {place}")


def _tell_release(folder: Path, people: list[Hidden]) -> None:
    """Where a published release holds the person, file by file, and what is to be done about it."""
    from ..export.gate.gate import CLOSED, search

    found = search(folder, people, reach=False)
    lines: dict[str, set[int]] = defaultdict(set)
    closed = [finding for finding in found.findings if finding.rule == CLOSED]
    for finding in found.findings:
        if finding.rule != CLOSED:
            lines[finding.place.path].add(finding.place.line)
    for path, numbers in lines.items():
        at = ", ".join(str(number) for number in sorted(numbers) if number)
        click.echo(f"{folder / path}{':' if at else ''}{at}")
    if found.suppressed:
        click.echo(f"{folder}: {len(found.suppressed)} more places hold one word of the name alone")
    for finding in closed:
        click.echo(f"{folder / finding.place.path}: {finding.message}")
    if not lines:
        if not closed:
            click.echo(f"{folder}: the person is not in it")
        return
    older = sorted({path.split("/")[1] for path in lines if path.startswith("releases/")})
    click.echo(f"{folder}: {len(lines)} files hold the person. What to do:")
    click.echo("  1. scen build, then scen release into a new folder: neither takes the person along")
    if older:
        click.echo(f"  2. leave these releases out, for they cannot be mended: {', '.join(older)}")
    click.echo(
        "  3. replace what is published, and ask those who harvested or copied it to do so (portals, archives, caches)"
    )
