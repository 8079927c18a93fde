"""Entities of FollowTheMoney 4 (followthemoney.tech), one JSON object a line: for Aleph and OpenSanctions' tools.

People, organisations, events, projects and source documents are entities; claims that join two of them are links. A link
carries the claim's status in ``status``, so that what was announced is never told as done, and in words, status first, in
``summary``; its certainty, document and lines are in ``description``. Roles at events are carried by ``UnknownLink``,
for FollowTheMoney has no participant of an event; money that is granted is one too, for ``Payment`` says that it was paid.

Left out, as personal data that such tools join with other files: who merely attended, was invited, registered or expected.
Left out, as nothing fits: groups, places, topics, works, and assertions other than names and dates.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..ontology.terms import model
from .attributes import node_id
from .tabular_rows import claim_row, joined
from .tabular_sql import QUERIES

if TYPE_CHECKING:
    from .source import Source

FILE = "more/entities.ftm.json"
_SCHEMAS = {
    "person": "Person", "organisation": "Organization", "event": "Event", "session": "Event", "series": "Event",
    "project": "Project", "document": "Document",
}  # fmt: skip
_PUBLIC = (
    "government",
    "public-authority",
    "public-agency",
    "eu-institution",
    "intergovernmental-organisation",
)
"""Kinds of organisation that are public bodies, with the narrower ones."""
_LEGAL = ("person", "organisation")
_RANGES: dict[str, Sequence[Sequence[str]]] = {
    "ProjectParticipant": (_LEGAL, ("project",)), "Membership": (_LEGAL, ("organisation",)), "Representation": (_LEGAL, _LEGAL),
}  # fmt: skip
"""Schema of a link -> the kinds that each of its ends may be."""
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")
_ORGANISING = "responsible"
_THINGS = f"""SELECT q.*, (SELECT json_group_array(o) FROM (SELECT DISTINCT o FROM alias WHERE s = q.id ORDER BY o))
  FROM ({QUERIES["things"]}) q"""
_CLAIMS = f"""SELECT (SELECT json_group_array(iif(first = last, first, first || '-' || last)) FROM
    (SELECT DISTINCT first, last FROM body b JOIN lines l ON l.note = b.s WHERE b.o = q.id ORDER BY 1, 2)), q.*
  FROM ({QUERIES["claims"]}) q"""
_AT_EVENT = """SELECT a.thing, k.code FROM part e JOIN part a ON a.claim = e.claim AND a.part = 'agent'
  JOIN role r ON r.s = e.claim JOIN concept k ON k.id = r.o
  JOIN certainty y ON y.s = e.claim JOIN concept sure ON sure.id = y.o AND sure.code = 'stated'
  JOIN status t ON t.s = e.claim JOIN concept done ON done.id = t.o AND done.code <> 'cancelled'
  WHERE e.thing = ? AND e.part IN ('event', 'within') ORDER BY 1, 2"""

Entity = dict[str, Any]
Properties = Mapping[str, Sequence[str | None]]


def write(source: Source, folder: Path) -> None:
    """Write `FILE`."""
    with joined(source) as database, (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        database.execute("CREATE INDEX body_o ON body (o, s)")
        source.progress(f"writing {FILE}")
        for entity in _entities(database):
            file.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")


def _entities(database: sqlite3.Connection) -> Iterator[Entity]:
    for row in database.execute(_THINGS):
        if row[1] in _SCHEMAS:
            yield _thing(row, database)
    for lines, *row in database.execute(_CLAIMS):
        yield from _links(json.loads(lines), row)


def _entity(name: str, schema: str, properties: Properties) -> Entity:
    told = {key: list(dict.fromkeys(filter(None, values))) for key, values in properties.items()}
    return {
        "id": name,
        "schema": schema,
        "properties": {key: values for key, values in told.items() if values},
    }


def _id(thing: str) -> str:
    kind, _, slug = thing.partition("/")
    return node_id(kind, slug, thing)


# -- things ------------------------------------------------------------------------------------------------


def _thing(row: Sequence[Any], database: sqlite3.Connection) -> Entity:
    key, kind, slug, label, en, sv, nb, types, date, _, _, parent, _, same, *_, aliases = row
    told: dict[str, Sequence[str | None]] = {
        "name": (label, en, sv, nb), "alias": json.loads(aliases),
        "wikidataId": [found[1] for iri in (same or "").split() if (found := _WIKIDATA.fullmatch(iri))],
    }  # fmt: skip
    if kind == "document":
        told |= {"title": (label,), "fileName": (slug,)}
    if kind in ("event", "session", "series", "project"):
        told |= _dates(date)
    if kind in ("event", "session"):
        told |= _who(database, key)
    if kind == "organisation" and (parent or "").startswith("organisation/"):
        told["parent"] = (_id(parent),)
    return _entity(_id(key), _schema(kind, types), told)


def _schema(kind: str, types: str | None) -> str:
    kinds = set((types or "").split())
    if kind == "organisation" and kinds & _family("organisation-kinds", *_PUBLIC):
        return "PublicBody"
    return "Company" if kind == "organisation" and "company" in kinds else _SCHEMAS[kind]


@lru_cache
def _family(scheme: str, *roots: str) -> frozenset[str]:
    """The concepts and those narrower than them, by notation."""
    return frozenset(concept.notation for root in roots for concept in model().narrower(scheme, root))


def _dates(edtf: str | None) -> dict[str, Sequence[str | None]]:
    """A date or a period, as far as it is known without a doubt.

    >>> _dates("2019-11/2019-12-02"), _dates("XXXX-11-14")
    ({'startDate': ('2019-11',), 'endDate': ('2019-12-02',)}, {})
    """
    start, slash, end = (edtf or "").partition("/")
    days = [day if _DATE.fullmatch(day) else "" for day in (start, end)]
    if not slash:
        return {"date": (days[0],)} if days[0] else {}
    return {name: (day,) for name, day in zip(("startDate", "endDate"), days, strict=True) if day}


def _who(database: sqlite3.Connection, event: str) -> dict[str, Sequence[str | None]]:
    """Who is said to hold an event, and who to be on its programme."""
    found: dict[str, list[str | None]] = {"organizer": [], "involved": []}
    holding, involved = _family("roles", _ORGANISING), _family("roles", "contributor")
    for agent, role in database.execute(_AT_EVENT, (event,)):
        if agent.partition("/")[0] in _LEGAL:
            for name, roles in (("organizer", holding), ("involved", involved)):
                found[name] += [_id(agent)] if role in roles else []
    return dict(found)


# -- claims ------------------------------------------------------------------------------------------------


def _links(lines: list[str], row: Sequence[Any]) -> Iterator[Entity]:
    (key, kind, words, _, _, role, _, _, _, _, printed, rendering, certainty, status, because, document, date, _, _,
     disputed) = claim_row(row)  # fmt: skip
    if role in _family("roles", "audience"):
        return
    about = f"{certainty}{f', because: {because}' if because else ''}{', disputed' if disputed else ''}"
    about += f"; {document.partition('/')[2]}{', lines ' + ', '.join(map(str, lines)) if lines else ''}"
    labels = json.loads(row[-1])
    told: dict[str, Sequence[str | None]] = {
        "role": (labels[0] or labels[1] or labels[2] or rendering or printed,), "status": (status,), "summary": (words,),
        "description": (about,), "recordId": (key.partition("/")[2],), "proof": (_id(document),), **_dates(date),
    }  # fmt: skip
    for number, link in enumerate(_joined(kind, json.loads(row[-3]), document)):
        schema, ends, own = _fitting(*link)
        name = _id(key) + (f".{number}" if number else "")
        yield _entity(name, schema, {**{end: (_id(thing),) for end, thing in ends.items()}, **told, **own})


Link = tuple[str, dict[str, str], dict[str, Sequence[str | None]]]
"""Schema, its two ends, and what is told otherwise than of the claim."""


def _joined(kind: str, parts: list[list[str]], document: str) -> Iterator[Link]:
    """What a claim joins, as links of things that are entities."""
    things: dict[str, list[str]] = {}
    for part, thing, _ in parts:
        if thing.partition("/")[0] in _SCHEMAS:
            things.setdefault(part, []).append(thing)

    def pairs(schema: str, one: tuple[str, str], other: tuple[str, str], role: str = "") -> Iterator[Link]:
        """``one`` and ``other``: an end of the schema, and the part that is there."""
        for a in things.get(one[1], ()):
            for b in things.get(other[1], ()):
                yield schema, {one[0]: a, other[0]: b}, {"role": (role,)} if role else {}

    subject, object_ = "subject", "object"
    if kind == "participation":
        yield from pairs("UnknownLink", (subject, "agent"), (object_, "event"))
    elif kind == "project-role":
        yield from pairs("ProjectParticipant", ("participant", "agent"), ("project", "project"))
    elif kind == "membership":
        yield from pairs("Membership", ("member", "agent"), ("organization", "organisation"))
    elif kind == "funding":
        yield from pairs("UnknownLink", (subject, "funder"), (object_, "funds"), "funds")
    elif kind == "mention":
        things["document"] = [document]
        yield from pairs("Documentation", ("document", "document"), ("entity", "subject"))
    elif kind == "relation":
        yield from pairs("UnknownLink", (subject, "subject"), (object_, "object"))
    elif kind == "cooperation":
        yield from _cooperation(things.get("party", []), things.get("acts-for", []))
    yield from pairs("UnknownLink", (subject, "agent"), (object_, "for"), "appears for")


def _fitting(schema: str, ends: dict[str, str], own: dict[str, Sequence[str | None]]) -> Link:
    """The link, as one of an unknown kind where the schema takes no such ends: a network may have a coordinator too."""
    kinds = [thing.partition("/")[0] for thing in ends.values()]
    if all(kind in wanted for kind, wanted in zip(kinds, _RANGES.get(schema, kinds), strict=True)):
        return schema, ends, own
    return "UnknownLink", dict(zip(("subject", "object"), ends.values(), strict=True)), own


def _cooperation(parties: list[str], principals: list[str]) -> Iterator[Link]:
    for a, b in combinations(sorted(parties), 2):
        if not principals:
            yield "UnknownLink", {"subject": a, "object": b}, {}
        elif {a, b} & set(principals):
            agent, client = (b, a) if a in principals else (a, b)
            yield "Representation", {"agent": agent, "client": client}, {}
