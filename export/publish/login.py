"""Who we are to a server: a token, or a name and a password by Basic or Digest (RFC 7617, RFC 7616), as the server asks.

Nothing is told of a password before the server asks: Virtuoso, told by Basic what it wants by Digest, does not even say so.
"""

from __future__ import annotations

import ipaddress
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgr,
    Request,
    parse_http_list,
)

from ...graph.errors import EndpointError, SettingError
from ...queries.failures import one_line


class Login:
    """A token (``scheme`` stands before it), a user with a password, or nobody."""

    def __init__(
        self, *, token: str = "", scheme: str = "Bearer", user: str = "", password: str = ""
    ) -> None:
        self._token = f"{scheme} {token}".strip() if token else ""
        self._user, self._password = user, password
        self._digest = AbstractDigestAuthHandler(_One(user, password))
        self._asked = ""
        self._challenge: dict[str, str] = {}

    @property
    def secret(self) -> bool:
        """Whether there is anything that nobody else must hear."""
        return bool(self._token or self._user)

    def header(self, request: Request) -> str | None:
        """Value of ``Authorization``; None where there is nothing to tell yet."""
        if self._token:
            return self._token
        if self._asked == "digest":
            return f"Digest {self._digest.get_authorization(request, self._challenge)}"
        if self._asked == "basic":
            return "Basic " + b64encode(f"{self._user}:{self._password}".encode()).decode()
        return None

    def learn(self, url: str, headers: Iterable[str]) -> bool:
        """Take up what a server asks for (``WWW-Authenticate``), Digest first; whether it is a name and a password, and we have them.

        :raises EndpointError: it is, but in no way that is known here.
        """
        found = [one for one in _challenges(headers) if self._user and one[0] in ("digest", "basic")]
        lacking = ""
        for asked, said in sorted(found, key=lambda one: one[0] == "basic"):
            lacking = self._lacking(url, said) if asked == "digest" else ""
            if not lacking:
                self._asked, self._challenge = asked, said
                return True
        if lacking:
            raise EndpointError(url, f"asks for the password in a way that is not known here: {lacking}", 401)
        return False

    def _lacking(self, url: str, said: dict[str, str]) -> str:
        """Why this Digest cannot be answered; nothing where it can. It is tried apart, for each answer is counted."""
        trial = AbstractDigestAuthHandler(_One(self._user, self._password))
        try:
            return "" if trial.get_authorization(Request(url), said) else "Digest without realm or nonce"
        except UnicodeEncodeError:
            return "Digest for a name or realm that is not ASCII"
        except (ValueError, URLError):
            told = (f"{name}={said[name]}" for name in ("algorithm", "qop") if name in said)
            return one_line(f"Digest with {', '.join(told)}")


def _challenges(headers: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Scheme and parameters of each challenge; a header may hold several (RFC 9110, section 11.6.1).

    >>> list(_challenges(['Digest realm="a, b", nonce=n, Basic realm="c"', "Negotiate"]))
    [('digest', {'realm': 'a, b', 'nonce': 'n'}), ('basic', {'realm': 'c'}), ('negotiate', {})]
    """
    for header in headers:
        scheme, said = "", dict[str, str]()
        for part in parse_http_list(header):
            if begun := re.fullmatch(r"([^\s=]+)(?:\s+([^\s=].*))?", part):
                if scheme:
                    yield scheme, said
                scheme, said, part = begun[1].lower(), {}, begun[2] or ""
            name, is_one, value = part.partition("=")
            if is_one:
                said[name.strip().lower()] = value.strip().removeprefix('"').removesuffix('"')
        if scheme:
            yield scheme, said


class _One(HTTPPasswordMgr):
    """The one name and password there is."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__()
        self._known = user, password

    def find_user_password(self, realm: str, authuri: str) -> tuple[str | None, str | None]:
        return self._known


def secret(path: Path, option: str) -> str:
    """A token or password: the first line of a file.

    :raises SettingError: it cannot be read, or holds none.
    """
    try:
        found = path.read_text(encoding="utf-8-sig").split("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            option, f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})"
        ) from None
    if not found or not (found.isascii() and found.isprintable()):
        raise SettingError(option, f"{path}: its first line is nothing that can be sent in a header")
    return found


def safe(url: str) -> bool:
    """Whether nobody listens on the way: encrypted, or inside this machine.

    >>> [safe(url) for url in ("https://data.example.org", "http://127.0.0.1:8000/", "http://localhost/", "http://data.example.org/")]
    [True, True, True, False]
    """
    return urlsplit(url).scheme == "https" or inside(url)


def inside(url: str) -> bool:
    """Whether it is an address of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def same_host(one: str, other: str) -> bool:
    """Whether what is told the one is no news to the other: the same host and port, in the same way.

    >>> same_host("https://data.example.org/crud", "https://data.example.org:443/sparql")
    True
    >>> same_host("https://data.example.org/crud", "http://data.example.org/sparql")
    False
    """
    first, second = _origin(one), _origin(other)
    return first is not None and first == second


def _origin(url: str) -> tuple[str, str | None, int | None] | None:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return None
