"""Asks a portal's SPARQL endpoint over real HTTP, and sees all of the answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """An answer, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Rows of plain values, of an answer in JSON."""
        assert self.status == 200, self.text
        return [
            {name: term["value"] for name, term in row.items()} for row in self.json["results"]["bindings"]
        ]

    @property
    def detail(self) -> str:
        """Why there is no answer."""
        return str(self.json["detail"])


def request(
    address: str, target: str = "", method: str = "GET", body: bytes | None = None, timeout: float = 60,
    **headers: str,
) -> HTTPResponse:  # fmt: skip
    """Send a request to ``/sparql``; the answer is still to be read. ``Content_Type`` becomes ``Content-Type``."""
    place = urlsplit(address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=timeout)
    told = {"Connection": "close"} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, f"/sparql{target}", body, told)
    return connection.getresponse()


def send(*args: Any, **told: Any) -> Answer:
    """The same, read to its end."""
    with request(*args, **told) as response:
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())


def ask(address: str, query: str, accept: str = JSON, fields: Fields | None = None, **told: Any) -> Answer:
    """Ask by GET, or by a form where that would be a long address."""
    pairs = urlencode([("query", query), *(fields or [])])
    if len(pairs) > 4000:
        return send(address, method="POST", body=pairs.encode(), Accept=accept, Content_Type=FORM, **told)
    return send(address, f"?{pairs}", Accept=accept, **told)
