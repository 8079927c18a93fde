"""``scen serve``: the portal, until it is stopped."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..portal.settings import Settings

_PORT = click.IntRange(0, 65535)


def cpus() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command("serve")
@options.dataset
@click.option("--port", type=_PORT, default=8000, envvar="SCEN_PORT", show_default=True, show_envvar=True,
              help="0 for any that is free.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this machine to listen at.")
@click.option(
    "--metrics-port", type=_PORT, help="Serve /health and /metrics there, for whoever runs the portal."
)
@click.option("--address", default="", metavar="URL", help="Address under which the public sees the portal, behind a proxy.")  # fmt: skip
@options.documents
@click.option("--contact", default="", metavar="URL", help="Where people ask for correction or removal: https: or mailto:.")  # fmt: skip
@click.option("--publisher", default="", metavar="NAME", help="Who is responsible for the portal.")
@click.option("--writable", is_flag=True, help="Take graphs by the Graph Store Protocol; needs --token-file.")
@click.option("--token-file", type=click.Path(path_type=Path, dir_okay=False), envvar="SCEN_TOKEN_FILE", show_envvar=True,
              help="File with the token that writing needs.")  # fmt: skip
@click.option("--service-host", "services", multiple=True, metavar="HOST",
              help="A host that SERVICE in a query may ask; none by default. May be given again.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(0, 3600, min_open=True), default=10.0, show_default=True,
              metavar="SECONDS", help="How long a query may take.")  # fmt: skip
@click.option("--row-limit", type=click.IntRange(1), default=1_000_000, show_default=True, help="Rows or triples of one answer.")  # fmt: skip
@click.option("--memory-limit", type=click.IntRange(64), default=1024, show_default=True, metavar="MIB",
              help="Memory of each process that answers heavy queries.")  # fmt: skip
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes for heavy queries, in all.",
)
@click.option("--processes", type=click.IntRange(1, 16), default=lambda: min(cpus(), 4), show_default="one a processor, at most 4",
              help="Processes that serve; at most as many as --workers.")  # fmt: skip
@click.option("--requests-a-minute", type=click.IntRange(0), default=600, show_default=True,
              help="Of one client; 0 for any number.")  # fmt: skip
@click.option(
    "--once", is_flag=True, envvar="SCEN_ONCE", help="Start, fetch the start page and one thing, and stop."
)
def command(**told: Any) -> None:
    """Serve the dataset as a web site, linked data and a SPARQL endpoint, until Ctrl-C.

    A new build is taken up without a restart.
    """
    from ..portal.logs import LOG
    from ..portal.serving import serve

    once = told.pop("once")
    LOG.quiet = once or sys.stderr.isatty()
    settings = _settings(told)
    if once:
        settings = _anywhere(settings)

    def ready(address: str) -> bool:
        click.echo(f"portal  {address}")
        sys.stdout.flush()
        if once:
            _look(address, settings.dataset)
        return bool(once)

    serve(settings, ready)


def _settings(told: dict[str, Any]) -> Settings:
    from ..portal.settings import Settings

    token, services = told.pop("token_file"), frozenset(told.pop("services"))
    address, contact = told.pop("address"), told["contact"]
    if told["writable"] and token is None:
        raise click.UsageError("--writable needs --token-file")
    if address and not address.startswith(("http://", "https://")):
        raise click.BadParameter("begins with https:// or http://", param_hint="--address")
    if contact and not contact.startswith(("https://", "mailto:")):
        raise click.BadParameter("begins with https: or mailto:", param_hint="--contact")
    address = address and address.rstrip("/") + "/"
    return Settings(**told, address=address, services=services, token=_token(token) if token else "")


def _token(path: Path) -> str:
    """The token in a file, which must be long enough not to be guessed."""
    try:
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise click.BadParameter(f"{path}: cannot be read ({reason})", param_hint="--token-file") from None
    if len(found) < 16:
        raise click.BadParameter("has fewer than 16 characters", param_hint="--token-file")
    return found


def _anywhere(settings: Settings) -> Settings:
    """The same at any free port, where nobody chose one and the usual one is taken."""
    from dataclasses import replace

    from click.core import ParameterSource

    from ..graph.errors import SettingError
    from ..portal.serving import reserved

    chosen = click.get_current_context().get_parameter_source("port") is not ParameterSource.DEFAULT
    try:
        reserved(settings.host, settings.port).close()
    except SettingError:
        if chosen:
            raise
        return replace(settings, port=0)
    return settings


def _look(address: str, dataset: Path) -> None:
    """Fetch the start page, and the thing of which most is said."""
    import json
    from urllib.request import Request, urlopen

    from ..graph.errors import EndpointError

    def fetched(path: str, accept: str) -> bytes:
        try:
            with urlopen(Request(address + path, headers={"Accept": accept}), timeout=30) as answer:
                return bytes(answer.read())
        except OSError as error:
            raise EndpointError(address + path, str(error), getattr(error, "code", 0) or 0) from None

    from ..queries.opened import open_dataset

    with open_dataset(dataset) as data:
        things = data.first(limit=1)
    fetched("", "text/html")
    for thing in things:
        json.loads(fetched(f"id/{thing.kind}/{thing.slug}", "application/ld+json"))
