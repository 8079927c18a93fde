"""The servers that are put under load: the portal as anybody starts it, and those that it is compared with."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pyoxigraph

BIN = Path(sys.executable).parent
MEMORY = 512
"""MiB that a process for heavy queries may take."""
PEER = """
import sys, pyoxigraph, uvicorn
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
store = OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1]))
app = SparqlEndpoint(graph=Dataset(store=store, default_union=True), path="/sparql")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@contextmanager
def process(command: list[str], address: str = "") -> Iterator[str]:
    """A server that runs while the block does; its address is the one told, or the one that it prints."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout
            found = address or server.stdout.readline().split()[-1].rstrip("/")
            for _ in range(300):
                try:
                    urlopen(f"{found}/", timeout=5).close()
                    break
                except HTTPError:
                    break
                except OSError:
                    time.sleep(0.1)
            yield found
        finally:
            server.terminate()


@contextmanager
def warm(dataset: Path) -> Iterator[str]:
    """The portal, once each of its processes has made what it makes beforehand for a version of the dataset."""
    with subprocess.Popen(
        portal(dataset), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout and server.stderr
        try:
            address, log = server.stdout.readline().split()[-1].rstrip("/"), server.stderr
            for _ in range(min(os.cpu_count() or 1, 2)):  # as many processes as there are by default
                print(next(line for line in log if '"warmed"' in line), end="", file=sys.stderr)
            rest = Thread(target=lambda: deque(log, 0), daemon=True)  # it is read, and thrown away
            rest.start()
            yield address
        finally:
            server.terminate()
            rest.join()


def portal(dataset: Path) -> list[str]:
    """The portal as anybody starts it, without a limit of requests."""
    told = [
        "--dataset",
        str(dataset),
        "--port",
        "0",
        "--requests-a-minute",
        "0",
        "--memory-limit",
        str(MEMORY),
    ]
    return [str(BIN / "scen"), "serve", *told]


def peer(folder: Path) -> str:
    """A Python that has rdflib-endpoint."""
    if known := os.environ.get("SCEN_PEER"):
        return known
    subprocess.run([sys.executable, "-m", "venv", str(folder / "peer")], check=True)
    python = str(folder / "peer" / "bin" / "python")
    wanted = ["rdflib-endpoint[web]", "oxrdflib", f"pyoxigraph=={pyoxigraph.__version__}"]
    subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True)
    return python
