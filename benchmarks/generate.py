"""An invented network of any size, in the profile of scen, as N-Quads: ``python -m benchmarks.generate``.

What RDF a thing or a claim becomes is asked of the package's own writer (``graph/quads.py``), once for each
form; the lines it gives are kept as a template, and only names, lines and numbers are filled in. So the
output cannot drift from the profile, and costs one string operation for each claim.

The same number of triples and the same seed give the same bytes on any machine: every draw is
``random.Random(seed).random()`` turned into an index here, sizes use arithmetic that IEEE 754 rounds exactly
(no ``pow``, no ``log``), and no set or hash decides an order. Memory is flat: things and claims are written
as they are made; only the participants of one event and one number for each person are held.

What is drawn: sizes of events follow a power law (rank to the power of -1.5, flattened at the top); agents
come from communities, and low numbers come more often than high ones (hubs). A document announces or reports
some events, and a second one may report what the first announced. Ties, and the short edges beside them in
the graph ``derived``, are not written: the engine derives them.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from math import isqrt, sqrt
from pathlib import Path
from random import Random
from typing import NamedTuple

from scen.graph.claims import Claim, Claims, Dispute, Item, Label, Quote, digest
from scen.graph.quads import Writer
from scen.graph.rdf import graph, vocabulary

SMALLEST = 8_000
"""Fewer triples would be little more than the vocabulary."""
CHUNK = 1 << 20
"""Characters that are gathered before they are written."""

Write = Callable[[bytes], object]
Progress = Callable[[int], None]
"""Told the number of quads written so far."""
Join = tuple[str, str, str]
"""Part of a claim, kind of the thing joined, its slug."""
Pairs = tuple[tuple[str, str | int], ...]


class Form(NamedTuple):
    """Lines of N-Quads with places for ``%``, and how many there are."""

    text: str
    quads: int


# Forms: what the writer makes of a claim or thing whose parts are marks that stand nowhere else.

_LINE, _START, _NUMBER = 987654321, 876543210, 765432109
_WORDS = "zzwordszz"
_DAYS = {"first": "1111-11-11", "last": "1222-12-22"}
VALUE = "zzvaluezz"
"""A text that is filled in."""
NUMBER = _NUMBER
"""A number that is filled in."""
DAY = _DAYS["first"]
PERIOD = f"{_DAYS['first']}/{_DAYS['last']}"
VAGUE = "1333-11"
"""Dates that are filled in: a day, a period, one not known to the day."""


def _form(lines: Iterable[object], marks: Iterable[tuple[str, str]]) -> Form:
    found = [f"{line} .\n" for line in lines]
    text = "".join(found).replace("%", "%%")
    for mark, name in marks:
        text = text.replace(mark, f"%({name})s")
    return Form(text, len(found))


@cache
def claim_form(
    kind: str, joins: tuple[tuple[str, str], ...], values: Pairs, language: str, certainty: str, status: str,
    quoted: bool,
) -> Form:  # fmt: skip
    """The form of a claim; ``joins`` are (part, kind of thing), ``language`` is that of its document."""
    slugs = [f"zzj{index}zz" for index in range(len(joins))]
    claim = Claim(
        id="zzclaimzz", kind=kind, document="zzdoczz", lines=(_LINE,),
        joins=tuple((part, slug) for (part, _), slug in zip(joins, slugs, strict=True)),
        values=values, certainty=certainty, status=status,
        because="zzbecausezz" if certainty == "inferred" else "",
        quotes=(Quote(_WORDS, _START),) if quoted else (),
    )  # fmt: skip
    items = [Item(kind, slug, ()) for (_, kind), slug in zip(joins, slugs, strict=True)]
    items.append(Item("document", "zzdoczz", (), values=(("language", language),)))
    writer = Writer(Claims(tuple(items), (claim,), ()))
    marks = [
        ("zzclaimzz", "claim"), (digest("zzclaimzz", "zzdoczz", _LINE), "note"), ("zzdoczz", "doc"),
        (str(_LINE), "line"), (str(_LINE - 1), "before"), (str(_NUMBER), "value"), (VALUE, "value"),
        (str(_START), "start"), (str(_START + len(_WORDS)), "end"), (_WORDS, "words"),
        ("zzbecausezz", "because"), (PERIOD, "value"), (VAGUE, "value"),
        *((day, name) for name, day in _DAYS.items()),
        *((slug, f"j{index}") for index, slug in enumerate(slugs)),
    ]  # fmt: skip
    return _form(writer._graph("doc/zzdoczz", writer._claim(claim)), marks)


@cache
def thing_form(kind: str, labels: tuple[tuple[str, str, bool], ...], values: Pairs) -> Form:
    """The form of a thing; ``labels`` are (language, form, curated)."""
    item = Item(
        kind, "zzthingzz",
        tuple(Label(f"zzlabel{index}zz", *label) for index, label in enumerate(labels)),
        values=values,  # type: ignore[arg-type]
    )  # fmt: skip
    writer = Writer(Claims((item,), (), ()))
    place = "doc/zzthingzz" if kind == "document" else "entities"
    marks = [("zzthingzz", "thing"), ("zzshazz", "sha")]
    marks += [(f"zzlabel{index}zz", f"l{index}") for index in range(len(labels))]
    return _form(writer._graph(place, writer._item(item)), marks)


@cache
def dispute_form() -> Form:
    """The form of a contradiction between two claims of one document."""
    claims = tuple(
        Claim(f"zz{which}zz", "assertion", "zzdoczz", (1,), (), (), "disputed", "reported") for which in "ab"
    )
    writer = Writer(Claims((), claims, ()))
    dispute = Dispute("zzclaimzz", tuple(claim.id for claim in claims), "zzbecausezz")
    marks = [
        ("zzclaimzz", "claim"),
        ("zzdoczz", "doc"),
        ("zzbecausezz", "because"),
        ("zzazz", "a"),
        ("zzbzz", "b"),
    ]
    return _form(writer._dispute(dispute), marks)


# What things are called. Plainly invented, so that nobody takes them for real.

_NAMES = {
    "organisation": ("org", 6, {"en": "Org", "sv": "Organisation", "nb": "Organisasjon", "de": "Verband"}),
    "person": ("person", 7, dict.fromkeys(("en", "sv", "nb", "de"), "Person")),
    "group": ("group", 5, {"en": "Group", "sv": "Grupp", "nb": "Gruppe", "de": "Gruppe"}),
    "event": ("event", 6, {"en": "Event", "sv": "Evenemang", "nb": "Arrangement", "de": "Veranstaltung"}),
    "series": ("series", 5, {"en": "Series", "sv": "Serie", "nb": "Rekke", "de": "Reihe"}),
    "session": ("session", 7, {"en": "Session", "sv": "Programpunkt", "nb": "Programpost", "de": "Teil"}),
    "project": ("project", 5, {"en": "Project", "sv": "Projekt", "nb": "Prosjekt", "de": "Vorhaben"}),
    "programme": ("programme", 4, {"en": "Programme", "sv": "Program", "nb": "Program", "de": "Programm"}),
    "grant": ("grant", 6, {"en": "Grant", "sv": "Bidrag", "nb": "Tilskudd", "de": "Zuschuss"}),
    "place": ("place", 5, {"en": "Place", "sv": "Plats", "nb": "Sted", "de": "Ort"}),
    "topic": ("topic", 4, {"en": "Topic", "sv": "Ämne", "nb": "Emne"}),
    "publication": ("publication", 5, {"en": "Report", "sv": "Rapport", "nb": "Rapport", "de": "Bericht"}),
    "instrument": (
        "instrument",
        4,
        {"en": "Convention", "sv": "Konvention", "nb": "Konvensjon", "de": "Abkommen"},
    ),
    "document": ("doc", 6, {"en": "Document", "sv": "Dokument", "nb": "Dokument", "de": "Schrift"}),
}
"""Kind -> beginning of the slug, digits, word for it in each language."""
_LANGUAGES = ("en", "en", "sv", "en", "nb", "en", "sv", "en", "de", "nb")
"""By a thing's number: the language it is named in; every seventh has the curators' renderings beside it."""
_TITLES = {
    "en": ("adviser", "head of unit", "project officer", "researcher", "director"),
    "sv": ("rådgivare", "enhetschef", "handläggare", "forskare", "direktör"),
    "nb": ("rådgiver", "seksjonsleder", "saksbehandler", "forsker", "direktør"),
    "de": ("Referent", "Referatsleiterin", "Sachbearbeiter", "Forscherin", "Direktor"),
}
_ORGANISATIONS = (
    "company", "ngo", "municipality", "government-agency", "trade-union", "region", "university", "network",
    "public-buyer", "central-purchasing-body", "industry-association", "ministry", "labour-group",
    "initiative",
)  # fmt: skip
_EVENTS = ("conference", "seminar", "webinar", "workshop", "summit", "launch", "meeting-event", "forum")
_SESSIONS = ("talk", "panel", "discussion", "breakout", "round-table", "questions", "opening", "closing")
_SPEAKING = (
    "speaker", "speaker", "speaker", "panellist", "panellist", "presenter", "moderator", "keynote-speaker",
    "opening-speaker", "lecturer", "session-chair", "respondent", "moderating-host", "contributor",
)  # fmt: skip
_ATTENDING = ("attendee",) * 17 + ("registered-participant", "expected-participant", "invited")
_SERVING = ("exhibitor", "sponsor", "funder", "partner", "interpreter", "contact", "supporter")
_ORGANISING = ("organiser", "organiser", "co-organiser", "host", "responsible")
_PROJECT_ROLES = (
    "partner", "partner", "partner", "participant", "associate", "coordinator", "manager", "initiator",
    "contact",
)  # fmt: skip
_COOPERATION = ("agreement", "joint-action", "acts-for", "meeting", "support")
_MENTIONED = ("discussed", "quoted", "example", "addressed")
_THEMES = (
    "procurement", "labour-rights", "human-rights", "electronics", "environment", "supply-chains",
    "cooperation", "governance",
)  # fmt: skip
_BECAUSE = {
    "participation": "The heading names the role and the list below it the agents.",
    "membership": "The two stand together in a list of staff.",
    "project-role": "All who are named in the footer are partners of the project.",
    "cooperation": "A later document tells of the same undertaking.",
    "assertion": "Worked out from the printed weekday and the date of the document.",
    "relation": "The heading above it says so.",
}


def slug(kind: str, number: int) -> str:
    """The slug of a thing by its number.

    >>> slug("person", 1234)
    'person-0001234'
    """
    start, digits, _ = _NAMES[kind]
    return f"{start}-{number:0{digits}d}"


def name(kind: str, number: int, language: str) -> str:
    """What a thing is called in a language.

    >>> name("organisation", 123, "en"), name("event", 7, "sv")
    ('Org 000123', 'Evenemang 000007')
    """
    _, digits, words = _NAMES[kind]
    return f"{words[language]} {number:0{digits}d}"


def first_language(number: int, kind: str = "") -> str:
    """The language in which the sources name the thing of this number; a topic has no German name in the profile."""
    language = _LANGUAGES[number % len(_LANGUAGES)]
    return "en" if (kind, language) == ("topic", "de") else language


@dataclass
class Document:
    """A source document while its claims are made: claim after claim takes the next line."""

    slug: str
    language: str
    status: str
    line: int = 3
    offset: int = 120


@dataclass
class Summary:
    """What was made."""

    quads: int = 0
    things: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    certainty: Counter[str] = field(default_factory=Counter)
    status: Counter[str] = field(default_factory=Counter)
    sizes: array[int] = field(default_factory=lambda: array("l"))
    """Participants of each event, in the order in which the events were made."""
    incidences: int = 0
    """Distinct pairs of an event and an organisation that takes part or is represented."""
    organisation_pairs: int = 0
    """Pairs of such organisations, summed over events."""
    person_pairs: int = 0
    """Pairs of persons at one event, summed over events."""

    def lines(self) -> list[str]:
        """The summary in words."""
        median = sorted(self.sizes)[len(self.sizes) // 2] if self.sizes else 0
        things = ", ".join(f"{count:,} {kind}" for kind, count in sorted(self.things.items()))
        claims = ", ".join(f"{count:,} {kind}" for kind, count in sorted(self.claims.items()))
        return [
            f"things: {sum(self.things.values()):,} ({things})",
            f"claims: {sum(self.claims.values()):,} ({claims})",
            f"participations: {self.claims['participation']:,}",
            f"largest event: {max(self.sizes, default=0):,} participants (median {median})",
            f"events of 500 and more: {sum(size >= 500 for size in self.sizes):,}",
            f"distinct (event, organisation): {self.incidences:,}",
            f"pairs emitted: {self.organisation_pairs:,} of organisations, {self.person_pairs:,} of persons",
            f"quads: {self.quads:,}",
        ]


def generate(triples: int, seed: int, write: Write, progress: Progress = lambda quads: None) -> Summary:
    """Write a network of about so many triples; the bytes depend on the two numbers only."""
    if triples < SMALLEST:
        raise ValueError(f"{triples} triples are too few: give at least {SMALLEST}")
    return _Generator(triples, seed, write, progress).run()


class _Generator:
    """One run. The numbers of things are planned from the size asked; events fill what is left."""

    def __init__(self, triples: int, seed: int, write: Write, progress: Progress) -> None:
        self.asked, self.write, self.progress = triples, write, progress
        self.random = Random(seed).random
        self.made = Summary()
        self._parts: list[str] = []
        self._length = 0
        size = triples / 1_000_000
        self.persons = max(30, int(6000 * size))
        self.organisations = max(12, int(1000 * size))
        self.projects = max(2, int(150 * size))
        self.grants = max(2, int(100 * size))
        self.cooperations = max(6, int(250 * size))
        self.mentions = max(4, int(300 * size))
        self.groups = max(2, int(40 * size))
        self.series = max(2, int(20 * size))
        self.programmes = max(2, int(4 * size))
        self.publications = max(2, int(20 * size))
        self.topics = max(4, min(400, int(40 * size)))
        self.countries = max(2, min(60, int(20 * size)))
        self.cities = max(4, min(2000, int(80 * size)))
        self.networks = max(2, self.organisations // 50)
        self.communities = max(3, isqrt(self.organisations) // 4)
        self.home = array("l")
        self.sessions = self.documents = 0

    def run(self) -> Summary:
        """Write everything."""
        self._vocabulary()
        self._small_things()
        self._organisations()
        self._persons()
        self._projects()
        self._cooperations()
        self._mentions(self.mentions)
        self._events()
        self._flush()
        return self.made

    # -- draws -------------------------------------------------------------------------------------------

    def below(self, number: int) -> int:
        """A whole number from 0 up to, but not, ``number``."""
        return int(self.random() * number)

    def one(self, options: tuple[str, ...]) -> str:
        """One of the options."""
        return options[int(self.random() * len(options))]

    def chance(self, share: float) -> bool:
        """True in so large a share of cases."""
        return self.random() < share

    def low(self, number: int) -> int:
        """As `below`, but low numbers come more often (their share falls with the root of the number)."""
        draw = self.random()
        return int(number * draw * draw)

    def _agent(self, pool: int, community: int, taken: Collection[int], *, hubs: bool) -> int:
        """A number of an agent not yet taken: mostly of the community, some agents more often than others."""
        for _ in range(4):
            draw = self.random()
            found = int(pool * draw * (draw if hubs else sqrt(draw)))
            if self.random() < 0.7:
                found += community - found % self.communities
                found -= self.communities if found >= pool else 0
            if found not in taken:
                return found
        while found in taken:
            found = (found + 1) % pool
        return found

    def _certainty(self) -> str:
        draw = self.random()
        return "stated" if draw < 0.94 else "inferred"

    # -- output ------------------------------------------------------------------------------------------

    def _emit(self, form: Form, values: dict[str, object]) -> None:
        text = form.text % values
        self._parts.append(text)
        self._length += len(text)
        self.made.quads += form.quads
        if self._length > CHUNK:
            self._flush()

    def _flush(self) -> None:
        self.write("".join(self._parts).encode())
        self._parts, self._length = [], 0
        self.progress(self.made.quads)

    def _vocabulary(self) -> None:
        lines = sorted({f"{triple} {graph('vocabulary')} .\n" for triple in vocabulary()})
        self._emit(Form("".join(lines).replace("%", "%%"), len(lines)), {})

    def thing(self, kind: str, number: int, *, rendered: bool = False, values: Pairs = ()) -> str:
        """Write a thing with its names; its slug."""
        own, called = first_language(number, kind), slug(kind, number)
        labels = [(own, "name", False)]
        if kind != "person" and (rendered or number % 7 == 0):
            labels += [(other, "name", True) for other in ("en", "sv", "nb") if other != own]
        texts = {f"l{at}": name(kind, number, label[0]) for at, label in enumerate(labels)}
        if kind == "organisation" and number % 10 == 3:
            texts[f"l{len(labels)}"] = f"O-{number:06d}"
            labels.append((own, "alias", False))
        self._emit(thing_form(kind, tuple(labels), values), {"thing": called, **texts})
        self.made.things[kind] += 1
        return called

    def document(self, status: str) -> Document:
        """Open a source document: what it is, its name, type, day and mostly its publisher."""
        number, self.documents = self.documents, self.documents + 1
        called, language = slug("document", number), self.one(_LANGUAGES)
        form = thing_form(
            "document", ((language, "name", False),), (("language", language), ("sha256", "zzshazz"))
        )
        sha = hashlib.sha256(called.encode()).hexdigest()
        self._emit(form, {"thing": called, "sha": sha, "l0": name("document", number, language)})
        self.made.things["document"] += 1
        made = Document(called, language, status)
        self._named(made, "document", number, language)
        of = (("subject", "document", called),)
        self.claim(made, "assertion", of, (("property", "type"), ("value", "web-article")))
        day = self._day(2005 + self.below(21))
        self.claim(made, "assertion", of, (("property", "issued"), ("value", VALUE)), value=day)
        if self.chance(0.7):
            publisher = slug("organisation", self.low(self.organisations))
            self.claim(
                made, "relation", (*of, ("object", "organisation", publisher)), (("property", "publisher"),)
            )
        return made

    def claim(
        self, document: Document, kind: str, joins: tuple[Join, ...], values: Pairs = (), *,
        value: object = "", first: str = "", last: str = "", certainty: str = "stated", status: str = "",
    ) -> str:  # fmt: skip
        """Write a claim of a document at its next line; its id, made as for the claims of records."""
        said = dict(values)
        told = [said[key] for key in ("role", "kind", "as", "property") if key in said]
        joined = sorted((part, slug) for part, _, slug in joins)
        called = digest(
            kind, *joined, *told, *([value] if told == ["name"] else []), document.slug, said.get("n", 1)
        )
        status = status or ("reported" if kind in ("relation", "assertion") else document.status)
        quoted = self.random() < 0.25
        line, document.line = document.line, document.line + 1
        start, document.offset = document.offset, document.offset + 60
        form = claim_form(
            kind,
            tuple((part, of) for part, of, _ in joins),
            values,
            document.language,
            certainty,
            status,
            quoted,
        )
        fields: dict[str, object] = {
            "claim": called, "doc": document.slug, "note": digest(called, document.slug, line), "line": line,
            "before": line - 1, "value": value, "first": first, "last": last,
        }  # fmt: skip
        for index, join in enumerate(joins):
            fields[f"j{index}"] = join[2]
        if quoted:
            words = f"words {called[:6]}"
            fields |= {"words": words, "start": start, "end": start + len(words)}
        if certainty == "inferred":
            fields["because"] = _BECAUSE[kind]
        self._emit(form, fields)
        self.made.claims[kind] += 1
        self.made.certainty[certainty] += 1
        self.made.status[status] += 1
        return called

    def _named(self, document: Document, kind: str, number: int, language: str) -> None:
        """How a document names a thing."""
        values = (("language", language), ("property", "name"), ("value", VALUE))
        subject = ("subject", kind, slug(kind, number))
        self.claim(document, "assertion", (subject,), values, value=name(kind, number, language))

    def _related(self, document: Document, subject: Join, relation: str, kind: str, other: str) -> None:
        joins = (("subject", *subject[1:]), ("object", kind, other))
        self.claim(document, "relation", joins, (("property", relation),))

    def _is(self, document: Document, subject: Join, value: str, relation: str = "type") -> None:
        self.claim(document, "assertion", (subject,), (("property", relation), ("value", value)))

    def _counted(self, document: Document, subject: Join, relation: str, value: object) -> None:
        number = (("property", relation), ("value", NUMBER))
        self.claim(document, "assertion", (subject,), number, value=value)

    def _disputed(self, document: Document, a: str, b: str, because: str) -> None:
        """Two claims of a document cannot both be true."""
        both = tuple(sorted((a, b)))
        fields = {"claim": digest("contradiction", *both), "doc": document.slug, "because": because}
        self._emit(dispute_form(), {**fields, "a": both[0], "b": both[1]})
        self.made.claims["contradiction"] += 1

    def _day(self, year: int) -> str:
        return f"{year}-{1 + self.below(12):02d}-{1 + self.below(28):02d}"

    # -- the fixed part: planned from the size ------------------------------------------------------------

    def _small_things(self) -> None:
        for kind, number in (
            ("series", self.series), ("programme", self.programmes), ("group", self.groups),
            ("publication", self.publications), ("instrument", self.programmes),
        ):  # fmt: skip
            for each in range(number):
                self.thing(kind, each)
        for each in range(self.topics):
            self.thing("topic", each, rendered=True, values=(("broader", _THEMES[each % len(_THEMES)]),))
        places = self.document("reported")
        for each in range(self.countries + self.cities):
            subject = ("subject", "place", self.thing("place", each, rendered=True))
            self._is(places, subject, "country" if each < self.countries else "city")
            if each >= self.countries:
                country = slug("place", self.low(self.countries))
                self._related(places, subject, "country", "place", country)
        for each in range(self.publications):
            self._is(places, ("subject", "publication", slug("publication", each)), "report")

    def _organisations(self) -> None:
        """Registers of a hundred organisations each; the first ones are networks, joined by many."""
        for number in range(self.organisations):
            if number % 100 == 0:
                register = self.document("reported")
            subject = ("subject", "organisation", self.thing("organisation", number))
            if self.chance(0.4):
                self._named(register, "organisation", number, first_language(number))
            if self.chance(0.8):
                self._is(
                    register,
                    subject,
                    "network" if number < self.networks else self.one(_ORGANISATIONS),
                    "kind",
                )
            if self.chance(0.6):
                country = slug("place", self.low(self.countries))
                self._related(register, subject, "country", "place", country)
            if number > self.networks and self.chance(0.3):
                whole = slug("organisation", self.low(self.networks))
                joins = (("member", *subject[1:]), ("organisation", "organisation", whole))
                status = "ended" if self.chance(0.08) else "reported"
                self.claim(register, "membership", joins, certainty=self._certainty(), status=status)
            elif number > self.networks and self.chance(0.04):
                self._related(register, subject, "unit-of", "organisation", slug("organisation", number - 1))

    def _persons(self) -> None:
        """Lists of staff, three hundred persons each; most persons have one organisation."""
        for number in range(self.persons):
            if number % 300 == 0:
                staff = self.document("reported")
            person = self.thing("person", number)
            draw = self.random()
            home = int(self.organisations * draw * sqrt(draw))
            home += number % self.communities - home % self.communities
            home -= self.communities if home >= self.organisations else 0
            self.home.append(home)
            if self.chance(0.1):
                self._named(staff, "person", number, first_language(number))
            if self.chance(0.3):
                joins = (
                    ("member", "person", person),
                    ("organisation", "organisation", slug("organisation", home)),
                )
                status = "ended" if self.chance(0.05) else "unknown" if self.chance(0.02) else "reported"
                title = self.one(_TITLES[staff.language])
                self.claim(
                    staff, "membership", joins, (("title", VALUE),), value=title, certainty=self._certainty(),
                    status=status,
                )  # fmt: skip

    def _projects(self) -> None:
        """Projects with their partners, and what pays for them; sizes fall with the number."""
        for number in range(self.projects):
            if number % 20 == 0:
                report = self.document("reported" if self.chance(0.7) else "announced")
            subject = ("subject", "project", self.thing("project", number))
            self._is(report, subject, "partnership-project" if number % 3 else "project")
            if self.chance(0.7):
                year = 2005 + self.below(18)
                period = f"{year}-01-01", f"{year + 1 + self.below(4)}-12-31"
                values = (("property", "date"), ("value", PERIOD))
                self.claim(
                    report, "assertion", (subject,), values, value="/".join(period), first=period[0],
                    last=period[1],
                )  # fmt: skip
            community, taken = self.below(self.communities), set[int]()
            partners = min(
                self.organisations // 2, 3 + 6 * self.projects // (self.projects + 20 * number) + self.low(8)
            )
            joins: tuple[Join, ...]
            for at in range(partners):
                found = self._agent(self.organisations, community, taken, hubs=True)
                taken.add(found)
                joins = (("project", *subject[1:]), ("agent", "organisation", slug("organisation", found)))
                role = "lead" if at == 0 else self.one(_PROJECT_ROLES)
                self.claim(report, "project-role", joins, (("role", role),), certainty=self._certainty())
            if self.chance(0.5):
                person = self.low(self.persons)
                behalf = slug("organisation", self.home[person])
                joins = (
                    ("project", *subject[1:]), ("agent", "person", slug("person", person)),
                    ("on_behalf_of", "organisation", behalf),
                )  # fmt: skip
                self.claim(report, "project-role", joins, (("role", "manager"),))
        for number in range(self.grants):
            if number % 40 == 0:
                report = self.document("reported" if self.chance(0.8) else "announced")
            grant = ("grant", "grant", self.thing("grant", number))
            funder = slug("organisation", self.low(max(2, self.organisations // 10)))
            paid = ("project", slug("project", self.below(self.projects)))
            if self.chance(0.2):
                paid = ("organisation", slug("organisation", self.below(self.organisations)))
            joins = (grant, ("funder", "organisation", funder), ("funds", *paid))
            if self.chance(0.6):
                joins = (*joins, ("programme", "programme", slug("programme", self.below(self.programmes))))
            self.claim(report, "funding", joins)
            if self.chance(0.5):
                values = (("property", "number"), ("value", VALUE))
                self.claim(report, "assertion", (("subject", *grant[1:]),), values, value=f"G/{number:06d}")

    def _cooperations(self) -> None:
        for number in range(self.cooperations):
            if number % 50 == 0:
                news = self.document("reported" if self.chance(0.6) else "announced")
            kind = _COOPERATION[number] if number < len(_COOPERATION) else self.one(_COOPERATION)
            community, parties = self.below(self.communities), list[int]()
            for _ in range(2 if kind == "acts-for" else 2 + self.low(4)):
                parties.append(self._agent(self.organisations, community, parties, hubs=True))
            joins: tuple[Join, ...] = tuple(
                ("parties", "organisation", slug("organisation", each)) for each in parties
            )
            if kind == "acts-for":
                joins += (("acts_for", *joins[0][1:]),)
            values: Pairs = (("kind", kind), *((("date", VALUE),) if self.chance(0.5) else ()))
            date = str(2005 + self.below(21))
            self.claim(news, "cooperation", joins, values, value=date, certainty=self._certainty())

    def _mentions(self, number: int) -> None:
        for at in range(number):
            if at % 60 == 0:
                news = self.document("reported")
            self._mention(news, at)

    def _mention(self, document: Document, number: int) -> None:
        kind, pool = (("organisation", self.organisations), ("person", self.persons))[number % 3 == 2]
        joins = (("thing", kind, slug(kind, number % pool)),)
        self.claim(document, "mention", joins, (("as", _MENTIONED[number // pool % 4]),))

    # -- events fill what is left ------------------------------------------------------------------------

    def _plan(self, quads: int) -> list[int]:
        """Sizes of events that together take about so many quads: rank to the power of -1.5, mixed."""

        def sizes(events: int) -> list[int]:
            top = events / 200
            return [
                max(2, min(self.persons * 9 // 10, int(4 * _power((events / 2 + top) / (rank + top)))))
                for rank in range(1, events + 1)
            ]

        def cost(events: int) -> int:
            return sum(190 + 30 * size for size in sizes(events))

        few, many = 1, max(2, quads // 200)
        while many - few > 1:
            middle = (few + many) // 2
            few, many = (middle, many) if cost(middle) <= quads else (few, middle)
        planned = sizes(few)
        last = max(1, few // 6)  # small ones come last, so that what is cut off at the end is small
        for at in range(few - last - 1, 0, -1):
            other = self.below(at + 1)
            planned[at], planned[other] = planned[other], planned[at]
        return planned

    def _events(self) -> None:
        left = self.asked - self.made.quads
        planned, number = self._plan(left), 0
        first, second, told = self.document("announced"), self.document("reported"), 0
        while (left := self.asked - self.made.quads) > 800:
            size = planned[number] if number < len(planned) else 2 + self.low(12)
            size = min(size, (left - 600) // 33)
            if size < 2:
                break
            if told == 0:
                first = self.document("announced" if self.chance(0.55) else "reported")
                told = 1 + self.low(8)
            if number % 9 == 8:
                second = self.document("reported")
            twice = self.chance(0.2) and left > 1000 + 60 * size
            self._event(number, size, first, second if twice else None)
            number, told = number + 1, told - 1
        last = self.document("reported") if self.asked - self.made.quads > 400 else first
        filled = 0
        while self.asked - self.made.quads > 40:
            self._mention(last, filled)
            filled += 1

    def _event(self, number: int, size: int, document: Document, second: Document | None) -> None:
        """One event: what it is, its sessions, and who takes part, by one document or two."""
        event = ("event", "event", self.thing("event", number))
        subject: Join = ("subject", *event[1:])
        self._named(document, "event", number, first_language(number))
        self._facts(document, subject, size)
        community = self.below(self.communities)
        organisations = min(max(1, size // 4), self.organisations // 2)
        speaking = min(2 + size // 6, 60, size - 1)
        sessions = self._sessions(document, subject, min(speaking // 3, 12)) if size >= 8 else []
        organising = 1 + (size > 4) + (size > 40)
        told = 0.0 if second is None else 0.6
        taken: set[int] = set()
        present: set[int] = set()
        here = slug("organisation", 0)
        for at in range(organisations):
            found = self._agent(self.organisations, community, taken, hubs=True)
            taken.add(found)
            present.add(found)
            agent = ("agent", "organisation", slug("organisation", found))
            if at < organising:
                role, here = self.one(_ORGANISING), agent[2]
            else:
                role = self.one(_SERVING) if self.chance(0.1) else self.one(_ATTENDING)
            self._participation(document, (agent, event), role, second if self.chance(told) else None)
        taken.clear()
        groups = 1 if size > 6 and self.chance(0.2) else 0
        if groups:
            agent = ("agent", "group", slug("group", self.below(self.groups)))
            self._participation(document, (agent, event), "attendee", None)
        persons = size - organisations - groups
        for at in range(persons):
            found = self._agent(self.persons, community, taken, hubs=False)
            taken.add(found)
            joins: tuple[Join, ...] = (("agent", "person", slug("person", found)), event)
            if at < speaking:
                role = self.one(_SPEAKING)
                if sessions and self.chance(0.8):
                    joins = (joins[0], ("event", "session", sessions[self.below(len(sessions))]))
            else:
                role = self.one(_ATTENDING)
            if self.chance(0.7):
                behalf = self.home[found] if self.chance(0.9) else self.low(self.organisations)
                present.add(behalf)
                joins += (("on_behalf_of", "organisation", slug("organisation", behalf)),)
            self._participation(document, joins, role, second if self.chance(told) else None)
        if size >= 4 and self.chance(0.05):
            kind = "meeting" if self.chance(0.5) else "joint-action"
            other = next(
                each for at in range(self.organisations)
                if (each := slug("organisation", (number + at) % self.organisations)) != here
            )  # fmt: skip
            parties = (("parties", "organisation", here), ("parties", "organisation", other), event)
            self.claim(document, "cooperation", parties, (("kind", kind),))
        self.made.sizes.append(size)
        self.made.incidences += len(present)
        self.made.organisation_pairs += len(present) * (len(present) - 1) // 2
        self.made.person_pairs += persons * (persons - 1) // 2

    def _participation(
        self, document: Document, joins: tuple[Join, ...], role: str, second: Document | None
    ) -> None:
        """Who takes part, perhaps in a role that the document itself contradicts, perhaps told once more."""
        status = "cancelled" if self.random() < 0.004 else document.status
        values: Pairs = (("role", role),)
        if self.random() < 0.01:
            other = "moderator" if role != "moderator" else "speaker"
            a, b = (
                self.claim(
                    document, "participation", joins, (("role", each),), certainty="disputed", status=status
                )
                for each in (role, other)
            )
            self._disputed(document, a, b, "The programme and the list give two roles for one place.")
            return
        words = ""
        if self.random() < 0.1:
            values, words = (*values, ("role_words", VALUE)), f"{role} {joins[0][2][-3:]}"
        self.claim(
            document, "participation", joins, values, value=words, certainty=self._certainty(), status=status
        )
        if second:
            self.claim(second, "participation", joins, (("role", role),))

    def _facts(self, document: Document, subject: Join, size: int) -> None:
        """What an event is, when, where, about what and in which project."""
        called = subject[2]
        if self.chance(0.8):
            self._is(document, subject, "conference" if size > 100 else self.one(_EVENTS))
        self._date(document, subject, size)
        if self.chance(0.6):
            self._related(
                document, subject, "place", "place", slug("place", self.countries + self.low(self.cities))
            )
        if self.chance(0.6):
            self._related(document, subject, "topic", "topic", slug("topic", self.low(self.topics)))
        if self.chance(0.2):
            self._is(document, subject, ("online", "onsite", "hybrid")[self.below(3)], "format")
        if self.chance(0.15):
            self._related(document, subject, "project", "project", slug("project", self.low(self.projects)))
        if self.chance(0.1):
            self._related(document, subject, "series", "series", slug("series", self.low(self.series)))
        if self.chance(0.05):
            self._related(
                document,
                subject,
                "documented-in",
                "publication",
                slug("publication", self.low(self.publications)),
            )
        if size > 20 and self.chance(0.3):
            self._counted(document, ("subject", "event", called), "attendance", size)

    def _date(self, document: Document, subject: Join, size: int) -> None:
        """A day or a period; for some no date, half a date, one worked out, or two that contradict."""
        draw, year = self.random(), 2005 + self.below(21)
        day, certainty = self._day(year), "stated"
        form = DAY
        first = last = value = day
        if draw < 0.12:
            return
        if draw < 0.17:
            form, value = VAGUE, (f"{year}", day[:7], f"XXXX{day[4:]}")[self.below(3)]
        elif draw < 0.20:
            certainty = "inferred"
        elif size > 60 or draw < 0.3:
            form, last = PERIOD, f"{day[:8]}{min(30, int(day[8:]) + 2) if day[5:7] != '02' else 28:02d}"
            value = f"{first}/{last}"
        said: Pairs = (("property", "date"), ("value", form))
        if draw < 0.98:
            self.claim(
                document,
                "assertion",
                (subject,),
                said,
                value=value,
                first=first,
                last=last,
                certainty=certainty,
            )
            return
        a = self.claim(
            document, "assertion", (subject,), (*said, ("shown", True)), value=value, first=first, last=last,
            certainty="disputed",
        )  # fmt: skip
        b = self.claim(
            document, "assertion", (subject,), (("property", "date"), ("value", VAGUE), ("n", 2)),
            value=f"{year + 1}{day[4:]}", certainty="disputed",
        )  # fmt: skip
        self._disputed(document, a, b, "The heading and the footer give different dates.")

    def _sessions(self, document: Document, event: Join, number: int) -> list[str]:
        """Sessions of an event; some stand below another session."""
        made: list[str] = []
        for at in range(number):
            called = self.thing("session", self.sessions)
            self.sessions += 1
            subject = ("subject", "session", called)
            above = ("session", made[self.below(len(made))]) if made and self.chance(0.1) else event[1:]
            self._related(document, subject, "parent", *above)
            if self.chance(0.6):
                self._counted(document, subject, "agenda-position", at + 1)
            if self.chance(0.3):
                clock = (("property", "start-time"), ("value", VALUE))
                value = f"{9 + at // 2:02d}:{'03'[at % 2]}0"
                self.claim(document, "assertion", (subject,), clock, value=value)
            if self.chance(0.3):
                self._is(document, subject, self.one(_SESSIONS))
            made.append(called)
        return made


def _power(number: float) -> float:
    """The number to the power of 1.5, by a root, which every machine rounds alike."""
    return number * sqrt(number)


def _shown(asked: int) -> Progress:
    """Progress on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        return lambda quads: None
    last = [0]

    def show(quads: int) -> None:
        if quads - last[0] > asked // 100 or quads >= asked:
            last[0] = quads
            print(f"\r{quads:,} of {asked:,} quads", end="", file=sys.stderr, flush=True)

    return show


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__.split("\n")[0])
    parser.add_argument("--triples", type=int, default=100_000, help="how many triples, within 2 %%")
    parser.add_argument("--seed", type=int, default=7, help="another number gives another network")
    parser.add_argument("--out", default="-", help="a file, or - for standard output")
    asked = parser.parse_args(arguments)
    if asked.triples < SMALLEST:
        parser.error(f"--triples {asked.triples} is too few: give at least {SMALLEST}")
    began = time.perf_counter()
    show = _shown(asked.triples)
    if asked.out == "-":
        made = generate(asked.triples, asked.seed, sys.stdout.buffer.write, show)
        sys.stdout.buffer.flush()
    else:
        with Path(asked.out).open("wb") as file:
            made = generate(asked.triples, asked.seed, file.write, show)
    took = time.perf_counter() - began
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(*made.lines(), sep="\n", file=sys.stderr)
    print(f"time: {took:.1f} s, {made.quads / took:,.0f} quads a second", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
