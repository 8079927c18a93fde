"""The columnar network as Parquet files, for Spark, DuckDB, Polars and other programs that read columns.

`write_network` writes who shares what (a row for each agent in each group: small, and all that ties, components and
PageRank need); `write_ties` writes pairs of agents, of which there are many more, as somebody else makes them. Both
hold one row group at a time, and give the same bytes for the same input and the same release of pyarrow.
Apache Parquet, file format, https://parquet.apache.org/docs/file-format/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ..graph.errors import SettingError
from ..graph.network.incidences import CLASSES, KINDS, Incidences
from ..graph.network.sureness import link
from ..graph.order import CERTAINTIES, STATUSES
from .files import whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

AGENTS, INCIDENCES = "agents.parquet", "incidences.parquet"
"""Names of the two files of a network."""
_INCIDENCES_AT_ONCE, _TIES_AT_ONCE = 1 << 18, 1 << 20
"""Rows of a row group."""
_COMPRESSION = "snappy"
"""Read everywhere; on 76 million pairs as quick to write as any other, see docs/scale.md."""


class TieBlock(Protocol):
    """Ties as arrays of one length, such as `scen.graph.network.pairs.Ties`; the arrays are not to be changed afterwards."""

    @property
    def a(self) -> NDArray[np.int32]:
        """Number of the one agent, as in `AGENTS`."""

    @property
    def b(self) -> NDArray[np.int32]:
        """Number of the other, which is greater."""

    @property
    def kind(self) -> NDArray[np.uint8]:
        """Position of the kind of tie in `scen.graph.network.incidences.KINDS`."""

    @property
    def principal(self) -> NDArray[np.int32]:
        """Number of the one of the two for whom the other acts, or -1."""

    @property
    def counts(self) -> NDArray[np.int64]:
        """Number of links: things that the two share in this kind of way."""

    @property
    def weight(self) -> NDArray[np.float64]:
        """Sum of the links' Newman weights; no unit."""


def write_network(network: Incidences, folder: Path) -> int:
    """Write `AGENTS` and `INCIDENCES` into a folder, each whole or not at all; gives the number of incidences.

    Agents, in the order of their IRIs: ``number`` (from 0), ``iri``, ``class`` (person, organisation).

    Incidences, in the order of groups and agents; agents of one ``group`` are linked each with each:

    - ``group`` (int64), ``kind`` of tie, ``class``, ``through`` (IRI of what is shared), ``principal`` (IRI of the
      agent for whom the other one acts, or null), ``size`` (agents in the group), ``weight`` (of a link, Newman's);
    - ``number`` and ``agent`` (IRI); ``part`` (int64 or null: two of a group with one and the same part are there by
      one and the same claim, and *not* linked);
    - ``first`` and ``last`` (days of what is shared, or null);
    - ``certainty`` and ``status`` of the surest claim that puts the agent there, ``sources`` (number of documents
      that alone do).

    >>> import pyarrow.parquet, tempfile
    >>> from scen.graph.network.incidences import write
    >>> from scen.ontology.prefixes import PREFIXES
    >>> with tempfile.TemporaryDirectory() as name:
    ...     empty = Path(name, "none.nq")
    ...     empty.touch()
    ...     write(Path(name, "network"), [empty], PREFIXES)
    ...     written = write_network(Incidences.read(Path(name, "network")), Path(name))
    ...     written, pyarrow.parquet.read_schema(Path(name, AGENTS)).names
    (0, ['number', 'iri', 'class'])

    :raises SettingError: pyarrow is not installed.
    :raises OSError: a file cannot be written.
    """
    numbers = range(0, len(network.agents), _INCIDENCES_AT_ONCE)
    _write(folder / AGENTS, _agent_schema(), (_agents(network, start) for start in numbers))
    rows = range(0, len(network.member), _INCIDENCES_AT_ONCE)
    parts = _parts(network)
    return _write(folder / INCIDENCES, _schema(), (_incidences(network, parts, start) for start in rows))


def write_ties(blocks: Iterable[TieBlock], file: Path) -> int:
    """Write ties, in the order in which they come, as a file that is there whole or not at all; gives their number.

    Columns: ``a`` and ``b`` (int32, the numbers of `AGENTS`: IRIs would make the file many times as large), ``kind``
    (text), ``principal`` (int32 or null), ``count`` (int32) and ``weight`` (float64).

    >>> import pyarrow.parquet, tempfile
    >>> from types import SimpleNamespace as Block
    >>> zero, one = np.array([0], "int32"), np.array([1], "int32")
    >>> block = Block(a=zero, b=one, kind=zero + 5, principal=-one, counts=one, weight=np.array([0.5]))
    >>> with tempfile.TemporaryDirectory() as name:
    ...     written = write_ties([block], Path(name, "ties.parquet"))
    ...     written, pyarrow.parquet.read_table(Path(name, "ties.parquet")).to_pylist()
    (1, [{'a': 0, 'b': 1, 'kind': 'met', 'principal': None, 'count': 1, 'weight': 0.5}])

    :raises SettingError: pyarrow is not installed.
    :raises OSError: the file cannot be written.
    """
    pa = _pyarrow()
    types = {
        "a": pa.int32(),
        "b": pa.int32(),
        "kind": pa.dictionary(pa.int8(), pa.string()),
        "principal": pa.int32(),
    }
    types |= {"count": pa.int32(), "weight": pa.float64()}
    schema = pa.schema([pa.field(name, of, nullable=name == "principal") for name, of in types.items()])
    return _write(file, schema, _gathered(_ties(schema, block) for block in blocks))


