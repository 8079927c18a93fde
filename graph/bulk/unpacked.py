"""A file of RDF as it lies on the disk: which format its name tells, unpacked as it is read, with its SHA-256.

Nothing is held but what is being read. A file that changes meanwhile, or is packed wrongly, is refused.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from pyoxigraph import RdfFormat

from ..errors import SettingError

if TYPE_CHECKING:
    from typing_extensions import Buffer

FORMATS: Mapping[str, RdfFormat] = {
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
}
"""Ending of a file's name -> its format."""


class UnreadableError(Exception):
    """The file cannot be read: it is not there, packed wrongly, or has changed; the message says which."""


def parts(path: Path) -> tuple[str, str, str]:
    """The name of a file without its endings, the ending that tells its format, and that of its packing.

    >>> parts(Path("in/people.2024.nq.gz")), parts(Path("dump"))
    (('people.2024', 'nq', 'gz'), ('dump', '', ''))
    """
    rest, packing = path.name, ""
    if (ending := Path(rest).suffix.lower().removeprefix(".")) in _UNPACK:
        rest, packing = Path(rest).stem, ending
    ending = Path(rest).suffix.lower().removeprefix(".")
    return (Path(rest).stem, ending, packing) if ending in FORMATS else (rest, "", packing)


def format_of(path: Path, given: str | None = None) -> RdfFormat:
    """The format of a file: the one ``given`` (a key of `FORMATS`), else the one that its name tells.

    :raises SettingError: neither tells one.
    """
    ending = given or parts(path)[1]
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        packed = ", ".join(f".{name}" for name in _UNPACK)
        raise SettingError(
            str(path),
            f"its ending tells no format of RDF ({known}; also with {packed}); say it with --format",
        )
    return FORMATS[ending]


class Unpacked:
    """An open file: ``stream`` gives its bytes unpacked; ``sha256`` is that of the file, once it was read."""

    def __init__(self, stream: IO[bytes], raw: _Hashed) -> None:
        self.stream, self._raw = stream, raw

    def sha256(self) -> str:
        """SHA-256 of the file as it lies on the disk; reads what is left of it."""
        while self._raw.read(1 << 20):
            pass
        return self._raw.sha.hexdigest()

    def done(self) -> float:
        """The part of the file that was read, from 0 to 1."""
        return self._raw.tell() / max(1, self._raw.size)


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """The file, open.

    :raises UnreadableError: it cannot be read, is no plain file, or changed while it was read; also within the block.
    """
    with _opened(path) as file:
        before, raw = _state(file), _Hashed(file)
        with _UNPACK.get(parts(path)[2], io.BufferedReader)(raw) as stream:
            yield Unpacked(stream, raw)
        if _state(file) != before or _state(path) not in (before, None):
            raise UnreadableError("has changed while it was read; load it again when it is whole")


def _opened(path: Path) -> IO[bytes]:
    """The file, open; what is no plain file is not opened, for a pipe would wait for someone to write into it."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableError("is a folder; name the files in it")
        if not stat.S_ISREG(mode):
            raise UnreadableError("is no plain file")
        return path.open("rb", buffering=0)
    except FileNotFoundError:
        raise UnreadableError("there is no such file") from None
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror or error}") from None


@contextmanager
def unpacking(path: Path) -> Iterator[None]:
    """Turns what goes wrong while bytes are read into one kind of error.

    :raises UnreadableError: it is cut off, or not packed as its name says, or the disk gives an error.
    """
    try:
        yield
    except EOFError:
        raise UnreadableError("is cut off") from None
    except (gzip.BadGzipFile, zlib.error, _zstd().ZstdError):
        raise UnreadableError(f"is no whole .{parts(path)[2]} file") from None
    except OSError as error:
        told = error.strerror or (f"is no whole .{parts(path)[2]} file" if parts(path)[2] else str(error))
        raise UnreadableError(told if error.errno is None else f"cannot be read: {told}") from None


def _state(file: IO[bytes] | Path) -> tuple[int, int, int] | None:
    """What changes when a file does; None where it is there no more."""
    try:
        found = file.stat() if isinstance(file, Path) else os.fstat(file.fileno())
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


class _Hashed(io.RawIOBase):
    """A file that is hashed as it is read, up to where its end was when it was opened."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.sha, self.size = file, hashlib.sha256(), os.fstat(file.fileno()).st_size
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)[: self.size - self._done]
        number: int = self._file.readinto(view)  # type: ignore[attr-defined]
        self.sha.update(view[:number])
        self._done += number
        return number

    def tell(self) -> int:
        return self._done


def _zstd() -> Any:
    """The module of Zstandard: Python's own from 3.14 on."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


_UNPACK: Mapping[str, Callable[[io.RawIOBase], IO[bytes]]] = {
    "gz": lambda raw: cast(IO[bytes], gzip.GzipFile(fileobj=raw)),
    "bz2": bz2.BZ2File,
    "zst": lambda raw: _zstd().ZstdFile(raw),
}
"""Ending -> what unpacks such a file."""
