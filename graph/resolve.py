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
    names = dataset.names
    exact = names.exact(name, language=language)
    hits = [hit for hit in exact if not kinds or hit.kind in kinds]
    hits = hits or names.search(name, kinds=kinds, language=language, limit=None)
    things = [hit for hit in hits if hit.kind != "document"]  # a page often bears the title of its event
    if len(hits) == 1 or (len(things) == 1 and len({fold(hit.label) for hit in hits}) == 1):
        return (things or hits)[0]
    if hits:
        raise NotFound(name, _shown(hits), many=True)
    if exact:
        raise NotFound(name, _shown(exact), wanted=kinds)
    raise NotFound(name, _shown(names.near(name, kinds=kinds, language=language)))


def _shown(hits: list[Hit]) -> list[tuple[str, str, str]]:
    return [(hit.label, hit.kind, hit.slug) for hit in hits]
