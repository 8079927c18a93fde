"""The explorer's data as a classic script, once for all languages and pages that show it.

Places are found anew, and not taken from where this machine kept them: the same data give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...graph.visibility import read_private
from ...viz.explorer_data import Asked, explorer_data
from ...viz.explorer_stories import Stories
from ...viz.page import safe_json
from ..explore import MOST

if TYPE_CHECKING:
    from .portal import StillPortal


def text(portal: StillPortal) -> str:
    """The script; without the network where that is too large for a browser."""
    private = read_private()
    stories = Stories((), private.unspoken) if private else Stories()
    pages = f"{portal.release.address}id/"
    with portal.current.reading() as data:
        few = data.store.read(lambda readable: len(readable.incidences.agents) <= MOST)
        if not few:
            return "window.scenNetwork = null;\n"
        made = data.store.read(lambda readable: explorer_data(readable, Asked(pages=pages), stories).data)
    return f"window.scenNetwork = {safe_json(made)};\n"
