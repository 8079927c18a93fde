"""`scen.open`: one object from which everything is asked, wherever the dataset is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from pyoxigraph import Literal, Triple

from ..graph.dataset import Readable
from ..graph.errors import QueryError, ScenError
from ..graph.facts import Fact, Ref
from ..graph.names import Hit
from ..graph.network.filter import EVERYTHING, LEADING, Filter, checked
from ..graph.resolve import resolve
from . import catalogue, sources, values
from .answers import Answer, Rows, Term, Triples, Truth
from .cells import Reader, is_claims
from .query import Query
from .question import Question
from .stores import Embedded, Store
from .table import Table

if TYPE_CHECKING:
    import rdflib

    from ..graph.describe import Description
    from ..graph.network.between import Compared
    from ..graph.network.chain import Chains
    from ..graph.network.coverage import Coverage
    from ..graph.network.found import Found
    from ..graph.network.interlocks import Interlocks
    from ..graph.network.introductions import Introduction
    from ..graph.network.measured import Measured
    from ..graph.network.partners import Partner
    from ..graph.network.periods import Span
    from ..graph.network.reading import Reading
    from ..graph.network.stability import Ranked
    from ..graph.network.views import Network
    from ..graph.network.years import Years

Result = TypeVar("Result")
Name = str | Ref | Hit
"""A thing by its name, id or IRI, or as it was found before."""
CHUNK = 500
"""Rows whose sources are looked up at once."""


class OpenDataset:
    """A dataset, opened for reading; close it, or use it in a ``with`` block.

    ``language`` (en, sv, nb) is that of names. Names are accepted wherever a thing is wanted, and so are ids
    (``person/kathleen-mccaughey``) and IRIs.

    >>> import tempfile
    >>> from scen.graph.build import build
    >>> folder = Path(tempfile.mkdtemp()) / "dataset"
    >>> _ = build(out=folder)
    >>> data = open_dataset(folder, language="sv")
    >>> row = data.ask("posts-of-person", person="bjorn claeson")[0]
    >>> row.organisation.label, row.certainty.label, row.claim[0].document.slug, row.claim[0].lines
    ('Electronics Watch', 'uttryckligen angiven', 'swedwatch-lulea-2019', (26, 30))
    >>> data.select("SELECT (COUNT(?p) AS ?people) { ?p a foaf:Person }")[0].people
    25
    >>> data.holds("ASK { ?tie a scen:Tie ; scen:kind scen:co-organised }")
    True
    >>> data.find("luleå", kind="event")[0].slug, data.show("Sida").kind
    ('lulea-seminar-2019', 'organisation')
    >>> chain = data.path("Leah Butler", "City of Stavanger")
    >>> [(hop.kind, hop.end.slug) for hop in chain.hops]
    [('same-programme', 'elin-severholt'), ('member', 'city-of-stavanger')]
    >>> graph = data.network().to_networkx()
    >>> graph.number_of_nodes(), graph.number_of_edges()
    (56, 100)
    >>> data.close()
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

    def ask(self, question: str, **given: Name | int | date | None) -> Table:
        """The answer to a named question; its parameters by name, None for one that is not given.

        ``from_`` stands for a parameter whose name Python keeps for itself.

        :raises QuestionError: no such question or parameter, or a value of the wrong type.
        :raises NotFound: a name that nothing bears, or several things do.
        """
        told = {name.removesuffix("_"): _named(value) for name, value in given.items() if value is not None}
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

    def with_sources(self, rows: Rows, columns: Collection[str] = sources.COLUMNS) -> Rows:
        """The rows with more columns: status, certainty, documents (IRIs), lines and words of their claims.

        A column that the query has itself stays its own.
        """
        own = {*rows.columns, *(f"claims_{name}" for name in rows.columns)}
        new = [at for at, name in enumerate(sources.COLUMNS) if name in columns and name not in own]
        known: dict[str, Fact | None] = {}

        def longer() -> Iterator[tuple[Term | None, ...]]:
            while chunk := list(islice(rows.rows, CHUNK)):
                for row, facts in zip(
                    chunk, self.store.read(lambda data: self._behind(data, rows, chunk, known)), strict=True
                ):
                    status, certainty, _, *rest = sources.written(facts)
                    documents = " ".join(dict.fromkeys(fact.document.iri for fact in facts))
                    told = (status, certainty, documents, *rest)
                    yield (*row, *(Literal(told[at]) for at in new))

        return Rows((*rows.columns, *(sources.COLUMNS[at] for at in new)), longer())

    def _behind(
        self, data: Readable, rows: Rows, chunk: list[tuple[Term | None, ...]], known: dict[str, Fact | None]
    ) -> list[list[Fact]]:
        """The claims behind each row."""
        reader = Reader(data, self.language, known)
        claims = [at for at, name in enumerate(rows.columns) if is_claims(name)]
        return [[fact for at in claims for fact in reader.sources(row[at])] for row in chunk]

    def find(self, text: str, *, kind: str | None = None, limit: int = 20) -> list[Hit]:
        """Things whose names hold all the words, best first."""
        return self.store.read(
            lambda data: data.names.search(text, kinds=_only(kind), language=self.language, limit=limit)
        )

    def first(self, kind: str | None = None, limit: int = 50) -> list[Hit]:
        """The things of a kind of which most is said, for who does not know yet what to look for."""
        return self.store.read(
            lambda data: data.names.most(kinds=_only(kind), language=self.language, limit=limit)
        )

    def resolve(self, name: Name, *kinds: str) -> Hit:
        """The one thing of that name, id or IRI.

        :raises NotFound: none, or several.
        """
        return self.store.read(lambda data: resolve(data, _named(name), self.language, kinds))

    def show(self, name: Name) -> Description:
        """All that is known about a thing."""
        from ..graph.describe import describe

        hit = self.resolve(name)
        return self.store.read(lambda data: describe(data, hit, self.language))

    def texts(self, folder: str | Path) -> dict[str, list[str]]:
        """Document id -> its lines, for the source documents whose text is in the folder."""
        from ..graph.describe import texts_of

        return self.store.read(lambda data: texts_of(data, Path(folder)))

    def path(
        self, first: Name, second: Name, k: int = 3, within: int = 6, keep: Filter = EVERYTHING
    ) -> Chains:
        """The k best chains between two people or organisations; see `scen.graph.network.chain`."""
        from ..graph.network.chain import chains

        ends = self.resolve(first, *AGENTS).iri, self.resolve(second, *AGENTS).iri
        return self._reading(keep, lambda reading: chains(reading, *ends, k, within))

    def network(self, view: str = "collaboration", keep: Filter = EVERYTHING) -> Network:
        """Who works with whom, who funds what, or who is on whose programme; see `scen.graph.network.views`.

        :raises SettingError: no such view, or it cannot keep to the filter; see `scen.graph.network.filter`.
        """
        from ..graph.network.views import read_network

        known = self._known(keep, view, strongest=True)
        return self.store.read(lambda data: read_network(data, view, known, self.language))

    def partners(
        self, name: Name, times: int = 1, keep: Filter = EVERYTHING, limit: int | None = None
    ) -> Found[Partner]:
        """Whoever is tied to the person or organisation; see `scen.graph.network.partners`."""
        from ..graph.network.partners import partners

        iri = self.resolve(name, *AGENTS).iri
        return self._reading(keep, lambda reading: partners(reading, iri, times, limit))

    def interlocks(self, *names: Name, keep: Filter = EVERYTHING, limit: int | None = None) -> Interlocks:
        """What two or more people or organisations have in common; see `scen.graph.network.interlocks`."""
        from ..graph.network.interlocks import interlocks

        iris = [self.resolve(name, *AGENTS).iri for name in names]
        return self._reading(keep, lambda reading: interlocks(reading, iris, limit))

    def introductions(
        self, name: Name, keep: Filter = EVERYTHING, limit: int | None = None, through: int | None = None
    ) -> Found[Introduction]:
        """Whom the person or organisation might meet, and through whom; see `scen.graph.network.introductions`."""
        from ..graph.network.introductions import introductions

        iri = self.resolve(name, *AGENTS).iri
        return self._reading(keep, lambda reading: introductions(reading, iri, limit, through))

    def years(
        self, name: Name | None = None, first: int = 1, last: int = 9999, keep: Filter = EVERYTHING,
        limit: int | None = None,
    ) -> Years:  # fmt: skip
        """The ties year by year, of all or of one with what changed; see `scen.graph.network.years`."""
        from ..graph.network.years import years

        iri = None if name is None else self.resolve(name, *AGENTS).iri
        return self._reading(keep, lambda reading: years(reading, iri, first, last, limit))

    def between(
        self, earlier: int | Span, later: int | Span, name: Name | None = None, keep: Filter = EVERYTHING,
        limit: int | None = None,
    ) -> Compared:  # fmt: skip
        """What is new and what is gone between two spans of years; see `scen.graph.network.between`."""
        from ..graph.network.between import between

        iri = None if name is None else self.resolve(name, *AGENTS).iri
        return self._reading(keep, lambda reading: between(reading, earlier, later, iri, limit))

    def _reading(self, keep: Filter, work: Callable[[Reading], Result], strongest: bool = False) -> Result:
        """What ``work`` finds among the ties that the filter keeps."""
        from ..graph.network.reading import Reading

        known = self._known(keep, strongest=strongest)
        return self.store.read(lambda data: work(Reading(data, known, self.language)))

    def _known(self, keep: Filter, view: str = "collaboration", strongest: bool = False) -> Filter:
        """The filter with IRIs for the names of what ties are about.

        :raises SettingError: a filter to which the view, or what is asked, cannot keep.
        :raises NotFound: a name that nothing of these kinds bears, or several things do.
        """
        checked(keep, view, strongest)
        about = frozenset(self.resolve(name, *LEADING).iri for name in sorted(keep.about))
        return replace(keep, about=about) if about else keep

    def measures(self, by: str = "pagerank", keep: Filter = EVERYTHING) -> list[Ranked]:
        """People and organisations by a measure, each with its range of ranks; see `scen.graph.network.stability`."""
        found = self.measured(by, keep)
        return found.ranking if found else []

    def measured(
        self,
        by: str = "pagerank",
        keep: Filter = EVERYTHING,
        progress: Callable[[str], None] = lambda step: None,
    ) -> Measured | None:
        """The same with communities, coverage and figures of the whole network; see `scen.graph.network.measured`."""
        from ..graph.network.measured import measured

        return self._reading(keep, lambda reading: measured(reading, by, progress), strongest=True)

    def coverage(self, keep: Filter = EVERYTHING) -> Coverage:
        """What the network rests on, so that nobody over-reads a rank; see `scen.graph.network.coverage`."""
        from ..graph.network.coverage import read_coverage

        return self._reading(keep, read_coverage, strongest=True)

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
    if isinstance(source, str) and re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):
        from .remote import Remote

        return OpenDataset(Remote(source, timeout=timeout, base=base), language)
    return OpenDataset(Embedded(Path(source)), language)


def _only(kind: str | None) -> tuple[str, ...]:
    return (kind,) if kind else ()


def _named(thing: object) -> str:
    """A thing that was found before by its IRI; any other value as text."""
    return thing.iri if isinstance(thing, Ref | Hit) else str(thing)
