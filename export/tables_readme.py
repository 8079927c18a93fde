"""A text beside the tables for who opens them without us: what each table is, how they join, and two examples to run."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from .csvw import GUARD, key
from .sqlite import VIEWS
from .tabular import TABLES, Table

if TYPE_CHECKING:
    from .source import Source

_TEXT = """{title}
Version {version} of {day}, by {publisher}. Licence: {licence}

Each table is a CSV file (NAME.csv). Where they were made too, the same tables are in scen.sqlite, for SQL and Datasette
(datasette scen.sqlite --metadata metadata.json), and in NAME.parquet. All columns are described in csv-metadata.json.

WHAT YOU SHOULD KNOW
- An id such as person/x is the end of an address: {base}id/ before it makes the address.
- Certainty and status belong to every use of a claim or tie: what is "announced" was only planned when it was written,
  and what is "inferred" no source states: the curators worked it out, and because says how.
- To have attended one event is not collaboration: look at kind and strong, and at tie_kinds.
- "2" in lines is line 2 of the document. The documents' texts are not part of the data.
- A list in a cell has blanks between its members. An empty cell is no value.
{guard}

THE TABLES, AND WHICH COLUMNS JOIN
{tables}
THE VIEWS OF scen.sqlite
{views}

WHERE IS IT WRITTEN? IN SQL (scen.sqlite)

{sql}

THE SAME WITH PANDAS (run it in the folder above this one)

{pandas}
"""
SQL = """\
SELECT a.label AS a, b.label AS b, k.label_en AS kind, t.certainty, t.status, c.sentence, d.title, e.lines, e.words
FROM ties t
JOIN tie_kinds k ON k.code = t.kind
JOIN things a ON a.id = t.a
JOIN things b ON b.id = t.b
JOIN tie_claims x ON x.tie = t.tie
JOIN claims c ON c.id = x.claim
JOIN documents d ON d.id = c.document
LEFT JOIN evidence e ON e.claim = c.id
WHERE t.strong
ORDER BY t.weight DESC, t.tie, c.id;"""
"""The strong ties, each claim behind them, and where it stands; the view tie_evidence has the same of all ties."""
PANDAS = """\
import pandas as pd

table = {name: pd.read_csv(f"tables/{name}.csv") for name in ("ties", "things", "tie_claims", "claims", "evidence")}
names = table["things"].set_index("id")["label"]
ties = table["ties"].query("strong").assign(a=lambda t: t["a"].map(names), b=lambda t: t["b"].map(names))
written = (
    ties[["tie", "a", "b", "kind"]]
    .merge(table["tie_claims"], on="tie")
    .merge(table["claims"][["id", "sentence", "certainty", "status"]], left_on="claim", right_on="id")
    .merge(table["evidence"][["claim", "document", "lines", "words"]], on="claim", how="left")
)
print(written[["a", "b", "kind", "sentence", "document", "lines"]])"""


def write(source: Source, path: Path) -> None:
    """Write the text."""
    settings = source.settings
    text = _TEXT.format(
        title=settings.title.en, version=settings.version, day=settings.day, publisher=settings.publisher.name,
        licence=settings.licence, base=source.dataset.base, guard=_folded(f"- {GUARD}"), sql=_set_in(SQL), pandas=_set_in(PANDAS),
        tables="\n".join(map(_about, TABLES.values())), views="\n".join(f"{name}: {about}." for name, (about, _) in VIEWS.items()),
    )  # fmt: skip
    path.write_text(text, encoding="utf-8", newline="")


def _about(table: Table) -> str:
    joins = [
        f"  {table.name}.{column.name} = {column.leads}.{key(column.leads)}\n"
        for column in table.columns
        if column.leads
    ]
    return f"{_folded(f'{table.name}: {table.about}.')}\n  key: {', '.join(table.key)}\n{''.join(joins)}"


def _folded(text: str) -> str:
    return textwrap.fill(text, 120, subsequent_indent="  ", break_on_hyphens=False)


def _set_in(lines: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in lines.splitlines())
