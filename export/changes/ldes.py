"""The Linked Data Event Stream of claims: who follows it has all claims as of each release, and is told what went.

A member is an activity, as in DCAT-AP Feeds: ``as:Create``, ``as:Update`` or ``as:Delete``, with the claim as ``as:object``, the
time of the release as ``as:published``, and in the graph of the member's own name the claim itself, with the event that a
participation is of. A claim has a new version when any of this is another; the words kept as evidence are not part of it.
A deletion has nothing but the claim's IRI. Members stand on pages of `SIZE`, in the order of the claims' IRIs; the pages of
a release are closed with it and never written again. `VIEW` leads to the first page of each release, each page to the next.

Everything is kept from the first release on. Where the stream cannot be continued, for the release it ended with is gone
or an address is another, it begins anew; its pages then have other addresses, which hold the version. Memory does not
grow with the data.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Literal

from ...ontology.terms import expand
from ..files import write_whole
from ..release.sums import digest
from ..settings import Settings
from ..statements import Said
from ..turtle import Turtle
from . import stream
from .given import Quads
from .lines import CLAIM, EVENT, WORDS, Difference, Pairs, differences, stated
from .stream import FOLDER, VIEW, Page, Part

SIZE = 500
"""Members of a page."""
_JOINS = f"<{expand('cv:hasParticipation')}>".encode()
PREFIXES = {
    "as": "https://www.w3.org/ns/activitystreams#", "dct": "http://purl.org/dc/terms/", "ldes": "https://w3id.org/ldes#",
    "tree": "https://w3id.org/tree#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip


@dataclass(frozen=True)
class Before:
    """The release before."""

    version: str
    quads: Quads


def write(
    before: Before | None, new: Quads, settings: Settings, prefixes: dict[str, str], root: Path, work: Path
) -> None:
    """Add a release to the stream in ``root``; what must be sorted on the disk is, in files of ``work``."""
    parts, address, version = stream.read(root), f"{settings.address}{FOLDER}/", settings.version
    if any(part.version == version for part in parts[:-1]):
        return  # it is made anew after others were added: what they said stays as it is
    if parts and parts[-1].version == version:
        shutil.rmtree(root / FOLDER / version, ignore_errors=True)
        parts = parts[:-1]
    if not _goes_on(parts, before, address, new.base):
        shutil.rmtree(root / FOLDER, ignore_errors=True)
        parts = ()
    published = stream.time(settings.day, parts)
    writer = _Pages(address, version, published, Turtle({**prefixes, **PREFIXES}))
    known = _claims(before.quads, work) if parts and before else iter(())
    found = differences(known, _claims(new, work))
    pages = tuple(writer.write(found, root / FOLDER))
    claims = (parts[-1].claims if parts else 0) + writer.more
    parts = (*parts, Part(version, address, published, pages, claims))
    stream.write(root, parts)
    write_whole(root / FOLDER / VIEW, _view(address, settings, parts))


def _claims(quads: Quads, work: Path) -> Iterator[Said]:
    for said in stated(quads, work):
        if said.subject.startswith(CLAIM):
            pairs = [[*map(quads.own, pair)] for pair in said.pairs if pair[0] != WORDS]
            yield said._replace(subject=quads.own(said.subject), pairs=pairs)


def _goes_on(parts: tuple[Part, ...], before: Before | None, address: str, base: str) -> bool:
    """Whether the stream ended with the release before, at the same addresses."""
    if not parts or before is None:
        return False
    return (parts[-1].version, parts[-1].address, before.quads.base) == (before.version, address, base)


class _Pages:
    """Writes the pages of a release; ``more`` is how many claims there are now that were not there before."""

    def __init__(self, address: str, version: str, published: str, turtle: Turtle) -> None:
        self._address, self._version, self._published, self._turtle = address, version, published, turtle
        self.more = 0

    def write(self, found: Iterator[Difference], folder: Path) -> Iterator[Page]:
        """Write the members on as many pages as it takes."""
        number, some = 1, list(islice(found, SIZE))
        while some:
            following = list(islice(found, SIZE))
            path = f"{self._version}/{number}.trig"
            self._page(folder / path, some, number, bool(following))
            yield Page(path, digest(folder / path), len(some))
            number, some = number + 1, following

    def _page(self, path: Path, some: Iterable[Difference], number: int, more: bool) -> None:
        here = _page(self._address, self._version, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(self._turtle.head())
            file.write(f"\n<{here}> a tree:Node ; ldes:immutable true .\n".encode())
            if more:
                there = _page(self._address, self._version, number + 1)
                later = _relation(here, f"{here}#next", there, "GreaterThanOrEqualTo", self._published)
                file.write(later.encode())
            for one in some:
                file.writelines(self._member(one, here))

    def _member(self, one: Difference, page: str) -> Iterator[bytes]:
        node = f"<{page}#{one.iri[:-1].rpartition(b'/')[2].decode()}>"
        kind = "Delete" if not one.new else "Update" if one.old else "Create"
        self.more += {"Delete": -1, "Update": 0, "Create": 1}[kind]
        yield (
            f"\n<{self._address}{VIEW}#claims> tree:member {node} .\n{node} a as:{kind} ; as:object {one.iri.decode()} ;"
            f' as:published "{self._published}"^^xsd:dateTime .\n'
        ).encode()
        if one.new:
            yield b"%b {\n" % node.encode()
            for said in _payload(one.iri, one.new):
                yield self._turtle.subject(said, b"    ")
            yield b"}\n"


def _payload(claim: bytes, pairs: Pairs) -> Iterator[Said]:
    yield Said(b"", claim, [pair for pair in pairs if pair[0] != EVENT])
    for path, event in pairs:
        if path == EVENT:
            yield Said(b"", event, [[_JOINS, claim]])


def _page(address: str, version: str, number: int) -> str:
    return f"{address}{quote(version)}/{number}.trig"


def _relation(page: str, node: str, there: str, kind: str, at: str) -> str:
    return (
        f"<{page}> tree:relation <{node}> .\n<{node}> a tree:{kind}Relation ; tree:node <{there}> ;"
        f' tree:path as:published ; tree:value "{at}"^^xsd:dateTime .\n'
    )


def _view(address: str, settings: Settings, parts: tuple[Part, ...]) -> str:
    """The root of the stream: what it is, what it keeps, and where the pages of each release begin."""
    view = f"{address}{VIEW}"
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    about = f"""
<{view}#claims> a ldes:EventStream ;
    dct:title {Literal(f"{settings.title.en}: claims", language="en")} ;
    dct:license <{settings.licence}> ;
    ldes:timestampPath as:published ; ldes:versionOfPath as:object ;
    ldes:versionCreateObject as:Create ; ldes:versionUpdateObject as:Update ; ldes:versionDeleteObject as:Delete ;
    ldes:pollingInterval 86400 ;
    tree:view <{view}> .
<{view}> a tree:RootNode, tree:Node ; tree:viewDescription <{view}#source> ; ldes:retentionPolicy <{view}#retention> .
<{view}#source> a ldes:EventSource, tree:SearchTree ; ldes:retentionPolicy <{view}#retention> .
<{view}#retention> a ldes:RetentionPolicy ; ldes:startingFrom "{parts[0].published}"^^xsd:dateTime ;
    dct:description "Every version and every deletion is kept, from the first release of this stream on."@en .
"""
    relations = (
        _relation(view, f"{view}#{name}-{part.version}", _page(address, part.version, 1), kind, part.published)
        for part in parts if part.pages
        for name, kind in (("from", "GreaterThanOrEqualTo"), ("to", "LessThanOrEqualTo"))
    )  # fmt: skip
    return "".join(chain((head, about), relations))
