/**
 * Which labels there is room for, and where: marked nodes first, then the larger. A label never lies on another, nor
 * on a sign, but for much smaller ones. Pixels of the screen, or of a picture file.
 */

import type { PictureNode } from "../model/types";

export const FONT = 12.5;
/** Where there are many, so that more have room. */
const SMALL = 11;
/** Pixels of the window to a node, under which there are many. */
const DENSE = 14_000;
export const COLUMNS = 22;
const LINES = 2;
/** Breadth of a letter to its height, on average. */
const LETTER = 0.56;
/** A label may lie on a sign that is so much smaller than its own. */
const SMALLER = 0.75;
const MOST = 400;
const CELL = 48;
/** Labels in a row without room after which no more are tried: the picture is full. */
const FULL = 200;
/** How many nodes are tried, and how many signs are kept free, before the rest is left. */
const TRIED = 4000;
const SIGNS = 1500;

/** What might be labelled: a node, or a community at the top of its hull. */
export interface Sign {
  x: number;
  y: number;
  radius: number;
  /** What comes first: the radius of a node, and as much for a community as it has nodes. */
  weight: number;
  label: string;
  above: boolean;
  faded: boolean;
  marked: boolean;
  /** Pointed at, or with the keyboard on it: told in full, whatever it covers. */
  full: boolean;
}

export interface Label {
  /** Position among the signs. */
  of: number;
  lines: string[];
  /** Middle, and baseline of the first line. */
  x: number;
  y: number;
  width: number;
  font: number;
  /** From one baseline to the next. */
  leading: number;
}

/** Width of a text, in FONT, which may be bold. */
export type Measure = (text: string, bold: boolean) => number;

type Box = readonly [left: number, top: number, right: number, bottom: number];

/** The labels to be drawn, in order of importance. */
export function placed(signs: readonly Sign[], width: number, height: number, measure: Measure): Label[] {
  const room = new Room(width, height);
  const order = ranked(signs, width, height);
  const font = (width * height) / order.length < DENSE ? SMALL : FONT;
  for (const i of order.slice(0, SIGNS)) room.take(mark(signs[i]!), i, signs[i]!.radius);
  const found: Label[] = [];
  let failed = 0;
  for (const i of order.slice(0, TRIED)) {
    const label = found.length < MOST && failed < FULL ? place(signs[i]!, i, room, measure, font) : null;
    failed = label ? 0 : failed + 1;
    if (label) found.push(label);
  }
  return found;
}

/** Whether a label is bold: of what is marked or pointed at, and of communities. */
export function bold({ marked, full, radius }: Sign): boolean {
  return marked || full || !radius;
}

