"""Requests to a server that is written to: with who we are, and with patience.

What is busy (429, 503) is asked again when it says so; so is what went wrong on the way (502, 504, a lost connection), unless
to do it twice would do harm. No redirect is followed: it might lead what is secret to another host. No proxy is asked for what is
inside this machine: it would hear what is secret, and by that name reach its own machine.
"""

from __future__ import annotations

import http.client
import io
import time
import urllib.error
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any, Generic, Protocol, TypeVar, cast
from urllib.parse import urlsplit
from urllib.request import (
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from ... import __version__
from ...graph.errors import EndpointError, SettingError
from ...queries.failures import one_line, retry_after, why
from .login import Login, inside, safe

PAUSES = (1, 2, 4, 8)
"""Seconds between the tries, where the server does not say how long."""
LONGEST_WAIT = 600
BUSY, UNSURE = (429, 503), (0, 502, 504)
"""Status of what was not done, and of what may have been done (0: the connection was lost)."""
Taken = TypeVar("Taken")


class Readable(Protocol):
    """A body."""

    def read(self, size: int = -1, /) -> bytes:
        """Some of it; nothing at its end."""

    def close(self) -> None:
        """Nothing more is read."""


@dataclass(frozen=True)
class Call:
    """A request."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Callable[[], Readable] | None = None
    """Opens the body, anew for each try."""
    size: int = 0
    again: bool = True
    """Whether it may be done twice."""


@dataclass(frozen=True)
class Answer(Generic[Taken]):
    """An answer, and what was taken from its body."""

    status: int
    headers: Message
    body: Taken


class Server:
    """A server; ``waiting`` is told in words why we wait, ``timeout`` is in seconds for each wait for it.

    :raises EndpointError: the address is none of HTTP.
    :raises SettingError: what is secret would be told in the open.
    """

    def __init__(
        self,
        url: str,
        login: Login,
        timeout: float = 300,
        *,
        waiting: Callable[[str], None],
        insecure: bool = False,
    ) -> None:
        self.url = _checked(url)
        if login.secret and not insecure and not safe(url):
            raise SettingError(
                "token", f"would be readable on the way to {self.url}; use https://, or --insecure"
            )
        self._login, self._timeout, self._waiting = login, timeout, waiting
        proxies = ProxyHandler({} if inside(url) else None)
        self._opener = build_opener(proxies, _AsItIs, _Http, _Https)
        self._heard = False

    def send(
        self, call: Call, take: Callable[[http.client.HTTPResponse], Taken], also: tuple[int, ...] = ()
    ) -> Answer[Taken]:
        """The answer: a success, or a status of ``also``.

        :raises EndpointError: any other, or none.
        """
        for pause in (*PAUSES, LONGEST_WAIT + 1):
            seconds: float = pause
            try:
                with self._answer(call) as response:
                    if response.status < 300 or response.status in also:
                        return Answer(response.status, response.headers, take(response))
                    failed = EndpointError(self.url, _refused(response, call), response.status)
                    again = response.status in (BUSY + UNSURE if call.again else BUSY)
                    if pause < LONGEST_WAIT:
                        seconds = retry_after(response.headers, pause)
            except (OSError, http.client.HTTPException) as error:
                failed, again = (
                    EndpointError(self.url, why(error, self._timeout)),
                    call.again and self._lost(error),
                )
            if not again or seconds > LONGEST_WAIT:
                raise failed
            self.wait(failed, seconds)
        raise AssertionError("the last pause is too long")

    def wait(self, failed: EndpointError, seconds: float) -> None:
        """Wait, and say why."""
        self._waiting(f"{failed}; once more in {seconds:g} s")
        time.sleep(seconds)

    def _answer(self, call: Call) -> http.client.HTTPResponse:
        with ExitStack() as first:
            response = first.enter_context(self._opened(call))
            asked = response.headers.get_all("WWW-Authenticate", [])
            if response.status != 401 or not self._login.learn(self.url, asked):
                first.pop_all()
                return response
        return self._opened(call)

    def _opened(self, call: Call) -> http.client.HTTPResponse:
        with closing(call.body() if call.body else io.BytesIO()) as body:
            data = cast("IO[bytes]", body) if call.body else None
            request = Request(call.url, data, dict(call.headers), method=call.method)
            request.add_header("User-Agent", f"scen/{__version__}")
            if call.body:
                request.add_header("Content-Length", str(call.size))
            if told := self._login.header(request):
                request.add_unredirected_header("Authorization", told)
            response = cast(http.client.HTTPResponse, self._opener.open(request, timeout=self._timeout))
        self._heard = True
        return response

    def _lost(self, error: Exception) -> bool:
        """Whether a connection was lost; to a server that never answered, there was none."""
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, ConnectionRefusedError):
            return self._heard
        return isinstance(reason, ConnectionError | http.client.HTTPException)


class _AsItIs(HTTPErrorProcessor):
    """Every answer is an answer: no status is an error, and none leads elsewhere."""

    def http_response(self, request: Request, response: Any) -> Any:
        return response

    https_response = http_response


class _Listening(http.client.HTTPConnection):
    """Hears what a server says that hangs up while it is being told, such as: too large."""

    def request(self, *args: Any, **options: Any) -> None:
        try:
            super().request(*args, **options)
        except (BrokenPipeError, ConnectionResetError):
            if self.sock is None:
                raise


class _ListeningHttps(_Listening, http.client.HTTPSConnection):
    pass


class _Http(HTTPHandler):
    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(_Listening, req)


class _Https(HTTPSHandler):
    def https_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(_ListeningHttps, req)


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        good = good and url.isascii() and url.isprintable() and " " not in url
    except ValueError:
        good, parts = False, urlsplit("")
    if not good:
        raise EndpointError(
            one_line(url.rpartition("@")[2]), "is no address; it begins with https:// or http://"
        )
    if "@" in parts.netloc:
        raise EndpointError(
            one_line(url.rpartition("@")[2]), "give the name with --user, the password with --password-file"
        )
    return url


_SAID = {
    401: "does not take our token or password, or wants one", 403: "forbids it", 404: "there is nothing at this address",
    405: "takes nothing at this address", 413: "this is more than it takes at once", 415: "does not read what we send",
    429: "is busy", 501: "does not offer this", 503: "is busy or out of order", 507: "has no room",
}  # fmt: skip


def _refused(response: http.client.HTTPResponse, call: Call) -> str:
    if 300 <= response.status < 400:
        return f"sends us on to {one_line(response.headers.get('Location', 'nowhere'))}; if that is right, give that address"
    said = ""
    with suppress(OSError, http.client.HTTPException):
        said = one_line(response.read(4000).decode("utf-8", "replace"))
    words = f"{_SAID.get(response.status, 'says no')} (HTTP {response.status} to {call.method})"
    return f"{words}: {said}" if said else words
