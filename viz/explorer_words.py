"""The words of the explorer's data in English, Swedish and Norwegian: from the ontology, and ours where it has none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..graph.order import CERTAINTIES, STATUSES
from ..ontology.terms import Concept, model
from . import style

LANGUAGES = ("en", "sv", "nb")
Text = dict[str, str]
"""Language -> text; English is always there."""
Plain = dict[str, Any]
"""Part of the page's data, ready to be JSON."""


def _three(en: str, sv: str, nb: str) -> Text:
    return {"en": en, "sv": sv, "nb": nb}


_PLURALS = {
    "organisation": _three("organisations", "organisationer", "organisasjoner"),
    "person": _three("people", "personer", "personer"),
    "group": _three("groups", "grupper", "grupper"),
    "event": _three("events", "evenemang", "arrangementer"),
    "series": _three("series", "serier", "serier"),
    "session": _three("sessions", "programpunkter", "programposter"),
    "project": "project",
    "programme": _three("programmes", "program", "programmer"),
    "grant": _three("grants", "bidrag", "tilskudd"),
    "place": _three("places", "platser", "steder"),
    "topic": _three("topics", "ämnen", "temaer"),
    "instrument": _three("instruments", "instrument", "instrumenter"),
    "publication": _three("publications", "publikationer", "publikasjoner"),
    "document": _three("source documents", "källdokument", "kildedokumenter"),
}
_PARTS: dict[str, Text | str] = {
    "agent": "agent",
    "for": "onBehalfOf",
    "event": _three("at", "vid", "på"),
    "within": _three("part of", "del av", "del av"),
    "organisation": _three("organisation", "organisation", "organisasjon"),
    "project": _three("project", "projekt", "prosjekt"),
    "grant": _three("grant", "bidrag", "tilskudd"),
    "funder": _three("funder", "finansiär", "finansiør"),
    "funds": _three("what is funded", "det som finansieras", "det som finansieres"),
    "programme": _three("programme", "program", "program"),
    "party": "party",
    "acts-for": "actsFor",
    "subject": _three("about", "gäller", "gjelder"),
    "object": _three("linked to", "kopplas till", "knyttes til"),
}
"""What a claim joins (`scen.graph.facts`); a name is that of a term of the ontology, which has the label."""
_VALUES: dict[str, Text | str] = {
    "text": _three("as printed", "som det står", "som det står"),
    "title": _three("title as printed", "titel som den står", "tittel som den står"),
    "rendering": _three("in English, by the curators", "på engelska, av kuratorerna", "på engelsk, av kuratorene"),
    "qualifier": "qualifier",
    "date": _three("date", "datum", "dato"),
    "property": _three("what is said", "vad som sägs", "hva som sies"),
    "value": _three("value", "värde", "verdi"),
    "object": _three("linked to", "kopplas till", "knyttes til"),
}  # fmt: skip
"""What else a claim says."""
_BELONGINGS = {
    "member": _three("belongs to", "hör till", "hører til"),
    "represents": _three("appears for", "uppträder för", "opptrer for"),
}
"""In the order of the columnar network's codes."""
_MEASURES = {
    "degree": (
        _three("partners", "partner", "partnere"),
        _three("How many others one is tied to.", "Hur många andra man har förbindelser med.", "Hvor mange andre man har forbindelser med."),
    ),
    "ties": (
        _three("ties", "förbindelser", "forbindelser"),
        _three("How many ties end here; two may have several.", "Hur många förbindelser som slutar här; två parter kan ha flera.",
               "Hvor mange forbindelser som ender her; to parter kan ha flere."),
    ),
    "strength": (
        _three("strength", "styrka", "styrke"),
        _three("The sum of the weights of the ties: what few share weighs more.",
               "Summan av förbindelsernas vikter: det som få delar väger mer.", "Summen av forbindelsenes vekter: det som få deler, veier mer."),
    ),
    "pagerank": (
        _three("prominence (PageRank)", "framträdande plats (PageRank)", "framtredende plass (PageRank)"),
        _three("High where well-tied others are tied to one.", "Hög för den som har förbindelser med andra som har många.",
               "Høy for den som har forbindelser med andre som har mange."),
    ),
    "betweenness": (
        _three("betweenness", "mellanställning", "mellomstilling"),
        _three("Share of the shortest ways between others that lead here.",
               "Andel av de kortaste vägarna mellan andra som går här.", "Andel av de korteste veiene mellom andre som går her."),
    ),
    "constraint": (
        _three("constraint", "bundenhet", "bundethet"),
        _three("Low for brokers, whose partners are not tied to one another.",
               "Låg för mäklare, vars partner inte har förbindelser med varandra.",
               "Lav for meglere, som har partnere uten forbindelser med hverandre."),
    ),
    "core": (
        _three("core", "kärna", "kjerne"),
        _three("High in a part of the network where everybody has many partners.",
               "Hög i en del av nätverket där alla har många partner.", "Høy i en del av nettverket der alle har mange partnere."),
    ),
}  # fmt: skip
MEASURES = tuple(_MEASURES)
PARTS, VALUES = tuple(_PARTS), tuple(_VALUES)
AGENTS = ("person", "organisation")
"""Kinds of agent before the kinds of organisation."""
_FUNDS = (
    _three("funds", "finansierar", "finansierer"),
    _three("Pays for it, by the source's words.", "Betalar för det, enligt källan.", "Betaler for det, ifølge kilden."),
)  # fmt: skip


