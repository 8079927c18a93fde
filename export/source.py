"""What every export reads: a dataset opened here, and the settings that describe the publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ..graph.dataset import Dataset
    from ..queries.opened import OpenDataset
    from ..queries.stores import Embedded
    from .settings import Settings

Progress = Callable[[str], None]
"""Is told in a few words what is being done."""


def quiet(step: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Source:
    """A dataset in a folder of this machine, and how it is published.

    ``data`` speaks the language of the settings' first title; exports that hold names in several languages read them
    all from the quads.
    """

    data: OpenDataset
    settings: Settings
    progress: Progress = quiet

    @property
    def dataset(self) -> Dataset:
        """The folder's version, which stays readable while newer ones are built."""
        return cast("Embedded", self.data.store).dataset
