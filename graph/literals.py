"""Which texts are forms of a datatype, judged as rdflib does: what is not plainly a date or a duration is put to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal

from ..ontology.terms import expand
from .dates import check


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


def _edtf(text: str) -> None:
    if _PLAIN_DAYS.fullmatch(text):  # by far the most, and the parser is slow
        days = [date.fromisoformat(day) for day in text.split("/")]
        if days != sorted(days):
            raise ValueError(text)
    elif not _EDTF.fullmatch(text):
        raise ValueError(text)
    else:
        try:
            with redirect_stdout(None):
                check(text)
        except (AttributeError, TypeError) as error:  # the parser stumbles over some wrong dates, and prints
            raise ValueError(text) from error


def _duration(text: str) -> None:
    if not _PLAIN_DURATION.fullmatch(text):
        from rdflib.xsd_datetime import parse_xsd_duration

        parse_xsd_duration(text)


_XSD = expand("xsd:")
_PLAIN_DAYS = re.compile("{0}(/{0})?".format("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
_EDTF = re.compile(r"(?!.*S[0-9]{3})[-0-9XYS/.,?~%\[\]{}]{1,100}")
"""What may be a date; years as powers of ten, and digits by the hundred, would be reckoned for hours."""
_PLAIN_DURATION = re.compile("P(?=.)({0}Y)?({0}M)?({0}D)?(T(?=.)({0}H)?({0}M)?({0}S)?)?".format("[0-9]{1,6}"))
FORMS: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(map(expand, ("xsd:string", "rdf:langString")), lambda text: True),
    expand("edtf:EDTF"): _parses(_edtf),
    _XSD + "boolean": frozenset({"true", "false", "1", "0"}).__contains__,
    _XSD + "integer": _parses(int),
    _XSD + "nonNegativeInteger": _parses(_natural),
    _XSD + "decimal": _parses(Decimal),
    _XSD + "date": _parses(_date),
    _XSD + "duration": _parses(_duration),
}
"""Datatype -> is the text a form of it? EDTF is no datatype of SHACL; it is judged as in records (`dates.check`)."""
