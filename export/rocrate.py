"""RO-Crate 1.1 (researchobject.org/ro-crate/1.1): the release described for repositories of research data.

It names every file of the release but itself and the checksums, which are written after it. Its names are in English;
other languages stand as alternate names, for RO-Crate has no place to tell a language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .release.made import Made
    from .source import Source

FILE = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.1"
_PUBLISHER, _CONTACT = "#publisher", "#contact"


def describe(source: Source, made: Sequence[Made]) -> str:
    """The description of a release whose folder is the crate; ``made`` are all its files."""
    files = [_file(one) for one in sorted(made, key=lambda one: one.file.path)]
    standards = sorted({pair for one in made for pair in one.file.standards.items()})
    graph = [
        {"@id": FILE, "@type": "CreativeWork", "conformsTo": {"@id": _VERSION}, "about": {"@id": "./"}},
        _root(source, [{"@id": file["@id"]} for file in files]), *_people(source), *files,
        *({"@id": iri, "@type": "WebSite", "name": name} for iri, name in standards),
    ]  # fmt: skip
    crate = {"@context": f"{_VERSION}/context", "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=1) + "\n"


def _root(source: Source, parts: list[dict[str, str]]) -> dict[str, Any]:
    settings = source.settings
    return {
        "@id": "./", "@type": "Dataset", "name": settings.title.en, "description": settings.description.en,
        **_others(settings.title.texts), "identifier": settings.identifier,
        "datePublished": settings.day, "version": settings.version, "license": {"@id": settings.licence},
        "url": f"{settings.address}releases/{settings.version}/", "keywords": ", ".join(settings.keywords.get("en", ())),
        "publisher": {"@id": _PUBLISHER}, "author": {"@id": _PUBLISHER}, "contactPoint": {"@id": _CONTACT}, "hasPart": parts,
    }  # fmt: skip


def _people(source: Source) -> list[dict[str, Any]]:
    """Who is responsible, and under which licence; `licence` is an address."""
    settings = source.settings
    publisher, contact = settings.publisher, settings.contact
    told: list[dict[str, Any]] = [
        {"@id": _PUBLISHER, "@type": "Organization", "name": publisher.name, "url": publisher.homepage or publisher.iri,
         "contactPoint": {"@id": _CONTACT}},
        {"@id": _CONTACT, "@type": "ContactPoint", "name": contact.name, "contactType": "questions and corrections",
         "email": contact.email, "url": contact.page},
        {"@id": settings.licence, "@type": "CreativeWork", "name": settings.licence, "url": settings.licence},
    ]  # fmt: skip
    return [{name: value for name, value in one.items() if value} for one in told]


def _file(one: Made) -> dict[str, Any]:
    form = [one.file.media, {"@id": one.file.standard}] if one.file.standard else one.file.media
    return {
        "@id": one.file.path, "@type": "File", "name": one.file.title, "encodingFormat": form,
        **_others(one.file.titles), "contentSize": str(one.bytes),
    }  # fmt: skip


def _others(titles: Mapping[str, str]) -> dict[str, Any]:
    """Titles in other languages; one by itself, for a list of one is against the recommendation."""
    others = sorted({*titles.values()} - {titles["en"]})
    return {"alternateName": others if len(others) > 1 else others[0]} if others else {}
