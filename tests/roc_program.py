"""roc-validator, which has an environment of its own, for it wants older libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def issues(folder: Path, standards: Path) -> list[str]:
    """What it finds in the crate in a folder, down to recommendations."""
    python = Path(sys.prefix) / "roc" / "bin" / "python"
    if not python.exists():
        if os.environ.get("SCEN_REQUIRE_ALL") == "1":
            pytest.fail("roc-validator is required here and is not installed")
        pytest.skip("roc-validator is not installed: make judges")
    judge = Path(__file__).parent / "roc" / "judge.py"
    command = [python, judge, folder, standards / "ro-crate/context-1.1.jsonld"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found
