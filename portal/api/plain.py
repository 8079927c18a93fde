"""Answers as plain JSON: a thing is an object with label and IRI, a claim one with its document, lines and words."""

from __future__ import annotations

import json
import math
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ...graph.facts import Fact
from ...graph.sentences import sentence

SORTED_BY = ("rank",)
"""Fields by which values are only sorted."""


def plain(value: Any) -> Any:
    """Dictionaries, lists, texts and numbers in the place of our own values; claims say in words what they claim.

    >>> plain((1, Decimal("0.5"), date(2020, 12, 10), float("nan")))
    [1, 0.5, '2020-12-10', 'nan']
    """
    if is_dataclass(value):
        told = {
            one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name not in SORTED_BY
        }
        return {**told, "says": sentence(value)} if isinstance(value, Fact) else told
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return (
        _number(value)
        if isinstance(value, Decimal | float)
        else str(value)
        if isinstance(value, date)
        else value
    )


def text(value: Any) -> bytes:
    """The JSON of what is plain."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _number(value: Decimal | float) -> float | str:
    """The number, or its text where JSON has none that is as exact."""
    exact = math.isfinite(value) and (isinstance(value, float) or Decimal(repr(float(value))) == value)
    return float(value) if exact else str(value)
