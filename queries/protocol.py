"""One request to a SPARQL endpoint, and every way in which it may fail (SPARQL 1.1 Protocol, section 2.1).

SPARQLWrapper makes the request; it is opened by an opener of our own, since the usual one follows redirects to
anywhere. The body is read as it comes, and one that ends before its end is an error, never a short answer.
"""

from __future__ import annotations

import gzip
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from http.client import HTTPException, HTTPResponse
from typing import IO, Any, cast
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from SPARQLWrapper import GET, POST, SPARQLWrapper

from .. import __version__
from ..graph.errors import EndpointError, ScenError, SettingError
from .failures import one_line, retry_after, why
from .tokens import words

Wait = Callable[[str], None]
"""Told in words when we wait for a busy server."""
TRIES = 3
LONGEST_WAIT = 1e6
"""Seconds; the operating system takes no time-out that is much longer."""
LONGEST_GET = 2000
"""Bytes of an address; some servers and proxies take no longer ones."""
OPEN_ENDED = ("application/n-triples", "text/turtle")
"""Formats in which the beginning of an answer is an answer too."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A query is not for another server's ears: a redirect is an error that names its target."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Body:
    """The body of an answer, for a parser to read; ``failed`` tells what went wrong with it."""

    def __init__(self, url: str, response: HTTPResponse, media_type: str) -> None:
        self.url, self.media_type, self._response = url, media_type, response
        self._error: EndpointError | None = None
        packed = response.headers.get("Content-Encoding", "").lower() == "gzip"
        self.framed = packed or response.chunked or response.length is not None
        self._stream: Any = gzip.GzipFile(fileobj=response) if packed else response

    @property
    def file(self) -> IO[bytes]:
        """The body as parsers want it."""
        return cast(IO[bytes], self)

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes.

        :raises OSError: the body ends too early, or the server falls silent.
        """
        try:
            data: bytes = self._stream.read(size)
        except (OSError, EOFError, HTTPException) as error:
            self._error = EndpointError(self.url, why(error, cut=True))
            raise OSError(str(self._error)) from error
        if not data and size and self._response.length:
            self._error = EndpointError(
                self.url, f"the answer was cut off, {self._response.length} bytes are missing"
            )
            raise OSError(str(self._error))
        return data

    def failed(self, error: Exception) -> ScenError:
        """What the error of a parser means for a user."""
        if isinstance(error, ScenError):
            return error
        return self._error or EndpointError(
            self.url, f"the answer is damaged or was cut off ({one_line(str(error))})"
        )


