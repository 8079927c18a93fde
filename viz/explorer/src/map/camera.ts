/** What part of the scene is on screen, in the scene's own units, so that an address means the same on every screen. */

import { signal } from "@preact/signals";
import type { Picture, PictureNode } from "../model/types";
import { reach } from "./labels";

/** The point of the scene in the middle, and units of the scene to a pixel. */
export interface View {
  x: number;
  y: number;
  ratio: number;
}

/** Where the reader has gone to; null: all that matters is fitted into the window. */
export const camera = signal<View | null>(null);

export interface Window {
  width: number;
  height: number;
}

/** Units to a pixel where nodes are largest, and farthest from all nodes that are fitted. */
const NEAREST = 1 / 8;
const MOST_FITTED = 1 / 1.35;

/** How much farther away a view may be that shows the others, too. */
const FARTHER = 1.6;
/** Pixels left free along the window, and the share of it that labels have at most at each side. */
const FREE = 8;
const LABELS = 0.14;
/** Of more nodes the labels are too many to be told apart when all are seen. */
const LABELLED = 2000;
/** Pixels that a hull with its name reaches beyond its nodes. */
const HULL = 40;
const HALVINGS = 14;

/** The view in which some nodes are seen with their labels, and as many of the others as there is room for beside them. */
export function fit(nodes: readonly PictureNode[], size: Window, others: readonly PictureNode[] = nodes): View {
  const view = fitted(nodes, size);
  if (others.length <= nodes.length) return view;
  const whole = fitted(others, size);
  if (whole.ratio <= view.ratio * FARTHER) return whole;
  const { across, down } = axes(others, size);
  return { ...view, x: drawnTo(across, view.x, view.ratio), y: drawnTo(down, view.y, view.ratio) };
}

/** The window without what hulls and their names take along its edge. */
export function roomOf({ hulls }: Pick<Picture, "hulls">, { width, height }: Window): Window {
  const [side, end] = hulls.length ? [Math.min(HULL, width * LABELS), Math.min(HULL, height * LABELS)] : [0, 0];
  return { width: width - 2 * side, height: height - 2 * end };
}

function fitted(nodes: readonly PictureNode[], size: Window): View {
  if (!nodes.length) return { x: 0, y: 0, ratio: 1 };
  const { across, down } = axes(nodes, size);
  const ratio = Math.max(least(across), least(down), MOST_FITTED);
  return { x: middle(span(across, ratio)), y: middle(span(down, ratio)), ratio };
}

/** Places of nodes along one side of the window, the pixels that each takes on both sides of its own, and those there are. */
interface Axis {
  at: number[];
  before: number[];
  after: number[];
  room: number;
}

function axes(nodes: readonly PictureNode[], { width, height }: Window): { across: Axis; down: Axis } {
  const few = nodes.length <= LABELLED;
  const [most, mostDown] = [width * LABELS, height * LABELS];
  const around = nodes.map((node) => (few ? reach(node) : { side: most, up: mostDown, down: mostDown }));
  const side = around.map((one) => Math.min(one.side, most));
  return {
    across: { at: nodes.map(({ x }) => x), before: side, after: side, room: Math.max(1, width - 2 * FREE) },
    down: {
      at: nodes.map(({ y }) => y), before: around.map((one) => Math.min(one.up, mostDown)), after: around.map((one) => Math.min(one.down, mostDown)),
      room: Math.max(1, height - 2 * FREE),
    },
  };
}

/** First and last unit of the scene that is taken at so many units to a pixel. */
function span({ at, before, after }: Axis, ratio: number): [number, number] {
  let [first, last] = [Infinity, -Infinity];
  at.forEach((place, i) => {
    first = Math.min(first, place - before[i]! * ratio);
    last = Math.max(last, place + after[i]! * ratio);
  });
  return [first, last];
}

/** The fewest units to a pixel at which all has room, found by halving. */
function least(axis: Axis): number {
  let [low, high] = [0, 2 * (bare(axis) / axis.room) + 1e-6];
  const fits = (ratio: number): boolean => {
    const [first, last] = span(axis, ratio);
    return last - first <= axis.room * ratio;
  };
  while (!fits(high) && high < 1e6) high *= 2;
  for (let step = 0; step < HALVINGS; step++) {
    const half = (low + high) / 2;
    if (fits(half)) high = half;
    else low = half;
  }
  return high;
}

function bare({ at }: Axis): number {
  const [first, last] = span({ at, before: at.map(() => 0), after: at.map(() => 0), room: 0 }, 1);
  return last - first;
}

function middle([first, last]: [number, number]): number {
  return (first + last) / 2;
}

/** The middle of a view, moved towards all the others without leaving what is seen in it. */
function drawnTo(axis: Axis, from: number, ratio: number): number {
  const [first, last] = span(axis, ratio);
  const half = (axis.room / 2) * ratio;
  return last - first <= 2 * half ? middle([first, last]) : Math.min(Math.max(from, first + half), last - half);
}

/** Left, top, right and bottom of the middles of some nodes. */
export function bounds(nodes: readonly PictureNode[]): [number, number, number, number] | null {
  if (!nodes.length) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of nodes) {
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return [left, top, right, bottom];
}

/** Whether some nodes are on screen, and large enough to be told apart. */
export function seen(nodes: readonly PictureNode[], view: View, size: Window): boolean {
  const box = bounds(nodes);
  if (!box) return true;
  const [x, y] = [(size.width / 2 - 24) * view.ratio, (size.height / 2 - 28) * view.ratio];
  const inside = box[0] >= view.x - x && box[2] <= view.x + x && box[1] >= view.y - y && box[3] <= view.y + y;
  return inside && view.ratio <= 2 * fit(nodes, size).ratio;
}

/** Signs grow more slowly than the scene: in a large network they stay apart, and close by they stay signs. */
export function growth(ratio: number): number {
  return ratio > 1 ? ratio ** -0.6 : Math.min(1.8, ratio ** -0.35);
}

/** Where a point of the scene is on screen. */
export function onScreen(x: number, y: number, view: View, size: Window): [number, number] {
  return [size.width / 2 + (x - view.x) / view.ratio, size.height / 2 + (y - view.y) / view.ratio];
}

/** The least and greatest units to a pixel that make sense for a picture. */
export function limits(nodes: readonly PictureNode[], size: Window): [number, number] {
  return [NEAREST, 2 * Math.max(1, fit(nodes, size).ratio)];
}
