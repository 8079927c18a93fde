"""The command reference and the list of questions, from the help texts: ``python -m scen.cli.reference FOLDER``.

A test holds the pages in ``docs/`` against this.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..queries.catalogue import by_tag, questions
from ..queries.question import Question
from . import COMMANDS, scen

WIDTH = 96
_HEAD = """# Command reference

This page is written by `python -m scen.cli.reference docs` from the help texts; change those, not this.
Exit statuses: 0 done; 1 the records, the data, a server or the disk say no; 2 wrong usage; 130 stopped by Ctrl-C."""
_QUESTIONS = """# The questions

This page is written by `python -m scen.cli.reference docs` from the files in `queries/`. Ask one with
`scen ask NAME VALUES`, for example `scen ask shared-programme "Kathleen McCaughey"`; names are taken in any
spelling or language. The same files run on any SPARQL 1.1 server, and in grlc."""


def commands() -> str:
    """The page of all commands: the help of each, as it is printed."""
    parts = [_HEAD, _section("scen", scen, None)]
    root = click.Context(scen, info_name="scen")
    for name in COMMANDS:
        command = scen.get_command(root, name)
        assert command
        parts.append(_section(f"scen {name}", command, root))
        if isinstance(command, click.Group) and name != "ask":
            within = click.Context(command, info_name=name, parent=root)
            parts += [
                _section(f"scen {name} {sub}", one, within) for sub, one in sorted(command.commands.items())
            ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, command: click.Command, parent: click.Context | None) -> str:
    ctx = click.Context(
        command, info_name=title.split()[-1], parent=parent, terminal_width=WIDTH, max_content_width=WIDTH,
        help_option_names=["-h", "--help"], show_default=None,
    )  # fmt: skip
    return f"## {title}\n\n```text\n{command.get_help(ctx)}\n```"


def list_of_questions() -> str:
    """The page of all questions, by tag, with their parameters."""
    parts = [_QUESTIONS]
    for tag, found in by_tag(questions()).items():
        parts.append(f"## {tag.capitalize()}")
        parts += [_question(question) for question in found]
    return "\n\n".join(parts) + "\n"


def _question(question: Question) -> str:
    takes = [f"`{p.name}` ({_accepts(p.kinds, p.scheme, p.type)}{'' if p.required else ', may be left out'}"
             f"{f', {p.default} if not given' if p.default is not None else ''}): {p.help.get('en', p.accepts)}"
             for p in question.parameters.values()]  # fmt: skip
    lines = [f"### {question.name}", "", f"{question.summary}. {question.description}"]
    takes += (
        [f"See also {', '.join(f'[{other}](#{other})' for other in question.see)}."] if question.see else []
    )
    return "\n".join([*lines, "", *(f"- {line}" for line in takes)]).rstrip()


def _accepts(kinds: tuple[str, ...], scheme: str, type_: str) -> str:
    if scheme:
        return f"one of the {scheme}"
    return " or ".join(kinds) if kinds else {"iri": "any thing"}.get(type_, type_)


def main(folder: Path) -> None:
    """Write both pages."""
    (folder / "reference.md").write_text(commands(), encoding="utf-8")
    (folder / "questions.md").write_text(list_of_questions(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
