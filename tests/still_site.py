"""A static site of a small invented network: with a renamed, a merged and a withheld person, and a name that is HTML."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from conftest import TINY, TINY_TEXT

from scen.export.settings import Settings, read_settings
from scen.graph.build import build
from scen.portal.still import write

WITHHELD = "p-0123456789abcdef"
PEOPLE = f"""\
- {{id: ada-test, name: {{en: Ada Test}}, rendering: {{sv: "<script>alert(1)</script>"}}, formerly: [ada-old]}}
- {{id: bo-test, name: {{en: Bö Test}}}}
- {{id: bo-again, rendering: {{en: Bo Again}}}}
- {{id: {WITHHELD}, visibility: withheld}}
"""
FAIR = {
    "entities/events.yaml": [("- {id: meeting-2021, name: {en: The Meeting}}", "- {id: meeting-2021, name: {en: The Meeting}}\n- {id: fair-2022, name: {en: The Fair}}")],
    "sources/doc-1.yaml": [
        ("bo-test: {Bo Test: 3}", "bo-test: {Bo Test: [3, 5]}\n  fair-2022: {The Fair: 5}"),
        ('lines: "1-3"}', 'lines: "1-3"}\n- {about: fair-2022, heading: 5, lines: "5"}'),
        ("assertions:", ("- {agent: bo-test, role: speaker, event: fair-2022, at: 5, as_written: Bo Test}\nassertions:\n"
         "- {subject: fair-2022, property: date, value: 2022-06-07, at: 5, as_written: 7 June 2022}")),
    ],
}  # fmt: skip
"""A second event, at which one of the two people speaks."""
LEDGER = "- {judgement: same, a: bo-test, b: bo-again, who: Test, when: 2026-01-01, why: one}\n"
ADDRESS = "https://data.test.example/deep/"


def small_dataset(root: Path) -> Path:
    """The dataset, built below ``root``."""
    text = (TINY_TEXT + "The Fair, 7 June 2022, Bo Test\n").replace("Bo Test", "Bö Test")
    sha = hashlib.sha256(text.encode()).hexdigest()
    for name, told in {**TINY, "entities/persons.yaml": PEOPLE, "ledger.yaml": LEDGER}.items():
        for old, new in FAIR.get(name, ()):
            assert old in told
            told = told.replace(old, new)
        path = root / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(told.replace("SHA", sha).replace("Bo Test", "Bö Test"), encoding="utf-8")
    build(root / "records", out=root / "dataset")
    return root / "dataset"


def settings(**other: object) -> Settings:
    """The settings of the site."""
    return read_settings().model_copy(update={"address": ADDRESS, **other})


def small_site(root: Path, **other: object) -> Path:
    """The site, written into a folder below ``root``."""
    folder = root / "web" / "deep"
    folder.mkdir(parents=True)
    write(small_dataset(root), settings(**other), folder)
    return folder


@contextmanager
def plain_server(root: Path) -> Iterator[str]:
    """The address of a server that sends files and nothing else; what it has sent it says to nobody."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join(5)
