"""What is known of an event stream: its releases, each with its time and its closed pages, in ``ldes/pages.json``."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ...graph.errors import SettingError
from ..files import write_whole

FOLDER, PAGES, VIEW = "ldes", "pages.json", "stream.ttl"


@dataclass(frozen=True)
class Page:
    """A page that is closed: its path below the stream's folder, and its checksum."""

    path: str
    sha256: str
    members: int


@dataclass(frozen=True)
class Part:
    """What a release added to the stream."""

    version: str
    address: str
    """Of the folder of the stream."""
    published: str
    pages: tuple[Page, ...]
    claims: int
    """That are in the stream and not deleted, as of this release."""


def read(root: Path) -> tuple[Part, ...]:
    """What has been published so far in ``root``; nothing where there is no stream.

    :raises SettingError: it was damaged since.
    """
    file = root / FOLDER / PAGES
    try:
        told = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
        return tuple(Part(**{**one, "pages": tuple(Page(**page) for page in one["pages"])}) for one in told)
    except (ValueError, TypeError, KeyError):
        raise SettingError(
            str(file), "cannot be read; take it from the release before, or remove the folder"
        ) from None


def write(root: Path, parts: tuple[Part, ...]) -> None:
    """Write it, as a new file: the old one may be the same file as that of the publication before."""
    write_whole(root / FOLDER / PAGES, json.dumps([asdict(part) for part in parts], indent=1) + "\n")


def time(day: str, before: tuple[Part, ...]) -> str:
    """Time of the members of a release: midnight of its day, and later than all that came before.

    >>> time("2026-11-23", (Part("a", "https://x.example/ldes/", "2026-11-23T00:00:00Z", (), 0),))
    '2026-11-23T00:00:01Z'
    """
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    if before:
        at = max(at, datetime.fromisoformat(before[-1].published) + timedelta(seconds=1))
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
