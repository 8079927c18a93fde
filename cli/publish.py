"""``scen publish``: a release to a graph store, or to a CKAN."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .steps import steps

if TYPE_CHECKING:
    from ..export.publish.folder import Release
    from ..export.publish.login import Login
    from ..export.publish.server import Server
    from ..export.publish.summary import Row
    from ..export.source import Progress

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("publish")
@click.argument("release", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="RELEASE")
@click.option("--graph-store", metavar="URL", help="Send the named graphs to this SPARQL 1.1 Graph Store.")
@click.option(
    "--sparql",
    metavar="URL",
    help="With --graph-store: its SPARQL endpoint, to count what it holds instead of reading it.",
)
@click.option("--ckan", metavar="URL", help="Make or change a package in this CKAN.")
@click.option("--token-file", type=_FILE, help="File with the token that the server wants.")
@click.option(
    "--user", metavar="NAME", help="Name at a graph store that wants a name and a password (Basic, Digest)."
)
@click.option("--password-file", type=_FILE, help="File with the password of --user.")
@click.option(
    "--organization", metavar="NAME", help="With --ckan: the organization to which the package belongs."
)
@click.option(
    "--package",
    default="",
    metavar="NAME",
    help="With --ckan: name of the package.  [default: from the title]",
)
@click.option(
    "--only",
    multiple=True,
    metavar="GRAPH",
    help="With --graph-store: send this graph and no other; may be repeated.",
)
@click.option("--prune", multiple=True, metavar="NAME",
              help="Remove this graph or file of an older release from the server; may be repeated.")  # fmt: skip
@click.option(
    "--dry-run", is_flag=True, help="Look at the server, say what would be sent, and change nothing."
)
@click.option("--state", type=_FILE, metavar="FILE",
              help="With --graph-store: file of what was sent.  [default: in the user's state folder]")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0, 86400, min_open=True), default=300.0, show_default=True, metavar="SECONDS",
              help="How long to wait for the server each time.")  # fmt: skip
@click.option(
    "--insecure",
    is_flag=True,
    help="Send token or password over http:// to another machine, for all to read.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print failures only.")
def command(release: Path, **told: Any) -> None:
    """Hand a release over to a portal: its graphs to a graph store, its description to a CKAN.

    RELEASE is the folder that scen release made, of which the newest release is taken, or the folder of one release
    in it. Only what the server does not have is sent; a run that was stopped is taken up where it stopped. A busy
    server is asked again. Exit status 1: something failed.
    """
    _sensible(**told)
    from ..export.publish.folder import opened

    found = opened(release)
    with steps(told["quiet"]) as progress:
        rows = _graphs(found, progress, told) if told["graph_store"] else _package(found, progress, told)
        _tell(rows, told["quiet"], "graph" if told["graph_store"] else "thing")


def _sensible(
    graph_store: str | None, sparql: str | None, ckan: str | None, token_file: Path | None, user: str | None, password_file: Path | None,
    organization: str | None, package: str, only: tuple[str, ...], state: Path | None, dry_run: bool, **rest: Any,
) -> None:  # fmt: skip
    """:raises click.UsageError: options that do not go together."""
    if (graph_store is None) == (ckan is None):
        raise click.UsageError("give --graph-store or --ckan")
    if (user is None) != (password_file is None):
        raise click.UsageError("--user and --password-file go together")
    if token_file and user:
        raise click.UsageError("give --token-file, or --user with --password-file")
    if graph_store and (organization or package):
        raise click.UsageError("--organization and --package go with --ckan")
    if ckan and (only or state or user or sparql):
        raise click.UsageError("--only, --state, --sparql and --user go with --graph-store")
    if ckan and not organization:
        raise click.UsageError("--ckan needs --organization")
    if ckan and not token_file and not dry_run:
        raise click.UsageError("--ckan needs --token-file")


def _login(told: dict[str, Any], scheme: str) -> Login:
    from ..export.publish.login import Login, secret

    if told["token_file"]:
        return Login(token=secret(told["token_file"], "--token-file"), scheme=scheme)
    if told["user"]:
        return Login(user=told["user"], password=secret(told["password_file"], "--password-file"))
    return Login()


def _graphs(release: Release, progress: Progress, told: dict[str, Any]) -> Iterable[Row]:
    from ..export.publish.graph_store import Plan, hand_over
    from ..export.publish.login import Login, same_host
    from ..export.publish.state import place, state

    login = _login(told, "Bearer")
    server = _server(told["graph_store"], login, told, progress)
    counting = told["sparql"] and _server(
        told["sparql"], login if same_host(server.url, told["sparql"]) else Login(), told, progress
    )
    with state(told["state"] or place(server.url), server.url) as known:
        plan = Plan(told["only"], told["prune"], told["dry_run"])
        yield from hand_over(release, server, known, plan, progress, counting or None)


def _server(url: str, login: Login, told: dict[str, Any], progress: Progress) -> Server:
    from ..export.publish.server import Server

    return Server(url, login, told["timeout"], waiting=progress, insecure=told["insecure"])


def _package(release: Release, progress: Progress, told: dict[str, Any]) -> Iterable[Row]:
    from ..export.publish.ckan import hand_over
    from ..export.publish.description import package

    server = _server(told["ckan"], _login(told, ""), told, progress)
    found = package(release, told["package"])
    if found.placeholder:
        click.echo("the release's address is a placeholder: the links of the package lead nowhere", err=True)
    yield from hand_over(
        found, server, told["organization"], prune=told["prune"], dry=told["dry_run"], progress=progress
    )


def _tell(rows: Iterable[Row], quiet: bool, thing: str) -> None:
    """Print each row as it comes, then how many there were."""
    from ..export.publish.summary import Outcome, total
    from ..graph.text import printable

    told: list[Row] = []
    try:
        for row in rows:
            told.append(row)
            if not quiet or row.outcome is Outcome.FAILED:
                _clear()
                click.echo(printable(str(row)))
    finally:
        if told and not quiet:
            _clear()
            click.echo(total(told, thing))
    if any(row.outcome is Outcome.FAILED for row in told):
        raise click.exceptions.Exit(1)


def _clear() -> None:
    """Take the line of progress away, where there is one."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
