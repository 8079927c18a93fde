"""Every example in a docstring runs."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest
from conftest import ROOT

MODULES = sorted(
    ".".join(("scen", *path.relative_to(ROOT).with_suffix("").parts))
    for layer in ("ontology", "graph", "queries", "viz", "export", "portal", "cli")
    for path in (ROOT / layer).rglob("*.py")
    if not path.stem.startswith("__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
