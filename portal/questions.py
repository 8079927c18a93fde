"""Pages of questions: all of them by tag, and for each a form, the answer, its downloads and the query behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from ..graph.errors import NotFound, QuestionError
from ..queries import catalogue
from . import refusals
from .question_answers import SHOWN, TYPES
from .question_form import Form
from .question_words import words
from .sparql.refused import Refused
from .weight import is_light
from .work import Work
from .working import worked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ..queries.question import Question
    from .portal import Portal
    from .work import Done


def routes(portal: Portal) -> list[BaseRoute]:
    """The list, each question's downloads, and its page."""

    def listed(request: Request) -> Response:
        return _listed(portal, request)

    async def asked(request: Request) -> Response:
        name = request.path_params["name"]
        if (question := known(name)) is None:
            return await run_in_threadpool(_listed, portal, request, name)
        return await _asked(portal, request, question)

    async def downloaded(request: Request) -> Response:
        return await _downloaded(portal, request, request.path_params["name"], request.path_params["form"])

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


async def _asked(portal: Portal, request: Request, question: Question) -> Response:
    """The page of a question: what is given is looked at, the answer is worked out, and both are shown."""
    language, told = portal.language(request), given(request, question)
    made: dict[str, Any] = {"answer": None, "refused": ""}
    status, wrong, headers = 200, None, dict[str, str]()
    try:
        if all(name in told for name, param in question.parameters.items() if param.required):
            made |= await _answered(portal, request, question, told)
        elif told:
            status = 400
    except (NotFound, QuestionError) as error:
        status, wrong = refusals.status_of(error), error
    except Refused as error:
        status, headers = error.status, error.headers
        made |= {"refused": refusals.sentence(status, language), "why": str(error)}
    response = await run_in_threadpool(_shown, portal, request, question, status, made, wrong)
    response.headers.update(headers)
    return response


async def _answered(portal: Portal, request: Request, question: Question, told: dict[str, str]) -> dict[str, Any]:
    """The answer, as `question_answers.page` gives it."""
    named = {"name": question.name, "values": told, "seconds": portal.settings.time_limit}
    light = partial(is_light, question=question, values=told, most=SHOWN + 1)
    made: dict[str, Any] = json.loads(_right(await worked(portal, request, Work("page", portal.language(request), named), light)))
    if picture := made["answer"]["picture"]:
        with portal.current.reading() as data:
            picture.update(base=data.store.base, pages=f"{portal.root(request)}page/")
    return made


def _shown(
    portal: Portal, request: Request, question: Question, status: int, made: Mapping[str, Any],
    wrong: NotFound | QuestionError | None,
) -> Response:  # fmt: skip
    language, told = portal.language(request), given(request, question)
    with portal.current.reading(language) as data:
        form = Form(data, question, told)
        fields = form.fields(wrong or (form.missing() if told else None))
    others = [catalogue.question(other) for other in question.see]
    return portal.render(
        request, "question.html", status, w=words(language), question=question, title=question.title(language),
        address=urlencode(told), forms=tuple(TYPES),
        see=[(other.name, other.title(language)) for other in others], tongue=language, fields=fields,
        chosen=request.query_params.get("lang", ""), **made,
    )  # fmt: skip


async def _downloaded(portal: Portal, request: Request, name: str, form: str) -> Response:
    question = known(name)
    if question is None or form not in TYPES:
        raise HTTPException(404)
    told, settings = given(request, question), portal.settings
    named = {"name": name, "values": told, "form": form, "seconds": settings.time_limit, "most": settings.row_limit}
    light = partial(is_light, question=question, values=told, most=settings.row_limit)
    try:
        body = _right(await worked(portal, request, Work("download", portal.language(request), named), light))
    except Refused as error:
        raise HTTPException(error.status, str(error), error.headers) from None
    return Response(
        body, media_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    )


def _right(done: Done) -> bytes:
    """The body of an answer that is none of problem details."""
    if done.status != 200:
        raise HTTPException(done.status, json.loads(done.body)["detail"])
    return done.body
