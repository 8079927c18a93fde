/**
 * Data made for tests: `made()` is a small network of invented people and organisations that can be worked out by
 * hand, `big()` a large one by a seed. Both fill the whole contract.
 */

import type {
  Belongs, Claims, Colour, Concept, Data, LineKind, Lines, Links, NodeKind, Place, Shape, SourceDocument, Text, Things, ViewData,
} from "../../src/data/contract";

/** What a test says of a link: everything else follows. */
export interface MadeLink {
  through?: number;
  first?: number;
  last?: number;
  certainty?: number;
  status?: number;
  weight?: number;
  points?: number;
  sources?: number[];
  claims?: number[];
}

/** What a test says of a line: ends are things, the kind is a position in words.lineKinds. */
export interface MadeLine {
  a: number;
  b: number;
  kind: number;
  directed?: boolean;
  bend?: number;
  links: MadeLink[];
}

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const text = (en: string, sv: string, nb: string): Text => ({ en, sv, nb });
const concept = (id: string, sv: string, nb: string): Concept => ({ id, label: text(id, sv, nb) });
const BLUE: Colour = ["#0b5cad", "#7fbcf7"];
const GREEN: Colour = ["#1b7a4b", "#7bd6a8"];
const BROWN: Colour = ["#9a5a12", "#f0b67a"];
const GREY: Colour = ["#6b7480", "#a7b1be"];

function nodeKind(id: string, plural: Text, label: Text, colour: Colour, shape: Shape): NodeKind {
  return { id, label, plural, colour, shape };
}

function lineKind(id: string, label: Text, colour: Colour, strong: boolean, drawn: boolean): LineKind {
  return { id, label, colour, strong, drawn };
}

const NODE_KINDS: NodeKind[] = [
  nodeKind("organisation", text("organisations", "organisationer", "organisasjoner"), text("organisation", "organisation", "organisasjon"), BLUE, "square"),
  nodeKind("person", text("people", "personer", "personer"), text("person", "person", "person"), GREEN, "dot"),
  nodeKind("event", text("events", "evenemang", "arrangementer"), text("event", "evenemang", "arrangement"), BROWN, "diamond"),
  nodeKind("project", text("projects", "projekt", "prosjekter"), text("project", "projekt", "prosjekt"), GREY, "hexagon"),
];

/** 0 same-project and 1 co-organised are strong, 2 same-programme is not, 3 attended-same-event is not drawn at first, 4 acts-for is directed, 5 funds. */
const LINE_KINDS: LineKind[] = [
  lineKind("same-project", text("same project", "samma projekt", "samme prosjekt"), BLUE, true, true),
  lineKind("co-organised", text("co-organised", "arrangerade tillsammans", "arrangerte sammen"), GREEN, true, true),
  lineKind("same-programme", text("same programme", "samma program", "samme program"), BROWN, false, true),
  lineKind("attended-same-event", text("attended same event", "deltog i samma evenemang", "deltok på samme arrangement"), GREY, false, false),
  lineKind("acts-for", text("acts for", "företräder", "opptrer for"), BLUE, true, true),
  lineKind("funds", text("funds", "finansierar", "finansierer"), BROWN, false, true),
];

const WORDS: Data["words"] = {
  nodeKinds: NODE_KINDS,
  lineKinds: LINE_KINDS,
  certainty: [concept("stated", "uppgiven", "oppgitt"), concept("inferred", "härledd", "utledet"), concept("disputed", "omtvistad", "omstridt")],
  status: [
    concept("reported", "rapporterad", "rapportert"), concept("ended", "avslutad", "avsluttet"),
    concept("announced", "aviserad", "annonsert"), concept("unknown", "okänd", "ukjent"),
    concept("cancelled", "inställd", "avlyst"),
  ],
  claimKinds: [concept("participation", "deltagande", "deltakelse"), concept("project role", "projektroll", "prosjektrolle"), concept("membership", "medlemskap", "medlemskap")],
  parts: [concept("agent", "aktör", "aktør"), concept("event", "evenemang", "arrangement"), concept("project", "projekt", "prosjekt")],
  values: [concept("role", "roll", "rolle"), concept("date", "datum", "dato")],
  roles: [concept("speaker", "talare", "foredragsholder"), concept("partner", "partner", "partner")],
  belongings: [concept("member of", "är med i", "er medlem av"), concept("speaks for", "talar för", "taler for")],
  agents: [
    concept("person", "person", "person"), concept("organisation", "organisation", "organisasjon"),
    concept("public buyer", "offentlig köpare", "offentlig innkjøper"), concept("municipality", "kommun", "kommune"),
  ],
  measures: [concept("degree", "antal partner", "antall partnere"), concept("strength", "styrka", "styrke")],
};

