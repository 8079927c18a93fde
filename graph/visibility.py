"""Who must not be shown, taken out of the claims before anything is written.

The names, aliases and ids of withheld and pseudonymous people live in one private file outside package and
repository (``SCEN_PRIVATE``). The public side knows them by a keyed hash (HMAC-SHA-256), which names their
IRI. A withheld person leaves a tombstone and nothing else. A pseudonymous person keeps, of each tie, its
kind, year and the other party, and the kind of their organisations; their claims go, because a line of a
public document would give the name.

The private file (YAML)::

    key: <at least 32 characters, kept secret>
    people:
    - {id: anna-exempel, visibility: withheld, names: [Anna Exempel]}
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from .claims import Claim, Claims, Item, Label, disputed
from .errors import Problem, RecordErrors
from .fields import Slug, Text
from .reader import Records, plain_words, shown
from .records import Record
from .text import fold, names_it
from .ties import Link, Tie, derive
from .tree import read

VARIABLE = "SCEN_PRIVATE"


class Hidden(Record):
    """A person who is not shown, and every name they are known by."""

    id: Slug
    visibility: Literal["pseudonymous", "withheld"]
    names: tuple[Text, ...] = ()


class Private(Record):
    """The private file."""

    key: Annotated[str, Field(min_length=32)]
    people: tuple[Hidden, ...] = ()

    def alias(self, slug: str) -> str:
        """The public id of a person: not reversible without the key."""
        return "p-" + hmac.new(self.key.encode(), slug.encode(), "sha256").hexdigest()[:16]


def read_private(path: Path | None = None) -> Private | None:
    """The private file named by ``path`` or `SCEN_PRIVATE`; None where there is none.

    :raises RecordErrors: it cannot be read.
    """
    named = path or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is None:
        return None
    node = read(named, shown(named))
    try:
        return Private.model_validate(node.plain())
    except ValidationError as error:
        raise RecordErrors(
            Problem(node.at(e["loc"]), plain_words(Private, e)) for e in error.errors()
        ) from None


@dataclass(frozen=True)
class Shown:
    """Claims that may be shown, and what ties need besides: the pseudonymous people's claims."""

    public: Claims
    tied: Claims
    pseudonyms: dict[str, str]
    """public id -> id in the records"""
    names: tuple[str, ...] = ()
    """Every name that must be nowhere."""


def apply(claims: Claims, records: Records, private: Private | None) -> Shown:
    """The claims without what must not be shown.

    :raises RecordErrors: a name that must be nowhere stands in a title or another text that stays, or a
        record asks for a pseudonym and there is no key.
    """
    hidden = _hidden(claims, records, private)
    if not hidden:
        return Shown(claims, claims, {})
    assert private
    alias = {slug: private.alias(slug) for slug in hidden}
    gone = {slug for slug, person in hidden.items() if person.visibility == "withheld"}
    names = tuple(sorted({name for slug in hidden for name in _names(slug, hidden, claims)}))
    tied = _without(claims, gone)
    public = _scrubbed(_without(claims, set(hidden)), names)
    pseudonyms = {alias[slug]: slug for slug in sorted(set(hidden) - gone)}
    people = [_person(claims, slug, public_id) for public_id, slug in pseudonyms.items()]
    tombstones = tuple(sorted(("person", alias[slug]) for slug in gone))
    public = replace(public, items=tuple(sorted((*public.items, *people))), tombstones=tombstones)
    return Shown(public, tied, pseudonyms, names)


def _hidden(claims: Claims, records: Records, private: Private | None) -> dict[str, Hidden]:
    listed = {person.id: person for person in private.people} if private else {}
    marked: dict[str, Hidden] = {}
    problems = []
    kept = records.kept()
    for slug, entry in records.things.items():
        if entry.thing.visibility == "public":
            continue
        if entry.kind != "person":
            problems.append(Problem(entry.node.place, "only a person can be withheld or pseudonymous"))
        elif private is None:
            problems.append(
                Problem(
                    entry.node.place,
                    f"a {entry.thing.visibility} person needs the key in the private file ({VARIABLE})",
                )
            )
        marked[slug] = Hidden(id=slug, visibility=entry.thing.visibility)
    if problems:
        raise RecordErrors(problems)
    known = {item.slug for item in claims.items}
    people = {**marked, **listed}
    return {
        kept.get(slug, slug): person
        for slug, person in sorted(people.items())
        if kept.get(slug, slug) in known
    }


def _names(slug: str, hidden: dict[str, Hidden], claims: Claims) -> Iterator[str]:
    yield slug
    yield from hidden[slug].names
    yield from (old for _, old, new in claims.redirects if new == slug)
    yield from (label.text for label in claims.item()[slug].labels)


