"""What the files of a release are called in each language, and the names of the standards that they follow.

A file's title is in English where its format is defined; what follows it in brackets is a name and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, str]] = {
    "N-Quads: all graphs, one statement a line": ("N-Quads: alla grafer, en utsaga per rad", "N-Quads: alle grafer, ett utsagn per linje"),
    "N-Triples: one triple a line": ("N-Triples: en trippel per rad", "N-Triples: én trippel per linje"),
    "Turtle: a paragraph for each thing": ("Turtle: ett stycke för varje sak", "Turtle: ett avsnitt for hver ting"),
    "TriG: a block for each graph": ("TriG: ett block för varje graf", "TriG: en blokk for hver graf"),
    "RDF/XML": ("RDF/XML", "RDF/XML"),
    "JSON-LD 1.1, compact": ("JSON-LD 1.1, kompakt", "JSON-LD 1.1, kompakt"),
    "N-Quads of RDF 1.2: claims reify triple terms": (
        "N-Quads enligt RDF 1.2: påståenden reifierar trippeltermer", "N-Quads etter RDF 1.2: påstander reifiserer trippeltermer",
    ),
    "Things": ("Saker", "Ting"), "Names": ("Namn", "Navn"), "Source documents": ("Källdokument", "Kildedokumenter"),
    "Claims": ("Påståenden", "Påstander"), "Parts of claims": ("Påståendenas delar", "Påstandenes deler"),
    "Contradictions": ("Motsägelser", "Motsigelser"), "Evidence": ("Belägg", "Belegg"), "Ties": ("Förbindelser", "Forbindelser"),
    "Claims behind ties": ("Påståenden bakom förbindelserna", "Påstander bak forbindelsene"),
    "Words of evidence": ("Beläggens ord", "Beleggenes ord"), "Codes": ("Koder", "Koder"),
    "Kinds of ties": ("Typer av förbindelser", "Typer forbindelser"),
    "Description of the CSV tables": ("Beskrivning av CSV-tabellerna", "Beskrivelse av CSV-tabellene"),
    "What the tables are, and how to join them": ("Vad tabellerna är och hur de hör ihop", "Hva tabellene er og hvordan de hører sammen"),
    "The tables as an SQLite file": ("Tabellerna som en SQLite-fil", "Tabellene som en SQLite-fil"),
    "Description of the SQLite file for Datasette": ("Beskrivning av SQLite-filen för Datasette", "Beskrivelse av SQLite-filen for Datasette"),
    "Ties between people and between organisations": ("Förbindelser mellan personer och mellan organisationer", "Forbindelser mellom personer og mellom organisasjoner"),
    "Who funds what": ("Vem som finansierar vad", "Hvem som finansierer hva"),
    "Who is on whose programme": ("Vem som står på vems program", "Hvem som står på hvem sitt program"),
    "Entities of FollowTheMoney, one a line": ("Entiteter för FollowTheMoney, en per rad", "Entiteter for FollowTheMoney, én per linje"),
    "Commands for Wikidata's QuickStatements, to be judged by a person": (
        "Kommandon för Wikidatas QuickStatements, som en människa ska bedöma", "Kommandoer for Wikidatas QuickStatements, som et menneske skal vurdere",
    ),
    "What to do before the commands for Wikidata are run": (
        "Vad som ska göras innan kommandona för Wikidata körs", "Hva som skal gjøres før kommandoene for Wikidata kjøres",
    ),
    "Catalogue of the data": ("Katalog över data", "Katalog over data"),
    "Contents in numbers": ("Innehållet i siffror", "Innholdet i tall"),
    "Version, date and files of the release": ("Utgåvans version, datum och filer", "Utgavens versjon, dato og filer"),
    "Files and people behind the release": ("Utgåvans filer och vilka som står bakom", "Utgavens filer og hvem som står bak"),
    "Checksums of all files": ("Alla filers kontrollsummor", "Kontrollsummer for alle filer"),
    "Record for the LOD Cloud": ("Post för LOD Cloud", "Post for LOD Cloud"),
    "Record for Zenodo": ("Post för Zenodo", "Post for Zenodo"),
    "What changed since the release before": ("Vad som ändrats sedan föregående utgåva", "Hva som er endret siden forrige utgave"),
    "How much changed": ("Hur mycket som har ändrats", "Hvor mye som er endret"),
}  # fmt: skip
"""English -> Swedish, Norwegian."""

STANDARDS: Mapping[str, str] = {
    # titles of the W3C's documents; those of the formats are the Recommendations that define them
    "http://www.w3.org/ns/formats/N-Quads": "RDF 1.1 N-Quads",
    "http://www.w3.org/ns/formats/N-Triples": "RDF 1.1 N-Triples",
    "http://www.w3.org/ns/formats/Turtle": "RDF 1.1 Turtle",
    "http://www.w3.org/ns/formats/TriG": "RDF 1.1 TriG",
    "http://www.w3.org/ns/formats/RDF_XML": "RDF 1.1 XML Syntax",
    "http://www.w3.org/ns/formats/JSON-LD": "JSON-LD 1.1",
    "https://www.w3.org/TR/rdf12-n-quads/": "RDF 1.2 N-Quads",
    "https://www.w3.org/TR/tabular-metadata/": "Metadata Vocabulary for Tabular Data",
    "https://www.w3.org/TR/sparql11-protocol/": "SPARQL 1.1 Protocol",
    # title of the RFC
    "https://www.rfc-editor.org/rfc/rfc4180": "Common Format and MIME Type for Comma-Separated Values (CSV) Files",
    # what the schemas among the standards call themselves: version 1.3 of GEXF, "the GraphML language"
    "https://gexf.net/1.3": "GEXF 1.3",
    "http://graphml.graphdrawing.org/xmlns": "GraphML",
    # headings of the pages, with whose they are
    "https://datapackage.org/standard/data-package/": "Data Package",
    "https://www.sqlite.org/fileformat2.html": "SQLite Database File Format",
    "https://docs.datasette.io/en/stable/metadata.html": "Datasette: Metadata",
    "https://parquet.apache.org/docs/file-format/": "Apache Parquet: File Format",
    "https://manual.cytoscape.org/en/stable/Supported_Network_File_Formats.html": "Cytoscape: Supported Network File Formats",
    "https://followthemoney.tech/": "FollowTheMoney",
    "https://ctan.org/pkg/bibtex": "BibTeX",
    "https://docs.citationstyles.org/en/stable/specification.html": "CSL 1.0.2 Specification",
    "https://www.wikidata.org/wiki/Help:QuickStatements": "Wikidata: QuickStatements",
}  # fmt: skip
"""IRI of a standard -> its name."""


def titles(english: str) -> dict[str, str]:
    """A file's title in each language that it has one in.

    >>> titles("Claims (CSV)")
    {'en': 'Claims (CSV)', 'sv': 'Påståenden (CSV)', 'nb': 'Påstander (CSV)'}
    >>> titles("Somebody's own")
    {'en': "Somebody's own"}
    """
    words, bracket, name = english.partition(" (")
    others = zip(("sv", "nb"), _WORDS.get(words, ()), strict=False)
    return {"en": english} | {language: text + bracket + name for language, text in others}
