"""The description of the JSON API in OpenAPI 3.1, made from the table that its routes are made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from . import headers
from .api import METHODS
from .api.answering import etag
from .api.operations import Operation, Parameter
from .api.plain import text
from .api.schemas import schemas
from .api.table import all_operations
from .refusals import PROBLEM
from .thing_words import KINDS

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset
    from .portal import Portal

PATH = "/api/openapi.json"
_LICENCE = {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}
_ABOUT = (
    "Who works with whom, who funds whom and who met where, in the supply-chain ethics network. Each row leads to claims, "
    "each claim to the lines of its source document; 'status' says whether a source announces a thing or reports it, "
    "'certainty' whether it is stated or inferred. Where nothing is recorded, that does not prove that there is nothing."
)
_REFUSALS = {
    "400": "A parameter is missing, wrong or not known, or a name names several things.",
    "404": "No thing or question of that name; 'candidates' are spelled almost so.",
    "410": "What was here was withdrawn.",
    "413": "The answer would be larger than one may be.",
    "429": "Too many requests; Retry-After says when to ask again.",
    "503": "It takes longer, or more memory, than an answer may; too many ask; or the dataset cannot be read just now. Retry-After says when to ask again.",
}


def routes(portal: Portal) -> list[BaseRoute]:
    """The description, for the address at which the portal is seen."""

    def described(request: Request) -> Response:
        with portal.current.reading() as data:
            told = {"etag": etag(data), "cache-control": "no-cache"}
            known = examples(data)
        if headers.unchanged(request.headers, told["etag"]):
            return Response(status_code=304, headers=told)
        return Response(text(document(portal.root(request), known)), 200, told, "application/json")

    return [Route(PATH, described, methods=METHODS, name="openapi")]


def examples(data: OpenDataset) -> dict[str, str]:
    """Kind -> the id of a thing of it, that of which most is said."""
    return {kind: found[0].slug for kind in KINDS if (found := data.first(kind, limit=1))}


def document(root: str, known: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The description for a portal at that address; ``known`` are things by kind, for examples.

    >>> told = document("https://example.org/")
    >>> told["openapi"], told["paths"]["/api/search"]["get"]["operationId"]
    ('3.1.0', 'search')
    """
    return {
        "openapi": "3.1.0",
        "info": {"title": "The supply-chain ethics network (scen)", "version": "1.0", "description": _ABOUT, "license": _LICENCE},
        "servers": [{"url": root.rstrip("/")}],
        "tags": [
            {"name": "things", "description": "Things by name, and what is known about them"},
            {"name": "network", "description": "Who is tied to whom, and over what"},
            {"name": "questions", "description": "Named questions, each with its parameters"},
        ],
        "paths": {one.path: {"get": _operation(one, known or {})} for one in all_operations()},
        "components": {"schemas": schemas(), "responses": {status: _problem(about) for status, about in _REFUSALS.items()}},
    }  # fmt: skip


def _operation(one: Operation, known: Mapping[str, str]) -> dict[str, Any]:
    told = {
        "operationId": one.name,
        "summary": one.summary,
        "description": one.description,
        "tags": [one.tag],
    }
    right = {
        "description": "The answer",
        "headers": {"ETag": {"description": "It changes with the data.", "schema": {"type": "string"}}},
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{one.gives}"}}},
    }
    refused = {status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS}
    answers = {"200": right, "304": {"description": "The reader has it already."}, **refused}
    return {**told, "parameters": [_parameter(p, known) for p in one.parameters], "responses": answers}


def _parameter(one: Parameter, known: Mapping[str, str]) -> dict[str, Any]:
    told = {
        "name": one.name, "in": "path" if one.in_path else "query", "description": one.description,
        "required": one.required, "schema": _exact(one),
    }  # fmt: skip
    if (example := _example(one, known)) is not None:
        told["example"] = example
    return {**told, "style": "form", "explode": one.again} if one.schema["type"] == "array" else told


def _example(one: Parameter, known: Mapping[str, str]) -> Any:
    """A value that has an answer, for what must be given."""
    if named := [f"{kind}/{known[kind]}" for kind in one.kinds if kind in known]:
        return named[0]
    if one.in_path:
        return "organisation" if one.name == "kind" else known.get("organisation")
    return _EXAMPLES.get(one.schema["type"]) if one.required and "format" not in one.schema else None


_EXAMPLES = {"integer": 1, "string": "a"}


def _exact(one: Parameter) -> dict[str, Any]:
    """The schema with what all texts must be: no control characters, and a length."""
    schema = dict(one.schema)
    if schema["type"] == "string" and not schema.keys() & {"enum", "pattern"}:
        schema["pattern"] = _TEXT
    if schema["type"] == "array":
        schema["minItems"] = 1
    if schema["type"] == "array" and "enum" not in schema["items"]:
        schema["items"] = {"pattern": _TEXT, **schema["items"]}
    return schema


_TEXT = r"^[^\u0000-\u001f\u007f-\u009f]*$"


def _problem(about: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
