"""Who is looked for, and whether words name them.

A whole name, alias or id counts wherever it stands, in any case, with or without diacritics, however its words are
joined, with the last word first, and as a genitive in ``s``. One word of a name alone counts only where a second hint is
near it in the same line: another word of the name, or what the private file says is known with the person
(``near``: organisations, roles). Otherwise the alarm is suppressed, and told. An id of one word counts in an IRI; a name
of one word that is in lower case or has a digit (the name of an account) counts wherever it stands.

Time and memory grow with the text and with the names, not with their product: words are looked up, not searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...graph.visibility import Hidden
from .plain import LINE, folded, tokens

Words = tuple[bytes, ...]

_NEAR = 24
"""Words before and after, within a line, that count as near: lines of JSON have no end."""
_JOINED = 8
"""Letters that a name written as one word has, so that it is taken for one."""
_PARTICLES = frozenset(
    b"af al and av bin da de del den der di dos du el ibn la le mc og och the van von zu".split()
)
_BEFORE_ID = frozenset([b"person", b"persons", b"people"])


@dataclass(frozen=True)
class Hit:
    """Words that name somebody: by number in the private file, from 1, and in which line of the text, from 0."""

    person: int
    line: int
    sure: bool
    why: str


class Wanted:
    """The people of a private file, by every word that may name them.

    >>> wanted = Wanted([Hidden(id="anna-exempel", visibility="withheld", names=("Anna Exempel",))])
    >>> [sorted({(hit.line, hit.sure) for hit in wanted.hits(folded(text))})
    ...  for text in ("a talk\\nby Exempel, ANNA", "Anna Other", "Exempel, Dr Anna", "Exempelsson")]
    [[(1, True)], [(0, False)], [(0, True)], []]
    """

    def __init__(self, people: Iterable[Hidden]) -> None:
        self.people = tuple(people)
        self._whole: dict[Words, int] = {}
        self._lengths: dict[bytes, set[int]] = defaultdict(set)
        self._starts: dict[bytes, set[Words]] = defaultdict(set)
        self._parts: dict[bytes, set[int]] = defaultdict(set)
        self._ids: dict[bytes, int] = {}
        self._near: dict[int, list[bytes]] = {}
        for number, person in enumerate(self.people, 1):
            self._add(number, person)
        self._sizes = sorted({len(first) for first in self._starts})
        self._first = frozenset({*self._lengths, *self._parts, *self._ids})

    def called(self, person: int) -> str:
        """What a report calls somebody: never by name."""
        one = self.people[person - 1]
        return f"person {person} of the private file ({(*one.names, one.id)[0][:1].upper()}…)"

    def may_be_in(self, words: Iterable[bytes]) -> bool:
        """Whether one of the words is one with which a name may begin."""
        return not self._first.isdisjoint(words)

    def hits(self, text: bytes) -> Iterator[Hit]:
        """Who is named in folded words."""
        if self.may_be_in(text.split()):
            found = tokens(text)
            line = seen = 0
            for at in [at for at, word in enumerate(found) if word in self._first]:
                line, seen = line + found[seen:at].count(LINE), at
                yield from self._hits(found, at, line)

    def glued(self, text: bytes) -> Iterator[Hit]:
        """Who is named in bytes that are no text: what stands before and behind a whole name may stick to it."""
        found = text.split()
        for at, word in enumerate(found):
            for size in self._sizes:
                for name in self._starts.get(word[-size:], ()) if size <= len(word) else ():
                    rest = found[at + 1 : at + len(name)]
                    if rest[:-1] == [*name[1:-1]] and rest and rest[-1].startswith(name[-1]):
                        yield Hit(self._whole[name], 0, True, "by name or id")

    def words(self, person: int) -> frozenset[bytes]:
        """Every word of the names and the id of somebody."""
        one = self.people[person - 1]
        return frozenset(word for name in (one.id, *one.names) for word in _words(name))

    def _add(self, number: int, person: Hidden) -> None:
        for name in (person.id, *person.names):
            words = _words(name)
            if len(words) == 1 and _slug(name):
                self._ids.setdefault(words[0], number)
            if len(words) > 1:
                for form in (words, (*words[-1:], *words[:-1]), (b"".join(words),)):
                    if len(form) > 1 or len(form[0]) >= _JOINED:
                        self._take(number, form)
        for handle in _handles(person):
            self._take(number, handle)
        for part in _parts(person):
            self._parts[part].add(number)
        if person.near:
            self._near[number] = [b" ".join(_words(hint)) for hint in person.near]

    def _take(self, number: int, words: Words) -> None:
        for form in (words, (*words[:-1], words[-1] + b"s")):
            self._whole.setdefault(form, number)
            self._lengths[form[0]].add(len(form))
        if len(words) > 1:
            self._starts[words[0]].add(words)

    def _hits(self, found: list[bytes], at: int, line: int) -> Iterator[Hit]:
        word = found[at]
        for length in sorted(self._lengths.get(word, ()), reverse=True):
            if person := self._whole.get(_ahead(found, at, length)):
                yield Hit(person, line, True, "by name or id")
                return
        if word in self._ids and at and found[at - 1] in _BEFORE_ID:
            yield Hit(self._ids[word], line, True, "by id")
        elif people := self._parts.get(word):
            yield self._alone(people, found, at, line)

    def _alone(self, people: set[int], found: list[bytes], at: int, line: int) -> Hit:
        """A word of a name by itself: who is meant, where something near it tells."""
        word, around = found[at], _around(found, at)
        for other in around:
            both = people & self._parts.get(other, set()) if other not in (word, word + b"s") else None
            if both and other + b"s" != word:
                return Hit(min(both), line, True, "by two words of the name near each other")
        text = b" " + b" ".join(around) + b" "
        for person in people & self._near.keys():
            if any(b" " + hint + b" " in text for hint in self._near[person]):
                return Hit(
                    person, line, True, "by a word of the name, and what is known with the person near it"
                )
        many = f", as {len(people) - 1} more are" if len(people) > 1 else ""
        return Hit(
            min(people), line, False, f"one word of the name alone, nothing near it tells who is meant{many}"
        )


def _words(text: str) -> Words:
    return tuple(folded(text).split())


def _slug(name: str) -> bool:
    return re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) is not None


def _handles(person: Hidden) -> Iterator[Words]:
    """Names of one word that are no name of others: with a digit, or in lower case and no word of a longer name."""
    named = {name: _words(name) for name in (person.id, *person.names)}
    longer = {word for words in named.values() if len(words) > 1 for word in words}
    for name in person.names:
        if len(words := named[name]) == 1 and (
            any(char.isdigit() for char in name) or (name.islower() and words[0] not in longer)
        ):
            yield words


def _parts(person: Hidden) -> set[bytes]:
    """Words of the names (of the id, where there is none) that are names themselves, and their genitives.

    >>> one = Hidden(id="x", visibility="withheld", names=("Anna the Exempel", "vera verborgen", "x-y"))
    >>> sorted(part.decode() for part in _parts(one) if not part.endswith(b"s"))
    ['anna', 'exempel', 'vera', 'verborgen']
    """
    parts: set[bytes] = set()
    for name in [name for name in person.names if not _slug(name)] or [person.id.title()]:
        named = name.replace("-", " ").split()
        capital = [word for word in named if not word[:1].islower()]
        parts.update(part for word in capital or named for part in _words(word))
    parts = {part for part in parts if len(part) > 1 and part not in _PARTICLES}
    return {*parts, *(part + b"s" for part in parts if len(part) > 2)}


def _ahead(found: list[bytes], at: int, length: int) -> Words:
    """So many words from there on, over the ends of lines."""
    words = found[at : at + length]
    if LINE in words:
        words = [word for word in found[at : at + 3 * length] if word != LINE][:length]
    return tuple(words)


def _around(found: list[bytes], at: int) -> list[bytes]:
    """The words near one, within its line."""
    before, after = found[max(0, at - _NEAR) : at], found[at + 1 : at + 1 + _NEAR]
    if LINE in before:
        before = before[len(before) - before[::-1].index(LINE) :]
    if LINE in after:
        after = after[: after.index(LINE)]
    return [*before, found[at], *after]
