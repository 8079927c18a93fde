"""Stories: numbered steps through the network, written by curators in YAML files beside the records.

``stories/<id>.yaml`` in a folder of records::

    title: {en: Who works with whom?, sv: …, nb: …}
    summary: {en: …}
    steps:
    - header: {en: Two who meet}
      text: {en: What the reader sees here, and what it does not say.}
      view: collaboration
      nodes: [organisation/electronics-watch, Region Stockholm]
      ties: [[electronics-watch, region-stockholm]]
      depth: 1
      filters: {status: [announced], since: 2019}

Things are told by id, ``kind/id`` or name. ``filters`` are those of `scen.graph.network.filter`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from .errors import Place, Problem, RecordErrors
from .fields import Text, one_line
from .nearest import did_you_mean
from .network.filter import is_date, kinds_of, kinds_of_agent, unknown
from .order import CERTAINTIES, STATUSES
from .reader import Records, plain_words, shown
from .records import Record
from .text import fold
from .tree import Node, read

FOLDER = "stories"
"""Name of the folder of stories among records."""
MOST_TEXT = 1200
"""Characters of a step's text."""
Long = Annotated[str, AfterValidator(one_line), Field(max_length=MOST_TEXT)]


class Told(Record):
    """A text in English, and in Swedish and Norwegian where there is one."""

    en: Long
    sv: Long | None = None
    nb: Long | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Language -> text."""
        return {language: text for language in ("en", "sv", "nb") if (text := getattr(self, language))}


def _date(value: object) -> str:
    if is_date(str(value)):
        return str(value)
    raise ValueError(f"'{value}' is no date; write 2020-12-10, 2020-12 or 2020")


Day = Annotated[str, BeforeValidator(_date)]


class Filters(Record):
    """What a step keeps of the network; what it does not say is kept whole."""

    kinds: tuple[str, ...] | None = None
    certainty: tuple[str, ...] | None = None
    status: tuple[str, ...] | None = None
    sources: Annotated[int, Field(ge=1)] | None = None
    since: Day | None = None
    until: Day | None = None
    undated: bool | None = None
    agents: tuple[str, ...] | None = None
    about: tuple[Text, ...] | None = None


class Step(Record):
    """One step: what is said, and what is shown beside it."""

    header: Told
    text: Told
    view: Literal["collaboration", "funding", "programme"] = "collaboration"
    nodes: tuple[Text, ...] = ()
    ties: tuple[tuple[Text, Text], ...] = ()
    depth: Annotated[int, Field(ge=0, le=3)] | None = None
    filters: Filters = Filters()

    @model_validator(mode="after")
    def _known(self) -> Step:
        keep = self.filters
        for what, words, known in (
            ("kind", keep.kinds, kinds_of(self.view)),
            ("certainty", keep.certainty, CERTAINTIES),
            ("status", keep.status, STATUSES),
            ("kind of agent", keep.agents, kinds_of_agent()),
        ):
            if wrong := unknown(what, words or (), known):
                raise ValueError(wrong)
        return self


class Story(Record):
    """A story as its file has it."""

    title: Told
    summary: Told
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Written:
    """A story, its id, and where everything in it stands."""

    id: str
    story: Story
    node: Node

    def things(self) -> Iterator[tuple[str, Place]]:
        """Every thing that it names, with its place."""
        for at, step in enumerate(self.story.steps):
            for number, name in enumerate(step.nodes):
                yield name, self.node.at(("steps", at, "nodes", number))
            for number, pair in enumerate(step.ties):
                yield from ((name, self.node.at(("steps", at, "ties", number))) for name in pair)
            for number, name in enumerate(step.filters.about or ()):
                yield name, self.node.at(("steps", at, "filters", "about", number))

    def texts(self) -> Iterator[str]:
        """Everything that it says, in all languages."""
        for told in (self.story.title, self.story.summary):
            yield from told.texts.values()
        for step in self.story.steps:
            yield from (*step.header.texts.values(), *step.text.texts.values())


def read_stories(*paths: Path) -> tuple[Written, ...]:
    """The stories in files, or in folders of files, in the order of their ids.

    :raises RecordErrors: with every mistake of form.
    """
    found: dict[str, Written] = {}
    problems: list[Problem] = []
    for file in (file for path in paths for file in _files(path)):
        try:
            node = read(file, shown(file))
            story = Story.model_validate(node.plain())
        except RecordErrors as error:
            problems += error.problems
        except ValidationError as failed:
            problems += [Problem(node.at(e["loc"]), plain_words(Story, e)) for e in failed.errors()]
        else:
            if file.stem in found:
                problems.append(
                    Problem(node.place, f"id '{file.stem}' is taken by {found[file.stem].node.place.path}")
                )
            found.setdefault(file.stem, Written(file.stem, story, node))
    if problems:
        raise RecordErrors(problems)
    return tuple(found[name] for name in sorted(found))


def _files(path: Path) -> list[Path]:
    return (
        sorted(file for file in path.glob("*.y*ml") if not file.name.startswith("."))
        if path.is_dir()
        else [path]
    )


def checked(records: Records) -> tuple[Written, ...]:
    """The stories of a folder of records, every thing they name being there.

    :raises RecordErrors: with every mistake found.
    """
    folder = records.root / FOLDER
    stories = read_stories(folder) if folder.is_dir() else ()
    known = _names(records)
    problems = [
        Problem(place, _wrong(name, known))
        for story in stories
        for name, place in story.things()
        if len(sought(name, known)) != 1
    ]
    if problems:
        raise RecordErrors(problems)
    return stories


def sought(name: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The things (``kind/id``) that a name of a story means; ``known`` are ids, ``kind/id`` and folded names."""
    return known.get(name) or known.get(fold(name)) or frozenset()


def _wrong(name: str, known: Mapping[str, frozenset[str]]) -> str:
    if several := sought(name, known):
        return f"'{name}' names several things; say which: {', '.join(sorted(several))}"
    return f"unknown thing '{name}'{did_you_mean(name, known)}"


def _names(records: Records) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for slug, entry in records.things.items():
        thing = entry.thing
        names = {
            *thing.name.values(),
            *thing.rendering.values(),
            *(name for more in thing.aliases.values() for name in more),
        }
        for name in (slug, f"{entry.kind}/{slug}", *map(fold, names)):
            found.setdefault(name, set()).add(f"{entry.kind}/{slug}")
    for slug in records.documents:
        for name in (slug, f"document/{slug}"):
            found.setdefault(name, set()).add(f"document/{slug}")
    # an id goes before a name of another thing
    found |= {slug: {f"{entry.kind}/{slug}"} for slug, entry in records.things.items()}
    return {name: frozenset(things) for name, things in found.items()}
