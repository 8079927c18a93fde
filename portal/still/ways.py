"""Pages that lead on: the address that a thing is named by, and that of what has another name now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from ..descriptions import Standing, standing
from ..portal import LANGUAGES
from .places import FORMATS
from .words import WORDS

if TYPE_CHECKING:
    from ...export.settings import Settings as Release
    from ...graph.dataset import Readable

_POLICY = "default-src 'none'; script-src 'self' file:"


def moved(data: Readable) -> dict[str, str]:
    """``kind/slug`` of what was merged or renamed -> that of what it is now."""
    start, found = f"{data.base}id/", {}
    for quad in data.store.quads_for_pattern(None, _iri(data, "dct:isReplacedBy"), None, None):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start):
            how, now = standing(data, quad.subject.value)
            if how is Standing.MOVED and now.startswith(start):
                found[quad.subject.value.removeprefix(start)] = now.removeprefix(start)
    return dict(sorted(found.items()))


def gone(data: Readable) -> list[str]:
    """``kind/slug`` of what was withdrawn."""
    start = f"{data.base}id/"
    quads = data.store.quads_for_pattern(None, _iri(data, "owl:deprecated"), None, None)
    told = {
        quad.subject.value for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.object.value == "true"
    }  # fmt: skip
    return sorted(
        iri.removeprefix(start)
        for iri in told
        if iri.startswith(start) and standing(data, iri)[0] is Standing.GONE
    )


def _iri(data: Readable, curie: str) -> NamedNode:
    prefix, _, name = curie.partition(":")
    return NamedNode(data.meta["prefixes"][prefix] + name)


def redirects(
    things: Iterable[tuple[str, str]], moved: Mapping[str, str], gone: Iterable[str], claims: Mapping[str, str], release: Release
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Path and text of each: ``id/…`` for all that is named, and the pages of what has another address."""
    for kind, slug in things:
        name = f"{kind}/{quote(slug)}"
        data = "".join(
            f'<link rel="alternate" type="{form.media_type}" href="../../data/{name}.{form.extension}">\n' for form in FORMATS
        )  # fmt: skip
        yield f"id/{kind}/{slug}.html", page("../../", f"{name}.html", release, data)
    for claim, place in claims.items():
        yield f"id/claim/{claim}.html", page("../../", place, release)
    for old, new in moved.items():
        yield f"id/{old}.html", page("../../", f"{quote(new)}.html", release)
        for language in LANGUAGES:
            yield f"{language}/{old}.html", page("../../", f"{quote(new)}.html", release, first=language)
    for name in gone:
        yield f"id/{name}.html", page("../../", f"{quote(name)}.html", release)
    yield "explore.html", page("", "explore.html", release, script=True)


def page(up: str, to: str, release: Release, head: str = "", first: str = "en", script: bool = False) -> str:
    """A page that leads to another, in the language ``first``, or as the reader chooses."""
    at = escape(f"{up}{first}/{to}")
    if script:  # which takes along what stands behind #
        head += f'<script src="{up}static/still.js" defer></script>\n'
    ways = " · ".join(
        f'<a href="{escape(f"{up}{code}/{to}")}" hreflang="{code}" lang="{code}"{" data-moved" if script and code == first else ""}>{name}</a>'
        for code, name in LANGUAGES.items()
    )  # fmt: skip
    return (
        f'<!DOCTYPE html>\n<html lang="{first}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n<title>scen</title>\n'
        f'<meta http-equiv="refresh" content="{1 if script else 0}; url={at}">\n'
        f'<link rel="canonical" href="{escape(release.address)}{escape(f"{first}/{to}")}">\n{head}</head>\n'
        f"<body>\n<main><p>{WORDS[first]['moved']} {ways}</p></main>\n</body>\n</html>\n"
    )
