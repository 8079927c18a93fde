"""RDF of any format as canonical N-Quads, block by block: ``<s> <p> o <g> .``, one space between terms.

Lines that are canonical already, as nearly all of a large file are, pass as they are: one regular expression
takes thousands at once. Only the others go through a parser. What the expression lets pass has the form of
N-Quads; whether every IRI and language tag in it is one is left to the store's own parser, which reads all
anyway (``graph/bulk/filling.py``).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from ..errors import Place, Problem, RecordErrors
from ..text import printable, shorten
from .unpacked import Unpacked, UnreadableError, unpacked, unpacking

BLOCK = 1 << 20
"""Bytes that are read at once."""
LONGEST = 1 << 24
"""Bytes of a line; a longer one is no line of RDF."""
MOST = 50
"""Problems that are told of one file."""
_IRI = rb"<[a-zA-Z][^\x00-\x20<>\"{}|^`\\]*>"
# no possessive groups here: Python 3.11.2 has them wrong, and what is repeated begins unlike what follows
_OBJECT = (
    rb"(?:%b|\"[^\"\\\x00-\x1f\x7f]*(?:\\[tbnrf\"\\][^\"\\\x00-\x1f\x7f]*)*\""
    rb"(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^(?!<http://www\.w3\.org/2001/XMLSchema#string>)%b)?)"
) % (_IRI, _IRI)
_QUADS = re.compile(rb"(?:%b %b %b %b \.\n)+" % (_IRI, _IRI, _OBJECT, _IRI))
_TRIPLES = re.compile(rb"(?:%b %b %b \.\n)+" % (_IRI, _IRI, _OBJECT))
_LINES = (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES)


class Canonical:
    """One file, read as canonical N-Quads.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.ttl"
    >>> _ = path.write_text('<http://example.org/a> a <http://example.org/B> .')
    >>> read = Canonical(path, RdfFormat.TURTLE, NamedNode("http://example.org/g"))
    >>> print(b"".join(read).decode().strip())
    <http://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/B> <http://example.org/g> .
    """

    def __init__(
        self,
        path: Path,
        form: RdfFormat,
        graph: NamedNode,
        progress: Callable[[float], None] = lambda part: None,
    ) -> None:
        """``graph`` takes the triples that stand in none; ``progress`` is told the part that was read."""
        self.path, self.form, self.graph, self._progress = path, form, graph, progress
        self.sha256 = ""
        self._problems: list[Problem] = []
        self._line = 0
        self._silent = array("q")  # lines that hold no quad: less than the whole is kept, and often nothing

    def __iter__(self) -> Iterator[bytes]:
        """The quads, many lines at a time.

        :raises RecordErrors: the file cannot be read, or is damaged; all of its problems, with their lines.
        """
        try:
            with unpacked(self.path) as file, unpacking(self.path):
                yield from self._lines(file) if self.form in _LINES else self._document(file)
                self.sha256 = file.sha256()
        except UnreadableError as error:
            self._tell(str(error))
        if self._problems:
            raise RecordErrors(self._problems)

    def line(self, number: int) -> int:
        """The line of the file that gave the quad of that number (from 1); 0 where lines are not quads."""
        if self.form not in _LINES:
            return 0
        line = number
        while (found := number + bisect_left(self._silent, line + 1)) != line:
            line = found
        return line

    def _tell(self, message: str, line: int | None = None) -> None:
        at = self._line if line is None else line
        self._problems.append(Problem(Place(str(self.path), at), printable(shorten(message, 200))))

    # -- N-Quads and N-Triples: by lines ---------------------------------------------------------------------

    def _lines(self, file: Unpacked) -> Iterator[bytes]:
        rest = b""
        while read := file.stream.read(BLOCK):
            whole = rest + read
            cut = whole.rfind(b"\n") + 1
            rest = whole[cut:]
            yield self._block(whole[:cut])
            self._progress(file.done())
            if len(rest) > LONGEST:
                self._tell("is no RDF: a line has no end", self._line + 1)
                return
            if self._enough():
                self._tell("the rest was not read", self._line + 1)
                return
        if rest:
            yield self._block(rest + b"\n")

    def _block(self, lines: bytes) -> bytes:
        """Whole lines, as canonical ones."""
        if self._line == 0:
            lines = lines.removeprefix(b"\xef\xbb\xbf")
        if b"\r\n" in lines:
            lines = lines.replace(b"\r\n", b"\n")
        if bad := _no_text(lines):
            self._tell("is no UTF-8", self._line + lines.count(b"\n", 0, bad - 1) + 1)
            start, self._line = self._line, self._line + lines.count(b"\n")
            self._silent.extend(range(start + 1, self._line + 1))
            return b""
        found, at = [], 0
        while at < len(lines) and not self._enough():
            if self.form == RdfFormat.N_QUADS and (plain := _QUADS.match(lines, at)):
                end, text = plain.end(), plain.group()
            elif plain := _TRIPLES.match(lines, at):
                end, text = plain.end(), plain.group().replace(b" .\n", b" %b .\n" % str(self.graph).encode())
            else:
                end = lines.index(b"\n", at) + 1
                self._line += 1
                found.append(self._odd(lines[at:end]))
                at = end
                continue
            self._line += lines.count(b"\n", at, end)
            found.append(text)
            at = end
        return b"".join(found)

    def _odd(self, line: bytes) -> bytes:
        """A line that is not canonical, as the parser has it."""
        text = b""
        try:
            text = b"".join(self._quad(quad) for quad in parse(line, format=self.form))
        except SyntaxError as error:
            self._tell(_worded(error))
        except _UnfitError as error:
            self._tell(str(error))
        if not text:
            self._silent.append(self._line)
        return text

    def _enough(self) -> bool:
        """So many lines are wrong that the rest need not be read; sooner where none was right before."""
        return len(self._problems) >= (3 if len(self._silent) >= self._line else MOST)

    # -- the other formats: as a whole -----------------------------------------------------------------------

    def _document(self, file: Unpacked) -> Iterator[bytes]:
        stream = _Watched(file.stream, self.form == RdfFormat.RDF_XML)
        quads = self._parsed(stream)
        try:
            while some := b"".join(islice(quads, 4096)):
                yield some
                self._progress(file.done())
            stream.finish()
        except SyntaxError as error:
            self._tell(_worded(error), error.lineno or self._where())
        except _UnfitError as error:
            self._tell(str(error), self._where())

    def _parsed(self, stream: _Watched | _ByLine) -> Iterator[bytes]:
        return (self._quad(quad) for quad in parse(cast(IO[bytes], stream), format=self.form))

    def _where(self) -> int:
        """The line up to which one must read to meet what is wrong: the file is read again, line by line."""
        with unpacked(self.path) as file:
            stream = _ByLine(file.stream)
            try:
                for _ in self._parsed(stream):
                    pass
            except (SyntaxError, _UnfitError):
                return stream.line
        return 0

    def _quad(self, quad: Quad) -> bytes:
        for term in quad:
            if isinstance(term, BlankNode):
                raise _UnfitError("has a blank node; everything in the profile has an IRI")
            if isinstance(term, Triple) or getattr(term, "direction", None):
                raise _UnfitError("has a term of RDF 1.2, which the profile does not know")
        if isinstance(quad.graph_name, DefaultGraph):
            return f"{quad} {self.graph} .\n".encode()
        return f"{quad} .\n".encode()


class _UnfitError(Exception):
    """RDF, but not of the profile."""


class _Watched:
    """A stream that makes sure an XML document is whole: the RDF parser takes one that is cut off for whole."""

    def __init__(self, stream: IO[bytes], xml: bool) -> None:
        self._stream, self._xml = stream, expat.ParserCreate() if xml else None

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._check(data, False)
        return data

    def finish(self) -> None:
        """:raises SyntaxError: the document is not whole."""
        self._check(b"", True)

    def _check(self, data: bytes, last: bool) -> None:
        try:
            if self._xml and (data or last):
                self._xml.Parse(data, last)
        except expat.ExpatError as error:
            message = expat.ErrorString(error.code) or "is no XML"
            raise SyntaxError(message, (None, error.lineno, error.offset + 1, None)) from None


class _ByLine:
    """A stream that gives one line at a time, and counts them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.line, self._rest = stream, 0, b""

    def read(self, size: int = -1) -> bytes:
        """The next line, or a part of it."""
        if not self._rest:
            self._rest = self._stream.readline()
            self.line += bool(self._rest)
        data, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return data


def _no_text(data: bytes) -> int:
    """The place (from 1) of the first byte that is no UTF-8; 0 where all are."""
    try:
        data.isascii() or data.decode()
    except UnicodeDecodeError as error:
        return error.start + 1
    return 0


def _worded(error: SyntaxError) -> str:
    """What a parser says, without the place, which stands before it."""
    return re.sub(r"^Parser error at line \d+ (between )?columns? \d+( and \d+)?: ", "", error.msg)
