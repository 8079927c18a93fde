"""What a version of a dataset holds besides its quads, made of its files of canonical N-Quads.

``scen.nq`` are the records' quads, ``bulk/*.nq`` those of bulk sources; of all of them come ``store/`` (Oxigraph),
``names.sqlite`` (the name index), ``network/`` (the columnar network) and ``meta.json``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from ...ontology.terms import NS, PREFIXES, shapes_file
from ..dataset import FORMAT, META, NAMES, QUADS, STORE
from ..errors import Problem
from ..shapes import Shapes
from . import folder, naming
from .folder import Source


def files(work: Path, sources: Sequence[Source]) -> list[Path]:
    """The files of quads of a version: the records', then the bulk sources'."""
    return [work / QUADS, *(folder.kept(work, source.name) for source in sources)]


def prefixes(base: str) -> dict[str, str]:
    """The prefixes of a dataset, by its base IRI."""
    return {name: iri.replace(NS, base) for name, iri in sorted(PREFIXES.items())}


def small_store(work: Path) -> None:
    """Fill the store with the records' quads, which are few."""
    store = Store(work / STORE)
    store.bulk_load(path=work / QUADS, format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def derive(work: Path, paths: Sequence[Path], base: str, progress: folder.Progress) -> None:
    """Write the name index and the network, in place of those that are there."""
    from ..network.incidences import NETWORK, write

    progress("indexing names")
    (work / NAMES).unlink(missing_ok=True)
    naming.write(work / NAMES, paths, base, progress)
    progress("writing the network")
    shutil.rmtree(work / NETWORK, ignore_errors=True)
    write(work / NETWORK, paths, prefixes(base))


def problems(new: Sequence[Path], known: Sequence[Path], base: str) -> Iterator[Problem]:
    """What of the new files breaks the shapes, as they stand for the base IRI."""
    from . import column_shapes

    if base == NS:
        return column_shapes.problems(new, known)
    moved = shapes_file().read_bytes().replace(NS.encode(), base.encode())
    return column_shapes.problems_by(Shapes(moved), new, known)


def seal(work: Path, base: str, sources: Sequence[Source], quads: int) -> str:
    """Write ``meta.json``, the last of a version's files; returns the digest of all that the version says."""
    with (work / QUADS).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if sources:
        told = "".join(f"{source.name} {source.sha256}\n" for source in sources)
        digest = hashlib.sha256(f"{digest}\n{told}".encode()).hexdigest()
    meta = {
        "format": FORMAT,
        "base": base,
        "placeholder": base == NS,
        "prefixes": prefixes(base),
        "digest": digest,
        "quads": quads,
        "sizes": {name: (work / name).stat().st_size for name in (QUADS, NAMES)},
        "sources": [
            {"name": s.name, "file": s.file, "sha256": s.sha256, "quads": s.quads, "graphs": len(s.graphs)}
            for s in sources
        ],
    }
    (work / META).write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return digest
