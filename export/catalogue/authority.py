"""The EU's authority tables: an IRI for each code, and the statements by which a catalogue names what it links to.

Portals without the tables at hand then still know class, scheme and name of each code, and so do the official shapes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from .said import Said, iri

AUTHORITY = "http://publications.europa.eu/resource/authority/"
PUBLISHER_TYPES = "http://purl.org/adms/publishertype/"
_ATTRIBUTION = "http://purl.org/adms/licencetype/"
_FILE = Path(__file__).resolve().parents[2] / "data" / "authority.yaml"
_CLASSES = {
    "access-right": "dct:RightsStatement", "country": "dct:Location", "file-type": "dct:MediaTypeOrExtent",
    "frequency": "dct:Frequency", "language": "dct:LinguisticSystem", "licence": "dct:LicenseDocument",
}  # fmt: skip


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """Table -> code -> its name in English.

    >>> tables()["country"]["SWE"]
    'Sweden'
    """
    import yaml

    found: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def code_of_licence(address: str) -> str:
    """The code of a licence by the address that it is known by, or nothing.

    >>> code_of_licence("https://creativecommons.org/licenses/by/4.0/"), code_of_licence("https://x.test/")
    ('CC_BY_4_0', '')
    """
    same = {_bare(known): code for known, code in tables()["same-licence"].items()}
    return same.get(_bare(address), "")


def _bare(address: str) -> str:
    return address.partition("://")[2].rstrip("/")


def coded(said: Said, table: str, code: str) -> NamedNode:
    """The IRI of a code, of which class, scheme and name are said."""
    name = tables()[table].get(code, code)
    classes = [iri("skos:Concept"), *(iri(name) for name in [_CLASSES.get(table, "")] if name)]
    return _concept(
        said, f"{AUTHORITY}{table}/{code}", AUTHORITY + table, table.replace("-", " "), name, classes
    )


def licence(said: Said, address: str) -> NamedNode:
    """The licence of an address: by its code where it has one, for that is what portals count as open."""
    code = code_of_licence(address)
    node = coded(said, "licence", code) if code else said.say(address, a=iri("dct:LicenseDocument"))
    if code.startswith("CC_BY_"):
        kind = _concept(
            said, f"{_ATTRIBUTION}Attribution", f"{_ATTRIBUTION}1.0", "licence type", "Attribution"
        )
        said.say(node.value, dct_type=kind)
    return node


def publisher_type(said: Said, code: str) -> NamedNode:
    """A kind of publisher, of the list that DCAT-AP prescribes."""
    return _concept(said, PUBLISHER_TYPES + code, f"{PUBLISHER_TYPES}1.0", "publisher type", code)


def scheme(said: Said, table: str) -> NamedNode:
    """A whole table."""
    title = Literal(table.replace("-", " "), language="en")
    return said.say(AUTHORITY + table, a=iri("skos:ConceptScheme"), dct_title=title)


def _concept(
    said: Said, node: str, among: str, scheme: str, name: str, classes: list[NamedNode] | None = None
) -> NamedNode:
    whole = said.say(among, a=iri("skos:ConceptScheme"), dct_title=Literal(scheme, language="en"))
    return said.say(
        node,
        a=classes or iri("skos:Concept"),
        skos_inScheme=whole,
        skos_prefLabel=Literal(name, language="en"),
    )
