"""Commands for Wikidata's QuickStatements (version 1, tabs), for a person to judge; nothing of scen ever runs them.

A command is made only of a claim that is stated and reported, whose two ends have a Wikidata ``same_as``, and whose document
has an address: that is its source (S854), with the day of the release as the day of retrieval (S813), which whoever runs
the command corrects to the day on which the source was opened. What was announced is no fact yet, and who merely attended
is nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import NamedNode

from ..graph.facts import Fact, Facts
from ..ontology.terms import model

if TYPE_CHECKING:
    from .source import Source

FILE, README = "more/quickstatements.txt", "more/quickstatements-README.txt"
_ITEM = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")
_ROLES = {"responsible": "P664", "speaker": "P823", "sponsor": "P859", "funder": "P8324"}
"""Role, with the narrower ones -> property of the event: organizer, speaker, sponsor, funder."""
_ADDRESS = "/:?#[]@!$&'()*+,;=%~"

Statement = tuple[str, str, str]
"""IRI of the subject, property, IRI of the value."""


def write(source: Source, folder: Path) -> None:
    """Write `FILE` and `README`."""
    commands = sorted(_commands(source))
    (folder / FILE).write_text("".join(commands), encoding="utf-8", newline="")
    told = _README.format(
        commands=len(commands), items=len(_matched(Facts(source.dataset))), day=source.settings.day
    )
    (folder / README).write_text(told, encoding="utf-8", newline="")


_README = """\
quickstatements.txt holds {commands} commands for Wikidata's QuickStatements, made of {items} things that the records match to
Wikidata items. Nothing has run them, and nothing of scen ever does.

A command is there only where both of its items are matched, the claim is stated and reported, and its document has an
address, which is its source (S854). What was announced, inferred or disputed is left out, and so is who merely attended.

Before you run one: open the source and see that it says so; put the day on which you did in place of {day} (S813);
see that the item is notable and the statement not there yet. What is wrong in the records is better corrected there.
"""


def _commands(source: Source) -> set[str]:
    facts = Facts(source.dataset)
    items = _matched(facts)
    found = set()
    for fact in {fact for iri in items for fact in facts.about(iri)}:
        address = min(
            (value.value for value in facts.objects(NamedNode(fact.document.iri), "dct:source")), default=""
        )
        if (fact.certainty, fact.status) == ("stated", "reported") and not fact.disputes and address:
            for subject, path, value in _statements(fact):
                if subject in items and value in items:
                    found.add(_command((items[subject], path, items[value]), address, source.settings.day))
    return found


def _matched(facts: Facts) -> dict[str, str]:
    """Thing -> its Wikidata item; a thing that is matched to several is matched to none."""
    found: dict[str, set[str]] = {}
    for quad in facts.store.quads_for_pattern(None, facts.iri("skos:exactMatch"), None, None):
        item = _ITEM.fullmatch(getattr(quad.object, "value", ""))
        if item and isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, set()).add(item[1])
    return {iri: min(items) for iri, items in sorted(found.items()) if len(items) == 1}


def _command(statement: Statement, address: str, day: str) -> str:
    """A command with its source.

    >>> print(_command(("Q1", "P664", "Q2"), "https://x.test/a b", "2026-11-23").replace("\\t", "|"), end="")
    Q1|P664|Q2|S854|"https://x.test/a%20b"|S813|+2026-11-23T00:00:00Z/11
    """
    source = ("S854", f'"{quote(address, safe=_ADDRESS)}"', "S813", f"+{day}T00:00:00Z/11")
    return "\t".join((*statement, *source)) + "\n"


def _statements(fact: Fact) -> Iterator[Statement]:
    """What Wikidata could say of a claim."""
    if fact.kind == "participation":
        path = _properties().get(fact.value("role-id"))
        for event in fact.all("event") if path else ():
            yield from ((event.iri, path, agent.iri) for agent in fact.all("agent") if path)
    elif fact.kind == "membership":
        for member in fact.all("agent"):
            if member.kind == "organisation":  # of people it says a post, which is another property
                yield from ((member.iri, "P463", whole.iri) for whole in fact.all("organisation"))
    elif fact.kind == "project-role":
        yield from (
            (project.iri, "P710", agent.iri) for project in fact.all("project") for agent in fact.all("agent")
        )
    elif fact.kind == "funding":
        yield from (
            (item.iri, "P8324", funder.iri) for item in fact.all("funds") for funder in fact.all("funder")
        )


@lru_cache(maxsize=1)
def _properties() -> dict[str, str]:
    """Role at an event -> property."""
    return {one.notation: path for role, path in _ROLES.items() for one in model().narrower("roles", role)}
