"""Who we are to a server: a token, or a name and a password by Basic or Digest (RFC 7617, RFC 7616), as the server asks.

Nothing is told of a password before the server asks: Virtuoso, told by Basic what it wants by Digest, does not even say so.
"""

from __future__ import annotations

import ipaddress
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgr,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from ...graph.errors import SettingError


class Login:
    """A token (``scheme`` stands before it), a user with a password, or nobody."""

    def __init__(
        self, *, token: str = "", scheme: str = "Bearer", user: str = "", password: str = ""
    ) -> None:
        self._token = f"{scheme} {token}".strip() if token else ""
        self._user, self._password = user, password
        self._digest = AbstractDigestAuthHandler(_One(user, password))
        self._challenge: dict[str, str] = {}

    @property
    def secret(self) -> bool:
        """Whether there is anything that nobody else must hear."""
        return bool(self._token or self._user)

    def header(self, request: Request) -> str | None:
        """Value of ``Authorization``; None where there is nothing to tell yet."""
        if self._token:
            return self._token
        if self._challenge.get("nonce"):
            return f"Digest {self._digest.get_authorization(request, self._challenge)}"
        if self._challenge:
            return "Basic " + b64encode(f"{self._user}:{self._password}".encode()).decode()
        return None

    def learn(self, challenges: Iterable[str]) -> bool:
        """Take up what a server asks for (``WWW-Authenticate``); whether it can be answered."""
        asked = {
            scheme.lower(): said for scheme, _, said in (one.strip().partition(" ") for one in challenges)
        }
        if not self._user or not asked.keys() & {"digest", "basic"}:
            return False
        said = asked.get("digest", asked.get("basic", ""))
        self._challenge = {"realm": "", **parse_keqv_list(parse_http_list(said))}
        return True


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
    parts = urlsplit(url)
    try:
        inside = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        inside = parts.hostname == "localhost"
    return parts.scheme == "https" or inside


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
