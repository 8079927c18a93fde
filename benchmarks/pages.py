"""A seeded network as the data of the explorer, and as a page of pyvis: the same nodes, ties, places and names.

Agents stand in circles; gatherings of two to six of one circle (now and then of another) tie them, each with a claim
for everyone there. So the explorer's data hold what real data do: names, links, claims with sentence, line and words.
The page of pyvis is the quickest that it draws: plain pyvis, all inlined, no physics, straight lines, no pop-ups.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from scen.viz.explorer_words import node_kinds, words

Plain = dict[str, Any]
CIRCLE, DOCUMENTS, STEP = 100, 50, 40.0
"""Agents of a circle; source documents; about how far nodes stand apart."""
KINDS = ("co-organised", "same-project", "same-programme", "represented-at-same-event")
CLASSES = ("organisation", "person")
SYLLABLES = re.findall(r"\w+", "ba bre da el fjo go hø in ka lé lu ma mi né no ør pa ri sa si sö ta ti tu va ve vi wå yl zé")


@dataclass
class Network:
    """Lines, each with its gatherings; who was at each gathering."""

    nodes: int
    lines: dict[tuple[int, int, int], list[int]] = field(default_factory=dict)
    """Ends and kind -> gatherings."""
    there: list[tuple[int, ...]] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)


def network(nodes: int, ties: int, seed: int = 7) -> Network:
    """Exactly so many ties."""
    chance = np.random.default_rng(seed)
    found = Network(nodes)
    circles = nodes // CIRCLE
    while len(found.lines) < ties:
        home, size, kind = int(chance.integers(circles)), int(chance.integers(2, 7)), int(chance.integers(4))
        away = (home + 2 * chance.integers(circles // 2, size=size)) % circles  # another circle of the same class
        circle = np.where(chance.random(size) < 0.1, away, home)
        there = tuple(sorted({int(at) for at in circle * CIRCLE + chance.integers(CIRCLE, size=size)}))
        gathering = len(found.there)
        found.there.append(there)
        found.kinds.append(kind)
        for a, b in combinations(there, 2):
            if len(found.lines) < ties or (a, b, kind) in found.lines:
                found.lines.setdefault((a, b, kind), []).append(gathering)
    return found


def places(nodes: int, seed: int = 7) -> tuple[list[float], list[float]]:
    """Circles as clouds on a disc."""
    chance = np.random.default_rng(seed + 1)
    circles = nodes // CIRCLE
    turn, far = np.arange(circles) * 2.399963, np.sqrt(np.arange(circles) + 0.5) * STEP * 12
    centre = np.stack([np.cos(turn) * far, np.sin(turn) * far]).repeat(CIRCLE, axis=1)
    x, y = (centre + chance.normal(0, STEP * 3, (2, nodes))).round(1).tolist()
    return x, y


def named(count: int, seed: int = 7) -> list[str]:
    """Invented names of two words."""
    chance = np.random.default_rng(seed + 2)
    parts = chance.integers(len(SYLLABLES), size=(count, 6)).tolist()
    word = ["".join(SYLLABLES[at] for at in row) for row in parts]
    return [f"{text[:5]} {text[5:]}".title() for text in word]


def class_of(agent: int) -> str:
    """Every other circle is of people."""
    return CLASSES[agent // CIRCLE % 2]


def explorer_data(made: Network) -> Plain:
    """The data of the explorer's page (``viz/explorer/src/data/contract.ts``)."""
    kinds = node_kinds([*CLASSES, "event", "document"])
    said = words(kinds, KINDS, [], [])
    lines = sorted(made.lines, key=lambda line: (line[2], line))
    return {
        "format": 1, "view": "collaboration", "language": "en",
        "made": {
            "version": "0", "digest": "0" * 64, "base": "https://example.org/", "placeholder": True, "pages": "",
            "licence": {"name": "CC BY 4.0", "address": "https://creativecommons.org/licenses/by/4.0/"},
            "title": {"en": "A generated network"},
        },
        "words": said, "things": _things(made, kinds, said), "documents": [_document(made, at) for at in range(DOCUMENTS)],
        "claims": _claims(made, said), "contradictions": [], "abouts": [], "stories": [],
        "views": {"collaboration": _view(made, lines, said)},
        "belongs": {name: [] for name in ("person", "organisation", "certainty", "status", "points", "claim", "how")},
    }  # fmt: skip


def _at(concepts: list[Plain]) -> dict[str, int]:
    return {one["id"]: at for at, one in enumerate(concepts)}


def _things(made: Network, kinds: list[str], said: Plain) -> Plain:
    """Agents, then gatherings, then documents."""
    agents, events = made.nodes, len(made.there)
    sorts = [class_of(at) for at in range(agents)] + ["event"] * events + ["document"] * DOCUMENTS
    claims = np.bincount([one for there in made.there for one in there], minlength=agents).tolist()
    number = _at(said["agents"])
    names = named(agents) + [f"Gathering {at}" for at in range(events)] + [f"Document {at}" for at in range(DOCUMENTS)]
    return {
        "iri": [f"{sort}/thing-{at}" for at, sort in enumerate(sorts)],
        "name": names, "language": [""] * len(names), "kind": [kinds.index(sort) for sort in sorts], "names": {}, "aliases": {},
        "agents": {str(at): [number[sorts[at]]] for at in range(agents)},
        "dates": {str(agents + at): [_day(at)] * 2 for at in range(events)},
        "claims": claims + [len(there) for there in made.there] + [0] * DOCUMENTS,
    }  # fmt: skip


def _day(event: int) -> int:
    return (2000 + event % 25) * 10_000 + (1 + event % 12) * 100 + 1 + event % 28


