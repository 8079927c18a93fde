"""Whom a name means in the records, and what the private file is to know of them."""

from __future__ import annotations

from collections.abc import Iterator

from .errors import NotFound
from .nearest import did_you_mean
from .reader import Entry, Records
from .records import Membership, references
from .text import fold
from .visibility import Hidden


def same_person(records: Records, name: str) -> list[str]:
    """The id of the person of that name, and those of records that were judged to be the same person.

    :raises NotFound: nobody, or more than one, is of that name.
    """
    kept = records.kept()
    people = {
        slug: entry
        for slug, entry in records.things.items()
        if entry.kind == "person" and not entry.thing.is_tombstone
    }
    wanted = fold(name.rpartition("/")[2]) if "/" in name else fold(name)
    found = {kept.get(slug, slug) for slug, entry in people.items() if wanted in _called(records, entry)}
    found &= people.keys()
    if len(found) != 1:
        near = [(slug, entry) for slug, entry in people.items() if _near(wanted, _called(records, entry))]
        shown_ = sorted(found) or [slug for slug, _ in near][:3]
        raise NotFound(name, [(_label(people[slug]), "person", slug) for slug in shown_], many=bool(found))
    [slug] = found
    return [slug, *sorted(other for other, end in kept.items() if end == slug)]


def _called(records: Records, entry: Entry) -> set[str]:
    return {fold(text) for text in (entry.thing.id, *_names(records, entry))}


def _near(wanted: str, called: set[str]) -> bool:
    words = {word for text in called for word in text.replace("-", " ").split()}
    return bool(words & set(wanted.split())) or bool(did_you_mean(wanted, called))


def _label(entry: Entry) -> str:
    return next(iter((*entry.thing.name.values(), *entry.thing.rendering.values())), entry.thing.id)


def _names(records: Records, entry: Entry) -> Iterator[str]:
    yield from _own(entry)
    for item in records.sources:
        yield from item.source.names.get(entry.thing.id, ())


def _own(entry: Entry) -> Iterator[str]:
    """What the record itself calls the person."""
    thing = entry.thing
    yield from (*thing.name.values(), *(text for many in thing.aliases.values() for text in many))
    yield from (*thing.rendering.values(), *thing.formerly)


def hidden(records: Records, ids: list[str]) -> Hidden:
    """The person as the private file lists them: every name but those of `common`, and what is known with them."""
    left_out = common(records, ids)
    names = [name for entry in _entries(records, ids) for name in _names(records, entry)]
    return Hidden(
        id=ids[0],
        visibility="withheld",
        names=tuple(dict.fromkeys((*(name for name in names if name not in left_out), *ids[1:]))),
        near=tuple(dict.fromkeys(_known_with(records, ids))),
    )


def common(records: Records, ids: list[str]) -> set[str]:
    """Single words by which only documents call the person, where a whole name is known: others have them too."""
    entries = _entries(records, ids)
    names = {name for entry in entries for name in _names(records, entry)}
    single = {name for name in names if len(name.replace("-", " ").split()) < 2}
    return single - {name for entry in entries for name in _own(entry)} if single != names else set()


def _entries(records: Records, ids: list[str]) -> list[Entry]:
    return [records.things[slug] for slug in ids if slug in records.things]


def _known_with(records: Records, ids: list[str]) -> Iterator[str]:
    """The organisations of the person, and the posts there."""
    for item in records.sources:
        for _, _, statement, _ in item.statements():
            if not {slug for _, _, slug, _ in references(statement)}.intersection(ids):
                continue
            homes = list(getattr(statement, "on_behalf_of", ()))
            if isinstance(statement, Membership):
                homes.append(statement.organisation)
                yield from filter(None, (statement.title, statement.rendering))
            for home in homes:
                yield from _names(records, records.things[home])
