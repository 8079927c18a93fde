"""A small, strict reading of the plainest queries: triples, OPTIONAL, FILTER, ORDER BY, LIMIT. All else is not read.

Whatever is not exactly of this grammar gives None, and its query is run in a process of its own: a mistake here
costs a little time, never the server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import count

from . import shape

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<constant><>|""(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^(?:<>|[A-Za-z][\w-]*:[\w-]+))?|[0-9]+(?:\.[0-9]+)?(?![\w.])|(?:true|false)(?![\w:.-]))
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[A-Za-z][\w-]*)?:[\w-]*(?:\.[\w-]+)*(?![\w:%\\]))
  | (?P<word>[A-Za-z]+(?![\w:.-]))
  | (?P<sign>[{}()/|^.;,*]|&&|\|\||[<>!]?=|[<>!+-])
    )""",
    re.VERBOSE,
)
_FUNCTIONS = frozenset(
    [
        "LANG",
        "LANGMATCHES",
        "STR",
        "STRSTARTS",
        "STRENDS",
        "CONTAINS",
        "LCASE",
        "UCASE",
        "STRLEN",
        "DATATYPE",
        "BOUND",
        "ISIRI",
        "ISURI",
        "ISLITERAL",
        "ISNUMERIC",
        "YEAR",
        "MONTH",
        "DAY",
        "SAMETERM",
        "ABS",
        "IN",
        "NOT",
        "COALESCE",
        "IF",
    ]
)
"""Functions that take no longer than the terms are long."""
_MOST = 40
"""Triples of a query that is read."""
_SIGN = re.compile('<>|""')
TYPE = f"<{shape.TYPE}>"
Leg = tuple[str, str, str]
"""One step between two things, forward: each a variable (``?x``), or a constant as it is written, with ``#n`` for the
n-th constant of the text (`scen.portal.sparql.shape.constants`)."""


@dataclass(frozen=True)
class Triple:
    """A pattern; each end is a variable's name, or "" for a constant. ``steps`` are those of its path."""

    subject: str
    object: str
    predicate: str = ""
    steps: int = 1
    backward: bool = False
    """Whether its path goes, or may go, against its arrow."""
    is_type: bool = False
    either: bool = False
    """Whether its path has alternatives."""
    legs: tuple[Leg, ...] = ()
    """Its steps; none where there are alternatives."""

    @property
    def names(self) -> set[str]:
        """Its variables."""
        return {self.subject, self.object, self.predicate} - {""}


@dataclass
class Reading:
    """What a query does. ``sorts``: all rows are wanted before the first; ``limit`` are the rows that are made."""

    form: str = ""
    triples: list[Triple] = field(default_factory=list)
    optional: list[Triple] = field(default_factory=list)
    filters: bool = False
    sorts: bool = False
    limit: int | None = None
    prefixes: dict[str, str] = field(default_factory=dict)
    """Those that it declares; the IRI as in `Leg`."""


class _Strange(Exception):
    """Not of this grammar."""


def read(text: str) -> Reading | None:
    """The reading of a query's shape (`scen.portal.sparql.shape`); None where it is not of this grammar.

    >>> found = read("SELECT ?l { <> rdfs:label ?l } LIMIT 10")
    >>> found.triples[0].names, found.triples[0].legs, found.limit
    ({'l'}, (('#0', 'rdfs:label', '?l'),), 10)
    >>> read("SELECT * { { ?s ?p ?o } }") is None
    True
    """
    tokens, at, numbers = [], 0, count()
    text = text.rstrip()
    while at < len(text):
        if not (found := _TOKEN.match(text, at)):
            return None
        token = found[str(found.lastgroup)]
        tokens.append((str(found.lastgroup), token, _SIGN.sub(lambda _: f"#{next(numbers)}", token)))
        at = found.end()
    try:
        return _Reader(tokens).query()
    except _Strange:
        return None


