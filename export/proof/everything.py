"""All proofs of a release, one after the other; the cheap ones first, the search for names over all that is there last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...graph.errors import Finding, Place
from ...graph.visibility import read_private
from .. import programs_check, tables_check
from ..changes import check as changes
from ..gate import gate
from ..release import sums
from ..release.made import Released
from ..workers import workers
from . import catalogue, model, syntaxes

if TYPE_CHECKING:
    from ..source import Source


@dataclass(frozen=True)
class Proof:
    """What was found, what could not be looked at, and the alarms about names that were taken for false."""

    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    suppressed: tuple[str, ...] = ()


def prove(
    root: Path,
    released: Released,
    besides: Collection[str],
    site: Callable[[Path], Iterator[Finding]],
    standards: Path | None,
    private: Path | None,
    source: Source,
) -> Proof:
    """Everything that is wrong with the release in ``root``, with paths below it.

    :param besides: paths of files that are somebody else's: they are searched for names, and nothing more.
    """
    found: list[Finding] = []
    steps: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("checksums", lambda: sums.check(root, besides)),
        ("the syntaxes of RDF", lambda: syntaxes.check(released.folder)),
        ("the shapes of the model", lambda: model.check(released.folder)),
        ("the catalogue", lambda: catalogue.check(root, standards)),
        ("the tables", lambda: tables_check.check(released.folder)),
        ("files for other programs", lambda: programs_check.check(released.folder, standards)),
        ("the changes", lambda: changes.check(source.settings, released.folder, root)),
        ("the links of the site", lambda: site(root)),
    )
    contact, known = source.settings.contact.email, read_private(private)  # here: a worker has the environment of its beginning
    with workers(1) as pool:  # the longest, beside all others
        search = pool.submit(gate.search, root, known.people if known else (), [contact] if contact else [])
        for step, work in steps:
            source.progress(f"proving {step}")
            found += [told for finding in work() if (told := _below(root, finding)).place.path not in besides]
        source.progress("proving that nobody hidden is named")
        searched = search.result()
    found += searched.findings
    unchecked = (
        *syntaxes.unchecked(),
        *model.unchecked(released.folder),
        *catalogue.unchecked(standards),
        *programs_check.unchecked(standards),
        *gate.unchecked(private),
    )
    return Proof(tuple(found), unchecked, tuple(searched.suppressed))


def _below(root: Path, finding: Finding) -> Finding:
    path = Path(finding.place.path)
    if not path.is_absolute():
        return finding
    place = Place(path.relative_to(root).as_posix(), finding.place.line, finding.place.column)
    return Finding(place, finding.rule, finding.message)
