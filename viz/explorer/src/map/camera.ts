/** What part of the scene is on screen, in the scene's own units, so that an address means the same on every screen. */

import { signal } from "@preact/signals";
import type { PictureNode } from "../model/types";

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

/** The view in which some nodes are seen with room for their labels. */
export function fit(nodes: readonly PictureNode[], { width, height }: Window): View {
  const box = bounds(nodes);
  if (!box) return { x: 0, y: 0, ratio: 1 };
  const [left, top, right, bottom] = box;
  const [wide, high] = [width - 2 * Math.min(84, width * 0.14), height - 2 * Math.min(56, height * 0.13)];
  const ratio = Math.max((right - left) / wide, (bottom - top) / high, MOST_FITTED);
  return { x: (left + right) / 2, y: (top + bottom) / 2, ratio };
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
