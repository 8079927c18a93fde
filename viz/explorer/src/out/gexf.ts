/**
 * What is shown as GEXF 1.3, for Gephi and Gephi Lite: as export/gexf.py writes it (same ids of attributes, parallel ties
 * kept apart by `kind`, dates only where known to the day), with the places, sizes and colours of the picture.
 */

import type { Language } from "../data/contract";
import { labelOf } from "../model/names";
import type { Kept, Line, Model, Net, Picture, PictureLine, PictureNode } from "../model/types";
import { day } from "../words/words";
import { type About, aboutLines, inLanguage } from "./named";
import { type Element, element, xmlText } from "./xml";

const NAMESPACE = "http://gexf.net/1.3";
const NODE = { kind: "string", slug: "string", iri: "string" };
const EDGE = {
  kind: "string", sources: "integer", certainty: "string", status: "string", first: "string", last: "string",
  strong: "boolean", directed: "boolean", principal: "string", evidence: "string",
};
const SHAPES: Record<string, string> = { square: "square", diamond: "diamond", triangle: "triangle", triangleDown: "triangle" };

type Span = [start: string, end: string];

/** The whole file. The schema has the drawing's elements in the one namespace, Gephi knows them by the prefix `viz`. */
export function gexfOf(model: Model, net: Net, kept: Kept, picture: Picture, about: About, language: Language): string {
  const rule = net.name === "collaboration" ? "undirected" : "directed";
  const spans = spansOf(kept, picture);
  const ids = edgeIds(model, net, picture);
  const graph = element("graph", { mode: "dynamic", timeformat: "date", timerepresentation: "interval", defaultedgetype: rule }, [
    declared("node", NODE),
    declared("edge", EDGE),
    element("nodes", { count: picture.nodes.length }, picture.nodes.map((node, at) => nodeOf(model, node, spans[at]!, language))),
    element("edges", { count: picture.lines.length }, picture.lines.map((line, at) => edgeOf(model, net, kept, line, ids[at]!, rule, language))),
  ]);
  const meta = element("meta", {}, [
    element("creator", {}, `scen ${model.data.made.version}`),
    element("description", {}, aboutLines(about).join(" ")),
  ]);
  return xmlText(element("gexf", { xmlns: NAMESPACE, "xmlns:viz": NAMESPACE, version: "1.3" }, [meta, graph]));
}

function declared(of: string, attributes: Record<string, string>): Element {
  const each = Object.entries(attributes).map(([id, type]) => element("attribute", { id, title: id, type }));
  return element("attributes", { class: of, mode: "static" }, each);
}

function nodeOf(model: Model, node: PictureNode, [start, end]: Span, language: Language): Element {
  const iri = model.data.things.iri[node.thing]!;
  const [kind = "", slug = ""] = iri.split(/\/(.*)/s);
  const label = labelOf(model, node.thing, language);
  return element("node", { id: idOf(iri), label, start: start || undefined, end: end || undefined }, [
    values({ kind, slug, iri: full(model, iri) }),
    element("viz:color", channels(node.colour)),
    element("viz:position", { x: node.x, y: -node.y, z: 0 }),
    element("viz:size", { value: node.size }),
    element("viz:shape", { value: SHAPES[node.shape] ?? "disc" }),
  ]);
}

function edgeOf(model: Model, net: Net, kept: Kept, drawn: PictureLine, id: string, rule: string, language: Language): Element {
  const { line } = drawn;
  const { words } = model.data;
  const kind = words.lineKinds[net.data.lines.kind[line]!]!;
  const directed = net.data.lines.directed[line] === 1;
  const [a, b] = endsOf(model, net, line);
  const [start, end] = spanOf(kept, line);
  const own = {
    id, source: idOf(a), target: idOf(b), kind: kind.id, type: rule,
    label: inLanguage(kind.label, language), weight: kept.weight[line]!, start: start || undefined, end: end || undefined,
  };
  return element("edge", own, [
    values({
      kind: kind.id, sources: kept.sources[line]!, certainty: words.certainty[kept.certainty[line]!]!.id,
      status: words.status[kept.status[line]!]!.id, first: day(kept.first[line]!), last: day(kept.last[line]!),
      strong: kind.strong, directed, principal: directed && net.name === "collaboration" ? full(model, b) : "",
      evidence: evidence(model, kept, line),
    }),
    element("viz:color", { ...channels(drawn.colour), a: drawn.pale ? 0.45 : 1 }),
    element("viz:thickness", { value: drawn.width }),
    element("viz:shape", { value: drawn.stroke }),
  ]);
}

