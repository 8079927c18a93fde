"""What a release tells of its changes: a comparison with the release before, the feed, and the event stream."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ..source import Source
from ..turtle import prefixes
from . import atom, ldes
from .change import CLAIMS, TIES
from .diff import compared
from .given import DUMP, Quads, of, release
from .lines import CLAIM, stated
from .rdf import write_rdf
from .table import write_csv, write_json

FOLDER = "changes"
CSV, RDF, JSON = f"{FOLDER}/changes.csv", f"{FOLDER}/changes.ttl", f"{FOLDER}/changes.json"


def write(old: Path | None, new: Source, folder: Path, root: Path) -> None:
    """Write ``changes/`` into the folder of a release, and the feed and the stream into ``root``, which holds the releases before.

    :param old: folder of the release before; the first has none, and no comparison.
    """
    before = ldes.Before(old.name, release(old)) if old and (old / DUMP).is_file() else None
    now, settings = of(new.dataset), new.settings
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".scen-changes-", dir=root) as work:
        if before:
            _compare(before, now, new, folder, Path(work))
        else:
            _first(now, new, folder, Path(work))
        new.progress("writing the event stream")
        ldes.write(before, now, settings, prefixes(new), root, Path(work))
    atom.write(settings, root)


def _compare(before: ldes.Before, now: Quads, new: Source, folder: Path, work: Path) -> None:
    address = f"{new.settings.address}releases/{new.settings.version}/{RDF}"
    with compared(before.quads, now, work, new.progress) as found:
        for name, writer in ((CSV, write_csv), (JSON, write_json)):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer(found, file)
        with (folder / RDF).open("w", encoding="utf-8", newline="") as file:
            write_rdf(found, file, address)
        counts = found.counts
        _summary(new, before.version, counts["claim"], counts["tie"], found.withheld).write(folder)


def _first(now: Quads, new: Source, folder: Path, work: Path) -> None:
    claims, ties = dict.fromkeys(CLAIMS, 0), dict.fromkeys(TIES, 0)
    for said in stated(now, work):
        (claims if said.subject.startswith(CLAIM) else ties)["new"] += 1
    _summary(new, "", claims, ties, {"claim": 0, "tie": 0}).write(folder)


def _summary(
    new: Source, since: str, claims: dict[str, int], ties: dict[str, int], withheld: dict[str, int]
) -> atom.Summary:
    return atom.Summary(new.settings.version, new.settings.day, since, claims, ties, withheld)
