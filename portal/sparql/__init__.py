"""The SPARQL endpoint: the protocol, the static look at queries, and the processes that answer what may be heavy.

A query comes in (`request`), is looked at (`look`), and is run in the server where it is provably or plausibly
small (`light`), else in a process that can be ended (`pool`, `worker`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from ..portal import Portal


def routes(portal: Portal) -> list[BaseRoute]:
    """``/sparql``, as a plain ASGI callable."""
    from starlette.routing import Route

    from .endpoint import Endpoint

    return [Route("/sparql", Endpoint(portal), name="sparql")]
