"""Descriptions and chains as lines of plain text, for a terminal, a notebook or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from .sentences import sentence
from .text import shorten
from .written import place, places

if TYPE_CHECKING:
    from .describe import Description, Tied
    from .facts import Fact
    from .network.chain import Chain, Chains, Nearest
    from .network.hops import Hop

_TOLD = ("participation", "project-role")
"""Kinds of claim whose event or project a hop names before."""
Texts = Mapping[str, list[str]]
"""Document id -> the lines of its text, where it may be shown."""


@dataclass(frozen=True)
class Line:
    """A line: how far it is indented, whether it is a heading or a remark, and the words in it to be marked."""

    text: str
    indent: int = 0
    head: bool = False
    faint: bool = False
    marked: tuple[str, ...] = ()
    whole: bool = False
    """Not to be wrapped: a line of a source."""


def description(found: Description, texts: Texts | None = None) -> Iterator[Line]:
    """All that is known about a thing; the lines of sources too, where ``texts`` has them."""
    texts, iri = texts or {}, found.thing.iri
    yield Line(f"{found.thing.label} — {found.kind}", head=True)
    yield Line(iri, whole=True)
    for text, language, mark in found.names:
        if text != found.thing.label:
            yield Line(f"also: {text} ({language}{', curators’ words' if mark else ''})", 2)
    for section in found.sections:
        yield from (Line(""), Line(section.title, head=True))
        for fact in section.facts:
            yield from _fact(fact, iri, texts)
    if found.agenda:
        yield from (Line(""), Line("Agenda", head=True))
        for item in found.agenda:
            time = f"{item.start[:5]}  " if item.start else ""
            yield Line(time + item.session.label, 2 + 2 * item.depth)
            for fact in item.facts:
                yield from _fact(fact, item.session.iri, texts, deeper=4 + 2 * item.depth)
    if found.ties:
        yield from (Line(""), Line("Ties (computed from the claims above)", head=True))
        for tie in found.ties:
            yield from _tie(tie)


def chain(found: Chain, short: bool = False) -> Iterator[Line]:
    """A chain hop by hop with the surest claims of each, or that there is none; ``short``: only where it is written."""
    start, end = found.start.label, found.end.label
    if found.start == found.end:
        yield Line(f"{start} is one and the same.")
        return
    if not found:
        yield from _no_chain(start, end)
        return
    yield Line(f"{start} to {end}: {_count(len(found.hops), 'hop')}", head=True)
    for number, hop in enumerate(found.hops, 1):
        yield from _hop(number, hop, short)
    yield Line(
        f"{_price(found)}: a hop costs 1, more over large gatherings and where it is less sure", faint=True
    )


def chains(found: Chains, short: bool = False) -> Iterator[Line]:
    """The best chain as `chain` tells it, the others in short; or what comes nearest to one."""
    if not found:
        yield from _no_chain(found.start.label, found.end.label, found.within, found.nearest)
        return
    yield from chain(found[0], short)
    for other in found[1:]:
        yield Line("")
        names = " – ".join(ref.label for ref in other.agents)
        yield Line(f"also: {names} ({_count(len(other.hops), 'hop')}, {_price(other)})", head=True)
        for number, hop in enumerate(other.hops, 1):
            yield from _hop(number, hop, True)


def _price(found: Chain) -> str:
    parts = [f"{hop.price:g}" for hop in found.hops]
    return f"price {found.price:g}" + (f" = {' + '.join(parts)}" if len(parts) > 1 else "")


def _hop(number: int, hop: Hop, short: bool) -> Iterator[Line]:
    over = f": {'; '.join(hop.over)}" if hop.over else ""
    marks = _marks(hop.status, hop.certainty)
    sure = f" ({', '.join(marks)})" if marks else ""
    yield Line(f"{number}. {hop.told}{over}{sure}")
    if short:
        yield Line("; ".join(places(hop.facts)) or "its documents are not named", 3, faint=True)
        return
    for fact in hop.best:
        above = fact.shared.iri if fact.shared and fact.kind in _TOLD else ""
        yield from _fact(fact, above, {}, deeper=3)
    if not hop.facts:
        yield Line("its documents are not named", 5, faint=True)
    if more := len(hop.facts) - len(hop.best):
        yield Line(f"and {_count(more, 'more claim')} of them (--format json shows all)", 5, faint=True)
    if hop.also:
        yield Line(f"besides: {'; '.join(hop.also)}", 5, faint=True)


def _no_chain(start: str, end: str, within: int = 0, nearest: Nearest | None = None) -> Iterator[Line]:
    longer, unfiltered = (nearest.longer, nearest.unfiltered) if nearest else (None, None)
    steps = f" within {_count(within, 'hop')}" if longer else ""
    yield Line(f"No chain from {start} to {end}{steps} is recorded.")
    if longer:
        yield Line(
            f"The best one has {len(longer.hops)}; {_count(within, 'hop')} on, it is at {longer.agents[within].label}."
        )
    elif unfiltered:
        yield Line(
            f"The filter leaves out what links them; without it: {_count(len(unfiltered.hops), 'hop')}."
        )
    if passed := longer or unfiltered:
        yield Line(" – ".join(ref.label for ref in passed.agents), 2)
        return
    if nearest:
        ours, theirs = nearest.reached
        yield Line(
            f"Chains lead from {start} to {_count(ours, 'other')}, and from {end} to {_count(theirs, 'other')}."
        )
        for common in nearest.common:
            yield Line(f"Both have to do with {common.thing.label}, which is no tie:", 2)
            yield Line("; ".join(places(common.facts)), 6, faint=True)
    yield Line("That does not prove that there is none: it is what these documents tell.")


def _fact(fact: Fact, iri: str, texts: Texts, deeper: int = 0) -> Iterator[Line]:
    mark = "" if fact.certainty == "stated" else f" [{fact.certainty}]"
    yield Line(sentence(fact, iri) + mark, 2 + deeper)
    words = " … ".join(f"“{shorten(words, 90)}”" for words in dict.fromkeys(fact.words))
    written = place(fact.document.slug, fact.lines)
    remarks = [f"{written}: {words}" if words else written]
    remarks += [f"because {fact.because}"] if fact.because else []
    remarks += [f"contradicted: {why}" for why in fact.disputes]
    yield from (Line(text, 6 + deeper, faint=True) for text in remarks)
    for number in fact.lines if fact.document.slug in texts else ():
        shown = _around(_line(texts[fact.document.slug], number), fact.words)
        yield Line(f"{number:>4} | {shown}", 6 + deeper, faint=True, marked=fact.words, whole=True)


def _tie(tie: Tied) -> Iterator[Line]:
    marks = ", ".join([*_marks(tie.status, tie.certainty), _count(tie.sources, "source")])
    yield Line(f"{tie.other.label}: {tie.kind} ({marks})", 2)
    over = f"{'; '.join(tie.over)}: " if tie.over else ""
    yield Line(over + "; ".join(tie.written), 6, faint=True)


def _marks(*words: str) -> list[str]:
    """What is not simply reported and stated."""
    return [word for word in words if word not in ("reported", "stated")]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _around(line: str, words: tuple[str, ...]) -> str:
    """The line around its kept words; long lines are cut on both sides."""
    first = min((line.find(text) for text in words if text in line), default=0)
    start = max(0, first - 60)
    return ("…" if start else "") + line[start : start + 320] + ("…" if len(line) > start + 320 else "")


def plain(lines: Iterable[Line]) -> str:
    """The lines as text."""
    return "\n".join(" " * line.indent + line.text for line in lines)


def html(lines: Iterable[Line]) -> str:
    """The lines for a notebook; all text is escaped."""
    shown = []
    for line in lines:
        text = escape(line.text)
        text = f"<b>{text}</b>" if line.head else f"<small>{text}</small>" if line.faint else text
        shown.append(f'<div style="margin-left:{line.indent / 2:g}em">{text}</div>')
    return "".join(shown)
