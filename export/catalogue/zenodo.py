"""The metadata of a deposit at Zenodo, as InvenioRDM takes it; a person deposits the files and presses the button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .authority import code_of_licence, tables
from .where import Where, warning

if TYPE_CHECKING:
    from ..release.made import Released
    from ..settings import Settings
    from ..source import Source

_LANGUAGES = {"en": "eng", "sv": "swe", "nb": "nob"}


def record(source: Source, released: Released) -> dict[str, Any]:
    """The draft of a record: open access, its files beside it."""
    return {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": True},
        "metadata": _metadata(source.settings, Where(source, released)),
    }


def _metadata(settings: Settings, where: Where) -> dict[str, Any]:
    about = [
        settings.description.en,
        *(text for language, text in warning(settings).items() if language == "en"),
    ]
    others = {language: text for language, text in settings.title.texts.items() if language != "en"}
    related = [("isdescribedby", where.file("catalogue.ttl")), ("isdocumentedby", where.home)]
    if settings.repository:
        related.append(("isderivedfrom", settings.repository))
    return {
        "resource_type": {"id": "dataset"},
        "creators": [{"person_or_org": {"type": "organizational", "name": settings.publisher.name}}],
        "publisher": settings.publisher.name,
        "title": settings.title.en,
        "additional_titles": [
            {"title": title, "type": {"id": "translated-title"}, "lang": {"id": _LANGUAGES[language]}}
            for language, title in others.items()
        ],
        "description": " ".join(about),
        "publication_date": where.released.day,
        "version": where.released.version,
        "languages": [{"id": _LANGUAGES[language]} for language in settings.title.texts],
        "rights": [{"id": "cc-by-4.0"} if code_of_licence(settings.licence) == "CC_BY_4_0" else {"title": {"en": tables()["licence"].get(code_of_licence(settings.licence), settings.licence)}, "link": settings.licence}],
        "subjects": [{"subject": word} for words in settings.keywords.values() for word in words],
        "related_identifiers": [
            {"identifier": address, "scheme": "url", "relation_type": {"id": relation}} for relation, address in related
        ],
        "formats": sorted({made.file.media for made in where.released.made}),
        "sizes": [f"{sum(made.bytes for made in where.released.made)} bytes"],
    }  # fmt: skip