/** Lines and links in columns; ends are told as things of `nodes`. */
export function columns(nodes: number[], made: MadeLine[]): { lines: Lines; links: Links } {
  const at = new Map(nodes.map((thing, node) => [thing, node]));
  const lines: Lines = { a: [], b: [], kind: [], directed: [], bend: [], links: [0] };
  const links: Links = {
    first: [], last: [], certainty: [], status: [], weight: [], points: [], through: [],
    sourceStarts: [0], sources: [], claimStarts: [0], claims: [],
  };
  for (const line of made) {
    lines.a.push(at.get(line.a)!);
    lines.b.push(at.get(line.b)!);
    lines.kind.push(line.kind);
    lines.directed.push(line.directed ? 1 : 0);
    lines.bend.push(line.bend ?? 0);
    for (const link of line.links) {
      links.first.push(link.first ?? 0);
      links.last.push(link.last ?? 0);
      links.certainty.push(link.certainty ?? 0);
      links.status.push(link.status ?? 0);
      links.weight.push(link.weight ?? 1);
      links.points.push(link.points ?? 4);
      links.through.push(link.through ?? -1);
      links.sources.push(...(link.sources ?? []));
      links.sourceStarts.push(links.sources.length);
      links.claims.push(...(link.claims ?? []));
      links.claimStarts.push(links.claims.length);
    }
    lines.links.push(links.first.length);
  }
  return { lines, links };
}

const place = (x: number[], y: number[]): Place => ({ x, y, above: x.map(() => 0) });

/** A view of these nodes on a circle; its measures are worked out of all lines. */
export function view(nodes: number[], made: MadeLine[], of: number[] = nodes.map(() => -1), label: string[] = []): ViewData {
  const { lines, links } = columns(nodes, made);
  const partners = nodes.map(() => new Set<number>());
  lines.a.forEach((a, line) => partners[a]!.add(lines.b[line]!) && partners[lines.b[line]!]!.add(a));
  const degree = partners.map((some) => some.size);
  const angle = nodes.map((_, node) => (2 * Math.PI * node) / nodes.length);
  const x = angle.map((it) => Math.round(300 * Math.cos(it)));
  const y = angle.map((it) => Math.round(200 * Math.sin(it)));
  return {
    nodes, wide: place(x, y), tall: place(y, x), size: degree.map((it) => 6 + it), lines, links,
    measures: { degree, strength: degree.map((it) => it / 2) }, ranks: {}, said: {}, communities: { of, label },
  };
}

function documents(things: number[]): SourceDocument[] {
  return things.map((thing, at) => ({
    thing, title: `Invented paper ${at + 1}`, publisher: "Made-up Press", date: `201${at}-05-01`, language: "en",
    address: "", sha256: String(at).repeat(64),
  }));
}

/** So many claims, each by the first document, that join a thing and what it takes part in. */
function claims(parts: [part: number, thing: number][][], document: (claim: number) => number): Claims {
  const all = parts.map((_, claim) => claim);
  return {
    iri: all.map((claim) => `c${claim}`), kind: all.map(() => 0), certainty: all.map(() => 0), status: all.map(() => 0),
    document: all.map(document), lines: all.map((claim) => [claim + 1]), words: all.map((claim) => [`words ${claim}`]),
    sentence: all.map((claim) => `It is reported: invented claim ${claim}.`), because: {}, parts, values: all.map(() => []), role: {},
  };
}

function things(rows: [iri: string, name: string][]): Things {
  const kinds = NODE_KINDS.map((kind) => kind.id);
  return {
    iri: rows.map(([iri]) => iri), name: rows.map(([, name]) => name), language: rows.map(() => ""),
    kind: rows.map(([iri]) => Math.max(0, kinds.indexOf(iri.split("/")[0]!))),
    names: {}, aliases: {}, agents: {}, dates: {}, claims: rows.map(() => 0),
  };
}

