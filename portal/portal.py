"""What all pages and services of a portal share: its settings, the dataset, templates, and the address it is seen at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from .current import Current
from .logs import LOG
from .metrics import METRICS
from .settings import Settings

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response

    from .sparql.pool import Pool

LANGUAGES = {"en": "English", "sv": "Svenska", "nb": "Norsk (bokmål)"}


@dataclass(frozen=True, eq=False)
class Portal:
    """A portal. Route modules get it: ``def routes(portal: Portal) -> list[BaseRoute]``."""

    settings: Settings
    current: Current = field(init=False)
    limited: ClassVar[bool] = True
    """Whether what may take long is done where it can be ended."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "current", Current(self.settings.dataset))

    def root(self, request: Request) -> str:
        """Address of the portal, with a slash at its end: the one of the settings, else that of the request."""
        return self.settings.address or str(request.base_url)

    def language(self, request: Request) -> str:
        """The language a reader wants: ``?lang=``, else the cookie, else Accept-Language, else English."""
        from .languages import wanted

        return wanted(request)

    @cached_property
    def templates(self) -> Environment:
        """Templates, which escape everything."""
        from .rendering import environment

        return environment()

    @cached_property
    def pool(self) -> Pool:
        """The processes that do what may take long."""
        from .sparql.pool import Pool

        return Pool(self.settings, ended)

    def render(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A page in the reader's language."""
        from .rendering import render

        return render(self, request, template, status, values)


def ended(reason: str) -> None:
    """A process of the pool was ended before it was done."""
    METRICS.count("worker_restarts", reason=reason)
    LOG.say("warning", "a query's process was ended", reason=reason)
