"""Records become plain values: things with their names, and claims with their evidence.

No RDF here. Everything is frozen and sortable, so that what is made of it is the same bytes every time.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from . import dates
from .errors import Place
from .records import Statement, references

if TYPE_CHECKING:
    from .reader import Entry, Records, Sourced

KINDS = {
    "participations": "participation",
    "memberships": "membership",
    "project_roles": "project-role",
    "funding": "funding",
    "cooperations": "cooperation",
    "mentions": "mention",
    "relations": "relation",
    "assertions": "assertion",
}
"""List in a source file -> kind of claim."""

_NOT_VALUES = {"at", "as_written", "context", "certainty", "because", "status", "n", "label"}


@dataclass(frozen=True, order=True)
class Label:
    """One name of a thing. ``form`` is name, alias, or hidden (an inflected form or a misprint)."""

    text: str
    language: str
    form: str = "name"
    curated: bool = False


@dataclass(frozen=True, order=True)
class Item:
    """A thing (or source document) as a plain value."""

    kind: str
    slug: str
    labels: tuple[Label, ...]
    same_as: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    place: Place = field(default=Place(""), compare=False)

    def value(self, key: str) -> str:
        """The value under ``key``, or ``""``."""
        return dict(self.values).get(key, "")


@dataclass(frozen=True, order=True)
class Quote:
    """Kept words and their position: code points from the start of the text, None while unverified."""

    words: str
    start: int | None = None


@dataclass(frozen=True, order=True)
class Claim:
    """One thing that one document says. ``joins`` are (part, slug), ``values`` the rest of what is said."""

    id: str
    kind: str
    document: str
    lines: tuple[int, ...]
    joins: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str | int], ...]
    certainty: str
    status: str
    because: str = ""
    quotes: tuple[Quote, ...] = ()
    place: Place = field(default=Place(""), compare=False)

    def value(self, key: str) -> str:
        """The value under ``key`` as text, or ``""``."""
        return str(dict(self.values).get(key, ""))

    def one(self, part: str) -> str:
        """The slug joined as ``part``, or ``""``."""
        return next((slug for name, slug in self.joins if name == part), "")

    def all(self, part: str) -> tuple[str, ...]:
        """Every slug joined as ``part``."""
        return tuple(slug for name, slug in self.joins if name == part)

    @property
    def subject(self) -> str:
        """The thing that an assertion or relation is about."""
        return self.one("subject")

    @property
    def property(self) -> str:
        """The property of an assertion or relation."""
        return self.value("property")


@dataclass(frozen=True, order=True)
class Dispute:
    """Claims that cannot all be true, and why."""

    id: str
    claims: tuple[str, ...]
    because: str
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True)
class Claims:
    """Everything the records say, as plain values in a fixed order."""

    items: tuple[Item, ...]
    claims: tuple[Claim, ...]
    disputes: tuple[Dispute, ...]
    redirects: tuple[tuple[str, str, str], ...] = ()
    """(kind, old slug, slug it leads to)"""
    tombstones: tuple[tuple[str, str], ...] = ()
    """(kind, slug) of what is withheld"""

    def item(self) -> dict[str, Item]:
        """Slug -> thing."""
        return {item.slug: item for item in self.items}


def digest(*parts: object) -> str:
    """A short name made of what is given: 20 hexadecimal digits of its SHA-256.

    >>> digest("participation", "a", 1)
    'b384edec11413d47215e'
    """
    [found] = digests(["\x1f".join(map(str, parts)).encode()])
    return found


def digests(told: Iterable[bytes]) -> list[str]:
    """The short names of many, each made of its parts with U+001F between them."""
    return [hashlib.sha256(one).hexdigest()[:20] for one in told]


def identity(name: str, statement: Statement, document: str) -> str:
    """A claim's id: kind, things joined, role, document and ``n``; never its wording, value or certainty."""
    values = statement.model_dump(by_alias=True)
    role = [values[key] for key in ("role", "kind", "as", "property") if values.get(key) is not None]
    return digest(KINDS[name], *sorted(_joins(statement)), *role, document, statement.n)


