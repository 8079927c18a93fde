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

Whoever is listed there is nowhere by name, with a record or without: a wrong id stops the build where the
name still stands, instead of publishing it.
"""

from __future__ import annotations

import hmac
import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote

from pydantic import Field, ValidationError

from .claims import Claim, Claims, Item, Label
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
    near: tuple[Text, ...] = ()
    """What is known with the person (organisations, roles): near a word of the name, it tells who is meant."""
    undo: dict[str, tuple[tuple[int, str, str], ...]] = Field(default={})
    """What ``scen forget`` changed in the records: file -> (line, what stood there, what stands there now)."""


class Private(Record):
    """The private file."""

    key: Annotated[str, Field(min_length=32)]
    people: tuple[Hidden, ...] = ()

    @property
    def unspoken(self) -> Unspoken:
        """The names and ids of everybody in it."""
        return Unspoken(tuple(sorted({name for person in self.people for name in (person.id, *person.names)})))

    def alias(self, slug: str) -> str:
        """The public id of a person: not reversible without the key."""
        return "p-" + self.seal(slug)[:16]

    def seal(self, text: str) -> str:
        """A digest that nobody without the key can try out on guesses."""
        return hmac.new(self.key.encode(), text.encode(), "sha256").hexdigest()[:20]


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
    except ValidationError as failed:
        errors = failed.errors()
    for error in errors:
        if error["loc"][-1:] != ("visibility",):
            error["input"] = "…"  # a name or the key, which no terminal or log should show
    raise RecordErrors(Problem(node.at(e["loc"]), plain_words(Private, e)) for e in errors)


@dataclass(frozen=True)
class Unspoken:
    """Names that must be nowhere: in any case, with or without diacritics, however their words are joined.

    >>> names = Unspoken(("Anna Exempel",))
    >>> [names.held_by(text) for text in ("Anna Exempels tal", "/people/anna_exempel", "Anna Exempelsson")]
    [True, True, False]
    """

    names: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        bare = sorted({words for name in self.names if (words := _bare(name))})
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, bare)) + r")s?(?!\w)" if bare else r"(?!)")

    def held_by(self, text: str) -> bool:
        """Whether the text holds one of them as whole words, or as a genitive in ``s``."""
        return bool(self.names) and self._pattern.search(_bare(text)) is not None


NOBODY = Unspoken()


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(unquote(text))))


@dataclass(frozen=True)
class Shown:
    """Claims that may be shown, and what ties need besides: the pseudonymous people's claims."""

    public: Claims
    tied: Claims
    pseudonyms: dict[str, str]
    """public id -> id in the records"""
    unspoken: Unspoken = NOBODY
    """Every name that must be nowhere."""


def apply(claims: Claims, records: Records, private: Private | None) -> Shown:
    """The claims without what must not be shown.

    :raises RecordErrors: a name that must be nowhere stands in a title or another text that stays, or a
        record asks for a pseudonym and there is no key.
    """
    hidden = _hidden(claims, records, private)
    if private is None or not (hidden or private.people):
        return Shown(claims, claims, {})
    alias = {slug: private.alias(slug) for slug in hidden}
    gone = {slug for slug, person in hidden.items() if person.visibility == "withheld"}
    names = Unspoken(
        tuple(sorted({*_names(hidden, claims), *(n for p in private.people for n in (p.id, *p.names))}))
    )
    tied = _without(claims, gone, private.seal)
    public = _without(claims, hidden.keys(), private.seal)
    public = _scrubbed(public, names, _stand_ins(records, hidden.keys()))
    pseudonyms = {alias[slug]: slug for slug in sorted(set(hidden) - gone)}
    people = [_person(claims, slug, public_id) for public_id, slug in pseudonyms.items()]
    tombstones = tuple(sorted({*claims.tombstones, *(("person", alias[slug]) for slug in gone)}))
    public = replace(public, items=tuple(sorted((*public.items, *people))), tombstones=tombstones)
    return Shown(public, tied, pseudonyms, names)


def _hidden(claims: Claims, records: Records, private: Private | None) -> dict[str, Hidden]:
    """Id that is kept -> the person, with all names and the stricter visibility where two records say so."""
    listed = [
        Hidden(id=slug, visibility=entry.thing.visibility)
        for slug, entry in sorted(records.things.items())
        if entry.thing.visibility != "public" and not entry.thing.is_tombstone
    ]
    problems = []
    for person in listed if private is None else ():
        message = f"a {person.visibility} person needs the key in the private file ({VARIABLE})"
        problems.append(Problem(records.things[person.id].node.place, message))
    kept, items = records.kept(), claims.item()
    people: dict[str, Hidden] = {}
    for person in (*listed, *(private.people if private else ())):
        slug = kept.get(person.id, person.id)
        if slug not in items:
            continue
        if items[slug].kind != "person":
            problems.append(Problem(items[slug].place, "only a person can be withheld or pseudonymous"))
        known = people.get(slug, person)
        strict = person if person.visibility == "withheld" else known
        people[slug] = Hidden(id=slug, visibility=strict.visibility, names=(*known.names, *person.names))
    if problems:
        raise RecordErrors(problems)
    return dict(sorted(people.items()))


