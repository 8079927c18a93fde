"""How kinds look: shapes, colours and strokes, the same in every picture.

Colours come in two, for light and dark pages, each with a contrast of at least 3:1 to its page. Kinds that
meet in one picture stay apart for colour-blind readers (the tests simulate it); shape, the table and the
tooltip say the same again, so that colour is never the only sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ..ontology.terms import model

PAGE = ("#ffffff", "#15181c")
"""Background of a page, light and dark."""


@dataclass(frozen=True, order=True)
class Colour:
    """One colour, on a light and on a dark page."""

    light: str
    dark: str


@dataclass(frozen=True, order=True)
class Look:
    """How a kind of node is drawn."""

    shape: str
    colour: Colour
    scale: float = 1.0
    """How much larger it is drawn, for a slender shape to weigh as much as the others."""


GREY = Colour("#767676", "#9a9a9a")
_INK, _BLUE, _RED = Colour("#111111", "#f5f5f5"), Colour("#007cd6", "#5cb0f5"), Colour("#d13b00", "#ff8b4d")
_GREEN, _PURPLE, _PINK = Colour("#0f7453", "#2fc795"), Colour("#7a2694", "#8874f5"), Colour("#f0529b", "#fc9dbf")
_OCHRE, _SKY, _BROWN = Colour("#714200", "#e3b93c"), Colour("#3793c9", "#8fd0f7"), Colour("#8a4b2a", "#cb9372")
_LIME = Colour("#5c7a00", "#c0df65")

NODES = {
    "organisation": Look("square", Colour("#33475b", "#b9c9da")),
    "person": Look("dot", Colour("#b8620a", "#f0a952")),
    "event": Look("diamond", Colour("#006d77", "#4fc3cd")),
    "series": Look("star", Colour("#006d77", "#4fc3cd"), 1.5),
    "session": Look("diamond", Colour("#006d77", "#4fc3cd")),
    "project": Look("triangle", Colour("#7a2a9c", "#c58af0")),
    "programme": Look("hexagon", Colour("#a07800", "#e3b93c")),
    "document": Look("triangleDown", Colour("#6b6b6b", "#b0b0b0")),
    "grant": Look("star", Colour("#a07800", "#e3b93c"), 1.5),
}
OTHER = Look("dot", GREY)
"""A kind without a look of its own."""

TIES = {
    "co-organised": _BLUE, "same-project": _RED, "agreement": _PURPLE, "joint-action": _GREEN, "acts-for": _INK,
    "met": _PINK, "same-network": _OCHRE, "same-programme": _LIME, "represented-at-same-event": GREY,
    "attended-same-event": _BROWN, "same-funder": _SKY, "co-funded": Colour("#8b558d", "#cba0ce"),
    "funds": _OCHRE,
}  # fmt: skip
FAMILIES = {"responsible": _BLUE, "contributor": _RED, "audience": GREY, "supporter": _GREEN}
"""Roles share the colour of the widest role they belong to."""


@lru_cache(maxsize=256)
def tie(kind: str) -> Colour:
    """Colour of a kind of tie or of a role."""
    family = family_of(kind)
    return TIES.get(kind) or (FAMILIES[family] if family else _PINK)


def family_of(role: str) -> str:
    """The widest role a role belongs to, or ``""``.

    >>> family_of("keynote-speaker"), family_of("co-organised")
    ('contributor', '')
    """
    return _families().get(role, "")


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    return {concept.notation: family for family in FAMILIES for concept in model().narrower("roles", family)}


def node(kind: str) -> Look:
    """Look of a kind of thing."""
    return NODES.get(kind, OTHER)


def width(sources: int) -> float:
    """Of a line: by the number of independent sources, so that a second source shows at once."""
    return (1.5, 3.5, 5.5, 7.0)[min(max(sources, 1), 4) - 1]


def dashes(certainty: str) -> tuple[int, ...]:
    """Stroke of a line; empty is solid."""
    return {"inferred": (9, 6), "disputed": (2, 4)}.get(certainty, ())


def pale(status: str) -> bool:
    """Whether the line is drawn paler, because the source does not say that it came about."""
    return status not in ("reported", "ended")
