"""The explorer's own checks: its types, and the unit tests of its logic (Vitest)."""

from __future__ import annotations

import subprocess

from conftest import ROOT, need
from test_packaging import EXPLORER, backend


def run(script: str, *told: str) -> None:
    """A program of node_modules, by the Node that builds the bundle."""
    program = need(ROOT / EXPLORER / "node_modules" / script)
    tools = backend().node()
    assert tools, "node_modules is there, but no Node"
    command = [tools.node, str(program), *told]
    done = subprocess.run(command, cwd=ROOT / EXPLORER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types() -> None:
    run("typescript/bin/tsc", "--noEmit")


def test_units() -> None:
    run("vitest/vitest.mjs", "run")