def _document(made: Network, at: int) -> Plain:
    return {
        "thing": made.nodes + len(made.there) + at, "title": f"Document {at}", "publisher": "Invented Press", "date": "2020-01-01",
        "language": "en", "address": "", "sha256": hashlib.sha256(str(at).encode()).hexdigest(),
    }  # fmt: skip


def _attendance(made: Network) -> Iterator[tuple[int, int]]:
    """Gathering and agent of each claim, in the order of the claims."""
    return ((event, agent) for event, there in enumerate(made.there) for agent in there)


def _claims(made: Network, said: Plain) -> Plain:
    names, part = named(made.nodes), _at(said["parts"])
    rows = list(_attendance(made))
    count = len(rows)
    return {
        "iri": [f"{at:020x}" for at in range(count)], "kind": [_at(said["claimKinds"])["participation"]] * count,
        "certainty": [int(event % 9 == 0) for event, _ in rows], "status": [2 * (event % 3) for event, _ in rows],
        "document": [event % DOCUMENTS for event, _ in rows], "lines": [[1 + at % 400] for at in range(count)],
        "words": [[names[agent]] for _, agent in rows],
        "sentence": [f"reported: {names[agent]}: on the programme of Gathering {event}" for event, agent in rows],
        "because": {str(at): "Worked out from another line." for at, (event, _) in enumerate(rows) if event % 9 == 0},
        "parts": [[[part["agent"], agent], [part["event"], made.nodes + event]] for event, agent in rows],
        "values": [[[0, names[agent]]] for _, agent in rows], "role": {},
    }  # fmt: skip


def _view(made: Network, lines: list[tuple[int, int, int]], said: Plain) -> Plain:
    x, y = places(made.nodes)
    degree = np.bincount([end for a, b, _ in lines for end in (a, b)], minlength=made.nodes)
    circles = made.nodes // CIRCLE
    starts = np.cumsum([0, *(len(made.lines[line]) for line in lines)]).tolist()
    return {
        "nodes": list(range(made.nodes)), "wide": {"x": x, "y": y, "above": [0] * made.nodes},
        "tall": {"x": y, "y": x, "above": [0] * made.nodes}, "size": sizes(degree), "lines": {**_lines(lines, said), "links": starts},
        "links": _links(made, lines), "measures": {name: degree.tolist() for name in ("degree", "ties")}, "ranks": {}, "said": {},
        "communities": {"of": [at // CIRCLE for at in range(made.nodes)], "label": [f"Circle {at}" for at in range(circles)]},
    }  # fmt: skip


def sizes(degree: Any) -> list[float]:
    """Radius by number of ties."""
    found: list[float] = (4 + 10 * np.sqrt(degree / degree.max())).round(1).tolist()
    return found


def _lines(lines: list[tuple[int, int, int]], said: Plain) -> Plain:
    number = _at(said["lineKinds"])
    seen: dict[tuple[int, int], int] = {}
    bends = []
    for a, b, _ in lines:
        nth = seen[a, b] = seen.get((a, b), -1) + 1
        bends.append((0, 0.22, -0.22, 0.4)[nth])
    return {
        "a": [a for a, _, _ in lines], "b": [b for _, b, _ in lines], "kind": [number[KINDS[kind]] for _, _, kind in lines],
        "directed": [0] * len(lines), "bend": bends,
    }  # fmt: skip


def _links(made: Network, lines: list[tuple[int, int, int]]) -> Plain:
    """One a gathering that two share; both their claims are behind it."""
    claim = {key: at for at, key in enumerate(_attendance(made))}
    rows = [(event, a, b) for a, b, kind in lines for event in made.lines[a, b, kind]]
    count = len(rows)
    day = [_day(event) if event % 10 else 0 for event, _, _ in rows]
    return {
        "first": day, "last": day, "certainty": [int(event % 9 == 0) for event, _, _ in rows],
        "status": [2 * (event % 3) for event, _, _ in rows],
        "weight": [round(1 / (len(made.there[event]) - 1), 6) for event, _, _ in rows],
        "points": [4 + len(made.there[event]) for event, _, _ in rows], "through": [made.nodes + event for event, _, _ in rows],
        "sourceStarts": list(range(count + 1)), "sources": [event % DOCUMENTS for event, _, _ in rows],
        "claimStarts": list(range(0, 2 * count + 1, 2)), "claims": [claim[event, end] for event, a, b in rows for end in (a, b)],
    }  # fmt: skip


def pyvis_page(made: Network) -> str:
    """The same network by plain pyvis."""
    from pyvis.network import Network as Pyvis

    net = Pyvis(cdn_resources="in_line", height="100vh", width="100%")
    net.toggle_physics(False)
    net.options.edges.smooth.enabled = False
    names, (x, y) = named(made.nodes), places(made.nodes)
    degree = np.bincount([end for a, b, _ in made.lines for end in (a, b)], minlength=made.nodes)
    size, colours = sizes(degree), ("#0f7453", "#1f5fa8", "#9a4d00", "#7a3f8f")
    net.nodes = [  # add_node and add_edge look through all there are, each time
        {"id": at, "label": names[at], "shape": ("square", "dot")[at // CIRCLE % 2], "size": size[at], "x": x[at], "y": y[at]}
        for at in range(made.nodes)
    ]  # fmt: skip
    net.edges = [
        {"from": a, "to": b, "width": 1.5, "color": colours[kind], "dashes": made.lines[a, b, kind][0] % 9 == 0}
        for a, b, kind in made.lines
    ]
    text = re.sub(r"<(link|script)\b[^>]*\b(href|src)=[\"']https?:[^>]*>", "", net.generate_html())
    begun = "network = new vis.Network(container, data, options);"
    return text.replace(begun, begun + ' network.once("afterDrawing", () => performance.mark("scen-drawn"));')