def _names(hidden: dict[str, Hidden], claims: Claims) -> Iterator[str]:
    items = claims.item()
    for slug, person in hidden.items():
        yield from (slug, *person.names, *(label.text for label in items[slug].labels))
    yield from (old for _, old, new in claims.redirects if new in hidden)


def _without(claims: Claims, gone: Collection[str], seal: Callable[[str], str]) -> Claims:
    """The claims without these people; a cooperation of three goes on as one of two.

    Its id, and that of a contradiction that lost a claim, is a plain hash of what it was: it is sealed.
    """
    kept: dict[str, Claim] = {}
    for claim in claims.claims:
        joins = tuple((part, slug) for part, slug in claim.joins if slug not in gone)
        if joins == claim.joins:
            kept[claim.id] = claim
        elif claim.kind == "cooperation" and _still(claim, joins):
            kept[claim.id] = replace(claim, id=seal(claim.id), joins=joins)
    disputes = []
    for dispute in claims.disputes:
        left = tuple(sorted(kept[claim].id for claim in dispute.claims if claim in kept))
        if left == dispute.claims:
            disputes.append(dispute)
        elif len(left) > 1:
            disputes.append(replace(dispute, id=seal(dispute.id), claims=left))
    inside = {claim for dispute in disputes for claim in dispute.claims}
    return replace(
        claims,
        items=tuple(item for item in claims.items if item.slug not in gone),
        claims=tuple(sorted(claim if claim.id in inside else _settled(claim) for claim in kept.values())),
        disputes=tuple(sorted(disputes)),
        redirects=tuple(redirect for redirect in claims.redirects if redirect[2] not in gone),
    )


def _settled(claim: Claim) -> Claim:
    """A claim that nothing shown contradicts: as it was before, and never surer."""
    if claim.certainty != "disputed":
        return claim
    return replace(claim, certainty="inferred" if claim.because else "stated")


def _still(claim: Claim, joins: tuple[tuple[str, str], ...]) -> bool:
    parties = [slug for part, slug in joins if part == "parties"]
    return len(parties) > 1 and claim.one("acts_for") in ("", *parties)


def _stand_ins(records: Records, hidden: Collection[str]) -> dict[tuple[str, int], set[str]]:
    """(document, line) -> words that stand for a hidden person there."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    kept = records.kept()
    for item in records.sources:
        for slug, forms in item.source.stands_for.items():
            for words, lines in forms.items() if kept.get(slug, slug) in hidden else ():
                for line in lines:
                    found[item.source.document.id, line].add(words)
    return found


def _scrubbed(claims: Claims, names: Unspoken, stand_ins: dict[tuple[str, int], set[str]]) -> Claims:
    """Kept words that hold a name go; a name in any other text is a mistake that stops the build."""
    problems: list[Problem] = []
    scrubbed = []
    for claim in claims.claims:
        if claim.property == "name" and names.held_by(claim.value("value")):
            continue  # how a document prints a thing; where it is its label too, that stops the build
        here = {words for line in claim.lines for words in stand_ins.get((claim.document, line), ())}
        quotes = tuple(
            quote
            for quote in claim.quotes
            if not names.held_by(quote.words) and not any(names_it(quote.words, words) for words in here)
        )
        scrubbed.append(replace(claim, quotes=quotes))
        if any(names.held_by(text) for text in (claim.because, *(str(value) for _, value in claim.values))):
            problems.append(
                Problem(claim.place, "names a person who is not shown; word it otherwise or leave it out")
            )
    items = [_renamed(item, names, problems) for item in claims.items]
    places = {item.slug: item.place for item in claims.items}
    for _, old, new in claims.redirects:
        if names.held_by(old):
            problems.append(Problem(places[new], "a former id names a person who is not shown"))
    for dispute in claims.disputes:
        if names.held_by(dispute.because):
            problems.append(Problem(dispute.place, "names a person who is not shown; word it otherwise"))
    if problems:
        raise RecordErrors(problems)
    return replace(claims, claims=tuple(scrubbed), items=tuple(items))


def _renamed(item: Item, names: Unspoken, problems: list[Problem]) -> Item:
    labels = tuple(label for label in item.labels if label.form != "hidden" or not names.held_by(label.text))
    if any(names.held_by(text) for text in (item.slug, *(label.text for label in labels))):
        problems.append(
            Problem(item.place, "its id or label names a person who is not shown; word it otherwise")
        )
    if any(names.held_by(text) for text in (*item.same_as, *(text for _, text in item.values))):
        problems.append(Problem(item.place, "its address names a person who is not shown; leave it out"))
    return replace(item, labels=labels)


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
