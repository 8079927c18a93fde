"""A scene as one HTML page that needs nothing else: text in, text out, no network, no file."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from . import pieces, style, vis
from .scene import Scene

TITLES = {
    "collaboration": "Who works with whom",
    "funding": "Who funds what",
    "programme": "Who is on whose programme",
}


@dataclass(frozen=True)
class Origin:
    """Where the data come from, for the foot of the page."""

    digest: str
    base: str
    placeholder: bool


def page(scene: Scene, origin: Origin, *, title: str | None = None) -> str:
    """The page of a scene."""
    name = title or TITLES.get(scene.view, scene.view)
    library, ours, data = vis.script(), _file("page.js"), _data(scene, origin)
    return Template(_file("page.html")).substitute(
        policy=_policy(library, ours),
        title=escape(name),
        counts=pieces.counts(scene),
        legend=pieces.legend(scene),
        table=pieces.table(scene),
        footer=pieces.footer(scene, origin.digest, origin.base, origin.placeholder),
        style=_style(),
        library=library,
        script=ours,
        data=data,
    )


def _policy(*scripts: str) -> str:
    """Nothing may be loaded, and no script may run but those on the page."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; connect-src 'none'; "
        "base-uri 'none'; form-action 'none'"
    )


def _data(scene: Scene, origin: Origin) -> str:
    """What the script reads, escaped so that no text in it can end the element."""
    nodes, edges = vis.data(scene)
    number = {node.iri: i for i, node in enumerate(scene.nodes)}
    evidence = [
        vars(one) | {"joins": [number[iri] for iri in one.joins if iri in number]} for one in scene.evidence
    ]
    found: dict[str, Any] = {
        "view": scene.view, "nodes": nodes, "edges": edges, "evidence": evidence, "options": vis.OPTIONS,
        "page": style.PAGE, "linked": not origin.placeholder,
    }  # fmt: skip
    return safe_json(found)


def safe_json(value: object) -> str:
    """JSON that may stand in any HTML element.

    >>> safe_json("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _style() -> str:
    return vis.stylesheet() + "\n" + _file("page.css")


def _file(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8").replace("\r", "")
