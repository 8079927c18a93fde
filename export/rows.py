"""Rows of terms in the SPARQL 1.1 result formats, written as they come: CSV and TSV, JSON, XML (W3C, 2013)."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode

from ..queries.answers import Rows, Term, Truth

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_csv(rows: Rows, out: TextIO) -> None:
    """SPARQL 1.1 CSV: values only, without types or languages."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.columns)
    for row in rows:
        writer.writerow([_plain(term) for term in row])


def _plain(term: Term | None) -> str:
    return (
        ""
        if term is None
        else f"_:{term.value}"
        if isinstance(term, BlankNode)
        else str(getattr(term, "value", term))
    )


def write_tsv(rows: Rows, out: TextIO) -> None:
    """SPARQL 1.1 TSV: terms in Turtle syntax."""
    out.write("\t".join(f"?{column}" for column in rows.columns) + "\n")
    out.writelines(
        "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"
        for row in rows
    )


def write_json(rows: Rows, out: TextIO) -> None:
    """SPARQL 1.1 JSON."""
    out.write(
        json.dumps({"head": {"vars": rows.columns}}, ensure_ascii=False)[:-1] + ', "results": {"bindings": ['
    )
    gap = "\n"
    for row in rows:
        bound = {
            name: _object(term) for name, term in zip(rows.columns, row, strict=True) if term is not None
        }
        out.write(gap + json.dumps(bound, ensure_ascii=False))
        gap = ",\n"
    out.write("\n]}}\n")


def _object(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "literal", "value": str(term)}
    more = {"xml:lang": term.language} if term.language else {}
    if not term.language and term.datatype.value != _STRING:
        more = {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **more}


def write_xml(rows: Rows, out: TextIO) -> None:
    """SPARQL XML results."""
    out.write('<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>')
    out.write(
        "".join(f"<variable name={quoteattr(column)}/>" for column in rows.columns) + "</head><results>\n"
    )
    for row in rows:
        bound = zip(rows.columns, row, strict=True)
        cells = (
            f"<binding name={quoteattr(n)}>{_element(_object(t))}</binding>"
            for n, t in bound
            if t is not None
        )
        out.write("<result>" + "".join(cells) + "</result>\n")
    out.write("</results></sparql>\n")


def _element(term: dict[str, str]) -> str:
    value = escape(_NO_XML.sub("\ufffd", term["value"]))
    rest = "".join(f" {name}={quoteattr(term[name])}" for name in ("xml:lang", "datatype") if name in term)
    return f"<{term['type']}{rest}>{value}</{term['type']}>"


ROWS: dict[str, Callable[[Rows, TextIO], None]] = {
    "csv": write_csv, "tsv": write_tsv, "json": write_json, "xml": write_xml,
}  # fmt: skip
"""Name of a format -> its writer."""


def write_truth(truth: Truth, form: str, out: TextIO) -> None:
    """The answer of ASK, in JSON or XML; otherwise ``true`` or ``false``."""
    value = str(truth.value).lower()
    if form == "json":
        out.write(f'{{"head": {{}}, "boolean": {value}}}\n')
    elif form == "xml":
        out.write(
            '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
            f"<boolean>{value}</boolean></sparql>\n"
        )
    else:
        out.write(f"{value}\n")
