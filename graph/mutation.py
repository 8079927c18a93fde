"""Does the check see faults? Every claim's lines are moved by one and its agents swapped, and the check asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .claims import digest
from .errors import Place
from .evidence import Checked, Checker


@dataclass(frozen=True)
class Mutant:
    """A planted fault; ``reason`` says why the check cannot see it, where it was not caught."""

    place: Place
    fault: str
    caught: bool
    reason: str = ""


def mutants(checker: Checker) -> Iterator[Mutant]:
    """Two faults for each statement: its lines one further, and each person or organisation another one."""
    agents = _agents(checker)
    for checked, problem in checker.statements():
        moved = replace(checked, lines=tuple(line + 1 for line in checked.lines))
        yield _judge(checker, moved, problem.place, f"lines moved to {moved.lines[0]}")
        for index, (part, slug) in enumerate(checked.joins):
            if other := _another(agents.get(checker.records.kind(slug) or "", []), slug):
                joins = (*checked.joins[:index], (part, other), *checked.joins[index + 1 :])
                yield _judge(
                    checker,
                    replace(checked, joins=joins),
                    problem.place,
                    f"{part} '{slug}' swapped for '{other}'",
                )


def _judge(checker: Checker, mutant: Checked, place: Place, fault: str) -> Mutant:
    if any(checker.faults(mutant)):
        return Mutant(place, fault, True)
    if not mutant.stated:
        reason = "inferred: its lines need not name what it joins"
    elif "swapped" in fault:
        reason = "the other is named on the same lines"
    else:
        reason = "the next line holds the same words and names"
    return Mutant(place, fault, False, reason)


def _agents(checker: Checker) -> dict[str, list[str]]:
    """Kind of agent -> all ids of that kind, in order."""
    found: dict[str, list[str]] = {"group": [], "organisation": [], "person": []}
    for slug, entry in sorted(checker.records.things.items()):
        if entry.kind in found:
            found[entry.kind].append(slug)
    return found


def _another(agents: list[str], slug: str) -> str | None:
    """Another of the agents, chosen by the hash of this one, so that runs agree."""
    others = len(agents) - 1
    if others < 1:
        return None
    step = 1 + int(digest(slug), 16) % others
    return agents[(bisect_left(agents, slug) + step) % len(agents)]
