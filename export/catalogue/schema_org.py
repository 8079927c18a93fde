"""The dataset in schema.org's words, for the head of a start page: search engines for data read it there.

`named` is what any description of it says; `dataset` that of a release, for its static site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import extent
from .authority import tables
from .where import Where

if TYPE_CHECKING:
    from ..release.made import Released
    from ..settings import Settings
    from ..source import Source


def named(settings: Settings, iri: str, language: str = "en") -> dict[str, Any]:
    """The dataset of that IRI as JSON-LD; texts in the language, or in English where there is none in it."""
    words = [word for spoken in (language, "en") for word in settings.keywords.get(spoken, ())]  # type: ignore[call-overload]
    return {
        "@context": "https://schema.org", "@type": "Dataset", "@id": iri,
        "name": settings.title.texts.get(language, settings.title.en),
        "description": settings.description.texts.get(language, settings.description.en),
        "license": settings.licence, "isAccessibleForFree": True,
        "inLanguage": list(settings.title.texts), "keywords": list(dict.fromkeys(words)),
    }  # fmt: skip


def dataset(source: Source, released: Released, language: str = "en") -> dict[str, Any]:
    """The dataset of a release, with its files."""
    settings, where, about = source.settings, Where(source, released), extent.read(source.data)
    told: dict[str, Any] = named(settings, where.dataset, language) | {
        "url": where.home, "identifier": settings.identifier, "version": released.version,
        "datePublished": where.first, "dateModified": released.day,
        "publisher": _publisher(settings, where), "creator": {"@id": where.publisher},
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": where.catalogue, "name": settings.title.en, "url": where.home},
        "spatialCoverage": [{"@type": "Country", "name": tables()["country"][code]} for code in about.countries],
        "distribution": [
            {
                "@type": "DataDownload", "name": made.file.called(language), "encodingFormat": made.file.media, "contentUrl": where.file(made.file.path),
                "contentSize": f"{made.bytes} B", "sha256": made.sha256,
            }
            for made in released.made
        ],
    }  # fmt: skip
    return told | ({"temporalCoverage": f"{about.first}/{about.last}"} if about.first else {})


def _publisher(settings: Settings, where: Where) -> dict[str, Any]:
    contact = {
        "@type": "ContactPoint",
        "name": settings.contact.name,
        "email": settings.contact.email,
        "url": settings.contact.page,
    }
    return {
        "@type": "Organization", "@id": where.publisher, "name": settings.publisher.name,
        **({"url": settings.publisher.homepage} if settings.publisher.homepage else {}),
        "contactPoint": {name: value for name, value in contact.items() if value},
    }  # fmt: skip
