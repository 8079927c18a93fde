"""Candidates for a name in a spreadsheet, with scores that say no more than is known.

A score is how alike the names are, from 0 to 100; 100 only where the name, spelled so but for case and accents, or the id
is the thing's. Properties that are given and known count as much as half a name each. *Match* is said only where there is
one such thing, of a kind that was asked for, and nothing given speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.errors import SettingError
from ..graph.facts import Facts
from ..graph.text import fold
from ..ontology.terms import model
from .api.operations import printable

if TYPE_CHECKING:
    from ..graph.dataset import Readable
    from ..graph.names import Hit
    from ..queries.opened import OpenDataset

LIMIT, MOST = 10, 50
"""Candidates of one query: where no limit is given, and at most."""
NEAR = 100_000
"""Things among which names that are spelled alike are looked for."""
_MEMBERS = {"query", "type", "limit", "properties", "type_strict"}
_STRICT = ("any", "should", "all")


@dataclass(frozen=True)
class Asked:
    """One query of a batch."""

    query: str
    types: tuple[str, ...] = ()
    strict: str = "any"
    limit: int = LIMIT
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()


def asked(key: str, told: Mapping[str, Any]) -> Asked:
    """The query of a batch under that key.

    :raises SettingError: it is none, by the specification.
    """

    def wrong(what: str) -> SettingError:
        return SettingError("queries", f"{key[:40]!r}: {what}")

    if not printable(key):
        raise wrong("a key is to be a text")
    if strange := sorted(set(told) - _MEMBERS):
        raise wrong(f"no member {strange[0][:40]!r}; there are {', '.join(sorted(_MEMBERS))}")
    query, types, limit = told.get("query", ""), told.get("type", []), told.get("limit", LIMIT)
    types = [types] if isinstance(types, str) else types
    if not isinstance(query, str) or len(query) > 500 or not printable(query):
        raise wrong("query is to be a text of at most 500 characters")
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise wrong("type is to be a text or a list of texts")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit != limit // 1 or limit < 1:
        raise wrong("limit is to be a whole number from 1 on")
    if told.get("type_strict", "any") not in _STRICT:
        raise wrong(f"type_strict is to be one of {', '.join(_STRICT)}")
    if not query.strip() and not told.get("properties"):
        raise wrong("query or properties are needed")
    given = tuple(_property(one, wrong) for one in _list(told.get("properties", []), wrong))
    return Asked(query, tuple(types), told.get("type_strict", "any"), min(int(limit), MOST), given)


def _list(told: Any, wrong: Any) -> list[Any]:
    if not isinstance(told, list) or len(told) > 20:
        raise wrong("properties are to be a list")
    return told


def _property(told: Any, wrong: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(told, dict) or not isinstance(told.get("pid"), str) or "v" not in told:
        raise wrong("a property has members pid and v")
    values = told["v"] if isinstance(told["v"], list) else [told["v"]]
    words = [str(one.get("id", "")) if isinstance(one, dict) else one for one in values]
    if (
        not all(isinstance(one, str | int | float) and printable(str(one)) for one in words)
        or len(words) > 20
    ):
        raise wrong("v is to be a text, a number, a truth, a thing, or a list of them")
    return told["pid"], tuple(str(one)[:500] for one in words)


def result(data: OpenDataset, query: Asked) -> list[dict[str, Any]]:
    """The candidates, the best first."""
    kinds = _kinds(query)
    if kinds is None:
        return []
    hits = _hits(data, query, kinds)
    found = data.store.read(
        lambda readable: [_candidate(readable, data.language, hit, query) for hit in hits]
    )
    found.sort(key=lambda one: (-one["score"], one["id"]))
    whole = [one for one in found if {"id": "name", "value": 100.0} in one["features"]]
    for one in found:
        one["match"] = one["score"] == 100 and [one] == whole and _of_type(one, query)
    return found[: query.limit]


def _kinds(query: Asked) -> tuple[str, ...] | None:
    """The kinds of candidates, none for all kinds; None where nothing can be of all that are asked for."""
    known = tuple(one for one in dict.fromkeys(query.types) if one in model().kinds)
    if not query.types or query.strict == "should":
        return ()
    if query.strict == "all" and len(set(query.types)) > 1:
        return None
    return known or None


def _hits(data: OpenDataset, query: Asked, kinds: tuple[str, ...]) -> list[Hit]:
    """Things that may be meant: those that bear the name or id, those that hold its words, else those spelled alike."""
    words = query.query.strip()

    def found(readable: Readable) -> list[Hit]:
        names = readable.names
        if not words:
            return _having(readable, data.language, query, kinds)
        exact = [hit for hit in names.exact(words, language=data.language) if not kinds or hit.kind in kinds]
        hits = [*exact, *names.search(words, kinds=kinds, language=data.language, limit=MOST)]
        if hits or sum(names.count().values()) > NEAR:
            return hits
        return names.near(words, kinds=kinds, language=data.language, limit=MOST)

    hits = {hit.iri: hit for hit in reversed(data.store.read(found)) if hit.kind in model().kinds}
    return list(hits.values())


def _having(readable: Readable, language: str, query: Asked, kinds: tuple[str, ...]) -> list[Hit]:
    """Where no name is given: things of which some property is a thing that is given."""
    facts, found = Facts(readable, language), dict[str, None]()
    for name, values in query.properties:
        for value in values:
            for other in readable.names.exact(value, language=language):
                for fact in facts.about(other.iri):
                    subject = fact.one("subject")
                    if subject and fact.value("property") == name and (not kinds or subject.kind in kinds):
                        found[subject.iri] = None
    return [hit for iri in list(found)[:MOST] for hit in readable.names.exact(iri, language=language)]


def _candidate(readable: Readable, language: str, hit: Hit, query: Asked) -> dict[str, Any]:
    features: dict[str, float | bool] = {"name": _alike(query.query, hit)} if query.query.strip() else {}
    if query.properties:
        features |= _agreement(Facts(readable, language), hit, query)
    if query.types:
        features["type"] = hit.kind in query.types
    label = model().kinds[hit.kind].labels
    kind = {"id": hit.kind, "name": label.get(language, label["en"])}
    also = f" — {hit.name}" if hit.name not in (hit.label, hit.slug) else ""
    return {
        "id": f"{hit.kind}/{hit.slug}", "name": hit.label, "description": f"{kind['name']}{also}", "type": [kind],
        "score": _score(features), "features": [{"id": name, "value": value} for name, value in features.items()],
        "match": False,
    }  # fmt: skip


def _alike(query: str, hit: Hit) -> float:
    """How alike the query and a name of the thing are, in percent; 100 only where they are one."""
    from rapidfuzz import fuzz

    wanted = fold(query)
    names = {fold(hit.label), fold(hit.name), fold(hit.slug.replace("-", " "))}
    if wanted in names or query.strip() in (hit.iri, hit.slug, f"{hit.kind}/{hit.slug}"):
        return 100.0
    return min(
        99.0,
        round(max(max(fuzz.ratio(wanted, name), fuzz.token_sort_ratio(wanted, name)) for name in names), 1),
    )


def _agreement(facts: Facts, hit: Hit, query: Asked) -> dict[str, bool]:
    """Property -> whether one of the values given is recorded; nothing where none is recorded, which says nothing."""
    recorded: dict[str, set[str]] = {}
    for fact in facts.about(hit.iri):
        subject = fact.one("subject")
        if subject and subject.iri == hit.iri:
            recorded.setdefault(fact.value("property"), set()).update(
                _values(fact.all("object"), fact.value("value"))
            )
    return {
        f"property:{name}": any(fold(value) in recorded[name] for value in values)
        for name, values in query.properties if name in recorded
    }  # fmt: skip


def _values(things: Iterable[Any], value: str) -> set[str]:
    """The ways in which a value may be given: name, id, or IRI."""
    told = {form for ref in things for form in (ref.label, ref.iri, ref.slug, f"{ref.kind}/{ref.slug}")}
    return {fold(one) for one in (*told, value) if one}


def _score(features: Mapping[str, float | bool]) -> float:
    """The mean of the name, which counts twice (as nothing where none is given), and of what is known of properties."""
    agreed = [100.0 * value for name, value in features.items() if name.startswith("property:")]
    return round((2 * features.get("name", 0.0) + sum(agreed)) / (2 + len(agreed)), 1)


def _of_type(one: Mapping[str, Any], query: Asked) -> bool:
    return not query.types or one["type"][0]["id"] in query.types
