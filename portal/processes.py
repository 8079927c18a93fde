"""Several processes that serve at one port, and the one that watches them: what ends before it should comes back.

The one that watches opens nothing and runs no thread, so that it can fork at any time: no handle of the store, no
lock and no event loop crosses a fork. What the others share is memory that is mapped before (`limits`, `metrics`).
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

STOPS = frozenset({signal.SIGTERM, signal.SIGINT})
PAUSE = 1.0
"""Seconds between two starts in one place at least."""
PATIENCE = 15.0
"""Seconds after which a process that was told to stop is killed."""


@dataclass(frozen=True)
class Place:
    """Where a process serves: its number, whether it is there for one that ended, and what tells it to go."""

    number: int
    again: bool
    parent: int
    """File that is at its end when the process that watches is gone."""


Work = Callable[[Place], None]
"""Serves until SIGTERM, or until the process that watches is gone."""


@dataclass
class _Watch:
    """The processes by their ids, each with its place and when it began."""

    work: Work
    known: dict[int, tuple[int, float]] = field(default_factory=dict)
    pipe: tuple[int, int] = field(default_factory=os.pipe)

    def start(self, number: int, again: bool = False) -> None:
        """Start the process of a place."""
        sys.stdout.flush()
        sys.stderr.flush()
        if pid := os.fork():
            self.known[pid] = number, monotonic()
            return
        status = 1
        try:
            os.close(self.pipe[1])
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {*STOPS, signal.SIGCHLD})
            self.work(Place(number, again, self.pipe[0]))
            status = 0
        except BaseException:  # noqa: BLE001  # a process that ends here must not go on as the one that watches
            traceback.print_exc()
        finally:
            os._exit(status)

    def ended(self) -> list[tuple[int, float]]:
        """The places of those that have ended since, and when they began."""
        found = []
        with suppress(ChildProcessError):
            while pid := os.waitpid(-1, os.WNOHANG)[0]:
                if pid in self.known:
                    found.append(self.known.pop(pid))
        return found

    def restart(self, number: int, since: float) -> bool:
        """Put another process in a place, not too soon; True when all are to stop instead."""
        wait = since + PAUSE - monotonic()
        if wait > 0 and _come(STOPS, wait):
            return True
        self.start(number, again=True)
        return False

    def stop(self) -> None:
        """Tell all to stop, and wait until they have."""
        until = monotonic() + PATIENCE
        for pid in self.known:
            os.kill(pid, signal.SIGTERM)
        while self.known and monotonic() < until:
            self.ended()
            time.sleep(0.02)
        for pid in self.known:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for end in self.pipe:
            os.close(end)


def _come(signals: AbstractSet[signal.Signals], seconds: float) -> bool:
    """Whether one of these signals, which are blocked, comes in time."""
    until = monotonic() + seconds
    while not (found := bool(signal.sigpending() & signals)) and monotonic() < until:
        time.sleep(min(0.02, seconds))
    return found


def run(work: Work, count: int, answers: Callable[[], bool], ready: Callable[[], bool | None]) -> bool:
    """Keep ``count`` processes at work until SIGTERM or SIGINT; False where the first of them did not come up.

    The others are started when the first one ``answers``; then ``ready`` is called, and True of it ends all.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*STOPS, signal.SIGCHLD})
    watch = _Watch(work)
    try:
        watch.start(0)
        while not answers():
            if watch.ended():
                return False
            if _come(STOPS, 0.01):
                return True
        for number in range(1, count):
            watch.start(number)
        if ready():
            return True
        while signal.sigwait({*STOPS, signal.SIGCHLD}) == signal.SIGCHLD:
            if any(watch.restart(number, since) for number, since in watch.ended()):
                break
        return True
    finally:
        watch.stop()
        while signal.sigpending() & STOPS:
            signal.sigwait(STOPS)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
