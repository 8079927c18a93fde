"""The server: one process with one event loop, which stops when it is told to and lets requests under way end."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING

from ..graph.errors import SettingError
from .logs import LOG
from .metrics import METRICS

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from .settings import Settings

THREADS = 12
"""Requests that read the dataset at the same time."""
CONNECTIONS = 4096
WARM = 5.0
"""Seconds after which what is slow to make is made before somebody asks."""
PATIENCE = 10.0
"""Seconds that requests under way may take when the server stops."""

Ready = Callable[[str], "bool | None"]
"""Gets the address once the portal answers; True stops it again."""


def serve(settings: Settings, ready: Ready = lambda address: None) -> None:
    """Serve the portal until SIGTERM or SIGINT.

    ``ready`` is called in a thread of its own; what it raises stops the portal, and is raised here.

    :raises DatasetError: there is no dataset, or it cannot be read.
    :raises SettingError: the address or port cannot be used.
    """
    with reserved(settings.host, settings.port) as place:
        host, port = place.getsockname()[:2]
        from .app import create

        app = create(settings)
        health = _health(settings)
        LOG.say("info", "started", port=port)
        warming = _warmed(settings)
        try:
            asyncio.run(_serve(app, host, port, ready))
        finally:
            warming.cancel()
            if health:
                health()
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


def _warmed(settings: Settings) -> Timer:
    """The explorer's data takes seconds to make: it is made once the portal has been up for a while."""

    def made() -> None:
        from . import explore
        from .portal import Portal

        try:
            portal = Portal(settings)
            with closing(portal.current):
                explore.warm(portal)
        except Exception as error:  # noqa: BLE001  # whoever asks for the explorer is told again
            LOG.failed(error, "warming")

    timer = Timer(WARM, made)
    timer.daemon = True
    timer.start()
    return timer


def _health(settings: Settings) -> Callable[[], None] | None:
    """Starts the server of metrics, if one is wanted; what ends it."""
    if settings.metrics_port is None:
        return None
    from . import metrics
    from .current import Current

    current = Current(settings.dataset)
    try:
        server = metrics.serve(current, settings.host, settings.metrics_port)
    except OSError as error:
        current.close()
        raise SettingError(
            "--metrics-port", f"{settings.metrics_port} cannot be used ({error.strerror})"
        ) from None
    LOG.say("info", "metrics", port=server.server_address[1])

    def end() -> None:
        server.shutdown()
        server.server_close()
        current.close()

    return end


async def _serve(app: ASGIApp, host: str, port: int, ready: Ready) -> None:
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
    serving = asyncio.create_task(server.serve())
    beating = asyncio.create_task(_beat())
    telling = asyncio.create_task(_tell(stopping, host, port, ready))
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
    server.main_loop_interrupt.set()
    server.interrupt_signal = True
    _, late = await asyncio.wait({serving}, timeout=PATIENCE)
    beating.cancel()
    if telling.done():
        telling.result()
    if late:
        LOG.say("warning", "stopped with requests under way")
        LOG.close()
        os._exit(0)
    serving.result()


async def _beat() -> None:
    """Shows that the event loop turns; see `metrics.health`."""
    while True:
        METRICS.beat = monotonic()
        await asyncio.sleep(1)


async def _tell(stopping: asyncio.Event, host: str, port: int, ready: Ready) -> None:
    try:
        await _answering(host, port)
        if await asyncio.to_thread(ready, address(host, port)):
            stopping.set()
    except BaseException:
        stopping.set()
        raise


async def _answering(host: str, port: int) -> None:
    """Waits until connections are taken."""
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    for _ in range(500):
        with suppress(OSError):
            _, writer = await asyncio.open_connection(where, port)
            writer.close()
            return
        await asyncio.sleep(0.01)
    raise SettingError("--host", f"{host} does not answer")
