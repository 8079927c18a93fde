"""What stands on a page many times over, as HTML: what is said, where it is written, partners, and the query behind.

A template that calls a macro for each of hundreds of rows takes longer than all reading; templates have these
functions as ``facts``. Every text is escaped here, as templates escape theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup
from markupsafe import escape as escaped

from .behind import Panel

if TYPE_CHECKING:
    from ..graph.facts import Ref
    from .context import Line
    from .ego import Spot
    from .evidence import Item, Source, Told
    from .partners import Partner
    from .said import Piece
    from .thing_words import Words
    from .ties_by_kind import OfKind

THINGS, DOCUMENTS = 4, 3
"""What is told of each partner; of more there is the number."""


def safe_link(address: object) -> str:
    """The address, if it may be a link: http, https or mailto; else nothing.

    >>> safe_link("https://example.org/a"), safe_link("java\\nscript:alert(1)"), safe_link(None)
    ('https://example.org/a', '', '')
    """
    text = str(address or "").strip()
    plain = not re.search(r"[\x00-\x20\x7f]", text)
    return text if plain and text.lower().startswith(("http://", "https://", "mailto:")) else ""


def said(pieces: Iterable[Piece]) -> Markup:
    """A sentence, with its links and quotes.

    >>> from scen.portal.said import Piece
    >>> print(said([Piece("Ada <Test>", "/page/person/ada-test"), Piece(" & "), Piece("ja", "", "sv", quoted=True)]))
    <a href="/page/person/ada-test">Ada &lt;Test&gt;</a> &amp; <q lang="sv">ja</q>
    """
    return Markup("".join(map(_piece, pieces)))


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.href.startswith("http"):
        return f'<a href="{escape(safe_link(piece.href))}" rel="nofollow noopener">{text}</a>'
    if piece.href:
        return f'<a href="{escape(piece.href)}">{text}</a>'
    if piece.quoted:
        return f"<q{_lang(piece.language)}>{text}</q>"
    return f"<span{_lang(piece.language)}>{text}</span>" if piece.language else text


def _lang(code: str) -> str:
    return f' lang="{escape(code)}"' if code else ""


def marks(status: str, certainty: str, w: Words) -> Markup:
    """How far along and how sure, where it is not reported and stated.

    >>> from scen.portal.thing_words import Words
    >>> str(marks("reported", "stated", Words.of("en")))
    ''
    """
    told = (
        ""
        if status == "reported"
        else f' <span class="badge {escape(status)}">{escape(w["status." + status])}</span>'
    )
    if certainty != "stated":
        told += f' <span class="badge {escape(certainty)}">{escape(w["certainty." + certainty])}</span>'
    return Markup(told)


def items(found: Iterable[Item], told: Told, w: Words, anchored: bool = False) -> Markup:
    """Facts as items of a list, each with its sources; ``anchored`` where each claim stands once on the page."""
    seen: set[str] = set()
    return Markup(
        "\n".join([
            f'<li{_anchor(one, seen) if anchored else ""}><p class="fact">{said(one.said)}</p>{sources(one, told, w)}</li>'
            for one in found
        ])
    )  # fmt: skip


def _anchor(item: Item, seen: set[str]) -> str:
    claim = item.sources[0].claim
    if claim in seen:
        return ""
    seen.add(claim)
    return f' id="claim-{claim}"'


def sources(item: Item, told: Told, w: Words) -> Markup:
    """Every claim that says it: document, lines, words, doubts, and the lines in their context."""
    return Markup(
        "\n".join(['<ul class="sources">', *[_source(one, told, w) for one in item.sources], "</ul>"])
    )


def _source(one: Source, told: Told, w: Words) -> str:
    permanent = f"{escape(w['permanent'])} {one.claim}"
    return "".join((
        f'<li class="source">\n<span class="where"><a href="{escape(one.href)}">{escape(one.document.label)}</a>',
        f', <a class="permanent" href="{told.root}page/claim/{one.claim}" title="{permanent}">{escape(one.lines or "¶")}</a></span>', marks(one.status, one.certainty, w), "\n",
        f'<span class="words"{_lang(one.language)}>{" … ".join([f"<q>{escape(text)}</q>" for text in one.words])}</span>' if one.words else "",
        *_doubts(one, w), _context(one, w), "\n</li>",
    ))  # fmt: skip


def _doubts(one: Source, w: Words) -> Iterable[str]:
    if one.because:
        why = w["because"] if one.certainty == "inferred" else w["read so"]
        yield f'<p class="because"><b>{escape(why)}</b> <span lang="en">{escape(one.because)}</span></p>'
    for reason in one.disputes:
        yield f'<p class="contradicted"><b>{escape(w["contradicted"])}</b> <span lang="en">{escape(reason)}</span></p>'


def _context(one: Source, w: Words) -> str:
    if not one.context:
        return ""
    head = f'<div class="lines" tabindex="0" role="region" aria-label="{escape(one.document.label)}"{_lang(one.language)}>'
    lines = "\n".join(map(_line, one.context))
    return f'\n<details class="context"><summary>{escape(w["context"])}</summary>\n{head}\n{lines}\n</div></details>'


def _line(line: Line) -> str:
    text = "".join(
        [f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in line.parts]
    )
    rests = ' class="rests"' if line.rests else ""
    return f'<p{rests}><span class="number">{line.number}</span><span>{text}</span></p>'


def partners(found: Iterable[Partner], told: Told, w: Words) -> Markup:
    """Partners as groups of rows of a table: a row for each kind of tie."""
    return Markup("\n".join([_partner(one, told, w) for one in found]))


def _partner(one: Partner, told: Told, w: Words) -> str:
    name = f'<th scope="rowgroup" rowspan="{len(one.kinds)}">{_link(told, one.other)}</th>'
    rows = "</tr>\n<tr>".join([_of_kind(kind, told, w) for kind in one.kinds])
    return f"<tbody><tr>{name}{rows}</tr></tbody>"


def _of_kind(kind: OfKind, told: Told, w: Words) -> str:
    label = f'<span class="tie{" strong" * kind.strong}">{escape(kind.label)}</span>'
    over = [_shared(kind, *thing, told, w) for thing in kind.things[:THINGS]]
    years = kind.first if kind.first == kind.last else f"{kind.first}–{kind.last}"
    documents = [_link(told, ref) for ref in kind.documents[:DOCUMENTS]]
    return (
        f"<td>{label}{marks(kind.status, kind.certainty, w)}</td><td>{'; '.join(over)}{_more(kind.things, THINGS)}</td>"
        f"<td>{_whole(years) if years else _muted(w['no year'])}</td>"
        f'<td data-head="{escape(w["sources"])}">{"; ".join(documents)}{_more(kind.documents, DOCUMENTS)}</td>'
    )


def _shared(kind: OfKind, ref: Ref, status: str, certainty: str, told: Told, w: Words) -> str:
    """One thing that is shared; marked where the tie over it is less sure or less far done than the kind's surest."""
    status, certainty = (
        plain if own == whole else own
        for own, whole, plain in ((status, kind.status, "reported"), (certainty, kind.certainty, "stated"))
    )
    return f"{_link(told, ref)}{marks(status, certainty, w)}"


