"""A comparison as Turtle: each change an activity (Activity Streams 2.0), and a change set with the triples that went and came.

``as:Create``, ``as:Update`` and ``as:Delete`` have the claim or tie as their ``as:object``; ``as:name`` says which change it was
(``ended``), ``as:summary`` the claim in words. Removals and additions are reified (changeset vocabulary), without blank nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from pyoxigraph import Literal

from .change import Change
from .diff import Compared
from .table import withheld

_HEAD = """\
@prefix as: <https://www.w3.org/ns/activitystreams#> .
@prefix cs: <http://purl.org/vocab/changeset/schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .

"""
_TYPES = {"new": "Create", "withdrawn": "Delete", "gone": "Delete"}
_ELSEWHERE = ("urn:scen:",)
"""What stands elsewhere than at the claim is no triple of it."""


def write_rdf(compared: Compared, out: TextIO, address: str = "") -> None:
    """Write the changes as fragments of ``address``, or of the file itself."""
    out.write(_HEAD)
    out.writelines(
        f"<{address}> dct:description {Literal(line, language='en')} .\n" for line in withheld(compared)
    )
    out.writelines("\n" + "".join(_change(change, address)) for change in compared)


def _change(change: Change, address: str) -> Iterator[str]:
    node = f"{address}#{change.of}-{change.iri.rpartition('/')[2]}"
    yield f"<{node}> a as:{_TYPES.get(change.what, 'Update')}, cs:ChangeSet ;\n"
    yield f"    as:name {Literal(change.what, language='en')} ;\n    as:summary {Literal(change.sentence, language='en')} ;\n"
    for iri, _ in change.claims:
        yield f"    prov:wasInfluencedBy <{iri}> ;\n"
    parts = list(_parts(change, node))
    for part, kind, *_ in parts:
        yield f"    cs:{kind} <{part}> ;\n"
    yield f"    as:object <{change.iri}> ; cs:subjectOfChange <{change.iri}> .\n"
    for part, _, path, term in parts:
        yield f"<{part}> a rdf:Statement ; rdf:subject <{change.iri}> ; rdf:predicate <{path}> ; rdf:object {term} .\n"


def _parts(change: Change, node: str) -> Iterator[tuple[str, str, str, str]]:
    number = 0
    for one in change.fields:
        for kind, terms in (("removal", one.removed), ("addition", one.added)):
            for term in terms if not one.path.startswith(_ELSEWHERE) else ():
                number += 1
                yield f"{node}-{number}", kind, one.path, term
