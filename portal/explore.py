"""The explorer over the whole dataset, as a page; and its data, which the pages of things load when asked to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from ..graph.errors import ScenError
from . import assets
from .kept import memory
from .thing_words import Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ..graph.dataset import Readable
    from ..viz.explorer_words import Plain
    from .portal import Portal

MOST = 20_000
"""People and organisations that a browser is asked to hold."""
_PAGES = "address-of-pages:"
"""Stands in the kept text for the address of the pages of things, which a request tells."""
FEW = 2_000
"""Agents whose places are found in seconds; for more, it is only done when somebody asks."""


def routes(portal: Portal) -> list[BaseRoute]:
    """``/explore`` and ``/explore/data.json``."""

    def show(request: Request) -> Response:
        return page(portal, request)

    def data(request: Request) -> Response:
        return plain(portal, request)

    return [Route("/explore", show, name="explore"), Route("/explore/data.json", data, name="explore.data")]


def page(portal: Portal, request: Request) -> Response:
    """The page; it says why, where the explorer is not built or the dataset is too large for a browser."""
    words = Words.of(portal.language(request))
    built = assets.asset("explorer.js") is not None
    text = _text(portal, request) if built else None
    why = words["explore many" if built else "explore none"]
    return portal.render(request, "explore.html", w=words, data=Markup(text) if text else None, why=why)


def plain(portal: Portal, request: Request) -> Response:
    """The data alone.

    :raises HTTPException: there is none, for there would be too much.
    """
    text = _text(portal, request)
    if text is None:
        raise HTTPException(404)
    headers = {
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language, Cookie",
        "ETag": f'W/"{portal.current.digest[:16]}"',
    }
    return Response(text, media_type="application/json", headers=headers)


def _text(portal: Portal, request: Request) -> str | None:
    from ..viz.page import safe_json

    language = portal.language(request)
    with portal.current.reading(language) as data:
        found = data.store.read(lambda readable: text(readable, language, portal.settings.dataset))
    return found and found.replace(safe_json(_PAGES), safe_json(f"{portal.root(request)}page/"), 1)


def text(data: Readable, language: str, folder: Path) -> str | None:
    """The data of the explorer as JSON that may stand in a page; made once for a version. None if they are too many."""
    if len(data.incidences.agents) > MOST:
        return None

    def made() -> str:
        from ..viz.page import safe_json

        found = memory(data, "").once("explore", lambda: _made(data, folder))
        return safe_json({**found, "language": language, "made": {**found["made"], "pages": _PAGES}})

    return memory(data, language).once("explore", made)


def warm(portal: Portal) -> None:
    """Make the data before somebody asks, where that takes seconds; for a thread of its own when a portal starts."""

    def made(readable: Readable) -> None:
        if len(readable.incidences.agents) <= FEW:
            text(readable, "en", portal.settings.dataset)

    with suppress(ScenError), portal.current.reading() as data:
        data.store.read(made)


def _made(data: Readable, folder: Path) -> Plain:
    """The data, made by a process of low priority: placing nodes takes seconds, in which pages must be answered."""
    command = [sys.executable, "-P", "-m", "scen.portal.explore", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as child:
        assert child.stdout
        told = child.stdout.read()
    with suppress(ValueError):
        found: Plain = json.loads(told)
        if found["made"]["digest"] == data.meta["digest"]:
            return found
    return _data(data, folder)  # a newer version was built meanwhile, or the process was ended


def _data(data: Readable, folder: Path) -> Plain:
    from ..graph.visibility import read_private
    from ..viz import positions
    from ..viz.explorer_data import Asked, explorer_data
    from ..viz.explorer_stories import Stories

    starts = {}
    for view in ("collaboration", "funding", "programme"):
        with suppress(OSError, ValueError, ScenError):
            starts[view] = positions.read(folder / positions.FOLDER / f"{view}.json")
    private = read_private()
    stories = Stories((), private.unspoken) if private else Stories()
    return explorer_data(data, Asked(starts=starts), stories).data


def _end_with_the_portal() -> None:
    """However it ended: it then no longer holds the other end of the pipe, through which it says nothing."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def _main() -> None:
    from ..graph.dataset import Dataset

    os.nice(10)
    Thread(target=_end_with_the_portal, daemon=True).start()
    folder = Path(sys.argv[1])
    with Dataset(folder) as data:
        json.dump(_data(data, folder), sys.stdout, separators=(",", ":"))


if __name__ == "__main__":
    _main()
