"""The formats that a dataset is exported in: what each writes, and the module that writes it.

Each module has ``write(source, folder)``, which writes the files named here into the folder, and nothing else: the same
bytes for the same data, as a stream where the format lets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.errors import SettingError
from ..graph.nearest import did_you_mean

if TYPE_CHECKING:
    from .source import Source


@dataclass(frozen=True)
class File:
    """A file of an export."""

    path: str
    """In the release, such as ``rdf/scen.ttl``."""
    media: str
    """Media type, IANA's where there is one."""
    title: str
    code: str = ""
    """Code in the EU authority table of file types, where there is one."""
    standard: str = ""
    """IRI of the specification."""


@dataclass(frozen=True)
class Format:
    """A format by the name that the command line knows."""

    name: str
    title: str
    module: str
    """In this package."""
    files: tuple[File, ...]
    extra: str = ""
    """What must be installed for it: ``pip install 'scen[extra]'``."""

    def write(self, source: Source, folder: Path) -> tuple[Path, ...]:
        """Write its files below the folder, which is made; where they are.

        :raises SettingError: what it needs is not installed.
        """
        paths = tuple(folder / file.path for file in self.files)
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            import_module(f".{self.module}", __package__).write(source, folder)
        except ModuleNotFoundError as error:
            if not self.extra or not error.name or error.name.startswith("scen"):
                raise
            raise SettingError(self.name, f"needs {error.name}: pip install 'scen[{self.extra}]'") from None
        return paths


_PUB = "http://publications.europa.eu/resource/authority/file-type/"
_FORMATS = "http://www.w3.org/ns/formats/"

FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("nquads", "all graphs", "nquads", (
            File("rdf/scen.nq", "application/n-quads", "N-Quads: all graphs, one statement a line", "RDF_N_QUADS", _FORMATS + "N-Quads"),)),
    )
}  # fmt: skip
"""Name -> format, in the order in which they are listed and written."""


def format_of(name: str) -> Format:
    """The format of a name.

    :raises SettingError: there is none of that name.
    """
    if name not in FORMATS:
        raise SettingError("format", f"no format '{name}'{did_you_mean(name, FORMATS)}; see scen export --list")
    return FORMATS[name]


def files() -> Iterator[tuple[Format, File]]:
    """Every file of every format."""
    for form in FORMATS.values():
        for file in form.files:
            yield form, file
