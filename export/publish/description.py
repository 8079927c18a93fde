"""What a release says of itself in its catalogue, in the words of CKAN: a package, and a resource for each file.

Keys of the extras are those of ckanext-dcat, so that a CKAN with it gives DCAT again; ``licence`` is the exact address, since CKAN
knows licences without their versions. CKAN refuses extras that are called like a field of its own, such as ``version``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from ...graph.errors import SettingError
from ...graph.text import fold
from ..release.made import FOLDER
from ..settings import reserved
from .folder import Release

_DCT, _DCAT, _FOAF = "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#", "http://xmlns.com/foaf/0.1/"
_VCARD, _RDF = "http://www.w3.org/2006/vcard/ns#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LICENCES = {"publicdomain/zero": "cc-zero", "by": "cc-by", "by-sa": "cc-by-sa", "by-nc": "cc-nc"}
"""Creative Commons' name of a licence -> CKAN's."""


@dataclass(frozen=True)
class Package:
    """A release as CKAN has it."""

    fields: dict[str, Any]
    extras: dict[str, str]
    tags: tuple[str, ...]
    resources: dict[str, dict[str, Any]]
    """Path in the release -> fields of the resource."""
    placeholder: bool
    """Whether its addresses lead nowhere."""


def path_of(url: str) -> str | None:
    """Path in its release of a file that is published at an address; None for any other address.

    >>> path_of("https://data.example.org/scen/releases/2026-11/rdf/scen.nq"), path_of("https://example.org/")
    ('rdf/scen.nq', None)
    """
    found = re.search(rf"/{FOLDER}/[^/]+/([^?#]+)$", url)
    return found[1] if found else None


def package(release: Release, name: str = "") -> Package:
    """The release, read from its catalogue; ``name`` is that of the package, by default from its title.

    :raises SettingError: the catalogue does not tell what a package needs.
    """
    file = release.file("catalogue.ttl")
    said = _Said(file)
    dataset = said.dataset(release.version)
    title, home = said.text(dataset, _DCT + "title"), said.iri(dataset, _DCAT + "landingPage")
    resources = dict(sorted(said.resources(dataset, release)))
    if not title or not resources:
        raise SettingError(str(file), "tells no title, or no files")
    publisher, contact = said.iri(dataset, _DCT + "publisher"), said.iri(dataset, _DCAT + "contactPoint")
    period, licences = (
        said.iri(dataset, _DCT + "temporal"),
        {said.licence(one) for one in said.iris(dataset, _DCAT + "distribution")},
    )
    licence = licences.pop() if len(licences) == 1 else ""
    fields = {
        "name": _name(name or title), "title": title, "notes": said.text(dataset, _DCT + "description"), "version": release.version, "url": home,
        "author": said.text(publisher, _FOAF + "name"), "maintainer": said.text(contact, _VCARD + "fn"),
        "maintainer_email": said.iri(contact, _VCARD + "hasEmail").removeprefix("mailto:"), "license_id": _licence(licence),
    }  # fmt: skip
    extras = {
        "identifier": said.text(dataset, _DCT + "identifier"), "dcat_version": release.version, "licence": licence,
        "issued": said.text(dataset, _DCT + "issued"), "modified": said.text(dataset, _DCT + "modified"),
        "temporal_start": said.text(period, _DCAT + "startDate"), "temporal_end": said.text(period, _DCAT + "endDate"),
        "publisher_uri": publisher, "publisher_name": fields["author"],
    }  # fmt: skip
    tags = sorted({re.sub(r"[^\w .-]", " ", word) for word in said.texts(dataset, _DCAT + "keyword", "en")})
    return Package(_told(fields), _told(extras), tuple(tags), resources, reserved(home))


class _Said:
    """A catalogue, of which one value at a time is asked."""

    def __init__(self, file: Path) -> None:
        self._store = Store()
        self._store.load(path=str(file), format=RdfFormat.TURTLE)

    def dataset(self, version: str) -> str:
        """IRI of the dataset of which this is the version."""
        found = self._store.quads_for_pattern(None, NamedNode(_DCAT + "version"), Literal(version))
        there = [str(quad.subject.value) for quad in found if isinstance(quad.subject, NamedNode)]
        return next((one for one in sorted(there) if "Dataset" in self.iri(one, _RDF + "type")), "")

    def resources(self, dataset: str, release: Release) -> Iterator[tuple[str, dict[str, Any]]]:
        """The files of the release: path, and the fields of its resource."""
        for one in self.iris(dataset, _DCAT + "distribution"):
            url = self.iri(one, _DCAT + "downloadURL") or self.iri(one, _DCAT + "accessURL")
            path = path_of(url)
            if path is None or path not in release.sums:
                continue
            yield path, _told({
                "name": self.text(one, _DCT + "title"), "url": url, "description": path, "format": PurePosixPath(path).suffix[1:].upper(),
                "mimetype": self.iri(one, _DCAT + "mediaType").partition("media-types/")[2],
                "size": int(self.text(url, _DCAT + "byteSize") or 0), "hash": f"sha256:{release.sums[path]}",
            })  # fmt: skip

    def licence(self, distribution: str) -> str:
        return self.iri(distribution, _DCT + "license")

    def _values(self, subject: str, name: str) -> list[NamedNode | Literal]:
        found = self._store.quads_for_pattern(NamedNode(subject), NamedNode(name), None) if subject else ()
        return [quad.object for quad in found if isinstance(quad.object, NamedNode | Literal)]

    def iris(self, subject: str, name: str) -> list[str]:
        return sorted(one.value for one in self._values(subject, name) if isinstance(one, NamedNode))

    def iri(self, subject: str, name: str) -> str:
        return next(iter(self.iris(subject, name)), "")

    def texts(self, subject: str, name: str, language: str) -> list[str]:
        return sorted(
            one.value
            for one in self._values(subject, name)
            if isinstance(one, Literal) and one.language == language
        )

    def text(self, subject: str, name: str) -> str:
        """In English, else without a language."""
        return next(iter(self.texts(subject, name, "en") + [
            one.value for one in self._values(subject, name) if isinstance(one, Literal) and one.language is None
        ]), "")  # fmt: skip


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _name(title: str) -> str:
    """As CKAN wants names: lower case, digits, - and _, at least two and at most 100.

    >>> _name("Supply-chain ethics network")
    'supply-chain-ethics-network'
    """
    name = re.sub(r"[^a-z0-9_]+", "-", fold(title)).strip("-")[:100]
    if len(name) < 2:
        raise SettingError("--package", f"'{title}' is no name of a package: letters, digits, - and _")
    return name


def _licence(address: str) -> str:
    """CKAN's name of a licence.

    >>> _licence("http://creativecommons.org/licenses/by/4.0/"), _licence("https://example.org/terms")
    ('cc-by', 'notspecified')
    """
    found = re.search(r"creativecommons\.org/(?:licenses/)?([a-z/-]+?)/\d", address) or re.search(
        r"licence/CC_(BY(?:_SA|_NC)?)_\d|licence/(CC)0", address
    )
    if not found:
        return "notspecified"
    name = "publicdomain/zero" if found[0].endswith("CC0") else found[1].lower().replace("_", "-")
    return _LICENCES.get(name, "other-closed")
