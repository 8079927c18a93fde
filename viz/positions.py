"""Where a picture's nodes stood, as a small file beside the dataset: the start of the next picture.

JSON, one node a line, sorted: for each shape of view, IRI -> [x, y], and a third value 1 where the label stands
above the sign. Positions are rounded to a tenth of a unit, so that the same positions are the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..graph.errors import DatasetError
from .boxes import Place

FOLDER = "positions"
"""Name of the folder in a dataset; one file for each view."""
Positions = Mapping[str, Mapping[str, Place]]
"""Shape of the view (``wide``, ``tall``) -> IRI -> place."""


def text(positions: Positions) -> str:
    """The file's text.

    >>> print(text({"wide": {"urn:b": Place(1, 2.04), "urn:a": Place(0, -3.5, True)}}), end="")
    {
    "wide": {
    "urn:a": [0.0, -3.5, 1],
    "urn:b": [1.0, 2.0]
    }
    }
    """
    shapes = []
    for shape, places in sorted(positions.items()):
        lines = [
            f"{json.dumps(iri, ensure_ascii=False)}: {json.dumps(_plain(place))}"
            for iri, place in sorted(places.items())
        ]
        shapes.append(f"{json.dumps(shape)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(shapes) + "\n}\n"


def _plain(place: Place) -> list[float]:
    spot = [round(float(place.x), 1) + 0.0, round(float(place.y), 1) + 0.0]
    return [*spot, 1] if place.above else spot


def read(path: Path) -> dict[str, dict[str, Place]]:
    """The positions in a file; none where there is no file.

    :raises DatasetError: the file cannot be read or holds something else.
    """
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise DatasetError(
            path, f"holds no positions ({error}); remove it to lay the picture out anew"
        ) from error


def trim(folder: Path, known: Callable[[str], bool]) -> None:
    """Take from all files of a folder what is not known any more: who is withheld from now on is nowhere.

    :raises DatasetError: a file holds something else.
    :raises OSError: a file cannot be written.
    """
    for path in sorted(folder.glob("*.json")):
        held = read(path)
        left = {
            shape: {iri: at for iri, at in places.items() if known(iri)} for shape, places in held.items()
        }
        if left != held:
            new = path.with_suffix(".new")
            new.write_text(text(left), encoding="utf-8")
            new.replace(path)


def parsed(content: str) -> dict[str, dict[str, Place]]:
    """The positions in a text; levels are left at 0.

    :raises ValueError: the text is something else.

    >>> parsed('{"wide": {"urn:a": [0, -3.5, 1]}}')
    {'wide': {'urn:a': Place(x=0.0, y=-3.5, above=True, level=0)}}
    """
    try:
        shapes = json.loads(content)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(shapes, dict) or not all(isinstance(places, dict) for places in shapes.values()):
        raise ValueError("expected shapes of view with positions by IRI")
    return {
        shape: {iri: _place(iri, spot) for iri, spot in places.items()} for shape, places in shapes.items()
    }


def _place(iri: str, spot: Any) -> Place:
    good = isinstance(spot, list) and 2 <= len(spot) <= 3 and all(type(part) in (int, float) for part in spot)
    if not good or not all(abs(part) < 1e9 for part in spot):
        raise ValueError(f"the position of {iri} is not [x, y]")
    return Place(float(spot[0]), float(spot[1]), bool(spot[2:] and spot[2]))
