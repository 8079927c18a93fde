"""The SPARQL behind each panel of a page: what a reader may take to the editor and change."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from ..graph.describe import SECTIONS
from ..ontology.terms import model, shorten

_CLASSES = {
    "participation": "cv:Participation", "membership": "org:Membership", "project-role": "scen:ProjectRole",
    "funding": "scen:Funding", "cooperation": "scen:Cooperation", "mention": "scen:Mention",
}  # fmt: skip
_REST = """  ?claim scen:certainty ?certainty ; scen:status ?status ; dct:source ?document .
  OPTIONAL {{ ?claim scen:line ?line }}
}}
ORDER BY ?document ?line ?claim
LIMIT 1000"""
_OWN = (
    """SELECT DISTINCT ?property ?value ?claim ?certainty ?status ?document ?line WHERE {{
  ?claim rdf:subject <{iri}> ; rdf:predicate ?property ; rdf:object ?value .
  VALUES ?property {{ {paths} }}
"""
    + _REST
)
_OTHERS = (
    """SELECT DISTINCT ?thing ?property ?claim ?certainty ?status ?document ?line WHERE {{
  ?claim a scen:Relation ; rdf:object <{iri}> ; rdf:subject ?thing ; rdf:predicate ?property .
"""
    + _REST
)
_JOINED = (
    """SELECT DISTINCT ?claim ?part ?thing ?certainty ?status ?document ?line WHERE {{
  {{ ?claim ?joins <{iri}> }} UNION {{ <{iri}> cv:hasParticipation ?claim }}
  ?claim a {cls} ; ?part ?thing .
  FILTER(isIRI(?thing) && ?thing != <{iri}>)
"""
    + _REST
)
_FUNDING = (
    """SELECT DISTINCT ?funder ?funded ?grant ?programme ?claim ?certainty ?status ?document ?line WHERE {{
  ?claim a scen:Funding ; schema:funder ?funder ; schema:fundedItem ?funded ; rdf:subject ?grant .
  OPTIONAL {{ ?claim schema:isPartOf ?programme }}
  FILTER(<{iri}> IN (?funder, ?funded, ?grant) || (BOUND(?programme) && ?programme = <{iri}>))
"""
    + _REST
)
_PANELS = {
    "partners": """SELECT ?other ?kind ?status ?certainty ?claim WHERE {{
  ?tie a scen:Tie ; scen:party <{iri}>, ?other ; scen:kind ?kind ; scen:status ?status ; scen:certainty ?certainty .
  OPTIONAL {{ ?tie prov:wasDerivedFrom ?claim }}
  FILTER(?other != <{iri}>)
}}
ORDER BY ?other ?kind ?claim
LIMIT 1000""",
    "agenda": """SELECT ?session ?position ?start ?agent ?role ?claim WHERE {{
  ?session cv:parentEvent+ <{iri}> .
  OPTIONAL {{ ?session scen:agendaPosition ?position }}
  OPTIONAL {{ ?session scen:startTime ?start }}
  OPTIONAL {{ ?session cv:hasParticipation ?claim . ?claim cv:hasParticipant ?agent ; cv:role ?role }}
}}
ORDER BY ?position ?start ?session ?claim
LIMIT 1000""",
    "timeline": """SELECT DISTINCT ?thing ?date WHERE {{
  {{ ?claim ?joins <{iri}> . {{ ?thing cv:hasParticipation ?claim }} UNION {{ ?claim ?part ?thing }} }}
  UNION {{ <{iri}> cv:hasParticipation ?claim . ?claim ?part ?thing }}
  ?thing cv:parentEvent*/time:hasTime/dct:date ?date .
}}
ORDER BY DESC(?date) ?thing
LIMIT 1000""",
    "contradictions": """SELECT ?contradiction ?because ?claim ?document ?line WHERE {{
  ?contradiction scen:between ?one, ?claim ; scen:because ?because .
  {{ ?one ?joins <{iri}> }} UNION {{ <{iri}> cv:hasParticipation ?one }}
  ?claim dct:source ?document .
  OPTIONAL {{ ?claim scen:line ?line }}
}}
ORDER BY ?contradiction ?claim ?line
LIMIT 1000""",
    "read": """SELECT DISTINCT ?line ?claim ?type ?certainty ?status WHERE {{
  ?claim dct:source <{iri}> ; a ?type ; scen:certainty ?certainty ; scen:status ?status .
  OPTIONAL {{ ?claim scen:line ?line }}
}}
ORDER BY ?line ?claim
LIMIT 1000""",
    "claim": """SELECT ?property ?value WHERE {{
  <{iri}> ?property ?value .
}}
ORDER BY ?property ?value
LIMIT 1000""",
}


class Panel(str):
    """A query about a thing; ``quoted`` is it as it stands in an address, of which only the thing is made anew."""

    quoted: str

    @classmethod
    def of(cls, template: str, iri: str) -> Panel:
        """The query of a template (with ``{iri}``) about that thing.

        >>> Panel.of("ASK {{ <{iri}> ?p ?o }}", "http://example.org/ä").quoted
        'ASK%20%7B%20%3Chttp%3A//example.org/%C3%A4%3E%20%3Fp%20%3Fo%20%7D'
        """
        text, quoted = _parts(template)
        made = cls(iri.join(text))
        made.quoted = quote(iri).join(quoted)
        return made


@cache
def _parts(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands around the thing in a query, plain and quoted."""
    parts = tuple(template.format(iri="\0").split("\0"))
    return parts, tuple(map(quote, parts))


def panel(name: str, iri: str) -> Panel:
    """The query of a panel about the thing of that IRI.

    >>> print(panel("claim", "http://example.org/c").splitlines()[1])
      <http://example.org/c> ?property ?value .
    """
    return Panel.of(_PANELS[name], iri)


def section(name: str, iri: str) -> Panel:
    """The query of a section of facts about the thing of that IRI.

    >>> "VALUES ?property { schema:location dct:spatial }" in section("Where", "http://example.org/x")
    True
    """
    return Panel.of(_section(name), iri)


@cache
def _section(name: str) -> str:
    if name == "funding":
        return _FUNDING
    if name == "others":
        return _OTHERS
    if name in _CLASSES:
        return _JOINED.replace("{cls}", _CLASSES[name])
    names = dict(SECTIONS).get(name, ("name",))
    known = model().properties
    paths = dict.fromkeys(shorten(known[one].path) if one in known else f"schema:{one}" for one in names)
    return _OWN.replace("{paths}", " ".join(paths))


KIND = """SELECT ?thing (SAMPLE(?label) AS ?name) WHERE {{
  ?thing a {cls} ; skos:prefLabel ?label .
  FILTER(STRSTARTS(STR(?thing), "{base}id/{kind}/"))
}}
GROUP BY ?thing
ORDER BY ?thing
LIMIT 1000"""


def kind(name: str, base: str) -> str:
    """The query of the list of a kind of thing."""
    found = model().kind(name)
    return KIND.format(cls=shorten(found.classes[0]), base=base, kind=name)
