"""Whom a comparison must not name: people whom the older dataset names and the newer one does not know any more.

A person who is withheld leaves a tombstone under another name, made with a key, so that nobody can tell from outside who
it is: whoever is gone without a redirect is taken for withheld. So is any other thing that left a tombstone.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from ...graph.text import fold
from .lines import Pairs
from .named import Named


class Hidden:
    """Their IRIs and names.

    >>> some = Hidden([(b"<https://w3id.org/scen/id/person/ada-test>", ["Ada Test"])])
    >>> [some.held_by(text) for text in ("a talk by Ada Test", "ADA TESTS tal", "person/ada-test", "Ada Testing")]
    [True, True, True, False]
    """

    def __init__(self, people: Iterable[tuple[bytes, Iterable[str]]]) -> None:
        self.iris = set[bytes]()
        self._names = set[tuple[str, ...]]()
        for iri, names in people:
            self.iris.add(iri)
            slug = iri.decode()[:-1].rpartition("/")[2]
            self._names |= {words for name in (slug, *names) if (words := tuple(_words(name)))}
        self._longest = max(map(len, self._names), default=0)

    def touches(self, pairs: Pairs) -> bool:
        """Whether what is said joins one of them."""
        return any(value in self.iris for _, value in pairs)

    def held_by(self, text: str) -> bool:
        """Whether a text holds one of their names as whole words, or as a genitive in ``s``."""
        words = _words(text) if self._names else []
        return any(
            (*words[start:end], last) in self._names
            for start in range(len(words))
            for end in range(start, min(start + self._longest, len(words)))
            for last in (words[end], words[end].removesuffix("s"))
        )


def hidden(old: Named, new: Named) -> Hidden:
    """Who must not be named when the two are compared."""
    gone = [iri for iri in old.people() if not new.knows(iri)]
    gone += [iri for iri in sorted(new.tombstones) if old.knows(iri) and not new.knows(iri)]
    return Hidden((iri, old.names(iri)) for iri in gone)


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in fold(unquote(text))).split()
