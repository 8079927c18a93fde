/** Who is near whom over the lines that a filter leaves. */

import type { Kept, Line, Net, NodeAt, Thing, Model } from "./types";

/** Further than was asked for. */
export const BEYOND = 255;

/** Steps from the nearest of some nodes to every node, up to `most`; BEYOND for the others. */
export function distances(net: Net, kept: Kept, nodes: ArrayLike<NodeAt>, most: number): Uint8Array {
  const steps = new Uint8Array(net.data.nodes.length).fill(BEYOND);
  let edge = [...new Set(Array.from(nodes))];
  for (const node of edge) steps[node] = 0;
  for (let step = 1; step <= most && edge.length; step++) {
    const next: NodeAt[] = [];
    for (const node of edge) eachOther(net, kept, node, (other) => {
      if (steps[other] !== BEYOND) return;
      steps[other] = step;
      next.push(other);
    });
    edge = next;
  }
  return steps;
}

/** The nodes at most so many steps away, ascending and without the centres. */
export function within(net: Net, kept: Kept, nodes: ArrayLike<NodeAt>, depth: number): NodeAt[] {
  const found: NodeAt[] = [];
  distances(net, kept, nodes, depth).forEach((steps, node) => steps > 0 && steps < BEYOND && found.push(node));
  return found;
}

/** The partners of a node over some of its kept lines, ascending. */
export function around(net: Net, kept: Kept, node: NodeAt, which: (line: Line) => boolean): NodeAt[] {
  const found = new Set<NodeAt>();
  eachOther(net, kept, node, (other, line) => which(line) && found.add(other));
  return [...found].sort((one, other) => one - other);
}

/** How many partners of a node are not in the picture, by kind of line (position in words.lineKinds), those kinds first that come first. */
export function beyond(
  model: Model, net: Net, kept: Kept, node: NodeAt, present: ReadonlySet<Thing>,
): { kind: number; nodes: number }[] {
  return model.data.words.lineKinds
    .map((_, kind) => ({ kind, nodes: around(net, kept, node, (line) => net.data.lines.kind[line] === kind) }))
    .map(({ kind, nodes }) => ({ kind, nodes: nodes.filter((at) => !present.has(net.data.nodes[at]!)).length }))
    .filter(({ nodes }) => nodes);
}

function eachOther(net: Net, kept: Kept, node: NodeAt, tell: (other: NodeAt, line: Line) => void): void {
  const lines = net.linesOf(node);
  for (let at = 0; at < lines.length; at++) if (kept.is[lines[at]!]) tell(net.other(lines[at]!, node), lines[at]!);
}
