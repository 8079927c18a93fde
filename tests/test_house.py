"""The house rules: layers, docstrings, files."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

LAYERS = ["ontology", "graph", "queries", "viz", "export", "portal", "cli"]
"""Imports run from right to left; viz and export stand side by side."""
BESIDE = {("viz", "export"), ("export", "viz")}
SOURCES = sorted(
    path for layer in LAYERS for path in (ROOT / layer).rglob("*.py") if "node_modules" not in path.parts
)


def imported_layers(path: Path) -> set[str]:
    found, depth = set(), len(path.relative_to(ROOT).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth and node.module:
            found.add(node.module.split(".")[0])
    return found & set(LAYERS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_arrows_run_one_way(path: Path) -> None:
    here = path.relative_to(ROOT).parts[0]
    for other in imported_layers(path):
        assert LAYERS.index(other) < LAYERS.index(here) and (here, other) not in BESIDE, (
            f"{here} imports {other}"
        )


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_public_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in tree.body:
        parts = (
            [node, *node.body] if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else [node]
        )
        for part in parts:
            if isinstance(part, ast.FunctionDef | ast.ClassDef) and not part.name.startswith("_"):
                assert ast.get_docstring(part), f"{path.name}: {part.name}"


def test_every_folder_with_code_is_packaged() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"][
        "packages"
    ]
    inner = [path for layer in (*LAYERS, "data") for path in (ROOT / layer).rglob("__init__.py")]
    assert set(told) == {
        "scen",
        *(".".join(("scen", *path.parent.relative_to(ROOT).parts)) for path in inner),
    }


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine_or_a_registry() -> None:
    here = re.compile(
        rb"/(home|root|work|Users)/\w|\"resolved\":\s*\"http|--index-url\s+http|registry\s*=\s*\"http"
    )
    own = Path(__file__).name
    for path in tracked():
        if path.name != own and not path.is_symlink():
            assert not here.search(path.read_bytes()), path


def test_no_sentence_of_a_document_is_in_the_repository(documents: Path) -> None:
    """Runs of 200 characters of a source text stand nowhere; kept words are at most 160."""
    repository = "\n".join(
        path.read_text(encoding="utf-8", errors="ignore")
        for path in tracked()
        if path.suffix in (".yaml", ".csv", ".md", ".py", ".ttl")
    )
    for document in documents.iterdir():
        text = document.read_text(encoding="utf-8")
        for start in range(0, len(text) - 200, 40):
            assert text[start : start + 200] not in repository
