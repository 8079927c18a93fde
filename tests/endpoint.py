"""A SPARQL endpoint on this machine, for tests: a real HTTP server that answers, or misbehaves as told.

It answers the SPARQL 1.1 Protocol for queries. Without ``default-graph-uri`` the default graph is the real
one, which is empty in a dataset of scen: a client that forgets the graphs gets nothing, as from Fuseki.

    with Endpoint(dataset / "scen.nq", fault=busy(503, retry_after=1)) as endpoint:
        ...  # ask endpoint.url; then look at endpoint.requests
"""

from __future__ import annotations

import gzip as gz
import io
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Protocol, Self, cast
from urllib.parse import parse_qs, urlsplit

from conftest import need_command
from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, Store

PATH = "/sparql"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TRIPLES, TURTLE, RDF_XML = "application/n-triples", "text/turtle", "application/rdf+xml"
# what is offered, the best first, and the media type that is then said
TABLES = {JSON: JSON, "application/json": JSON, XML: XML, "application/xml": XML, CSV: CSV, TSV: TSV}
GRAPHS = {TRIPLES: TRIPLES, TURTLE: TURTLE, RDF_XML: RDF_XML, "application/xml": RDF_XML}

Fault = Callable[["Exchange"], None]
"""What is done in place of answering; `Exchange.answer` answers as usual."""
Framing = Literal["length", "chunked", "close", "ended"]
"""How a cut body is sent: its true length was declared; in chunks, without the last one; neither of them, so
that only the hang-up ends it; in chunks, ended as if nothing lacked."""


@dataclass(frozen=True)
class Request:
    """A request as it came in."""

    method: str
    path: str
    headers: Message
    parameters: dict[str, list[str]]
    """Those of the address and of a form; a directly posted query is here as ``query`` too."""
    body: bytes

    @property
    def query(self) -> str:
        """The SPARQL text; ValueError unless there is exactly one."""
        found = self.parameters.get("query", [])
        if len(found) != 1:
            raise ValueError(f"a query is wanted, there are {len(found)}")
        return found[0]

    @property
    def graphs(self) -> list[str]:
        """The graphs asked for as the default graph."""
        return self.parameters.get("default-graph-uri", [])


class Output(Protocol):
    """What an answer is written to."""

    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...


@dataclass(frozen=True)
class Answer:
    """The right answer to a request; its body is made while it is written."""

    status: int
    media: str
    write: Callable[[Output], object]

    def body(self) -> bytes:
        """The whole body, in memory."""
        whole = io.BytesIO()
        self.write(cast(Output, whole))
        return whole.getvalue()


