"""Which texts are forms of a datatype, judged as rdflib does: what is not plainly a date or a duration is put to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from ..ontology.terms import expand


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def form(text: str) -> bool:
        try:
            parse(text)
        except (ValueError, ArithmeticError):
            return False
        return True

    return form


def _natural(text: str) -> None:
    if int(text) < 0:
        raise ValueError(text)


def _date(text: str) -> None:
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        date.fromisoformat(text)
    else:
        from rdflib.xsd_datetime import parse_xsd_date

        parse_xsd_date(text)


def _duration(text: str) -> None:
    if not _PLAIN_DURATION.fullmatch(text):
        from rdflib.xsd_datetime import parse_xsd_duration

        parse_xsd_duration(text)


_XSD = expand("xsd:")
_PLAIN_DURATION = re.compile("P(?=.)({0}Y)?({0}M)?({0}D)?(T(?=.)({0}H)?({0}M)?({0}S)?)?".format("[0-9]{1,6}"))
FORMS: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(map(expand, ("xsd:string", "rdf:langString", "edtf:EDTF")), lambda text: True),
    _XSD + "boolean": frozenset({"true", "false", "1", "0"}).__contains__,
    _XSD + "integer": _parses(int),
    _XSD + "nonNegativeInteger": _parses(_natural),
    _XSD + "decimal": _parses(Decimal),
    _XSD + "date": _parses(_date),
    _XSD + "duration": _parses(_duration),
}
"""Datatype -> is the text a form of it? EDTF is no datatype of SHACL: the reader of records checks it."""
