"""Dates in EDTF, levels 0 to 2, dates only: check, bounds, weekday.

Source: Library of Congress, Extended Date/Time Format specification (ISO 8601-2:2019, annex A).
The parser is the ``edtf`` package; it is imported on use, for it is slow to import.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def check(text: str) -> str:
    """The date itself, or a `ValueError` that says what is wrong with it.

    >>> check("2020-11-30/2020-12-04")
    '2020-11-30/2020-12-04'
    >>> check("2020-11-31")
    Traceback (most recent call last):
    ValueError: '2020-11-31' is no date in EDTF (such as 2019-09-16, 2019-09, XXXX-11-14 or 2020-11-30/2020-12-04)
    """
    if "T" in text or text != text.strip() or not _parses(text):
        raise ValueError(
            f"'{text}' is no date in EDTF (such as 2019-09-16, 2019-09, XXXX-11-14 or 2020-11-30/2020-12-04)"
        )
    try:
        first, last = bounds(text)
        for edge in filter(None, (first, last)):
            datetime.date.fromisoformat(edge)
    except ValueError:
        raise ValueError(f"'{text}' is no date of the years 1 to 9999") from None
    if first and last and first > last:
        raise ValueError(f"'{text}' ends before it begins")
    return text


@lru_cache(maxsize=4096)
def _parses(text: str) -> bool:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(text)
        return all(datetime.date.fromisoformat(day) for day in _DAY.findall(text))
    except (EDTFParseException, ValueError):
        return False


@lru_cache(maxsize=4096)
def bounds(text: str) -> tuple[str, str]:
    """First and last day that the date may mean, as ISO days; ``""`` where it is open or has no year.

    >>> bounds("2019-09"), bounds("XXXX-11-14"), bounds("2020/.."), bounds("2020/")
    (('2019-09-01', '2019-09-30'), ('', ''), ('2020-01-01', ''), ('2020-01-01', ''))
    """
    if "X" in text[:4] or text.startswith(("[", "{")):
        return "", ""
    start, slash, end = text.partition("/")
    return _edge(start, first=True), _edge(end if slash else start, first=False)


_PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


def _edge(text: str, *, first: bool) -> str:
    if text in ("", ".."):
        return ""
    if plain := _PLAIN.fullmatch(text):  # by far the most, and the parser is slow
        year, month, day = plain[1], plain[2] or ("01" if first else "12"), plain[3]
        return f"{year}-{month}-{day or ('01' if first else monthrange(int(year), int(month))[1])}"
    from edtf import parse_edtf

    date = parse_edtf(text)
    year, month, day = (date.lower_strict() if first else date.upper_strict())[:3]
    return f"{year:04d}-{month:02d}-{day:02d}"


def day(text: str) -> str | None:
    """The day, where the date is one day with a year.

    >>> day("2019-09-16"), day("2019-09")
    ('2019-09-16', None)
    """
    return text if _DAY.fullmatch(text) else None


def weekday(text: str) -> str | None:
    """English name of the day of the week of a date known to the day."""
    return WEEKDAYS[datetime.date.fromisoformat(text).weekday()] if day(text) else None


def days(text: str) -> int | None:
    """How many calendar days the date covers; None where it is open or has no year."""
    first, last = bounds(text)
    if not first or not last:
        return None
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1


def agree(a: str, b: str) -> bool:
    """Whether two dates can both be true: a day agrees with its month, and with the same day of any year.

    >>> agree("2020-11-30", "2020-11"), agree("XXXX-11-30", "2020-11-30"), agree("2020-11-30/2020-12-04", "2020-11-30")
    (True, True, False)
    """
    alike = len(a) == len(b) or "/" not in a + b
    return alike and all(x == y or "X" in (x, y) for x, y in zip(a, b, strict=False))


def agreed(values: Iterable[str]) -> str:
    """The most exact of dates that can all be true; ``""`` where two of them cannot.

    >>> agreed(["2020-11", "2020-11-30"]), agreed(["2020-11-29", "2020-11-30"])
    ('2020-11-30', '')
    """
    known = sorted(set(values), key=lambda text: (days(text) or 10**7, text))
    return known[0] if known and all(agree(a, b) for a, b in combinations(known, 2)) else ""
