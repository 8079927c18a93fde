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


def forget(dataset: Path) -> list[str]:
    """Take from the kept places of a dataset whoever is not in it any more; returns warnings, as of `trim`.

    :raises DatasetError: the dataset cannot be read, or a file cannot be written.
    """
    folder = dataset / FOLDER
    if not folder.is_dir():
        return []
    from pyoxigraph import NamedNode

    from ..graph.dataset import Dataset

    with Dataset(dataset) as data:

        def known(iri: str) -> bool:
            try:
                node = NamedNode(iri)
            except ValueError:
                return False
            return any(data.store.quads_for_pattern(node, None, None, None))

        return trim(folder, known)


def trim(folder: Path, known: Callable[[str], bool]) -> list[str]:
    """Take from all files of a folder what is not known any more: who is withheld from now on is nowhere.

    A file that holds something else is removed, for nobody can tell whom it names.

    :returns: a warning for each file that was removed.
    :raises DatasetError: a file cannot be written or removed.
    """
    removed = []
    for path in sorted(folder.iterdir()):
        try:
            if path.name.endswith(".new"):  # half written, by a program that was ended
                path.unlink()
            elif path.suffix == ".json" and not _trimmed(path, known):
                path.unlink()
                removed.append(
                    f"{path}: held no positions and was removed; the next picture is laid out anew"
                )
        except OSError as error:
            message = f"may hold who is not in the dataset any more, and cannot be changed: {error.strerror}"
            raise DatasetError(path, message) from None
    return removed


def _trimmed(path: Path, known: Callable[[str], bool]) -> bool:
    """Whether the file holds positions; then it holds those alone that are known."""
    try:
        held = read(path)
    except DatasetError:
        return False
    left = {shape: {iri: at for iri, at in places.items() if known(iri)} for shape, places in held.items()}
    if left != held:
        new = path.with_name(f"{path.name}.new")
        new.write_text(text(left), encoding="utf-8")
        new.replace(path)
    return True


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