def full_label(label: str, document: str) -> str:
    """A statement's label with its document: ``document/label``."""
    return label if "/" in label else f"{document}/{label}"


def _joins(statement: Statement) -> list[tuple[str, str]]:
    return [(key, slug) for key, _, slug, _ in references(statement)]


def claims_of(records: Records, offsets: dict[tuple[str, int, str], int]) -> Claims:
    """All records as claims; ``offsets`` as `offsets.read` gives them."""
    kept = records.kept()
    claims = sorted(
        _canonical(claim, kept)
        for item in records.sources
        for claim in (*_stated(item, offsets), *_named(item, records, offsets))
    )
    disputes = sorted(_disputes(records))
    return Claims(
        items=tuple(sorted(_items(records, kept))),
        claims=disputed(claims, disputes),
        disputes=tuple(disputes),
        redirects=tuple((records.kind(new) or "", old, new) for old, new in sorted(kept.items())),
        tombstones=tuple(
            sorted((e.kind, slug) for slug, e in records.things.items() if e.thing.is_tombstone)
        ),
    )


def _canonical(claim: Claim, kept: dict[str, str]) -> Claim:
    return replace(claim, joins=tuple((part, kept.get(slug, slug)) for part, slug in claim.joins))


def disputed(claims: Iterable[Claim], disputes: Iterable[Dispute]) -> tuple[Claim, ...]:
    """The claims, those in a dispute marked so."""
    inside = {claim for dispute in disputes for claim in dispute.claims}
    return tuple(replace(c, certainty="disputed") if c.id in inside else c for c in claims)


def dated(claims: Iterable[Claim]) -> dict[str, str]:
    """Thing -> its date: the one that is marked as shown, else the most exact of those stated, if they agree."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        holds = claim.certainty == "stated" or (claim.certainty == "disputed" and claim.value("shown"))
        if claim.property == "date" and claim.kind == "assertion" and holds:
            found[claim.subject].append(claim)
    chosen = {}
    for slug, known in found.items():
        marked = [claim for claim in known if claim.value("shown")]
        chosen[slug] = dates.agreed(claim.value("value") for claim in marked or known)
    return chosen


def _stated(item: Sourced, offsets: dict[tuple[str, int, str], int]) -> Iterator[Claim]:
    document = item.source.document
    for name, _, statement, place in item.statements():
        joins = _joins(statement)
        fields = statement.model_dump(by_alias=True, exclude_none=True, exclude=_NOT_VALUES)
        joined = {part for part, _ in joins}
        values = {
            key: value for key, value in fields.items() if key not in joined and value not in ((), False)
        }
        if name == "assertions" and "language" not in values:
            values["language"] = document.language
        yield Claim(
            id=identity(name, statement, document.id),
            kind=KINDS[name],
            document=document.id,
            lines=statement.at,
            joins=tuple(joins),
            values=tuple(sorted(values.items())),
            certainty=statement.certainty,
            status=statement.status or document.status,
            because=statement.because or "",
            quotes=tuple(_quote(document.id, statement.at, words, offsets) for words in statement.as_written),
            place=place,
        )


def _quote(
    document: str, lines: tuple[int, ...], words: str, offsets: dict[tuple[str, int, str], int]
) -> Quote:
    found = [offsets[document, line, words] for line in lines if (document, line, words) in offsets]
    return Quote(words, found[0] if found else None)


def _named(item: Sourced, records: Records, offsets: dict[tuple[str, int, str], int]) -> Iterator[Claim]:
    """How a document names a thing is a claim too: an assertion of the property ``name``."""
    document = item.source.document
    for slug, forms in sorted(item.source.names.items()):
        languages = _languages(records.things.get(slug))
        for words, lines in sorted(forms.items()):
            yield Claim(
                id=digest("assertion", ("subject", slug), "name", words, document.id),
                kind="assertion",
                document=document.id,
                lines=lines,
                joins=(("subject", slug),),
                values=(
                    ("language", _language(languages.get(words, ()), document.language)),
                    ("property", "name"),
                    ("value", words),
                ),
                certainty="stated",
                status="reported",
                quotes=tuple(sorted({_quote(document.id, (line,), words, offsets) for line in lines})),
                place=item.node.at(("names", slug)),
            )


def _languages(entry: Entry | None) -> dict[str, set[str]]:
    """Name -> the languages the record gives it."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, texts in entry.thing.aliases.items() if entry else ():
        for text in texts:
            found[text].add(language)
    for language, text in entry.thing.name.items() if entry else ():
        found[text].add(language)
    return found


