"""E-mail addresses and phone numbers in a text.

A phone number is told by its form: with the country (``+46 8 123 45 67``, ``0046 …``), with a trunk zero and groups of
digits (``08-123 45 67``, ``020 7946 0958``), as in North America (``(555) 010-0199``), or by a word before it (``Tel``,
``mobil``). Dates, hashes, coordinates and numbers of lines have none of these forms.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

MAIL, PHONE = "e-mail-address", "phone-number"
_HOSTED = r"(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}(?![\w-])"
_MAIL = re.compile(rf"@(?<=[\w%+-]@)(?={_HOSTED})")
_SPELT = tuple(
    re.compile(rf"\{begin}(?i:at|@|a| at | @ )\{end}\s?(?={_HOSTED})") for begin, end in ("()", "[]", "{}")
)
_BEFORE = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}$")
_HOST = re.compile(_HOSTED)
_FILES = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "js",
        "css",
        "mjs",
        "ts",
        "json",
        "html",
        "htm",
        "md",
        "ttf",
        "woff",
    ]
)
"""What looks like a top-level domain in ``picture@2x.png``, and is the ending of a file."""
_GAP = r"[ \u00a0\u2009./()-]"
_PHONE = (
    re.compile(rf"\+(?<![\w+]\+)(?=[1-9(])(?:{_GAP}{{0,3}}\d){{8,15}}(?![\w+])"),
    re.compile(rf"00(?<![\w.,/:+-]00)(?=[1-9 ])[ ]?[1-9](?:{_GAP}{{0,2}}\d){{8,14}}(?![\w.,/:-])"),
    re.compile(
        r"0(?<![\w.,/:+#-]0)\d{1,4}(?:[-/] ?\d{2,4}(?:[ -]\d{2,4}){1,3}|(?: \d{2,4}){2,4})(?![\w.,/:-])"
    ),
    re.compile(r"\((?<![\w]\()[2-9]\d{2}\) ?\d{3}-\d{4}(?![\w-])"),
)
_LABELLED = {
    label: re.compile(
        rf"{label}(?<!\w{label})(?:\.|nr|no)?[\s:=\"'>]{{1,4}}(?P<number>[+(]?\d(?:{_GAP}{{0,2}}\d){{5,14}})(?!\w)"
    )
    for name in ("tel", "tlf", "telefon", "telephone", "phone", "mobil", "mobile", "mob", "fax")
    for label in (name, name.capitalize(), name.upper())
}
"""Word before a number -> the word and the number; each begins with letters, so that it is found fast."""
LABELS = frozenset(label.encode() for label in _LABELLED)
"""The words before a number, as `plain.folded` gives them."""
_DAY = re.compile(r"(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4})")


@dataclass(frozen=True)
class Contact:
    """An address or a number: where in the text it stands, and how a report may call it."""

    at: int
    rule: str
    hint: str


def contacts(text: str, allowed: Collection[str] = (), *, labels: bool = True) -> Iterator[Contact]:
    """Every e-mail address that is not allowed, and every phone number.

    :param labels: whether one of `LABELS` is in the text, where that is known.

    >>> [found.hint for found in contacts("eva@org.invalid, logo@2x.png, a (at) b.invalid, office@c.invalid", ["office@c.invalid"])]
    ['e…@o….invalid', 'a…@b….invalid']
    >>> [found.hint for found in contacts("+46 8-123 45 67; 08-123 45 67; tel: 123 456; 2020-12-10; 0.0012345678")]
    ['+4… (10 digits)', '08… (9 digits)', '12… (6 digits)']
    """
    yield from _mails(text, {mail.casefold() for mail in allowed})
    seen: set[int] = set()
    for number in _numbers(text, labels):
        if number.at not in seen and not _DAY.fullmatch(number.text):
            seen.add(number.at)
            digits = sum(map(str.isdigit, number.text))
            yield Contact(number.at, PHONE, f"{number.text[:2]}… ({digits} digits)")


def _mails(text: str, allowed: Collection[str]) -> Iterator[Contact]:
    for found in itertools.chain.from_iterable(sign.finditer(text) for sign in (_MAIL, *_SPELT)):
        local = _BEFORE.search(text[max(0, found.start() - 64) : found.start()].rstrip(" "))
        host = _HOST.match(text, found.end())
        if not local or not host:
            continue
        ending, name = host.group().rpartition(".")[2], local.group().lstrip("./'")
        written = f"{name}@{host.group()}".casefold()
        if (
            ending.lower() not in _FILES
            and written not in allowed
            and written.removeprefix("mailto:") not in allowed
        ):
            yield Contact(found.start(), MAIL, f"{name[:1]}…@{host.group()[:1]}….{ending}")


@dataclass(frozen=True)
class _Number:
    at: int
    text: str


def _numbers(text: str, labels: bool) -> Iterator[_Number]:
    for pattern in _PHONE:
        for found in pattern.finditer(text):
            yield _Number(found.start(), found.group().strip())
    for label, pattern in _LABELLED.items() if labels else ():
        if label in text:
            for found in pattern.finditer(text):
                yield _Number(found.start("number"), found["number"])
