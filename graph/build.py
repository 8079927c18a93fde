"""Records to dataset: read, check, derive, validate, write beside the old one, swap.

A dataset's version holds ``scen.nq`` (the records as canonical N-Quads, sorted), bulk sources that were loaded
beside them (``bulk/``), and what ``bulk/version.py`` makes of both. The same records give the same ``scen.nq`` on any
machine.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from ..ontology.terms import NS, expand
from . import offsets, swap
from .bulk import folder, version
from .bulk.folder import Progress
from .claims import Claims, claims_of
from .contradictions import unsettled
from .dataset import QUADS
from .errors import DatasetError, Place, Problem, RecordErrors, SettingError
from .evidence import unverified
from .fields import address
from .quads import Writer
from .rdf import graph, thing
from .reader import Records, read_records
from .shapes import violations
from .ties import Tie
from .visibility import Shown, Unspoken, apply, read_private, shown_ties

_NAMESPACE = expand("vann:preferredNamespaceUri")


@dataclass(frozen=True)
class Built:
    """What a build made."""

    version: Path
    digest: str
    quads: int
    things: dict[str, int]
    claims: dict[str, int]
    ties: dict[str, int]
    certainty: dict[str, int]
    status: dict[str, int]
    warnings: list[Problem] = field(default_factory=list)


def build(
    records: Path | None = None,
    out: Path = Path("dataset"),
    *,
    base: str = NS,
    private: Path | None = None,
    progress: Progress = lambda step: None,
) -> Built:
    """Build the dataset of a folder of records into ``out``.

    :param records: the folder; None means the curated network that comes with the package.
    :param base: namespace of things, graphs and terms; ends with ``/``.
    :raises RecordErrors: the records hold mistakes, or break a shape, or a bulk source that stays does not go with them;
        nothing is written.
    :raises DatasetError: ``out`` cannot be written; what was there before still is.
    """
    base = _base(base)
    progress("reading records")
    read = read_records(records)
    shown, ties, warnings = network(read, private)
    progress("writing quads")
    quads = once(Writer(shown.public).quads(ties))
    progress("checking shapes")
    if problems := violations(quads, _places(shown.public)):
        raise RecordErrors(problems)
    _nowhere(quads, shown.unspoken)
    text = nquads(rebased(quads, base) if base != NS else quads)
    try:
        with swap.building(out) as work:
            _shortcut(out)
            digest = _write(work, text, base, swap.current(out), progress, shown.unspoken)
            made = swap.adopt(out, work, digest[:12])
    except (OSError, sqlite3.Error) as error:
        raise DatasetError(out, f"cannot be written: {getattr(error, 'strerror', None) or error}") from None
    return _report(made, digest, len(quads), shown.public, ties, warnings)


def network(records: Records, private: Path | None = None) -> tuple[Shown, tuple[Tie, ...], list[Problem]]:
    """What may be shown of the records, the ties, and warnings."""
    claims = claims_of(records, offsets.read(records.root))
    shown = apply(claims, records, read_private(private))
    return shown, shown_ties(shown), [*unsettled(shown.public), *unverified(shown.public)]


def _base(base: str) -> str:
    try:
        address(base)
    except ValueError as error:
        raise SettingError("--base-iri", str(error)) from None
    if re.search("[?#]", base):
        raise SettingError("--base-iri", f"'{base}' has a part after ? or #; a namespace ends with /")
    return base if base.endswith("/") else base + "/"


def once(quads: Iterable[Quad]) -> set[Quad]:
    """The quads, with a triple that stands in several graphs in ``derived`` alone.

    Two documents may say one thing; each says it in a claim of its own. Engines differ in whether the union of
    graphs holds such a triple once (SPARQL 1.1, section 13: a merge) or twice, so it must not arise.
    """
    found: dict[Triple, Quad] = {}
    for quad in quads:
        known = found.setdefault(quad.triple, quad)
        if known.graph_name != quad.graph_name:
            found[quad.triple] = Quad(quad.subject, quad.predicate, quad.object, graph("derived"))
    return set(found.values())


def nquads(quads: Iterable[Quad]) -> bytes:
    """Canonical N-Quads: one line each, sorted by code point (RDF Dataset Canonicalization, W3C 2024, 5)."""
    return b"".join(sorted(f"{quad} .\n".encode() for quad in quads))


def rebased(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """The quads with another namespace for things, graphs and terms; printed words stay as printed."""

    def moved(term: Any, predicate: str = "") -> Any:
        if isinstance(term, NamedNode) or predicate == _NAMESPACE:
            return type(term)(term.value.replace(NS, base, 1)) if term.value.startswith(NS) else term
        return term

    for quad in quads:
        value = moved(quad.object, quad.predicate.value)
        yield Quad(moved(quad.subject), moved(quad.predicate), value, moved(quad.graph_name))


def _nowhere(quads: Iterable[Quad], unspoken: Unspoken) -> None:
    """The last look: no name that must be nowhere stands in what is about to be written."""
    if not unspoken.names:
        return
    terms = {getattr(term, "value", "") for quad in quads for term in quad}
    if any(map(unspoken.held_by, terms)):
        message = "holds the name of a person who must not be shown; nothing was written"
        raise RecordErrors([Problem(Place(QUADS), message)])


def _places(claims: Claims) -> dict[str, Place]:
    places = {thing(item.kind, item.slug).value: item.place for item in claims.items}
    places |= {thing("claim", claim.id).value: claim.place for claim in claims.claims}
    return places | {thing("claim", dispute.id).value: dispute.place for dispute in claims.disputes}


def _write(
    work: Path, text: bytes, base: str, old: Path | None, progress: Progress, unspoken: Unspoken
) -> str:
    """Everything that a version holds; bulk sources of the old one stay, if they are silent on people."""
    (work / swap.LOCK).touch()
    (work / QUADS).write_bytes(text)
    if old and (kept := folder.carry(old, work, folder.names(old))):
        from .bulk.load import rebuild

        return rebuild(work, base, kept, progress, unspoken)
    progress("building the store")
    version.small_store(work)
    version.derive(work, [work / QUADS], base, progress)
    return version.seal(work, base, (), text.count(b"\n"))


def _shortcut(out: Path) -> None:
    """``dataset/scen.nq`` leads to the current version's, for people and programs that look there."""
    link = out / QUADS
    if link.exists() and not link.is_symlink():
        raise DatasetError(
            link, "is no link of ours and would be lost; move it, or build with --out elsewhere"
        )
    if not link.is_symlink():
        link.symlink_to(Path(swap.CURRENT) / QUADS)


def _report(
    version: Path, digest: str, quads: int, claims: Claims, ties: tuple[Tie, ...], warnings: list[Problem]
) -> Built:
    return Built(
        version, digest, quads,
        things=dict(sorted(Counter(item.kind for item in claims.items).items())),
        claims={
            **dict(sorted(Counter("name" if c.property == "name" else c.kind for c in claims.claims).items())),
            "contradiction": len(claims.disputes),
        },
        ties=dict(sorted(Counter(tie.kind for tie in ties).items())),
        certainty=dict(sorted(Counter(claim.certainty for claim in claims.claims).items())),
        status=dict(sorted(Counter(claim.status for claim in claims.claims).items())),
        warnings=warnings,
    )  # fmt: skip
