"""The catalogue against DCAT-AP-SE, which has no shapes: its form templates (RDForms ``bundle.json``) tell how often
a property must or may stand, of which nature its values are, and which choices there are.

A template that asks for a choice counts the values that are among the choices. A group without a property offers
several ways to fill in one, and is no rule: ``dct:format`` as text stands there, of which DCAT-AP wants an IRI.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...graph.errors import Finding
from ..catalogue.said import PREFIXES
from .described import Described

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

FILE = "dcat-ap-se/3.0.1/bundle.json"
RULE = "dcat-ap-se"
_SPACES = {
    **PREFIXES, "dcterms": PREFIXES["dct"], "prov": "http://www.w3.org/ns/prov#", "schema": "http://schema.org/",
    "odrs": "http://schema.theodi.org/odrs#", "owl": "http://www.w3.org/2002/07/owl#", "locn": "http://www.w3.org/ns/locn#",
}  # fmt: skip
_TYPE = f"{PREFIXES['rdf']}type"
_LITERALS = {"LITERAL", "ONLY_LITERAL", "LANGUAGE_LITERAL", "DATATYPE_LITERAL", "PLAIN_LITERAL"}
Template = dict[str, Any]


def unchecked(standards: Path | None) -> Iterator[str]:
    """What cannot be checked here, in words."""
    if standards is None or not (standards / FILE).is_file():
        yield f"DCAT-AP-SE: {FILE} is not among the standards"


def check(catalogue: Described, standards: Path) -> Iterator[Finding]:
    """Everything that a template forbids."""
    if (standards / FILE).is_file():
        for node, path, message in faults(catalogue.graph, Templates(standards / FILE)):
            yield Finding(catalogue.place(node, path), RULE, f"{node}: {message}")


class Templates:
    """The templates of a bundle."""

    def __init__(self, file: Path) -> None:
        whole = json.loads(file.read_text(encoding="utf-8"))["templates"]
        self._known: dict[str, Template] = {one["id"]: one for one in whole if "id" in one}

    def whole(self, told: str | Template) -> Template:
        """A template with what it inherits."""
        one = self._known[told] if isinstance(told, str) else told
        return {**self.whole(one["extends"]), **one} if "extends" in one else one

    def groups(self) -> Iterator[tuple[set[str], list[Template]]]:
        """(Classes, templates of their properties) of each group that tells of a class."""
        for name in self._known:
            one = self.whole(name)
            constraints = one.get("constraints", {})
            classes = constraints.get(_TYPE) or constraints.get("rdf:type")
            if one.get("type") == "group" and classes:
                told = [classes] if isinstance(classes, str) else classes
                fields = [self.whole(item) for item in one.get("items", ())]
                yield {_expanded(name) for name in told}, [field for field in fields if "property" in field]


def faults(graph: Graph, templates: Templates) -> Iterator[tuple[Node, str, str]]:
    """(Subject, property, what is wrong) of everything in the graph that a template forbids; each once."""
    from rdflib import URIRef

    found: dict[tuple[Node, str, str], None] = {}
    for classes, fields in templates.groups():
        nodes = {node for name in classes for node in graph.subjects(URIRef(_TYPE), URIRef(name))}
        for node in nodes:
            for field in fields:
                if _applies(graph, node, field):
                    path = _expanded(field["property"])
                    for message in _wrong(field, list(graph.objects(node, URIRef(path)))):
                        found[node, path, message] = None
    yield from sorted(found, key=lambda fault: tuple(map(str, fault)))


def _applies(graph: Graph, node: Node, field: Template) -> bool:
    """Whether what a field depends on is there."""
    from rdflib import URIRef

    match field.get("deps", ()):
        case (path,):
            return (node, URIRef(_expanded(path)), None) in graph
        case (path, value):
            return (node, URIRef(_expanded(path)), URIRef(_expanded(value))) in graph
    return True


def _wrong(field: Template, values: list[Node]) -> Iterator[str]:
    choices = {choice["value"] for choice in field.get("choices", ())}
    counted = [value for value in values if not choices or str(value) in choices]
    limits, name = field.get("cardinality", {}), field["property"]
    if len(counted) < limits.get("min", 0):
        yield f"{name} stands {len(counted)} times, {limits['min']} or more are asked for"
    if len(counted) > limits.get("max", len(counted)):
        yield f"{name} stands {len(counted)} times, {limits['max']} at most"
    for value in counted:
        yield from _wrong_value(field, value)


def _wrong_value(field: Template, value: Node) -> Iterator[str]:
    from rdflib import Literal, URIRef

    nature, name, pattern = field.get("nodetype"), field["property"], field.get("pattern")
    if nature in _LITERALS and not isinstance(value, Literal):
        yield f"{name} is no text: {value}"
    if nature in ("URI", "RESOURCE") and isinstance(value, Literal):
        yield f"{name} is no IRI: {value}"
    if nature == "URI" and pattern and isinstance(value, URIRef) and not re.fullmatch(pattern, value):
        yield f"{name} is not of the form {pattern}: {value}"
    kinds = field.get("datatype", ())
    if nature == "DATATYPE_LITERAL" and kinds and isinstance(value, Literal):
        known = {_expanded(kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)}
        if str(value.datatype) not in known:
            yield f"{name} is not of the datatype asked for: {value}"


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return _SPACES[prefix] + local if prefix in _SPACES else name
