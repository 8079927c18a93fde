"""What can be compared: a release, a dataset, or a file of N-Quads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ...graph.bulk import folder as bulk
from ...graph.dataset import QUADS, Dataset
from ...graph.errors import SettingError
from ...ontology.terms import NS
from ..release import carried
from ..release.made import FOLDER
from ..sorting import Lines, pieces

DUMP = "rdf/scen.nq"
"""In the folder of a release."""
_NS, _VOCABULARY = f"<{NS}".encode(), b"graph/vocabulary> .\n"


@dataclass(frozen=True)
class Quads:
    """Files of canonical N-Quads, a statement a line in any order, of things whose namespace is ``base``."""

    files: tuple[Path, ...]
    base: str

    def pieces(self) -> Iterator[Lines]:
        """The lines of all files as they come, some at a time.

        Things, terms and graphs have the namespace that comes with scen, whatever theirs is; see `own`.
        """
        for path in self.files:
            with path.open("rb") as file:
                for piece in pieces(file):
                    yield (
                        piece if self.base == NS else [line.replace(b"<" + self._base, _NS) for line in piece]
                    )

    def own(self, text: bytes) -> bytes:
        """IRIs as `pieces` has them, in the namespace that they have here."""
        return text if self.base == NS else text.replace(_NS, b"<" + self._base)

    @property
    def _base(self) -> bytes:
        return self.base.encode()


@contextmanager
def opened(path: Path) -> Iterator[Quads]:
    """The quads of ``DIR`` or ``DIR/releases/<version>`` of a release, of a dataset's folder, or of a file.

    Of a publication it is the newest release; a dataset stays readable within the block while it is built anew.

    :raises SettingError: it holds nothing that could be compared.
    :raises DatasetError: the dataset is damaged.
    """
    if path.is_file():
        _is_nquads(path)
        yield Quads((path,), _base(path))
    elif folder := _release(path):
        yield release(folder)
    elif not path.exists():
        raise SettingError(str(path), "is not there; name a release, a dataset or a file of N-Quads")
    else:
        with Dataset(path) as dataset:
            yield of(dataset)


def of(dataset: Dataset) -> Quads:
    """The quads of a dataset, bulk sources included."""
    version = dataset.version
    files = (version / QUADS, *(bulk.kept(version, one.name) for one in bulk.sources(version)))
    return Quads(files, dataset.base)


def release(folder: Path) -> Quads:
    """The quads of a release."""
    about = folder / carried.ABOUT
    base = json.loads(about.read_text(encoding="utf-8"))["base"] if about.is_file() else _base(folder / DUMP)
    return Quads((folder / DUMP,), base)


def _base(file: Path) -> str:
    """The namespace, as the name of the graph of the model tells it; what has no model has ours."""
    with file.open("rb") as lines:
        for line in islice(lines, 10_000):
            if line.endswith(_VOCABULARY):
                return line[: -len(_VOCABULARY)].rpartition(b"<")[2].decode()
    return NS


def _is_nquads(path: Path) -> None:
    with path.open("rb") as file:
        try:
            list(parse(file.readline(), format=RdfFormat.N_QUADS))
        except (SyntaxError, ValueError):
            raise SettingError(str(path), "is no file of N-Quads; its first line is no statement") from None


def _release(path: Path) -> Path | None:
    if (path / DUMP).is_file():
        return path
    found = [about.parent for about in (path / FOLDER).glob(f"*/{carried.ABOUT}")]
    return max(found, key=carried.read, default=None)
