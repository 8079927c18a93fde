"""Every named question, on every engine, against answers worked out by hand from the texts.

``tests/answers/*.yaml`` hold the full expected rows on the five documents, ``tests/invented/answers/*.yaml``
those on a second, invented dataset, so that no question only works on the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

from scen.graph.build import build
from scen.ontology.terms import model, shorten
from scen.queries import catalogue
from scen.queries.cells import claims_of, is_claims
from scen.queries.opened import OpenDataset
from scen.queries.stores import Embedded

ANSWERS = {"five": ROOT / "tests/answers", "invented": ROOT / "tests/invented/answers"}
NAMES = catalogue.names()
Row = tuple[Any, ...]


def cases(data: str) -> list[Any]:
    found = []
    for path in sorted(ANSWERS[data].glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8"))[data]):
            found.append(pytest.param(path.stem, case, id=f"{path.stem}-{number}"))
    return found


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented dataset, built once."""
    out = tmp_path_factory.mktemp("invented") / "dataset"
    build(ROOT / "tests/invented", out=out)
    return out


@pytest.fixture(scope="module")
def five_opened(dataset: Path) -> Iterator[OpenDataset]:
    with OpenDataset(Embedded(dataset)) as data:
        yield data


@pytest.fixture(scope="module")
def invented_opened(invented: Path) -> Iterator[OpenDataset]:
    with OpenDataset(Embedded(invented)) as data:
        yield data


@cache
def concepts() -> dict[str, str]:
    return {iri: concept.notation for iri, concept in model().concepts.items()}


def cell(value: Any, base: str) -> Any:
    """A term as the answers write it."""
    text = getattr(value, "value", None)
    if text is None:
        return None
    if text.startswith(f"{base}id/"):
        return text.removeprefix(f"{base}id/")
    if text in concepts():
        return concepts()[text]
    return (
        shorten(text)
        if text.startswith("http") and hasattr(value, "value") and not hasattr(value, "language")
        else text
    )


def places(data: OpenDataset, iris: list[str]) -> str | None:
    """Claims as ``document:line,line; …``."""
    lines: dict[str, set[int]] = {}
    for row in data.select(
        f"SELECT ?d ?l {{ VALUES ?c {{ {' '.join(f'<{iri}>' for iri in iris)} }} ?c dct:source ?d ; scen:line ?l }}"
    ):
        lines.setdefault(row.d.slug, set()).add(row.l)
    return (
        "; ".join(f"{slug}:{','.join(map(str, sorted(found)))}" for slug, found in sorted(lines.items()))
        or None
    )


def asked(data: OpenDataset, truth: OpenDataset, name: str, params: dict[str, Any]) -> list[Row]:
    """The rows as the answers write them; ``truth`` tells where claims are written."""
    rows = data.rows(name, {key: str(value) for key, value in params.items()})
    return [
        tuple(
            places(truth, claims_of(term)) if is_claims(column) else cell(term, data.store.base)
            for column, term in zip(rows.columns, row, strict=True)
        )
        for row in rows
    ]


def same(found: list[Row], expected: list[list[Any]]) -> None:
    """The same rows, each as often, in whatever order."""
    ours = Counter(tuple(None if c is None or c == "" else str(c) for c in row) for row in found)
    theirs = Counter(tuple(None if c is None or c == "" else str(c) for c in row) for row in expected)
    assert not (ours - theirs), (
        f"too much: {list((ours - theirs).elements())}\nmissing: {list((theirs - ours).elements())}"
    )
    assert not (theirs - ours), f"missing: {list((theirs - ours).elements())}"


@pytest.mark.parametrize(("name", "case"), cases("five"))
def test_a_question_answers_on_the_five_documents(five_opened: OpenDataset, name: str, case: Any) -> None:
    same(asked(five_opened, five_opened, name, case["params"] or {}), case["rows"])


@pytest.mark.parametrize(("name", "case"), cases("invented"))
def test_a_question_answers_on_an_invented_dataset(
    invented_opened: OpenDataset, name: str, case: Any
) -> None:
    same(asked(invented_opened, invented_opened, name, case["params"] or {}), case["rows"])
