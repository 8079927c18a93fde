"""What was sent to a server: a line of JSON for each graph that arrived, appended when it has, so that a run that was killed is
taken up where it stopped. Of several lines about a graph the last one holds; half a line is none.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from ..files import alone
from .graphs import Held


@dataclass(frozen=True)
class Sent:
    """A graph that we sent, by its SHA-256, and what the server then said of it."""

    sha256: str
    held: Held


class State:
    """What is known of a server; see `state`."""

    def __init__(self, file: IO[str], server: str) -> None:
        self._file, self._server = file, server
        self.sent = dict(_read(file, server))

    def note(self, graph: str, sent: Sent | None) -> None:
        """A graph arrived; None: it is gone."""
        told = {"server": self._server, "graph": graph} | (asdict(sent) if sent else {})
        self._file.write(json.dumps(told, ensure_ascii=False) + "\n")
        self._file.flush()
        self.sent.pop(graph, None)
        if sent:
            self.sent[graph] = sent


def _read(file: IO[str], server: str) -> Iterator[tuple[str, Sent]]:
    file.seek(0)
    found: dict[str, Sent] = {}
    whole = True
    for line in file:
        whole = line.endswith("\n")
        try:
            told = json.loads(line)
            if told["server"] == server:
                found.pop(told["graph"], None)
                if "sha256" in told:
                    found[told["graph"]] = Sent(told["sha256"], Held(**told["held"]))
        except (ValueError, KeyError, TypeError):
            continue
    if not whole:
        file.write("\n")
    yield from found.items()


def place(server: str) -> Path:
    """Where the state of a server is kept: in the folder of the user's state (XDG Base Directory)."""
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state")
    return folder / "scen" / f"published-{hashlib.sha256(server.encode()).hexdigest()[:16]}.jsonl"


@contextmanager
def state(path: Path, server: str) -> Iterator[State]:
    """The state in a file, which is ours while the block lasts.

    :raises SettingError: the file cannot be written, or somebody else is at it.
    """
    with alone(path, path, "another scen publish is at work with it; wait for it") as file:
        yield State(file, server)
