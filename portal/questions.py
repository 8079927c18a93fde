"""Pages of questions: all of them by tag, and for each a form, the answer, its downloads and the query behind it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from ..export import rows as writers
from ..export import tables
from ..graph.errors import NotFound, QueryError, QuestionError
from ..graph.facts import Facts, Ref
from ..ontology.terms import model
from ..queries import catalogue, sources, values
from ..queries.answers import Rows
from ..queries.cells import is_claims
from .answers_page import answer_page, path_of
from .question_words import words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ..graph.names import Hit
    from ..queries.opened import OpenDataset
    from ..queries.parameters import Parameter, Term
    from ..queries.question import Question
    from .portal import Portal

SHOWN = 500
"""Rows on a page; a download has all."""
EXAMPLES = 4
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/sparql-results+json; charset=utf-8",
}
"""Form of a download -> its media type."""
Item = TypeVar("Item")


class _Late(Exception):
    """The time for an answer is over."""


class _TooMany(Exception):
    """The answer has more rows than one may have."""


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


def routes(portal: Portal) -> list[BaseRoute]:
    """The list, each question's downloads, and its page."""

    def listed(request: Request) -> Response:
        return _listed(portal, request)

    def asked(request: Request) -> Response:
        return _asked(portal, request, request.path_params["name"])

    def downloaded(request: Request) -> Response:
        return _downloaded(portal, request, request.path_params["name"], request.path_params["form"])

    return [
        Route("/questions", listed),
        Route("/questions/{name}.{form}", downloaded),
        Route("/questions/{name}", asked),
    ]


def known(name: str) -> Question | None:
    """The question of that name, and never a file of that name."""
    return catalogue.question(name) if name in catalogue.names() else None


def given(request: Request, question: Question) -> dict[str, str]:
    """The values in the address: of the question's parameters alone, without those left empty."""
    found = {name: request.query_params.get(name, "").strip() for name in question.parameters}
    return {name: value for name, value in found.items() if value}


def _listed(portal: Portal, request: Request, missing: str = "") -> Response:
    language = portal.language(request)
    groups = [
        (words(language).get(tag, tag), tag, [(one.name, one.title(language)) for one in members])
        for tag, members in catalogue.by_tag(catalogue.questions()).items()
    ]
    return portal.render(
        request, "questions.html", 404 if missing else 200, w=words(language), groups=groups, missing=missing
    )


# -- the page of a question -----------------------------------------------------------------------------------


def _asked(portal: Portal, request: Request, name: str) -> Response:
    if (question := known(name)) is None:
        return _listed(portal, request, name)
    language, told = portal.language(request), given(request, question)
    with portal.current.reading(language) as data:
        page = _Page(data, question, told, language, portal.settings.time_limit)
        status, made = page.made()
        if made["answer"] and made["answer"].picture:
            made["answer"].picture.update(base=data.store.base, pages=f"{portal.root(request)}page/")
    others = [catalogue.question(other) for other in question.see]
    return portal.render(
        request, "question.html", status, w=words(language), question=question, title=question.title(language),
        address=urlencode(told), description_lang="en" if language != "en" else "", forms=tuple(TYPES),
        see=[(other.name, other.title(language)) for other in others], tongue=language,
        chosen=request.query_params.get("lang", ""), **made,
    )  # fmt: skip


