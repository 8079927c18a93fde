"""A fact in a few words, with its status before them: what was announced is never told as done."""

from __future__ import annotations

import re

from .facts import Fact, Ref


def sentence(fact: Fact, *leave_out: str) -> str:
    """The fact in a few words; ``leave_out`` are IRIs of things that need not be named again.

    The status goes before the words, so that what was announced is never told as done.
    """
    said = _SENTENCES[fact.kind](fact, frozenset(leave_out))
    return said if fact.status == "reported" else f"{_STATUS.get(fact.status, fact.status)}: {said}"


Out = frozenset[str]
"""IRIs of things that need not be named again."""

_STATUS = {
    "announced": "announced",
    "ended": "no longer",
    "cancelled": "cancelled",
    "unknown": "not known whether",
}


def _names(refs: tuple[Ref, ...], leave_out: Out = frozenset()) -> str:
    return " and ".join(ref.label for ref in refs if ref.iri not in leave_out)


def _join(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _printed(fact: Fact, name: str) -> str:
    printed, english = fact.value(name), fact.value("rendering")
    if printed and english and english != printed:
        return f"“{printed}” ({english})"
    return f"“{printed}”" if printed else english


def _participation(fact: Fact, out: Out) -> str:
    who, event = _names(fact.all("agent"), out), fact.one("event")
    where = f"at {event.label}" if event and event.iri not in out else ""
    if within := [ref for ref in fact.all("within") if ref.iri not in out and event and event.iri not in out]:
        where += f" (within {within[0].label})"
    behalf = f"for {_names(fact.all('for'))}" if fact.all("for") else ""
    head = f"{who}: {fact.value('role')}" if who else fact.value("role")
    return _join(" ".join(p for p in (head, where) if p), behalf, _printed(fact, "text"))


def _membership(fact: Fact, out: Out) -> str:
    return (
        _join(_names(fact.all("agent"), out), _printed(fact, "title"), _names(fact.all("organisation"), out))
        or "member"
    )


def _project_role(fact: Fact, out: Out) -> str:
    project = fact.one("project")
    of = f" of {project.label}" if project and project.iri not in out else ""
    who = _names(fact.all("agent"), out)
    behalf = f"for {_names(fact.all('for'))}" if fact.all("for") else ""
    return _join((f"{who}: " if who else "") + fact.value("role") + of, behalf, _printed(fact, "title"))


def _funding(fact: Fact, out: Out) -> str:
    via = f"through {_names(fact.all('programme'))}" if fact.all("programme") else ""
    return _join(
        f"{_names(fact.all('funder'))} funds {_names(fact.all('funds'))}",
        f"grant: {_names(fact.all('grant'))}",
        via,
    )


def _cooperation(fact: Fact, out: Out) -> str:
    principal = fact.one("acts-for")
    if principal:
        agents = _names(tuple(ref for ref in fact.all("party") if ref != principal))
        said = f"{agents} acts for {principal.label}"
    else:
        said = f"{fact.value('kind')}: {_names(fact.all('party'))}"
    event = f"at {_names(fact.all('event'))}" if fact.all("event") else ""
    return _join(said, fact.value("text"), event, fact.value("date"))


def _mention(fact: Fact, out: Out) -> str:
    subject = _names(fact.all("subject"), out)
    event = f"in {_names(fact.all('event'))}" if fact.all("event") else ""
    return _join(f"{subject}: {fact.value('kind')}" if subject else fact.value("kind"), event)


def _relation(fact: Fact, out: Out) -> str:
    subject, other = fact.one("subject"), fact.one("object")
    if subject and subject.iri not in out:
        return f"{subject.label}: {fact.value('property-label')} {other.label if other else ''}".strip()
    return f"{fact.value('property-label')}: {other.label if other else ''}"


def _spoken(value: str) -> str:
    """An ISO 8601 duration in words; any other value as it is."""
    units = {"D": "days", "W": "weeks", "M": "minutes", "H": "hours"}
    match = re.fullmatch(r"P(?:(\d+)([DW])|T(\d+)([HM]))", value)
    return f"{match[1] or match[3]} {units[match[2] or match[4]]}" if match else value


def _assertion(fact: Fact, out: Out) -> str:
    counted = _join(*(text for key, text in fact.values if key == "text"))
    value = " ".join(p for p in (fact.value("qualifier"), _spoken(fact.value("value")), counted) if p)
    if fact.value("rendering") and fact.value("rendering") != fact.value("value"):
        value = f"{value} ({fact.value('rendering')})"
    subject = _names(fact.all("subject"), out)
    return (f"{subject}: " if subject else "") + f"{fact.value('property-label')}: {value}"


_SENTENCES = {
    "participation": _participation, "membership": _membership, "project-role": _project_role, "funding": _funding,
    "cooperation": _cooperation, "mention": _mention, "relation": _relation, "assertion": _assertion,
}  # fmt: skip
