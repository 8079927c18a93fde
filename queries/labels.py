"""The name index of a remote dataset: all labels fetched once, indexed as a build indexes them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..graph import names

_LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?form ?label WHERE {{
  VALUES ?form {{ skos:prefLabel skos:altLabel skos:hiddenLabel }}
  ?thing ?form ?label FILTER(STRSTARTS(STR(?thing), "{base}id/")) }}"""
_CLAIMS = """SELECT ?thing (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
  {{ ?claim a <{base}ns#Claim> ; ?part ?thing FILTER(?part != <http://purl.org/dc/terms/source>) }}
  UNION {{ ?thing <http://data.europa.eu/m8g/hasParticipation> ?claim }}
  FILTER(STRSTARTS(STR(?thing), "{base}id/")) }} GROUP BY ?thing"""
_FORMS = {"prefLabel": "name", "altLabel": "alias", "hiddenLabel": "hidden"}


def index(select: Callable[[str], Iterable[tuple[Any, ...]]], base: str) -> names.Names:
    """The index of the dataset of that base IRI."""
    labels: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for thing, form, label in select(_LABELS.format(base=base)):
        labels[thing.value].append((_FORMS[form.value.rpartition("#")[2]], label))
    claims = {thing.value: int(count.value) for thing, count in select(_CLAIMS.format(base=base)) if thing}
    memory = sqlite3.connect(":memory:", check_same_thread=False)
    names.fill(memory, (_named(iri, said, claims.get(iri, 0), base) for iri, said in labels.items()))
    return names.Names(Path(base), memory)


def _named(iri: str, said: list[tuple[str, Any]], claims: int, base: str) -> names.Named:
    kind, _, slug = iri.removeprefix(f"{base}id/").partition("/")
    shown = tuple(sorted((label.language or "", label.value) for form, label in said if form == "name"))
    return names.Named(
        slug, kind, iri, shown, tuple(sorted({(label.value, form) for form, label in said})), claims
    )
