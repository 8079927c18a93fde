"""The names of all things as a classic script: what the search of the static site reads, from a disk too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...viz.page import safe_json
from ..portal import LANGUAGES
from ..thing_words import KINDS, Words

if TYPE_CHECKING:
    from ...graph.dataset import Readable
    from .portal import StillPortal


def text(portal: StillPortal) -> str:
    """The script. Its lines are kind, slug, claims, label (or one for each language), and other names."""
    kinds = {kind: [Words.of(language).kind(kind) for language in LANGUAGES] for kind in KINDS}
    with portal.current.reading() as data:
        lines = data.store.read(lambda readable: list(_lines(readable)))
    head = f'window.scenNames = {{"languages": {safe_json(list(LANGUAGES))}, "kinds": {safe_json(kinds)}, "things": [\n'
    return head + ",\n".join(map(safe_json, lines)) + "\n]};\n"


def _lines(data: Readable) -> Iterator[list[Any]]:
    from ...graph.names import pick

    for kind in KINDS:
        for slug, labels, claims, names in data.names.every(kind):
            shown = [pick(labels, language) or slug for language in LANGUAGES]
            label = shown[0] if len(set(shown)) == 1 else shown
            yield [kind, slug, claims, label, [name for name in names if name not in shown]]
