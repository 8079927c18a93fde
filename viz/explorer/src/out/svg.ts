/** The picture as SVG: a title, the network, its legend, and what it shows (filters, date, version, licence). */

import { bounds, fit, roomOf, type Window } from "../map/camera";
import { wrapped } from "../map/labels";
import { paperOf, type Paper } from "../map/paper";
import { breadth, clean, line, mark, short, sketch } from "../map/sketch";
import { dashes, strength } from "../map/bow";
import type { Picture } from "../model/types";
import type { LegendEntry } from "./legend";
import { element, type Element, xmlText } from "./xml";

export interface How {
  title: string;
  legend: readonly LegendEntry[];
  /** Lines below the legend. */
  footer: readonly string[];
  dark: boolean;
  /** Of the whole picture; else as the network needs it. */
  width?: number;
  height?: number;
}

/** A picture as plain values. */
export interface Drawing extends Element {
  width: number;
  height: number;
}

const FONTS = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
const EDGE = 24;
const ROW = 22;
const HEAD = 24;
const SMALL = 12;
const MOST = 1800;
const SPACE = "http://www.w3.org/2000/svg";

/** The drawing of a picture. */
export function drawing(picture: Picture, how: How): Drawing {
  const paper = paperOf(how.dark);
  const natural = naturalSize(picture);
  const width = Math.round(how.width ?? Math.max(natural.width, 640));
  const title = how.title ? wrapped(clean(how.title), Math.floor((width - 2 * EDGE) / 11.8), 3) : [];
  const top = title.length ? 28 + title.length * HEAD : 0;
  const legend = legendOf(how.legend, width, paper);
  const footer = how.footer.flatMap((text) => wrapped(clean(text), Math.floor((width - 2 * EDGE) / (SMALL * 0.58)), 4));
  const below = (legend.high ? legend.high + 12 : 0) + (footer.length ? footer.length * 18 + 16 : 0);
  const size: Window = { width, height: Math.max(120, how.height === undefined ? natural.height : how.height - top - below) };
  const foot = top + size.height;
  const height = Math.round(foot + below);
  return {
    width, height,
    ...element("svg", { xmlns: SPACE, width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "font-family": FONTS }, [
      ...(how.title ? [element("title", {}, clean(how.title))] : []),
      element("rect", { width, height, fill: paper.page }),
      ...title.map((text, at) => line(text, { x: EDGE, y: 36 + at * HEAD, "font-size": 19, "font-weight": 650, fill: paper.ink })),
      element("svg", { y: top, width: size.width, height: size.height, overflow: "hidden" }, sketch(picture, fit(picture.nodes, roomOf(picture, size)), size, paper)),
      element("g", { "data-part": "legend", transform: `translate(0 ${foot})` }, legend.drawn),
      element("g", { "data-part": "footer" }, footer.map((text, i) =>
        line(text, { x: EDGE, y: height - 14 - (footer.length - 1 - i) * 18, "font-size": SMALL, fill: paper.muted }))),
    ]),
  };
}

/** The drawing as a file of its own. */
export function svgText(tree: Element): string {
  return xmlText(tree);
}

/** The drawing as elements of a document. */
export function svgElement(tree: Element, document: Document): SVGElement {
  const made = document.createElementNS(SPACE, tree.name) as SVGElement;
  for (const [name, value] of Object.entries(tree.attributes)) {
    if (value !== undefined && name !== "xmlns") made.setAttribute(name, String(value));
  }
  if (typeof tree.within === "string") made.textContent = tree.within;
  else made.append(...tree.within.map((inner) => svgElement(inner, document)));
  return made;
}

/** The network as large as it was laid out, unless that is very large. */
function naturalSize(picture: Picture): Window {
  const [left, top, right, bottom] = bounds(picture.nodes) ?? [0, 0, 0, 0];
  const shrunk = Math.min(1, MOST / Math.max(right - left, bottom - top, 1));
  return { width: Math.round((right - left) * shrunk + 200), height: Math.round((bottom - top) * shrunk + 150) };
}

/** The legend in rows, and how high it is. */
function legendOf(entries: readonly LegendEntry[], width: number, paper: Paper): { drawn: Element[]; high: number } {
  let [x, y] = [EDGE, 18];
  const drawn = entries.flatMap((entry) => {
    const [label = ""] = wrapped(clean(entry.label), 60, 1);
    const wide = 34 + breadth(label, SMALL) + 18;
    if (x > EDGE && x + wide > width - EDGE) [x, y] = [EDGE, y + ROW];
    const found = [sample(entry, x, y), line(label, { x: short(x + 34), y: y + 4, "font-size": SMALL, fill: paper.ink })];
    x += wide;
    return found;
  });
  return { drawn, high: entries.length ? y + ROW / 2 : 0 };
}

function sample({ shape, stroke = "solid", colour, pale = false, faded = false }: LegendEntry, x: number, y: number): Element {
  if (shape) return mark(shape, x + 14, y, 7, colour);
  const [on, off] = dashes(stroke, 2.5);
  return element("path", {
    d: `M${short(x)} ${y}h28`, fill: "none", stroke: colour, "stroke-width": 2.5, "stroke-opacity": pale || faded ? strength({ pale, faded, marked: false }) : undefined,
    "stroke-dasharray": off ? `${on} ${off}` : undefined,
  });
}
