"""The command line: one command a file, imported when it is used, so that ``scen --help`` is quick."""

from __future__ import annotations

import errno
import io
import os
import sys
from importlib import import_module

import click

from .. import __version__
from ..graph.errors import QuestionError, RecordErrors, ScenError

SECTIONS = {
    "Ask": {
        "find": "Find things by name.",
        "show": "Tell all that is known about a thing, with sources.",
        "ask": "Ask a named question; alone, list them all.",
        "path": "Explain the best chains between two people or organisations.",
        "partners": "List who is tied to a person or organisation, over what.",
        "interlocks": "Tell what two or more people or organisations have in common.",
        "introductions": "List whom one might meet, and through whom.",
        "measures": "Rank people and organisations, and tell how sure the ranks are.",
        "coverage": "Tell what the network rests on: years, sources, kinds, countries.",
        "years": "Tell year by year what is new, what returned, what was last active.",
        "network": "Derive ties; write them as a table or a picture.",
        "explore": "Write the network as a page to explore, in one file.",
        "query": "Run a SPARQL query.",
    },
    "Share": {
        "release": "Make proven exports, their catalogue and a static web site.",
        "export": "Write the dataset in one format, for other programs.",
        "publish": "Hand a release over to a graph store or a CKAN.",
        "diff": "Tell what changed between two releases or datasets.",
        "serve": "Serve the dataset as a web site, linked data and a SPARQL endpoint.",
    },
    "Curate": {
        "build": "Build the dataset from records.",
        "load": "Load bulk data beside the records.",
        "check": "Check records, and prove them against the source texts.",
        "candidates": "List records that may be the same thing.",
        "forget": "Forget a person, and find the releases that still hold them.",
        "records": "Turn records into spreadsheets and back.",
        "schema": "Print the JSON Schema of the record files.",
    },
    "Shell": {
        "completion": "Print what makes a shell complete commands, questions and names.",
    },
}
"""Heading -> command -> its line in the help; each stands in the module of its name."""
COMMANDS = [name for commands in SECTIONS.values() for name in commands]


class Closed(Exception):
    """Whoever read our output has gone; Click would make a failure of it."""


class Commands(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return COMMANDS

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"{__name__}.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, with the nearest command named where there is none of that name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from ..graph.nearest import did_you_mean

            raise click.UsageError(f"no command '{args[0]}'{did_you_mean(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise Closed from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by section, without importing any."""
        for heading, commands in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl(list(commands.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="scen")
def scen() -> None:
    """The supply-chain ethics network: who works with whom, and where that is written.

    Start with: scen build, then scen show "Electronics Watch", or scen ask for the questions.
    """


def main() -> None:
    """Run the command line; every mistake of a user is one line and an exit status, never a traceback.

    0 done; 1 the records, the data or the disk say no; 2 wrong usage; 130 stopped by Ctrl-C.
    """
    sys.exit(_run())


def _run() -> int:
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115  # closed by whoever started us
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = scen(standalone_mode=False, prog_name="scen")
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped; nothing half-done is left", 130)
    except RecordErrors as error:
        click.echo(str(error), err=True)  # begins with file and line, as editors follow it
        return 1
    except QuestionError as error:
        return _say(str(error), 2)
    except ScenError as error:
        return _say(str(error), 1)
    except (Closed, BrokenPipeError):
        return _closed(0)
    except OSError as error:
        if error.filename is not None and error.strerror:
            return _say(f"{error.filename}: {error.strerror}", 1)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO):
            return _closed(_say(f"output: cannot be written: {os.strerror(error.errno)}", 1))
        raise


def _say(message: str, status: int) -> int:
    click.echo(f"scen: {message}", err=True)
    return status


def _closed(status: int) -> int:
    """Whoever read our output is gone: let Python's own flush at exit go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status
