"""`scen.open`: one object from which everything is asked, wherever the dataset is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pyoxigraph import Literal, Triple

from ..graph.chain import Chain, shortest
from ..graph.describe import Description, describe, texts_of
from ..graph.errors import QueryError, ScenError
from ..graph.names import Hit
from ..graph.network import Filter, Network, read_network
from ..graph.resolve import resolve
from . import catalogue, sources, values
from .answers import Answer, Rows, Term, Triples, Truth
from .cells import Reader
from .query import Query
from .question import Question
from .stores import Embedded, Store
from .table import Table

if TYPE_CHECKING:
    import rdflib

EVERYTHING = Filter()
CHUNK = 500
"""Rows whose sources are looked up at once."""


class OpenDataset:
    """A dataset, opened for reading; close it, or use it in a ``with`` block.

    ``language`` (en, sv, nb) is that of names. Names are accepted wherever a thing is wanted, and so are ids
    (``person/kathleen-mccaughey``) and IRIs.
    """

    def __init__(self, store: Store, language: str = "en") -> None:
        self._store, self.language = store, language
        self._closed = False

    @property
    def store(self) -> Store:
        """Where everything is asked.

        :raises ScenError: the dataset was closed.
        """
        if self._closed:
            raise ScenError("the dataset was closed; open it again")
        return self._store

    @property
    def questions(self) -> list[Question]:
        """The named questions."""
        return catalogue.questions()

    def ask(self, question: str, **given: str | int | date | None) -> Table:
        """The answer to a named question; its parameters by name, None for one that is not given.

        ``from_`` stands for a parameter whose name Python keeps for itself.

        :raises QuestionError: no such question or parameter, or a value of the wrong type.
        :raises NotFound: a name that nothing bears, or several things do.
        """
        told = {name.removesuffix("_"): str(value) for name, value in given.items() if value is not None}
        return self.table(self.rows(question, told))

    def rows(self, question: str, given: Mapping[str, str]) -> Rows:
        """The answer to a named question as terms, read as it comes."""
        query = self.filled(catalogue.question(question), given)
        if query.form != "SELECT":
            raise QueryError(f"{question} is no SELECT query; ask it with query")
        found = self.answer(query)
        assert isinstance(found, Rows)
        return found

    def filled(self, question: Question, given: Mapping[str, str]) -> Query:
        """The query of a question with the values given."""
        return question.query(values.terms(self.store, question, given, self.language), self.store.base)

    def answer(self, query: Query) -> Answer:
        """The answer to a query: rows, triples or truth, read as it comes."""
        return self.store.answer(query)

    def select(self, text: str) -> Table:
        """The rows of a SELECT query.

        :raises QueryError: it is no SELECT query.
        """
        found = self._answer(text, ("SELECT",), "not a SELECT query")
        assert isinstance(found, Rows)
        return self.table(found)

    def construct(self, text: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query, each once and sorted.

        :raises QueryError: it is neither.
        """
        found = self._answer(text, ("CONSTRUCT", "DESCRIBE"), "neither a CONSTRUCT nor a DESCRIBE query")
        assert isinstance(found, Triples)
        return sorted(set(found), key=str)

    def holds(self, text: str) -> bool:
        """The truth of an ASK query.

        :raises QueryError: it is no ASK query.
        """
        found = self._answer(text, ("ASK",), "not an ASK query")
        assert isinstance(found, Truth)
        return found.value

    def _answer(self, text: str, forms: tuple[str, ...], otherwise: str) -> Answer:
        query = Query(text)
        if query.form and query.form not in forms:
            raise QueryError(otherwise)
        return self.answer(query)

    def table(self, rows: Rows) -> Table:
        """Rows with names for IRIs and with the sources of their claims."""
        known = list(rows)
        return Table(
            rows.columns, self.store.read(lambda data: Reader(data, self.language).rows(rows.columns, known))
        )

    def with_sources(self, rows: Rows) -> Rows:
        """The rows with more columns: status, certainty, documents (IRIs), lines and words of their claims.

        A column that the query has itself stays its own.
        """
        new = [at for at, name in enumerate(sources.COLUMNS) if name not in rows.columns]

        def longer() -> Iterator[tuple[Term | None, ...]]:
            while chunk := list(islice(rows.rows, CHUNK)):
                table = self.table(Rows(rows.columns, iter(chunk)))
                for row, cells in zip(chunk, table.cells, strict=True):
                    facts = table.sources(cells)
                    status, certainty, _, *rest = sources.written(facts)
                    documents = " ".join(dict.fromkeys(fact.document.iri for fact in facts))
                    told = (status, certainty, documents, *rest)
                    yield (*row, *(Literal(told[at]) for at in new))

        return Rows((*rows.columns, *(sources.COLUMNS[at] for at in new)), longer())

    def find(self, text: str, *, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Things whose names hold all the words, best first."""
        return self.store.read(
            lambda data: data.names.search(text, kind=kind, language=self.language, limit=limit)
        )

    def first(self, kind: str | None = None, limit: int = 50) -> list[Hit]:
        """The things of a kind of which most is said, for who does not know yet what to look for."""
        return self.store.read(lambda data: data.names.most(kind=kind, language=self.language, limit=limit))

    def resolve(self, name: str, *kinds: str) -> Hit:
        """The one thing of that name, id or IRI.

        :raises NotFound: none, or several.
        """
        return self.store.read(lambda data: resolve(data, name, self.language, kinds))

    def show(self, name: str) -> Description:
        """All that is known about a thing."""
        hit = self.resolve(name)
        return self.store.read(lambda data: describe(data, hit, self.language))

    def texts(self, folder: Path) -> dict[str, list[str]]:
        """Document id -> its lines, for the source documents whose text is in the folder."""
        return self.store.read(lambda data: texts_of(data, folder))

    def path(self, first: str, second: str) -> Chain:
        """A shortest chain between two people or organisations; one without hops where none is recorded."""
        ends = self.resolve(first, *AGENTS), self.resolve(second, *AGENTS)
        return self.store.read(lambda data: shortest(data, ends[0].iri, ends[1].iri, self.language))

    def network(self, view: str = "collaboration", keep: Filter = EVERYTHING) -> Network:
        """Who works with whom, who funds what, or who is on whose programme; see `scen.graph.network`."""
        return self.store.read(lambda data: read_network(data, view, keep, self.language))

    def rdflib(self) -> rdflib.Graph:
        """An rdflib graph over the store: nothing is copied, and nothing can be written."""
        from .views import rdflib_view

        return rdflib_view(self.store)

    def close(self) -> None:
        """Let go of the dataset."""
        self._store.close()
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


AGENTS = ("person", "organisation")
"""Kinds of thing between which chains lead."""


def open_dataset(
    source: str | Path = "dataset", *, language: str = "en", timeout: float = 60, base: str | None = None
) -> OpenDataset:
    """Open the dataset of a folder, or of a SPARQL endpoint (``http://…`` or ``https://…``).

    ``timeout`` is in seconds, for each wait for an endpoint; ``base`` its base IRI, where it holds several datasets.

    :raises DatasetError: the folder holds no dataset.
    :raises EndpointError: the address is none of HTTP.
    """
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        from .remote import Remote

        return OpenDataset(Remote(source, timeout=timeout, base=base), language)
    return OpenDataset(Embedded(Path(source)), language)
