"""Every example in a docstring runs."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest
from conftest import ROOT

MODULES = sorted(
    f"scen.{path.parent.name}.{path.stem}"
    for layer in ("ontology", "graph", "queries", "viz", "export", "cli")
    for path in (ROOT / layer).glob("*.py")
    if not path.stem.startswith("__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_of(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
