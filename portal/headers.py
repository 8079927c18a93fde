"""Headers of every answer: what a browser may do with it, who may read it, and whether the reader has it already."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; "
)
"""No inline script or style, nothing from elsewhere."""
OPEN = (
    "/sparql",
    "/api",
    "/data",
    "/reconcile",
    "/id",
    "/.well-known",
    "/rdf-graph-store",
    "/oembed",
    "/graph",
    "/ns",
)
"""Beginnings of the paths that scripts of any site may read."""
_ALWAYS = {
    "server": "portal",
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
}
_SHARED = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Link, ETag, Location, Retry-After, X-Request-Id, Content-Language",
    "cross-origin-resource-policy": "cross-origin",
}
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}


def under(path: str, starts: tuple[str, ...]) -> bool:
    """Whether the path is one of these, or below one.

    >>> under("/sparql", OPEN), under("/data/a/b.ttl", OPEN), under("/dataset", OPEN)
    (True, True, False)
    """
    return any(path == start or path.startswith(start + "/") for start in starts)


def _policy(path: str) -> dict[str, str]:
    if under(path, ("/embed",)):
        return {"content-security-policy": POLICY + "frame-ancestors *"}
    return {"content-security-policy": POLICY + "frame-ancestors 'none'", "x-frame-options": "DENY"}


_Raw = list[tuple[bytes, bytes]]


def _raw(told: Mapping[str, str]) -> _Raw:
    return [(name.encode(), value.encode("latin-1")) for name, value in told.items()]


@lru_cache(256)
def _more(framed: bool, shared: bool, names: tuple[bytes, ...]) -> _Raw:
    """Our headers for an answer that has headers of these names itself."""
    known = {name.lower() for name in names}
    return [pair for pair in _OWN[framed, shared] if pair[0] not in known]


_OWN = {
    (framed, shared): _raw({**_ALWAYS, **_policy("/embed" if framed else "/"), **(_SHARED if shared else {})})
    for framed in (False, True)
    for shared in (False, True)
}


def added(path: str, present: _Raw) -> _Raw:
    """The headers of an answer with ours; one that the answer has itself stays its own.

    >>> found = dict(added("/sparql", [(b"Content-Security-Policy", b"default-src 'none'")]))
    >>> found[b"access-control-allow-origin"], found.get(b"content-security-policy")
    (b'*', None)
    """
    first = path.split("/", 2)[1] if path.startswith("/") else path
    return [*present, *_more(first == "embed", f"/{first}" in OPEN, tuple([name for name, _ in present]))]


def preflight() -> _Raw:
    """The answer to a browser that asks whether it may ask."""
    return _raw(_PREFLIGHT)


def unchanged(request: Mapping[str, str], etag: str, modified: str = "") -> bool:
    """Whether the reader has it already, by If-None-Match, else by If-Modified-Since (RFC 9110, 13.1).

    >>> unchanged({"if-none-match": 'W/"a", "b"'}, '"a"'), unchanged({"if-none-match": '"c"'}, '"a"')
    (True, False)
    >>> unchanged({"if-modified-since": "Sun, 01 Nov 2026 10:00:00 GMT"}, '"a"', "Sun, 01 Nov 2026 09:00:00 GMT")
    True
    """
    told = request.get("if-none-match")
    if told is not None:
        known = {one.strip().removeprefix("W/") for one in told.split(",")}
        return "*" in known or etag.removeprefix("W/") in known
    since = request.get("if-modified-since")
    if not since or not modified:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
