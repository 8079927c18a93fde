"""The record that the Linked Open Data Cloud asks for (lod-cloud.net), and what the dataset lacks for it.

A person sends it in through the form there, after choosing the identifiers of the datasets that links lead to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...graph.text import fold
from .counts import TARGETS, Counts
from .void import examples
from .where import Where

if TYPE_CHECKING:
    from ..release.made import Released
    from ..settings import Settings
    from ..source import Source

TRIPLES, LINKS = 1_000, 50
"""Fewest triples of a dataset in the cloud, and fewest links to a dataset that is in it."""


def record(source: Source, released: Released, counts: Counts) -> dict[str, Any]:
    """The record, without what is not known."""
    settings, where = source.settings, Where(source, released)
    contact = {"name": settings.contact.name, "email": settings.contact.email}
    return {
        "identifier": re.sub(r"[^a-z0-9]+", "-", fold(settings.title.en)).strip("-"),
        "title": settings.title.en,
        "description": settings.description.texts,
        "domain": "government",
        "website": where.home,
        "license": settings.licence,
        "keywords": list(settings.keywords.get("en", ())),
        "contact_point": {name: value for name, value in contact.items() if value},
        "owner": {"name": settings.publisher.name},
        "triples": counts.triples,
        "namespace": f"{source.data.store.base}id/",
        "links": [{"target": TARGETS[target], "value": number} for target, number in sorted(_links(counts).items())],
        "full_download": [
            {"title": made.file.title, "download_url": where.file(made.file.path), "media_type": made.file.media}
            for made in released.made if made.file.path.startswith("rdf/")
        ],
        "sparql": [{"title": "SPARQL 1.1", "access_url": where.endpoint}] if settings.portal else [],
        "example": [{"title": one.rpartition("/")[2], "access_url": one} for one in examples(source)],
    }  # fmt: skip


def lacking(settings: Settings, counts: Counts) -> Iterator[str]:
    """What keeps the dataset out of the cloud, in words.

    >>> from ..settings import read_settings
    >>> list(lacking(read_settings(), Counts(999, 3, ())))[0]
    'LOD Cloud: 999 triples, it takes 1,000 or more'
    """
    if counts.triples < TRIPLES:
        yield f"LOD Cloud: {counts.triples:,} triples, it takes {TRIPLES:,} or more"
    links = _links(counts)
    if max(links.values(), default=0) < LINKS:
        told = ", ".join(f"{TARGETS[target]} {number}" for target, number in sorted(links.items())) or "none"
        yield f"LOD Cloud: it takes {LINKS} links to one dataset that is in it; here are: {told}"
    if not settings.base_resolves:
        yield "LOD Cloud: IRIs must resolve, and the base of these is a placeholder"


def _links(counts: Counts) -> Counter[str]:
    found = Counter[str]()
    for link in counts.links:
        found[link.target] += link.number
    return found
