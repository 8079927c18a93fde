"""JSON Schemas of the answers, made from the library's own types, so that they cannot drift from what is sent."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ...graph.facts import Fact
from .plain import SORTED_BY

Schema = dict[str, Any]
_SCALARS = {
    str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"},
    NoneType: {"type": "null"},
}  # fmt: skip


def record(**members: Any) -> Schema:
    """An object that has all of these members, and no others."""
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def listed(items: Any) -> Schema:
    """An array of such items."""
    return {"type": "array", "items": items}


class Known:
    """Schemas of dataclasses by name, each made when it is first named.

    >>> from scen.graph.facts import Ref
    >>> known = Known()
    >>> known.of(tuple[Ref, ...]), known.made["Ref"]["required"]
    ({'type': 'array', 'items': {'$ref': '#/components/schemas/Ref'}}, ['label', 'iri', 'kind', 'slug'])
    """

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}

    def of(self, hint: Any) -> Schema:
        """The schema of a type: a scalar, a dataclass, a tuple or a union of them."""
        if hint in _SCALARS:
            return dict(_SCALARS[hint])
        if is_dataclass(hint) and isinstance(hint, type):
            return self._record(hint)
        parts = get_args(hint)
        if get_origin(hint) in (Union, UnionType):
            return {"anyOf": [self.of(part) for part in parts]}
        if parts[-1] is Ellipsis:
            return listed(self.of(parts[0]))
        inner = [self.of(part) for part in parts]
        return {"type": "array", "prefixItems": inner, "minItems": len(inner), "maxItems": len(inner)}

    def _record(self, cls: type) -> Schema:
        name = cls.__name__
        if name not in self.made:
            self.made[name] = {}  # a type may hold itself
            hints = get_type_hints(cls)
            told = [one.name for one in fields(cls) if one.name not in SORTED_BY]
            also = {"says": {"type": "string", "description": "The claim in words."}} if cls is Fact else {}
            about = " ".join((cls.__doc__ or "").split())
            self.made[name] = {
                "description": about,
                **record(**{one: self.of(hints[one]) for one in told}, **also),
            }
        return {"$ref": f"#/components/schemas/{name}"}


@cache
def schemas() -> dict[str, Schema]:
    """All schemas by name: of answers, and of what they are made of."""
    from ...graph.facts import Ref
    from ...graph.names import Hit
    from ...graph.network.chain import Nearest
    from ...graph.network.edge import Edge
    from ...graph.network.found import Buckets
    from ...graph.network.hops import Hop
    from ...graph.network.partners import Partner

    known = Known()
    of, text, truth, whole = known.of, {"type": "string"}, {"type": "boolean"}, {"type": "integer"}
    number = {"type": "number"}
    answers = {
        "Things": record(query=text, things=listed(of(Hit)), more=truth),
        "Description": record(
            thing=of(Ref), names=listed(record(text=text, language=text, curated=truth)), facts=listed(of(Fact)), more=truth,
        ),
        "Partners": record(agent=of(Ref), times=whole, number=whole, partners=listed(of(Partner)), ties=of(Buckets)),
        "Paths": record(
            start=of(Ref), end=of(Ref), within=whole, chains=listed(record(price=number, hops=listed(of(Hop)))),
            nearest=of(Nearest | None),
        ),
        "Network": record(
            view=text, number=whole, left_out=whole, undated=whole, offset=whole, more=truth, nodes=listed(of(Ref)),
            edges=listed(of(Edge)),
        ),
        "Questions": record(questions=listed(_question())),
        "Rows": record(
            question=text, title=text, counts=truth, columns=listed(text),
            rows=listed({"type": "object", "additionalProperties": _cell(of(Ref), of(Fact))}), offset=whole, more=truth,
        ),
        "Problem": {
            "type": "object", "description": "What is wrong, in one line (RFC 9457); candidates are what may have been meant.",
            "properties": {
                "type": text, "title": text, "status": whole, "detail": text, "parameter": text,
                "candidates": listed(record(label=text, kind=text, slug=text)),
            },
            "required": ["type", "title", "status"],
        },
    }  # fmt: skip
    return {**answers, **dict(sorted(known.made.items()))}


def _question() -> Schema:
    text, truth = {"type": "string"}, {"type": "boolean"}
    parameter = record(
        name=text, type=text, required=truth, default={"type": ["string", "null"]}, kinds=listed(text), scheme=text,
        label=text, help=text,
    )  # fmt: skip
    return record(
        name=text, title=text, description=text, tags=listed(text), counts=truth, see=listed(text),
        parameters=listed(parameter),
    )  # fmt: skip


def _cell(thing: Schema, claim: Schema) -> Schema:
    return {
        "description": "A thing, a plain value, nothing, or the claims behind the row with their lines.",
        "anyOf": [thing, listed(claim), {"type": ["string", "number", "boolean", "null"]}],
    }
