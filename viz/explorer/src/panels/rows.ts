/**
 * The picture as rows: nodes, ties and claims, in plain columns and cells. The table on the page and the CSV files are
 * both made of these, so that they are equal. Numbers are rounded here, once; days are yyyy-mm-dd as far as known.
 */

import type { Concept, Language } from "../data/contract";
import { labelOf, textIn } from "../model/names";
import type { Kept, Line, Model, Net, NodeAt, Picture, Thing } from "../model/types";
import { day } from "../words/words";
import { type ColumnId, columnWords } from "./columns";

export type Cell = string | number;

export interface Column {
  id: ColumnId;
  label: string;
  /** Cells are numbers (or "" where there is none), to be set flush right and sorted as such. */
  numeric: boolean;
}

export interface Row {
  /** The thing, line or claim, by its position in the data. */
  key: number;
  cells: Cell[];
  /** Column -> language of its text, where it is not that of the page. */
  languages: Partial<Record<ColumnId, string>>;
}

export interface Sheet {
  columns: Column[];
  rows: Row[];
}

/** Values are equal whose difference is that of rounding. */
const SAME = 1e-9;

const NUMERIC: ReadonlySet<ColumnId> = new Set(["ties", "value", "rank", "best", "worst", "sources", "weight"]);

/**
 * The nodes of the picture, those with most ties in it first, and one measure of the whole view.
 *
 * @param measure Name of the measure; ranks of "constraint" begin at the least value.
 */
export function nodeRows(model: Model, net: Net, kept: Kept, picture: Picture, language: Language, measure = "ties"): Sheet {
  const { things, words } = model.data;
  const of = linesOf(picture);
  const values = net.data.measures[measure];
  const range = net.data.ranks[measure];
  const rank = ranked(values ?? [], measure === "constraint");
  const ids: ColumnId[] = ["name", "kind", "ties"];
  if (values) ids.push("value", "rank");
  if (values && range) ids.push("best", "worst");
  ids.push("community", "first", "last");
  const rows = picture.nodes.map(({ thing }, at): Row => {
    const node = net.node(thing);
    const lines = of[at]!;
    const told: Partial<Record<ColumnId, Cell>> = {
      name: labelOf(model, thing, language),
      kind: say(words.nodeKinds[things.kind[thing]!], language),
      ties: lines.length,
      value: rounded(node === undefined ? null : values?.[node]),
      rank: (node !== undefined && rank.get(node)) || "",
      best: (node !== undefined && range?.[0][node]) || "",
      worst: (node !== undefined && range?.[1][node]) || "",
      community: node === undefined ? "" : (net.data.communities.label[net.data.communities.of[node]!] ?? ""),
      first: day(earliest(kept, lines)),
      last: day(lines.reduce((last, line) => Math.max(last, kept.last[line]! || kept.first[line]!), 0)),
    };
    return { key: thing, cells: ids.map((id) => told[id] ?? ""), languages: nameIn(model, [["name", thing]], language) };
  });
  const said = words.measures.find((one) => one.id === measure);
  const headings = {
    ...(said && measure !== "ties" && { value: say(said, language) }), ...(net.name !== "collaboration" && { ties: columnWords(language).shownLines }),
  };
  const { compare } = new Intl.Collator(language);
  rows.sort((one, two) => Number(two.cells[2]) - Number(one.cells[2]) || compare(String(one.cells[0]), String(two.cells[0])) || one.key - two.key);
  return { columns: columns(ids, language, headings), rows };
}

const TIE: ColumnId[] = ["from", "kind", "to", "sources", "certainty", "status", "first", "last", "shared", "weight"];

/** The ties of the picture, or some of them, in the order of the data. */
export function tieRows(model: Model, net: Net, kept: Kept, picture: Picture, language: Language, some?: Line[]): Sheet {
  const { words } = model.data;
  const { lines, nodes } = net.data;
  const chosen = [...(some ?? picture.lines.map(({ line }) => line))].sort((a, b) => a - b);
  const rows = chosen.map((line): Row => {
    const [from, to] = [nodes[lines.a[line]!]!, nodes[lines.b[line]!]!];
    const cells = [
      labelOf(model, from, language),
      say(words.lineKinds[lines.kind[line]!], language),
      labelOf(model, to, language),
      kept.sources[line]!,
      say(words.certainty[kept.certainty[line]!], language),
      say(words.status[kept.status[line]!], language),
      day(kept.first[line]! || kept.last[line]!),
      day(kept.last[line]! || kept.first[line]!),
      shared(net, kept, line).map((thing) => labelOf(model, thing, language)).join("; "),
      rounded(kept.weight[line]),
    ];
    return { key: line, cells, languages: nameIn(model, [["from", from], ["to", to]], language) };
  });
  return { columns: columns(TIE, language), rows };
}

