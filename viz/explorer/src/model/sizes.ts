/** How large nodes are drawn: as laid out, or by a measure. */

import type { ViewData } from "../data/contract";
import type { NodeAt } from "./types";

const LEAST = 6;
const LARGEST = 20;
/** Measures of which less is more: little constraint is much freedom. */
const LOW_FIRST = new Set(["constraint"]);

/** The radius of each node: for a measure by the square root of its share of the largest, so that areas compare. */
export function sizes(data: ViewData, measure: string): (node: NodeAt) => number {
  const values = measure === "ties" ? undefined : data.measures[measure];
  if (!values) return (node) => data.size[node]!;
  const top = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return (node) => {
    const value = values[node];
    if (value === null || value === undefined || !top) return LEAST;
    const share = Math.max(0, value) / top;
    return LEAST + (LARGEST - LEAST) * Math.sqrt(LOW_FIRST.has(measure) ? 1 - share : share);
  };
}
