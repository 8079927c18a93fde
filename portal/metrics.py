"""Counts and durations, as Prometheus reads them, and health; served on a port of their own.

Each process that serves counts for itself, without locks of others, and shows its counts once a second in memory that
all of them see: whoever is asked adds them up.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from .counts import Board, Told
from .logs import LOG

if TYPE_CHECKING:
    from .current import Current

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
BEAT = 1.0
"""Seconds between the times at which a process shows what it has counted."""
STILL = 15.0
"""Seconds without a beat of the event loop after which the portal is not healthy."""


class Metrics:
    """What was counted.

    >>> metrics = Metrics()
    >>> metrics.answered("/page/{kind}/{slug}", 200, 0.004, 1200)
    >>> metrics.count("worker_restarts", reason="time")
    >>> text = metrics.text()
    >>> 'scen_requests_total{route="/page/{kind}/{slug}",status="200"} 1' in text
    True
    >>> 'scen_worker_restarts_total{reason="time"} 1' in text
    True
    """

    def __init__(self) -> None:
        self.started = monotonic()
        self.under_way = 0
        self._lock = Lock()
        self._told = Told()
        self._board, self._place = Board(1), 0

    def share(self, places: int) -> None:
        """Make room for the counts of so many processes, which are forked afterwards."""
        self._board = Board(places)

    def begin(self, place: int) -> None:
        """Count for a place from now on, where its last process left off."""
        self._place = place
        self._told = self._board.read(place) or Told()
        self.show()

    def show(self) -> None:
        """Show that this process is alive, and what it has counted."""
        with self._lock:
            self._told.gauges = {
                "scen_requests_under_way": self.under_way,
                "scen_log_lines_lost": LOG.lost,
                "process_resident_memory_bytes": resident(),
                "process_open_fds": len(os.listdir("/proc/self/fd"))
                if os.path.exists("/proc/self/fd")
                else 0,
            }
            self._board.write(self._place, self._told)

    @property
    def still(self) -> float:
        """Seconds since the process that was heard of longest ago last showed that it is alive."""
        return monotonic() - min(self._board.beats(), default=monotonic())

    def answered(self, route: str, status: int, seconds: float, size: int) -> None:
        """A request was answered."""
        with self._lock:
            told = self._told
            told.requests[route, str(status)] += 1
            told.seconds[route, str(bisect_left(BUCKETS, seconds))] += 1
            told.sums[route,] += seconds
            told.sizes[()] += size

    def count(self, name: str, amount: int = 1, **labels: str) -> None:
        """Something else happened: ``metrics.METRICS.count("worker_restarts", reason="memory")``."""
        with self._lock:
            self._told.others[name, *(part for pair in sorted(labels.items()) for part in pair)] += amount

    def text(self, digest: str = "") -> str:
        """All of it, of all processes, in Prometheus' text format."""
        self.show()
        found = Told()
        for place in range(self._board.places):
            if told := self._board.read(place):
                found.add(told)
        return "".join(f"{line}\n" for line in self._lines(found, digest))

    def _lines(self, told: Told, digest: str) -> Iterator[str]:
        yield "# TYPE scen_requests_total counter"
        for (route, status), number in sorted(told.requests.items()):
            yield f'scen_requests_total{{route="{route}",status="{status}"}} {number:.0f}'
        yield "# TYPE scen_request_seconds histogram"
        for (route,), total in sorted(told.sums.items()):
            found = [int(told.seconds[route, str(n)]) for n in range(len(BUCKETS) + 1)]
            yield from _histogram(route, found, total)
        yield "# TYPE scen_sent_bytes_total counter"
        yield f"scen_sent_bytes_total {told.sizes[()]:.0f}"
        named = ""
        for (name, *labels), number in sorted(told.others.items()):
            if name != named:
                yield f"# TYPE scen_{name}_total counter"
                named = name
            pairs = zip(labels[::2], labels[1::2], strict=True)
            text = ",".join(f'{label}="{_escaped(value)}"' for label, value in pairs)
            yield f"scen_{name}_total" + (f"{{{text}}}" if text else "") + f" {number:.0f}"
        for gauge, value in told.gauges.items():
            yield from _gauge(gauge, value)
        yield from _gauge("scen_uptime_seconds", round(monotonic() - self.started, 3))
        if digest:
            yield from _gauge(f'scen_dataset_info{{digest="{digest}"}}', 1)


METRICS = Metrics()
"""Those of this portal."""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _gauge(name: str, value: float) -> Iterator[str]:
    yield f"# TYPE {name.partition('{')[0]} gauge"
    yield f"{name} {value}"


def _histogram(route: str, found: list[int], total: float) -> Iterator[str]:
    running = 0
    for limit, number in zip((*BUCKETS, "+Inf"), found, strict=True):
        running += number
        yield f'scen_request_seconds_bucket{{route="{route}",le="{limit}"}} {running}'
    yield f'scen_request_seconds_sum{{route="{route}"}} {total:.6f}'
    yield f'scen_request_seconds_count{{route="{route}"}} {running}'


def resident(process: str = "self") -> int:
    """Bytes of memory that a process holds; 0 where that cannot be told."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def health(current: Current, metrics: Metrics = METRICS) -> tuple[int, dict[str, object]]:
    """Whether requests are answered: 200, or 503 with the reason."""
    told: dict[str, object] = {"status": "ok", "uptime": round(monotonic() - metrics.started, 1)}
    try:
        told["dataset"] = current.digest
    except Exception as error:  # noqa: BLE001  # whatever it is, the portal cannot answer
        return 503, {**told, "status": "the dataset cannot be read", "error": type(error).__name__}
    if metrics.still > STILL:
        return 503, {**told, "status": "requests are not taken"}
    return 200, told


def bound(host: str, port: int) -> ThreadingHTTPServer:
    """A server that has its port, and does not answer yet.

    :raises OSError: the port is in use.
    """
    server = ThreadingHTTPServer((host, port), BaseHTTPRequestHandler)
    server.daemon_threads = True
    return server


def answer(server: ThreadingHTTPServer, current: Current) -> None:
    """Answer ``/health`` and ``/metrics`` in threads, as long as the process runs."""

    def counted() -> tuple[int, str, str]:
        return 200, "text/plain; version=0.0.4; charset=utf-8", METRICS.text(current.digest)

    def healthy() -> tuple[int, str, str]:
        status, told = health(current)
        return status, "application/json", json.dumps(told) + "\n"

    server.RequestHandlerClass = _handler({"/metrics": counted, "/health": healthy})
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()


def _handler(pages: dict[str, Callable[[], tuple[int, str, str]]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            page = pages.get(self.path.partition("?")[0])
            try:
                status, kind, text = page() if page else (404, "text/plain", "not found\n")
            except Exception as error:  # noqa: BLE001  # it is logged, and nothing of it is told
                LOG.failed(error)
                status, kind, text = 500, "text/plain", "failed\n"
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def version_string(self) -> str:
            return "portal"

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: whoever asks here asks often."""

    return Handler
