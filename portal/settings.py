"""What whoever runs a portal may choose; everything has a default that is safe on a public address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """The choices of a portal.

    >>> Settings(Path("dataset")).time_limit
    10.0
    """

    dataset: Path
    host: str = "127.0.0.1"
    port: int = 8000
    metrics_port: int | None = None
    """Health and metrics are served there, on the same host; None for nowhere."""
    address: str = ""
    """Address under which the public sees the portal, with a slash at its end; "" for that of each request."""
    documents: Path | None = None
    """Folder with the texts of source documents: evidence then shows its lines in their context."""
    contact: str = ""
    """Address (https: or mailto:) at which people ask for correction or removal."""
    publisher: str = ""
    writable: bool = False
    """Whether the Graph Store Protocol writes, with `token`."""
    token: str = ""
    services: frozenset[str] = frozenset()
    """Hosts that SERVICE may ask; none by default."""
    time_limit: float = 10.0
    """Seconds that a query may take."""
    row_limit: int = 1_000_000
    """Rows or triples of one answer."""
    memory_limit: int = 1024
    """MiB of each worker process."""
    workers: int = 2
    """Processes for queries that may be heavy."""
    processes: int = 1
    """Processes that serve; at most as many as there are `workers`, which they divide among them."""
    requests_a_minute: int = 600
    """Of one client; 0 for any number."""
    body_limit: int = 1 << 20
    """Bytes of a request's body; graphs that are written may be larger (`graph_limit`)."""
    graph_limit: int = 64 << 20
