"""From a name to the one thing that bears it."""

from __future__ import annotations

from .dataset import Readable
from .errors import NotFound
from .names import Hit
from .text import fold


def resolve(dataset: Readable, name: str, language: str = "en", kinds: tuple[str, ...] = ()) -> Hit:
    """The one thing of that name, id, ``kind/id`` or IRI; only things of ``kinds``, where any are given.

    :raises NotFound: none, or several, with candidates.
    """
    exact = dataset.names.exact(name, language=language)
    hits = _of(kinds, exact) or _of(kinds, dataset.names.search(name, language=language, limit=50))[:8]
    things = [hit for hit in hits if hit.kind != "document"]  # a page often bears the title of its event
    if len(hits) == 1 or (len(things) == 1 and len({fold(hit.label) for hit in hits}) == 1):
        return (things or hits)[0]
    if hits:
        raise NotFound(name, _shown(hits), many=True)
    if exact:
        raise NotFound(name, _shown(exact), wanted=kinds)
    near = [hit for kind in kinds or (None,) for hit in dataset.names.near(name, kind=kind, language=language)]
    raise NotFound(name, _shown(near))


def _of(kinds: tuple[str, ...], hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if not kinds or hit.kind in kinds]


def _shown(hits: list[Hit]) -> list[tuple[str, str, str]]:
    return [(hit.label, hit.kind, hit.slug) for hit in hits]
