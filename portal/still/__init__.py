"""The static site: the portal's own pages as files that any web host serves, and that open from a disk.

What only a server does (the endpoint, the editor, free values for questions) is left out, or leads to the portal of
the release's settings. A claim has no page of its own here: it has a place on the page of its document.
"""

from __future__ import annotations

from .checking import check
from .writing import begun, write

__all__ = ["begun", "check", "write"]
