"""The formats that a dataset is exported in: what each writes, and the module that writes it.

Each module has ``write(source, folder)``, which writes the files named here into the folder, and nothing else: the same
bytes for the same data, as a stream where the format lets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..graph.errors import SettingError
from ..graph.nearest import did_you_mean
from .tabular import TABLES
from .titles import STANDARDS, titles

if TYPE_CHECKING:
    from .source import Source


@dataclass(frozen=True)
class File:
    """A file of an export."""

    path: str
    """In the release, such as ``rdf/scen.ttl``."""
    media: str
    """Media type, IANA's where there is one."""
    title: str
    code: str = ""
    """Code in the EU authority table of file types, where there is one."""
    standard: str = ""
    """IRI of the specification."""

    @property
    def titles(self) -> dict[str, str]:
        """Its title in each language."""
        return titles(self.title)

    def called(self, language: str) -> str:
        """Its title in a language, or in English where there is none in it."""
        return self.titles.get(language, self.title)

    @property
    def standards(self) -> dict[str, str]:
        """IRI and name of its specification, where it has one."""
        return {self.standard: STANDARDS.get(self.standard, self.standard)} if self.standard else {}


@dataclass(frozen=True)
class Format:
    """A format by the name that the command line knows."""

    name: str
    title: str
    module: str
    """In this package."""
    files: tuple[File, ...]
    extra: str = ""
    """What must be installed for it: ``pip install 'scen[extra]'``."""

    def write(self, source: Source, folder: Path) -> tuple[Path, ...]:
        """Write its files below the folder, which is made; where they are.

        :raises SettingError: what it needs is not installed.
        """
        paths = tuple(folder / file.path for file in self.files)
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            import_module(f".{self.module}", __package__).write(source, folder)
        except ModuleNotFoundError as error:
            if not self.extra or not error.name or error.name.startswith("scen"):
                raise
            raise SettingError(self.name, f"needs {error.name}: pip install 'scen[{self.extra}]'") from None
        return paths


_PUB = "http://publications.europa.eu/resource/authority/file-type/"
_FORMATS = "http://www.w3.org/ns/formats/"

FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("nquads", "all graphs", "nquads", (
            File("rdf/scen.nq", "application/n-quads", "N-Quads: all graphs, one statement a line", "RDF_N_QUADS", _FORMATS + "N-Quads"),)),
        Format("ntriples", "the union of all graphs", "ntriples", (
            File("rdf/scen.nt", "application/n-triples", "N-Triples: one triple a line", "RDF_N_TRIPLES", _FORMATS + "N-Triples"),)),
        Format("turtle", "the union of all graphs, to read", "turtle", (
            File("rdf/scen.ttl", "text/turtle", "Turtle: a paragraph for each thing", "RDF_TURTLE", _FORMATS + "Turtle"),)),
        Format("trig", "all graphs, to read", "trig", (
            File("rdf/scen.trig", "application/trig", "TriG: a block for each graph", "RDF_TRIG", _FORMATS + "TriG"),)),
        Format("rdfxml", "the union of all graphs", "rdfxml", (
            File("rdf/scen.rdf", "application/rdf+xml", "RDF/XML", "RDF_XML", _FORMATS + "RDF_XML"),)),
        Format("jsonld", "all graphs, with their context inside", "jsonld", (
            File("rdf/scen.jsonld", "application/ld+json", "JSON-LD 1.1, compact", "JSON_LD", _FORMATS + "JSON-LD"),)),
        Format("rdf12", "all graphs, and claims as triple terms (an extra for RDF 1.2)", "rdf12", (
            File("more/scen-rdf12.nq", "application/n-quads", "N-Quads of RDF 1.2: claims reify triple terms", "RDF_N_QUADS", "https://www.w3.org/TR/rdf12-n-quads/"),)),
        Format("csv", "tables of things, claims, evidence and ties, with CSVW and Frictionless metadata", "tables_csv", (
            *(File(f"tables/{table.name}.csv", "text/csv", f"{table.title} (CSV)", "CSV", "https://www.rfc-editor.org/rfc/rfc4180") for table in TABLES.values()),
            File("tables/csv-metadata.json", "application/csvm+json", "Description of the CSV tables (CSVW)", "JSON", "https://www.w3.org/TR/tabular-metadata/"),
            File("tables/README.txt", "text/plain", "What the tables are, and how to join them", "TXT"),
            File("datapackage.json", "application/json", "Description of the CSV tables (Frictionless data package)", "JSON", "https://datapackage.org/standard/data-package/"))),
        Format("sqlite", "the same tables in one file with keys, search and views; opens in Datasette", "sqlite", (
            File("tables/scen.sqlite", "application/vnd.sqlite3", "The tables as an SQLite file", "", "https://www.sqlite.org/fileformat2.html"),
            File("tables/metadata.json", "application/json", "Description of the SQLite file for Datasette", "JSON", "https://docs.datasette.io/en/stable/metadata.html"))),
        Format("parquet", "the same tables, by columns", "parquet_tables", tuple(
            File(f"tables/{table.name}.parquet", "application/vnd.apache.parquet", f"{table.title} (Parquet)", "", "https://parquet.apache.org/docs/file-format/") for table in TABLES.values()), "parquet"),
        *(Format(name, f"the network in three views, for {programs}", module, tuple(
            File(f"network/{view}.{ending}", media, f"{about} ({title})", code, standard) for view, about in (
                ("collaboration", "Ties between people and between organisations"), ("funding", "Who funds what"), ("programme", "Who is on whose programme")))
          ) for name, module, ending, media, code, title, programs, standard in (
            ("gexf", "gexf", "gexf", "application/gexf+xml", "XML", "GEXF 1.3", "Gephi", "https://gexf.net/1.3"),
            ("graphml", "graphml", "graphml", "application/graphml+xml", "XML", "GraphML", "igraph, networkx and yEd", "http://graphml.graphdrawing.org/xmlns"),
            ("cytoscape", "cytoscape", "cyjs", "application/json", "JSON", "Cytoscape JSON", "Cytoscape", "https://manual.cytoscape.org/en/stable/Supported_Network_File_Formats.html"))),
        Format("followthemoney", "people, organisations, events and how they are linked, for Aleph; without who merely attended", "followthemoney", (
            File("more/entities.ftm.json", "application/json+ftm", "Entities of FollowTheMoney, one a line", "", "https://followthemoney.tech/"),)),
        Format("bibtex", "the source documents, for bibliographies", "bibtex", (
            File("documents/documents.bib", "application/x-bibtex", "Source documents (BibTeX)", "", "https://ctan.org/pkg/bibtex"),)),
        Format("csl", "the source documents, for reference managers", "csl", (
            File("documents/documents.csl.json", "application/vnd.citationstyles.csl+json", "Source documents (CSL-JSON)", "JSON", "https://docs.citationstyles.org/en/stable/specification.html"),)),
        Format("quickstatements", "commands for Wikidata, for things matched to it on both ends; never run by scen", "quickstatements", (
            File("more/quickstatements.txt", "text/plain", "Commands for Wikidata's QuickStatements, to be judged by a person", "TXT", "https://www.wikidata.org/wiki/Help:QuickStatements"),
            File("more/quickstatements-README.txt", "text/plain", "What to do before the commands for Wikidata are run", "TXT"))),
    )
}  # fmt: skip
"""Name -> format, in the order in which they are listed and written."""


def format_of(name: str) -> Format:
    """The format of a name.

    :raises SettingError: there is none of that name.
    """
    if name not in FORMATS:
        raise SettingError("format", f"no format '{name}'{did_you_mean(name, FORMATS)}; see scen export --list")
    return FORMATS[name]


def files() -> Iterator[tuple[Format, File]]:
    """Every file of every format."""
    for form in FORMATS.values():
        for file in form.files:
            yield form, file
