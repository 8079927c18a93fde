"""Where nodes stand first in N-Quads files: the lines that a message about them can name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..network.blocks import blocks
from .relations import member
from .relations_read import starts

if TYPE_CHECKING:
    from ..network.columns import Block, Hashes, Places
    from .relations import Mask


class Stands(NamedTuple):
    """Lines in which nodes stand, one entry each."""

    nodes: Hashes
    pointed: Mask
    """Is the node only pointed at, not described?"""
    at: Places
    """Where the line starts, counted through all files."""
    lines: Places
    """The number of the line in its file, from 1."""

    @classmethod
    def joined(cls, parts: Iterable[Stands]) -> Stands:
        """All entries of several."""
        nodes, pointed, at, lines = (np.concatenate(column) for column in zip(*parts, strict=True))
        return cls(nodes, pointed, at, lines)

    def take(self, rows: Places | slice) -> Stands:
        """Some of the entries."""
        return Stands(self.nodes[rows], self.pointed[rows], self.at[rows], self.lines[rows])

    def moved(self, places: int, lines: int) -> Stands:
        """The same, counted from elsewhere."""
        return self._replace(at=self.at + places, lines=self.lines + lines)

    def first(self) -> Stands:
        """Of each node the first entry, one where it is described before all others."""
        order = np.lexsort((self.at, self.pointed, self.nodes))
        return self.take(order[np.unique(self.nodes[order], return_index=True)[1]])


def stands(files: Sequence[Path], nodes: Hashes, pointers: Hashes) -> Stands:
    """Where nodes stand first in the files, by places; those that stand nowhere are left out.

    :param nodes: hashes of the nodes, ascending.
    :param pointers: hashes of the properties whose objects count as pointed at, ascending.
    """
    parts = []
    for file, start in zip(files, starts(files), strict=False):
        before = 0
        for block in blocks(file):
            parts.append(_in_block(block, nodes, pointers).moved(start + block.offset, before + 1))
            before += len(block)
    first = Stands.joined(parts).first()
    return first.take(np.lexsort((first.nodes, first.at)))


def _in_block(block: Block, nodes: Hashes, pointers: Hashes) -> Stands:
    """Where nodes stand first in a block; places and lines count from its start."""
    described = np.flatnonzero(member(block.subject, nodes))
    rows = np.flatnonzero(member(block.predicate, pointers))
    objects = block.of(2, rows)
    pointed = member(objects, nodes)
    rows = np.concatenate([described, rows[pointed]])
    found = np.concatenate([block.subject[described], objects[pointed]])
    return Stands(found, np.arange(len(rows)) >= len(described), block.starts[rows], rows).first()
