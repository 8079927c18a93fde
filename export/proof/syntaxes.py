"""Every RDF file of a release holds the same statements, whoever reads it.

Nothing here has blank nodes, so graphs are isomorphic exactly when they are the same set of statements. A set is told
by the number of its members and the sum of their hashes: as sure as the hash, in memory that does not grow.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from ...graph.errors import Finding, Place

_WHOLE = 1 << 128
DUMP = "scen.nq"
"""The file to which the others are held."""
RAPPER = {"nq": "nquads", "nt": "ntriples", "ttl": "turtle", "trig": "trig", "rdf": "rdfxml"}
"""Ending -> what ``rapper`` calls the syntax, Raptor 2."""


@dataclass(frozen=True)
class Content:
    """What a file holds: how many statements, and the sum of their hashes."""

    statements: int
    hashes: int


def content(statements: Iterable[str]) -> Content:
    """The content of statements, each once.

    >>> content(["a", "b"]) == content(["b", "a"]), content(["a"]) == content(["b"])
    (True, False)
    """
    count = total = 0
    for statement in statements:
        total += int.from_bytes(hashlib.blake2b(statement.encode(), digest_size=16).digest(), "big")
        count += 1
    return Content(count, total % _WHOLE)


def read(path: Path) -> Content:
    """The content of a file as pyoxigraph reads it.

    :raises SyntaxError: it is not of the syntax that its ending tells.
    """
    form = _form(path)
    quads = parse(path=str(path), format=form)
    return content(map(_quad if form.supports_datasets else _triple, quads))


def union(path: Path) -> Content:
    """The content of the union of all graphs of sorted N-Quads, in which the same triple of several graphs stands together."""
    quads = parse(path=str(path), format=RdfFormat.N_QUADS)
    return content(triple for triple, _ in groupby(map(_triple, quads)))


def _form(path: Path) -> RdfFormat:
    form = RdfFormat.from_extension(path.suffix[1:])
    assert form, path
    return form


def _quad(quad: Quad) -> str:
    return f"{quad.triple} {'' if quad.graph_name == DefaultGraph() else quad.graph_name}"


def _triple(quad: Quad) -> str:
    return str(quad.triple)


def unchecked() -> Iterator[str]:
    """What cannot be checked here, in words."""
    if not shutil.which("rapper"):
        yield "the dumps by an independent parser: rapper is not installed (raptor2-utils)"


def check(folder: Path) -> Iterator[Finding]:
    """Files in ``rdf/`` that cannot be read, or do not hold what the first of their sort does.

    Those that know graphs (TriG, JSON-LD) are held to the N-Quads, those of triples alone to the union of its graphs.
    """
    paths = [
        path for path in sorted((folder / "rdf").glob("*.*")) if RdfFormat.from_extension(path.suffix[1:])
    ]
    first: dict[bool, tuple[Path, Content]] = {}
    with ThreadPoolExecutor() as pool:
        for path, (found, wrong) in zip(paths, pool.map(_read, paths), strict=True):
            if wrong or found is None:
                yield wrong or Finding(Place(str(path)), "rdf-syntax", "cannot be read")
                continue
            graphs = _form(path).supports_datasets
            if path.name == DUMP:
                first = {True: (path, found), False: (path, union(path))}
            like, wanted = first.setdefault(graphs, (path, found))
            if found != wanted:
                yield _other(path, found, like, wanted)
            yield from rapped(path, found)


def _read(path: Path) -> tuple[Content | None, Finding | None]:
    try:
        return read(path), None
    except SyntaxError as error:
        return None, Finding(Place(str(path), error.lineno or 0), "rdf-syntax", str(error.msg))


def _other(path: Path, found: Content, like: Path, wanted: Content) -> Finding:
    many = f"{found.statements} statements, {like.name} has {wanted.statements}"
    same = f"as many statements as {like.name}, but not the same"
    return Finding(Place(str(path)), "rdf-equal", same if found.statements == wanted.statements else many)


def rapped(path: Path, found: Content) -> Iterator[Finding]:
    """What the independent parser ``rapper`` says otherwise, where it is installed and knows the syntax."""
    name, program = RAPPER.get(path.suffix[1:]), shutil.which("rapper")
    if not name or not program:
        return
    command = [program, "-c", "-i", name, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    counted = re.search(r"returned (\d+) triple", told)
    wrong = [line for line in told.splitlines() if line.startswith(("rapper: Error", "rapper: Failed"))]
    if wrong or not counted:
        yield Finding(Place(str(path)), "rapper", wrong[0] if wrong else "cannot be read")
    elif int(counted[1]) != found.statements:
        yield Finding(
            Place(str(path)), "rapper", f"reads {counted[1]} statements, we read {found.statements}"
        )
