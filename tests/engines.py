"""Real SPARQL engines on this machine, for tests: started on a free port of 127.0.0.1, loaded, and stopped.

with virtuoso(dataset / "scen.nq", tmp_path) as url:
    ...  # the address for queries
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from conftest import need_command

PATIENCE = 30
"""Seconds until an engine must be up."""

VIRTUOSO = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = www
ServerThreads = 8

[SPARQL]
ResultSetMaxRows = 10000000
"""
# what the loader could not read it only notes; the last line says it as isql-vt says errors
LOAD = """\
ld_dir('.', 'data.nq', 'urn:none'); rdf_loader_run(); checkpoint;
select concat('*** Error: ', ll_error) from DB.DBA.load_list where ll_error is not null;
"""


@contextmanager
def oxigraph(nq: Path, folder: Path, timeout: int | None = None) -> Iterator[str]:
    """Oxigraph's own server over the quads of a file; ``timeout`` (seconds) is its ``--timeout-s``."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else need_command("oxigraph")
    place = _made(folder / "oxigraph")
    _run([program, "load", "--location", "db", "--file", str(nq.absolute())], place)
    (port,) = free_ports(1)
    serve = [program, "serve-read-only", "--location", "db", "--bind", f"127.0.0.1:{port}"]
    limit = [] if timeout is None else ["--timeout-s", str(timeout)]
    with _running([*serve, *limit], place, f"http://127.0.0.1:{port}/query") as url:
        _same_counts(url, nq)
        yield url


@contextmanager
def virtuoso(nq: Path, folder: Path) -> Iterator[str]:
    """Virtuoso 7 as a private process over the quads of a file."""
    program, client = need_command("virtuoso-t"), need_command("isql-vt")
    place = _made(folder / "virtuoso")
    _made(place / "www")
    shutil.copyfile(nq, place / "data.nq")
    sql, http = free_ports(2)
    (place / "virtuoso.ini").write_text(VIRTUOSO.format(sql=sql, http=http), encoding="utf-8")
    start = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(start, place, f"http://127.0.0.1:{http}/sparql") as url:
        _run([client, f"127.0.0.1:{sql}", "dba", "dba", f"exec={LOAD}"], place)
        _same_counts(url, nq)
        yield url


def free_ports(number: int) -> list[int]:
    """So many ports of 127.0.0.1 on which nobody listens."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def ask(url: str, query: str, accept: str = "text/csv", timeout: float = PATIENCE) -> str:
    """The answer of an engine as text, straight from HTTP."""
    request = Request(f"{url}?{urlencode({'query': query})}", headers={"Accept": accept})
    with build_opener(ProxyHandler({})).open(request, timeout=timeout) as answer:
        text: str = answer.read().decode()
    return text


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _run(command: Sequence[str], folder: Path) -> None:
    """Run a program to its end; what it printed is shown if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode or "*** Error" in done.stdout + done.stderr:  # isql-vt ends with 0 all the same
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _running(command: Sequence[str], folder: Path, url: str) -> Iterator[str]:
    """A server while it is needed; it has answered at the address before this is entered."""
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, url, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Until the server answers; an error with its log if it ends or stays silent."""
    until, last = time.monotonic() + PATIENCE, ""
    while process.poll() is None and time.monotonic() < until:
        try:
            ask(url, "ASK { ?s ?p ?o }", "application/sparql-results+json", timeout=3)
            return
        except (OSError, HTTPException) as error:
            last = str(error)
            time.sleep(0.05)
    shown = log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"{process.args!r} is not up ({last}), its status is {process.poll()}:\n{shown}")


def _same_counts(url: str, nq: Path) -> None:
    """An error unless the engine holds as many triples in each graph of the file as the file."""
    answer = ask(url, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    held = {row["g"]: int(row["n"]) for row in csv.DictReader(io.StringIO(answer))}
    with nq.open(encoding="utf-8") as lines:
        written = Counter(found[1] for line in lines if (found := re.search(r"<([^<>]*)> \.$", line)))
    lost = {
        graph: (count, held.get(graph, 0)) for graph, count in written.items() if held.get(graph) != count
    }
    if lost:
        raise RuntimeError(f"the file's and the engine's number of triples differ: {lost}")
