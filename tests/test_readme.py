"""What the README prints is what the commands print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
MAKE_RUN = ("scen check", "scen build", "scen network")


def sessions() -> list[tuple[str, str]]:
    """(command, what is printed under it) for every command of the README's console blocks."""
    found = []
    for block in BLOCKS:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            size = next(n for n in range(1, len(lines) + 1) if complete("\n".join(lines[:n])))
            found.append(("\n".join(lines[:size]), "\n".join(lines[size:]).strip("\n")))
    return found


def complete(command: str) -> bool:
    return command.count("'") % 2 == 0 and command.count('"') % 2 == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("readme")
    run("scen build", where)
    return where


def run(command: str, where: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("SCEN_")},
        "PATH": path,
        "COLUMNS": "100",
    }
    done = subprocess.run(
        command, shell=True, cwd=where, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip("\n")


@pytest.mark.parametrize(
    ("command", "printed"), [s for s in sessions() if s[0].startswith("scen ")], ids=lambda s: s[:40]
)
def test_a_command_prints_what_the_readme_says(folder: Path, command: str, printed: str) -> None:
    assert run(command, folder).splitlines() == printed.splitlines()


def test_make_run_prints_what_the_readme_says(folder: Path) -> None:
    [printed] = [text for command, text in sessions() if command == "make run"]
    assert printed.splitlines()[0] == "making the environment in .venv (once) …", "the first time"
    assert "\n".join(run(command, folder) for command in MAKE_RUN) == "\n".join(printed.splitlines()[1:])
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("run: ")[1].split("\n\n")[0]
    assert [line.split("/")[-1].split(" $")[0] for line in recipe.splitlines()[1:]] == list(MAKE_RUN)


def test_the_python_example_runs(folder: Path) -> None:
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=folder, capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 3


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_example_of_the_curators_page_is_a_source_file() -> None:
    from scen.graph.records import Source
    from scen.graph.tree import parse

    [example] = re.findall(
        r"# data/sources/meeting-2021.yaml\n(.*?)```",
        (ROOT / "docs/curating.md").read_text("utf-8"),
        re.DOTALL,
    )
    node = parse(example.replace("sha256: …", f"sha256: {'0' * 64}").encode(), "example")
    source = Source.model_validate(node.plain())
    assert all(
        getattr(source, name)
        for name in ("participations", "funding", "cooperations", "relations", "assertions")
    )
