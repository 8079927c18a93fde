"""The form of a question: a field for each parameter, with examples, what was given, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..graph.errors import NotFound, QuestionError
from ..ontology.terms import model
from .question_words import words

if TYPE_CHECKING:
    from ..graph.names import Hit
    from ..queries.opened import OpenDataset
    from ..queries.parameters import Parameter
    from ..queries.question import Question

    Wrong = NotFound | QuestionError | None
EXAMPLES = 4


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen: what is said, and what is given."""

    label: str
    value: str
    kind: str = ""
    path: str = ""
    """The address of the question with this value."""


@dataclass(frozen=True)
class Field:
    """One field of the form, with what was given and what is wrong with it."""

    name: str
    label: str
    help: str
    type: str
    """text, date, number, name, or choice"""
    value: str
    required: bool
    kinds: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    wrong: str = ""
    """A message of the library, in English."""
    title: str = ""
    """What is wrong, in the reader's language."""
    near: tuple[Choice, ...] = field(default=())


class Examples:
    """The things of a kind of which most is said, looked up once for each version of the dataset."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str | None], list[Hit]] = {}

    def of(self, data: OpenDataset, kind: str | None) -> list[Hit]:
        """The first of a kind, or of all; `EXAMPLES` at most."""
        digest = str(data.store.read(lambda readable: readable.meta["digest"]))
        key = (digest, data.language, kind)
        if key not in self._kept:
            if len(self._kept) > 200:  # of versions gone
                self._kept.clear()
            self._kept[key] = data.first(kind, EXAMPLES)
        return self._kept[key]


EXAMPLES_OF = Examples()


class Form:
    """The form of one question, with the values that were given."""

    def __init__(self, data: OpenDataset, question: Question, told: Mapping[str, str]) -> None:
        self.data, self.question, self.told = data, question, told
        self.language, self.w = data.language, words(data.language)

    def fields(self, wrong: Wrong = None) -> list[Field]:
        """All fields; ``wrong`` is said beside the one it is about."""
        return [self._field(param, wrong) for param in self.question.parameters.values()]

    def missing(self) -> QuestionError | None:
        """What is wrong where a value that is needed was not given."""
        absent = (p.name for p in self.question.parameters.values() if p.required and p.name not in self.told)
        name = next(absent, "")
        return QuestionError(self.w["wrong"], self.question.name, name) if name else None

    def _field(self, param: Parameter, wrong: Wrong) -> Field:
        value = self.told.get(param.name, "")
        mine = wrong is not None and self._is_of(param, wrong)
        title, near = self._wrong(param, wrong) if mine and wrong else ("", ())
        label = param.label.get(self.language) or param.label.get("en") or param.name
        told = param.help.get(self.language) or param.help.get("en") or param.accepts
        if param.default is not None:
            told = f"{told} ({param.default})"
        message = str(wrong) if mine and isinstance(wrong, QuestionError) and str(wrong) != title else ""
        return Field(
            param.name, label, told, self._type(param), value, param.required, param.kinds,
            self._choices(param), message, title, near,
        )  # fmt: skip

    @staticmethod
    def _type(param: Parameter) -> str:
        if param.type == "iri":
            return "choice" if param.scheme else "name"
        return {"date": "date", "integer": "number"}.get(param.type, "text")

    def _is_of(self, param: Parameter, wrong: NotFound | QuestionError) -> bool:
        if isinstance(wrong, QuestionError):
            return wrong.parameter == param.name
        return param.type == "iri" and self.told.get(param.name) == wrong.name

    def _wrong(self, param: Parameter, wrong: NotFound | QuestionError) -> tuple[str, tuple[Choice, ...]]:
        if isinstance(wrong, QuestionError):
            return self.w["wrong"], ()
        title = self.w["many" if wrong.many else "none"].format(name=wrong.name)
        found = [
            self._choice(param, label, slug if param.scheme else f"{kind}/{slug}", kind)
            for label, kind, slug in wrong.candidates[:20]
            if param.scheme or not param.kinds or kind in param.kinds
        ]
        return title, tuple(found)

    def _choices(self, param: Parameter) -> tuple[Choice, ...]:
        """The concepts of a scheme; of names, those of which most is said, as examples."""
        if param.scheme:
            known = model().scheme(param.scheme).concepts
            return tuple(
                sorted(
                    (Choice(one.labels.get(self.language, one.labels["en"]), one.notation) for one in known),
                    key=lambda choice: choice.label.casefold(),
                )
            )
        if param.type != "iri":
            return ()
        hits = [hit for kind in param.kinds or (None,) for hit in EXAMPLES_OF.of(self.data, kind)]
        best = sorted(hits, key=lambda hit: -hit.claims)[:EXAMPLES]
        return tuple(self._choice(param, hit.label, f"{hit.kind}/{hit.slug}", hit.kind) for hit in best)

    def _choice(self, param: Parameter, label: str, value: str, kind: str) -> Choice:
        known = model().kinds.get(kind)
        said = known.labels.get(self.language, kind) if known else ""
        return Choice(label, value, said, urlencode({**self.told, param.name: value}))
