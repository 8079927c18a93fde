"""Stories as the page has them: their things as positions, and no story about what is not in the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..graph.reader import bundled
from ..graph.stories import FOLDER, Filters, Step, Written, read_stories, sought
from ..graph.text import fold
from ..graph.visibility import NOBODY, Unspoken
from .explorer_words import Plain


class Stories:
    """Makes the stories of a page; ``left_out`` are warnings on those that it cannot hold.

    A story of which nothing is in the page belongs to other data, and is left out without a word unless it was
    asked for by hand.
    """

    def __init__(self, paths: Iterable[Path] = (), unspoken: Unspoken = NOBODY) -> None:
        """:raises RecordErrors: a story that was asked for has mistakes of form."""
        given = read_stories(*paths)
        ids = {story.id for story in given}
        package = bundled() / FOLDER
        own = read_stories(package) if package.is_dir() else ()
        self._stories = (*given, *(story for story in own if story.id not in ids))
        self._given, self._unspoken = ids, unspoken
        self.left_out: list[str] = []

    def __call__(self, data: Plain) -> list[Plain]:
        """The stories of the page with these data."""
        known, self.left_out = _Known.of(data["things"]), []
        return [_plain(story, known) for story in self._stories if self._stays(story, known)]

    def _stays(self, story: Written, known: _Known) -> bool:
        path = story.node.place.path
        lost = [place for name, place in story.things() if len(sought(name, known.names)) != 1]
        there = any(sought(name, known.names) for name, _ in story.things())
        if lost and (there or story.id in self._given):
            self.left_out.append(f"{min(lost)}: a thing is not in this dataset; the story is left out")
        elif not lost and any(map(self._unspoken.held_by, story.texts())):
            self.left_out.append(f"{path}: names somebody who must not be shown; the story is left out")
        else:
            return not lost
        return False


@dataclass(frozen=True)
class _Known:
    """The things of a page: by id, ``kind/id`` and folded name, and where each stands."""

    names: Mapping[str, frozenset[str]]
    at: Mapping[str, int]

    @classmethod
    def of(cls, things: Plain) -> _Known:
        """Those of the data's columns; an id goes before a name of another thing."""
        found: dict[str, set[str]] = {}
        for at, iri in enumerate(things["iri"]):
            others = (text for _, text in things["names"].get(str(at), ()))
            aliases = things["aliases"].get(str(at), ())
            for name in map(fold, (things["name"][at], *others, *aliases)):
                found.setdefault(name, set()).add(iri)
        slugs: dict[str, set[str]] = {}
        for iri in things["iri"]:
            slugs.setdefault(iri.partition("/")[2], set()).add(iri)
        found |= slugs | {iri: {iri} for iri in things["iri"]}
        names = {name: frozenset(iris) for name, iris in found.items()}
        return cls(names, {iri: at for at, iri in enumerate(things["iri"])})

    def place(self, name: str) -> int:
        """Where the one thing of that name stands."""
        [iri] = sought(name, self.names)
        return self.at[iri]


def _plain(written: Written, known: _Known) -> Plain:
    story = written.story
    return {
        "id": written.id,
        "title": story.title.texts,
        "summary": story.summary.texts,
        "steps": [dict(_step(step, known)) for step in story.steps],
    }


def _step(step: Step, known: _Known) -> Iterator[tuple[str, object]]:
    yield "header", step.header.texts
    yield "text", step.text.texts
    yield "view", step.view
    if step.nodes:
        yield "nodes", [known.place(name) for name in step.nodes]
    if step.ties:
        yield "ties", [[known.place(name) for name in pair] for pair in step.ties]
    if step.depth is not None:
        yield "depth", step.depth
    if keep := dict(_filter(step.filters, known)):
        yield "filter", keep


def _filter(filters: Filters, known: _Known) -> Iterator[tuple[str, object]]:
    for name in ("kinds", "certainty", "status", "sources", "since", "until", "undated", "agents"):
        value = getattr(filters, name)
        if value is not None:
            yield name, list(value) if isinstance(value, tuple) else value
    if filters.about:
        yield "about", [known.place(name) for name in filters.about]
