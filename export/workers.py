"""Processes that take parts of long work, and end when the process that asked for them ends, however it ends."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection
from threading import Thread
from typing import Any

_FORKED = "forkserver" in multiprocessing.get_all_start_methods()
"""Whether a process without threads can be asked to fork; elsewhere each new one loads all modules for itself."""


def ahead(*modules: str) -> None:
    """Begin to load these modules for the workers to come, beside what this process does meanwhile."""
    if _FORKED:
        from multiprocessing import forkserver

        multiprocessing.set_forkserver_preload(list(modules))
        forkserver.ensure_running()


def workers(
    many: int, begin: Callable[..., object] | None = None, arguments: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """So many processes, each of which first calls ``begin``.

    >>> with workers(1) as pool:
    ...     pool.submit(abs, -2).result()
    2
    """
    context = multiprocessing.get_context("forkserver" if _FORKED else "spawn")
    return ProcessPoolExecutor(many, context, _begin, (begin, arguments))


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
