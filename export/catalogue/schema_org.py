"""The dataset in schema.org's words, for the head of the site's start page: search engines for data read it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import extent
from .authority import tables
from .where import Where

if TYPE_CHECKING:
    from ..release.made import Released
    from ..settings import Settings
    from ..source import Source


def dataset(source: Source, released: Released, language: str = "en") -> dict[str, Any]:
    """The dataset as JSON-LD; texts in the language, or in English where there is none in it."""
    settings, where, about = source.settings, Where(source.settings, released), extent.read(source.data)
    words = [word for spoken in (language, "en") for word in settings.keywords.get(spoken, ())]  # type: ignore[call-overload]
    told: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Dataset", "@id": where.dataset, "url": where.home,
        "name": settings.title.texts.get(language, settings.title.en),
        "description": settings.description.texts.get(language, settings.description.en),
        "identifier": settings.identifier, "version": released.version, "license": settings.licence, "isAccessibleForFree": True,
        "datePublished": where.first, "dateModified": released.day,
        "inLanguage": list(settings.title.texts), "keywords": list(dict.fromkeys(words)),
        "publisher": _publisher(settings, where), "creator": {"@id": where.publisher},
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": where.catalogue, "name": settings.title.en, "url": where.home},
        "spatialCoverage": [{"@type": "Country", "name": tables()["country"][code]} for code in about.countries],
        "distribution": [
            {
                "@type": "DataDownload", "name": made.file.title, "encodingFormat": made.file.media, "contentUrl": where.file(made.file.path),
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
