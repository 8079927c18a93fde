"""What the static site has an answer for, and where the claims stand: found before the first page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ...queries import catalogue
from ..kept import KnownFacts
from ..question_form import Form
from ..sections import claims_in_order
from ..things import CLAIMS
from .places import Asked, is_plain

if TYPE_CHECKING:
    from ...graph.dataset import Readable
    from ...queries.opened import OpenDataset

EXAMPLES = {"name": 2, "choice": 4}
"""Type of a parameter -> values that a question is answered for; one that takes another type has no answer here."""


def questions(data: OpenDataset) -> frozenset[Asked]:
    """The questions that need no value, or one: asked about the things of which most is said."""
    found: set[Asked] = set()
    for question in catalogue.questions():
        fields = [field for field in Form(data, question, {}).fields() if field.required]
        if not fields:
            found.add((question.name, ()))
        elif len(fields) == 1:
            (field,) = fields
            found |= {
                (question.name, ((field.name, choice.value),))
                for choice in field.choices[: EXAMPLES.get(field.type, 0)]
            }
    return frozenset(one for one in found if is_plain(one))


def claims(data: Readable) -> dict[str, str]:
    """Claim or contradiction -> its place on the page of its document; one text for each claim is kept while pages are written."""
    facts, found = KnownFacts(data, "en"), dict[str, str]()
    for _, slug in data.names.listed(["document"], 0, 1_000_000):
        for at, iri in enumerate(claims_in_order(facts, f"{data.base}id/document/{slug}")):
            claim, number = iri.rpartition("/")[2], at // CLAIMS + 1
            page = f"document/{slug}{'' if number == 1 else f'/{number}'}.html"
            found.setdefault(claim, f"{page}#claim-{claim}")
    for quad in data.store.quads_for_pattern(
        None, facts.iri("rdf:type"), facts.iri("scen:Contradiction"), None
    ):
        assert isinstance(quad.subject, NamedNode)
        between = sorted(node.value for node in facts.objects(quad.subject, "scen:between"))
        claim, first = (iri.rpartition("/")[2] for iri in (quad.subject.value, between[0]))
        found[claim] = found[first]  # it is told where its claims are
    return found
