"""Fixtures: the smallest data that shows the thing.

``dataset`` is the curated network, built once; ``tiny`` an invented folder of records that a test may change;
``scen`` runs the real program in a process of its own. What a machine lacks is skipped with its reason, but
is a failure where ``SCEN_REQUIRE_ALL=1`` (as in CI).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from scen.graph.build import Built, build

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

Run = Callable[..., "subprocess.CompletedProcess[str]"]

for name in [name for name in os.environ if name.startswith("SCEN_") and name != "SCEN_REQUIRE_ALL"]:
    del os.environ[name]  # settings of whoever runs the tests are not those of the processes that tests start


def need(path: Path) -> Path:
    """The path, or a skip that says what is missing."""
    if not path.exists():
        if os.environ.get("SCEN_REQUIRE_ALL") == "1":
            pytest.fail(f"{path.name} is required here and is not there")
        pytest.skip(f"{path.name} is not on this machine")
    return path


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the five source texts."""
    return need(SHARED / "documents")


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder of official shapes and term files."""
    return need(SHARED / "standards")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The curated network, built once, and the report of the build."""
    out = tmp_path_factory.mktemp("curated") / "dataset"
    return out, build(out=out)


@pytest.fixture(scope="session")
def dataset(built: tuple[Path, Built]) -> Path:
    """Folder of the curated network's dataset."""
    return built[0]


@pytest.fixture
def scen(tmp_path: Path) -> Run:
    """Runs ``scen`` as a process in an empty folder; ``env`` adds to the environment."""

    def run(
        *args: object, env: dict[str, str] | None = None, input: str | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scen.cli", *map(str, args)], capture_output=True, text=True, timeout=120,
            cwd=cwd or tmp_path, env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})}, input=input, check=False,
        )  # fmt: skip

    return run


TINY = {
    "entities/organisations.yaml": "- {id: org-a, name: {en: Org A}}\n- {id: org-b, name: {en: Org B}}\n",
    "entities/persons.yaml": "- {id: ada-test, name: {en: Ada Test}}\n- {id: bo-test, name: {en: Bo Test}}\n",
    "entities/events.yaml": "- {id: meeting-2021, name: {en: The Meeting}}\n",
    "sources/doc-1.yaml": """\
document: {id: doc-1, file: doc-1.txt, sha256: SHA, language: en, title: {en: Programme}, status: announced}
names:
  org-a: {Org A: [1, 2]}
  org-b: {Org B: 3}
  ada-test: {Ada Test: 2}
  bo-test: {Bo Test: 3}
  meeting-2021: {The Meeting: 1}
ignored:
- [4, "a closing line"]
sections:
- {about: meeting-2021, heading: 1, lines: "1-3"}
participations:
- {agent: org-a, role: organiser, event: meeting-2021, at: 1, as_written: Org A}
- {agent: ada-test, role: speaker, event: meeting-2021, on_behalf_of: [org-a], at: 2, as_written: "Ada Test, Org A"}
- {agent: bo-test, role: speaker, event: meeting-2021, on_behalf_of: [org-b], at: 3, as_written: "Bo Test, Org B"}
assertions:
- {subject: meeting-2021, property: date, value: 2021-05-03, at: 1, as_written: 3 May 2021}
""",
}
TINY_TEXT = "The Meeting, Org A, 3 May 2021\nAda Test, Org A\nBo Test, Org B\nWelcome!\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Records of an invented document about an invented meeting; its text is in ``texts/`` beside."""
    import hashlib

    root, texts = tmp_path / "records", tmp_path / "texts"
    texts.mkdir()
    (texts / "doc-1.txt").write_text(TINY_TEXT, encoding="utf-8")
    sha = hashlib.sha256(TINY_TEXT.encode()).hexdigest()
    for name, text in TINY.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("SHA", sha), encoding="utf-8")
    return root


def edit(path: Path, old: str, new: str) -> None:
    """Replace text that must be there, once or more."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def need_command(name: str) -> str:
    """Path of a program, or a skip that says it is missing."""
    found = shutil.which(name)
    if not found and os.environ.get("SCEN_REQUIRE_ALL") == "1":
        pytest.fail(f"{name} is required here and is not installed")
    return found or pytest.skip(f"{name} is not installed")


def need_module(name: str) -> ModuleType:
    """A package that only tests need, or a skip that says it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        if os.environ.get("SCEN_REQUIRE_ALL") == "1":
            pytest.fail(f"{name} is required here and is not installed")
        return pytest.skip(f"{name} is not installed: make judges")
