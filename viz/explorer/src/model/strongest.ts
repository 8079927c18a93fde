/** Of too many lines the strongest: first by level, then by sources, then by weight; of equal ones the first. */

import type { Kept, Line } from "./types";

const SOURCES = 1e6;
const LEVEL = 1e12;

/** At most so many of the lines, ascending as they are. */
export function strongest(kept: Kept, lines: Int32Array, level: (line: Line) => number, most: number): Int32Array {
  const keys = Float64Array.from(lines, (line) => level(line) * LEVEL + kept.sources[line]! * SOURCES + Math.min(kept.weight[line]!, SOURCES - 1));
  const least = keys.slice().sort()[keys.length - most]!;
  let room = most - keys.reduce((count, key) => count + +(key > least), 0);
  return lines.filter((_, at) => keys[at]! > least || (keys[at] === least && room-- > 0));
}
