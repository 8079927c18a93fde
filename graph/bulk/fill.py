"""The process that fills a store from its standard input: ``python fill.py STORE < quads.nq``.

It stands alone and imports nothing of this package, so that it starts at once wherever the package lies.
"""

from __future__ import annotations

import json
import signal
import sys

from pyoxigraph import RdfFormat, Store

DAMAGED, FAILED = 65, 74
"""Exit statuses: the input is no N-Quads (its line and what is wrong go to standard error); the disk says no."""


def fill(folder: str) -> int:
    """Fill the store of a folder; returns the exit status."""
    try:
        store = Store(folder)
        store.bulk_load(path="/dev/stdin", format=RdfFormat.N_QUADS)
        store.flush()
    except SyntaxError as error:
        sys.stderr.write(json.dumps({"line": error.lineno or 0, "message": error.msg}))
        return DAMAGED
    except OSError as error:
        sys.stderr.write(str(error))
        return FAILED
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(fill(sys.argv[1]))
