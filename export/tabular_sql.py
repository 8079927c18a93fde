"""The tables but ties as SQL over `properties`: what each row says, in the order of its columns and of its key."""

from __future__ import annotations

from ..graph.facts import PARTS

PROPERTIES = {
    "class": "rdf:type", "certainty": "scen:certainty", "status": "scen:status", "because": "scen:because",
    "source": "dct:source", "role": "cv:role", "sort": "scen:kind", "predicate": "rdf:predicate", "object": "rdf:object",
    "subject": "rdf:subject", "description": "dct:description", "title": "dct:title", "curated": "scen:curated",
    "qualifier": "scen:qualifier", "date": "dct:date", "time": "time:hasTime", "participation": "cv:hasParticipation",
    "participant": "cv:hasParticipant", "behalf": "scen:onBehalfOf", "member": "org:member",
    "organisation": "org:organization", "agent": "scen:agent", "project": "scen:project", "funder": "schema:funder",
    "funded": "schema:fundedItem", "whole": "schema:isPartOf", "party": "scen:party", "principal": "scen:actsFor",
    "about": "schema:about", "parent": "cv:parentEvent", "unit": "org:unitOf", "path": "sh:path",
    "notation": "skos:notation", "name": "skos:prefLabel", "alias": "skos:altLabel", "hidden": "skos:hiddenLabel",
    "rdfs_label": "rdfs:label", "type": "dct:type", "classification": "org:classification", "spatial": "dct:spatial",
    "location": "schema:location", "same": "skos:exactMatch", "language": "dct:language", "issued": "dct:issued",
    "modified": "dct:modified", "publisher": "dct:publisher", "archive": "dct:hasVersion", "sha256": "scen:textSha256",
    "disputes": "scen:between", "body": "oa:hasBody", "target": "oa:hasTarget", "selector": "oa:hasSelector",
    "fragment": "rdf:value", "exact": "oa:exact", "start": "oa:start", "stop": "oa:end",
}  # fmt: skip
"""Name of a table of `properties` -> curie."""
_TABLES = {curie: name for name, curie in PROPERTIES.items()}

