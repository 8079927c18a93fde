"""The shapes of the ontology over N-Quads files of any size: the verdicts and words of `shapes.py`, in flat memory.

The files become columns (`relations.py`), in which every shape is applied to all its focus nodes at once
(`screen.py`). Only what is said of the nodes that break a shape, and of what their paths lead to, is then read as
text and given to `shapes.py` for its findings. Data that conforms is never held as text at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import Quad, RdfFormat, parse

from ..errors import Place, Problem
from ..index import Term, as_term
from ..network.columns import hashed
from ..shapes import Finding, Shape, Shapes, Step, shapes
from ..shapes import problems as told
from .relations import Relations, member
from .relations_read import read, starts
from .screen import Screen, all_shapes, parts, tests
from .stands import Stands, stands

if TYPE_CHECKING:
    from ..network.columns import Hashes, Places

BATCH = 1000
"""Nodes that are told of together; it bounds the text that is held."""


def problems(new: Sequence[Path], known: Sequence[Path] = ()) -> Iterator[Problem]:
    """What breaks the shapes in canonical N-Quads files, by files and lines.

    Told of are the nodes that the new files describe, and those that they point at by a property that makes
    its values nodes of a shape, or that a shape follows backwards; whatever else is known of a node counts.

    :param new: the files to check: lines ``S P O G .`` as pyoxigraph writes them, without blank nodes.
    :param known: files that are not checked, but say what the new ones rely on: classes, schemes, other facts.
    :raises ShapesError: ``shapes.ttl`` uses what is not understood here.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "new.nq"
    ...     line = "<urn:s> <http://www.w3.org/ns/org#unitOf> {} <urn:g> .\\n"
    ...     _ = file.write_text(line.format("<urn:t>") + line.format('"text"'))
    ...     [problem] = problems([file])
    >>> problem.place.line, problem.message
    (1, 'The value of unit-of (org:unitOf) must be a thing (an IRI). (value: text)')
    """
    return problems_by(shapes(), new, known)


def problems_by(rules: Shapes, new: Sequence[Path], known: Sequence[Path] = ()) -> Iterator[Problem]:
    """As `problems`, by any shapes."""
    checked, files = _filled(new), _filled([*new, *known])
    relations = read(files, rules.predicates, tests(rules))
    suspects = [*Screen(rules, relations).suspects()]
    if not suspects or not checked:
        return
    nodes = np.unique(np.concatenate([broken for _, broken in suspects]))
    places, begin = stands(checked, nodes, _pointers(rules)), np.array(starts(files))
    for first in range(0, len(places.nodes), BATCH):
        batch = places.take(slice(first, first + BATCH))
        yield from _told(rules, relations, files, begin, suspects, batch)


def _filled(files: Iterable[Path]) -> list[Path]:
    """The files that hold something."""
    return [file for file in files if file.stat().st_size]


def _told(
    rules: Shapes,
    relations: Relations,
    files: Sequence[Path],
    begin: Places,
    suspects: Iterable[tuple[Shape, Hashes]],
    batch: Stands,
) -> list[Problem]:
    """What `shapes.py` says of some nodes, given what is known of them and of all that their paths lead to."""
    graph = rules.index(_quads(files, begin, relations.around(np.sort(batch.nodes), *_reach(rules))))
    focus = [
        as_term(quad.object if pointed else quad.subject)
        for quad, pointed in zip(_quads(files, begin, batch.at), batch.pointed, strict=True)
    ]
    findings: set[Finding] = set()
    places: dict[str, Place] = {}
    for shape, nodes in suspects:
        for row in np.flatnonzero(member(batch.nodes, nodes)):
            file = np.searchsorted(begin, batch.at[row], side="right") - 1
            for finding in shape.findings(graph, focus[row]):
                findings.add(finding)
                places[finding.focus] = Place(str(files[file]), int(batch.lines[row]))
    return told(findings, places)


def _quads(files: Sequence[Path], begin: Places, places: Places) -> Iterator[Quad]:
    """The quads of the lines that start at some places; places ascend."""
    bounds = np.searchsorted(places, begin)
    for file, start, low, high in zip(files, begin.tolist(), bounds, bounds[1:], strict=False):
        if low < high:
            with file.open("rb") as source, mmap(source.fileno(), 0, access=ACCESS_READ) as text:
                begins = (places[low:high] - start).tolist()
                lines = [text[at : text.find(b"\n", at) + 1 or None] for at in begins]
            yield from parse(b"\n".join(lines), format=RdfFormat.N_QUADS)


def _reach(rules: Shapes) -> tuple[set[Step], int]:
    """All steps of paths, and how many of them lead at most from a focus node to a value."""

    def depth(shape: Shape) -> int:
        return len(shape.steps) + max(map(depth, parts(rules, shape)), default=0)

    steps = {step for shape, _ in all_shapes(rules) for step in shape.steps}
    return steps, max(depth(shape) for *_, shape in rules.targets)


def _pointers(rules: Shapes) -> Hashes:
    """The properties whose objects are asked for what they are: targets, and what is followed backwards."""
    found: set[Term] = {target for kind, target, _ in rules.targets if kind == "targetObjectsOf"}
    found |= {predicate for predicate, backwards in _reach(rules)[0] if backwards}
    return np.sort(hashed(f"<{predicate}>" for predicate in found))