/** Things of `made()`, by the short names that tests use. */
export const THING = {
  ada: 0, bo: 1, cleo: 2, acme: 3, birch: 4, cedar: 5, dune: 6, elm: 7, fair: 8, gala: 9, tree: 10, paperOne: 11, paperTwo: 12,
} as const;

const ROWS: [string, string][] = [
  ["person/ada-made", "Ada Påhittad"], ["person/bo-made", "Bo Oppdiktet"], ["person/cleo-made", "Cleo Invented"],
  ["organisation/acme-watch", "Acme Watch"], ["organisation/birch-city", "Birch City"], ["organisation/cedar-region", "Cedar Region"],
  ["organisation/dune-council", "Dune Council"], ["organisation/elm-alone", "Elm Alone"],
  ["event/fair-2014", "Fair of Made-up Things"], ["event/gala-2019", "Gala 2019"], ["project/tree", "The Tree Project"],
  ["document/paper-one", "Invented paper 1"], ["document/paper-two", "Invented paper 2"],
];

/** Six lines of collaboration; `acme`, `birch` and `cedar` make a triangle, `dune` hangs on `cedar`, `elm` is alone but for attending. */
const COLLABORATION: MadeLine[] = [
  { a: 3, b: 4, kind: 0, bend: 0.2, links: [{ through: 10, first: 20140301, last: 20161231, weight: 0.5, points: 5, sources: [0, 1], claims: [0, 1] }] },
  { a: 3, b: 4, kind: 2, bend: -0.2, links: [
    { through: 8, first: 20140610, last: 20140611, status: 2, weight: 0.25, points: 10, sources: [0], claims: [2, 3] },
    { through: 9, first: 20190916, last: 20190916, certainty: 1, status: 2, weight: 0.25, points: 14, claims: [4, 5] },
  ] },
  { a: 4, b: 5, kind: 1, links: [{ through: 9, first: 20190916, last: 0, status: 2, points: 6, sources: [1], claims: [5, 6] }] },
  { a: 3, b: 5, kind: 2, links: [{ through: 9, certainty: 2, status: 3, weight: 0.25, points: 19, claims: [4, 6] }] },
  { a: 5, b: 6, kind: 4, directed: true, links: [{ points: 5, status: 1, sources: [0], claims: [7] }] },
  { a: 6, b: 7, kind: 3, links: [{ through: 8, first: 20140610, last: 20140611, weight: 0.1, points: 9, sources: [0], claims: [3, 8] }] },
  { a: 0, b: 1, kind: 2, links: [{ through: 8, first: 20140610, last: 20140611, points: 6, sources: [0], claims: [9, 10] }] },
];

const FUNDING: MadeLine[] = [{ a: 6, b: 3, kind: 5, directed: true, links: [{ through: 10, first: 20140000, last: 20160000, sources: [0], claims: [11] }] }];

const BELONGS: Belongs = {
  person: [0, 1, 2], organisation: [3, 5, 7], certainty: [0, 1, 0], status: [0, 0, 2], points: [4, 8, 6], claim: [12, 13, 14], how: [0, 1, 0],
};

/** The whole contract over these parts. */
export function data(parts: Pick<Data, "things" | "documents" | "claims" | "views"> & Partial<Data>): Data {
  return {
    format: 1, view: "collaboration", language: "en",
    made: {
      version: "0.0.0", digest: "0".repeat(64), base: "https://example.org/", placeholder: true,
      licence: { name: "An invented licence", address: "" }, title: text("Invented dataset", "Påhittad datamängd", "Oppdiktet datasett"), pages: "",
    },
    words: WORDS, contradictions: [], abouts: [], stories: [],
    belongs: { person: [], organisation: [], certainty: [], status: [], points: [], claim: [], how: [] },
    ...parts,
  };
}