const CLAIM: ColumnId[] = ["sentence", "certainty", "status", "document", "lines", "words"];

/** The claims behind lines, each once and in the order of the data: behind those of the picture if none are given. */
export function claimRows(
  model: Model, _net: Net, kept: Kept, picture: Picture, language: Language, some?: Line[],
): Sheet {
  const { claims, documents, words } = model.data;
  const rows = claimsOf(kept, some ?? picture.lines.map(({ line }) => line)).map((claim): Row => {
    const document = documents[claims.document[claim]!];
    const cells = [
      claims.sentence[claim]!,
      say(words.certainty[claims.certainty[claim]!], language),
      say(words.status[claims.status[claim]!], language),
      document?.title ?? "",
      claims.lines[claim]!.join(", "),
      claims.words[claim]!.join(" … "),
    ];
    const printed = other(document?.language, language);
    const sentence = other("en", language);
    return { key: claim, cells, languages: { ...(sentence && { sentence }), ...(printed && { document: printed, words: printed }) } };
  });
  return { columns: columns(CLAIM, language), rows };
}

/** The claims behind some lines, each once, ascending. */
export function claimsOf(kept: Kept, lines: Iterable<Line>): number[] {
  const found = new Set<number>();
  for (const line of lines) for (const claim of kept.claims(line)) found.add(claim);
  return [...found].sort((a, b) => a - b);
}

/** Rows in the order of one column, numbers by size and texts by the language; what is empty comes last either way. */
export function sorted(sheet: Sheet, by: ColumnId, falling: boolean, language: Language): Row[] {
  const at = sheet.columns.findIndex(({ id }) => id === by);
  if (at < 0) return sheet.rows;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const sign = falling ? -1 : 1;
  return [...sheet.rows].sort((one, two) => {
    const [a, b] = [one.cells[at]!, two.cells[at]!];
    if (a === "" || b === "") return Number(a === "") - Number(b === "") || one.key - two.key;
    const order = typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
    return sign * order || one.key - two.key;
  });
}

/** Rows in one cell of which the text is found, whatever its case. */
export function containing(rows: Row[], text: string): Row[] {
  const wanted = text.trim().toLocaleLowerCase();
  return wanted ? rows.filter(({ cells }) => cells.some((cell) => String(cell).toLocaleLowerCase().includes(wanted))) : rows;
}

function columns(ids: ColumnId[], language: Language, other: Partial<Record<ColumnId, string>> = {}): Column[] {
  const labels = columnWords(language);
  return ids.map((id) => ({ id, label: other[id] ?? labels[id], numeric: NUMERIC.has(id) }));
}

/** The rank of each node, those of the whole view compared; equal values have equal ranks, as in graph/network/measures.py. */
function ranked(values: (number | null)[], lowFirst: boolean): Map<NodeAt, number> {
  const having = values.flatMap((value, node) => (value === null ? [] : [{ node, value }]));
  having.sort((a, b) => (lowFirst ? a.value - b.value : b.value - a.value) || a.node - b.node);
  const found = new Map<NodeAt, number>();
  having.forEach(({ node, value }, at) => {
    const before = having[at - 1];
    found.set(node, before && near(before.value, value) ? found.get(before.node)! : at + 1);
  });
  return found;
}

function near(one: number, two: number): boolean {
  return one === two || Math.abs(one - two) <= SAME * Math.abs(one);
}

function linesOf(picture: Picture): Line[][] {
  const of: Line[][] = picture.nodes.map(() => []);
  for (const { a, b, line } of picture.lines) {
    of[a]!.push(line);
    of[b]!.push(line);
  }
  return of;
}

function shared(net: Net, kept: Kept, line: Line): Thing[] {
  const through = kept.links(line).map((link) => net.data.links.through[link]!);
  return [...new Set(through)].filter((thing) => thing >= 0);
}

function earliest(kept: Kept, lines: Line[]): number {
  const known = lines.map((line) => kept.first[line]! || kept.last[line]!).filter(Boolean);
  return known.length ? known.reduce((one, two) => Math.min(one, two)) : 0;
}

function rounded(value: number | null | undefined): Cell {
  return value === null || value === undefined ? "" : Number(value.toPrecision(4));
}

function say(concept: Concept | undefined, language: Language): string {
  return concept ? textIn(concept.label, language) : "";
}

function nameIn(model: Model, named: [ColumnId, Thing][], language: Language): Row["languages"] {
  const { names, language: of } = model.data.things;
  return Object.fromEntries(
    named.flatMap(([id, thing]) => {
      const has = names[thing]?.some(([written]) => written === language);
      const told = has ? undefined : other(of[thing], language);
      return told ? [[id, told]] : [];
    }),
  );
}

function other(written: string | undefined, language: Language): string | undefined {
  return written && written !== language ? written : undefined;
}