def _without(claims: Claims, gone: set[str]) -> Claims:
    """The claims without these people; a cooperation of three goes on as one of two."""
    kept = []
    for claim in claims.claims:
        joins = tuple((part, slug) for part, slug in claim.joins if slug not in gone)
        if joins == claim.joins or (claim.kind == "cooperation" and _still(claim, joins)):
            kept.append(replace(claim, joins=joins))
    ids = {claim.id for claim in kept}
    disputes = tuple(
        replace(dispute, claims=tuple(claim for claim in dispute.claims if claim in ids))
        for dispute in claims.disputes
        if sum(claim in ids for claim in dispute.claims) > 1
    )
    return replace(
        claims,
        items=tuple(item for item in claims.items if item.slug not in gone),
        claims=disputed(kept, disputes),
        disputes=disputes,
        redirects=tuple(redirect for redirect in claims.redirects if redirect[2] not in gone),
    )


def _still(claim: Claim, joins: tuple[tuple[str, str], ...]) -> bool:
    parties = [slug for part, slug in joins if part == "parties"]
    return len(parties) > 1 and claim.one("acts_for") in ("", *parties)


def _scrubbed(claims: Claims, names: tuple[str, ...]) -> Claims:
    """Kept words that hold a name go; a name in any other text is a mistake that stops the build."""
    problems: list[Problem] = []
    scrubbed = []
    for claim in claims.claims:
        quotes = tuple(quote for quote in claim.quotes if not holds(quote.words, names))
        scrubbed.append(replace(claim, quotes=quotes))
        for text in (claim.because, *(str(value) for _, value in claim.values)):
            if holds(text, names):
                problems.append(
                    Problem(claim.place, "names a person who is not shown; word it otherwise or leave it out")
                )
    items = [_renamed(item, names, problems) for item in claims.items]
    for dispute in claims.disputes:
        if holds(dispute.because, names):
            problems.append(Problem(dispute.place, "names a person who is not shown; word it otherwise"))
    if problems:
        raise RecordErrors(problems)
    return replace(claims, claims=tuple(scrubbed), items=tuple(items))


def _renamed(item: Item, names: tuple[str, ...], problems: list[Problem]) -> Item:
    labels = tuple(label for label in item.labels if label.form != "hidden" or not holds(label.text, names))
    if any(holds(text, names) for text in (item.slug, *(label.text for label in labels))):
        problems.append(
            Problem(item.place, "its id or label names a person who is not shown; word it otherwise")
        )
    return replace(item, labels=labels)


def holds(text: str, names: Iterable[str]) -> bool:
    """Whether a text holds one of the names as whole words, in any case and with or without diacritics."""
    folded = fold(text)
    return any(names_it(folded, fold(name)) for name in names)


def _person(claims: Claims, slug: str, public_id: str) -> Item:
    """What is shown of a pseudonymous person: a label without a name, and the kind of their organisations."""
    short = public_id.removeprefix("p-")[:6]
    labels = (
        Label(f"Person {short} (name withheld)", "en", curated=True),
        Label(f"Person {short} (navn utelatt)", "nb", curated=True),
        Label(f"Person {short} (namn utelämnat)", "sv", curated=True),
    )
    return Item("person", public_id, labels, values=tuple(_organisation_kinds(claims, slug)))


def _organisation_kinds(claims: Claims, slug: str) -> Iterator[tuple[str, str]]:
    homes = {
        c.one("organisation") for c in claims.claims if c.kind == "membership" and c.one("member") == slug
    }
    kinds = {c.value("value") for c in claims.claims if c.property == "kind" and c.subject in homes}
    yield from (("organisation-kind", kind) for kind in sorted(kinds)[:1])


def shown_ties(shown: Shown) -> tuple[Tie, ...]:
    """Ties of what may be shown, and those of pseudonymous people under their public id.

    No tie between others rests on a hidden claim: its id, a plain hash, could be guessed back to a name.
    """
    public = {slug: alias for alias, slug in shown.pseudonyms.items()}
    hidden = (tie for tie in derive(shown.tied) if {tie.a, tie.b} & public.keys()) if public else ()
    return tuple(sorted((*derive(shown.public), *(_masked(tie, public) for tie in hidden))))


def _masked(tie: Tie, public: dict[str, str]) -> Tie:
    """The tie with kind, year and weight alone: no claims, no documents, no exact day."""
    a, b = sorted((public.get(tie.a, tie.a), public.get(tie.b, tie.b)))
    links = tuple(
        Link("", (), (), link.weight, link.certainty, link.status, link.first[:4], link.last[:4])
        for link in tie.links
    )
    return Tie(a, b, tie.kind, links, public.get(tie.acts_for, tie.acts_for))
