/** Any rows as a picture: nodes and the lines between them become data of the explorer, which then shows itself. */

import type { Data, Language, NodeKind, Place } from "./data/contract";
import { mount } from "./main";

/** What is to be drawn; `words` are those of Python (portal/answers_page.py). */
export interface Told {
  nodes: { iri: string; label: string; kind: string; size?: number; colour?: string }[];
  /** Positions of two nodes, and how many rows link them. */
  lines: [a: number, b: number, rows: number][];
  words: Data["words"];
  language: Language;
  /** Namespace of the dataset, and address of the pages of its things. */
  base: string;
  pages: string;
}

const LEAST = 7;
const LARGEST = 20;

/** Draw it in the element, which is emptied. Returns what takes it out again. */
export function picture(element: HTMLElement, told: Told): () => void {
  element.classList.add("drawn");
  return mount(element, dataOf(told), { embedded: true, view: "collaboration", language: told.language });
}

/** The data of the explorer: one view, no claims, and each line one link of the surest kind, since rows are no claims. */
export function dataOf(told: Told): Data {
  const { nodes, lines } = told;
  const kinds = kindsOf(told);
  const at = new Map(kinds.map(({ id }, place) => [id, place]));
  const inside = `${told.base}id/`;
  const none = lines.map(() => 0);
  const starts = [0, ...none];
  return {
    format: 1, view: "collaboration", language: told.language,
    made: { version: "", digest: "", base: told.base, placeholder: true, licence: { name: "", address: "" }, title: { en: "" }, pages: nodes.every(({ iri }) => iri.startsWith(inside)) ? told.pages : "" },
    words: { ...told.words, nodeKinds: kinds },
    things: {
      iri: nodes.map(({ iri }) => (iri.startsWith(inside) ? iri.slice(inside.length) : iri)),
      name: nodes.map(({ label }) => label), language: nodes.map(() => ""), kind: nodes.map((node) => at.get(kindOf(node))!),
      names: {}, aliases: {}, agents: {}, dates: {}, claims: nodes.map(() => 0),
    },
    documents: [],
    claims: { iri: [], kind: [], certainty: [], status: [], document: [], lines: [], words: [], sentence: [], because: {}, parts: [], values: [], role: {} },
    contradictions: [], abouts: [],
    views: {
      collaboration: {
        nodes: nodes.map((_, place) => place),
        wide: standing(nodes.length, lines, 1.6), tall: standing(nodes.length, lines, 0.7), size: sizes(told),
        lines: { a: lines.map(([a]) => a), b: lines.map(([, b]) => b), kind: none, directed: none, bend: none, links: [0, ...lines.map((_, line) => line + 1)] },
        links: { first: none, last: none, certainty: none, status: none, weight: lines.map(([, , rows]) => rows), points: lines.map(() => 4), through: lines.map(() => -1), sourceStarts: starts, sources: [], claimStarts: starts, claims: [] },
        measures: {}, ranks: {}, said: {}, communities: { of: nodes.map(() => -1), label: [] },
      },
    },
    belongs: { person: [], organisation: [], certainty: [], status: [], points: [], claim: [], how: [] },
    stories: [],
  };
}

const kindOf = ({ kind, colour }: Told["nodes"][number]): string => (colour ? `${kind} ${colour}` : kind);

/** The kinds of the nodes; a colour of its own makes a kind of its own, since the explorer colours by kind. */
function kindsOf({ nodes, words }: Told): NodeKind[] {
  const found = new Map<string, NodeKind>();
  for (const node of nodes) {
    const known = words.nodeKinds.find(({ id }) => id === node.kind) ?? words.nodeKinds[0]!;
    found.set(kindOf(node), { ...known, id: kindOf(node), colour: node.colour ? [node.colour, node.colour] : known.colour });
  }
  return [...found.values()];
}

/** Radius by the size told, else by the number of lines, so that areas compare. */
function sizes({ nodes, lines }: Told): number[] {
  const degree = nodes.map(() => 0);
  for (const [a, b] of lines) for (const end of [a, b]) degree[end]! += 1;
  const values = nodes.map(({ size }, at) => Math.max(0, size ?? degree[at]!));
  const top = Math.max(1e-9, ...values);
  return values.map((value) => LEAST + (LARGEST - LEAST) * Math.sqrt(value / top));
}

/** Where nodes stand: springs and repulsion (Fruchterman and Reingold, 1991) from a spiral, so that it is always the same. */
function standing(count: number, lines: Told["lines"], aspect: number): Place {
  const unit = 60;
  const x = Float64Array.from({ length: count }, (_, at) => unit * Math.sqrt(at) * Math.cos(at * 2.39996));
  const y = Float64Array.from({ length: count }, (_, at) => unit * Math.sqrt(at) * Math.sin(at * 2.39996));
  const rounds = count > 400 ? 60 : 250;
  for (let round = 0; round < rounds; round++) step(x, y, lines, unit, unit * (1 - round / rounds));
  const rounded = (values: Float64Array, by: number): number[] => Array.from(values, (value) => Math.round(value * by * 100) / 100);
  return { x: rounded(x, Math.sqrt(aspect)), y: rounded(y, 1 / Math.sqrt(aspect)), above: new Array<number>(count).fill(0) };
}

/** One round: all push each other away, lines pull, the middle holds; none moves further than `most`. */
function step(x: Float64Array, y: Float64Array, lines: Told["lines"], unit: number, most: number): void {
  const count = x.length;
  const dx = new Float64Array(count);
  const dy = new Float64Array(count);
  const pull = (a: number, b: number, force: (distance: number) => number): void => {
    const [across, down] = [x[b]! - x[a]!, y[b]! - y[a]!];
    const distance = Math.max(1, Math.hypot(across, down));
    const [right, under] = [(across / distance) * force(distance), (down / distance) * force(distance)];
    dx[a]! += right;
    dy[a]! += under;
    dx[b]! -= right;
    dy[b]! -= under;
  };
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) pull(a, b, (distance) => (-unit * unit) / distance);
  for (const [a, b] of lines) pull(a, b, (distance) => (distance * distance) / unit / 2);
  for (let node = 0; node < count; node++) {
    const [right, down] = [dx[node]! - x[node]! * 0.3, dy[node]! - y[node]! * 0.3];
    const length = Math.max(1, Math.hypot(right, down));
    x[node]! += (right / length) * Math.min(length, most);
    y[node]! += (down / length) * Math.min(length, most);
  }
}
