"""The catalogue as DCAT-AP 3.0.1 that also satisfies 2.1.1, DCAT-AP-SE 3.0.1 and DCAT-AP-NO 2.2.

Their rules contradict each other in two places. A distribution has no ``dcat:byteSize``: 3.0.1 takes nothing but
``xsd:nonNegativeInteger``, 2.1.1 and NO nothing but ``xsd:decimal``; so the size stands at the file that is
downloaded. And it has no ``spdx:checksum``, of which they want different algorithms: the file of checksums is its
documentation. There are no blank nodes, for dataportal.se takes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from ..release.made import DESCRIPTIONS, Earlier, Made, Released
from ..release.sums import NAME as SUMS
from ..titles import STANDARDS
from . import extent
from .authority import coded, licence, publisher_type, scheme
from .said import Said, day, iri, number, texts
from .where import Where, warning

if TYPE_CHECKING:
    from ..source import Source

_LANGUAGES = {"en": "ENG", "sv": "SWE", "nb": "NOB"}
_FILE = {
    "en": "The file {} of version {}, {}.", "sv": "Filen {} i version {}, {}.", "nb": "Filen {} i versjon {}, {}.",
}  # fmt: skip
_CATALOGUE = {
    "en": "{}: catalogue of the data", "sv": "{}: katalog över data", "nb": "{}: katalog over data",
}  # fmt: skip
_RIGHTS = {
    "en": "The licence holds for the statements. The texts of the source documents are no part of the data and stay with their owners; people who are named may ask for correction or removal.",
    "sv": "Licensen gäller uppgifterna. Källdokumentens texter ingår inte och tillhör sina ägare; den som nämns kan be om rättelse eller borttagning.",
    "nb": "Lisensen gjelder opplysningene. Kildedokumentenes tekster er ikke med og tilhører eierne sine; den som er nevnt kan be om retting eller fjerning.",
}  # fmt: skip
_ENDPOINT = {"en": "SPARQL endpoint", "sv": "SPARQL-slutpunkt", "nb": "SPARQL-endepunkt"}
_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
_MEDIA = "http://www.iana.org/assignments/media-types/"


def describe(source: Source, released: Released) -> list[Triple]:
    """Every statement of the catalogue, sorted."""
    return _Catalogue(source, released).done()


class _Catalogue:
    """Gathers the statements."""

    def __init__(self, source: Source, released: Released) -> None:
        self.settings, self.released, self.said = source.settings, released, Said()
        self.where, self.extent = Where(source, released), extent.read(source.data)
        spoken = {*self.extent.languages, *(_LANGUAGES[language] for language in self.settings.title.texts)}
        self.languages = [coded(self.said, "language", code) for code in sorted(spoken)]
        self.countries = [coded(self.said, "country", code) for code in self.extent.countries]
        self.themes = [coded(self.said, "data-theme", code) for code in self.settings.themes]
        self.licence = licence(self.said, self.settings.licence)
        self.open = coded(self.said, "access-right", "PUBLIC")

    def done(self) -> list[Triple]:
        """All of it."""
        self._people()
        self._pages()
        self._catalogue()
        self._dataset()
        for made in self.released.made:
            self._distribution(made)
        for one in self.released.before:
            self._earlier(one)
        if self.settings.portal:
            self._service()
        return self.said.sorted(self.where.dataset, self.where.home)

    def _people(self) -> None:
        """Who publishes, and whom to ask: two nodes, neither of them a person."""
        told, contact = self.settings.publisher, self.settings.contact
        self.said.say(
            self.where.publisher, a=iri("foaf:Agent"), foaf_name=Literal(told.name, language="en"),
            dct_type=publisher_type(self.said, told.kind), foaf_homepage=self._documents(told.homepage),
        )  # fmt: skip
        self.said.say(
            self.where.contact, a=[iri("vcard:Kind"), iri("vcard:Organization")], vcard_fn=Literal(contact.name),
            vcard_hasEmail=_nodes(contact.email and f"mailto:{contact.email}"), vcard_hasURL=_nodes(contact.page),
        )  # fmt: skip

    def _pages(self) -> None:
        """What is no data itself: the start page, the checksums, VoID."""
        document = iri("foaf:Document")
        self.said.say(self.where.home, a=document, dct_title=texts(self.settings.title.texts))
        for file in DESCRIPTIONS:
            if file.path in (SUMS, "void.ttl"):
                self.said.say(self.where.file(file.path), a=document, dct_title=texts(file.titles))

    def _documents(self, *addresses: str | None) -> list[NamedNode]:
        return [self.said.say(address, a=iri("foaf:Document")) for address in addresses if address]

    def _common(self, node: str, titles: dict[str, str], about: dict[str, str], *classes: str) -> None:
        """What catalogue, dataset, earlier versions and service have alike."""
        self.said.say(
            node, a=[iri(name) for name in classes], dct_title=texts(titles), dct_description=texts(about),
            dct_publisher=NamedNode(self.where.publisher), dcat_contactPoint=NamedNode(self.where.contact),
        )  # fmt: skip

    def _catalogue(self) -> None:
        told, name = self.where.catalogue, self.settings.title.texts
        titles = {language: _CATALOGUE[language].format(title) for language, title in name.items()}
        self._common(told, titles, self.settings.description.texts, "dcat:Catalog")
        self.said.say(
            told, dct_identifier=Literal(told), dct_license=self.licence, dct_language=self.languages, dct_spatial=self.countries,
            dct_issued=day(self.where.first), dct_modified=day(self.released.day), dcat_themeTaxonomy=scheme(self.said, "data-theme"),
            foaf_homepage=NamedNode(self.where.home), dcat_dataset=NamedNode(self.where.dataset), rdfs_comment=texts(warning(self.settings)),
        )  # fmt: skip

    def _dataset(self) -> None:
        """The dataset in its newest version."""
        told, warned = self.where.dataset, texts(warning(self.settings))
        self._common(told, self.settings.title.texts, self.settings.description.texts, "dcat:Dataset")
        self.said.say(
            told, dct_identifier=Literal(self.settings.identifier), dcat_theme=self.themes, dct_spatial=self.countries,
            dcat_keyword=self._keywords(), dct_accessRights=self.open, dct_accrualPeriodicity=coded(self.said, "frequency", "IRREG"), dct_language=self.languages,
            dct_issued=day(self.where.first), dct_modified=day(self.released.day), dct_temporal=self._period(),
            dcat_landingPage=NamedNode(self.where.home), foaf_page=NamedNode(self.where.file("void.ttl")),
            dcat_distribution=[NamedNode(self._node(made)) for made in self.released.made],
            dcat_version=Literal(self.released.version), adms_versionNotes=warned, rdfs_comment=warned,
        )  # fmt: skip

    def _keywords(self) -> list[Literal]:
        words = self.settings.keywords.items()
        return [Literal(text, language=language) for language, several in words for text in several]

    def _period(self) -> list[NamedNode]:
        if not self.extent.first:
            return []
        return [
            self.said.say(
                f"{self.where.home}#period", a=iri("dct:PeriodOfTime"),
                dcat_startDate=day(self.extent.first), dcat_endDate=day(self.extent.last),
            )
        ]  # fmt: skip

    def _earlier(self, one: Earlier) -> None:
        """A release before this one; the last of them is what this one replaces."""
        node, catalogue = self.where.version(one), self.where.file("catalogue.ttl", one.version)
        titles = {
            language: f"{title} ({one.version})" for language, title in self.settings.title.texts.items()
        }
        self._common(node, titles, self.settings.description.texts, "dcat:Dataset")
        self.said.say(
            node, dct_identifier=Literal(node), dcat_theme=self.themes, dcat_keyword=self._keywords(), dct_spatial=self.countries,
            dcat_version=Literal(one.version), dct_issued=day(one.day), dcat_landingPage=self._documents(catalogue),
        )  # fmt: skip
        self.said.say(self.where.dataset, dcat_hasVersion=NamedNode(node))
        if one == self.released.before[-1]:
            self.said.say(self.where.dataset, dcat_previousVersion=NamedNode(node))

    def _node(self, made: Made) -> str:
        return f"{self.where.file(made.file.path)}#distribution"

    def _distribution(self, made: Made) -> None:
        """A file that is downloaded, and the file itself with its size."""
        file, address = made.file, self.where.file(made.file.path)
        self.said.say(address, a=iri("rdfs:Resource"), dcat_byteSize=number(made.bytes))
        about = {
            language: text.format(file.path, self.released.version, file.media)
            for language, text in _FILE.items()
        }
        self.said.say(
            self._node(made), a=iri("dcat:Distribution"), dct_title=texts(file.titles), dct_description=texts(about),
            dcat_accessURL=NamedNode(address), dcat_downloadURL=NamedNode(address), dct_license=self.licence, dct_rights=self._rights(),
            dcat_mediaType=self.said.say(_MEDIA + file.media.partition(";")[0], a=iri("dct:MediaType")),
            dct_format=[coded(self.said, "file-type", file.code)] if file.code else [],
            dcatap_availability=coded(self.said, "planned-availability", "STABLE"), foaf_page=NamedNode(self.where.file(SUMS)),
            dct_issued=day(self.released.day), dct_modified=day(self.released.day), dct_conformsTo=self._standards(file.standards),
        )  # fmt: skip

    def _rights(self) -> NamedNode:
        return self.said.say(
            f"{self.where.home}#rights", a=iri("dct:RightsStatement"), dct_description=texts(_RIGHTS)
        )

    def _standards(self, named: Mapping[str, str]) -> list[NamedNode]:
        return [
            self.said.say(one, a=iri("dct:Standard"), dct_title=Literal(name, language="en"))
            for one, name in named.items()
        ]

    def _service(self) -> None:
        """The endpoint of a portal."""
        node, endpoint = (
            f"{self.where.home}#sparql",
            self.said.say(self.where.endpoint, a=iri("rdfs:Resource")),
        )
        self._common(node, _ENDPOINT, _ENDPOINT, "dcat:DataService")
        self.said.say(
            node, dct_identifier=Literal(node), dcat_endpointURL=endpoint, dcat_endpointDescription=endpoint, dct_license=self.licence,
            dcat_theme=self.themes, dct_accessRights=self.open, dct_conformsTo=self._standards({_PROTOCOL: STANDARDS[_PROTOCOL]}), dcat_keyword=Literal("SPARQL", language="en"),
            dct_format=[coded(self.said, "file-type", code) for code in ("JSON", "RDF_TURTLE")], dcat_servesDataset=NamedNode(self.where.dataset),
            dcat_landingPage=NamedNode(self.where.home),
        )  # fmt: skip
        self.said.say(self.where.catalogue, dcat_service=NamedNode(node))


def _nodes(*addresses: str | None) -> Iterable[NamedNode]:
    return [NamedNode(address) for address in addresses if address]