def _language(known: Collection[str], document: str) -> str:
    """The language of a printed name: the document's, unless the record knows it in others only."""
    return document if document in known or not known else min(known)


def _items(records: Records, kept: dict[str, str]) -> Iterator[Item]:
    hidden: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for item in records.sources:
        for slug, forms in item.source.names.items():
            hidden[slug] |= {(words, item.source.document.language) for words in forms}
        yield _document(item)
    merged: dict[str, list[Entry]] = defaultdict(list)
    for slug, entry in records.things.items():
        if entry.thing.is_tombstone:
            continue
        merged[kept.get(slug, slug)].append(entry)
    for slug, entries in merged.items():
        entries.sort(key=lambda entry: entry.thing.id != slug)
        yield _merge(slug, entries, hidden)


def _document(item: Sourced) -> Item:
    header = item.source.document
    labels = [Label(text, lang) for lang, text in header.title.items()]
    labels += [Label(text, lang, curated=True) for lang, text in header.rendering.items()]
    values = {
        "language": header.language,
        "sha256": header.sha256,
        "address": header.address,
        "archive": header.archive,
    }
    return Item(
        "document", header.id, tuple(sorted(labels)),
        values=tuple(sorted((key, value) for key, value in values.items() if value)),
        place=item.node.at(("document",)),
    )  # fmt: skip


def _merge(slug: str, entries: list[Entry], hidden: dict[str, set[tuple[str, str]]]) -> Item:
    labels: dict[tuple[str, str], Label] = {}
    taken: set[str] = set()

    def add(text: str, language: str, form: str, curated: bool = False) -> None:
        form = "alias" if form == "name" and language in taken else form
        if form == "name":
            taken.add(language)
        if not any(text == known and form != "name" for known, _ in labels):
            labels.setdefault((text, language), Label(text, language, form, curated))

    for entry in entries:
        for language, text in entry.thing.name.items():
            add(text, language, "name")
        for language, text in entry.thing.rendering.items():
            add(text, language, "name", curated=True)
        for language, texts in entry.thing.aliases.items():
            for text in texts:
                add(text, language, "alias")
    for entry in entries:
        for text, language in sorted(hidden[entry.thing.id]):
            add(text, language, "hidden")
    thing = entries[0].thing
    return Item(
        entries[0].kind, slug, tuple(sorted(labels.values())),
        tuple(sorted({iri for entry in entries for iri in entry.thing.same_as})),
        (("broader", thing.broader),) if thing.broader else (),
        entries[0].node.place,
    )  # fmt: skip


def _disputes(records: Records) -> Iterator[Dispute]:
    ids = {
        full_label(statement.label, item.source.document.id): identity(
            name, statement, item.source.document.id
        )
        for item in records.sources
        for name, _, statement, _ in item.statements()
        if statement.label
    }
    for item in records.sources:
        for index, contradiction in enumerate(item.source.contradictions):
            document = item.source.document.id
            claims = tuple(sorted(ids[full_label(label, document)] for label in contradiction.between))
            place = item.node.at(("contradictions", index))
            yield Dispute(digest("contradiction", *claims), claims, contradiction.because, place)
