"""The README and the pages in docs/ say what is so: every example is run, every printed line compared.

Console blocks are run by a shell in a folder that holds a fresh dataset; the Python blocks of a page in one
process, in their order; SPARQL blocks must have an answer. A ``text`` block is what the Python block before it
printed, and in the reference what ``--help`` prints.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
}
MAKE_RUN = ("scen check", "scen build", "scen network", "scen explore", "scen release out/release --replace", "scen serve")


def blocks(page: str, *kinds: str) -> list[tuple[str, str]]:
    """(kind, text) of the fenced blocks of these kinds, in order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```", PAGES[page], re.DOTALL | re.MULTILINE)
    return [(kind, text) for kind, text in found if kind in kinds]


def sessions(page: str) -> list[tuple[str, str]]:
    """(command, what is printed under it) for every command of a page's console blocks."""
    found = []
    for _, block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            size = next(n for n in range(1, len(lines) + 1) if complete("\n".join(lines[:n])))
            found.append(("\n".join(lines[:size]), "\n".join(lines[size:]).strip("\n")))
    return found


def complete(command: str) -> bool:
    return command.count("'") % 2 == 0 and command.count('"') % 2 == 0


COMMANDS = [
    pytest.param(page, *session, id=f"{page}-{session[0][:40]}")
    for page in PAGES
    for session in sessions(page)
    if session[0].startswith("scen ")
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("docs")
    run("scen build", where)
    return where


def run(command: str | list[str], where: Path, **environment: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=isinstance(command, str), cwd=where, env={**os.environ, "PATH": path, "COLUMNS": "100", **environment},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip("\n")


@pytest.mark.parametrize(("page", "command", "printed"), COMMANDS)
def test_a_command_prints_what_the_page_says(folder: Path, page: str, command: str, printed: str) -> None:
    assert run(command, folder).splitlines() == printed.splitlines()


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_the_python_examples_of_a_page_run(folder: Path, page: str, tmp_path: Path) -> None:
    found = blocks(page, "python", "text")
    marks = [f'\nprint("<block {n}>")\n{text}' for n, (kind, text) in enumerate(found) if kind == "python"]
    (tmp_path / "page.py").write_text("".join(marks), encoding="utf-8")
    printed = run([sys.executable, str(tmp_path / "page.py")], folder)
    outputs = dict(re.findall(r"<block (\d+)>\n(.*?)(?=\n?<block|\Z)", printed, re.DOTALL))
    for n, (kind, text) in enumerate(found):
        if kind == "text":
            assert outputs[str(n - 1)].strip().splitlines() == text.strip().splitlines()


@pytest.mark.parametrize(
    ("page", "query"), [(page, text) for page in PAGES for _, text in blocks(page, "sparql")]
)
def test_a_sparql_example_has_an_answer(dataset: Path, page: str, query: str) -> None:
    from scen.queries.answers import Rows, Triples
    from scen.queries.opened import open_dataset
    from scen.queries.query import Query

    with open_dataset(dataset) as data:
        answer = data.answer(Query(query))
        assert list(answer) if isinstance(answer, Rows | Triples) else answer


def test_the_first_query_of_the_primer_is_short() -> None:
    [first, *_] = [text for _, text in blocks("sparql.md", "sparql")]
    patterns = re.search(r"\{(.*)\}", first, re.DOTALL)
    assert patterns and len(re.findall(r"[.;](?=\s|\Z)", patterns[1].strip().rstrip("."))) + 1 <= 6


def test_the_notebook_runs(folder: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(ROOT / "docs/notebook.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "it is stored without outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    assert any(
        "text/html" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ())
    )


def test_the_generated_pages_are_those_of_the_code(tmp_path: Path) -> None:
    run([sys.executable, "-m", "scen.cli.reference", str(tmp_path)], tmp_path)
    for name in ("reference.md", "questions.md"):
        assert PAGES[name] == (tmp_path / name).read_text("utf-8"), "run: python -m scen.cli.reference docs"


def test_make_run_prints_what_the_readme_says(folder: Path) -> None:
    [printed] = [text for command, text in sessions("README.md") if command == "make run"]
    assert printed.splitlines()[0] == "making the environment in .venv (once) …", "the first time"
    made = "\n".join(run(command, folder, SCEN_ONCE="1") for command in MAKE_RUN)
    made = re.sub(r"127.0.0.1:\d+", "127.0.0.1:8000", made)
    size = r"\d+ exports, [\d,]+ files, [\d.]+ MB"  # as many as is installed here
    assert re.sub(size, "", made) == re.sub(size, "", "\n".join(printed.splitlines()[1:]))
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("run: ")[1].split("\n\n")[0]
    assert [line.split("(BIN)/")[-1].split(" $")[0] for line in recipe.splitlines()[1:]] == list(MAKE_RUN)


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    for name, text in PAGES.items():
        for link in re.findall(r"\]\(([^)#]+)", text):
            if not link.startswith("http"):
                assert ((ROOT if name == "README.md" else ROOT / "docs") / link).exists(), f"{name}: {link}"


def test_the_example_of_the_curators_page_is_a_source_file() -> None:
    from scen.graph.records import Source
    from scen.graph.tree import parse

    [example] = re.findall(r"# data/sources/meeting-2021.yaml\n(.*?)```", PAGES["curating.md"], re.DOTALL)
    node = parse(example.replace("sha256: …", f"sha256: {'0' * 64}").encode(), "example")
    source = Source.model_validate(node.plain())
    assert all(
        getattr(source, name)
        for name in ("participations", "funding", "cooperations", "relations", "assertions")
    )
