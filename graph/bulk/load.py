"""Bulk data into a dataset, beside the records: read, check, fill a new store meanwhile, swap.

A file is loaded whole or left out whole; what was loaded under the same name goes. Every change makes a new version
from the records' quads and all kept files, because removing quads from a store takes longer than filling it anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .. import swap
from ..dataset import QUADS, STORE, Dataset
from ..errors import DatasetError, SettingError
from ..visibility import NOBODY, Unspoken, read_private
from . import folder, silence
from .filling import Filler
from .folder import Progress, Source
from .making import Loaded, Making, Wanted
from .unpacked import format_of, parts

__all__ = ["Loaded", "load", "rebuild", "remove", "sources"]


def load(
    files: Sequence[Path],
    dataset: Path = Path("dataset"),
    *,
    name: str | None = None,
    form: str | None = None,
    private: Path | None = None,
    progress: Progress = lambda step: None,
) -> Loaded:
    """Load files of RDF in the profile as bulk sources, each in place of the source of its name.

    :param files: N-Quads, N-Triples, Turtle, TriG, JSON-LD or RDF/XML, also packed (``.gz``, ``.bz2``, ``.zst``).
    :param name: of the source, where there is one file; otherwise a file's name without endings.
    :param form: the ending that tells the format (a key of `unpacked.FORMATS`), where the files' own does not.
    :param private: file of who must not be shown, else the one that `SCEN_PRIVATE` names; a file that holds a name
        of such a person is left out. Other people of the records who are hidden are not known here.
    :raises SettingError: a name or a format that cannot be used; nothing was read.
    :raises RecordErrors: a source that stays would break the shapes without what is replaced, or holds such a name.
    :raises DatasetError: there is no dataset, or it cannot be written; what was there before still is.

    >>> import tempfile
    >>> from scen.graph.build import build
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = build(out=folder / "dataset")
    >>> file = folder / "more.nt"
    >>> _ = file.write_text(
    ...     '<https://w3id.org/scen/id/place/oslo> <http://www.w3.org/2004/02/skos/core#altLabel> "Kristiania"@nb .'
    ... )
    >>> done = load([file], folder / "dataset")
    >>> done.left_out, [(source.name, source.quads, source.graphs) for source in done.new]
    ((), [('more', 1, ('https://w3id.org/scen/graph/bulk/more',))])
    >>> [source.name for source in sources(folder / "dataset")]
    ['more']
    >>> remove(["more"], folder / "dataset").sources
    ()
    """
    wanted = _wanted(files, name, form)
    unspoken = _unspoken(private)
    for number, file in enumerate(wanted, 1):
        if silence.named(unspoken, file.name, file.path.name):
            raise SettingError(f"file {number}", f"its name, or that of the source, {silence.HOLDS}")
    return _next(dataset, wanted, [file.name for file in wanted], progress, unspoken)


def remove(
    names: Sequence[str],
    dataset: Path = Path("dataset"),
    *,
    private: Path | None = None,
    progress: Progress = lambda step: None,
) -> Loaded:
    """Remove bulk sources.

    :param private: as for `load`.
    :raises SettingError: there is no source of that name.
    :raises RecordErrors: a source that stays would break the shapes without them, or holds the name of a person who
        must not be shown.
    :raises DatasetError: as for `load`.
    """
    unspoken = _unspoken(private)
    with Dataset(dataset) as opened:
        known = folder.names(opened.version)
    for name in names:
        if name not in known:
            there = f"there is {', '.join(known)}" if known else "nothing was loaded"
            raise SettingError("--remove", f"no bulk source is named '{name}'; {there}")
    return _next(dataset, [], names, progress, unspoken)


def sources(dataset: Path = Path("dataset")) -> tuple[Source, ...]:
    """The bulk sources of a dataset, by name.

    :raises DatasetError: there is no dataset, or what is kept of a source is damaged.
    """
    with Dataset(dataset) as opened:
        return folder.sources(opened.version)


def rebuild(
    work: Path, base: str, kept: Sequence[Source], progress: Progress, unspoken: Unspoken = NOBODY
) -> str:
    """Complete a version whose records are new and whose bulk sources stay; returns its digest.

    :param unspoken: names that must be nowhere.
    :raises RecordErrors: a source does not go with the records any more, or holds such a name.
    :raises OSError: it cannot be written.
    """
    with Filler(work / STORE) as filler:
        making = Making(work, base, filler, progress, work, list(kept), unspoken)
        filler.whole(*making.files())
        making.settle(staying=True)
        return making.seal()[1]


def _unspoken(private: Path | None) -> Unspoken:
    hidden = read_private(private)
    return hidden.unspoken if hidden else NOBODY


def _wanted(files: Sequence[Path], name: str | None, form: str | None) -> list[Wanted]:
    if name is not None and len(files) != 1:
        raise SettingError("--name", "is for one file")
    found: dict[str, Wanted] = {}
    for path in files:
        called = parts(path)[0] if name is None else name
        if not folder.is_name(called):
            message = f"'{called}' can be no name of a source (letters a-z, digits, '.', '_' and '-')"
            raise SettingError(
                "--name" if name else str(path), message + ("" if name else "; give one with --name")
            )
        if called in found:
            message = f"has the same name as {found[called].path}; load it by itself with --name"
            raise SettingError(str(path), message)
        found[called] = Wanted(path, called, format_of(path, form))
    return list(found.values())


def _next(
    dataset: Path,
    wanted: Sequence[Wanted],
    without: Sequence[str],
    progress: Progress,
    unspoken: Unspoken = NOBODY,
) -> Loaded:
    """The next version: without some sources, and with what of the files is fit."""
    with Dataset(dataset):
        pass  # it says so where there is none, before anything is made
    try:
        with swap.building(dataset) as work:
            with Dataset(dataset) as opened:
                base, old = opened.base, opened.version
            folder.link(old / QUADS, work / QUADS)
            there = folder.names(old)
            stay = folder.carry(old, work, [name for name in there if name not in without])
            with Filler(work / STORE) as filler:
                making = Making(work, base, filler, progress, old, list(stay), unspoken)
                filler.whole(*making.files())
                for file in wanted:
                    making.add(file)
                if not making.settle(staying=len(stay) < len(there)) and wanted:
                    return Loaded(None, folder.sources(old), (), opened.meta["quads"], 0, making.told())
                done, digest = making.seal()
            return replace(done, version=swap.adopt(dataset, work, digest[:12]))
    except (OSError, sqlite3.Error) as error:
        raise DatasetError(
            dataset, f"cannot be written: {getattr(error, 'strerror', None) or error}"
        ) from None
