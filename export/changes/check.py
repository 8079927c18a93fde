"""Is what a release tells of its changes whole: does the feed lead to what is there, and the stream to every claim, once?"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as xml

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse

from ...graph.errors import Finding, Place
from ...ontology.terms import expand
from ..release.sums import digest
from ..settings import Settings
from . import atom, stream
from .given import DUMP
from .ldes import PREFIXES
from .making import CSV

_CLAIM = re.compile(f"> <{expand('rdf:type')}> <[^>]*ns#Claim> <".encode())
_TYPE, _KINDS = expand("rdf:type"), {PREFIXES["as"] + kind: kind for kind in ("Create", "Update", "Delete")}
_OBJECT, _PUBLISHED = PREFIXES["as"] + "object", PREFIXES["as"] + "published"
_MEMBER = PREFIXES["tree"] + "member"
_FEED, _ENTRY = ("id", "title", "updated", "author"), ("id", "title", "updated", "link")
"""Elements that a reader of feeds counts on."""


def check(settings: Settings, folder: Path, root: Path) -> Iterator[Finding]:
    """What is wrong with the changes in the release's ``folder``, and with feed and stream in ``root``."""
    yield from _counts(folder)
    for name in atom.FEEDS.values():
        yield from _feed(root, name, settings.address)
    yield from _stream(folder, root, settings)


def _counts(folder: Path) -> Iterator[Finding]:
    """The summary against the table."""
    told = atom.read(folder)
    if not told.since:
        return
    with (folder / CSV).open(encoding="utf-8", newline="") as file:
        rows = groupby(csv.DictReader(file), key=lambda row: (row["of"], row["change"], row["iri"]))
        there = Counter(key[:2] for key, _ in rows)
    for of, counts in (("claim", told.claims), ("tie", told.ties)):
        for what, number in counts.items():
            if there[of, what] != number:
                message = f"{there[of, what]} {what} {of}s, {number} in {atom.SUMMARY}"
                yield Finding(Place(str(folder / CSV)), "change-count", message)


def _feed(root: Path, name: str, address: str) -> Iterator[Finding]:
    """Elements that RFC 4287 requires, and links that lead to files."""
    place, space = Place(str(root / name)), f"{{{atom.ATOM}}}"
    try:
        feed = xml.parse(root / name).getroot()
    except (OSError, xml.ParseError) as error:
        yield Finding(place, "atom", f"cannot be read: {error}")
        return
    for element in (feed, *feed.iter(f"{space}entry")):
        for need in _FEED if element is feed else _ENTRY:
            if not element.findall(space + need):
                yield Finding(place, "atom", f"{element.tag.removeprefix(space)} without {need}")
    for link in feed.iter(f"{space}link"):
        href = link.get("href", "")
        path = unquote(href.removeprefix(address)) or "."
        if href.startswith(address) and path != "." and not (root / path).is_file():
            yield Finding(place, "atom-link", f"{path} is not there")


def _stream(folder: Path, root: Path, settings: Settings) -> Iterator[Finding]:
    """Closed pages as they were closed, the newest ones read, and as many claims as there are."""
    where = root / stream.FOLDER
    parts = stream.read(root)
    for page in (page for part in parts for page in part.pages):
        if not (where / page.path).is_file() or digest(where / page.path) != page.sha256:
            yield Finding(Place(str(where / page.path)), "ldes-page", "is not what it was when it was closed")
    if not parts or parts[-1].version != settings.version:
        return
    for page in parts[-1].pages:
        yield from _page(where / page.path, page.members)
    with (folder / DUMP).open("rb") as file:
        claims = sum(_CLAIM.search(line) is not None for line in file)
    if claims != parts[-1].claims:
        message = f"{parts[-1].claims} claims, {claims} in {DUMP}"
        yield Finding(Place(str(where / stream.VIEW)), "ldes-claims", message)


def _page(path: Path, expected: int) -> Iterator[Finding]:
    """Each member an activity with a claim, a time, and the claim in its graph; a deletion has none."""
    try:
        quads = list(parse(path=path, format=RdfFormat.TRIG))
    except (SyntaxError, OSError) as error:
        yield Finding(Place(str(path)), "ldes-page", f"cannot be read: {error}")
        return
    said: dict[str, dict[str, str]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph) and isinstance(quad.subject, NamedNode):
            said.setdefault(quad.subject.value, {})[quad.predicate.value] = getattr(quad.object, "value", "")
    named = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    members = (quad.object for quad in quads if quad.predicate.value == _MEMBER)
    listed = [member.value for member in members if isinstance(member, NamedNode)]
    if len(listed) != expected:
        yield Finding(
            Place(str(path)), "ldes-members", f"{len(listed)} members, {expected} in {stream.PAGES}"
        )
    for member in listed:
        about = said.get(member, {})
        kind = _KINDS.get(about.get(_TYPE, ""))
        whole = kind and "/id/claim/" in about.get(_OBJECT, "") and about.get(_PUBLISHED)
        if not whole or (kind == "Delete") == (member in named):
            yield Finding(Place(str(path)), "ldes-members", f"{member} is no whole version of a claim")
