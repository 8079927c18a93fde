"""How a release is published: title, publisher, contact, licence, version, date and address, from a YAML file.

What is not there is not made up: without a publisher nothing is released, and an address or contact that is only
a placeholder is said to be one, in the catalogue and on the pages.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from ..graph.errors import Problem, RecordErrors, SettingError
from ..graph.reader import plain_words, shown
from ..graph.records import Record
from ..graph.stories import Long, Told
from ..graph.tree import read

FILE = Path(__file__).resolve().parent.parent / "data" / "release.yaml"
"""The settings of the curated network's releases."""
_RESERVED = ("example", "invalid", "test", "localhost", "example.org", "example.com", "example.net")
"""Domains that lead nowhere, RFC 2606."""


def _web(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>\"{}|\\^`]", value):
        raise ValueError(f"'{value}' is no address; it begins with https:// or http://")
    return value


def _folder(value: str) -> str:
    return _web(value).rstrip("/") + "/"


def _day(value: object) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError(f"'{value}' is no day; write 2020-12-10") from None


Web = Annotated[str, AfterValidator(_web)]
Folder = Annotated[str, AfterValidator(_folder)]
Day = Annotated[str, BeforeValidator(_day)]
Version = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$")]


class Publisher(Record):
    """Who is responsible for the release."""

    name: Long
    iri: Web | None = Field(default=None, description="IRI of the publisher, such as a portal gives")
    homepage: Web | None = None
    kind: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z]+$")] = Field(
        default="NonProfitOrganisation", description="code of http://purl.org/adms/publishertype/"
    )


class Contact(Record):
    """Where people ask about the data: of an organisation, not of a person."""

    name: Long
    email: Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")] | None = None
    page: Web | None = None


class Settings(Record):
    """What the release says of itself."""

    title: Told
    description: Told
    publisher: Publisher
    contact: Contact
    version: Version = Field(description="of this release; part of its addresses")
    date: Day | None = Field(default=None, description="of this release; else SOURCE_DATE_EPOCH gives it")
    first: Day | None = Field(default=None, description="when the first release was published")
    address: Folder = Field(description="where the release's folder will be found on the web")
    licence: Web = "http://creativecommons.org/licenses/by/4.0/"
    identifier: Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")] = Field(
        description="a UUID, the same for all releases, by which portals know the dataset again"
    )
    base_resolves: bool = Field(default=False, description="whether the things' IRIs lead to these pages")
    portal: Folder | None = Field(default=None, description="where `scen serve` answers, with its endpoint")
    keywords: dict[Literal["en", "sv", "nb"], tuple[Long, ...]]
    themes: tuple[Annotated[str, Field(pattern="^[A-Z]{4}$")], ...] = Field(
        default=("GOVE", "SOCI"), description="codes of the EU data themes"
    )
    repository: Web | None = Field(default=None, description="where the records are kept")

    @property
    def day(self) -> str:
        """Date of the release, ``2026-11-23``.

        :raises SettingError: neither the file nor SOURCE_DATE_EPOCH tells it, or that is no number of seconds.
        """
        return self.date or _epoch()

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Names of the settings whose value leads nowhere: a reserved domain, or a base that does not resolve."""
        told = {
            "address": self.address, "portal": self.portal, "publisher.iri": self.publisher.iri, "publisher.homepage": self.publisher.homepage,
            "contact.email": self.contact.email and "https://" + self.contact.email.rpartition("@")[2], "contact.page": self.contact.page,
            "repository": self.repository,
        }  # fmt: skip
        nowhere = tuple(name for name, value in told.items() if value and reserved(value))
        return nowhere if self.base_resolves else ("base_resolves", *nowhere)


def reserved(address: str) -> bool:
    """Whether an address is of a domain that is reserved for examples.

    >>> reserved("https://data.example.org/x"), reserved("https://w3id.org/scen/")
    (True, False)
    """
    host = urlsplit(address).hostname or ""
    return any(host == name or host.endswith("." + name) for name in _RESERVED)


def _epoch() -> str:
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        raise SettingError("date", "the settings have none; add one, or set SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(told), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise SettingError("SOURCE_DATE_EPOCH", f"'{told}' is no number of seconds") from None


def read_settings(file: Path = FILE) -> Settings:
    """The settings in a file.

    :raises RecordErrors: with every mistake, by line; a missing publisher is one.

    >>> read_settings().publisher.kind
    'NonProfitOrganisation'
    """
    node = read(file, shown(file))
    try:
        return Settings.model_validate(node.plain())
    except ValidationError as failed:
        raise RecordErrors(
            Problem(node.at(error["loc"]), plain_words(Settings, error)) for error in failed.errors()
        ) from None
