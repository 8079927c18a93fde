"""The answer to a question, for its page and as a file: work that is done where it can be ended (`scen.portal.work`)."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from ..export import rows as writers
from ..export import tables
from ..graph.facts import Facts, Ref
from ..queries import catalogue, sources, values
from ..queries.answers import Rows
from ..queries.cells import is_claims
from .answers_page import answer_page, path_of
from .api.plain import plain, text
from .sparql.refused import Refused
from .work import Done

if TYPE_CHECKING:
    from ..queries.opened import OpenDataset
    from ..queries.parameters import Term
    from ..queries.question import Question

    Given = Mapping[str, Any]

SHOWN = 500
"""Rows on a page; a download has all."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "json": "application/sparql-results+json; charset=utf-8",
}
"""Form of a download -> its media type."""
Item = TypeVar("Item")


def page(data: OpenDataset, given: Given) -> Done:
    """The answer to the question ``name`` with ``values``, as its page shows it: JSON of an `AnswerPage`, and what goes with it."""
    question = catalogue.question(given["name"])
    terms = values.terms(data.store, question, given["values"], data.language)
    query = question.query(terms, data.store.base)
    found = data.answer(query)
    assert isinstance(found, Rows)
    rows = list(islice(in_time(found.rows, given["seconds"]), SHOWN + 1))
    table = data.table(Rows(found.columns, iter(rows[:SHOWN])))
    about = _about(data, question, terms)
    shown = data.store.read(lambda readable: answer_page(readable, table, data.language, about))
    made = {
        "answer": plain(shown), "more": len(rows) > SHOWN, "shown": SHOWN,
        "about": [(ref.label, path_of(ref)) for ref in about], "body": body(query.sent),
    }  # fmt: skip
    return Done("application/json", text(made))


def _about(data: OpenDataset, question: Question, terms: Mapping[str, Term]) -> list[Ref]:
    """The things that the question is asked about."""
    facts = data.store.read(lambda readable: Facts(readable, data.language))
    given = (p.name for p in question.parameters.values() if p.name in terms and p.type == "iri")
    return [ref for ref in (facts.ref(terms[name].value) for name in given) if ref.kind]


def download(data: OpenDataset, given: Given) -> Done:
    """The answer as ``scen ask --format`` writes it: csv with names, tsv and json the terms with how sure they are."""
    rows = data.rows(given["name"], given["values"])
    rows = Rows(rows.columns, not_more(in_time(rows.rows, given["seconds"]), given["most"]))
    out, form = StringIO(newline=""), given["form"]
    if form == "csv":
        tables.write_csv(data.table(rows), out)
    else:
        told = data.with_sources(rows, sources.SURE) if any(map(is_claims, rows.columns)) else rows
        writers.ROWS[form](told, out)
    return Done(TYPES[form], out.getvalue().encode())


def body(text: str) -> str:
    """A question's query without the head that tells what it asks.

    >>> body("#+ summary: Who" + chr(10) + "SELECT * {}")
    'SELECT * {}'
    """
    return "\n".join(line for line in text.split("\n") if not line.startswith("#+")).strip()


def in_time(items: Iterable[Item], seconds: float) -> Iterator[Item]:
    """The items, as long as there is time.

    >>> list(in_time("ab", 60))
    ['a', 'b']

    :raises Refused: there is none left.
    """
    end = time.monotonic() + seconds
    for item in items:
        if time.monotonic() > end:
            raise Refused(503, f"the answer takes longer than {seconds:g} seconds", wait=max(1, round(seconds)))
        yield item


def not_more(items: Iterable[Item], most: int) -> Iterator[Item]:
    """The items, as long as they are not too many.

    :raises Refused: they are.
    """
    for number, item in enumerate(items):
        if number >= most:
            raise Refused(413, f"the answer has more than {most} rows")
        yield item
