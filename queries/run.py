"""Run a SPARQL 1.1 query on a dataset: over the union of its graphs, with our prefixes, reading only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from ..graph.dataset import Dataset
from ..graph.errors import QueryError

Answer = QuerySolutions | QueryTriples | QueryBoolean
"""Rows, triples or truth; rows and triples come as they are found."""

_UPDATE = re.compile(
    r"\A(?:\s|#[^\n]*\n|(?:BASE|PREFIX)\b[^>]*>)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"""\#[^\n\r]*|"{3}(?:\\.|[^\\])*?"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>|[?$]\w+|@[\w-]+|:(?:[\w.:%-]|\\.)*|(SERVICE)""",
    re.IGNORECASE | re.DOTALL,
)
"""What may hold any letters (comment, text, IRI, variable, language, local name), or, as group 1, the keyword.

No border of a word is asked for: the engine reads ``trueSERVICE:x`` as three tokens."""
_WHERE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)


@dataclass(frozen=True)
class Query:
    """A query's text."""

    text: str

    def run(self, dataset: Dataset) -> Answer:
        """The answer, computed as it is read.

        :raises QueryError: not a SPARQL query, with line and column; or an update, which is refused.
        """
        if update := _UPDATE.match(self.text):
            raise QueryError(f"{update[1].upper()} is an update; scen query only reads")
        if any(found[1] for found in _SERVICE.finditer(self.text)):
            raise QueryError("SERVICE asks another server; a query here reads this dataset only")
        try:
            return _ask(dataset.store, self.text, dataset.meta["prefixes"])
        except UnicodeEncodeError:
            raise QueryError("the query is not UTF-8 text") from None
        except SyntaxError as error:
            raise self._explained(str(error)) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(str(error)) from None

    def _explained(self, message: str) -> QueryError:
        if not (match := _WHERE.search(message)):
            return QueryError(f"not a SPARQL query: {message}")
        line, column, wanted = int(match[1]), int(match[2]), match[3]
        lines = self.text.split("\n")
        here = lines[line - 1] if line <= len(lines) else ""
        if not self.text.strip():
            return QueryError("the query is empty", line, column)
        if not here[column - 1 :].strip() and not any(text.strip() for text in lines[line:]):
            open_ = self.text.count("{") > self.text.count("}")
            return QueryError(
                "the query ends too early" if open_ else f"not SPARQL near '{here.strip()[-40:]}'",
                line,
                column,
            )
        if "Prefix not found" in wanted:
            name = re.search(r"[\w-]*:[\w-]*\Z", here[: column - 1]) or re.search(r"[\w-]*:", here)
            return QueryError(f"unknown prefix in '{name[0] if name else here.strip()}'", line, column)
        return QueryError(f"not SPARQL from '{here[column - 1 :].strip()[:40]}' on", line, column)


def _ask(store: Store, text: str, known: dict[str, str]) -> Answer:
    return store.query(text, prefixes=known, use_default_graph_as_union=True)
