"""The base of our IRIs and the prefixes of ``context.jsonld``, without the rest of the model."""

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

NS = "https://w3id.org/scen/"
"""The base of all our IRIs: a placeholder until it is registered."""


def context() -> dict[str, object]:
    """The JSON-LD context, as the value of ``@context``.

    >>> context()["certainty"]
    {'@id': 'scen:certainty', '@type': '@id'}
    """
    text = (files(__package__) / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)["@context"]
    return found


PREFIXES: Mapping[str, str] = MappingProxyType(
    {name: iri for name, iri in context().items() if isinstance(iri, str) and iri.startswith("http")}
)
"""The prefixes of ``context.jsonld``, used in all our files and queries."""
