"""What records may not say, beyond the form of each: one rule, one function, problems out.

All of it holds without the texts; what only a text can prove is in `evidence`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from ..ontology.terms import Property, model, shorten
from . import dates
from .claims import full_label, identity
from .errors import Place, Problem
from .fields import address, notations
from .nearest import did_you_mean
from .reader import Entry, Records
from .records import Assertion, Record, Relation, references
from .text import fold
from .tree import Node

_DURATION = re.compile(r"P(?=.)(\d+[YMWD])*(T(\d+[HMS])+)?")


def problems_of(records: Records) -> Iterator[Problem]:
    """Every breach of every rule."""
    for rule in RULES:
        if records.whole or rule not in OF_ABSENCE:
            yield from rule(records)


def known_references(records: Records) -> Iterator[Problem]:
    """What a record points to exists, and is of the right kind."""
    unknown = _Unknown(records)
    for item in records.sources:
        for name, index, statement, _ in item.statements():
            yield from _resolve(unknown, statement, item.node, (name, index))
        for index, section in enumerate(item.source.sections):
            yield from _resolve(unknown, section, item.node, ("sections", index))
        for field in ("names", "stands_for"):
            for slug in getattr(item.source, field):
                if not records.kind(slug):
                    yield Problem(item.node.at((field, slug)), unknown(slug, tuple(model().kinds)))
    for judgement, node in records.judgements:
        yield from _resolve(unknown, judgement, node, ())


def _resolve(unknown: _Unknown, record: Record, node: Node, path: tuple[int | str, ...]) -> Iterator[Problem]:
    for key, index, slug, kinds in references(record):
        kind = unknown.records.kind(slug)
        if kind in kinds:
            continue
        where = node.at((*path, key) if index is None else (*path, key, index))
        if kind is None:
            yield Problem(where, unknown(slug, kinds))
        else:
            yield Problem(where, f"{key}: '{slug}' is of kind {kind}; {_either(kinds)} is needed")


class _Unknown:
    """The message for an id that nothing has, with the nearest of those that would do."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._known: dict[tuple[str, ...], list[str]] = {}
        self._told: dict[tuple[str, tuple[str, ...]], str] = {}

    def __call__(self, slug: str, kinds: tuple[str, ...]) -> str:
        if kinds not in self._known:
            things = (slug for slug, entry in self.records.things.items() if entry.kind in kinds)
            self._known[kinds] = [*things, *(self.records.documents if "document" in kinds else ())]
        if (slug, kinds) not in self._told:
            agents = "agent" if "person" in kinds and len(kinds) < 4 else "thing"
            what = kinds[0] if len(kinds) == 1 else agents
            self._told[slug, kinds] = f"unknown {what} '{slug}'{did_you_mean(slug, self._known[kinds])}"
        return self._told[slug, kinds]


def _either(kinds: tuple[str, ...]) -> str:
    return kinds[0] if len(kinds) == 1 else f"one of {', '.join(kinds)}"


def one_name_one_thing(records: Records) -> Iterator[Problem]:
    """Two things of one kind share a name only where the ledger judges them *different* (or *same*)."""
    kept = records.kept()

    def pair(a: str, b: str) -> frozenset[str]:
        return frozenset((kept.get(a, a), kept.get(b, b)))

    judged = {pair(j.a, j.b) for j, _ in records.judgements if j.judgement == "different"}
    bearers: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in records.things.values():
        for name in sorted({fold(text) for text in _texts(entry)}):
            for other in bearers[entry.kind, name]:
                two = pair(entry.thing.id, other.thing.id)
                if len(two) == 2 and two not in judged:
                    yield Problem(
                        entry.node.place,
                        f"'{entry.thing.id}' and '{other.thing.id}' ({other.node.place}) share the name '{name}'; "
                        "judge them in ledger.yaml",
                    )
                    break
            bearers[entry.kind, name].append(entry)


def _texts(entry: Entry) -> list[str]:
    thing = entry.thing
    return [
        *thing.name.values(),
        *(text for texts in thing.aliases.values() for text in texts),
        *thing.rendering.values(),
    ]


def names_are_printed(records: Records) -> Iterator[Problem]:
    """A name or alias stands in some document; what no document prints is a rendering."""
    printed: dict[str, set[str]] = defaultdict(set)
    for item in records.sources:
        for slug, forms in item.source.names.items():
            printed[slug] |= {fold(words) for words in forms}
    for slug, entry in records.things.items():
        thing = entry.thing
        for text in [*thing.name.values(), *(text for texts in thing.aliases.values() for text in texts)]:
            if thing.visibility == "public" and fold(text) not in printed[slug]:
                yield Problem(
                    entry.node.place, f"no source records '{text}' as a name of '{slug}'; is it a rendering?"
                )


