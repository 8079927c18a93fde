"""The server: a port, and processes with one event loop each, which stop when told to and let requests under way end."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from ..graph import swap
from ..graph.errors import SettingError
from . import metrics, processes
from .logs import LOG
from .metrics import METRICS
from .processes import Place
from .settings import Settings

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from starlette.types import ASGIApp

THREADS = 6
"""Requests that read the dataset at the same time, in each process: more of them would only wait for one another."""
CONNECTIONS = 4096
WARM = 5.0
"""Seconds after which what is slow to make is made before somebody asks."""
PATIENCE = 10.0
"""Seconds that requests under way may take when the server stops."""

Ready = Callable[[str], "bool | None"]
"""Gets the address once the portal answers; True stops it again."""
YOUNG = 20_000
"""Objects that are made before garbage is looked for: one page makes thousands, and few of them lie in circles."""


def serve(settings: Settings, ready: Ready = lambda address: None) -> None:
    """Serve the portal until SIGTERM or SIGINT.

    ``ready`` is called once the portal answers; what it raises stops the portal, and is raised here.

    :raises DatasetError: there is no dataset, or it cannot be read.
    :raises SettingError: the address or port cannot be used.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # no thread is to run where processes are forked
    from .app import create
    from .current import Current

    with reserved(settings.host, settings.port) as place:
        host, port = place.getsockname()[:2]
        Current(settings.dataset).close()
        count = processes_of(settings)
        health = _health(settings)
        METRICS.share(count)
        here = replace(settings, workers=-(-settings.workers // count))
        gc.collect()
        gc.freeze()

        def work(at: Place) -> None:
            _work(lambda: create(here), here, health, at, host, port)

        def up() -> bool:
            return _answers(host, port)

        if not processes.run(work, count, up, lambda: ready(address(host, port))):
            raise SettingError("--host", f"{host} does not answer")


def processes_of(settings: Settings) -> int:
    """How many processes serve: each has workers of its own, and one that writes is alone.

    >>> from pathlib import Path
    >>> [processes_of(Settings(Path(), processes=4, workers=n, writable=n > 4)) for n in (1, 3, 8)]
    [1, 3, 1]
    """
    return 1 if settings.writable else min(settings.processes, settings.workers)


def _work(
    create: Callable[[], ASGIApp], settings: Settings, health: ThreadingHTTPServer | None, at: Place, host: str, port: int
) -> None:  # fmt: skip
    """What one process does."""
    from .current import Current

    app = create()
    METRICS.begin(at.number)
    if at.number == 0 and not at.again:
        LOG.say("info", "started", port=port)
    if at.again:
        METRICS.count("server_restarts")
        LOG.say("warning", "a process of the server had ended; another one is in its place")
    if at.number == 0 and health:
        metrics.answer(health, Current(settings.dataset))
        LOG.say("info", "metrics", port=health.server_address[1])
    _warm(settings, at.number)
    gc.freeze()  # what is there now stays; only what requests leave behind is looked through
    gc.set_threshold(YOUNG, 20, 100)
    try:
        # asyncio.run would wait for the threads of requests that take too long; the process just ends
        asyncio.new_event_loop().run_until_complete(_serve(app, host, port, at.parent))
    finally:
        if at.number == 0:
            LOG.say("info", "stopped")
        LOG.close()


def reserved(host: str, port: int) -> socket.socket:
    """A socket that keeps the port for us, without listening: the server binds beside it.

    :raises SettingError: it is in use, or no address of this machine.
    """
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:  # alone: it fails where anybody listens
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            where = probe.getsockname()
        place = socket.socket(family, socket.SOCK_STREAM)
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        place.bind(where)
        return place
    except OSError as error:
        raise _unusable(error, host, port) from None
    except OverflowError:
        raise SettingError("--port", f"{port} is no port") from None


def _unusable(error: OSError, host: str, port: int) -> SettingError:
    if isinstance(error, socket.gaierror):
        return SettingError("--host", f"{host} is not known")
    if error.errno == errno.EADDRINUSE:
        return SettingError("--port", f"{port} is in use; choose another, or 0 for any that is free")
    if error.errno == errno.EACCES:
        return SettingError("--port", f"{port} is only for the administrator; choose one above 1023")
    return SettingError("--host", f"{host} cannot be used here ({error.strerror})")


def address(host: str, port: int) -> str:
    """The address at which a browser on this machine finds the portal.

    >>> address("0.0.0.0", 8000), address("::1", 80)
    ('http://127.0.0.1:8000/', 'http://[::1]:80/')
    """
    known = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{known}]:{port}/" if ":" in known else f"http://{known}:{port}/"


def _warm(settings: Settings, number: int) -> None:
    """What counts the whole dataset, and the explorer's data, are made before somebody asks, for every version.

    The processes do so one after the other.
    """
    from . import coverage, explore, start
    from .portal import LANGUAGES, Portal

    def warm(portal: Portal) -> None:
        begun = monotonic()
        for language in LANGUAGES:
            start.warm(portal, language)
        coverage.warm(portal)
        LOG.say("info", "warmed", process=number, seconds=round(monotonic() - begun, 1))
        explore.warm(portal)

    def keep() -> None:
        portal, known = Portal(settings), None
        sleep(WARM * number)
        while True:
            sleep(WARM)
            with suppress(OSError):
                if (version := swap.current(settings.dataset)) == known:
                    continue
                known = version
            try:
                warm(portal)
            except Exception as error:  # noqa: BLE001  # whoever asks is told again
                LOG.failed(error, "warming")

    Thread(target=keep, name="warming", daemon=True).start()


def _health(settings: Settings) -> ThreadingHTTPServer | None:
    """The port of health and metrics, if one is wanted; it is answered by the first process."""
    if settings.metrics_port is None:
        return None
    try:
        return metrics.bound(settings.host, settings.metrics_port)
    except OSError as error:
        raise SettingError(
            "--metrics-port", f"{settings.metrics_port} cannot be used ({error.strerror})"
        ) from None


async def _serve(app: ASGIApp, host: str, port: int, parent: int) -> None:
    from anyio import to_thread
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.server.embed import Server

    to_thread.current_default_thread_limiter().total_tokens = THREADS
    server = Server(
        app, host, port, interface=Interfaces.ASGI, http=HTTPModes.http1, websockets=False, log_enabled=False,
        backlog=CONNECTIONS, backpressure=CONNECTIONS, runtime_threads=1,
        http1_settings=HTTP1Settings(header_read_timeout=5_000),
    )  # fmt: skip
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    loop.add_reader(parent, stopping.set)
    serving = asyncio.create_task(server.serve())
    beating = asyncio.create_task(_beat())
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
    server.main_loop_interrupt.set()
    server.interrupt_signal = True
    _, late = await asyncio.wait({serving}, timeout=PATIENCE)
    beating.cancel()
    loop.remove_reader(parent)
    if late:
        LOG.say("warning", "stopped with requests under way")
        LOG.close()
        os._exit(0)
    serving.result()


async def _beat() -> None:
    """Shows that the event loop turns, and what was counted; see `metrics`."""
    while True:
        METRICS.show()
        await asyncio.sleep(metrics.BEAT)


def _answers(host: str, port: int) -> bool:
    """Whether connections are taken."""
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    with suppress(OSError):
        socket.create_connection((where, port), timeout=1).close()
        return True
    return False
