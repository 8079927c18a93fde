"""The worker processes: who gets one, how long it may take, and what comes in the place of one that was ended."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import weakref
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from ..settings import Settings
from . import frames
from .refused import Refused
from .request import Asked

WAITING, OF_ONE = 64, 16
"""Queries that may wait, and those of one client."""
GRACE = 3
"""Times the time limit: as long may a client wait for a worker, and as long may it take to read an answer."""

STARTING = 20.0
"""Seconds in which a process must have opened the dataset."""
OUT_OF_MEMORY = (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS)
"""How an engine ends that gets no memory, or no more room for its stack."""

Ended = Callable[[str], None]
"""Told why a worker was ended: time, memory, left (the client went away), killed."""


@dataclass(eq=False)
class Process:
    """A worker and the socket to it."""

    popen: subprocess.Popen[bytes]
    incoming: frames.Incoming
    used: bool = False
    ready: bool = False

    def end(self) -> None:
        """Kill it; it is waited for later (`Pool._bury`)."""
        self.incoming.connection.close()
        self.popen.kill()


@dataclass
class _All:
    """The processes that run, and those that were killed."""

    alive: set[Process] = field(default_factory=set)
    dead: list[Process] = field(default_factory=list)

    def end(self) -> None:
        for process in self.alive:
            process.end()
        for process in [*self.alive, *self.dead]:
            process.popen.wait()


class Pool:
    """Runs queries in at most ``settings.workers`` processes at once; one more stands by for one that is ended.

    Clients that wait take turns, however many queries each of them has.
    """

    def __init__(self, settings: Settings, ended: Ended = lambda reason: None) -> None:
        self.settings, self._ended = settings, ended
        self._all, self._idle, self._running = _All(), deque[Process](), 0
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._finalizer = weakref.finalize(self, self._all.end)

    def close(self) -> None:
        """End all workers."""
        self._finalizer()

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes."""
        return [process.popen.pid for process in self._all.alive]

    def answer(self, asked: Asked, client: str) -> AsyncGenerator[bytes, None]:
        """The answer to a query: its media type, then its pieces; see `run`."""
        return self.run(frames.job(asked), client)

    async def run(self, job: bytes, client: str) -> AsyncGenerator[bytes, None]:
        """What comes of a job (a frame): its head, then its pieces, as they are found.

        Close it (``aclosing``): a worker whose answer is not read to its end is ended.

        :raises Refused: no worker is free for long, the query takes too long, too much memory, or is none.
        """
        async with self._turn(client):
            for again in (True, False):
                begun = False
                async with (
                    self._process(new=not again) as process,
                    aclosing(self._read(process, job)) as pieces,
                ):
                    try:
                        async for piece in pieces:
                            begun = True
                            yield piece
                        return
                    except EOFError:
                        refused = await self._died(process)
                        if begun or not again or process.popen.returncode in OUT_OF_MEMORY:
                            raise refused from None  # else it was killed from outside, and another one is asked

    async def _read(self, process: Process, job: bytes) -> AsyncGenerator[bytes, None]:
        if not process.ready:  # the time in which it starts is not the query's
            await self._next(process, STARTING)
            process.ready = True
        until, left = monotonic() + GRACE * self.settings.time_limit, self.settings.time_limit
        with suppress(ConnectionError):  # then there is no answer either
            await asyncio.get_running_loop().sock_sendall(process.incoming.connection, job)
        while True:
            begun = monotonic()
            sign, body = await self._next(process, min(left, until - begun))
            left -= monotonic() - begun
            if sign in (frames.END, frames.ERROR):
                process.used = False
            if sign == frames.END:
                return
            if sign == frames.ERROR:
                raise frames.refusal(body)
            yield body

    async def _next(self, process: Process, seconds: float) -> tuple[bytes, bytes]:
        try:
            async with asyncio.timeout(max(seconds, 0)):
                return await process.incoming.next()
        except TimeoutError:
            self._ended("time")
            said = f"the query took longer than {self.settings.time_limit:g} seconds; ask for less, or with a LIMIT"
            raise Refused(503, said, wait=max(1, round(self.settings.time_limit))) from None

    async def _died(self, process: Process) -> Refused:
        """Why it is gone: an engine that gets no memory, or no more room for its stack, ends its process."""
        code = await asyncio.get_running_loop().run_in_executor(None, process.popen.wait)
        if code in OUT_OF_MEMORY:
            self._ended("memory")
            return Refused(
                503, "the query needs more memory than it may take, or is too long; ask for less", wait=5
            )
        self._ended("killed")
        return Refused(503, "the query was ended before it had an answer; ask again", wait=1)

    @asynccontextmanager
    async def _turn(self, client: str) -> AsyncIterator[None]:
        """Waits until fewer than ``workers`` queries run, and this client's turn has come."""
        if self._running >= self.settings.workers or self._waiting:
            await self._wait(client)
        else:
            self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            self._pass_on()

    async def _wait(self, client: str) -> None:
        mine = self._waiting.get(client, deque())
        if len(mine) >= OF_ONE or sum(map(len, self._waiting.values())) >= WAITING:
            raise Refused(503, "too many queries wait already; ask again later", wait=5)
        turn = asyncio.get_running_loop().create_future()
        mine.append(turn)
        self._waiting[client] = mine
        try:
            async with asyncio.timeout(GRACE * self.settings.time_limit):
                await turn
        except BaseException as error:
            self._forget(client, turn)
            if isinstance(error, TimeoutError):
                raise Refused(503, "no worker was free in time; ask again later", wait=5) from None
            raise

    def _forget(self, client: str, turn: asyncio.Future[None]) -> None:
        """Who waited goes; if its turn had just come, it is passed on."""
        if turn.done() and not turn.cancelled():
            self._running -= 1
            self._pass_on()
        elif (mine := self._waiting.get(client)) and turn in mine:
            mine.remove(turn)
            if not mine:
                del self._waiting[client]

    def _pass_on(self) -> None:
        """Give free turns to those who wait, one client after the other."""
        while self._waiting and self._running < self.settings.workers:
            client, mine = self._waiting.popitem(last=False)
            turn = mine.popleft()
            if mine:
                self._waiting[client] = mine
            if not turn.done():
                self._running += 1
                turn.set_result(None)

    @asynccontextmanager
    async def _process(self, new: bool = False) -> AsyncIterator[Process]:
        """A process that waits for a query; one whose answer was not read to its end does not come back."""
        self._fill()
        process = self._idle.pop() if new else self._idle.popleft()
        process.used = True
        try:
            yield process
        finally:
            if process.used:
                if process.popen.poll() is None and not sys.exc_info()[0] is Refused:
                    self._ended("left")
                self._end(process)
                self._fill()
            else:
                self._idle.append(process)

    def _fill(self) -> None:
        """Start what is missing: those that run, and one that stands by."""
        for process in [one for one in self._idle if one.popen.poll() is not None]:
            self._idle.remove(process)
            self._ended("killed")
            self._end(process)
        self._all.dead[:] = [one for one in self._all.dead if one.popen.poll() is None]
        while len(self._all.alive) <= self.settings.workers:
            process = self._start()
            self._all.alive.add(process)
            self._idle.append(process)

    def _end(self, process: Process) -> None:
        process.end()
        self._all.alive.discard(process)
        self._all.dead.append(process)

    def _start(self) -> Process:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        chosen = self.settings
        told = [
            chosen.dataset,
            theirs.fileno(),
            chosen.memory_limit,
            (GRACE + 1) * chosen.time_limit + 5,
            chosen.row_limit,
        ]
        command = [
            sys.executable,
            "-P",
            "-m",
            "scen.portal.sparql.worker",
            *map(str, told),
            *sorted(chosen.services),
        ]
        with theirs:
            popen = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], process_group=0,
            )  # fmt: skip
        return Process(popen, frames.Incoming(ours))
