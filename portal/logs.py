"""What happened, one JSON object a line on standard error: no address of a reader, no query, nothing they wrote.

Lines are written by a thread: whoever reads them slowly, or a full disk, does not hold up the portal. What cannot be
written is counted (`lost`).
"""

from __future__ import annotations

import json
import sys
import traceback
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event, Thread
from time import sleep, time
from typing import Any, TextIO

WAITING = 10_000
"""Lines that wait at most."""
PIECE = 4000
"""Bytes that are written at once."""
PAUSE = 0.05
"""Seconds in which lines are gathered, so that many are written at once."""


_WRITER = json.JSONEncoder(ensure_ascii=False, default=str)


class Log:
    """Where lines go.

    >>> log = Log(sys.stdout)
    >>> log.say("info", "started", port=8000) ; log.close()  # doctest: +ELLIPSIS
    {"time": "...", "level": "info", "event": "started", "port": 8000}
    """

    def __init__(self, stream: TextIO | None = None, quiet: bool = False) -> None:
        self.stream, self.quiet, self.lost = stream, quiet, 0
        self._lines: deque[tuple[float, str, str, dict[str, Any]]] = deque()
        self._some, self._ended = Event(), False
        self._thread: Thread | None = None

    def say(self, level: str, event: str, **told: Any) -> None:
        """Write one line."""
        if self.quiet and level == "info":
            return
        if len(self._lines) >= WAITING:
            self.lost += 1
            return
        self._lines.append((time(), level, event, told))
        if self._thread is None:
            self._thread = Thread(target=self._write, name="log", daemon=True)
            self._thread.start()
        if not self._some.is_set():
            self._some.set()

    def failed(self, error: BaseException, request: str = "") -> None:
        """Write an error that nobody expected, with where it came from."""
        where = "".join(traceback.format_exception(error))
        self.say("error", "failed", request=request, error=type(error).__name__, traceback=where)

    def close(self) -> None:
        """Write what waits, if it can be written within two seconds."""
        self._ended = True
        self._some.set()
        if self._thread:
            self._thread.join(2)

    def _write(self) -> None:
        while not (self._ended and not self._lines):
            self._some.wait()
            if not self._ended:
                sleep(PAUSE)
            self._some.clear()
            some = [_line(*self._lines.popleft()) for _ in range(len(self._lines))]
            try:
                stream = self.stream or sys.stderr
                for together in _pieces(some):
                    stream.write(together)
                    stream.flush()
            except (OSError, ValueError):
                self.lost += len(some)


def _pieces(lines: list[str]) -> Iterator[str]:
    """The lines in pieces that a pipe takes whole, so that those of several processes do not get into each other.

    >>> [len(piece) for piece in _pieces(["a" * 2000, "b" * 1000, "c" * 2000, "d" * 9000])]
    [3000, 2000, 9000]
    """
    piece, size = list[str](), 0
    for line in lines:
        more = len(line.encode())
        if piece and size + more > PIECE:
            yield "".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += more
    if piece:
        yield "".join(piece)


def _line(when: float, level: str, event: str, told: dict[str, Any]) -> str:
    at = datetime.fromtimestamp(when, UTC).isoformat(timespec="milliseconds")
    return _WRITER.encode({"time": at, "level": level, "event": event, **told}) + "\n"


LOG = Log()
"""The log of this process; where a person looks on it is quiet, and says only what went wrong."""