/** An id for each tie, made of its ends and kind, so that other ties do not change it. */
function edgeIds(model: Model, net: Net, picture: Picture): string[] {
  const met = new Map<string, number>();
  return picture.lines.map(({ line }) => {
    const [a, b] = endsOf(model, net, line).map(idOf);
    const id = `edge.${a}.${idOf(model.data.words.lineKinds[net.data.lines.kind[line]!]!.id)}.${b}`;
    const times = (met.get(id) ?? 0) + 1;
    met.set(id, times);
    return times === 1 ? id : `${id}.${times}`;
  });
}

/** The IRIs of the ends of a line, as it leads. */
function endsOf(model: Model, net: Net, line: Line): [string, string] {
  const { lines, nodes } = net.data;
  return [model.data.things.iri[nodes[lines.a[line]!]!]!, model.data.things.iri[nodes[lines.b[line]!]!]!];
}

function values(told: Record<string, string | number | boolean>): Element {
  return element("attvalues", {}, Object.entries(told).map(([key, value]) => element("attvalue", { for: key, value })));
}

/** `document:line` of every line that a tie rests on. */
export function evidence(model: Model, kept: Kept, line: Line): string {
  const { claims, documents, things } = model.data;
  const found = kept.claims(line).flatMap((claim) => {
    const slug = things.iri[documents[claims.document[claim]!]!.thing]!.split(/\/(.*)/s)[1];
    return claims.lines[claim]!.length ? claims.lines[claim]!.map((at): [string, number] => [slug!, at]) : [[slug!, 0] as [string, number]];
  });
  found.sort(([a, at], [b, bt]) => (a < b ? -1 : a > b ? 1 : at - bt));
  return [...new Set(found.map(([slug, at]) => (at ? `${slug}:${at}` : slug)))].join("; ");
}

/** A node has the span of its ties, and none where one of them has none: it must not vanish before an undated tie. */
function spansOf(kept: Kept, picture: Picture): Span[] {
  const found: (Span | undefined)[] = picture.nodes.map(() => undefined);
  for (const { a, b, line } of picture.lines) {
    const [start, end] = spanOf(kept, line);
    for (const at of [a, b]) {
      const [first, last] = found[at] ?? [start, end];
      found[at] = [first < start ? first : start, last && end ? (last > end ? last : end) : ""];
    }
  }
  return found.map((span) => span ?? ["", ""]);
}

/** First and last day of a tie, each "" where it is not known to the day. */
function spanOf(kept: Kept, line: Line): Span {
  const [first, last] = [kept.first[line]!, kept.last[line]!];
  const [start, end] = [wholeDay(first), wholeDay(last)];
  return start && end && start > end ? ["", ""] : [start, end];
}

function wholeDay(date: number): string {
  return date % 100 ? day(date) : "";
}

function full(model: Model, iri: string): string {
  return `${model.data.made.base}id/${iri}`;
}

/** An NMTOKEN of its own for each IRI: kind and slug, other characters as their numbers. */
function idOf(iri: string): string {
  return iri.replace(/[^A-Za-z0-9_/-]/gu, (one) => `.${one.codePointAt(0)!.toString(16)}.`).replace("/", ".").replaceAll("/", "..");
}

function channels(colour: string): { r: number; g: number; b: number } {
  const value = /^#[0-9a-f]{6}$/i.test(colour) ? parseInt(colour.slice(1), 16) : 0x808080;
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
}
