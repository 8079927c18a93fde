"""``scen ask``: the named questions, each a command whose options are its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from . import options
from .answers import ROWS, output
from .place import Complete, add, at, names

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset
    from ..queries.parameters import Parameter
    from ..queries.question import Question

OURS = ("dataset", "endpoint", "timeout", "lang", "format", "limit", "output", "help")
"""Names of options that every question has; a parameter of such a name is given as ``--limit-value``."""


class Questions(click.Group):
    """A group whose commands are the questions; each file is read when its question is asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all questions."""
        from ..queries.catalogue import names

        return names()

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        """The command of a question.

        :raises QuestionError: there is none of that name.
        """
        return _command(name)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names of questions, with what they ask."""
        from ..queries.catalogue import questions

        found = [q for q in questions() if q.name.startswith(incomplete)]
        return [CompletionItem(q.name, help=q.summary) for q in found]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The questions, by tag."""
        from ..queries.catalogue import by_tag, questions

        for tag, found in by_tag(questions()).items():
            with formatter.section(tag.capitalize()):
                formatter.write_dl([(question.name, question.summary) for question in found])


@click.group("ask", cls=Questions, invoke_without_command=True, subcommand_metavar="[QUESTION [VALUES]...]")
@click.option("--tag", help="List only the questions with this tag.")
@options.language
@click.pass_context
def command(ctx: click.Context, tag: str | None, lang: str) -> None:
    """Ask a named question, for example: scen ask shared-programme "Kathleen McCaughey".

    Names are accepted wherever a thing is wanted. scen ask QUESTION --help tells what a question takes; a
    question of your own is a file: scen ask my-question.rq. Without a question, all are listed.
    """
    if ctx.invoked_subcommand is None:
        _list(tag, lang)
    elif tag:
        raise click.UsageError("--tag lists questions; leave it out to ask one")
    else:
        ctx.default_map = {ctx.invoked_subcommand: {"lang": lang}}


def _list(tag: str | None, language: str) -> None:
    from ..queries.catalogue import by_tag, questions

    found = questions()
    tags = sorted({tag for question in found for tag in question.tags})
    if tag and tag not in tags:
        from ..graph.nearest import did_you_mean

        raise click.UsageError(f"no tag '{tag}'{did_you_mean(tag, tags)} Tags: {', '.join(tags)}")
    groups = {tag: [question for question in found if tag in question.tags]} if tag else by_tag(found)
    width = max(len(question.name) for question in found) + 2
    for name, members in groups.items():
        click.echo(click.style(name.capitalize(), bold=True))
        for question in members:
            click.echo(f"  {question.name:<{width}}{question.title(language)}")
    click.echo("\nscen ask QUESTION --help tells what a question takes.")


def _command(name: str) -> click.Command:
    from ..queries.catalogue import question

    asked = question(name)
    own = [
        click.Option(
            [f"--{p.name}{'-value' * (p.name in OURS)}", f"_{p.name}"], metavar=p.type.upper() if p.type != "iri" else "NAME", help=_help(p),
            shell_complete=_values(p),
        )
        for p in asked.parameters.values()
    ]  # fmt: skip
    order = (p.name.upper() if p.required else f"[{p.name.upper()}]" for p in asked.parameters.values())
    usage = " ".join([*order, "[OPTIONS]"])
    found = click.Command(
        name, callback=lambda **given: _ask(name, given), params=[*own], help=f"{asked.summary}.\n\n{asked.description}",
        options_metavar=usage, no_args_is_help=False,
    )  # fmt: skip
    found.params.append(click.Argument(["given"], nargs=-1, metavar="", shell_complete=_in_order(asked)))
    for option in reversed((
        click.option("--with-sources", "sources", is_flag=True, help="Add document, lines and words."),
        click.option("--format", "form", type=click.Choice(ROWS),
                     help="csv and md give names, tsv, json and xml the terms of SPARQL 1.1 results.  "
                          "[default: by the file's ending, else table]"),
        click.option("--show-query", is_flag=True, help="Print the query with its values instead of asking it."),
        output, add,
    )):  # fmt: skip
        option(found)
    return found


def _help(param: Parameter) -> str:
    told = param.help.get("en") or param.label.get("en") or param.accepts
    if param.default is not None:
        return f"{told} [default: {param.default}]"
    return told if param.required else f"{told} (may be left out)"


def _values(param: Parameter) -> Complete:
    """Completion of the values of a parameter: concepts of its scheme, or things of its kinds."""
    if param.type == "iri" and not param.scheme:
        return names(*param.kinds)

    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from ..ontology.terms import model

        known = model().scheme(param.scheme).concepts if param.scheme else ()
        return [
            CompletionItem(c.notation, help=c.labels["en"]) for c in known if c.notation.startswith(begun)
        ]

    return complete


def _in_order(question: Question) -> Complete:
    """Completion of the values that are given without the names of their parameters."""

    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        free = [p for p in question.parameters.values() if ctx.params.get(f"_{p.name}") is None]
        at = len(ctx.params.get("given") or ())
        return _values(free[at])(ctx, param, begun) if at < len(free) else []

    return complete


def _ask(name: str, given: dict[str, Any]) -> None:
    from ..queries.catalogue import question
    from .answers import Output, write

    asked, where = question(name), at(given)
    values = _given(asked, given)
    with where.opened() as data, options.interruptible():
        if given["show_query"]:
            click.echo(data.filled(asked, values).sent)
            return
        to = Output(given["form"], given["output"], given["limit"], given["sources"], question=True)
        for taken in _taken(data, asked, values):
            click.echo(taken, err=True)
        rows = data.rows(name, values)
        write(data, rows, to)
    for other in asked.see if to.of(rows) == "table" else ():
        click.echo(f"see also: scen ask {other} ({question(other).summary})", err=True)


def _given(asked: Question, given: Mapping[str, Any]) -> dict[str, str]:
    """The values given by name, and those without names in the order of the parameters that are left."""
    values: dict[str, str] = {p: given[f"_{p}"] for p in asked.parameters if given[f"_{p}"] is not None}
    free = [p.name for p in asked.parameters.values() if p.name not in values]
    if len(given["given"]) > len(free):
        takes = ", ".join(asked.parameters) or "none"
        raise click.UsageError(
            f"too many values for {asked.name}: it takes {takes}; a name of several words needs quotes"
        )
    values |= dict(zip(free, given["given"], strict=False))
    if missing := [p for p in asked.parameters.values() if p.required and p.name not in values]:
        wanted = "; ".join(f"{p.name} ({_help(p)})" for p in missing)
        raise click.UsageError(f"{asked.name} needs {wanted}")
    return values


def _taken(data: OpenDataset, asked: Question, values: Mapping[str, str]) -> list[str]:
    """Which things were meant by names that were not given whole."""
    from ..graph.text import fold

    found = []
    for name, value in values.items():
        param = asked.parameters[name]
        if param.type == "iri" and not param.scheme and "://" not in value:
            hit = data.resolve(value, *param.kinds)
            if fold(value) not in map(fold, (hit.label, hit.name, hit.slug, f"{hit.kind}/{hit.slug}")):
                found.append(f"{name}: {hit.label} ({hit.kind}/{hit.slug})")
    return found