/** A name in at most so many lines of about so many letters; what is left out is an ellipsis. */
export function wrapped(text: string, columns = COLUMNS, most = LINES): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean).flatMap((word) => pieces(word, columns))) {
    const last = lines.at(-1);
    if (last !== undefined && letters(last) + 1 + letters(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
    if (lines.length > most) break;
  }
  if (lines.length <= most) return lines;
  const end = Array.from(lines[most - 1]!).slice(0, columns - 1).join("").trimEnd();
  return [...lines.slice(0, most - 1), `${end}…`];
}

const broken = new Map<string, string[]>();

function linesOf(sign: Pick<Sign, "label" | "radius" | "full">): string[] {
  const key = `${sign.full ? "f" : sign.radius ? "n" : "h"}${sign.label}`;
  let lines = broken.get(key);
  if (!lines) {
    if (broken.size > 20_000) broken.clear();
    broken.set(key, (lines = sign.full ? wrapped(sign.label, 30, 6) : wrapped(sign.label, sign.radius ? COLUMNS : 30)));
  }
  return lines;
}

/** Positions of the signs that are on screen: told in full, marked, not faded, larger, first. */
function ranked(signs: readonly Sign[], width: number, height: number): number[] {
  const order: number[] = [];
  signs.forEach(({ x, y, label }, i) => {
    if (label && x > -60 && y > -30 && x < width + 60 && y < height + 30) order.push(i);
  });
  const rank = ({ full, marked, faded }: Sign): number => (full ? 0 : marked ? 1 : faded ? 3 : 2);
  return order.sort((a, b) => rank(signs[a]!) - rank(signs[b]!) || signs[b]!.weight - signs[a]!.weight || a - b);
}

/** Pixels that a node takes with its label, above or below as it was laid out for: estimated, before anything is drawn. */
export function reach({ label, size, above, marked }: PictureNode): { side: number; up: number; down: number } {
  const lines = linesOf({ label, radius: size || 1, full: false });
  const own = marked ? size * 1.3 + 7 : size;
  const high = own + 6 + lines.length * leadingOf(FONT);
  const side = Math.max(own, (Math.max(0, ...lines.map(letters)) * FONT * LETTER) / 2);
  return above ? { side, up: high, down: own } : { side, up: own, down: high };
}

/** Room for one label: inside, and beside all signs if there is any, else over much smaller ones; first on the side it was laid out for. */
function place(sign: Sign, i: number, room: Room, measure: Measure, font: number): Label | null {
  const lines = linesOf(sign);
  const leading = leadingOf(font);
  const width = Math.max(...lines.map((line) => measure(line, bold(sign)))) * (font / FONT);
  const high = lines.length * leading;
  for (const [covers, [x, top]] of ways(sign, width, high, room)) {
    const box: Box = [x - width / 2 - 3, top, x + width / 2 + 3, top + high];
    if (!sign.full && !(room.holds(box) && room.free(box, i, covers))) continue;
    room.take(box, -1, 1e9);
    return { of: i, lines, x, y: top + font - 1, width, font, leading };
  }
  return null;
}

/** Middles and tops that a label may have, the best first, each with the radius up to which it may lie on signs. */
function ways(sign: Sign, width: number, high: number, room: Room): [covers: number, at: [x: number, top: number]][] {
  const { x, y, radius } = sign;
  const far = sign.marked || sign.full ? radius * 1.3 + 7 : radius;
  if (!radius) {
    const [middle, top] = [within(x, width / 2 + 6, room.width), (above: boolean) => within(above ? y - 5 - high : y + 4, 4, room.height)];
    return [[0, [middle, top(sign.above)]], [0, [middle, top(!sign.above)]]];
  }
  const [up, down]: [number, number][] = [[x, y - far - 5 - high], [x, y + far + 4]];
  const first = sign.above ? [up!, down!] : [down!, up!];
  const sides = [1, -1].map((way): [number, number] => [x + way * (far + 6 + width / 2), y - high / 2]);
  return [...[...first, ...sides].map((at): [number, [number, number]] => [0, at]), ...first.map((at): [number, [number, number]] => [radius * SMALLER, at])];
}

function leadingOf(font: number): number {
  return Math.round(font * 1.2);
}

/** A place at least so far from both ends: the label of a community does not leave the window before its hull. */
function within(place: number, edge: number, whole: number): number {
  return Math.max(edge, Math.min(place, whole - edge));
}

function mark({ x, y, radius }: Sign): Box {
  return [x - radius, y - radius, x + radius, y + radius];
}

/** What is taken, in cells, so that only what is near has to be looked at. */
class Room {
  private readonly cells: { box: Box; of: number; size: number }[][];
  private readonly columns: number;
  private readonly rows: number;

  constructor(readonly width: number, readonly height: number) {
    this.columns = Math.max(1, Math.ceil(width / CELL) + 4);
    this.rows = Math.max(1, Math.ceil(height / CELL) + 4);
    this.cells = Array.from({ length: this.columns * this.rows }, () => []);
  }

  take(box: Box, of: number, size: number): void {
    for (const cell of this.under(box)) cell.push({ box, of, size });
  }

  /** Whether a box is inside. */
  holds([left, top, right, bottom]: Box): boolean {
    return left >= 0 && top >= 0 && right <= this.width && bottom <= this.height;
  }

  free(box: Box, of: number, size: number): boolean {
    return this.under(box).every((cell) =>
      cell.every((other) => other.of === of || other.size < size || !over(box, other.box)),
    );
  }

  private under([left, top, right, bottom]: Box): { box: Box; of: number; size: number }[][] {
    const clamp = (value: number, most: number): number => Math.min(Math.max(Math.floor(value / CELL) + 2, 0), most - 1);
    const found = [];
    for (let y = clamp(top, this.rows); y <= clamp(bottom, this.rows); y++) {
      for (let x = clamp(left, this.columns); x <= clamp(right, this.columns); x++) found.push(this.cells[y * this.columns + x]!);
    }
    return found;
  }
}

function over(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

function pieces(word: string, columns: number): string[] {
  const all = Array.from(word);
  const count = Math.min(Math.ceil(all.length / columns), LINES * 4);
  return Array.from({ length: count }, (_, i) => all.slice(i * columns, (i + 1) * columns).join(""));
}

function letters(text: string): number {
  return text.length < 2 ? text.length : Array.from(text).length;
}