_MADE = """
CREATE TABLE label (id TEXT PRIMARY KEY, en TEXT, sv TEXT, nb TEXT, label TEXT) WITHOUT ROWID;
INSERT INTO label SELECT s, en, sv, nb, coalesce(en, sv, nb, other) FROM (
  SELECT s, min(o) FILTER (WHERE tag = 'en') en, min(o) FILTER (WHERE tag = 'sv') sv,
    min(o) FILTER (WHERE tag = 'nb') nb, min(o) other
  FROM (SELECT s, o, tag FROM name UNION ALL SELECT s, o, tag FROM rdfs_label l
    WHERE NOT EXISTS (SELECT 1 FROM name n WHERE n.s = l.s AND n.tag = l.tag))
  GROUP BY s);
CREATE TABLE concept (id TEXT PRIMARY KEY, code TEXT, label TEXT) WITHOUT ROWID;
INSERT INTO concept SELECT s, min(o), l.label FROM notation JOIN label l ON l.id = s GROUP BY s;
CREATE TABLE said (path TEXT PRIMARY KEY, code TEXT, label TEXT) WITHOUT ROWID;
INSERT INTO said SELECT p.o, min(c.code), c.label FROM path p JOIN concept c ON c.id = p.s GROUP BY p.o;
CREATE TABLE claim (id TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID;
INSERT OR IGNORE INTO claim SELECT c.s, k.kind FROM class c JOIN claim_kinds k ON c.o = k.class
  WHERE EXISTS (SELECT 1 FROM certainty y WHERE y.s = c.s) ORDER BY c.s, k.rank;
CREATE TABLE thing (id TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID;
INSERT INTO thing SELECT DISTINCT c.s, t.kind
  FROM class c JOIN thing_kinds t ON t.kind = substr(c.s, 1, instr(c.s, '/') - 1)
  WHERE instr(c.s, '#') = 0 ORDER BY c.s;
CREATE TABLE top (id TEXT PRIMARY KEY, top TEXT) WITHOUT ROWID;
INSERT INTO top WITH RECURSIVE
  up (id, at, depth) AS (
    SELECT s, min(o), 1 FROM parent GROUP BY s
    UNION ALL SELECT id, (SELECT min(o) FROM parent WHERE s = at), depth + 1 FROM up
      WHERE depth < 9 AND EXISTS (SELECT 1 FROM parent WHERE s = at))
  SELECT id, at FROM (SELECT id, at, max(depth) FROM up GROUP BY id) ORDER BY id;
CREATE TABLE dated (id TEXT PRIMARY KEY, date TEXT, first TEXT, last TEXT) WITHOUT ROWID;
INSERT INTO dated SELECT s, date, first_day(date), last_day(date) FROM (
  SELECT s, min(o) date FROM (SELECT t.s, d.o FROM time t JOIN date d ON d.s = t.o
    UNION ALL SELECT s, o FROM date WHERE instr(s, '#') = 0 AND s NOT LIKE 'tie/%') GROUP BY s) ORDER BY s;
CREATE TABLE wording (claim TEXT, form TEXT, text TEXT, PRIMARY KEY (claim, form, text)) WITHOUT ROWID;
INSERT OR IGNORE INTO wording SELECT x.s, iif(v.s IS NULL, x.form, 'rendering'), x.o
  FROM (SELECT s, o, tag, 'text' form FROM description UNION ALL SELECT s, o, tag, 'title' FROM title) x
    JOIN claim c ON c.id = x.s LEFT JOIN curated v ON v.s = x.s AND v.o = x.o ORDER BY 1;
CREATE TABLE told (document TEXT PRIMARY KEY, claims INTEGER) WITHOUT ROWID;
INSERT INTO told SELECT o, count(*) FROM source JOIN claim c ON c.id = s GROUP BY o;
CREATE TABLE document_said (document TEXT, said TEXT, value TEXT, list TEXT, certainty TEXT, rank INTEGER, PRIMARY KEY (document, said)) WITHOUT ROWID;
INSERT INTO document_said SELECT document, said, value, list, code, min(rank) FROM (
  SELECT document, said, min(o) value, group_concat(o, ' ') list, code, instr('stated inferred disputed', code) rank FROM (
    SELECT DISTINCT u.o document, said.code said, o.o, sure.code FROM said JOIN predicate p ON p.o = said.path
      JOIN claim c ON c.id = p.s JOIN subject u ON u.s = p.s JOIN thing t ON t.id = u.o AND t.kind = 'document'
      JOIN object o ON o.s = p.s JOIN certainty y ON y.s = p.s JOIN concept sure ON sure.id = y.o
    WHERE said.code IN ('publisher', 'issued', 'modified') ORDER BY 1, 2, 3)
  GROUP BY document, said, code)
  GROUP BY document, said;
CREATE TABLE lines (note TEXT, first INTEGER, last INTEGER, PRIMARY KEY (note, first, last)) WITHOUT ROWID;
INSERT OR IGNORE INTO lines SELECT t.s, CAST(substr(f.o, 6) AS INTEGER) + 1, CAST(substr(f.o, instr(f.o, ',') + 1) AS INTEGER)
  FROM target t JOIN selector x ON x.s = t.o JOIN fragment f ON f.s = x.o WHERE f.o LIKE 'line=%,%' ORDER BY 1;
CREATE TABLE words (note TEXT, number INTEGER, words TEXT, PRIMARY KEY (note, number)) WITHOUT ROWID;
INSERT OR IGNORE INTO words SELECT t.s, CAST(substr(x.o, instr(x.o, '#words') + 6) AS INTEGER), e.o
  FROM target t JOIN selector x ON x.s = t.o JOIN exact e ON e.s = x.o WHERE instr(x.o, '#words') ORDER BY 1, 2, 3;
CREATE TABLE part (claim TEXT, part TEXT, thing TEXT, PRIMARY KEY (claim, part, thing)) WITHOUT ROWID;
"""
_JOINED = "".join(
    f"""INSERT OR IGNORE INTO part SELECT c.id, '{part}', p.o FROM claim c JOIN {_TABLES[curie]} p ON p.s = c.id
      WHERE c.kind = '{kind}' AND p.tag = '<' ORDER BY 1;\n"""
    for kind, parts in PARTS.items()
    for curie, part in parts.items()
)
_SPANS = """
INSERT OR IGNORE INTO part SELECT p.o, 'event', p.s FROM participation p JOIN claim c ON c.id = p.o;
INSERT OR IGNORE INTO part SELECT p.claim, 'within', t.top FROM part p JOIN top t ON t.id = p.thing
  JOIN claim c ON c.id = p.claim WHERE p.part = 'event' AND c.kind = 'participation';
CREATE INDEX part_thing ON part (thing, claim);
CREATE TABLE span (id TEXT PRIMARY KEY, date TEXT, first TEXT, last TEXT) WITHOUT ROWID;
INSERT INTO span SELECT id, date, first, last FROM (
  SELECT id, date, first, last, min(rank) FROM (
    SELECT c.id, d.date, d.first, d.last, 0 rank FROM claim c JOIN dated d ON d.id = c.id
    UNION ALL SELECT p.claim, d.date, d.first, d.last, instr('event within project funds grant subject', p.part)
    FROM part p JOIN dated d ON d.id = p.thing
      WHERE p.part IN ('event', 'within', 'project', 'funds', 'grant', 'subject')) GROUP BY id) ORDER BY id;
"""
MADE = _MADE + _JOINED + _SPANS
"""What the tables share: labels, kinds, dates, words, and what each claim joins.

A claim is dated by itself, else by its event, the whole event of its session, its project, or what it is about.
"""


