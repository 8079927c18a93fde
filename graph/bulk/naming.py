"""The name index of files of canonical N-Quads, read as columns; memory stays flat however many things there are.

Names and things go through a table on the disk, which sorts them; of claims only two hashes each are held.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pyoxigraph import Literal, RdfFormat, parse

from ...ontology.terms import NS, expand, model
from .. import names
from ..network.blocks import blocks
from ..network.columns import hashed
from .survey import mixed, starting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..network.columns import Block, Hashes

_FORMS = {"skos:prefLabel": "name", "skos:altLabel": "alias", "skos:hiddenLabel": "hidden"}
_STAGE = (
    "CREATE TABLE stage (slug TEXT, kind TEXT, iri TEXT, form TEXT, language TEXT, text TEXT, hash INTEGER)"
)
_PLAIN = re.compile(r'"([^"\\]*)"@([a-z0-9-]+)')


def write(
    path: Path, files: Sequence[Path], base: str, progress: Callable[[str], None] = lambda step: None
) -> None:
    """Write the index of all things in the files; ``base`` is the dataset's namespace.

    A thing is what has a class and an IRI of one of the kinds; `names.Named.claims` counts the claims that join it.
    """
    stage = sqlite3.connect("")  # a file of its own that goes when it is closed, in memory while it is small
    try:
        stage.execute(_STAGE)
        pairs = []
        for file in files:
            size = max(1, file.stat().st_size)
            for block in blocks(file):
                stage.executemany("INSERT INTO stage VALUES (?,?,?,?,?,?,?)", _named(block, base))
                pairs.append(_joined(block, base))
                progress(f"indexing names: {block.offset / size:.0%}")
        names.write(path, _things(stage, _counted(pairs)))
    finally:
        stage.close()


def _named(block: Block, base: str) -> Iterator[tuple[str | int, ...]]:
    """The rows of a block that name a thing, or give its class."""
    predicate = block.predicate
    wanted = predicate == _property("rdf:type")
    for form in _FORMS:
        wanted |= predicate == _property(form)
    rows = np.flatnonzero(wanted)
    rows = rows[starting(block, f"<{base}id/", 0, rows)]
    for kind in ("claim", "evidence", "tie"):  # nearly all that is left, and no things
        rows = rows[~starting(block, f"<{base}id/{kind}/", 0, rows)]
    subjects = block.of(0, rows).view(np.int64)
    forms = {f"<{expand(name)}>": form for name, form in _FORMS.items()}
    for row, subject in zip(rows.tolist(), subjects.tolist(), strict=True):
        iri = block.text(row, 0)[1:-1]
        kind, _, slug = iri[len(base) + 3 :].partition("/")
        if kind in model().kinds and slug and "#" not in slug:
            form = forms.get(block.text(row, 1), "")
            yield slug, kind, iri, form, *(_label(block.text(row, 2)) if form else ("", "")), subject


def _label(term: str) -> tuple[str, str]:
    """Language and text of a literal, on one line."""
    if plain := _PLAIN.fullmatch(term):
        return plain[2], " ".join(plain[1].split())
    value = next(iter(parse(f"<a:a> <a:a> {term} .", format=RdfFormat.N_TRIPLES, lenient=True))).object
    if not isinstance(value, Literal):
        return "", ""
    return value.language or "", " ".join(value.value.split())


def _joined(block: Block, base: str) -> NDArray[np.uint64]:
    """Hashes of claims and of the things that they join: two columns."""
    direct, inverse = _paths(base)
    found = []
    for paths, claim, thing in ((direct, 0, 2), (inverse, 2, 0)):
        rows = np.flatnonzero(np.isin(block.predicate, paths))
        rows = rows[starting(block, f"<{base}id/claim/", claim, rows)]
        rows = rows[starting(block, f"<{base}id/", thing, rows)]
        found.append(np.stack([block.of(term, rows) for term in (claim, thing)], axis=1))
    return np.concatenate(found)


@lru_cache(maxsize=16)
def _property(curie: str) -> np.uint64:
    found: np.uint64 = hashed([f"<{expand(curie)}>"])[0]
    return found


@lru_cache(maxsize=4)
def _paths(base: str) -> tuple[Hashes, Hashes]:
    """The properties that lead from a claim to what it joins, and those that lead back."""
    fields = [
        field for claim in model().claims.values() for field in claim.fields if field.kinds and field.path
    ]
    return tuple(  # type: ignore[return-value]
        hashed(
            sorted({f"<{field.path.replace(NS, base, 1)}>" for field in fields if field.inverse == inverse})
        )
        for inverse in (False, True)
    )


def _counted(pairs: Iterable[NDArray[np.uint64]]) -> Callable[[int], int]:
    """How many different claims join a thing, by the hash of its IRI."""
    whole = np.concatenate([*pairs, np.zeros((0, 2), dtype=np.uint64)])
    _, first = np.unique(mixed(whole[:, 0], whole[:, 1]), return_index=True)
    things, numbers = np.unique(whole[first, 1].view(np.int64), return_counts=True)

    def count(thing: int) -> int:
        at = int(np.searchsorted(things, thing))
        return int(numbers[at]) if at < len(things) and things[at] == thing else 0

    return count


def _things(stage: sqlite3.Connection, count: Callable[[int], int]) -> Iterator[names.Named]:
    """Every thing with a class, in the order of the index."""
    rows = stage.execute("SELECT DISTINCT * FROM stage ORDER BY slug, kind, form = '', form, language, text")
    for (slug, kind, iri, subject), group in groupby(rows, key=lambda row: (row[0], row[1], row[2], row[6])):
        said = [(form, language, text) for _, _, _, form, language, text, _ in group]
        if any(not form for form, _, _ in said):
            forms = {text: form for form, _, text in sorted(said, key=_worth) if form}
            labels = tuple((language, text) for form, language, text in said if form == "name")
            yield names.Named(slug, kind, iri, labels, tuple(sorted(forms.items())), count(subject))


def _worth(said: tuple[str, str, str]) -> int:
    """A text that is a name and another form is a name."""
    return ("", "hidden", "alias", "name").index(said[0])
