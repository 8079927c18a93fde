"""The static files that pages load: ours, and the explorer's bundle; found by name, never by a path from outside."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from email.utils import formatdate
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

_HERE = Path(__file__).parent
FOLDERS = (_HERE / "static", _HERE.parent / "viz" / "explorer" / "built")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_SHOWN = {".js", ".mjs", ".css", ".svg", ".png", ".ico", ".woff2", ".woff", ".json", ".txt", ".wasm"}


@dataclass(frozen=True)
class Asset:
    """A static file."""

    body: bytes
    digest: str
    type: str


def files() -> dict[str, Path]:
    """Name -> file, of all that may be sent; the name of a file in a folder has slashes."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(FOLDERS)
        for path in sorted(folder.rglob("*"))
        if path.suffix in _SHOWN and path.is_file()
    }


@cache
def _known() -> dict[str, Path]:
    return files()


def asset(name: str) -> Asset | None:
    """The file of that name, or None.

    >>> asset("../app.py") is None, asset("portal.css").type
    (True, 'text/css')
    """
    path = _known().get(name)
    if path is None:
        return None
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@cache
def _read(path: Path, changed: int) -> Asset:
    body = path.read_bytes()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, blake2b(body, digest_size=8).hexdigest(), kind)


@lru_cache(maxsize=256)
def address(path: str, name: str) -> str:
    """Address of a file for the portal at ``path``; it changes with the file, so that it may be kept for ever."""
    found = asset(name)
    return f"{path}static/{quote(name)}" + (f"?v={found.digest}" if found else "")


@cache
def _templates() -> float:
    return max(path.stat().st_mtime for path in (_HERE / "templates").rglob("*.html"))


@lru_cache(maxsize=8)
def newest(version: Path) -> str:
    """When the dataset's version, or the templates, last changed, as HTTP writes it."""
    return formatdate(max(version.stat().st_mtime, _templates()), usegmt=True)
