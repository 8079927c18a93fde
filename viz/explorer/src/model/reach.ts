/** Points of the cheapest ways to a thing from all others (graph/network/reach.py). Points are small whole numbers. */

import type { Ways } from "./ways";

/** More points than any chain has: no way. */
export const FAR = 1 << 24;

/** The points to `goal`, on no way over those to avoid: Dijkstra's algorithm, what is due kept in a bucket for each number of points. */
export function reach(ways: Ways, goal: number, avoid: readonly number[] = []): Int32Array {
  const points = new Int32Array(ways.things.length).fill(FAR);
  const closed = new Uint8Array(ways.things.length);
  for (const one of avoid) closed[one] = 1;
  const due: number[][] = [[goal]];
  if (!closed[goal]) points[goal] = 0;
  for (let now = 0; now < due.length; now++) {
    for (const one of due[now] ?? []) {
      if (closed[one]) continue;
      closed[one] = 1;
      for (let step = ways.starts[one]!; step < ways.starts[one + 1]!; step++) {
        const other = ways.to[step]!;
        const then = now + ways.points[step]!;
        if (closed[other] || then >= points[other]!) continue;
        points[other] = then;
        (due[then] ??= []).push(other);
      }
    }
  }
  return points;
}

/** The points to `goal` in at most 0, 1, … `within` steps. */
export function layers(ways: Ways, goal: number, avoid: readonly number[], within: number): Int32Array[] {
  const barred = new Set(avoid);
  const first = new Int32Array(ways.things.length).fill(FAR);
  if (!barred.has(goal)) first[goal] = 0;
  const found = [first];
  for (let left = 1; left <= within; left++) {
    const before = found[left - 1]!;
    const now = before.slice();
    for (let one = 0; one < now.length; one++) {
      if (barred.has(one)) continue;
      for (let step = ways.starts[one]!; step < ways.starts[one + 1]!; step++) {
        now[one] = Math.min(now[one]!, before[ways.to[step]!]! + ways.points[step]!);
      }
    }
    found.push(now);
  }
  return found;
}