def topics_are_placed(records: Records) -> Iterator[Problem]:
    """A topic has a theme and a label in each of the three languages; nothing else has a theme."""
    for entry in records.things.values():
        topic = entry.kind == "topic"
        if topic != (entry.thing.broader is not None):
            yield Problem(
                entry.node.place, "a topic needs `broader:`" if topic else "only a topic has `broader:`"
            )
        for language in ("en", "sv", "nb") if topic else ():
            if language not in {**entry.thing.name, **entry.thing.rendering}:
                yield Problem(entry.node.place, f"topic '{entry.thing.id}' has no label in '{language}'")


def properties_fit(records: Records) -> Iterator[Problem]:
    """Relations and assertions use a property of the ontology, on the kinds and values it is for."""
    for item in records.sources:
        for name, index, statement, _ in item.statements():
            if isinstance(statement, Relation | Assertion):
                for field, message in _misfits(records, statement):
                    yield Problem(item.node.at((name, index, field)), message)


def _misfits(records: Records, statement: Relation | Assertion) -> Iterator[tuple[str, str]]:
    relation = isinstance(statement, Relation)
    known = {p.name: p for p in model().properties.values() if p.is_relation == relation and p.name != "name"}
    what = "relation" if relation else "assertion"
    if statement.property not in known:
        yield "property", f"unknown {what} '{statement.property}'{did_you_mean(statement.property, known)}"
        return
    prop = known[statement.property]
    kind = records.kind(statement.subject)
    if kind and prop.domain and kind not in prop.domain:
        yield "subject", f"'{prop.name}' is not said of a thing of kind {kind}, but of {_either(prop.domain)}"
    if isinstance(statement, Relation):
        kind = records.kind(statement.object)
        if kind and kind not in prop.range:
            yield "object", f"the object of '{prop.name}' is not of kind {kind}, but {_either(prop.range)}"
    elif message := value_problem(prop, statement.value, kind):
        yield "value", message


def value_problem(prop: Property, value: str | int, kind: str | None) -> str | None:
    """What is wrong with an assertion's value, or None."""
    if prop.schemes:
        schemes = schemes_of(prop, kind)
        known = [notation for scheme in schemes for notation in notations(scheme)]
        return (
            None
            if value in known
            else f"unknown concept '{value}' of {' or '.join(schemes)}{did_you_mean(str(value), known)}"
        )
    if prop.values:
        return None if value in prop.values else f"'{value}' is none of {', '.join(prop.values)}"
    if prop.is_iri:
        try:
            address(str(value) if "://" in str(value) else f"http://{value}")
        except ValueError:
            return f"'{value}' is no web address"
    if prop.pattern and not re.fullmatch(prop.pattern, str(value)):
        return f"'{value}' is not a value of {prop.name}: {prop.description}"
    match shorten(prop.datatype or ""):
        case "xsd:integer":
            return None if isinstance(value, int) else f"'{value}' is no whole number"
        case "xsd:duration":
            return (
                None
                if _DURATION.fullmatch(str(value))
                else f"'{value}' is no ISO 8601 duration such as P4D or PT90M"
            )
        case "edtf:EDTF":
            try:
                dates.check(str(value))
            except ValueError as error:
                return str(error)
    return None


def schemes_of(prop: Property, kind: str | None) -> tuple[str, ...]:
    """The schemes a property's value is taken from, narrowed by the kind of its subject."""
    own = model().kinds[kind].types if kind and kind in model().kinds else None
    return (own,) if own in prop.schemes else prop.schemes


def sessions_have_a_parent(records: Records) -> Iterator[Problem]:
    """A session belongs to exactly one event or session (per document), and no thing is its own ancestor."""
    parents: dict[str, set[str]] = defaultdict(set)
    for item in records.sources:
        for relation in item.source.relations:
            if relation.property == "parent":
                parents[relation.subject].add(relation.object)
    for slug, entry in records.things.items():
        if entry.kind == "session" and len(parents[slug]) != 1:
            yield Problem(
                entry.node.place, f"session '{slug}' needs exactly one parent, and has {len(parents[slug])}"
            )
        seen, above = {slug}, parents.get(slug)
        while above:
            up = min(above)
            if up in seen:
                yield Problem(entry.node.place, f"'{slug}' is its own parent, by way of '{up}'")
                break
            seen.add(up)
            above = parents.get(up)