@dataclass
class Chunks:
    """Sends what is written at once, as one chunk of a body."""

    send: Callable[[bytes], object]

    def write(self, data: bytes, /) -> int:
        if data:
            self.send(b"%x\r\n%b\r\n" % (len(data), data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


class Exchange(BaseHTTPRequestHandler):
    """A request and the means to answer it, rightly or wrongly."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "scen-test", ""
    request_in: Request

    @property
    def endpoint(self) -> Endpoint:
        return cast(_Server, self.server).endpoint

    # -- what a fault may use --------------------------------------------------------------------------

    def answer(self) -> None:
        """The right answer, streamed."""
        answer = evaluate(self.endpoint.store, self.request_in)
        if self.request_version == "HTTP/1.0":
            self.start(answer.status, answer.media, Connection="close")
            answer.write(cast(Output, self.wfile))
            return
        self.start(answer.status, answer.media, Transfer_Encoding="chunked")
        answer.write(Chunks(self.wfile.write))
        self.end_chunks()

    def right(self) -> Answer:
        """The right answer to a query that can be answered."""
        answer = evaluate(self.endpoint.store, self.request_in)
        if answer.status != 200:
            raise ValueError(answer.body().decode())
        return answer

    def start(self, status: int, media: str | None, **headers: str) -> None:
        """Send the status and headers; ``Retry_After`` becomes ``Retry-After``."""
        self.send_response(status)
        if media:
            self.send_header("Content-Type", media)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def whole(self, status: int, media: str | None, body: bytes, **headers: str) -> None:
        """Send a complete answer of known length."""
        self.start(status, media, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def end_chunks(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def hang_up(self) -> None:
        """Close the connection once the fault returns."""
        self.close_connection = True

    def pause(self, seconds: float) -> None:
        """Sleep, but not longer than the endpoint runs."""
        if self.endpoint.stopping.wait(seconds):
            raise ConnectionAbortedError("the endpoint stops")

    # -- the server's side -----------------------------------------------------------------------------

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        self.request_in = self._read()
        fault = self.endpoint.take(self.request_in)
        try:
            fault(self) if fault else self.answer()
        except OSError:  # the client went away, or the endpoint stops
            self.endpoint.dropped += not self.endpoint.stopping.is_set()
            self.hang_up()
        except Exception:
            self.hang_up()
            raise

    def _read(self) -> Request:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parameters = parse_qs(address.query, keep_blank_values=True)
        media = self.headers.get_content_type() if self.command == "POST" else ""
        posted: dict[str, list[str]] = {}
        if media == FORM:
            posted = parse_qs(body.decode(errors="replace"), keep_blank_values=True)
        elif media == DIRECT:
            posted = {"query": [body.decode(errors="replace")]}
        for name, values in posted.items():
            parameters[name] = parameters.get(name, []) + values
        return Request(self.command, address.path, self.headers, parameters, body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet; the requests are in `Endpoint.requests`."""


class _Server(ThreadingHTTPServer):
    """Knows the connections that are open, so that all can be ended."""

    daemon_threads = True

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.endpoint = endpoint
        self.open: dict[threading.Thread, Any] = {}

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        me = threading.current_thread()
        self.open[me] = request
        try:
            super().process_request_thread(request, client_address)
        finally:
            del self.open[me]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client may go away or refuse the certificate; all else is a mistake here or in a fault."""
        error = sys.exc_info()[1]
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.endpoint.errors.append(error)

    def end(self) -> None:
        """Stop, end every connection and wait for its thread."""
        self.shutdown()
        for thread, connection in list(self.open.items()):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            thread.join(5)
        self.server_close()


@dataclass
class Endpoint:
    """The server; runs inside ``with``. ``data`` is a store, or an N-Quads file that is loaded into memory.

    ``fault`` is what every request meets; a list is used up, a request each (None: the right answer), and
    then all is well. ``https`` is a certificate and its key; True makes one that has expired.
    """

    data: Store | Path
    fault: Fault | None | list[Fault | None] = None
    https: bool | tuple[Path, Path] = False
    requests: list[Request] = field(default_factory=list)
    dropped: int = 0
    """Answers that the client did not read to their end."""
    errors: list[Exception] = field(default_factory=list)
    """Mistakes of the server or of a fault; the first is raised at the end."""
    url: str = ""

    def __post_init__(self) -> None:
        self.stopping = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self.store = self.data if isinstance(self.data, Store) else loaded(self.data)
        context = _tls(self.https) if self.https else None
        self._server = _Server(self)
        if context:  # hands are shaken in the thread of each connection, not where all are accepted
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if self.https else "http"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}{PATH}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self.stopping.set()
        self._server.end()
        self._thread.join(5)
        if self.errors and kind is None:
            raise self.errors[0]

    def take(self, request: Request) -> Fault | None:
        """Note a request; the fault it shall meet."""
        with self._lock:
            self.requests.append(request)
            if isinstance(self.fault, list):
                return self.fault.pop(0) if self.fault else None
            return self.fault


def loaded(nq: Path) -> Store:
    """The quads of a file, in memory."""
    store = Store()
    store.bulk_load(path=nq, format=RdfFormat.N_QUADS)
    return store


# -- the right answer ------------------------------------------------------------------------------------


def evaluate(store: Store, request: Request) -> Answer:
    """The answer that the SPARQL 1.1 Protocol wants."""
    if request.path.rstrip("/") != PATH:
        return _told(404, f"nothing is here; ask {PATH}")
    if request.method == "POST" and request.headers.get_content_type() not in (FORM, DIRECT):
        return _told(415, f"post {FORM} or {DIRECT}")
    try:
        held: list[Any] = [store.query(request.query, **_graphs(request.parameters))]
    except (SyntaxError, ValueError) as error:
        return _told(400, str(error))
    of_graph = isinstance(held[0], QueryTriples)
    offers = GRAPHS if of_graph else TABLES
    media = negotiated(request.headers.get_all("Accept", []), list(offers))
    if media is None:
        return _told(406, f"the answer can be had as {', '.join(offers)}")
    kind: Any = RdfFormat if of_graph else QueryResultsFormat
    form = kind.from_media_type(offers[media])
    # results must die in their own thread; nothing else holds them, not even the traceback of an error
    return Answer(200, offers[media], lambda to: held.pop().serialize(to, form))


def _told(status: int, text: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", lambda to: to.write(text.encode()))


def _graphs(parameters: dict[str, list[str]]) -> dict[str, Any]:
    """The dataset of the protocol; once any graph is named it consists of the named ones only."""
    default, named = (parameters.get(f"{kind}-graph-uri", []) for kind in ("default", "named"))
    if not default and not named:
        return {}
    return {"default_graph": [*map(NamedNode, default)], "named_graphs": [*map(NamedNode, named)]}


def negotiated(accept: Sequence[str], offers: Sequence[str]) -> str | None:
    """The offer that the Accept headers want most; the first one if they do not care."""
    ranges = [_range(part) for part in ",".join(accept).split(",") if part.strip()] or [("*/*", 1.0)]

    def wanted(offer: str) -> tuple[float, int]:
        fits = [offer, offer.split("/")[0] + "/*", "*/*"]
        # the range that names the offer most closely gives its weight
        near = min((fits.index(media), -weight) for media, weight in [*ranges, ("*/*", 0.0)] if media in fits)
        return -near[1], -near[0]

    best = max(offers, key=wanted)
    return best if wanted(best)[0] > 0 else None


def _range(part: str) -> tuple[str, float]:
    media, *settings = (piece.strip().lower() for piece in part.split(";"))
    weights = [float(setting[2:]) for setting in settings if setting.startswith("q=")]
    return media, weights[0] if weights else 1.0


# -- faults ----------------------------------------------------------------------------------------------


def slow(seconds: float) -> Fault:
    """The right answer, late."""

    def fault(exchange: Exchange) -> None:
        exchange.pause(seconds)
        exchange.answer()

    return fault


def drip(seconds: float) -> Fault:
    """Headers and half of the body at once, the other half late."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.right()
        body, chunks = answer.body(), Chunks(exchange.wfile.write)
        exchange.start(200, answer.media, Transfer_Encoding="chunked")
        chunks.write(body[: len(body) // 2])
        exchange.pause(seconds)
        chunks.write(body[len(body) // 2 :])
        exchange.end_chunks()

    return fault


def trickle(seconds: float) -> Fault:
    """One byte at a time with a rest after each: a time-out for each read never strikes."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.right()
        exchange.start(200, answer.media, Transfer_Encoding="chunked")
        for byte in answer.body():
            Chunks(exchange.wfile.write).write(bytes([byte]))
            exchange.pause(seconds)
        exchange.end_chunks()

    return fault


def _said(status: int, media: str | None, body: bytes, **headers: str) -> Fault:
    return lambda exchange: exchange.whole(status, media, body, **headers)


def html() -> Fault:
    """A page that has nothing to do with the question, as from a portal or a proxy."""
    return _said(
        200, "text/html; charset=utf-8", b"<!DOCTYPE html><title>Welcome</title><p>Please sign in.\n"
    )


def wrong_type(
    media: str = "application/octet-stream", body: bytes | None = b"\x00\xff\xfe garbage \x80"
) -> Fault:
    """A body under a media type that says nothing; None: the body of the right answer."""
    if body is not None:
        return _said(200, media, body)
    return lambda exchange: exchange.whole(200, media, exchange.right().body())


def cut_off(framing: Framing = "length", rows: int = 1) -> Fault:
    """So many rows of the right answer and half of the next."""
    return lambda exchange: _cut(
        exchange, framing, lambda b, m: (_end(b, m, rows) + _end(b, m, rows + 1)) // 2
    )


def cut_valid(framing: Framing = "chunked", rows: int = 1) -> Fault:
    """So many whole rows of the right answer and nothing of the others."""
    return lambda exchange: _cut(exchange, framing, lambda b, m: _end(b, m, rows))


def _cut(exchange: Exchange, framing: Framing, place: Callable[[bytes, str], int]) -> None:
    answer = exchange.right()
    body = answer.body()
    part = body[: place(body, answer.media)]
    if framing in ("chunked", "ended"):
        exchange.start(200, answer.media, Transfer_Encoding="chunked")
        Chunks(exchange.wfile.write).write(part)
        if framing == "ended":
            exchange.end_chunks()
            return
    else:
        known = {"Content_Length": str(len(body))} if framing == "length" else {"Connection": "close"}
        exchange.start(200, answer.media, **known)
        exchange.wfile.write(part)
    exchange.hang_up()


def _end(body: bytes, media: str, rows: int) -> int:
    """Where a row of a table ends; after it there must be another."""
    # inside a JSON text a quotation mark has a backslash before it, so the mark is nowhere else
    mark, length = {JSON: (b'}},{"', 2), XML: (b"</result>", 9)}.get(media, (b"\n", 1))
    place = 0
    for _ in range(rows + (media in (CSV, TSV))):
        if (found := body.find(mark, place)) < 0:
            raise ValueError(f"the answer is too short to be cut after row {rows}")
        place = found + length
    return place


def busy(
    status: int = 503, retry_after: int | str | datetime | None = None, times: int | None = None
) -> Fault:
    """Refused for now, the first so many times (None: always), then answered."""
    left = iter(range(times)) if times is not None else iter(int, 1)
    lock = threading.Lock()
    headers: dict[str, str] = {}
    if isinstance(retry_after, datetime):
        headers["Retry_After"] = format_datetime(retry_after.astimezone(UTC), usegmt=True)
    elif retry_after is not None:
        headers["Retry_After"] = str(retry_after)

    def fault(exchange: Exchange) -> None:
        with lock:
            refused = next(left, None) is not None
        if refused:
            exchange.whole(status, "text/plain; charset=utf-8", b"too many queries at a time\n", **headers)
        else:
            exchange.answer()

    return fault


def redirect(location: str, status: int = 302) -> Fault:
    """Sent elsewhere; a location without a host is one of this server."""
    return _said(status, None, b"", Location=location)


def empty(media: str | None = JSON) -> Fault:
    """200 and no body."""
    return _said(200, media, b"")


def error(status: int = 500, body: str = "the engine broke\n", media: str | None = "text/plain") -> Fault:
    """A status and a text."""
    return _said(status, media, body.encode())


def big_html_error(status: int = 500, size: int = 100_000) -> Fault:
    """An error told by a very long page."""
    page = b"<!DOCTYPE html><title>Internal Server Error</title><pre>"
    return _said(status, "text/html; charset=utf-8", page.ljust(size, b"x"))


def hang_up() -> Fault:
    """Not a word."""
    return lambda exchange: exchange.hang_up()


def broken_json(rows: int = 0) -> Fault:
    """``oxigraph serve --timeout-s`` (0.5.13) when time is up: 200, proper chunks, an excuse for rows."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.right()
        body, mark = answer.body(), {JSON: b'"bindings":[', XML: b"<results>"}.get(answer.media, b"\n")
        part = body[: _end(body, answer.media, rows)] if rows else b"".join(body.partition(mark)[:2])
        exchange.start(200, answer.media, Transfer_Encoding="chunked")
        Chunks(exchange.wfile.write).write(part + b"The SPARQL operation has been cancelled")
        exchange.end_chunks()

    return fault


def gzip() -> Fault:
    """The right answer, compressed, asked or not."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.right()
        exchange.whole(200, answer.media, gz.compress(answer.body()), Content_Encoding="gzip")

    return fault


# -- certificates ----------------------------------------------------------------------------------------

CA = """\
[req]
distinguished_name = any
[ca]
default_ca = it
[it]
database = {folder}/index
new_certs_dir = {folder}
policy = any
x509_extensions = host
unique_subject = no
rand_serial = yes
[any]
commonName = supplied
[host]
subjectAltName = IP:127.0.0.1, DNS:localhost
basicConstraints = critical, CA:TRUE
"""


def expired_certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of 127.0.0.1 that was good until yesterday, and its key."""
    return _certificate(folder, "expired", -30, -1)


def good_certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate of 127.0.0.1, and its key; who trusts it (SSL_CERT_FILE) may connect."""
    return _certificate(folder, "good", -1, 1)


def _certificate(folder: Path, name: str, first: int, last: int) -> tuple[Path, Path]:
    """Days count from now; ``openssl ca`` takes the past in each version, ``openssl req`` from 3.4 on."""
    openssl = need_command("openssl")
    ca, request, cert, key = (folder / f"{name}.{end}" for end in ("cnf", "csr", "pem", "key"))
    ca.write_text(CA.format(folder=folder), encoding="utf-8")
    (folder / "index").write_text("", encoding="utf-8")
    now = datetime.now(UTC)
    start, end = (f"{now + timedelta(days):%y%m%d%H%M%SZ}" for days in (first, last))
    make = ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-config", ca]
    sign = ["ca", "-batch", "-selfsign", "-notext", "-md", "sha256", "-config", ca]
    for command in (
        [*make, "-keyout", key, "-out", request],
        [*sign, "-keyfile", key, "-in", request, "-out", cert, "-startdate", start, "-enddate", end],
    ):
        done = subprocess.run([openssl, *map(str, command)], capture_output=True, timeout=60, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))
    return cert, key


def _tls(https: bool | tuple[Path, Path]) -> ssl.SSLContext:
    """A server's context with the certificate; True: one that has expired."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        cert, key = https if isinstance(https, tuple) else expired_certificate(Path(folder))
        context.load_cert_chain(cert, key)
    return context
