"""The explorer as one HTML page that needs nothing else: it loads nothing, and no script may run but its own."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from ..graph.errors import SettingError
from ..graph.network.filter import EVERYTHING, LEADING, Filter, checked
from ..graph.visibility import read_private
from . import style
from .explorer_data import Asked, Made, Starts, explorer_data
from .explorer_stories import Stories
from .explorer_words import Plain
from .page import safe_json
from .scene import QUIET, Scene, standing

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset
    from .positions import Positions

_MOST = 200
"""Lines of the table for readers without scripts."""
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M4 4 12 6 7 12z' "
    "fill='none' stroke='%23007cd6'/%3E%3Cg fill='%2333475b'%3E%3Ccircle cx='4' cy='4' r='2.5'/%3E"
    "%3Ccircle cx='12' cy='6' r='2.5'/%3E%3Ccircle cx='7' cy='12' r='2.5'/%3E%3C/g%3E%3C/svg%3E"
)
_WORDS = {
    "en": ("{names} names and {ties} ties, each with the lines of the source documents that it rests on.",
           "The explorer needs JavaScript. Without it, here are the ties.", "of", "in all", "Ties"),
    "sv": ("{names} namn och {ties} förbindelser, var och en med de rader i källdokumenten som den vilar på.",
           "Utforskaren behöver JavaScript. Utan det visas förbindelserna här.", "av", "totalt", "Förbindelser"),
    "nb": ("{names} navn og {ties} forbindelser, hver med linjene i kildedokumentene som den hviler på.",
           "Utforskeren trenger JavaScript. Uten det vises forbindelsene her.", "av", "totalt", "Forbindelser"),
}  # fmt: skip
"""Language -> description, what is said without scripts, and words of the table's caption."""
_HEAD = {
    "en": ("From", "To", "Kind", "Certainty", "Status", "Sources", "First", "Last"),
    "sv": ("Från", "Till", "Slag", "Säkerhet", "Status", "Källor", "Första", "Sista"),
    "nb": ("Fra", "Til", "Type", "Sikkerhet", "Status", "Kilder", "Første", "Siste"),
}


@dataclass(frozen=True)
class Page:
    """A page: its text, what it holds, and where its nodes stand."""

    text: str
    names: int
    ties: int
    left_out: tuple[str, ...]
    """Warnings on stories that are not in it."""
    standing: dict[str, Positions]
    """View -> where its nodes stand, to be kept for the next time."""

    def _repr_html_(self) -> str:
        """For notebooks: the page in a frame of its own."""
        return (
            '<iframe title="scen" sandbox="allow-scripts allow-downloads" width="100%" height="700" '
            f'srcdoc="{escape(self.text, quote=True)}"></iframe>'
        )


def explore(
    data: OpenDataset, view: str = "collaboration", keep: Filter = EVERYTHING, *, stories: Iterable[Path] = (),
    quiet: Collection[str] = QUIET, starts: Starts | None = None, pages: str = "",
) -> Page:  # fmt: skip
    """The explorer of an opened dataset; in a notebook the result shows itself.

    :param view: opens first; with a filter it is the only one.
    :param stories: files of stories, or folders of them, beside those of the package.
    :param quiet: kinds of line that are not drawn until the reader asks for them.
    :param starts: where nodes stood earlier, by view.
    :param pages: address of the portal's pages of things.
    :raises SettingError: no such view, a filter that it cannot keep to, or an installation without the explorer.
    :raises RecordErrors: a story has mistakes.
    """
    bundle()
    known = checked(keep, view, True)
    about = frozenset(data.resolve(name, *LEADING).iri for name in sorted(known.about))
    private = read_private()
    told = Stories(stories, private.unspoken) if private else Stories(stories)
    asked = Asked(view, replace(known, about=about), data.language, quiet, pages, starts or {})
    made = data.store.read(lambda readable: explorer_data(readable, asked, told))
    text = page(made)
    scene = made.scenes[view]
    places = {name: standing(one) for name, one in made.scenes.items()}
    return Page(text, len(scene.nodes), len(scene.lines), tuple(told.left_out), places)


def page(made: Made) -> str:
    """The page of the data.

    :raises SettingError: the explorer was not built in this installation.
    """
    script, sheet = bundle()
    data = made.data
    language, scene = data["language"], made.scenes[data["view"]]
    description, asked, *_ = _WORDS[language]
    return Template((files(__package__) / "templates/explorer.html").read_text(encoding="utf-8")).substitute(
        language=language,
        policy=_policy(script, sheet),
        light=style.PAGE[0],
        dark=style.PAGE[1],
        icon=_ICON,
        title=escape(data["made"]["title"][language]),
        description=escape(description.format(names=len(scene.nodes), ties=len(scene.lines))),
        asked=escape(asked),
        table="\n".join(_table(scene, data)),
        style=sheet,
        data=safe_json(data),
        script=script,
    )


def bundle(folder: Path | None = None) -> tuple[str, str]:
    """The explorer's script and style sheet.

    :raises SettingError: it was not built in this installation.
    """
    built = folder or Path(str(files(__package__))) / "explorer" / "built"
    try:
        script, sheet = (
            (built / f"explorer.{ending}").read_text(encoding="utf-8").replace("\r", "")
            for ending in ("js", "css")
        )
    except FileNotFoundError:
        raise SettingError(
            "explorer",
            "was not built in this installation (SCEN_NO_EXPLORER); install scen again without that variable, "
            "or draw the simpler page: scen network --format html",
        ) from None
    return re.sub(r"<(?=/script|script|!--)", r"\\x3c", script, flags=re.IGNORECASE), sheet


def _policy(script: str, sheet: str) -> str:
    """Nothing may be loaded or sent, and no script or style counts but those on the page."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(sheet)}; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _table(scene: Scene, data: Plain) -> Iterator[str]:
    """The ties for readers without scripts: those with most sources first, and not more than `_MOST`."""
    language = data["language"]
    *_, of, total, ties = _WORDS[language]
    labels = {
        word["id"]: word["label"].get(language, word["label"]["en"])
        for words in ("lineKinds", "certainty", "status")
        for word in data["words"][words]
    }
    name = {node.iri: node.label for node in scene.nodes}
    lines = sorted((line for line in scene.lines if line.drawn), key=lambda line: (-line.sources, line))[
        :_MOST
    ]
    yield f"<table><caption>{ties}: {len(lines)} {of} {len(scene.lines)} {total}</caption>"
    yield _row("th", _HEAD[language])
    for line in lines:
        yield _row(
            "td",
            (name[line.a], name[line.b], labels[line.kind], labels[line.certainty], labels[line.status], str(line.sources),
             line.first, line.last),
        )  # fmt: skip
    yield "</table>"


def _row(cell: str, texts: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{cell}>{escape(text)}</{cell}>" for text in texts) + "</tr>"
