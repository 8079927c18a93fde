"""A process that answers queries which may be heavy: low priority, bounded memory, no network; ended from outside.

``python -m scen.portal.sparql.worker DATASET SOCKET MEMORY SECONDS ROWS [HOST …]``. It reads queries from the
socket and writes answers to it (`frames`), and goes when the other end of the socket is gone.
"""

from __future__ import annotations

import os
import resource
import select
import socket
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, cast

from ...graph import swap
from ...graph.dataset import Dataset
from ...graph.errors import DatasetError, ScenError
from ...queries.opened import OpenDataset
from ...queries.stores import Embedded
from .. import work
from . import formats, frames, offline
from .asking import ask, failed
from .refused import Refused
from .request import Asked
from .services import permitted

PIECE = 1 << 16
"""Bytes that are sent at once."""
LARGE = 1 << 20
"""The same, of what is ready whole."""
PATIENCE = 0.5
"""Seconds after which what there is is sent; what is ready sooner comes whole, or not at all."""
LARGEST = 1 << 30
"""Bytes of an answer."""
IDLE = 5.0
"""Seconds after which an idle worker looks whether there is a new version, so as not to hold the old one."""


class Failed(Exception):
    """A mistake of ours in other work than a query; where it is, for the log."""


class Answer:
    """Takes what the engine writes, and sends it on; ends it when it is too long."""

    def __init__(self, connection: socket.socket, media: str, most: int) -> None:
        self.connection, self.media, self.most = connection, media, most
        self.waiting, self.since, self.begun = bytearray(), monotonic(), False
        self.rows = self.bytes = 0
        self.refused: Refused | None = None

    def write(self, data: bytes) -> int:
        """Take what the engine writes; an error ends its work."""
        self.rows += formats.rows(data, self.media)
        self.bytes += len(data)
        if self.rows > self.most + 1 or self.bytes > LARGEST:
            self.refused = Refused(
                413, f"the answer is larger than {self.most} rows or {LARGEST >> 20} MiB; ask with a LIMIT"
            )
            raise OSError
        self.waiting += data
        if len(self.waiting) >= PIECE or monotonic() - self.since > PATIENCE:
            self.send()
        return len(data)

    def flush(self) -> None:
        """Nothing: it is sent when there is enough of it."""

    def send(self) -> None:
        """Send what waits."""
        if not self.begun:
            self.connection.sendall(frames.frame(frames.MEDIA, self.media.encode()))
            self.begun = True
        self.connection.sendall(frames.frame(frames.PIECE, bytes(self.waiting)))
        self.waiting.clear()
        self.since = monotonic()


class Worker:
    """Answers one query after the other."""

    def __init__(self, folder: Path, connection: socket.socket, rows: int, services: frozenset[str]) -> None:
        self.folder, self.connection, self.rows, self.services = folder, connection, rows, services
        self.store = Embedded(folder)
        self.busy_since: float | None = None

    @property
    def dataset(self) -> Dataset:
        """The version that is open."""
        return self.store.dataset

    def serve(self) -> None:
        """Answer until the server is gone."""
        while True:
            self.busy_since = None
            while not select.select([self.connection], [], [], IDLE)[0]:
                with suppress(ScenError):
                    self._fresh()
            sign, body = frames.receive(self.connection)
            self.busy_since = monotonic()
            self._answer(sign, body)

    def _answer(self, sign: bytes, body: bytes) -> None:
        try:
            self._fresh()
            self._work(body) if sign == frames.WORK else self._run(frames.query(body))
        except Refused as error:
            end = frames.told(error.status, str(error), error.wait)
        except MemoryError:
            end = frames.told(503, "the query needs more memory than it may take", 0)
        except Failed as error:
            end = frames.told(500, str(error), 0)
        except DatasetError:
            end = frames.told(503, "the dataset cannot be read", 5)
        else:
            end = frames.frame(frames.END)
        self.connection.sendall(end)

    def _run(self, asked: Asked) -> None:
        query = permitted(asked.text, self.services)
        prefixes = self.dataset.meta["prefixes"]
        found = ask(self.dataset.store, prefixes, asked, self.dataset.base, query.names_graphs)
        answer = Answer(self.connection, asked.choice.of(found), self.rows)
        try:
            formats.write(found, answer.media, cast(IO[bytes], answer), prefixes)
        except (OSError, ValueError, RuntimeError) as error:
            raise answer.refused or failed(error) from None
        answer.send()

    def _work(self, body: bytes) -> None:
        """Do other work than a query; what comes of it is sent whole."""
        told = work.read(body)
        try:
            done = work.do(OpenDataset(self.store, told.language), told)
        except (ScenError, MemoryError):
            raise
        except Exception as error:
            raise Failed(f"{told.task}: {traceback.format_exc(-1)}") from error
        self.connection.sendall(frames.frame(frames.MEDIA, done.head))
        for start in range(0, len(done.body), LARGE):
            self.connection.sendall(frames.frame(frames.PIECE, done.body[start : start + LARGE]))

    def _fresh(self) -> None:
        """Take up a new version."""
        there = swap.current(self.folder)
        if there is not None and there != self.dataset.version.resolve():
            old, self.store = self.store, Embedded(self.folder)
            old.close()


def watch(worker: Worker, seconds: float) -> None:
    """Go when the server is gone, or has forgotten us: an engine at work notices neither."""
    poll = select.poll()
    poll.register(worker.connection, getattr(select, "POLLRDHUP", 0))
    while True:
        gone = poll.poll(1000)
        since = worker.busy_since
        if gone or (since is not None and monotonic() - since > seconds):
            os._exit(0)


def bound(memory: int) -> None:
    """No more memory than that (MiB) from now on; what wants more is ended.

    The kernel counts what is reserved, as for the stacks of threads; what of it is not in use is allowed beside.
    """
    most = (memory << 20) + _reserved()
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reserved() -> int:
    """Bytes that are reserved and not in use; 0 where that cannot be told."""
    try:
        told = dict(
            line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        )
        return (int(told["VmData"].split()[0]) - int(told["RssAnon"].split()[0])) << 10
    except (OSError, KeyError, ValueError):
        return 0


def main(dataset: str, number: str, memory: str, seconds: str, rows: str, *services: str) -> None:
    """Run as a process."""
    connection = socket.socket(fileno=int(number))
    os.nice(10)
    with suppress(AttributeError, OSError):  # where there is such a thing, and it may be had
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    if not services:
        offline.cut_off()
    worker = Worker(Path(dataset), connection, int(rows), frozenset(services))
    worker.dataset.store  # noqa: B018  # opened before it is needed
    work.prepare()
    Thread(target=watch, args=(worker, float(seconds)), daemon=True).start()
    bound(int(memory))
    with suppress(EOFError, OSError):
        connection.sendall(frames.frame(frames.READY))
        worker.serve()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