def _ties(schema: Any, block: TieBlock) -> Any:
    principal = _pyarrow().array(block.principal, mask=block.principal < 0)
    return _table(
        schema, [block.a, block.b, _words(block.kind, KINDS), principal, block.counts, block.weight]
    )


def _gathered(tables: Iterable[Any]) -> Iterator[Any]:
    """The same rows in tables that are not small: each becomes a row group."""
    held: list[Any] = []
    for table in tables:
        held.append(table)
        if sum(map(len, held)) >= _TIES_AT_ONCE:
            yield _pyarrow().concat_tables(held)
            held = []
    if held:
        yield _pyarrow().concat_tables(held)


def _write(file: Path, schema: Any, tables: Iterable[Any]) -> int:
    """Write tables as row groups; no text is told apart by a dictionary of pyarrow's own."""
    _pyarrow()
    from pyarrow import parquet

    words = [field.name for field in schema if str(field.type).startswith("dictionary")]
    rows = 0
    with (
        whole(file) as text,
        parquet.ParquetWriter(
            text.buffer, schema, compression=_COMPRESSION, use_dictionary=words, store_schema=False
        ) as out,
    ):
        for table in tables:
            out.write_table(table, row_group_size=_TIES_AT_ONCE)
            rows += len(table)
    return rows


def _agent_schema() -> Any:
    pa = _pyarrow()
    return pa.schema([
        pa.field("number", pa.int32(), nullable=False),
        pa.field("iri", pa.string(), nullable=False),
        pa.field("class", pa.dictionary(pa.int8(), pa.string()), nullable=False),
    ])  # fmt: skip


def _agents(network: Incidences, start: int) -> Any:
    end = min(start + _INCIDENCES_AT_ONCE, len(network.agents))
    numbers = np.arange(start, end, dtype=np.int32)
    columns = [numbers, network.agents[start:end], _words(network.classes[start:end], CLASSES)]
    return _table(_agent_schema(), columns)


def _schema() -> Any:
    pa = _pyarrow()
    word, iri = pa.dictionary(pa.int8(), pa.string()), pa.dictionary(pa.int32(), pa.string())
    types: Mapping[str, Any] = {
        "group": pa.int64(), "kind": word, "class": word, "through": iri, "principal": iri, "size": pa.int32(),
        "weight": pa.float64(), "number": pa.int32(), "agent": iri, "part": pa.int64(), "first": pa.date32(),
        "last": pa.date32(), "certainty": word, "status": word, "sources": pa.int32(),
    }  # fmt: skip
    unknown = {"principal", "part", "first", "last"}
    return pa.schema([pa.field(name, of, nullable=name in unknown) for name, of in types.items()])


def _incidences(network: Incidences, parts: NDArray[np.int64], start: int) -> Any:
    pa, rows = _pyarrow(), slice(start, start + _INCIDENCES_AT_ONCE)
    group, member, part = network.of[rows], network.member[rows], parts[rows]
    certainty, status = link(network.profile[rows], network.profile[rows])
    sources = np.diff(network.source_starts[start : start + len(group) + 1])
    return _table(_schema(), [
        group.astype(np.int64), _words(network.kind[group], KINDS), _words(network.classes[member], CLASSES),
        _iris(network.through[group], network.things), _iris(network.principal[group], network.agents),
        network.sizes[group].astype(np.int32), network.weight[group],
        np.ascontiguousarray(member), _iris(member, network.agents), pa.array(part, mask=part < 0),
        _days(network.first[group]), _days(network.last[group]),
        _words(certainty, CERTAINTIES), _words(status, STATUSES), sources.astype(np.int32),
    ])  # fmt: skip


def _parts(network: Incidences) -> NDArray[np.int64]:
    """For each incidence the first of those with which it rests on one same claim alone; -1 where there is none."""
    never = network.apart[network.apart[:, 2] < 0].astype(np.int64)
    found = np.full(len(network.member), len(network.member), dtype=np.int64)
    for column in (0, 1):
        np.minimum.at(found, never[:, column], never[:, 0])
    return np.where(found < len(network.member), found, -1)


def _table(schema: Any, columns: Sequence[Any]) -> Any:
    return _pyarrow().table(list(columns), schema=schema)


def _words(codes: NDArray[Any], words: Sequence[str]) -> Any:
    """Codes as texts."""
    pa = _pyarrow()
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(list(words)))


def _iris(numbers: NDArray[np.int32], strings: Sequence[str]) -> Any:
    """Numbers as texts, null for -1; only those that occur are looked up."""
    pa = _pyarrow()
    known, codes = np.unique(numbers, return_inverse=True)
    none = int(len(known) > 0 and known[0] < 0)
    texts = pa.array([strings[number] for number in known[none:].tolist()], pa.string())
    places = codes.astype(np.int32) - np.int32(none)
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), texts)


def _days(numbers: NDArray[np.int32]) -> Any:
    """Days from numbers yyyymmdd, null for 0."""
    year, month, day = numbers // 10000, numbers // 100 % 100, numbers % 100
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return _pyarrow().array(months.astype("datetime64[D]") + (day - 1), mask=numbers == 0)


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise SettingError("Parquet", "needs pyarrow; install it with pip install 'scen[parquet]'") from None
    return pyarrow
