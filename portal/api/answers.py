"""Answers of the JSON API, as the library gives them; who asks for more than is good for one answer is told so."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from ...graph.dataset import Readable
from ...graph.errors import NotFound
from ...graph.facts import Facts, Ref
from ...queries.answers import Rows
from .. import sections
from ..kept import KnownFacts
from .filters import keep
from .operations import Given

if TYPE_CHECKING:
    from ...graph.names import Hit
    from ...graph.network.chain import Chain, Chains
    from ...queries.opened import OpenDataset
    from ...queries.question import Question


def search(data: OpenDataset, given: Given) -> Any:
    """Things by name."""
    kinds = tuple(given["kind"] or ())
    hits = data.store.read(
        lambda readable: readable.names.search(
            given["q"], kinds=kinds, language=data.language, limit=given["limit"] + 1
        )
    )
    return {"query": given["q"], "things": hits[: given["limit"]], "more": len(hits) > given["limit"]}


def thing(data: OpenDataset, given: Given) -> Any:
    """What is known about a thing: its names, and the claims that join it."""
    iri = hit_of(data, given["kind"], given["slug"]).iri

    def read(readable: Readable) -> Any:
        facts = KnownFacts(readable, data.language)
        found, cut = sections.about(facts, iri)
        return {"thing": facts.ref(iri), "names": _names(facts, iri), "facts": found, "more": cut}

    return data.store.read(read)


def _names(facts: Facts, iri: str) -> list[dict[str, Any]]:
    """Every name, with its language, and whether it is the curators' own."""
    node = NamedNode(iri)
    ours = set(facts.objects(node, "scen:curated"))
    labels = [one for curie in ("skos:prefLabel", "skos:altLabel") for one in facts.objects(node, curie)]
    texts = sorted((one.value, getattr(one, "language", None) or "", one in ours) for one in labels)
    return [{"text": text, "language": language, "curated": curated} for text, language, curated in texts]


class Gone(NotFound):
    """Somebody or something that was withheld."""


def hit_of(data: OpenDataset, kind: str, slug: str) -> Hit:
    """The thing of that address, also under an earlier one.

    :raises Gone: it is withheld.
    :raises NotFound: there is none.
    """
    name = f"{kind}/{slug}"

    def there(readable: Readable) -> Hit | None:
        found = readable.names.exact(name, language=data.language)
        return next((hit for hit in found if (hit.kind, hit.slug) == (kind, slug)), None)

    if hit := data.store.read(there):
        return hit
    later = data.store.read(lambda readable: _replaced(readable, f"{readable.base}id/{name}", name))
    if later:
        return data.resolve(later)
    raise NotFound(name)


def _replaced(readable: Readable, iri: str, name: str) -> str | None:
    """The IRI that a thing has now."""
    facts = Facts(readable)
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    if facts.objects(node, "owl:deprecated"):
        raise Gone(name)
    return next((later.value for later in facts.objects(node, "dct:isReplacedBy")), None)


def partners(data: OpenDataset, given: Given) -> Any:
    """Whoever is tied to a person or organisation."""
    agent = hit_of(data, given["kind"], given["slug"])
    found = data.partners(agent, given["times"], keep(given), given["limit"])
    this = Ref(agent.label, agent.iri, agent.kind, agent.slug)
    return {
        "agent": this, "times": given["times"], "number": found.number, "partners": found.best, "ties": found.counted,
    }  # fmt: skip


def path(data: OpenDataset, given: Given) -> Any:
    """The best chains between two; what comes nearest where there is none."""
    found: Chains = data.path(given["from"], given["to"], given["k"], given["within"], keep(given))
    return {
        "start": found.start, "end": found.end, "within": found.within, "chains": [_chain(one) for one in found],
        "nearest": found.nearest,
    }  # fmt: skip


def _chain(chain: Chain) -> Any:
    return {"price": chain.price, "hops": chain.hops}


def network(data: OpenDataset, given: Given) -> Any:
    """A page of the network of a view."""
    from .networks import network  # NumPy and SciPy are imported on use

    return network(data, given)


def questions(data: OpenDataset, given: Given) -> Any:
    """The named questions."""
    return {"questions": [described(one, data.language) for one in data.questions]}


def described(question: Question, language: str = "en") -> Any:
    """A question with its parameters, in a language."""
    return {
        "name": question.name, "title": question.title(language), "description": question.about(language),
        "tags": question.tags, "counts": question.counts, "see": question.see,
        "parameters": [
            {
                "name": one.name, "type": one.type, "required": one.required, "default": one.default,
                "kinds": one.kinds, "scheme": one.scheme,
                "label": one.label.get(language) or one.label.get("en") or one.name,
                "help": one.help.get(language) or one.help.get("en") or one.accepts,
            }
            for one in question.parameters.values()
        ],
    }  # fmt: skip


def ask(data: OpenDataset, question: Question, values: dict[str, str], first: int, limit: int) -> Any:
    """The rows of a question from one on: things with names, claims with the lines where they are written."""
    rows = data.rows(question.name, values)
    found = list(islice(rows, first, first + limit))
    more = next(iter(rows), None) is not None
    table = data.table(Rows(rows.columns, iter(found)))
    return {
        "question": question.name, "title": question.title(data.language), "counts": question.counts,
        "columns": table.columns, "rows": [dict(zip(table.columns, row, strict=True)) for row in table.cells],
        "offset": first, "more": more,
    }  # fmt: skip
