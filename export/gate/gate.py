"""The search of a whole release for who must not be in it, and for anybody's e-mail address and phone number.

Nothing that is told here names anybody: a person is a number in the private file and a first letter, an address its
first letters; a name in the name of a file is masked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...graph.errors import Finding, Place
from ...graph.visibility import Hidden, read_private
from .contacts import LABELS, MAIL, PHONE, contacts
from .opened import opened
from .people import Hit, Wanted
from .piece import Closed, Piece
from .plain import folded, plain, unlatexed, untagged

PERSON, CLOSED = "hidden-person", "not-searched"
_LATEX = (".bib", ".tex")


@dataclass
class Searched:
    """What the search found: ``findings`` stop a release, ``suppressed`` are the alarms that were taken for false."""

    findings: list[Finding] = field(default_factory=list)
    suppressed: list[str] = field(default_factory=list)


def unchecked(private: Path | None) -> Iterator[str]:
    """What cannot be checked here, in words."""
    if read_private(private) is None:
        yield "that nobody hidden is named: name the private file with --private, or SCEN_PRIVATE"


def search(
    folder: Path, people: Iterable[Hidden], allowed: Collection[str] = (), *, reach: bool = True
) -> Searched:
    """Search all files of a folder, and their names; ``reach``: also for addresses and numbers of anybody.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.html").write_text("\\n<p title='by Anna&nbsp;Exempel'>", encoding="utf-8")
    >>> one = Hidden(id="anna-exempel", visibility="withheld", names=("Anna Exempel",))
    >>> [str(finding) for finding in search(folder, [one]).findings]
    ['a.html:2: [hidden-person] names person 1 of the private file (A…), by name or id']
    """
    seeker = _Search(Wanted(people), allowed, reach)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        seeker.look(Piece(name, name, 0, "name"))
        if path.is_file():
            for part in opened(path, name):
                seeker.look(part)
    return seeker.told()


class _Search:
    def __init__(self, wanted: Wanted, allowed: Collection[str], reach: bool) -> None:
        self._wanted, self._allowed, self._reach = wanted, allowed, reach
        self._findings: set[Finding] = set()
        self._licences: list[str] = []
        self._named: dict[tuple[Place, int], str] = {}
        self._doubts: dict[tuple[str, str, int, str], set[int]] = defaultdict(set)

    def look(self, part: Piece | Closed) -> None:
        if isinstance(part, Closed):
            self._findings.add(
                Finding(Place(self._masked(part.where)), CLOSED, f"not searched: {part.reason}")
            )
            return
        text = plain(part.text)
        found = folded(text)
        words = found.split()
        if not part.exact:
            self._keep(part, self._wanted.glued(found))
            return
        if part.where.endswith(_LATEX):
            self._keep(part, self._wanted.hits(folded(unlatexed(part.text))))
        if self._wanted.may_be_in(words):
            self._keep(part, self._wanted.hits(found))
            if "<" in text:  # words of one name may stand in two elements
                self._keep(part, self._wanted.hits(folded(untagged(text))))
        if self._reach:
            self._contacts(part, text, not LABELS.isdisjoint(words))

    def _contacts(self, part: Piece, text: str, labels: bool) -> None:
        for found in contacts(text, self._allowed, labels=labels):
            place = self._place(part, text.count("\n", 0, found.at))
            if (
                found.rule == MAIL
                and _LICENCES.search(part.where)
                and _COPYRIGHT.search(_line(text, found.at))
            ):
                self._licences.append(f"{place}: {found.hint}: in the copyright line of a software licence")
            else:
                self._findings.add(Finding(place, found.rule, f"holds {_RULES[found.rule]}: {found.hint}"))

    def told(self) -> Searched:
        """All that was found; a doubt about somebody who is surely named in the same line is none."""
        named = {
            Finding(place, PERSON, f"names {self._wanted.called(person)}, {why}")
            for (place, person), why in self._named.items()
        }
        suppressed = self._licences[:]
        for (where, part, person, why), lines in sorted(self._doubts.items()):
            places = [Place(self._masked(where), line, part) for line in sorted(lines)]
            left = [place for place in places if (place, person) not in self._named]
            if left:
                suppressed.append(f"{left[0]}: {self._wanted.called(person)}: {why}{_more(left)}")
        return Searched(sorted(self._findings | named), suppressed)

    def _keep(self, piece: Piece, hits: Iterable[Hit]) -> None:
        for hit in hits:
            if hit.sure:
                self._named.setdefault((self._place(piece, hit.line), hit.person), hit.why)
            else:
                self._doubts[piece.where, piece.part, hit.person, hit.why].add(
                    piece.line and piece.line + hit.line
                )

    def _place(self, piece: Piece, line: int) -> Place:
        return Place(self._masked(piece.where), piece.line and piece.line + line, piece.part)

    def _masked(self, path: str) -> str:
        """A path as it may be told: of a name in it, the first letters."""
        people = {hit.person for hit in self._wanted.hits(folded(plain(path))) if hit.sure}
        words = {word for person in people for word in self._wanted.words(person)}
        masked = (
            re.sub(r"(?:[^\W_]|%[0-9A-Fa-f]{2})+", lambda word: _short(word.group(), words), path)
            if words
            else path
        )
        if words and any(hit.sure for hit in self._wanted.hits(folded(plain(masked)))):
            return "…"
        return masked


_LICENCES = re.compile(r"licen[cs]es?[\w.-]*$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"copyright|\(c\)", re.IGNORECASE)
_RULES = {MAIL: "an e-mail address", PHONE: "a phone number"}


def _short(word: str, words: Collection[bytes]) -> str:
    """A word of a path; of one that a name has, or that is a name written as one word, the first letter."""
    for one in folded(plain(word)).split():
        if one in words or sum(part in one for part in words) > 1:
            return word[:1] + "…"
    return word


def _line(text: str, at: int) -> str:
    """The line in which a letter stands."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else None]


def _more(places: list[Place]) -> str:
    return f" (and in {', '.join(str(place.line) for place in places[1:])})" if len(places) > 1 else ""
