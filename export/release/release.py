"""``scen release``: exports, their description, the site, the proof; and only then is anything published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

from ...graph.dataset import Dataset
from ...graph.errors import Finding, ReleaseError, SettingError
from ...graph.visibility import read_private
from .. import rocrate
from ..catalogue import documents
from ..changes import making
from ..formats import FORMATS
from ..proof import everything, mqa
from ..settings import Settings
from ..source import Progress, Source
from . import sums
from .carried import ABOUT, GIT, carry, keep, others
from .folder import beside, put
from .made import FOLDER, Earlier, Made, Released, measured
from .published import descriptions


@dataclass(frozen=True)
class Site:
    """The static site, which another layer writes and looks through."""

    begun: Callable[[Path, Settings, Path], AbstractContextManager[Callable[[Progress], None]]]
    """Begin to write the site of a dataset with these settings into the folder; then call what is given to finish it."""
    check: Callable[[Path], Iterator[Finding]]


@dataclass(frozen=True)
class Options:
    """How a release is made and proven."""

    standards: Path | None = None
    """Folder of the official shapes and schemas."""
    private: Path | None = None
    """File of who must not be shown."""
    replace: bool = False
    """Make a version anew that was released before."""
    unsearched: bool = False
    """Release although people are hidden of whom it is not known here who they are."""


@dataclass(frozen=True)
class Report:
    """What was released."""

    version: str
    files: tuple[Made, ...]
    """Of the release itself."""
    all_files: int
    bytes: int
    earlier: tuple[Earlier, ...]
    changed: bool
    """False where the very same release was there already."""
    unchecked: tuple[str, ...] = ()
    """What could not be proven here, and why."""
    suppressed: tuple[str, ...] = ()
    """Alarms about names that were taken for false, and why."""
    left_out: tuple[str, ...] = ()
    """Formats that need what is not installed."""
    lacking: tuple[str, ...] = ()
    """What keeps the dataset out of a portal."""
    quality: str = ""
    """The score that data.europa.eu gives the catalogue, as far as files tell it."""


def release(source: Source, folder: Path, site: Site, options: Options = Options()) -> Report:
    """Make a release, and put it in place if nothing is wrong with it; otherwise nothing is changed.

    :raises ReleaseError: its proof found something.
    :raises SettingError: the version was released before with other contents, or the folder cannot be used.
    """
    read_private(options.private)  # a mistake in it is told before anything is written
    if folder.exists() and not folder.is_dir():
        raise SettingError(str(folder), "is no folder")
    with beside(folder) as root:
        kept = others(folder)
        version = source.settings.version
        before = folder / FOLDER / version / sums.NAME
        again = before.read_bytes() if before.is_file() else b""
        earlier = carry(folder, root, without=version)
        _newest(source.settings, earlier)
        here = root / FOLDER / version
        with site.begun(source.dataset.path, source.settings, root) as finish:
            made, left_out = _exported(source, here)
            if not options.unsearched:
                _searchable(here, options.private)
            released = Released(version, source.settings.day, here, made, earlier)
            source.progress("writing changes")
            making.write(_before(released), source, here, root)
            lacking = _described(source, released)
            changed = (here / sums.NAME).read_bytes() != again
            if again and changed and not options.replace:
                raise SettingError(
                    "version", f"{version} was released before with other contents; give the release another version, or --replace"
                )  # fmt: skip
            source.progress("writing the site")
            finish(source.progress)
        _unchanged(source)
        sums.write(root, {here / one.file.path: one.sha256 for one in made})
        keep(folder, root, [name for name in kept if name != GIT])
        proof = everything.prove(root, released, kept, site.check, options.standards, options.private, source)
        if proof.findings:
            raise ReleaseError(proof.findings)
        quality = mqa.told(root, options.standards)
        source.progress("putting it in place")
        there = list(sums.files(root))
        keep(folder, root, [name for name in kept if name == GIT])
        report = Report(
            version, made, len(there), sum(path.stat().st_size for path in there), earlier, changed,
            proof.unchecked, proof.suppressed, left_out, lacking, quality,
        )  # fmt: skip
        put(root, folder)
    return report


def _newest(settings: Settings, earlier: tuple[Earlier, ...]) -> None:
    """A release is the newest one: the catalogue and the stream go on from the last."""
    this = Earlier(settings.day, settings.version)
    if earlier and earlier[-1] > this:
        last = earlier[-1]
        raise SettingError(
            "date", f"{this.version} of {this.day} would stand before {last.version} of {last.day}, which was released already"
        )  # fmt: skip


_HIDDEN = re.compile(rb"/id/person/p-[0-9a-f]{16}>")
"""The IRI of a person whom the public side knows by a keyed hash, see `scen.graph.visibility`."""


def _searchable(here: Path, private: Path | None) -> None:
    """Where people are hidden, it must be known who they are: else nobody can prove that they are named nowhere."""
    if read_private(private) is None:
        with (here / "rdf" / "scen.nq").open("rb") as lines:
            if any(map(_HIDDEN.search, lines)):
                raise SettingError(
                    "--private", "people are withheld or pseudonymous here; name the file of who they are, or --unsearched"
                )  # fmt: skip


def _unchanged(source: Source) -> None:
    """The site was made of the version that the exports were made of."""
    with closing(Dataset(source.dataset.path)) as now:
        if now.meta["digest"] != source.dataset.meta["digest"]:
            raise SettingError("dataset", "was built anew meanwhile; make the release again")


def _exported(source: Source, here: Path) -> tuple[tuple[Made, ...], tuple[str, ...]]:
    made: list[Made] = []
    left_out = []
    for form in FORMATS.values():
        source.progress(f"writing {form.name}")
        try:
            form.write(source, here)
        except SettingError as error:
            if not form.extra:
                raise
            left_out.append(str(error))
        else:
            made += [measured(here, file) for file in form.files]
    return tuple(made), tuple(left_out)


def _before(released: Released) -> Path | None:
    """Folder of the release with which this one is compared."""
    found = [one for one in released.before if one < Earlier(released.day, released.version)]
    return released.root / FOLDER / found[-1].version if found else None


def _described(source: Source, released: Released) -> tuple[str, ...]:
    """Everything by which the release tells of itself, its checksums last; what keeps it out of a portal."""
    about = {
        "version": released.version, "date": released.day, "digest": source.dataset.meta["digest"], "base": source.dataset.base,
        "title": source.settings.title.en, "files": [one.file.path for one in released.made],
    }  # fmt: skip
    (released.folder / ABOUT).write_text(
        json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    lacking = documents.write(source, released)
    crate = rocrate.describe(source, (*released.made, *descriptions(released.folder)))
    (released.folder / rocrate.FILE).write_text(crate, encoding="utf-8", newline="")
    sums.write(released.folder, {released.folder / one.file.path: one.sha256 for one in released.made})
    return lacking
