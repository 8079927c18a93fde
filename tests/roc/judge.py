"""What roc-validator finds in a crate, as a JSON list; the one context that it fetches is read from a file.

``python judge.py FOLDER CONTEXT``, in an environment of its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rdflib.plugins.shared.jsonld import context
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

folder, text = sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8")


class Answer:
    """The answer of a server that is not asked."""

    status_code, ok, from_cache, headers = 200, True, True, {"Content-Type": "application/ld+json"}
    content = text.encode()

    def json(self) -> Any:
        """The context."""
        return json.loads(text)

    def raise_for_status(self) -> None:
        """It is always well."""


def get(_: object, address: str, *args: object, **more: object) -> Answer:
    """The context at its address, and nothing else."""
    assert address == "https://w3id.org/ro/crate/1.1/context", address
    return Answer()


HttpRequester.get = get
context.source_to_json = lambda *args, **more: (json.loads(text), None)
settings = services.ValidationSettings(
    rocrate_uri=folder, profile_identifier="ro-crate-1.1", requirement_severity=models.Severity.RECOMMENDED
)
found = services.validate(settings).get_issues()
print(json.dumps([f"{issue.severity.name} {issue.check.identifier}" for issue in found]))
