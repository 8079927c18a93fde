"""A store is filled by a process of its own, while the quads are still being read and checked here.

Two cores share the work so, and the process here can be stopped at any moment. The other one
(``graph/bulk/fill.py``) reads N-Quads from its standard input; a thread hands them over, part by part, as
soon as they stand in a file.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, NamedTuple, Self

from . import fill

PIECE = 1 << 20
"""Bytes that are handed over at once."""


class Fault(NamedTuple):
    """A line, of all that were handed over, that is no N-Quads."""

    line: int
    message: str


class Filler:
    """Fills a new store; everything that was fed by `wait` is in it."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._start()

    def _start(self) -> None:
        self._fed = self._given = 0
        self._error: OSError | None = None
        self._parts: SimpleQueue[tuple[Path, int, int] | None] = SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-P", fill.__file__, str(self._store)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdin
        self._thread = Thread(target=self._pump, args=(self._process.stdin,), daemon=True)
        self._thread.start()

    def feed(self, path: Path, start: int, end: int) -> None:
        """Hand over a part of a file, in bytes; the call returns at once."""
        self._fed += end - start
        self._parts.put((path, start, end))

    def whole(self, *paths: Path) -> None:
        """Hand over whole files."""
        for path in paths:
            self.feed(path, 0, path.stat().st_size)

    def again(self, paths: Sequence[Path]) -> None:
        """Forget everything, and begin with other files."""
        self.stop()
        shutil.rmtree(self._store, ignore_errors=True)
        self._start()
        self.whole(*paths)

    def wait(self, progress: Callable[[float], None] = lambda part: None) -> Fault | None:
        """Wait until the store is filled; ``progress`` is told the part that was handed over.

        :returns: what is no N-Quads; the store is then of no use.
        :raises OSError: the store cannot be written, or a file not be read.
        """
        self._parts.put(None)
        while True:
            try:
                status = self._process.wait(0.5)
                break
            except subprocess.TimeoutExpired:
                progress(self._given / max(1, self._fed))
        self._thread.join()
        assert self._process.stderr
        said = self._process.stderr.read().decode("utf-8", "replace")
        if self._error:
            raise self._error
        return self._verdict(status, said)

    def _verdict(self, status: int, said: str) -> Fault | None:
        if status == fill.DAMAGED:
            return Fault(**json.loads(said))
        if status == fill.FAILED:
            raise OSError(said.strip())
        if status != 0:
            ended = f"by signal {-status}" if status < 0 else f"with status {status}"
            raise OSError(f"the process that fills the store ended {ended}")
        return None

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._parts.put(None)
        self._thread.join()
        assert self._process.stderr
        self._process.stderr.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def _pump(self, pipe: IO[bytes]) -> None:
        with contextlib.suppress(BrokenPipeError), pipe:  # when the other process has ended, `wait` tells why
            while part := self._parts.get():
                path, start, end = part
                try:
                    with path.open("rb") as file:
                        file.seek(start)
                        while data := file.read(min(PIECE, end - start)):
                            pipe.write(data)
                            start += len(data)
                            self._given += len(data)
                except BrokenPipeError:
                    raise
                except OSError as error:
                    self._error = error
                    return
