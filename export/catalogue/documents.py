"""The files by which a release describes itself, written when all that they tell of is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from . import dcat, lod_cloud, void, zenodo
from .counts import Counts, count
from .said import rdf_xml, turtle
from .where import WELL_KNOWN

if TYPE_CHECKING:
    from ..release.made import Released
    from ..source import Source

CATALOGUES = ("catalogue.ttl", "catalogue.rdf")
"""Also beside the start page, as is the VoID: portals harvest one address again and again."""
VOID, LOD_CLOUD, ZENODO = "void.ttl", "more/lod-cloud.json", "more/zenodo.json"
_DUMPS = ("rdf/scen.nt", "rdf/scen.nq")


def write(source: Source, released: Released) -> tuple[str, ...]:
    """Write the descriptions of a release; what keeps it out of a portal, in words."""
    source.progress("describing the release")
    said, counts = dcat.describe(source, released), counted(released.folder, source.data.store.base)
    described = turtle(void.described(source, released, counts))
    newest = {**dict(zip(CATALOGUES, (turtle(said), rdf_xml(said)), strict=True)), VOID: described}
    files = {
        **{folder / name: text for name, text in newest.items() for folder in (released.root, released.folder)},
        released.root / WELL_KNOWN: described,
        released.folder / LOD_CLOUD: _json(lod_cloud.record(source, released, counts)),
        released.folder / ZENODO: _json(zenodo.record(source, released)),
    }  # fmt: skip
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    return tuple(lod_cloud.lacking(source.settings, counts))


def counted(folder: Path, base: str) -> Counts:
    """The counts of the dump in the folder of a release: N-Triples where they are there, else N-Quads."""
    dump = next((folder / name for name in _DUMPS if (folder / name).is_file()), folder / _DUMPS[-1])
    return count(dump, base)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
