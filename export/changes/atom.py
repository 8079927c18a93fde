"""The feed of releases: an Atom document (RFC 4287) with an entry for each release that is still there.

It is made anew from the folders of the releases, of which each keeps its own `SUMMARY`. Identifiers are UUIDs made of the
dataset's own and the version, so they outlive a change of address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID, uuid5
from xml.etree import ElementTree as xml

from ..release.made import FOLDER
from ..settings import Settings

NAME, SUMMARY = "feed.atom", "changes/summary.json"
ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Summary:
    """How much changed with a release; ``since`` is the version before it, or "" for the first."""

    version: str
    date: str
    since: str
    claims: dict[str, int]
    ties: dict[str, int]
    withheld: dict[str, int]

    def __str__(self) -> str:
        """In a sentence or two."""
        told = "; ".join(
            ", ".join(f"{number} {what}" for what, number in counts.items()) + f" {of}"
            for of, counts in (("claims", self.claims), ("ties", self.ties))
        )
        gone = ", ".join(
            f"{number} {of}{'s' * (number != 1)}" for of, number in self.withheld.items() if number
        )
        more = f" Withdrawn, about withheld people: {gone}." if gone else ""
        return (f"Since {self.since}: {told}." if self.since else f"The first release: {told}.") + more

    def write(self, release: Path) -> None:
        """Into the folder of its release."""
        text = json.dumps(asdict(self), indent=1) + "\n"
        (release / SUMMARY).write_text(text, encoding="utf-8")


def read(release: Path) -> Summary:
    """The summary of a release's folder."""
    return Summary(**json.loads((release / SUMMARY).read_text(encoding="utf-8")))


def write(settings: Settings, root: Path) -> None:
    """Write `NAME` into the folder of the publication, newest release first."""
    found = sorted((read(path.parent.parent) for path in (root / FOLDER).glob(f"*/{SUMMARY}")), key=_age)
    xml.register_namespace("", ATOM)
    feed = xml.Element(_in("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    _text(feed, "id", f"urn:uuid:{settings.identifier}")
    _text(feed, "title", settings.title.en)
    _text(feed, "updated", _time(max((one.date for one in found), default=settings.day)))
    _text(xml.SubElement(feed, _in("author")), "name", settings.publisher.name)
    _link(feed, "self", settings.address + NAME, "application/atom+xml")
    _link(feed, "alternate", settings.address, "text/html")
    _text(feed, "rights", settings.licence)
    for one in reversed(found):
        _entry(xml.SubElement(feed, _in("entry")), one, settings, root)
    xml.indent(feed)
    (root / NAME).write_bytes(xml.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(entry: xml.Element, one: Summary, settings: Settings, root: Path) -> None:
    _text(entry, "id", f"urn:uuid:{uuid5(UUID(settings.identifier), one.version)}")
    _text(entry, "title", f"{settings.title.en}, release {one.version}")
    _text(entry, "updated", _time(one.date))
    _text(entry, "published", _time(one.date))
    for relation, path, media in _links(one.version):
        if (root / path).exists():
            _link(entry, relation, settings.address + path, media)
    _text(entry, "summary", str(one))


def _links(version: str) -> Iterator[tuple[str, str, str]]:
    folder = f"{FOLDER}/{version}"
    yield "alternate", f"{folder}/{SUMMARY}", "application/json"
    yield "related", f"{folder}/changes/changes.csv", "text/csv"
    yield "related", f"{folder}/changes/changes.ttl", "text/turtle"
    yield "enclosure", f"{folder}/rdf/scen.nq", "application/n-quads"


def _age(one: Summary) -> tuple[str, str]:
    return one.date, one.version


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _in(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, _in(name)).text = text


def _link(parent: xml.Element, relation: str, address: str, media: str) -> None:
    xml.SubElement(parent, _in("link"), {"rel": relation, "href": address, "type": media})
