"""The score that data.europa.eu gives a dataset's description (Metadata Quality Assessment), as far as files tell it.

Weights: the EU's defaults as data.norge.no publishes them, which adds 15 and 15 for files that are of their format.
Whether addresses answer is for a harvester to see: without those parts (50 and 30) the best score here is 325. Ours lacks the 5 for ``dcat:byteSize``, see `scen.export.catalogue.dcat`. `told` says it in
a line for whoever releases; without the official shapes their 30 points are left out too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..catalogue.authority import AUTHORITY
from ..catalogue.documents import CATALOGUES
from ..catalogue.said import PREFIXES
from . import shapes
from .described import Described

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

WEIGHTS = {
    "keywordAvailability": 30, "categoryAvailability": 30, "spatialAvailability": 20, "temporalAvailability": 20,
    "downloadUrlAvailability": 20, "formatAvailability": 20, "mediaTypeAvailability": 10, "formatMediaTypeVocabularyAlignment": 10,
    "formatMediaTypeNonProprietary": 20, "formatMediaTypeMachineInterpretable": 20, "dcatApCompliance": 30, "licenceAvailability": 20,
    "knownLicence": 10, "accessRightsAvailability": 10, "accessRightsVocabularyAlignment": 5, "contactPointAvailability": 20,
    "publisherAvailability": 10, "rightsAvailability": 5, "byteSizeAvailability": 5, "dateIssuedAvailability": 5, "dateModifiedAvailability": 5,
}  # fmt: skip
"""Metric -> its weight."""
WHOLE = 405
"""The best score, with what only a harvester sees."""
_OF_DATASET = {
    "keywordAvailability": "dcat:keyword", "categoryAvailability": "dcat:theme", "spatialAvailability": "dct:spatial",
    "temporalAvailability": "dct:temporal", "accessRightsAvailability": "dct:accessRights", "contactPointAvailability": "dcat:contactPoint",
    "publisherAvailability": "dct:publisher", "dateIssuedAvailability": "dct:issued", "dateModifiedAvailability": "dct:modified",
}  # fmt: skip
_OF_FILES = {
    "downloadUrlAvailability": "dcat:downloadURL", "mediaTypeAvailability": "dcat:mediaType",
    "licenceAvailability": "dct:license", "rightsAvailability": "dct:rights", "byteSizeAvailability": "dcat:byteSize",
}  # fmt: skip
_MEDIA = "http://www.iana.org/assignments/media-types/"


def told(root: Path, standards: Path | None) -> str:
    """The score of the catalogue in the folder of a publication whose proof found nothing, and where it lost points."""
    conforms = True if not any(shapes.unchecked(standards)) else None
    graph = Described(root, root / CATALOGUES[0]).graph
    [dataset] = graph.objects(None, graph.namespace_manager.expand_curie("dcat:dataset"))
    points = score(graph, str(dataset), conforms=conforms)
    best = {metric: WEIGHTS[metric] for metric in sorted(points)}
    lost = [
        f"{metric} {_plain(points[metric])} of {most}"
        for metric, most in best.items()
        if points[metric] < most
    ]
    got = (
        f"MQA: {_plain(sum(points.values()))} of the {sum(best.values())} points (of {WHOLE}) that files tell"
    )
    return f"{got}; less than full: {', '.join(lost) or 'nothing'}"


def _plain(points: float) -> str:
    return f"{points:.1f}".removesuffix(".0")


def score(graph: Graph, dataset: str, *, conforms: bool | None) -> dict[str, float]:
    """Metric -> points; those of files are shared among the distributions.

    :param conforms: what the shapes said; where they were not asked, their metric is left out.

    :raises ValueError: the dataset has no distribution.
    """
    from rdflib import URIRef

    node, found = URIRef(dataset), {} if conforms is None else {"dcatApCompliance": float(conforms)}

    def values(subject: Node, name: str) -> list[Node]:
        prefix, _, local = name.partition(":")
        return list(graph.objects(subject, URIRef(PREFIXES[prefix] + local)))

    files = values(node, "dcat:distribution")
    if not files:
        raise ValueError(f"{dataset} has no distribution")

    def share(test: Callable[[Node], bool]) -> float:
        return sum(map(test, files)) / len(files)

    for metric, name in _OF_DATASET.items():
        found[metric] = float(bool(values(node, name)))
    for metric, name in _OF_FILES.items():
        found[metric] = share(lambda file, name=name: bool(values(file, name)))  # type: ignore[misc]
    found["accessRightsVocabularyAlignment"] = float(_all_of(values(node, "dct:accessRights"), AUTHORITY))
    found["knownLicence"] = share(lambda file: _all_of(values(file, "dct:license"), AUTHORITY))
    found["formatAvailability"] = share(lambda file: bool(values(file, "dct:format")))
    found["formatMediaTypeVocabularyAlignment"] = share(
        lambda file: (
            _all_of(values(file, "dct:format"), AUTHORITY) and _all_of(values(file, "dcat:mediaType"), _MEDIA)
        )
    )
    for metric in ("formatMediaTypeNonProprietary", "formatMediaTypeMachineInterpretable"):
        # all that we write is both; without a code nobody can tell
        found[metric] = found["formatAvailability"]
    return {metric: round(WEIGHTS[metric] * part, 2) for metric, part in found.items()}


def _all_of(values: list[Node], start: str) -> bool:
    return bool(values) and all(str(value).startswith(start) for value in values)
