"""Where things are found once the release is published: the IRIs that its descriptions use.

What stays the same from release to release (catalogue, publisher, contact) is a part of the start page; what belongs
to a release is a part of one of its files. The dataset has one IRI wherever it is told of, below the base of the IRIs of
things, so that it stays when the site moves (VoID, section 7.2). So every IRI leads to a file of the publication.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..release.made import FOLDER, Earlier, Released
from ..settings import Settings

if TYPE_CHECKING:
    from ..source import Source

WELL_KNOWN = ".well-known/void"
"""Where the description of a dataset is looked for, below the base of its IRIs."""
_WARNING = {
    "en": "Not yet at its final address. Placeholders, which lead nowhere: {}.",
    "sv": "Ännu inte på sin slutliga adress. Platshållare, som inte leder någonstans: {}.",
    "nb": "Ennå ikke på sin endelige adresse. Plassholdere, som ikke fører noe sted: {}.",
}
_BASE = {"en": "the IRIs of things", "sv": "sakernas IRI:er", "nb": "tingenes IRI-er"}
_ADDRESS = {"en": "the address of the site", "sv": "webbplatsens adress", "nb": "nettstedets adresse"}


def dataset_of(base: str) -> str:
    """The IRI of the dataset whose IRIs have that base.

    >>> dataset_of("https://w3id.org/scen/")
    'https://w3id.org/scen/.well-known/void#dataset'
    """
    return f"{base}{WELL_KNOWN}#dataset"


@dataclass(frozen=True)
class Where:
    """Addresses of a release."""

    source: Source
    released: Released

    @property
    def settings(self) -> Settings:
        """Those of the release."""
        return self.source.settings

    @property
    def home(self) -> str:
        """The start page."""
        return self.settings.address

    @property
    def catalogue(self) -> str:
        """The catalogue."""
        return f"{self.home}#catalogue"

    @property
    def dataset(self) -> str:
        """The dataset, whatever its version."""
        return dataset_of(self.source.data.store.base)

    @property
    def publisher(self) -> str:
        """The publisher: by the IRI that a portal gave, where there is one."""
        return self.settings.publisher.iri or f"{self.home}#publisher"

    @property
    def contact(self) -> str:
        """The contact, which must not have the publisher's IRI."""
        return f"{self.home}#contact"

    @property
    def first(self) -> str:
        """The day of the first release."""
        before = (one.day for one in self.released.before)
        return self.settings.first or min(before, default=self.released.day)

    @property
    def endpoint(self) -> str:
        """The SPARQL endpoint, where a portal is set."""
        return f"{self.settings.portal or ''}sparql"

    def file(self, path: str, version: str = "") -> str:
        """A file of a release, of this one unless another is named."""
        return f"{self.home}{FOLDER}/{version or self.released.version}/{quote(path)}"

    def version(self, earlier: Earlier) -> str:
        """An earlier version of the dataset."""
        return f"{self.file('catalogue.ttl', earlier.version)}#dataset"


def warning(settings: Settings) -> dict[str, str]:
    """What must be said while addresses lead nowhere, in each language; nothing where they do."""
    told = settings.placeholders
    names = {"base_resolves": _BASE, "address": _ADDRESS}
    return {
        language: text.format(", ".join(names[name][language] if name in names else name for name in told))
        for language, text in _WARNING.items()
        if told
    }