def one_statement_one_claim(records: Records) -> Iterator[Problem]:
    """Two statements of one document that join the same things alike are told apart by `n:`."""
    for item in records.sources:
        first: dict[str, Place] = {}
        for name, _, statement, place in item.statements():
            same = first.setdefault(identity(name, statement, item.source.document.id), place)
            if same is not place:
                yield Problem(
                    place,
                    f"says the same as {same}; merge them, or tell them apart with `n: {statement.n + 1}`",
                )


def contradictions_point_somewhere(records: Records) -> Iterator[Problem]:
    """A contradiction's labels exist; a label is used once in its document."""
    labels = _labels(records)
    for item in records.sources:
        document = item.source.document.id
        for index, contradiction in enumerate(item.source.contradictions):
            if len({full_label(label, document) for label in contradiction.between}) < len(
                contradiction.between
            ):
                yield Problem(item.node.at(("contradictions", index)), "names one statement twice")
            for label in contradiction.between:
                if full_label(label, document) not in labels:
                    yield Problem(
                        item.node.at(("contradictions", index)), f"no statement has the label '{label}'"
                    )
        seen: dict[str, Place] = {}
        for _, _, statement, place in item.statements():
            if statement.label and seen.setdefault(statement.label, place) is not place:
                yield Problem(place, f"label '{statement.label}' is taken by {seen[statement.label]}")


def _labels(records: Records) -> set[str]:
    return {
        full_label(statement.label, item.source.document.id)
        for item in records.sources
        for _, _, statement, _ in item.statements()
        if statement.label
    }


def judgements_agree(records: Records) -> Iterator[Problem]:
    """No two judgements on one pair disagree, and the same thing is not of two kinds."""
    first: dict[frozenset[str], str] = {}
    for judgement, node in records.judgements:
        pair = frozenset((judgement.a, judgement.b))
        if first.setdefault(pair, judgement.judgement) != judgement.judgement:
            yield Problem(node.place, f"'{judgement.a}' and '{judgement.b}' are already judged {first[pair]}")
        kinds = {records.kind(slug) for slug in pair} - {None}
        if judgement.judgement == "same" and len(kinds) > 1:
            yield Problem(
                node.place,
                f"'{judgement.a}' and '{judgement.b}' are of different kinds and cannot be the same",
            )


def merges_lead_to_one(records: Records) -> Iterator[Problem]:
    """What is merged or renamed goes to one thing: no id twice, no circle, no former id that is in use."""
    into: dict[str, str] = {}
    for judgement, node in records.judgements:
        if judgement.judgement != "same":
            continue
        if judgement.a == judgement.b:
            yield Problem(node.place, f"'{judgement.a}' is judged the same as itself")
        elif into.setdefault(judgement.b, judgement.a) != judgement.a:
            other = into[judgement.b]
            yield Problem(
                node.place,
                f"'{judgement.b}' is merged into '{other}' already; judge '{other}' and '{judgement.a}' the same",
            )
        elif _circles(judgement.b, into):
            message = (
                f"'{judgement.b}' is kept in another judgement; keep '{judgement.b}', or turn the other round"
            )
            yield Problem(node.place, message)
            del into[judgement.b]
    first: dict[str, str] = {}
    for slug, entry in records.things.items():
        for old in entry.thing.formerly:
            if kind := records.kind(old):
                yield Problem(
                    entry.node.place, f"former id '{old}' is that of a {kind}; the ledger merges two things"
                )
            elif first.setdefault(old, slug) != slug:
                yield Problem(entry.node.place, f"former id '{old}' is taken by '{first[old]}'")


def _circles(slug: str, into: dict[str, str]) -> bool:
    at = into[slug]
    while at in into and at != slug:
        at = into[at]
    return at == slug


RULES: tuple[Callable[[Records], Iterator[Problem]], ...] = (
    known_references,
    one_name_one_thing,
    names_are_printed,
    topics_are_placed,
    properties_fit,
    sessions_have_a_parent,
    one_statement_one_claim,
    contradictions_point_somewhere,
    judgements_agree,
    merges_lead_to_one,
)
OF_ABSENCE = {names_are_printed, sessions_have_a_parent, contradictions_point_somewhere}
"""Rules that miss something; they wait until everything could be read."""
