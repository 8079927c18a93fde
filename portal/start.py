"""The start page: search, ways in by kind, who has most partners, who funds what, latest events, stories, questions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.routing import Route

from ..graph.errors import ScenError
from ..graph.facts import Ref
from ..graph.network.reading import Reading
from ..queries import catalogue
from . import schema_org, sections
from .coverage import counted as claims_and_things
from .facets import rows
from .kept import KnownFacts
from .partners import counted
from .thing_words import FEATURED, KINDS, Words
from .timeline import in_words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from ..graph.dataset import Readable
    from .portal import Portal

EVENTS, CONNECTED, LOOKED_AT, PROJECTS = 6, 8, 60, 4


@dataclass(frozen=True)
class Story:
    """A story of the explorer, in the reader's language."""

    id: str
    title: str
    summary: str


def routes(portal: Portal) -> list[BaseRoute]:
    """``/``."""

    def show(request: Request) -> Response:
        return page(portal, request)

    return [Route("/", show, name="start")]


def page(portal: Portal, request: Request) -> Response:
    """The start page; what it shows is found once for a version of the dataset."""
    words = Words.of(portal.language(request))
    with portal.current.reading(words.language) as data:
        found = data.store.read(lambda readable: _known(readable, words))
        json_ld = schema_org.dataset(data, portal.root(request))
    return portal.render(request, "start.html", w=words, json_ld=json_ld, **found)


def warm(portal: Portal, language: str = "en") -> None:
    """Make what the start page and the lists need to count the whole dataset for."""
    with portal.current.reading(language) as data:
        data.store.read(lambda readable: _warmed(readable, Words.of(language)))


def _warmed(data: Readable, words: Words) -> None:
    _known(data, words)
    for kind in KINDS:
        rows(data, KnownFacts(data, words.language), kind)


def _known(data: Readable, words: Words) -> dict[str, Any]:
    facts = KnownFacts(data, words.language)
    return facts.memory.once("start", lambda: _found(data, facts, words))


def _found(data: Readable, facts: KnownFacts, words: Words) -> dict[str, Any]:
    kinds, claims = claims_and_things(data, words.language)
    dated = [row for row in rows(data, facts, "event") if row.date[:4].isdigit()]
    dated.sort(key=lambda row: row.date, reverse=True)
    return {
        "kinds": [(one.thing.kind or one.thing.label, one.count) for one in kinds], "plurals": KINDS,
        "documents": claims[:8], "connected": connected(data, facts, words), "projects": projects(data, facts),
        "events": [(row.thing, in_words(row.date, words.language, words["no year"])) for row in dated[:EVENTS]],
        "stories": stories(data, words.language), "questions": featured(data, words.language),
    }  # fmt: skip


def connected(data: Readable, facts: KnownFacts, words: Words) -> list[tuple[Ref, str]]:
    """The organisations with most partners, among those of which most is told."""
    reading = Reading(data, language=facts.language)
    reading.facts = facts
    found = []
    for hit in data.names.most(kinds=("organisation",), language=facts.language, limit=LOOKED_AT):
        agent = reading.number(hit.iri)
        if agent is not None:
            ties, _ = reading.of([agent])
            found.append((Ref(hit.label, hit.iri, hit.kind, hit.slug), counted(ties, agent)))
    found.sort(key=lambda pair: (-pair[1].partners, -pair[1].together, -pair[1].money, pair[0]))
    return [(ref, counts.said(words)) for ref, counts in found[:CONNECTED]]


def projects(data: Readable, facts: KnownFacts) -> list[Ref]:
    """The projects with a funder of which most is told."""
    hits = data.names.most(kinds=("project",), language=facts.language, limit=LOOKED_AT)
    funded = (hit for hit in hits if sections.is_funded(facts, hit.iri))
    return [Ref(hit.label, hit.iri, hit.kind, hit.slug) for hit in islice(funded, PROJECTS)]


def featured(data: Readable, language: str) -> list[tuple[str, str, str]]:
    """Questions to begin with: title, address, and the thing that it is asked about where it takes one."""
    found = []
    for name, kind in FEATURED:
        question = catalogue.question(name)
        required = [param.name for param in question.parameters.values() if param.required]
        hits = data.names.most(kinds=(kind,), language=language, limit=1) if kind else []
        if kind and hits and required:
            to = f"questions/{name}?{required[0]}={kind}/{quote(hits[0].slug)}#answer"
            found.append((question.title(language), to, hits[0].label))
        elif not kind:
            found.append((question.title(language), f"questions/{name}", ""))
    return found


def stories(data: Readable, language: str) -> list[Story]:
    """The stories of the package of which everything is in the dataset."""
    from ..graph.reader import bundled
    from ..graph.stories import FOLDER, read_stories
    from ..graph.visibility import read_private

    folder = bundled() / FOLDER
    try:
        written = read_stories(folder) if folder.is_dir() else ()
        private = read_private()
    except ScenError:
        return []
    found = []
    for story in written:
        there = all(len(data.names.exact(name)) == 1 for name in {name for name, _ in story.things()})
        if there and not (private and any(map(private.unspoken.held_by, story.texts()))):
            title, summary = story.story.title.texts, story.story.summary.texts
            found.append(
                Story(story.id, title.get(language, title["en"]), summary.get(language, summary["en"]))
            )
    return found
