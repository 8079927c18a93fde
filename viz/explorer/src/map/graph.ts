/** A picture as the graph that sigma draws: nodes and lines are known by their positions in the picture. */

import Graph from "graphology";
import type { Picture } from "../model/types";
import { FADED, strength, thickness } from "./bow";
import type { Look } from "./programs/nodes";
import type { Stroke } from "./programs/lines";

/**
 * The types of nodes and lines bear the names of sigma's own programs, which ours replace: it makes no others then.
 */
export const [SIGN, PLAIN, CURVED] = ["circle", "line", "arrow"] as const;

export type DrawnNode = { x: number; y: number; size: number; color: string; zIndex: number } & Look;
export type DrawnLine = { size: number; color: string; type: string } & Stroke;

/** The graph of a picture on paper of some colour; sigma's y grows upwards. */
export function graphOf(picture: Picture, paper: string): Graph<DrawnNode, DrawnLine> {
  const graph = new Graph<DrawnNode, DrawnLine>({ multi: true, type: "directed" });
  picture.nodes.forEach(({ x, y, size, shape, colour, faded, marked }, i) =>
    graph.addNode(i, {
      x, y: -y, size, color: colour, shape, paper, ring: marked ? 1 : 0, strength: faded ? FADED : 1, zIndex: marked ? 2 : faded ? 0 : 1,
    }),
  );
  picture.lines.forEach((line, i) => {
    const { a, b, colour, bend, stroke, arrow } = line;
    graph.addDirectedEdgeWithKey(i, a, b, {
      size: thickness(line), color: colour, bend, stroke, arrow, strength: strength(line), type: bend || arrow || stroke !== "solid" ? CURVED : PLAIN,
    });
  });
  return graph;
}
