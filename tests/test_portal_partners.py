"""The partners on a page, read from the arrays, are those that the network tells with every fact behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scen.graph.dataset import Dataset
from scen.graph.network.partners import partners
from scen.graph.network.reading import Reading
from scen.portal.kept import KnownFacts
from scen.portal.partners import MOST, partners_of


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_tells_the_partners_of_the_network(dataset: Path, language: str) -> None:
    rows = 0
    with Dataset(dataset) as data:
        facts = KnownFacts(data, language)
        for hit in data.names.most(kinds=("organisation", "person"), limit=1000):
            wanted = partners(Reading(data, language=language), hit.iri, limit=MOST)
            found, number = partners_of(data, facts, hit.iri)
            assert number == wanted.number
            for one, other in zip(found, wanted, strict=True):
                rows += 1
                assert one.kinds == tuple((kind.label, kind.strong) for kind in other.kinds)
                for name in (
                    "other",
                    "things",
                    "funders",
                    "first",
                    "last",
                    "documents",
                    "status",
                    "certainty",
                ):
                    assert getattr(one, name) == getattr(other, name), (hit.iri, name)
    assert rows > 100
