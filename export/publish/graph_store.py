"""Named graphs to a server of the SPARQL 1.1 Graph Store HTTP Protocol: each whole, by PUT, one after the other.

A graph is left alone where we know that the server has it: we sent the same bytes, and what the server says of it is what it said
then (its ``ETag``, or the triples themselves, which are read and counted; servers write them in ways of their own, so that they are
compared with what this server wrote, not with ours). After a PUT the graph is read again: one of which the server shows fewer
triples failed, and is sent anew the next time.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPResponse, IncompleteRead
from urllib.parse import quote

from ...graph.errors import EndpointError, SettingError
from ...graph.nearest import did_you_mean
from ..source import Progress
from .counted import counted
from .folder import Release
from .graphs import Graph, Held, held, split
from .server import Call, Server
from .state import Sent, State
from .summary import Outcome, Row

TYPE = "application/n-triples"
_CHUNK = 1 << 20
_HINT = "; if it never shows more, --sparql counts them"
_OWN = (400, 403, 404, 406, 409, 411, 413, 415, 422)
"""Status that tells of one graph; after any other there is no use in going on."""


@dataclass(frozen=True)
class Plan:
    """What is to be done; graphs by IRI, or by what follows ``…/graph/``."""

    only: Sequence[str] = ()
    prune: Sequence[str] = ()
    dry: bool = False


def hand_over(
    release: Release,
    server: Server,
    state: State,
    plan: Plan,
    progress: Progress,
    sparql: Server | None = None,
) -> Iterator[Row]:
    """Make the server hold the graphs; what became of each, as it happens.

    :param sparql: its SPARQL endpoint, which then counts what is there.

    :raises EndpointError: the server cannot be reached, or does not know us.
    :raises SettingError: no graph of a name that the plan has.
    """
    nquads = release.file("rdf/scen.nq")
    progress("sorting by graph")
    with split(nquads, progress) as graphs:
        names = {graph.name: graph for graph in graphs}
        chosen = [names[_named(one, "--only", release, names)] for one in dict.fromkeys(plan.only)] or graphs
        pruned = _pruned(release, plan, names, state)
        store = _Store(server, state, plan.dry, progress, sparql)
        for graph in chosen:
            yield _row(graph.name, graph.triples, lambda graph=graph: store.put(graph))  # type: ignore[misc]
        for name in pruned:
            yield _row(name, None, lambda name=name: store.remove(name))  # type: ignore[misc]
        if not plan.only:
            for name in sorted(state.sent.keys() - names.keys() - set(pruned)):
                yield Row(
                    name,
                    Outcome.LEFT,
                    state.sent[name].held.triples,
                    "the release has no such graph; --prune removes it",
                )


def _row(name: str, triples: int | None, work: Callable[[], Row]) -> Row:
    try:
        return work()
    except EndpointError as error:
        if error.status not in _OWN:
            raise
        return Row(name, Outcome.FAILED, triples, str(error).removeprefix(f"{error.url}: "))


def _named(name: str, option: str, release: Release, names: dict[str, Graph]) -> str:
    full = name if ":" in name else f"{release.base}graph/{name}"
    if full not in names:
        raise SettingError(option, f"the release has no graph '{name}'{did_you_mean(full, names)}")
    return full


def _pruned(release: Release, plan: Plan, names: dict[str, Graph], state: State) -> list[str]:
    """The graphs to remove: ours, and not of this release."""
    found = [name if ":" in name else f"{release.base}graph/{name}" for name in dict.fromkeys(plan.prune)]
    for name in found:
        if name in names:
            raise SettingError("--prune", f"{name} is a graph of this release")
        if name not in state.sent and not name.startswith(f"{release.base}graph/"):
            raise SettingError(
                "--prune", f"{name} is none that was sent from here{did_you_mean(name, state.sent)}"
            )
    return found


class _Store:
    def __init__(
        self, server: Server, state: State, dry: bool, progress: Progress, sparql: Server | None
    ) -> None:
        self._server, self._state, self._dry, self._progress = server, state, dry, progress
        self._sparql = sparql

    def put(self, graph: Graph) -> Row:
        """Send the graph, unless it is there."""
        self._progress(f"looking at {_short(graph)}")
        known, there = self._state.sent.get(graph.name), self._held(graph.name)
        if there and (there == known.held if known and known.sha256 == graph.sha256 else _same(graph, there)):
            if not self._dry and (known is None or known.held.tag != there.tag):
                self._state.note(graph.name, Sent(graph.sha256, there))
            return Row(graph.name, Outcome.UNCHANGED, graph.triples)
        call = Call(
            "PUT",
            self._address(graph.name),
            {"Content-Type": TYPE},
            lambda: graph.open(self._telling(graph)),
            graph.size,
        )
        if self._dry:
            return Row(
                graph.name,
                Outcome.TO_SEND,
                graph.triples,
                f"{call.method} {call.url}  {TYPE}, {call.size:,} bytes",
            )
        self._server.send(call, _nothing)
        return self._arrived(graph)

    def _arrived(self, graph: Graph) -> Row:
        self._progress(f"looking at {_short(graph)} again")
        there = self._held(graph.name)
        if there is None or there.triples != graph.triples:
            number = f"{there.triples:,}" if there else "none"
            return Row(
                graph.name,
                Outcome.FAILED,
                graph.triples,
                f"was sent, but the server shows {number} of its triples{'' if self._sparql else _HINT}",
            )
        self._state.note(graph.name, Sent(graph.sha256, there))
        return Row(graph.name, Outcome.SENT, graph.triples)

    def remove(self, name: str) -> Row:
        """Remove a graph from the server."""
        call = Call("DELETE", self._address(name))
        if self._dry:
            return Row(name, Outcome.TO_REMOVE, None, f"{call.method} {call.url}")
        answer = self._server.send(call, _nothing, also=(404,))
        self._state.note(name, None)
        return Row(
            name,
            Outcome.UNCHANGED if answer.status == 404 else Outcome.REMOVED,
            None,
            "was not there" if answer.status == 404 else "",
        )

    def _held(self, name: str) -> Held | None:
        """What the server has of the graph; what it had before, where it says that nothing changed."""
        if self._sparql:
            return counted(self._sparql, name)
        known = self._state.sent.get(name)
        headers = {"Accept": TYPE} | ({"If-None-Match": known.held.tag} if known and known.held.tag else {})
        answer = self._server.send(Call("GET", self._address(name), headers), _read, also=(304, 404))
        if answer.status == 304 and known:
            return known.held
        return answer.body if answer.status == 200 and answer.body.triples else None

    def _address(self, graph: str) -> str:
        url = self._server.url
        return f"{url}{'&' if '?' in url else '?'}graph={quote(graph, safe='')}"

    def _telling(self, graph: Graph) -> Callable[[int], None]:
        told = 0

        def tell(sent: int) -> None:
            nonlocal told
            if sent - told >= _CHUNK:
                told = sent
                self._progress(f"sending {_short(graph)}, {sent / 1e6:.0f} of {graph.size / 1e6:.0f} MB")

        return tell


def _short(graph: Graph) -> str:
    """A name for a line of progress."""
    return graph.name.rpartition("/graph/")[2]


def _same(graph: Graph, there: Held) -> bool:
    """Whether a server that somebody else filled has these very lines."""
    return there.triples == graph.triples and there == held(graph.open().lines())


def _nothing(response: HTTPResponse) -> None:
    response.read()


def _read(response: HTTPResponse) -> Held:
    """What a body of N-Triples holds, as it comes.

    :raises IncompleteRead: it ends too early.
    """
    if response.status != 200:
        response.read()
        return Held(0, "")
    kind = response.headers.get_content_type()
    if kind not in (TYPE, "text/plain"):
        raise EndpointError(response.url or "", f"answers with {kind}, not with {TYPE}", 406)
    found = held(io.BufferedReader(response, _CHUNK), response.headers.get("ETag", ""))
    if response.length:
        raise IncompleteRead(b"", response.length)
    return found