/** A small network worked out by hand; the same at every call, and a new object each time. */
export function made(): Data {
  const all = things(ROWS);
  all.names = { 4: [["sv", "Björkstad"], ["nb", "Bjørkeby"]] };
  all.aliases = { 3: ["The Watchers", "AW"], 5: ["Cederregionen"] };
  all.agents = { 3: [1], 4: [1, 2, 3], 5: [1, 2], 6: [1, 2], 7: [1] };
  all.dates = { 8: [20140610, 20140611], 9: [20190916, 20190916], 10: [20140301, 20161231] };
  all.claims = [2, 2, 1, 4, 4, 3, 3, 2, 4, 4, 2, 0, 0];
  const joined: [number, number][] = [[3, 10], [4, 10], [3, 8], [4, 8], [3, 9], [4, 9], [5, 9], [5, 6], [7, 8], [0, 8], [1, 8], [6, 3], [0, 3], [1, 5], [2, 7]];
  const stories: Data["stories"] = [{
    id: "made", title: text("An invented story", "En påhittad berättelse", "En oppdiktet fortelling"), summary: text("Two steps.", "Två steg.", "To steg."),
    steps: [
      { header: text("First", "Först", "Først"), text: text("Acme and Birch.", "Acme och Birch.", "Acme og Birch."), nodes: [3, 4], depth: 1 },
      { header: text("Then", "Sedan", "Deretter"), text: text("Announced only.", "Bara aviserat.", "Bare annonsert."), ties: [[4, 5]], filter: { status: ["announced"] } },
    ],
  }];
  return data({
    things: all, documents: documents([11, 12]),
    claims: claims(joined.map(([agent, other]) => [[0, agent], [other === 10 ? 2 : 1, other]]), (claim) => claim % 2),
    contradictions: [{ claims: [4, 6], because: "Two days are printed." }],
    abouts: [{ thing: 10, sort: "project", things: [10] }, { thing: 8, sort: "topic", things: [8, 9] }],
    views: {
      collaboration: view([0, 1, 3, 4, 5, 6, 7], COLLABORATION, [-1, -1, 0, 0, 0, -1, -1], ["Acme and others"]),
      funding: view([3, 6], FUNDING),
    },
    belongs: BELONGS, stories,
  });
}

const SYLLABLES = ["ka", "lo", "mi", "ru", "te", "så", "ny", "vø", "be", "dor", "fin", "gal"];

/** A large network: names of invented syllables, most lines between near numbers, one or two links a line. */
export function big(nodes: number, lines: number, seed = 1): Data {
  const random = seeded(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const word = (): string => Array.from({ length: 2 + below(2) }, () => SYLLABLES[below(SYLLABLES.length)]!).join("");
  const events = Math.max(1, Math.floor(nodes / 20));
  const rows: [string, string][] = [];
  for (let at = 0; at < nodes; at++) rows.push([`${at % 2 ? "person" : "organisation"}/n${String(at).padStart(7, "0")}`, `${word()} ${word()}`]);
  for (let at = 0; at < events; at++) rows.push([`event/e${String(at).padStart(7, "0")}`, `${word()} 20${10 + (at % 15)}`]);
  const all = things(rows);
  const link = (): MadeLink => {
    const first = (2010 + below(15)) * 10000 + 101 + below(9) * 100;
    return {
      through: nodes + below(events), first: below(10) ? first : 0, certainty: below(8) ? 0 : 1, status: [0, 0, 0, 2, 1][below(5)]!,
      weight: 1 / (1 + below(20)), points: 4 + below(12), sources: below(3) ? [below(5)] : [0, 1], claims: [below(100), below(100)],
    };
  };
  const made: MadeLine[] = Array.from({ length: lines }, () => {
    const a = below(nodes);
    const b = (a + 1 + (below(4) ? below(Math.min(nodes - 1, 40)) : below(nodes - 1))) % nodes;
    const ends: [number, number] = a < b ? [a, b] : [b, a];
    return { a: ends[0], b: ends[1], kind: below(5), links: below(3) ? [link()] : [link(), link()] };
  });
  const numbers = Array.from({ length: nodes }, (_, at) => at);
  const of = numbers.map((at) => Math.floor(at / 100) % 12);
  return data({
    things: all, documents: documents([0, 1, 2, 3, 4].map(() => nodes)),
    claims: claims(Array.from({ length: 100 }, (_, at) => [[0, at % nodes], [1, nodes]]), (claim) => claim % 5),
    views: { collaboration: view(numbers, made, of, Array.from({ length: 12 }, (_, at) => `Community ${at + 1}`)) },
  });
}
