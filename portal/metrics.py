"""Counts and durations of this process, as Prometheus reads them, and its health; served on a port of their own."""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from .logs import LOG

if TYPE_CHECKING:
    from .current import Current

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
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
        self.started = self.beat = monotonic()
        self.under_way = 0
        self._lock = Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS) + 1))
        self._sums: defaultdict[str, float] = defaultdict(float)
        self._bytes = 0
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()

    def answered(self, route: str, status: int, seconds: float, size: int) -> None:
        """A request was answered."""
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route][bisect_left(BUCKETS, seconds)] += 1
            self._sums[route] += seconds
            self._bytes += size

    def count(self, name: str, amount: int = 1, **labels: str) -> None:
        """Something else happened: ``metrics.METRICS.count("worker_restarts", reason="memory")``."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += amount

    def text(self, digest: str = "") -> str:
        """All of it in Prometheus' text format."""
        with self._lock:
            return "".join(f"{line}\n" for line in self._lines(digest))

    def _lines(self, digest: str) -> Iterator[str]:
        yield "# TYPE scen_requests_total counter"
        for (route, status), number in sorted(self._requests.items()):
            yield f'scen_requests_total{{route="{route}",status="{status}"}} {number}'
        yield "# TYPE scen_request_seconds histogram"
        for route, found in sorted(self._seconds.items()):
            yield from _histogram(route, found, self._sums[route])
        yield "# TYPE scen_sent_bytes_total counter"
        yield f"scen_sent_bytes_total {self._bytes}"
        for name in sorted({name for name, _ in self._counts}):
            yield f"# TYPE scen_{name}_total counter"
            for (known, labels), number in sorted(self._counts.items()):
                if known == name:
                    told = ",".join(f'{label}="{_escaped(value)}"' for label, value in labels)
                    yield f"scen_{name}_total" + (f"{{{told}}}" if told else "") + f" {number}"
        yield from _gauge("scen_requests_under_way", self.under_way)
        yield from _gauge("scen_log_lines_lost", LOG.lost)
        yield from _gauge("scen_uptime_seconds", round(monotonic() - self.started, 3))
        yield from _gauge("process_resident_memory_bytes", resident())
        yield from _gauge(
            "process_open_fds", len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 0
        )
        if digest:
            yield from _gauge(f'scen_dataset_info{{digest="{digest}"}}', 1)


METRICS = Metrics()
"""Those of this process."""


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
    if monotonic() - metrics.beat > STILL:
        return 503, {**told, "status": "requests are not taken"}
    return 200, told


def serve(current: Current, host: str, port: int) -> ThreadingHTTPServer:
    """A server of ``/health`` and ``/metrics`` in threads of its own; ``shutdown`` ends it.

    :raises OSError: the port is in use.
    """

    def metrics() -> tuple[int, str, str]:
        return 200, "text/plain; version=0.0.4; charset=utf-8", METRICS.text(current.digest)

    def healthy() -> tuple[int, str, str]:
        status, told = health(current)
        return status, "application/json", json.dumps(told) + "\n"

    server = ThreadingHTTPServer((host, port), _handler({"/metrics": metrics, "/health": healthy}))
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server


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
