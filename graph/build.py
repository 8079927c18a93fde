"""Records to dataset: read, check, derive, validate, write beside the old one, swap.

A dataset's version holds ``scen.nq`` (canonical N-Quads, sorted), ``store/`` (Oxigraph), ``names.sqlite``
(the name index) and ``meta.json``. The same records give the same ``scen.nq`` on any machine.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, Store, Triple

from ..ontology.terms import NS, PREFIXES
from . import names, offsets, swap
from .claims import Claims, claims_of
from .contradictions import unsettled
from .dataset import FORMAT, META, NAMES, QUADS, STORE
from .errors import DatasetError, Place, Problem, RecordErrors, SettingError
from .evidence import unverified
from .fields import _address
from .quads import Writer
from .rdf import thing
from .reader import Records, read_records
from .shapes import violations
from .text import fold, names_it
from .ties import Tie
from .visibility import Shown, apply, read_private, shown_ties

Progress = Callable[[str], None]
"""Told the name of each step as it begins."""


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
    :raises RecordErrors: the records hold mistakes, or break a shape; nothing is written.
    :raises DatasetError: ``out`` cannot be written; what was there before still is.
    """
    base = _base(base)
    progress("reading records")
    read = read_records(records)
    shown, ties, warnings = network(read, private)
    progress("writing quads")
    quads = set(Writer(shown.public).quads(ties))
    progress("checking shapes")
    if problems := violations(quads, _places(shown.public)):
        raise RecordErrors(problems)
    text = nquads(rebased(quads, base) if base != NS else quads)
    _nowhere(text, shown.names)
    try:
        with swap.building(out) as work:
            progress("building the store")
            digest = _write(work, text, shown.public, ties, base)
            version = swap.adopt(out, work, digest[:12])
            _shortcut(out)
    except OSError as error:
        raise DatasetError(out, f"cannot be written: {error.strerror or error}") from None
    return _report(version, digest, len(quads), shown.public, ties, warnings)


def network(records: Records, private: Path | None = None) -> tuple[Shown, tuple[Tie, ...], list[Problem]]:
    """What may be shown of the records, the ties, and warnings."""
    claims = claims_of(records, offsets.read(records.root))
    shown = apply(claims, records, read_private(private))
    return shown, shown_ties(shown), [*unsettled(shown.public), *unverified(shown.public)]


def _base(base: str) -> str:
    try:
        _address(base)
    except ValueError as error:
        raise SettingError("--base-iri", str(error)) from None
    return base if base.endswith("/") else base + "/"


def nquads(quads: Iterable[Quad]) -> bytes:
    """Canonical N-Quads: one line each, sorted by code point (RDF Dataset Canonicalization, W3C 2024, 5)."""
    return b"".join(sorted(f"{quad} .\n".encode() for quad in quads))


def rebased(quads: Iterable[Quad], base: str) -> Iterator[Quad]:
    """The quads with another namespace for things, graphs and terms."""

    def moved(term: Any) -> Any:
        if isinstance(term, Triple) or not term.value.startswith(NS) or getattr(term, "language", None):
            return term
        return type(term)(base + term.value[len(NS) :])

    for quad in quads:
        yield Quad(*(moved(term) for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)))


def _nowhere(text: bytes, hidden: Iterable[str]) -> None:
    """The last look: no name that must be nowhere stands in what is about to be written."""
    folded = fold(text.decode()) if hidden else ""
    if any(names_it(folded, fold(name)) for name in hidden):
        raise RecordErrors(
            [
                Problem(
                    Place("scen.nq"), "holds the name of a person who must not be shown; nothing was written"
                )
            ]
        )


def _places(claims: Claims) -> dict[str, Place]:
    places = {thing(item.kind, item.slug).value: item.place for item in claims.items}
    return places | {thing("claim", claim.id).value: claim.place for claim in claims.claims}


def _write(work: Path, text: bytes, claims: Claims, ties: Iterable[Tie], base: str) -> str:
    (work / swap.LOCK).touch()
    (work / QUADS).write_bytes(text)
    store = Store(work / STORE)
    store.bulk_load(text, format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    del store
    names.write(work / NAMES, named(claims, base))
    digest = hashlib.sha256(text).hexdigest()
    meta = {
        "format": FORMAT,
        "base": base,
        "placeholder": base == NS,
        "prefixes": {name: iri.replace(NS, base) for name, iri in sorted(PREFIXES.items())},
        "digest": digest,
        "quads": text.count(b"\n"),
        "sizes": {name: (work / name).stat().st_size for name in (QUADS, NAMES)},
    }
    (work / META).write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return digest


def named(claims: Claims, base: str) -> Iterator[names.Named]:
    """Every thing with its names, as the index takes them."""
    said = Counter(slug for claim in claims.claims for slug in {slug for _, slug in claim.joins})
    for item in claims.items:
        yield names.Named(
            slug=item.slug,
            kind=item.kind,
            iri=base + thing(item.kind, item.slug).value[len(NS) :],
            labels=tuple((label.language, label.text) for label in item.labels if label.form == "name"),
            names=tuple(sorted({(label.text, label.form) for label in item.labels})),
            claims=said[item.slug],
        )


def _shortcut(out: Path) -> None:
    """``dataset/scen.nq`` leads to the current version's, for people and programs that look there."""
    link = out / QUADS
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
