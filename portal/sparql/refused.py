"""Why a query is not answered, as HTTP tells it."""

from __future__ import annotations

from ...graph.errors import ScenError


class Refused(ScenError):
    """The request is not answered; ``status`` is that of HTTP, ``wait`` the seconds after which to come back.

    >>> error = Refused(503, "the server is busy", wait=5)
    >>> error.status, str(error), error.wait
    (503, 'the server is busy', 5)
    """

    def __init__(self, status: int, message: str, *, wait: int = 0, allow: str = "") -> None:
        self.status, self.wait, self.allow = status, wait, allow
        super().__init__(message)

    @property
    def headers(self) -> dict[str, str]:
        """When to come back, and how to ask."""
        told = {"Retry-After": str(self.wait) if self.wait else "", "Allow": self.allow}
        return {name: value for name, value in told.items() if value}