def _one(table: str, of: str) -> str:
    """The value of a property; the first of several."""
    return f"(SELECT min(o) FROM {table} WHERE s = {of})"


def _said(said: str, what: str) -> str:
    """What the surest claims say of a document, be they inferred."""
    return f"(SELECT {what} FROM document_said WHERE document = t.id AND said = '{said}')"


def _list(value: str, rest: str) -> str:
    """The values of a query as a list in a cell."""
    return f"(SELECT group_concat(v, ' ') FROM (SELECT DISTINCT {value} v FROM {rest} ORDER BY 1))"


def _both(one: str, other: str) -> str:
    """The values of two properties of a thing."""
    return f"(SELECT o FROM {one} WHERE s = t.id UNION SELECT o FROM {other} WHERE s = t.id)"


def _names(form: str) -> str:
    return f"SELECT s, '{form}', iif(tag = '', 'und', tag), o FROM {form} JOIN thing ON thing.id = s"


_NOTES = "(SELECT s, min(o) o FROM body GROUP BY s) n JOIN claim c ON c.id = n.o"
"""The evidence of claims, as n: s is its id, o the claim."""

QUERIES = {
    "things": f"""
        SELECT t.id, t.kind, substr(t.id, length(t.kind) + 2), coalesce(l.label, t.id), l.en, l.sv, l.nb,
          {_list("c.code", _both("type", "classification") + " JOIN concept c ON c.id = o")},
          d.date, d.first, d.last, (SELECT min(o) FROM {_both("parent", "unit")} JOIN thing w ON w.id = o),
          {_list("o", _both("spatial", "location"))}, {_list("o", "same WHERE s = t.id")},
          (SELECT count(DISTINCT claim) FROM part WHERE thing = t.id),
          (SELECT min(CAST(first AS INTEGER)) FROM part p JOIN span ON span.id = p.claim WHERE p.thing = t.id),
          (SELECT max(CAST(last AS INTEGER)) FROM part p JOIN span ON span.id = p.claim WHERE p.thing = t.id)
        FROM thing t LEFT JOIN label l ON l.id = t.id LEFT JOIN dated d ON d.id = t.id ORDER BY t.id""",
    "names": " UNION ".join(map(_names, ("name", "alias", "hidden"))) + " ORDER BY 1, 2, 3, 4",
    "documents": f"""
        SELECT t.id, coalesce(l.label, t.id), {_list("c.code", "language g JOIN concept c ON c.id = g.o WHERE g.s = t.id")},
          coalesce({_said("issued", "value")}, {_one("issued", "t.id")}), {_said("issued", "certainty")},
          coalesce({_said("modified", "value")}, {_one("modified", "t.id")}), {_said("modified", "certainty")},
          coalesce({_said("publisher", "list")}, {_list("o", "publisher WHERE s = t.id")}), {_said("publisher", "certainty")},
          {_one("source", "t.id")}, {_one("archive", "t.id")}, {_one("sha256", "t.id")},
          coalesce((SELECT claims FROM told WHERE document = t.id), 0)
        FROM thing t LEFT JOIN label l ON l.id = t.id WHERE t.kind = 'document' ORDER BY t.id""",
    "claims": f"""
        SELECT y.id, y.kind, role.code, sort.code, iif(y.predicate IS NULL, NULL, coalesce(said.code, 'about')), coalesce(worth.code, y.object), nullif(nullif(y.tag, ''), '<'),
          certainty.code, status.code, {_one("because", "y.id")}, {_one("source", "y.id")},
          span.date, span.first, span.last,
          {_list("b.o", "disputes a JOIN disputes b ON b.s = a.s WHERE a.o = y.id AND b.o <> y.id")},
          (SELECT json_group_array(json_array(part, thing, label)) FROM
            (SELECT p.part, p.thing, l.label FROM part p LEFT JOIN label l ON l.id = p.thing WHERE p.claim = y.id ORDER BY 1, 2)),
          (SELECT json_group_array(json_array(form, text)) FROM (SELECT form, text FROM wording WHERE claim = y.id ORDER BY 1, 2)),
          json_array(role.label, sort.label, iif(y.predicate IS NULL, NULL, coalesce(said.label, 'about')), coalesce(worth.label, y.object), {_one("qualifier", "y.id")}, {_one("date", "y.id")})
        FROM (SELECT c.id, c.kind, {_one("certainty", "c.id")} certainty, {_one("status", "c.id")} status,
            {_one("role", "c.id")} role, {_one("sort", "c.id")} sort, {_one("predicate", "c.id")} predicate,
            iif(c.kind = 'assertion', {_one("object", "c.id")}, NULL) object,
            iif(c.kind = 'assertion', (SELECT tag FROM object WHERE s = c.id ORDER BY o LIMIT 1), NULL) tag FROM claim c) y
          JOIN concept certainty ON certainty.id = y.certainty JOIN concept status ON status.id = y.status
          LEFT JOIN concept role ON role.id = y.role LEFT JOIN concept sort ON sort.id = y.sort
          LEFT JOIN said ON said.path = y.predicate LEFT JOIN concept worth ON worth.id = y.object AND y.tag = '<'
          LEFT JOIN span ON span.id = y.id
        ORDER BY y.id""",
    "claim_parts": "SELECT claim, part, thing FROM part ORDER BY 1, 2, 3",
    "contradictions": f"""
        SELECT DISTINCT b.s, b.o, {_one("because", "b.s")} FROM disputes b JOIN claim c ON c.id = b.o ORDER BY 1, 2""",
    "evidence": f"""
        SELECT n.s, n.o, coalesce({_one("source", "n.s")}, {_one("source", "n.o")}),
          (SELECT group_concat(iif(first = last, first, first || '-' || last), ' ') FROM
            (SELECT first, last FROM lines WHERE note = n.s ORDER BY 1, 2)),
          (SELECT min(first) FROM lines WHERE note = n.s), (SELECT max(last) FROM lines WHERE note = n.s),
          (SELECT group_concat(words, ' … ') FROM (SELECT words FROM words WHERE note = n.s ORDER BY number))
        FROM {_NOTES} ORDER BY 1""",
    "evidence_words": f"""
        SELECT w.note, w.number, w.words,
          (SELECT CAST(min(o) AS INTEGER) FROM start WHERE s = w.note || '#position' || w.number),
          (SELECT CAST(min(o) AS INTEGER) FROM stop WHERE s = w.note || '#position' || w.number)
        FROM {_NOTES} JOIN words w ON w.note = n.s ORDER BY 1, 2""",
}  # fmt: skip
"""Table -> its rows; those of claims have what `scen.export.tabular_rows` makes sentences of at their end."""
