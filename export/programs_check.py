"""Checks networks and records for other programs as they were written, and the RO-Crate that names all files.

Memory holds the ids of one file of entities; network files are read as streams, by their official schemas where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..graph.errors import Finding, Place
from ..graph.network.views import VIEWS
from . import cytoscape, followthemoney, gexf, graphml, rocrate
from .release import sums

if TYPE_CHECKING:
    from lxml import etree

SCHEMAS = {"gexf": "gexf/1.3/gexf.xsd", "graphml": "graphml/graphml.xsd"}
_SPACES = {"gexf": gexf.NAMESPACE, "graphml": graphml.NAMESPACE}


def unchecked(standards: Path | None) -> Iterator[str]:
    """Schemas that are not there."""
    for path in SCHEMAS.values():
        if standards is None or not (standards / path).is_file():
            yield f"network files against {path}: name the folder of the official schemas with --standards"


def check(folder: Path, standards: Path | None = None) -> Iterator[Finding]:
    """What is wrong with these files in the folder of a release; formats that are not there are not looked at.

    :raises OSError: a file cannot be read.
    """
    schemas = {ending: _schema(standards / path) for ending, path in SCHEMAS.items()} if standards else {}
    for view in VIEWS:
        yield from _view(folder, view, schemas)
    if (folder / followthemoney.FILE).exists():
        yield from _entities(folder / followthemoney.FILE)
    if (folder / rocrate.FILE).exists():
        yield from _crate(folder)


# -- networks ----------------------------------------------------------------------------------------------


def _schema(path: Path) -> etree.XMLSchema | None:
    from lxml import etree

    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True))) if path.is_file() else None


def _view(folder: Path, view: str, schemas: dict[str, etree.XMLSchema | None]) -> Iterator[Finding]:
    """Each file by itself; and whether all formats hold as many nodes and edges."""
    from lxml import etree

    counts: dict[str, tuple[int, int]] = {}
    for ending in ("gexf", "graphml", "cyjs"):
        name = f"network/{view}.{ending}"
        if not (folder / name).exists():
            continue
        try:
            counts[name] = (
                _elements(folder / name)
                if ending == "cyjs"
                else _count(folder / name, _SPACES[ending], schemas.get(ending))
            )
        except etree.XMLSyntaxError as error:
            yield Finding(Place(name, error.lineno or 0), "xml-schema", str(error.msg))
        except (ValueError, KeyError) as error:
            yield Finding(Place(name), "json", str(error))
    for name, found in counts.items():
        if found != (first := next(iter(counts.values()))):
            message = (
                f"{found[0]} nodes and {found[1]} edges; {next(iter(counts))} has {first[0]} and {first[1]}"
            )
            yield Finding(Place(name), "edge-count", message)


def _count(path: Path, space: str, schema: etree.XMLSchema | None) -> tuple[int, int]:
    """Nodes and edges of a file of XML, which is valid if there is a schema."""
    from lxml import etree

    counts = {f"{{{space}}}node": 0, f"{{{space}}}edge": 0}
    for _, element in etree.iterparse(path, tag=tuple(counts), schema=schema, no_network=True):
        counts[element.tag] += 1
        element.clear()
        while element.getprevious() is not None and element.getprevious().tag == element.tag:
            del element.getparent()[0]
    nodes, edges = counts.values()
    return nodes, edges


def _elements(path: Path) -> tuple[int, int]:
    """Nodes and edges of Cytoscape JSON as it is written here, an element a line."""
    nodes: set[str] = set()
    edges = 0
    with path.open(encoding="utf-8") as file:
        json.loads(next(file) + cytoscape.END)
        rest = {(cytoscape.BETWEEN + "\n").lstrip(), cytoscape.END.lstrip()}
        for line in file:
            if line in rest:
                rest.remove(line)
                continue
            data = json.loads(line.rstrip().rstrip(","))["data"]
            if "source" not in data:
                nodes.add(data["id"])
            elif {data["source"], data["target"]} <= nodes:
                edges += 1
            else:
                raise ValueError(f"edge {data['id']} has an end that is no node")
    if rest:
        raise ValueError("is not whole")
    return len(nodes), edges


# -- records -----------------------------------------------------------------------------------------------

_LEADS = ("subject", "object", "member", "organization", "participant", "project", "agent", "client", "entity", "document",
          "proof", "parent", "organizer", "involved")  # fmt: skip
"""Properties whose values are ids of other entities."""


def _entities(path: Path) -> Iterator[Finding]:
    """Every entity once, and every id that is named is one."""
    ids: set[str] = set()
    for again in (False, True):  # an entity may be named before it comes
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                place = Place(followthemoney.FILE, number)
                entity: dict[str, Any] = json.loads(line)
                if again:
                    named = {value for name in _LEADS for value in entity["properties"].get(name, ())}
                    for missing in sorted(named - ids):
                        yield Finding(place, "entity", f"names {missing}, which is no entity")
                elif entity["id"] in ids:
                    yield Finding(place, "entity", f"{entity['id']} is there twice")
                ids.add(entity["id"])


def _crate(folder: Path) -> Iterator[Finding]:
    """The files that the crate names are there, and as long as it says; and it names all that are there."""
    place = Place(rocrate.FILE)
    told = json.loads((folder / rocrate.FILE).read_text(encoding="utf-8"))["@graph"]
    items = {item["@id"]: item for item in told if item["@type"] == "File"}
    there = {path.relative_to(folder).as_posix() for path in sums.files(folder)}
    for name in sorted(there - items.keys() - {rocrate.FILE}):
        yield Finding(Place(str(folder / name)), "undescribed-file", f"{rocrate.FILE} says nothing of it")
    for name, item in items.items():
        path = folder / name
        if not path.is_file():
            yield Finding(place, "missing-file", f"names {name}, which is not there")
        elif str(path.stat().st_size) != item["contentSize"]:
            yield Finding(
                place,
                "byte-size",
                f"says that {name} has {item['contentSize']} bytes; it has {path.stat().st_size}",
            )
