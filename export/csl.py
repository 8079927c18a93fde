"""The source documents as CSL-JSON, for Zotero and other reference managers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .documents import Document, documents

if TYPE_CHECKING:
    from .source import Source

FILE = "documents/documents.csl.json"
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def write(source: Source, folder: Path) -> None:
    """Write `FILE`."""
    gap = "["
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        for document in documents(source):
            file.write(f"{gap}\n{json.dumps(item(document), ensure_ascii=False)}")
            gap = ","
        file.write("\n]\n" if gap == "," else "[]\n")


def item(document: Document) -> dict[str, Any]:
    """A document as an item; what is not known is left out."""
    told = {
        "id": document.slug, "type": "document", "title": document.title,
        "author": [{"literal": name} for name in document.publishers], "issued": _date(document.issued),
        "language": document.language, "URL": document.address or document.archive, "note": document.note,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _date(edtf: str) -> dict[str, Any]:
    """An EDTF date: as numbers where it is plain, else as it is.

    >>> _date("2022-02-24"), _date("2020/2021-01"), _date("XXXX-11-14")
    ({'date-parts': [[2022, 2, 24]]}, {'date-parts': [[2020], [2021, 1]]}, {'literal': 'XXXX-11-14'})
    """
    ends = edtf.split("/")
    if all(map(_DATE.fullmatch, ends)):
        return {"date-parts": [[int(part) for part in end.split("-")] for end in ends]}
    return {"literal": edtf} if edtf else {}
