"""scen: the supply-chain ethics network as a knowledge graph.

Who works with whom, who funds whom and who met where, in human and labour rights in public
purchasing and electronics supply chains; every tie leads to a line of a source.

The checkout is this package; its folders are the layers, and imports run one way:
``ontology <- graph <- queries <- viz, export <- cli``.

>>> import scen, tempfile
>>> from scen.graph.build import build
>>> folder = tempfile.mkdtemp() + "/dataset"
>>> _ = build(out=folder)
>>> with scen.open(folder) as dataset:
...     table = dataset.ask("posts-of-person", person="Björn Claeson")
>>> table[0].organisation.label, table[0].claim[0].lines
('Electronics Watch', (26, 30))
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .queries.opened import OpenDataset

__all__ = ["__version__", "open"]

__version__ = "0.1.0"


def open(
    source: str | Path = "dataset", *, language: str = "en", timeout: float = 60, base: str | None = None
) -> OpenDataset:
    """Open a dataset for reading: its folder, or the address of a SPARQL endpoint that holds it.

    :param source: folder, or ``http://…`` or ``https://…``.
    :param language: of names: ``en``, ``sv`` or ``nb``.
    :param timeout: seconds to wait for an endpoint, each time.
    :param base: base IRI of the dataset, where an endpoint holds several.
    :returns: a `scen.queries.opened.OpenDataset`; use it in a ``with`` block, or close it.
    :raises scen.graph.errors.DatasetError: the folder holds no dataset.
    :raises scen.graph.errors.EndpointError: the address is none of HTTP.
    """
    from .queries.opened import open_dataset

    return open_dataset(source, language=language, timeout=timeout, base=base)
