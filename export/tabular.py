"""The tables of an export, defined once: CSV with its metadata, SQLite and Parquet all follow from here.

Every id is the end of an IRI: the base and ``id/`` before it make the address, so ids lead from table to table and to
the graph. A list in a cell has blanks between its members.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..ontology.prefixes import PREFIXES


@dataclass(frozen=True)
class Kind:
    """A kind of column: its datatype in each of the formats."""

    csvw: str
    frictionless: str
    sqlite: str
    parquet: str
    plain: bool = True
    """Whether its values are no free texts: no spreadsheet takes one for a formula."""


KINDS = {
    "id": Kind("string", "string", "TEXT", "string"),
    "code": Kind("string", "string", "TEXT", "string"),
    "iri": Kind("anyURI", "string", "TEXT", "string", plain=False),
    "text": Kind("string", "string", "TEXT", "string", plain=False),
    "edtf": Kind("string", "string", "TEXT", "string", plain=False),
    "date": Kind("date", "date", "TEXT", "date32"),
    "year": Kind("integer", "integer", "INTEGER", "int32"),
    "whole": Kind("integer", "integer", "INTEGER", "int64"),
    "number": Kind("double", "number", "REAL", "double"),
    "truth": Kind("boolean", "boolean", "INTEGER", "bool"),
}


@dataclass(frozen=True)
class Column:
    """A column: ``kind`` is one of `KINDS`, ``leads`` the table whose key it holds."""

    name: str
    kind: str
    title: str
    about: str
    """What it says, for who reads the description."""
    curie: str = ""
    """The property of the graph that says the same, where there is one."""
    leads: str = ""
    required: bool = False
    many: bool = False
    """Whether a cell is a list."""
    schemes: tuple[str, ...] = ()
    """The lists of codes from which its values are; the table of codes says what they mean."""

    @property
    def type(self) -> Kind:
        """Its datatypes."""
        return KINDS[self.kind]

    @property
    def iri(self) -> str:
        """IRI of the property, or ``""``."""
        prefix, _, name = self.curie.partition(":")
        return PREFIXES[prefix] + name if self.curie else ""


@dataclass(frozen=True)
class Table:
    """A table: ``key`` are the columns that no two rows have alike."""

    name: str
    title: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)


def _labels(of: str) -> tuple[Column, ...]:
    return tuple(
        Column(f"label_{code}", "text", f"Label, {language}", f"Name of the {of} in {language}, if it has one",
               "skos:prefLabel")
        for code, language in (("en", "English"), ("sv", "Swedish"), ("nb", "Norwegian Bokmål"))
    )  # fmt: skip


_CERTAINTY = Column("certainty", "code", "Certainty", "stated, inferred (worked out by the curators) or disputed",
                    "scen:certainty", required=True, schemes=("certainty",))  # fmt: skip
_STATUS = Column("status", "code", "Status", "What the source says of the fact: announced (planned when it was written), "
                 "reported (done, in force), ended, cancelled, unknown", "scen:status", required=True, schemes=("status",))  # fmt: skip
_FIRST = Column(
    "first", "date", "First day", "First day that the date may mean; empty where no year is known"
)
_LAST = Column("last", "date", "Last day", "Last day that the date may mean; empty where no year is known")

_TYPES = ("organisation-kinds", "event-types", "project-types", "place-types", "work-types")


def _sure(of: str) -> Column:
    """How sure a column of a document is."""
    return Column(f"{of}_certainty", "code", f"Certainty of {of}", f"stated, inferred (worked out by the curators) or disputed, "
                  f"of the claim that says so; empty where {of} is, or no claim says it", schemes=("certainty",))  # fmt: skip


def _definition(*more: Column) -> tuple[Column, ...]:
    return (*_labels("code"), Column("definition", "text", "Definition", "What it means and what not, in English", "skos:definition"), *more)  # fmt: skip


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("things", "Things", "People, organisations, events and whatever else claims are about: one a row",
              ("id",), (
            Column("id", "id", "Id", "Kind and slug; after the base and id/ it is the thing's IRI", required=True),
            Column("kind", "code", "Kind", "organisation, person, event …", "rdf:type", required=True, schemes=("kinds",)),
            Column("slug", "text", "Slug", "The last part of the IRI, which does not change", "dct:identifier", required=True),
            Column("label", "text", "Label", "Its name, in English where it has one, else Swedish, Norwegian or any", "rdfs:label", required=True),
            *_labels("thing"),
            Column("type", "code", "Types", "Kinds of organisation, types of event and so on, as far as they are stated", "dct:type", many=True, schemes=_TYPES),
            Column("date", "edtf", "Date", "When it is or was, as an EDTF date; XXXX-11-14 has no year", "dct:date"),
            _FIRST, _LAST,
            Column("parent", "id", "Part of", "The event of a session, or the larger organisation", "dct:isPartOf", leads="things"),
            Column("place", "id", "Places", "Places where it is, as far as they are stated", "dct:spatial", many=True),
            Column("same_as", "iri", "Same as", "Identifiers of it elsewhere", "skos:exactMatch", many=True),
            Column("claims", "whole", "Claims", "Number of claims that join it; see claim_parts", required=True),
            Column("first_year", "year", "First year", "Earliest year of a dated claim that joins it"),
            Column("last_year", "year", "Last year", "Latest year of a dated claim that joins it"),
        )),
        Table("names", "Names", "Every name of every thing, with its language", ("thing", "form", "language", "name"), (
            Column("thing", "id", "Thing", "Whose name it is", leads="things", required=True),
            Column("form", "code", "Form", "name (preferred), alias, or hidden (found by it, not shown)", required=True),
            Column("language", "code", "Language", "Tag of the language; und where it is not known", "dct:language", required=True, schemes=("languages",)),
            Column("name", "text", "Name", "As it is written", "rdfs:label", required=True),
        )),
        Table("documents", "Source documents", "The documents that the claims are from; their texts are not part of the data", ("id",), (
            Column("id", "id", "Id", "Also a row of things", leads="things", required=True),
            Column("title", "text", "Title", "In English where it has one, else as printed", "dct:title", required=True),
            Column("language", "code", "Languages", "Of the text, as tags", "dct:language", many=True, schemes=("languages",)),
            Column("issued", "edtf", "Issued", "As an EDTF date; ../2019-08-15 is some day up to then"), _sure("issued"),
            Column("modified", "edtf", "Modified", "As an EDTF date"), _sure("modified"),
            Column("publisher", "id", "Publishers", "Who published it", many=True), _sure("publisher"),
            Column("address", "iri", "Address", "Where it was found", "dct:source"),
            Column("archive", "iri", "Archive copy", "Where a copy is kept", "dct:hasVersion"),
            Column("sha256", "code", "SHA-256", "Checksum of the text that was read", "scen:textSha256"),
            Column("claims", "whole", "Claims", "Number of claims from it", required=True),
        )),
        Table("claims", "Claims", "What the documents say, one fact a row; certainty and status belong to every use of it", ("id",), (
            Column("id", "id", "Id", "After the base and id/ it is the claim's IRI", required=True),
            Column("kind", "code", "Kind", "participation, membership, project-role, funding, cooperation, mention, relation or assertion", "rdf:type", required=True, schemes=("claims",)),
            Column("sentence", "text", "In words", "The claim in English, its status first unless it is reported", required=True),
            Column("subject", "id", "Subject", "Whom or what it is about: the agent, the funder, or the one of two parties; empty with more parties", leads="things"),
            Column("object", "id", "Object", "What it joins them to: the event, organisation, project, other party … All that is joined is in claim_parts", leads="things"),
            Column("role", "code", "Role", "Role at the event (list roles), or in the project (list project-roles)", "cv:role", schemes=("roles", "project-roles")),
            Column("type", "code", "Type", "Kind of cooperation or of mention", "scen:kind", schemes=("cooperation-kinds", "mention-kinds")),
            Column("property", "code", "Property", "What a relation or an assertion says of its subject", "rdf:predicate", schemes=("properties",)),
            Column("value", "text", "Value", "The value that an assertion gives; a code where there is a list of them", "rdf:object", schemes=(*_TYPES, "languages", "formats")),
            Column("language", "code", "Language of the value", "Tag of the language, where it has one", "dct:language", schemes=("languages",)),
            Column("printed", "text", "Words printed", "The role's, title's or cooperation's words, as printed", "dct:description"),
            Column("rendering", "text", "In English", "The curators' rendering of the printed words", "scen:curated"),
            _CERTAINTY, _STATUS,
            Column("because", "text", "Because", "Why it is held to be so, where it is inferred", "scen:because"),
            Column("document", "id", "Document", "The document that says so", "dct:source", leads="documents", required=True),
            Column("date", "edtf", "Date", "Of the claim itself, else of what it is about, as an EDTF date", "dct:date"),
            _FIRST, _LAST,
            Column("disputed_by", "id", "Disputed by", "Claims that contradict it; see contradictions", "scen:between", many=True),
        )),
        Table("claim_parts", "Parts of claims", "Everything that a claim joins, one thing a row", ("claim", "part", "thing"), (
            Column("claim", "id", "Claim", "The claim", leads="claims", required=True),
            Column("part", "code", "Part", "What the thing is of the claim: agent, event, within (the whole event of a session), for (on whose behalf), organisation, "
                   "project, grant, funder, funds (what is paid for), programme, party, acts-for (the party acted for), subject, object", required=True),
            Column("thing", "id", "Thing", "What has this part", leads="things", required=True),
        )),
        Table("contradictions", "Contradictions", "Claims that cannot all be true, and why: one claim a row", ("contradiction", "claim"), (
            Column("contradiction", "id", "Contradiction", "After the base and id/ it is the contradiction's IRI", required=True),
            Column("claim", "id", "Claim", "One of the claims", "scen:between", leads="claims", required=True),
            Column("because", "text", "Because", "What contradicts what", "scen:because", required=True),
        )),
        Table("evidence", "Evidence", "Where a claim stands: one claim and its document, lines and words a row", ("evidence",), (
            Column("evidence", "id", "Evidence", "After the base and id/ it is the annotation's IRI", required=True),
            Column("claim", "id", "Claim", "What it is evidence of", "oa:hasBody", leads="claims", required=True),
            Column("document", "id", "Document", "The document", "dct:source", leads="documents", required=True),
            Column("lines", "code", "Lines", "All lines of the document that the claim rests on, from 1: 12 22-24", "scen:line", many=True),
            Column("first_line", "whole", "First line", "The first of the lines"),
            Column("last_line", "whole", "Last line", "The last of the lines"),
            Column("words", "text", "Words", "The words that were kept, with … between runs; empty where there are none. Run by run, with their places: evidence_words"),
        )),
        Table("evidence_words", "Words of evidence", "The words of evidence and where they stand in the document: one run of words a row", ("evidence", "number"), (
            Column("evidence", "id", "Evidence", "The evidence whose words they are", leads="evidence", required=True),
            Column("number", "whole", "Number", "Of the run within the evidence, from 1", required=True),
            Column("words", "text", "Words", "The words, as printed", "oa:exact", required=True),
            Column("start", "whole", "Start", "Code points of the document before the words", "oa:start"),
            Column("end", "whole", "End", "Code points of the document up to the end of the words", "oa:end"),
        )),
        Table("codes", "Codes", "What the codes in the other tables mean: one code of one list a row. Kinds of ties have a table of their own", ("scheme", "code"), (
            Column("scheme", "code", "List", "The list that the code is of", "skos:inScheme", required=True),
            Column("code", "code", "Code", "As it stands in the tables", "skos:notation", required=True),
            Column("columns", "code", "Columns", "Where it stands: table and column", required=True, many=True),
            *_definition(Column("broader", "code", "Broader", "The next broader code of the same list")),
        )),
        Table("tie_kinds", "Kinds of ties", "What each kind of tie says of two people or organisations, and what it does not", ("code",), (
            Column("code", "code", "Code", "As it stands in ties", "skos:notation", required=True),
            *_definition(
                Column("strong", "truth", "Strong", "Whether it is collaboration in the strict sense", required=True),
                Column("directed", "truth", "Directed", "Whether one acts for the other; all other kinds have no direction", required=True),
                Column("rests_on", "code", "Rests on", "Kinds of the claims from which it is derived", required=True, many=True, schemes=("claims",)),
            ),
        )),
        Table("ties", "Ties", "Two people or two organisations and one way in which they are joined; derived from claims. "
              "To have attended one event is not collaboration: see kind and strong", ("tie",), (
            Column("tie", "id", "Tie", "After the base and id/ it is the tie's IRI", required=True),
            Column("a", "id", "From", "The one; in a directed tie, the one who acts", "scen:party", leads="things", required=True),
            Column("b", "id", "To", "The other; in a directed tie, the one for whom a acts", "scen:party", leads="things", required=True),
            Column("kind", "code", "Kind", "In which way they are joined; tie_kinds says what each kind means", "scen:kind", leads="tie_kinds", required=True),
            Column("directed", "truth", "Directed", "Whether it leads from a to b", required=True),
            Column("strong", "truth", "Strong", "Whether the kind is collaboration in the strict sense", required=True),
            Column("weight", "number", "Weight", "Sum of 1/(n-1) over what they share, n being those who share it", "scen:weight", required=True),
            Column("links", "whole", "Links", "Number of events, projects … that they share", required=True),
            Column("sources", "whole", "Sources", "Number of independent documents", "scen:sources", required=True),
            _CERTAINTY, _STATUS, _FIRST, _LAST,
        )),
        Table("tie_claims", "Claims behind ties", "The claims from which a tie is derived, one a row", ("tie", "claim"), (
            Column("tie", "id", "Tie", "The tie", leads="ties", required=True),
            Column("claim", "id", "Claim", "A claim behind it", "prov:wasDerivedFrom", leads="claims", required=True),
        )),
    )
}  # fmt: skip
"""Name -> table; each after those it leads to."""
