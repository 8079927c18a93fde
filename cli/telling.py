"""A description as text for a terminal."""

from __future__ import annotations

import shutil
import sys
import textwrap

import click

from ..graph.describe import Description
from ..graph.facts import Fact
from ..graph.sentences import sentence
from ..graph.text import shorten


def tell(found: Description, texts: dict[str, list[str]]) -> None:
    """Print the description; ``texts`` are documents whose lines may be shown."""
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 110))
    click.echo(f"{click.style(found.thing.label, bold=True)} — {found.kind}")
    click.echo(found.thing.iri)
    for text, language, mark in found.names:
        if text != found.thing.label:
            click.echo(f"  also: {text} ({language}{', curators’ words' if mark else ''})")
    for section in found.sections:
        click.echo(f"\n{click.style(section.title, bold=True)}")
        for fact in section.facts:
            _fact(fact, found.thing.iri, width, texts)
    if found.agenda:
        click.echo(f"\n{click.style('Agenda', bold=True)}")
        for item in found.agenda:
            time = f"{item.start[:5]}  " if item.start else ""
            _wrapped(time + item.session.label, width, 2 + 2 * item.depth)
            for fact in item.facts:
                _fact(fact, item.session.iri, width, texts, deeper=4 + 2 * item.depth)
    if found.ties:
        click.echo(f"\n{click.style('Ties', bold=True)} (computed from the claims above)")
        for tie in found.ties:
            marks = [mark for mark in (tie.status, tie.certainty) if mark not in ("reported", "stated")]
            sources = "1 source" if tie.sources == 1 else f"{tie.sources} sources"
            _wrapped(f"{tie.other.label}: {tie.kind} ({', '.join([*marks, sources])})", width)
            over = f"{'; '.join(tie.over)}: " if tie.over else ""
            _faint(over + "; ".join(f"{document}, {_lines(lines)}" for document, lines in tie.written), width)


def _lines(numbers: tuple[int, ...]) -> str:
    return ("line " if len(numbers) == 1 else "lines ") + ", ".join(map(str, numbers))


def _fact(fact: Fact, iri: str, width: int, texts: dict[str, list[str]], deeper: int = 0) -> None:
    mark = "" if fact.certainty == "stated" else f" [{fact.certainty}]"
    _wrapped(sentence(fact, iri) + mark, width, 2 + deeper)
    words = " … ".join(f"“{shorten(words, 90)}”" for words in dict.fromkeys(fact.words))
    _faint(f"{fact.document.slug}, {_lines(fact.lines)}{': ' + words if words else ''}", width, deeper)
    if fact.because:
        _faint(f"because {fact.because}", width, deeper)
    for why in fact.disputes:
        _faint(f"contradicted: {why}", width, deeper)
    for line in fact.lines if fact.document.slug in texts else ():
        _faint(f"{line:>4} | {_marked(_line(texts[fact.document.slug], line), fact.words)}", width, deeper)


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _marked(line: str, words: tuple[str, ...]) -> str:
    """The line around its kept words, which are marked; long lines are cut on both sides."""
    first = min((line.find(text) for text in words if text in line), default=0)
    start = max(0, first - 60)
    cut = ("…" if start else "") + line[start : start + 320] + ("…" if len(line) > start + 320 else "")
    for text in words:
        cut = cut.replace(text, click.style(text, reverse=True) if sys.stdout.isatty() else f"[{text}]")
    return cut


def _wrapped(text: str, width: int, indent: int = 2) -> None:
    click.echo(textwrap.fill(text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)))


def _faint(text: str, width: int, deeper: int = 0) -> None:
    indent = " " * (6 + deeper)
    for line in textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent):
        click.echo(click.style(line, dim=True))
