"""``offsets.csv``: where kept words stand in their document, as code points from its start.

The texts are not part of the records, but the offsets are part of the evidence; so the check, which has
the texts, writes them down once, and a build anywhere reads them.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .errors import Place, Problem, RecordErrors

NAME = "offsets.csv"
HEADER = ["document", "line", "start", "words"]

Offsets = dict[tuple[str, int, str], int]
"""(document, line, words) -> position of the words' first code point"""


def read(root: Path) -> Offsets:
    """The offsets of a folder of records; empty where none were written yet."""
    path = root / NAME
    if not path.exists():
        return {}
    offsets: Offsets = {}
    number = 0
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.reader(file), 1):
                if number == 1 and row == HEADER:
                    continue
                document, line, start, words = row
                if not (line + start).isdecimal():
                    raise ValueError(row)
                offsets[document, int(line), words] = int(start)
    except OSError as error:
        raise RecordErrors([Problem(Place(str(path)), f"cannot be read: {error.strerror}")]) from None
    except (ValueError, csv.Error):
        message = "is not document, line, start, words; remove the file, and make it anew with scen check --documents"
        raise RecordErrors([Problem(Place(str(path), number), message)]) from None
    return offsets


def text(offsets: Offsets) -> str:
    """The file's contents, sorted.

    >>> print(text({("d", 2, "Anna"): 14}), end="")
    document,line,start,words
    d,2,14,Anna
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(
        [document, line, start, words] for (document, line, words), start in sorted(offsets.items())
    )
    return out.getvalue()
