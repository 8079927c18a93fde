"""The score that data.europa.eu gives a dataset's description (Metadata Quality Assessment), as far as files tell it.

Weights: the EU's defaults as data.norge.no publishes them. Whether addresses answer and whether a file is of its
format is for a harvester to see: those parts (50 and 30 for status codes; 15 and 15 for formats) are left out, so that
the best score here is 325. Ours lacks the 5 for ``dcat:byteSize``, see `scen.export.catalogue.dcat`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..catalogue.authority import AUTHORITY
from ..catalogue.said import PREFIXES

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


def score(graph: Graph, dataset: str, *, conforms: bool) -> dict[str, float]:
    """Metric -> points; those of files are shared among the distributions. ``conforms`` is what the shapes said.

    :raises ValueError: the dataset has no distribution.
    """
    from rdflib import URIRef

    node, told = URIRef(dataset), {"dcatApCompliance": float(conforms)}

    def values(subject: Node, name: str) -> list[Node]:
        prefix, _, local = name.partition(":")
        return list(graph.objects(subject, URIRef(PREFIXES[prefix] + local)))

    files = values(node, "dcat:distribution")
    if not files:
        raise ValueError(f"{dataset} has no distribution")

    def share(test: Callable[[Node], bool]) -> float:
        return sum(map(test, files)) / len(files)

    for metric, name in _OF_DATASET.items():
        told[metric] = float(bool(values(node, name)))
    for metric, name in _OF_FILES.items():
        told[metric] = share(lambda file, name=name: bool(values(file, name)))  # type: ignore[misc]
    told["accessRightsVocabularyAlignment"] = float(_all_of(values(node, "dct:accessRights"), AUTHORITY))
    told["knownLicence"] = share(lambda file: _all_of(values(file, "dct:license"), AUTHORITY))
    told["formatAvailability"] = share(lambda file: bool(values(file, "dct:format")))
    told["formatMediaTypeVocabularyAlignment"] = share(
        lambda file: (
            _all_of(values(file, "dct:format"), AUTHORITY) and _all_of(values(file, "dcat:mediaType"), _MEDIA)
        )
    )
    for metric in ("formatMediaTypeNonProprietary", "formatMediaTypeMachineInterpretable"):
        told[metric] = told["formatAvailability"]  # all that we write is both; without a code nobody can tell
    return {metric: round(WEIGHTS[metric] * part, 2) for metric, part in told.items()}


def _all_of(values: list[Node], start: str) -> bool:
    return bool(values) and all(str(value).startswith(start) for value in values)
