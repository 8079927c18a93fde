"""All graphs as TriG: a block for each graph, within it as Turtle (see `turtle`)."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from pathlib import Path

from .source import Source
from .statements import graphs, subjects
from .turtle import Turtle, prefixes


def write(source: Source, folder: Path) -> None:
    """Write ``rdf/scen.trig``."""
    writer = Turtle(prefixes(source))
    with (folder / "rdf/scen.trig").open("wb") as file:
        file.write(writer.head())
        for graph, within in groupby(subjects(graphs(source, folder), graphs=True), attrgetter("graph")):
            file.write(b"\n%b {\n" % writer.name(graph))
            file.writelines(b"\n" + writer.subject(said, b"  ") for said in within)
            file.write(b"}\n")
