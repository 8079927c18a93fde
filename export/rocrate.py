"""RO-Crate 1.1 (researchobject.org/ro-crate/1.1): the release described for repositories of research data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .release.made import Made
    from .source import Source

FILE = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.1"
_PUBLISHER, _CONTACT = "#publisher", "#contact"


def describe(source: Source, made: Sequence[Made]) -> str:
    """The description of a release whose folder is the crate."""
    files = [_file(one) for one in sorted(made, key=lambda one: one.file.path)]
    standards = sorted({one.file.standard for one in made if one.file.standard})
    graph = [
        {"@id": FILE, "@type": "CreativeWork", "conformsTo": {"@id": _VERSION}, "about": {"@id": "./"}},
        _root(source, [{"@id": file["@id"]} for file in files]), *_people(source), *files,
        *({"@id": iri, "@type": "WebSite", "name": iri} for iri in standards),
    ]  # fmt: skip
    crate = {"@context": f"{_VERSION}/context", "@graph": graph}
    return json.dumps(crate, ensure_ascii=False, indent=1) + "\n"


def _root(source: Source, parts: list[dict[str, str]]) -> dict[str, Any]:
    settings = source.settings
    return {
        "@id": "./", "@type": "Dataset", "name": settings.title.en, "description": settings.description.en,
        "alternateName": sorted({*settings.title.texts.values()} - {settings.title.en}), "identifier": settings.identifier,
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
        "contentSize": str(one.bytes),
    }  # fmt: skip