def _link(told: Told, ref: Ref) -> str:
    return f'<a href="{told.href(ref)}">{escape(ref.label)}</a>'


def _more(every: Sequence[object], shown: int) -> str:
    return f" +{len(every) - shown}" if len(every) > shown else ""


def _whole(text: str) -> str:
    return f'<span class="nowrap">{escape(text)}</span>'


def _muted(text: str) -> str:
    return f'<span class="muted">{escape(text)}</span>'


def spots(found: Iterable[Spot], told: Told) -> Markup:
    """Neighbours in the small picture: their lines, then they."""
    lines, circles = [], []
    for spot in found:
        strong = "strong" if spot.strong else "weak"
        lines.append(
            f'<line class="{strong}" x1="380" y1="210" x2="{spot.x}" y2="{spot.y}" stroke-width="{spot.width}"/>'
        )
        circles.append(
            f'<a href="{told.href(spot.thing)}"><title>{escape(spot.thing.label)}</title>'
            f'<circle class="kind-{escape(spot.thing.kind)}" cx="{spot.x}" cy="{spot.y}" r="9"/>'
            f'<text x="{spot.label_x}" y="{spot.label_y}" text-anchor="{spot.anchor}">{escape(spot.label)}</text></a>'
        )
    return Markup("\n".join((*lines, *circles)))


def query(text: str, w: Words, url: Callable[[str], str]) -> Markup:
    """The query behind a panel, with the way to the editor."""
    quoted = text.quoted if isinstance(text, Panel) else quote(text)
    return Markup(
        f'<details class="query"><summary>{escape(w["query"])}</summary>\n<pre tabindex="0"><code>{escape(text)}</code></pre>\n'
        f'<p><a href="{escape(url("editor"))}?query={quoted}">{escape(w["in editor"])}</a></p>\n</details>'
    )


def pages(w: Words, number: int, count: int, at: Callable[[int], str]) -> Markup:
    """The way to the page before and the one after."""
    if count < 2:
        return Markup()
    before = (
        f'<a class="button" rel="prev" href="{escaped(at(number - 1))}">{escape(w["previous"])}</a>'
        if number > 1
        else ""
    )
    after = (
        f'<a class="button" rel="next" href="{escaped(at(number + 1))}">{escape(w["next"])}</a>'
        if number < count
        else ""
    )
    where = escape(w.say("page of", page=number, pages=count))
    return Markup(
        f'<nav class="pages" aria-label="{escape(w["pages"])}">\n{before}\n<span>{where}</span>\n{after}\n</nav>'
    )
