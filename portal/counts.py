"""What the processes of a portal have counted, in memory that all of them see: each writes its own place, all read every one."""

from __future__ import annotations

import json
import mmap
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from time import monotonic, sleep

ROOM = 1 << 18
"""Bytes for the counts of one process; what is more is not shown."""
_BEAT, _SIZE = struct.Struct("d"), struct.Struct("Q")
_START = _BEAT.size + _SIZE.size

Counts = defaultdict[tuple[str, ...], float]


def _counts() -> Counts:
    return defaultdict(float)


@dataclass
class Told:
    """Numbers by what they count.

    >>> told, other = Told(), Told()
    >>> told.requests["/", "200"] += 2
    >>> other.add(told), other.add(read(told.sent)), other.requests["/", "200"]
    (None, None, 4.0)
    """

    requests: Counts = field(default_factory=_counts)
    seconds: Counts = field(default_factory=_counts)
    sums: Counts = field(default_factory=_counts)
    sizes: Counts = field(default_factory=_counts)
    others: Counts = field(default_factory=_counts)
    gauges: dict[str, float] = field(default_factory=dict)

    @property
    def sent(self) -> bytes:
        """All of it as bytes."""
        return json.dumps([list(getattr(self, one.name).items()) for one in fields(self)]).encode()

    def add(self, other: Told) -> None:
        """Add the numbers of another."""
        for one in fields(self):
            mine, found = getattr(self, one.name), getattr(other, one.name)
            for name, number in found.items():
                mine[name] = mine.get(name, 0) + number


def read(sent: bytes) -> Told:
    """What was told as bytes.

    :raises ValueError: it is not whole.
    """
    requests, seconds, sums, sizes, others, gauges = json.loads(sent)
    return Told(_read(requests), _read(seconds), _read(sums), _read(sizes), _read(others), dict(gauges))


def _read(pairs: list[tuple[list[str], float]]) -> Counts:
    return defaultdict(float, {tuple(name): number for name, number in pairs})


class Board:
    """Places for the counts of processes that are forked from the one that made it.

    >>> board, told = Board(2), Told()
    >>> told.sizes[()] += 7
    >>> board.write(1, told)
    >>> board.read(0), board.read(1).sizes[()], len(list(board.beats()))
    (None, 7.0, 1)
    """

    def __init__(self, places: int) -> None:
        self.places, self._memory = places, mmap.mmap(-1, places * ROOM)

    def write(self, place: int, told: Told) -> None:
        """Show what was counted in a place. What is half written has no size."""
        at, sent = place * ROOM, told.sent
        _BEAT.pack_into(self._memory, at, monotonic())
        if len(sent) <= ROOM - _START:
            _SIZE.pack_into(self._memory, at + _BEAT.size, 0)
            self._memory[at + _START : at + _START + len(sent)] = sent
            _SIZE.pack_into(self._memory, at + _BEAT.size, len(sent))

    def read(self, place: int) -> Told | None:
        """What was shown last in a place; None where there is nothing."""
        at = place * ROOM
        for _ in range(100):  # it may be being written
            size = _SIZE.unpack_from(self._memory, at + _BEAT.size)[0]
            try:
                return read(self._memory[at + _START : at + _START + size])
            except ValueError:
                if not _BEAT.unpack_from(self._memory, at)[0]:
                    return None
                sleep(0.001)
        return None

    def beats(self) -> Iterator[float]:
        """When each process that has begun last wrote."""
        for place in range(self.places):
            if beat := _BEAT.unpack_from(self._memory, place * ROOM)[0]:
                yield beat