class Endpoint:
    """A server's address; ``timeout`` in seconds for each wait for it."""

    def __init__(self, url: str, timeout: float = 60, waiting: Wait | None = None) -> None:
        """:raises EndpointError: the address is none of HTTP.
        :raises SettingError: the time-out is none.
        """
        if not 0 < timeout < LONGEST_WAIT:
            raise SettingError("timeout", f"{timeout:g} is no number of seconds to wait")
        try:
            parts = urlsplit(url)
            good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:  # no number for a port, half of an IPv6 address
            good = False
        if not good:
            shown = one_line(re.sub(r"//[^/]*@", "//", url))  # without name and password
            said = "is no address of a SPARQL endpoint; it begins with http:// or https://"
            raise EndpointError(shown, said)
        path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
        self.url = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, "", ""))
        self._user = tuple(map(unquote, (parts.username or "", parts.password or "")))
        self._extra = parse_qsl(parts.query)
        self.timeout, self._waiting = timeout, waiting
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, text: str, graphs: Iterable[str], media_types: tuple[str, ...]) -> Body:
        """Send a query; a busy server is asked again when it says so.

        :raises EndpointError: no answer, or one of another media type.
        """
        request = self._request(text, graphs, media_types)
        for left in range(TRIES, -1, -1):
            try:
                response = self._opener.open(request, timeout=self.timeout)
                break
            except urllib.error.HTTPError as error:
                with error:
                    self._wait(error, left)
            except (OSError, HTTPException, UnicodeError) as error:
                raise EndpointError(self.url, why(error, self.timeout)) from None
        media_type = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
        body = Body(self.url, response, media_type)
        partial = response.headers.get("X-SQL-Message")  # Virtuoso tells so, with status 200
        if partial or response.status != 200:
            with response:
                said = f"gives only a part of the answer ({one_line(partial or f'HTTP {response.status}')})"
                raise EndpointError(self.url, said, response.status)
        if media_type not in media_types:
            with response:
                raise EndpointError(self.url, _other(media_type, body), response.status)
        if media_type in OPEN_ENDED and not body.framed:
            with response:
                raise EndpointError(
                    self.url, "sends triples without saying where they end: a part would look like the whole"
                )
        return body

    def _request(
        self, text: str, graphs: Iterable[str], media_types: tuple[str, ...]
    ) -> urllib.request.Request:
        wrapper = SPARQLWrapper(self.url, agent=f"scen/{__version__} SPARQLWrapper")
        wrapper.setQuery(text)
        wrapper.queryType = "SELECT"  # its own look at the text takes some queries for updates
        kinds = ["default-graph-uri", *(["named-graph-uri"] if "GRAPH" in words(text) else [])]
        for graph in graphs:
            for kind in kinds:
                wrapper.addParameter(kind, graph)
        for name, value in self._extra:
            wrapper.addParameter(name, value)
        if any(self._user):
            wrapper.setCredentials(*self._user)
        wrapper.addCustomHttpHeader("Accept", ", ".join(media_types))
        wrapper.addCustomHttpHeader("Accept-Encoding", "gzip")
        wrapper.setOnlyConneg(True)  # else it asks for XML in three ways that no standard knows
        wrapper.setMethod(GET)
        request: urllib.request.Request = wrapper._createRequest()
        if len(request.full_url) > LONGEST_GET:
            wrapper.setMethod(POST)
            request = wrapper._createRequest()
        return request

    def _wait(self, error: urllib.error.HTTPError, left: int) -> None:
        """Wait as a busy server asks.

        :raises EndpointError: it is not busy but says no; or it is busy for too long.
        """
        seconds = retry_after(error.headers, 2 ** (TRIES - left))
        if error.code not in (429, 503) or not left or seconds > self.timeout:
            raise EndpointError(self.url, _refused(error, seconds), error.code) from None
        if self._waiting:
            self._waiting(f"{self.url} is busy; asking again in {seconds:g} s")
        time.sleep(seconds)


def _refused(error: urllib.error.HTTPError, seconds: float) -> str:
    if 300 <= error.code < 400:
        where = one_line(re.sub(r"//[^/]*@", "//", error.headers.get("Location", "nowhere")))
        return f"sends us on to {where}; if that is right, give that address"
    if error.code in (429, 503) and error.headers.get("Retry-After"):
        return f"is busy (HTTP {error.code}); it asks to come back in {seconds:.0f} s"
    said = {
        401: "asks for a name and password (https://name:password@…)", 403: "refuses to answer",
        404: "there is nothing at this address", 429: "is busy", 503: "is busy or out of order",
    }.get(error.code, "says no")  # fmt: skip
    try:
        words = one_line(error.read(4000).decode("utf-8", "replace"))
    except (OSError, HTTPException):
        words = ""
    return f"{said} (HTTP {error.code})" + (f": {words}" if words and error.code not in (401, 404) else "")


def _other(media_type: str, body: Body) -> str:
    if media_type == "text/html":
        return "answers with a web page, not with results: is this the address of the SPARQL endpoint?"
    try:
        start = one_line(body.read(300).decode("utf-8", "replace"))
    except OSError:
        start = ""
    name = media_type or "no media type"
    return f"answers with {name}, not with SPARQL results" + (
        f": {start}" if start and start.isprintable() else ""
    )
