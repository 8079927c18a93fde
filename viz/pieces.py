"""The parts of the page that stand in it before any script runs: counts, legend, table, footer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from ..graph.order import CERTAINTIES, STATUSES
from . import style
from .scene import Kind, Scene
from .vis import counted

_NAMES = {"collaboration": ("agent", "tie"), "funding": ("thing", "tie"), "programme": ("thing", "role")}
_CERTAINTY = {
    "stated": "solid: stated in a source",
    "inferred": "dashed: inferred, with a reason",
    "disputed": "dotted: disputed, sources contradict each other",
}
_STATUS = {
    "reported": "full colour: reported as done or in force",
    "ended": "full colour: ended",
    "announced": "pale: only announced, not known to have happened",
    "unknown": "pale: not known whether it happened",
    "cancelled": "pale: cancelled",
}
_SHAPES = {
    "dot": '<circle cx="8" cy="8" r="6"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
    "diamond": '<path d="M8 1l7 7-7 7-7-7z"/>',
    "triangle": '<path d="M8 2l7 12H1z"/>',
    "triangleDown": '<path d="M8 14l7-12H1z"/>',
    "hexagon": '<path d="M4.5 2h7L15 8l-3.5 6h-7L1 8z"/>',
    "star": '<path d="M8 1l2 5h5l-4 3.2 1.5 5.3L8 11.5 3.5 14.5 5 9.2 1 6h5z"/>',
}


def counts(scene: Scene) -> str:
    """What is in the picture, in one line."""
    thing, tie = _NAMES.get(scene.view, ("thing", "tie"))
    strong = sum(line.strong for line in scene.lines)
    said = [
        counted(len(scene.nodes), thing),
        counted(len(scene.lines), tie) + (f" ({strong} strong)" if strong else ""),
        f"from {counted(scene.documents, 'source')}",
        f"{scene.undated} undated",
        f"{scene.left_out} left out by the filter" if scene.left_out else "nothing left out by a filter",
    ]
    return " · ".join(escape(text) for text in said)


def legend(scene: Scene) -> str:
    """Every kind of thing and line with a box to hide it, and what width, dashes and paleness mean."""
    strong = [kind for kind in scene.kinds if kind.strong]
    others = [kind for kind in scene.kinds if not kind.strong]
    parts = [_group("Things", "node", scene.node_kinds)]
    if strong:
        parts.append(_group("Strong ties: working together", "kind", strong))
    for family, kinds in groupby(others, key=lambda kind: kind.family):
        title = f"Roles: {family}" if family else "Weaker ties: not collaboration by themselves" if strong else "Ties"
        parts.append(_group("Other roles" if not family and scene.view == "programme" else title, "kind", kinds))
    parts.append(_reading(scene))
    return "\n".join(parts)


def _group(title: str, field: str, kinds: Iterable[Kind]) -> str:
    rows = "".join(_row(field, kind.kind, _swatch(kind), kind.label, kind.count, kind.drawn, kind.note) for kind in kinds)
    return f"<fieldset><legend>{escape(title)}</legend>{rows}</fieldset>"


def _row(field: str, value: str, swatch: str, label: str, count: int, on: bool = True, note: str = "") -> str:
    checked, title = " checked" if on else "", f' title="{escape(note)}"' if note else ""
    return (
        f'<label{title}><input type="checkbox" data-field="{field}" value="{escape(value)}"{checked}>'
        f'{swatch}<span class="what">{escape(label)}</span> <span class="count">{count}</span></label>'
    )


def _swatch(kind: Kind) -> str:
    drawing = _SHAPES.get(kind.shape) or _stroke(3)
    box = "0 0 16 16" if kind.shape else "0 0 28 16"
    hue = f"--light:{kind.colour.light};--dark:{kind.colour.dark}"
    return f'<svg class="swatch" aria-hidden="true" viewBox="{box}" style="{hue}">{drawing}</svg>'


def _stroke(width: float, dashes: tuple[int, ...] = ()) -> str:
    dashed = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""
    return f'<path d="M1 8h26" stroke="currentColor" fill="none" stroke-width="{width}"{dashed}/>'


def _plain(width: float, dashes: tuple[int, ...] = ()) -> str:
    return f'<svg class="swatch" aria-hidden="true" viewBox="0 0 28 16">{_stroke(width, dashes)}</svg>'


def _paleness(pale: bool) -> str:
    """The same two colours, full or pale: paleness is no colour of its own."""
    strokes = "".join(
        f'<path d="M{x} 8h12" style="--light:{hue.light};--dark:{hue.dark}" class="hue" fill="none" stroke-width="3"'
        f'{" stroke-opacity=" + chr(34) + "0.45" + chr(34) if pale else ""}/>'
        for x, hue in ((1, style.tie("co-organised")), (15, style.tie("same-project")))
    )
    return f'<svg class="swatch" aria-hidden="true" viewBox="0 0 28 16">{strokes}</svg>'


def _reading(scene: Scene) -> str:
    """How to read the lines: each way of drawing can be hidden too."""

    def rows() -> Iterator[str]:
        for certainty in CERTAINTIES:
            if number := sum(line.certainty == certainty for line in scene.lines):
                yield _row("certainty", certainty, _plain(2, style.dashes(certainty)), _CERTAINTY[certainty], number)
        for status in STATUSES:
            if number := sum(line.status == status for line in scene.lines):
                yield _row("status", status, _paleness(style.pale(status)), _STATUS[status], number)
        dated = sum(bool(line.first or line.last) for line in scene.lines)
        blank = '<span class="swatch"></span>'
        yield _row("dated", "yes", blank, "with a date", dated)
        yield _row("dated", "no", blank, "undated", len(scene.lines) - dated)
        most = max((line.sources for line in scene.lines), default=1)
        said = "width: number of independent sources" + (" (one each here)" if most == 1 else f" (1 to {most})")
        yield f'<p class="key">{_plain(style.width(1))}{_plain(style.width(2))}<span>{said}</span></p>'
        yield '<p class="key"><span>A larger sign has more neighbours. An arrow leads from who acts to whom or what it is for.</span></p>'

    return f"<fieldset><legend>How to read the lines</legend>{''.join(rows())}</fieldset>"


def table(scene: Scene) -> str:
    """All nodes with their ties, for reading without the picture."""
    names = {node.iri: node.label for node in scene.nodes}
    near: dict[str, set[str]] = {iri: set() for iri in names}
    for line in scene.lines:
        near[line.a].add(names[line.b])
        near[line.b].add(names[line.a])
    rows = "".join(
        f'<tr><th scope="row"><button type="button" data-node="{i}"><bdi>{escape(node.label)}</bdi></button></th><td>{escape(node.kind)}</td>'
        f'<td class="number">{node.ties}</td><td><bdi>{escape("; ".join(sorted(near[node.iri], key=str.casefold)))}</bdi></td></tr>'
        for i, node in enumerate(scene.nodes)
    )
    tie = "Roles" if scene.view == "programme" else "Ties"
    return (
        f'<thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col" class="number">{tie}</th>'
        f'<th scope="col">Tied to</th></tr></thead><tbody>{rows}</tbody>'
    )


def footer(scene: Scene, digest: str, base: str, placeholder: bool) -> str:
    """Version, licence and what must not be read into the picture."""
    licence = '<a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a>'
    said = [
        "<strong>Attending the same event is not collaboration</strong>, nor is a common funder. Where no line is drawn, "
        + "no source here speaks of a tie; that is not to say there is none.",
        f"Dataset <code>{escape(digest[:12])}</code>, licence {licence}.",
    ]
    if placeholder:
        said.append(f"The base IRI <code>{escape(base)}</code> is a placeholder: its addresses lead nowhere yet.")
    said.append("The source texts are not part of this page. Drawn with pyvis and vis-network; nothing is loaded from elsewhere.")
    return "".join(f"<p>{text}</p>" for text in said)
