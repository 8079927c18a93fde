/** A picture as elements of SVG: hulls, lines, signs and labels, placed as on the map. */

import { element, type Element } from "../out/xml";
import type { Picture, PictureLine, PictureNode } from "../model/types";
import { along, control, dashes, FADED, faintness, head, type Point, strength, thickness } from "./bow";
import { growth, onScreen, type View, type Window } from "./camera";
import { type Hull, hulls, hullSign, traced } from "./hulls";
import { bold, FONT, placed, type Sign } from "./labels";
import { mixed, type Paper, QUIET } from "./paper";
import { corners, form } from "./shapes";

/** Letters of a name that a picture tells at most, in its titles, too. */
const MOST_LETTERS = 200;
const WIDE = /[mwMW@%—…]/;
const SLIM = /[iljtfrI.,:;'’|()[\]! -]/;

/** What is drawn inside a window, from the back to the front. */
export function sketch(picture: Picture, view: View, size: Window, paper: Paper): Element[] {
  const at = (x: number, y: number): Point => onScreen(x, y, view, size);
  const scale = growth(view.ratio);
  const around = hulls(picture);
  const nodes = picture.nodes.map((node) => {
    const [x, y] = at(node.x, node.y);
    return { ...node, x, y, size: Math.max(node.size * scale, 1.2) };
  });
  return [
    group("hulls", around.map((hull) => hullOf(hull, at))),
    group("lines", linesOf(picture.lines, nodes, scale)),
    group("nodes", nodes.map((node, i) => signOf(node, i, paper))),
    group("labels", labelsOf(nodes, around, at, size, paper)),
  ];
}

/** A sign on its own, as in a legend. */
export function mark(shape: string, x: number, y: number, radius: number, fill: string): Element {
  const points = corners(form(shape), x, y, radius);
  return points.length
    ? element("polygon", { points: points.map(told).join(" "), fill })
    : element("circle", { cx: short(x), cy: short(y), r: short(radius), fill });
}

/** Width of a text that cannot be measured: rather too much than too little. */
export function breadth(text: string, font = FONT): number {
  let sum = 0;
  for (const letter of text) {
    sum += letter > "\u2e80" ? 1.2 : SLIM.test(letter) ? 0.38 : WIDE.test(letter) ? 0.95 : letter !== letter.toLowerCase() ? 0.72 : 0.6;
  }
  return sum * font;
}

/** A line of text, which keeps the direction of its letters to itself. */
export function line(text: string, attributes: Element["attributes"]): Element {
  return element("text", { direction: "ltr", "unicode-bidi": "isolate", ...attributes }, clean(text));
}

/** A text without what XML does not allow, cut where it is very long. */
export function clean(text: string): string {
  const letters = Array.from(text.replace(/[\x00-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff][\udc00-\udfff])/g, " "));
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…` : letters.join("");
}

export function short(value: number): number {
  return Math.round(value * 10) / 10;
}

function group(id: string, within: Element[]): Element {
  return element("g", { "data-part": id }, within);
}

function hullOf({ colour, points }: Hull, at: (x: number, y: number) => Point): Element {
  const steps: string[] = [];
  traced(points.map((point) => at(...point)), (p) => steps.push(`M${told(p)}`), (c, p) => steps.push(`Q${told(c)} ${told(p)}`));
  return element("path", { d: `${steps.join("")}Z`, fill: colour, "fill-opacity": 0.09, stroke: colour, "stroke-opacity": 0.6 });
}

/** Lines that follow one another and look the same are one path. */
function linesOf(lines: PictureLine[], nodes: PictureNode[], scale: number): Element[] {
  const found: Element[] = [];
  let [look, ways, heads] = ["", [] as string[], [] as string[]];
  let attributes: Element["attributes"] = {};
  const close = (): void => {
    if (ways.length) found.push(element("path", { ...attributes, d: ways.join("") }));
    if (heads.length) found.push(element("path", { fill: attributes["stroke"], "fill-opacity": attributes["stroke-opacity"], d: heads.join("") }));
    [ways, heads] = [[], []];
  };
  for (const one of lines) {
    const width = Math.max(thickness(one) * scale, 0.6);
    const [on, off] = dashes(one.stroke, one.width);
    const next = [one.colour, width, on, off, strength(one)].join();
    if (next !== look) close();
    look = next;
    attributes = {
      fill: "none", stroke: one.colour, "stroke-width": short(width), "stroke-opacity": Math.round(strength(one) * faintness(scale) * 1000) / 1000,
      "stroke-dasharray": off ? `${on} ${off}` : undefined,
    };
    const { way, tip } = wayOf(one, nodes, width);
    ways.push(way);
    if (tip) heads.push(tip);
  }
  close();
  return found;
}

/** The way of a line, and the head of its arrow; that of an arrow ends where its head begins. */
function wayOf(one: PictureLine, nodes: PictureNode[], width: number): { way: string; tip: string } {
  const [from, to] = [nodes[one.a]!, nodes[one.b]!];
  const [a, b]: Point[] = [[from.x, from.y], [to.x, to.y]];
  const c = control(a!, b!, one.bend);
  if (!one.arrow) return { way: drawn(a!, c, b!, one.bend), tip: "" };
  const [long, half] = head(width);
  const whole = Math.hypot(b![0] - a![0], b![1] - a![1]) || 1;
  const [end, neck] = [to.size + 2, to.size + 2 + long].map((far) => along(a!, c, b!, Math.max(0, 1 - far / whole)));
  const [dx, dy] = [(end![0] - neck![0]) / long, (end![1] - neck![1]) / long];
  const side = (way: number): string => told([neck![0] - dy * half * way, neck![1] + dx * half * way]);
  const share = Math.max(0, 1 - (to.size + 2 + long) / whole);
  const bent: Point = [a![0] + (c[0] - a![0]) * share, a![1] + (c[1] - a![1]) * share];
  return { way: drawn(a!, bent, neck!, one.bend), tip: `M${told(end!)}L${side(1)}L${side(-1)}Z` };
}

function drawn(a: Point, c: Point, b: Point, bend: number): string {
  return bend ? `M${told(a)}Q${told(c)} ${told(b)}` : `M${told(a)}L${told(b)}`;
}

function signOf(node: PictureNode, i: number, paper: Paper): Element {
  const fill = node.faded ? mixed(node.colour, paper.page, FADED) : node.colour;
  const sign = mark(node.shape, node.x, node.y, node.size, fill);
  const rim = { stroke: paper.page, "stroke-width": short(Math.min(3, node.size / 2)), "paint-order": "stroke" };
  const ring = { cx: short(node.x), cy: short(node.y), r: short(node.size * 1.3 + 3.75), fill: "none", stroke: node.colour, "stroke-width": 2.5 };
  return element("g", { "data-node": i }, [
    element("title", {}, clean(node.label)),
    { ...sign, attributes: { ...sign.attributes, ...rim } },
    ...(node.marked ? [element("circle", ring)] : []),
  ]);
}

function labelsOf(nodes: PictureNode[], around: Hull[], at: (x: number, y: number) => Point, { width, height }: Window, paper: Paper): Element[] {
  const signs: Sign[] = [
    ...nodes.map((node) => ({ ...node, radius: node.size, weight: node.size, full: false })),
    ...around.map((hull) => hullSign(hull, at(...hull.top))),
  ];
  return placed(signs, width, height, (text, heavy) => breadth(text) * (heavy ? 1.07 : 1)).flatMap(({ of, lines, x, y, font, leading }) => {
    const { faded } = signs[of]!;
    const hull = around[of - nodes.length];
    const ink = hull ? mixed(hull.colour, paper.ink, 0.6) : faded ? mixed(paper.ink, paper.page, QUIET) : paper.ink;
    return lines.map((text, i) =>
      line(text, {
        x: short(x), y: short(y + i * leading), "text-anchor": "middle", "font-size": font, "font-weight": bold(signs[of]!) ? 600 : undefined,
        fill: ink, stroke: paper.page, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke",
      }),
    );
  });
}

function told([x, y]: Point): string {
  return `${short(x)} ${short(y)}`;
}