class _Page:
    """One question's page in the making."""

    def __init__(
        self, data: OpenDataset, question: Question, told: Mapping[str, str], language: str, seconds: float
    ) -> None:
        self.data, self.question, self.told = data, question, told
        self.language, self.seconds, self.w = language, seconds, words(language)

    def made(self) -> tuple[int, dict[str, Any]]:
        """The status, and the values of the template."""
        absent = [p for p in self.question.parameters.values() if p.required and p.name not in self.told]
        if absent:
            wrong: QuestionError | None = None
            if self.told:
                wrong = QuestionError(self.w["wrong"], self.question.name, absent[0].name)
            return (400 if self.told else 200), {"fields": self._fields(wrong), "answer": None}
        try:
            terms = values.terms(self.data.store, self.question, self.told, self.language)
        except NotFound as error:
            return (400 if error.many else 404), {"fields": self._fields(error), "answer": None}
        except QuestionError as error:
            return 400, {"fields": self._fields(error), "answer": None}
        return 200, {"fields": self._fields(None), **self._answer(terms)}

    def _answer(self, terms: Mapping[str, Term]) -> dict[str, Any]:
        query = self.question.query(terms, self.data.store.base)
        found = self.data.answer(query)
        assert isinstance(found, Rows)
        rows, late = _within(found.rows, self.seconds, SHOWN + 1)
        table = self.data.table(Rows(found.columns, iter(rows[:SHOWN])))
        about = self._about(terms)
        page = self.data.store.read(lambda data: answer_page(data, table, self.language, about))
        return {
            "answer": page, "more": len(rows) > SHOWN, "late": late, "shown": SHOWN, "seconds": f"{self.seconds:g}",
            "about": [(ref.label, path_of(ref)) for ref in about], "sent": query.sent.strip(),
            "body": body(query.sent),
        }  # fmt: skip

    def _about(self, terms: Mapping[str, Term]) -> list[Ref]:
        """The things that the question is asked about."""
        facts = self.data.store.read(lambda data: Facts(data, self.language))
        refs = [facts.ref(terms[p.name].value) for p in self.question.parameters.values() if p.name in terms and p.type == "iri"]
        return [ref for ref in refs if ref.kind]

    # -- the form -------------------------------------------------------------------------------------------

    def _fields(self, wrong: NotFound | QuestionError | None) -> list[Field]:
        return [self._field(param, wrong) for param in self.question.parameters.values()]

    def _field(self, param: Parameter, wrong: NotFound | QuestionError | None) -> Field:
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


def body(text: str) -> str:
    """A question's query without the head that tells what it asks.

    >>> body("#+ summary: Who" + chr(10) + "SELECT * {}")
    'SELECT * {}'
    """
    return "\n".join(line for line in text.split("\n") if not line.startswith("#+")).strip()


def _within(items: Iterable[Item], seconds: float, most: int) -> tuple[list[Item], bool]:
    """Not more than ``most`` items, and whether the time was over before the last of them."""
    found: list[Item] = []
    end = time.monotonic() + seconds
    for item in items:
        found.append(item)
        if len(found) >= most:
            break
        if time.monotonic() > end:
            return found, True
    return found, False


# -- downloads ------------------------------------------------------------------------------------------------


def _downloaded(portal: Portal, request: Request, name: str, form: str) -> Response:
    question = known(name)
    if question is None or form not in TYPES:
        raise HTTPException(404)
    language, settings = portal.language(request), portal.settings
    w = words(language)
    try:
        with portal.current.reading(language) as data:
            rows = data.rows(name, given(request, question))
            whole = Rows(rows.columns, _limited(rows.rows, settings.time_limit, settings.row_limit))
            written = download(data, whole, form)
    except NotFound as error:
        raise HTTPException(400 if error.many else 404, str(error)) from None
    except (QuestionError, QueryError) as error:
        raise HTTPException(400, str(error)) from None
    except _Late:
        raise HTTPException(503, w["too late"].format(n=f"{settings.time_limit:g}"), {"Retry-After": "10"}) from None
    except _TooMany:
        raise HTTPException(413, w["too many"].format(n=settings.row_limit)) from None
    return Response(
        written, media_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    )


def download(data: OpenDataset, rows: Rows, form: str) -> bytes:
    """The answer as ``scen ask --format`` writes it: csv with names, tsv and json the terms with how sure they are."""
    out = StringIO(newline="")
    if form == "csv":
        tables.write_csv(data.table(rows), out)
    else:
        told = data.with_sources(rows, sources.SURE) if any(map(is_claims, rows.columns)) else rows
        writers.ROWS[form](told, out)
    return out.getvalue().encode()


def _limited(items: Iterable[Item], seconds: float, most: int) -> Iterator[Item]:
    """The items, as long as there is time and they are not too many."""
    end = time.monotonic() + seconds
    for number, item in enumerate(items):
        if number >= most:
            raise _TooMany
        if time.monotonic() > end:
            raise _Late
        yield item