def words(
    kinds: Iterable[str], lines: Collection[str], roles: Iterable[Concept], quiet: Collection[str]
) -> Plain:
    """All words of the data.

    :param kinds: kinds of thing, in their order.
    :param lines: kinds of line that are there: of tie, role, or ``funds``.
    :param roles: roles and kinds of cooperation of claims, in their order.
    :param quiet: kinds of line that are not drawn at first.
    """
    return {
        "nodeKinds": [_node_kind(kind) for kind in kinds],
        "lineKinds": [_line_kind(kind, quiet) for kind in line_kinds(lines, quiet)],
        "certainty": [concept(model().concept("certainty", name)) for name in CERTAINTIES],
        "status": [concept(model().concept("status", name)) for name in STATUSES],
        "claimKinds": [{"id": kind.name, "label": told(kind.labels)} for kind in model().claims.values()],
        "parts": _listed(_PARTS),
        "values": _listed(_VALUES),
        "roles": [concept(role) for role in roles],
        "belongings": _listed(_BELONGINGS),
        "agents": [
            *({"id": kind, "label": told(model().kind(kind).labels)} for kind in AGENTS),
            *(concept(one) for one in model().scheme("organisation-kinds").concepts),
        ],
        "measures": [{"id": name, "label": label, "note": note} for name, (label, note) in _MEASURES.items()],
    }  # fmt: skip


def line_kinds(kinds: Collection[str], quiet: Collection[str]) -> list[str]:
    """The kinds of line in the order of the legend: strong ones first, those not drawn last, then roles by family."""
    strong = {one.notation for one in model().members("strong-ties")}
    ties = [one.notation for one in model().scheme("tie-kinds").concepts]
    roles = [one.notation for one in model().scheme("roles").concepts]
    order = [*sorted(ties, key=lambda kind: (kind not in strong, kind in quiet)), *roles, "funds"]
    return [kind for kind in order if kind in kinds] + sorted(set(kinds) - set(order))


def node_kinds(kinds: Iterable[str]) -> list[str]:
    """Kinds of thing in the order of the model; what it does not know comes last."""
    known, asked = list(model().kinds), set(kinds)
    return [kind for kind in known if kind in asked] + sorted(asked - set(known))


def concept(one: Concept) -> Plain:
    """A concept of a scheme, with its definition as the note."""
    note = {"note": {"en": one.definition}} if one.definition else {}
    return {"id": one.notation, "label": told(one.labels), **note}


def told(labels: Mapping[str, str]) -> Text:
    """Labels in the languages of the page."""
    return {language: labels[language] for language in LANGUAGES if language in labels}


def _listed(texts: Mapping[str, Text | str]) -> list[Plain]:
    return [
        {"id": name, "label": told(model().term(label).labels) if isinstance(label, str) else label}
        for name, label in texts.items()
    ]


def _node_kind(name: str) -> Plain:
    look, kind = style.node(name), model().kinds.get(name)
    label = told(kind.labels) if kind else {"en": name}
    return {
        "id": name, "label": label, "plural": _PLURALS.get(name, label), "colour": _colour(look.colour),
        "shape": look.shape,
    }  # fmt: skip


def _line_kind(name: str, quiet: Collection[str]) -> Plain:
    schemes = (model().scheme(scheme).concepts for scheme in ("tie-kinds", "roles"))
    found = next((one for concepts in schemes for one in concepts if one.notation == name), None)
    said = concept(found) if found else {"id": name, "label": _FUNDS[0], "note": _FUNDS[1]}
    family = style.family_of(name)
    wider = {"family": told(model().concept("roles", family).labels)} if family else {}
    strong = name in {one.notation for one in model().members("strong-ties")}
    return {**said, "colour": _colour(style.tie(name)), "strong": strong, "drawn": name not in quiet, **wider}


def _colour(colour: style.Colour) -> list[str]:
    return [colour.light, colour.dark]