def _same(end: str) -> str:
    """A variable with ``?``, which may be written with ``$``."""
    return f"?{end[1:]}" if end.startswith("$") else end


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[tuple[str, str, str]]) -> None:
        self.tokens, self.at, self.out = [*tokens, ("end", "", "")], 0, Reading()
        self.inner = count()

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def text(self) -> str:
        return self.tokens[self.at][1]

    @property
    def taken(self) -> str:
        """The token that was taken last, as a `Leg` has it."""
        return self.tokens[self.at - 1][2]

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def word(self, *wanted: str) -> str:
        """The word, taken, if it is one of these; else ""."""
        return self.take().upper() if self.kind == "word" and self.text.upper() in wanted else ""

    def sign(self, wanted: str) -> bool:
        if self.kind == "sign" and self.text == wanted:
            self.at += 1
            return True
        return False

    def need(self, wanted: str) -> None:
        if not self.sign(wanted):
            raise _Strange

    def query(self) -> Reading:
        while self.word("PREFIX"):
            name = self.take() if self.kind == "name" else ""
            if not (name.endswith(":") and self.take() == "<>"):
                raise _Strange
            self.out.prefixes[name[:-1]] = self.taken
        self.out.form = self.word("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        if self.out.form == "DESCRIBE":
            return self.described()
        self.head()
        self.word("WHERE")
        self.group(self.out.triples, False)
        self.modifiers()
        if self.kind != "end":
            raise _Strange
        return self.out

    def head(self) -> None:
        if self.out.form == "SELECT":
            self.out.sorts = bool(self.word("DISTINCT", "REDUCED"))
            if not self.sign("*"):
                if self.kind != "variable":
                    raise _Strange
                while self.kind == "variable":
                    self.take()
        elif self.out.form == "CONSTRUCT":
            self.need("{")
            self.triples([])
            self.need("}")
        elif not self.out.form:
            raise _Strange

    def described(self) -> Reading:
        while self.kind in ("constant", "name"):
            self.take()
            self.out.triples.append(Triple("", ""))
        if self.kind != "end" or not self.out.triples:
            raise _Strange
        return self.out

    def group(self, triples: list[Triple], inner: bool) -> None:
        self.need("{")
        while not self.sign("}"):
            if self.word("FILTER"):
                self.out.filters = True
                self.expression()
                self.sign(".")
            elif not inner and self.word("OPTIONAL"):
                before = len(self.out.optional)
                self.group(self.out.optional, True)
                if (
                    len(self.out.optional) != before + 1
                ):  # an engine may find all of a longer part first, then join
                    raise _Strange
                self.sign(".")
            elif self.kind in ("variable", "constant", "name"):
                self.triples(triples)
            else:
                raise _Strange

    def triples(self, into: list[Triple]) -> None:
        """Triples up to a word or a bracket; ``;`` and ``,`` as in Turtle."""
        while self.kind in ("variable", "constant", "name"):
            subject = self.end()
            start = self.taken
            while True:
                verb = self.verb()
                path, backward = self.path
                while True:
                    triple = Triple(subject, self.end(), *verb)
                    into.append(replace(triple, legs=self.legs(start, path, backward, self.taken)))
                    if not self.sign(","):
                        break
                if not self.sign(";"):
                    break
                while self.sign(";"):
                    pass
                if self.kind == "sign":
                    break
            if len(into) > _MOST:
                raise _Strange
            if not self.sign("."):
                return

    def end(self) -> str:
        """A subject or an object."""
        if self.kind not in ("variable", "constant", "name"):
            raise _Strange
        return self.take()[1:] if self.kind == "variable" else self.take() and ""

    def legs(self, start: str, path: list[str], turned: list[bool], end: str) -> tuple[Leg, ...]:
        """The steps of a path, with variables of our own between them."""
        between = [f"?/{next(self.inner)}" for _ in path[1:]]
        ends = zip(path, turned, [_same(start), *between], [*between, _same(end)], strict=True) if path else ()
        return tuple((b, step, a) if back else (a, step, b) for step, back, a, b in ends)

    def verb(self) -> tuple[str, int, bool, bool, bool]:
        """A predicate or a plain path: its variable, its steps, whether it goes backward, is ``a``, has alternatives."""
        self.path: tuple[list[str], list[bool]] = [], []
        if self.kind == "variable":
            name = self.take()
            self.path = [f"?{name[1:]}"], [False]
            return name[1:], 1, False, False, False
        steps, backward, is_type, either = 1, False, False, False
        while True:
            turned = False
            while self.sign("^"):
                backward, turned = True, not turned
            if self.kind == "word" and self.text == "a":
                is_type = True
            elif self.kind != "name" and self.text != "<>":
                raise _Strange
            elif self.text.lower() == "rdf:type":
                is_type = True
            word = self.take()
            self.path[0].append(TYPE if word == "a" else self.taken)
            self.path[1].append(turned)
            if self.sign("/"):
                steps += 1
            elif self.sign("|"):
                either = True
            else:
                if either:
                    self.path = [], []
                return "", steps, backward, is_type, either

    def expression(self) -> None:
        """A filter: in brackets, or one call; without groups, hence without EXISTS."""
        if self.kind == "word" and self.text.upper() not in _FUNCTIONS:
            raise _Strange
        if self.kind == "word":
            self.take()
        self.need("(")
        depth = 1
        while depth:
            if self.kind == "end" or self.text in ("{", "}", ".", ";"):
                raise _Strange
            if self.kind == "word" and self.text.upper() not in _FUNCTIONS:
                raise _Strange
            if self.kind == "name" and self.tokens[self.at + 1][1] == "(":
                raise _Strange
            depth += {"(": 1, ")": -1}.get(self.text, 0)
            self.at += 1

    def modifiers(self) -> None:
        if self.word("ORDER"):
            if not self.word("BY"):
                raise _Strange
            self.out.sorts = True
            while self.kind == "variable" or self.word("ASC", "DESC"):
                self.sign("(")
                if self.kind != "variable":
                    raise _Strange
                self.take()
                self.sign(")")
        told: dict[str, int] = {}
        while word := self.word("LIMIT", "OFFSET"):
            if not self.text.isdecimal() or word in told:
                raise _Strange
            told[word] = int(self.take())
        if "LIMIT" in told:
            self.out.limit = told["LIMIT"] + told.get("OFFSET", 0)
        elif told:
            raise _Strange
        elif self.out.form == "ASK":
            self.out.limit = 1
