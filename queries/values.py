"""What a user gives for a parameter, as the term the query needs: names become IRIs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from ..graph.dataset import Readable
from ..graph.errors import NotFound, QuestionError
from ..graph.facts import Facts
from ..graph.resolve import resolve
from .parameters import Parameter, Term
from .question import Question
from .stores import Store


def terms(
    store: Store, question: Question, values: Mapping[str, str], language: str = "en"
) -> dict[str, Term]:
    """The terms of a question's parameters; a default stands where no value is given.

    :raises QuestionError: an unknown parameter, a missing one, or a value of the wrong type.
    :raises NotFound: no thing, or more than one, has the name.
    """
    for name in values:
        question.parameter(name)
    given = {p.name: values.get(p.name, p.default) for p in question.parameters.values()}
    found = {}
    for name, value in given.items():
        param = question.parameters[name]
        if value is not None:
            found[name] = _term(store, question, param, value, language)
        elif param.required:
            raise QuestionError(
                f"question {question.name} needs {name}: {param.accepts}", question.name, name
            )
    ends = [question.parameters[name] for name in ("from", "to") if name in found]
    if [param.type for param in ends] == ["date", "date"] and found["from"].value > found["to"].value:
        said = f"from {found['from'].value} is after to {found['to'].value}"
        raise QuestionError(f"question {question.name}: {said}", question.name, "to")
    return found


def _term(store: Store, question: Question, param: Parameter, value: str, language: str) -> Term:
    if param.type == "iri" and (param.scheme or not _outside(value, store.base)):
        return store.read(lambda data: _thing(data, param, value, language))
    try:
        return param.term(value)
    except ValueError:
        said = f"'{_shown(value)}' is no {param.type}; give {param.accepts}"
        raise QuestionError(
            f"{param.name} of question {question.name}: {said}", question.name, param.name
        ) from None


def _shown(value: str) -> str:
    """The value as a message shows it: on one line, and not all of a long one."""
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return line[:60] + "…" * (len(line) > 60)


def _outside(value: str, base: str) -> bool:
    """Whether the value is an IRI that is not of this dataset."""
    absolute = re.match(r"[a-z][a-z0-9+.-]*://|(urn|mailto):", value, re.IGNORECASE)
    return bool(absolute) and not value.startswith(f"{base}id/")


def _thing(data: Readable, param: Parameter, value: str, language: str) -> Term:
    if param.scheme:
        return _concept(data, param.scheme, value)
    return NamedNode(resolve(data, value, language, param.kinds).iri)


def _concept(data: Readable, scheme: str, value: str) -> Term:
    """The concept of a scheme by its notation, its label in any language, or its IRI.

    :raises NotFound: none; the concepts of the scheme are named.
    """
    facts = Facts(data)
    members = {
        quad.subject.value: facts.notation(quad.subject.value)
        for quad in data.store.quads_for_pattern(
            None, facts.iri("skos:inScheme"), facts.iri(f"scen:{scheme}"), None
        )
        if isinstance(quad.subject, NamedNode)
    }
    wanted = value.casefold()
    found = [iri for iri in sorted(members) if wanted and wanted in (iri.casefold(), members[iri].casefold())]
    found = found or [iri for iri in sorted(members) if wanted in _labels(facts, iri)]
    if len(found) == 1:
        return NamedNode(found[0])
    if found:
        raise NotFound(value, [(facts.label(iri), scheme, members[iri]) for iri in found], many=True)
    from ..graph.nearest import did_you_mean

    known = ", ".join(sorted(filter(None, members.values())))
    hint = did_you_mean(value, members.values()) or "."
    raise NotFound(value, hint=f"{hint} There are: {known}")


def _labels(facts: Facts, iri: str) -> list[str]:
    quads = facts.store.quads_for_pattern(NamedNode(iri), facts.iri("skos:prefLabel"), None, None)
    return [quad.object.value.casefold() for quad in quads if isinstance(quad.object, Literal)]
