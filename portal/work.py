"""Work that may take long, told so that any process can do it: a task by its name, and plain values.

The server does what is light itself (`scen.portal.working`); all else is done in a worker process
(`scen.portal.sparql.worker`), which can be ended.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..graph.errors import DatasetError, ScenError
from .sparql.refused import Refused

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset

    Task = Callable[[OpenDataset, Mapping[str, Any]], "Done"]

_TASKS = {
    "api": ("api.answering", "answer"),
    "page": ("question_answers", "page"),
    "download": ("question_answers", "download"),
    "reconcile": ("reconcile", "matched"),
}
"""Name of a task -> the module, imported where it is done, and its function."""


@dataclass(frozen=True)
class Work:
    """A task by its name, the language of names in its answer, and what it is given."""

    task: str
    language: str
    given: Mapping[str, Any]

    @property
    def sent(self) -> bytes:
        """The work as it is sent to a worker.

        >>> read(Work("page", "sv", {"name": "attendance"}).sent).language
        'sv'
        """
        return json.dumps([self.task, self.language, self.given]).encode()


@dataclass(frozen=True)
class Done:
    """What came of it: an answer of HTTP."""

    media: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> bytes:
        """All but the body, as a worker sends it.

        >>> done(Done("text/csv", b"").head, b"a,b").body
        b'a,b'
        """
        return json.dumps([self.media, self.status, dict(self.headers)]).encode()


def read(sent: bytes) -> Work:
    """The work that was sent."""
    return Work(*json.loads(sent))


def done(head: bytes, body: bytes) -> Done:
    """What came of it, as it was sent."""
    media, status, headers = json.loads(head)
    return Done(media, body, status, headers)


def prepare() -> None:
    """Import what tasks need before one is asked for."""
    for module, _ in _TASKS.values():
        import_module(f".{module}", __package__)


def do(data: OpenDataset, work: Work) -> Done:
    """Do it; what is wrong with what was given is told as problem details.

    :raises Refused: the answer would be larger than it may be.
    :raises DatasetError: the dataset cannot be read.
    """
    module, function = _TASKS[work.task]
    task: Task = getattr(import_module(f".{module}", __package__), function)
    try:
        return task(data, work.given)
    except (DatasetError, Refused):
        raise
    except ScenError as error:
        from .api.problems import problem

        made = problem(error)
        return Done(str(made.media_type), bytes(made.body), made.status_code, {"cache-control": "no-store"})
