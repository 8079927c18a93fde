"""The feeds of releases: in each language an Atom document (RFC 4287) with an entry for each release that is still there.

They are made anew from the folders of the releases, of which each keeps its own `SUMMARY`. Identifiers are UUIDs made of
the dataset's own, the version and the language, so they outlive a change of address.
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

_WORDS = {
    "en": {
        "release": "release", "first": "The first release", "since": "Since {}", "withheld": "Withdrawn, about withheld people",
        "claim.new": "new", "claim.ended": "ended", "claim.corrected": "corrected", "claim.withdrawn": "withdrawn",
        "claim.one": "claim", "claim.many": "claims",
        "tie.new": "new", "tie.ended": "ended", "tie.changed": "changed", "tie.gone": "gone", "tie.one": "tie", "tie.many": "ties",
    },
    "sv": {
        "release": "utgåva", "first": "Den första utgåvan", "since": "Sedan {}", "withheld": "Tillbakadraget, om personer som inte visas",
        "claim.new": "nya", "claim.ended": "avslutade", "claim.corrected": "rättade", "claim.withdrawn": "tillbakadragna",
        "claim.one": "påstående", "claim.many": "påståenden",
        "tie.new": "nya", "tie.ended": "avslutade", "tie.changed": "ändrade", "tie.gone": "borttagna",
        "tie.one": "förbindelse", "tie.many": "förbindelser",
    },
    "nb": {
        "release": "utgave", "first": "Den første utgaven", "since": "Siden {}", "withheld": "Trukket tilbake, om personer som ikke vises",
        "claim.new": "nye", "claim.ended": "avsluttede", "claim.corrected": "rettede", "claim.withdrawn": "tilbaketrukne",
        "claim.one": "påstand", "claim.many": "påstander",
        "tie.new": "nye", "tie.ended": "avsluttede", "tie.changed": "endrede", "tie.gone": "fjernede",
        "tie.one": "forbindelse", "tie.many": "forbindelser",
    },
}  # fmt: skip
FEEDS = {"en": "feed.atom", "sv": "feed.sv.atom", "nb": "feed.nb.atom"}
"""Language -> file beside the start page."""
SUMMARY = "changes/summary.json"
ATOM, _MEDIA = "http://www.w3.org/2005/Atom", "application/atom+xml"


@dataclass(frozen=True)
class Summary:
    """How much changed with a release; ``since`` is the version before it, or "" for the first."""

    version: str
    date: str
    since: str
    claims: dict[str, int]
    ties: dict[str, int]
    withheld: dict[str, int]

    def told(self, language: str) -> str:
        """In a sentence or two."""
        w = _WORDS[language]

        def counted(of: str, counts: dict[str, int]) -> str:
            parts = ", ".join(f"{number} {w[f'{of}.{what}']}" for what, number in counts.items())
            return f"{parts} {w[f'{of}.many']}"

        withheld = {of: number for of, number in self.withheld.items() if number}
        gone = ", ".join(f"{n} {w[f'{of}.one' if n == 1 else f'{of}.many']}" for of, n in withheld.items())
        first = w["since"].format(self.since) if self.since else w["first"]
        more = f" {w['withheld']}: {gone}." if gone else ""
        return f"{first}: {counted('claim', self.claims)}; {counted('tie', self.ties)}.{more}"

    def write(self, release: Path) -> None:
        """Into the folder of its release."""
        text = json.dumps(asdict(self), indent=1) + "\n"
        (release / SUMMARY).write_text(text, encoding="utf-8")


def read(release: Path) -> Summary:
    """The summary of a release's folder."""
    return Summary(**json.loads((release / SUMMARY).read_text(encoding="utf-8")))


def write(settings: Settings, root: Path) -> None:
    """Write the `FEEDS` into the folder of the publication, newest release first."""
    found = sorted((read(path.parent.parent) for path in (root / FOLDER).glob(f"*/{SUMMARY}")), key=_age)
    xml.register_namespace("", ATOM)
    for language, name in FEEDS.items():
        feed = _feed(settings, language, max((one.date for one in found), default=settings.day))
        for one in reversed(found):
            _entry(xml.SubElement(feed, _in("entry")), one, settings, root, language)
        xml.indent(feed)
        (root / name).write_bytes(xml.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _feed(settings: Settings, language: str, updated: str) -> xml.Element:
    feed = xml.Element(_in("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _text(feed, "id", _id(settings, "", language))
    _text(feed, "title", _title(settings, language))
    _text(feed, "updated", _time(updated))
    _text(xml.SubElement(feed, _in("author")), "name", settings.publisher.name)
    _link(feed, "alternate", settings.address, "text/html")
    for other, name in FEEDS.items():
        _link(feed, "self" if other == language else "alternate", settings.address + name, _MEDIA, other)
    _text(feed, "rights", settings.licence)
    return feed


def _entry(entry: xml.Element, one: Summary, settings: Settings, root: Path, language: str) -> None:
    _text(entry, "id", _id(settings, one.version, language))
    _text(entry, "title", f"{_title(settings, language)}, {_WORDS[language]['release']} {one.version}")
    _text(entry, "updated", _time(one.date))
    _text(entry, "published", _time(one.date))
    for relation, path, media in _links(one.version):
        if (root / path).exists():
            _link(entry, relation, settings.address + path, media)
    _text(entry, "summary", one.told(language))


def _title(settings: Settings, language: str) -> str:
    return settings.title.texts.get(language, settings.title.en)


def _id(settings: Settings, version: str, language: str) -> str:
    """Of a release, or of the feed; readers of several feeds tell them apart by it."""
    name = "/".join(part for part in (version, language) if part and part != "en")
    own = UUID(settings.identifier)
    return f"urn:uuid:{uuid5(own, name) if name else own}"


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


def _link(parent: xml.Element, relation: str, address: str, media: str, language: str = "") -> None:
    spoken = {"hreflang": language} if language else {}
    xml.SubElement(parent, _in("link"), {"rel": relation, "href": address, "type": media, **spoken})
