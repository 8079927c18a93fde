"""Who takes parts of long work: a thread that is one step ahead, or processes, which end when the one that asked does."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection
from threading import Thread
from typing import Any, TypeVar, cast

from ..graph.errors import WorkerError

Item = TypeVar("Item")
_FORKED = "forkserver" in multiprocessing.get_all_start_methods()
"""Whether a process without threads can be asked to fork; elsewhere each new one loads all modules for itself."""


def beside(items: Iterable[Item]) -> Iterator[Item]:
    """The items, each made by a thread while the one before is used: arrays leave Python to others for most of the time.

    >>> list(beside("abc"))
    ['a', 'b', 'c']
    """
    rest, end = iter(items), object()
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(next, rest, end)
        while (item := made.result()) is not end:
            made = pool.submit(next, rest, end)
            yield cast("Item", item)


def ahead(*modules: str) -> None:
    """Begin to load these modules for the workers to come, beside what this process does meanwhile."""
    if _FORKED:
        from multiprocessing import forkserver

        multiprocessing.set_forkserver_preload(list(modules))
        with _undisturbed():
            forkserver.ensure_running()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C at a terminal reaches all processes: one that begins here does not die of it in the middle of an import."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def workers(
    many: int, begin: Callable[..., object] | None = None, arguments: tuple[Any, ...] = ()
) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each of which first calls ``begin``; what they have not begun with at the end is not done.

    :raises WorkerError: one was ended from outside.

    >>> with workers(1) as pool:
    ...     pool.submit(abs, -2).result()
    2
    """
    context = multiprocessing.get_context("forkserver" if _FORKED else "spawn")
    pool = ProcessPoolExecutor(many, context, _begin, (begin, arguments))
    try:
        yield pool
    except BrokenProcessPool:
        raise WorkerError from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(begin: Callable[..., object] | None, arguments: tuple[Any, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    if begin:
        begin(*arguments)


def _end_with_parent() -> None:
    """A pool's processes wait for work forever if whoever gives it was killed."""
    parent = multiprocessing.parent_process()
    assert parent
    connection.wait([parent.sentinel])
    os._exit(1)
