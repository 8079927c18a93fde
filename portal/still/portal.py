"""The portal as the static site asks it: the same pages, with what a page in a folder can do, and asked without a network."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match, Route

from ...export.catalogue import schema_org
from ...export.changes.atom import FEEDS
from ...export.release import published
from ...export.source import Source
from .. import fact_rows
from ..portal import Portal
from .asked import claims, questions
from .links import OTHER
from .places import FORMATS, Places, asked
from .words import WORDS

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ...export.settings import Settings as Release
    from ..question_form import Field
    from ..thing_words import Words

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data: blob:; font-src 'self' file:; "
    "form-action 'self' file:; base-uri 'self'"
)
"""Nothing from elsewhere, no inline script; ``file:`` is what 'self' does not say of a page on a disk in every browser."""


@dataclass(frozen=True)
class Still:
    """What templates know of the static site."""

    release: Release
    folder: Path
    policy = POLICY
    words = WORDS

    @property
    def feeds(self) -> Mapping[str, str]:
        """The feed of releases in each language, where they are there."""
        return {code: name for code, name in FEEDS.items() if (self.folder / name).is_file()}

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Settings that lead nowhere."""
        return self.release.placeholders

    @property
    def portal(self) -> str:
        """Address of a portal, or nothing."""
        return self.release.portal or ""


@dataclass(frozen=True, eq=False)
class StillPortal(Portal):
    """The portal; its pages leave out what only a server does."""

    release: Release
    folder: Path
    """Where the site is written; a release's exports lie there already."""
    limited = False

    @cached_property
    def places(self) -> Places:
        """Where everything is; what is asked and where claims stand is found once."""
        with self.current.reading() as data:
            return Places(questions(data), data.store.read(claims))

    @cached_property
    def templates(self) -> Environment:
        """The portal's templates, which then know that they are of a static site."""
        made = super().templates
        made.globals["still"] = Still(self.release, self.folder)
        if not self.release.portal:
            made.globals["facts"] = SimpleNamespace(**vars(fact_rows) | {"query": _query})
        return made

    def render(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A page, whose links are still those of the portal."""
        if template == "thing.html":
            values |= {"formats": FORMATS, "asks": [one for one in values["asks"] if self._has(one[1])]}
        elif template == "question.html":
            values |= {"forms": (), "examples": self._examples(values["question"].name, values["fields"])}
        elif template == "start.html":
            values["questions"] = [one for one in values["questions"] if self._has(one[1])]
            values["json_ld"] = self._dataset(values["w"].language)
        here, query = request.url.path, request.url.query
        values["in_language"] = lambda code: f"{OTHER}{code}{here}" + (f"?{query}" if query else "")
        return super().render(request, template, status, **values)

    def _dataset(self, language: str) -> dict[str, Any]:
        """The dataset as the release describes it, with the files that lie there."""
        with self.current.reading(language) as data:
            there = published.read(self.folder, self.release)
            return schema_org.dataset(Source(data, self.release), there, language)

    def _examples(self, question: str, fields: Sequence[Field]) -> list[tuple[str, str, str]]:
        """Values that the question has an answer for here: label, kind, and address."""
        found = [
            (one.label, one.kind, f"questions/{question}?{urlencode({field.name: one.value})}")
            for field in fields for one in field.choices
        ]  # fmt: skip
        return [one for one in found if self._has(one[2])]

    def _has(self, address: str) -> bool:
        """Whether a question has an answer here, or takes no value."""
        told = asked(address.partition("#")[0])
        return not told[1] or told in self.places.questions


def _query(text: str, w: Words, url: object) -> Markup:
    """The query behind a panel; there is no editor to open it in."""
    head = f'<details class="query"><summary>{escape(w["query"])}</summary>'
    return Markup(f'{head}\n<pre tabindex="0"><code>{escape(text)}</code></pre>\n</details>')


class Asking:
    """Asks the routes of a portal in this process, one after the other.

    What answers as a coroutine does so in a thread: where the caller has an event loop already, as in notebooks, it can
    have no second.
    """

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self.routes = [route for route in routes if isinstance(route, Route)]
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def get(self, address: str, language: str = "en") -> Response:
        """The answer at an address.

        :raises HTTPException: what a server would answer as an error.
        """
        path, _, query = address.partition("?")
        scope: dict[str, Any] = {
            "type": "http", "http_version": "1.1", "method": "GET", "scheme": "https", "root_path": "", "path": path,
            "raw_path": path.encode(), "query_string": query.encode(), "server": ("site.invalid", 443), "client": ("", 0),
            "headers": [(b"host", b"site.invalid"), (b"accept-language", language.encode())], "scen.request": "",
        }  # fmt: skip
        for route in self.routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                answer = route.endpoint(Request({**scope, **found}, _nothing_more))
                response: Response = (
                    self._thread.submit(self._runner.run, answer).result()
                    if inspect.iscoroutine(answer)
                    else answer
                )
                return response
        raise HTTPException(404, address)

    def text(self, address: str, language: str, status: int = 200) -> str:
        """The page at an address.

        :raises HTTPException: it is answered with another status.
        """
        answer = self.get(address, language)
        if answer.status_code != status:
            raise HTTPException(answer.status_code, f"{address} ({language})")
        return bytes(answer.body).decode()


async def _nothing_more() -> dict[str, str]:
    """The client stays, and says nothing more."""
    await asyncio.Event().wait()
    return {}
