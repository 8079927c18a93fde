/** Walking from node to node with the arrow keys: to the nearest one in that direction, along a line if there is one. */

import type { Picture, PictureNode } from "../model/types";

export type Direction = "left" | "right" | "up" | "down";

/** How much nearer a partner counts than a node without a line. */
const PARTNER = 0.4;

/** Positions of the nodes that a node has lines to, each once, nearest first. */
export function partners(picture: Picture, at: number): number[] {
  const found = new Set<number>();
  for (const { a, b } of picture.lines) {
    if (a === at && b !== at) found.add(b);
    else if (b === at && a !== at) found.add(a);
  }
  const from = picture.nodes[at]!;
  const far = (node: number): number => Math.hypot(picture.nodes[node]!.x - from.x, picture.nodes[node]!.y - from.y);
  return [...found].sort((one, other) => far(one) - far(other) || one - other);
}

/** The node that an arrow key leads to, or the same where there is none that way. */
export function step(picture: Picture, at: number, direction: Direction): number {
  const near = new Set(partners(picture, at));
  const from = picture.nodes[at]!;
  let best = at;
  let least = Infinity;
  picture.nodes.forEach((node, i) => {
    const cost = i === at ? Infinity : price(from, node, direction) * (near.has(i) ? PARTNER : 1);
    if (cost < least) [best, least] = [i, cost];
  });
  return best;
}

/** Where to begin: what is marked, else the largest, else the first; -1 in an empty picture. */
export function first(picture: Picture): number {
  const rank = (node: PictureNode): number => (node.marked ? 1e6 : 0) + (node.faded ? 0 : 1e3) + node.size;
  return picture.nodes.reduce((best, node, i) => (best < 0 || rank(node) > rank(picture.nodes[best]!) ? i : best), -1);
}

/** Length of the way, dearer the more it leads aside; infinite where it leads back. */
function price(from: PictureNode, to: PictureNode, direction: Direction): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const ahead = { left: -dx, right: dx, up: -dy, down: dy }[direction];
  const aside = Math.abs(direction === "left" || direction === "right" ? dy : dx);
  return ahead <= 0 || aside > 2.5 * ahead ? Infinity : Math.hypot(ahead, aside) * (1 + (2 * aside) / ahead);
}
