"""JSON Schema of the record files, made from the models."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from .records import Judgement, Source, Thing

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file.

    >>> sorted(schemas())
    ['entities', 'ledger', 'source']
    """
    files: dict[str, TypeAdapter[Any]] = {
        "source": TypeAdapter(Source),
        "entities": TypeAdapter(list[Thing]),
        "ledger": TypeAdapter(list[Judgement]),
    }
    return {name: {"$schema": _DIALECT, **adapter.json_schema()} for name, adapter in files.items()}
