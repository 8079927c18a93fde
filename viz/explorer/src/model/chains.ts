/**
 * The k best chains: different, without going round in circles, and always the same ones (graph/network/routes.py).
 * They are split the way of Yen and Lawler (E. L. Lawler, Management Science 18, 401, 1972): once the best is known,
 * the others are those that leave it after its first thing, its second and so on. Of each such part the best chain is
 * read off the points of all ways to the goal. Only where that chain would come back to where it began are the points
 * found anew, without that part.
 */

import { FAR, layers, reach } from "./reach";
import type { Ways } from "./ways";

/** A chain as the numbers of its things, and its price in points. */
export interface Chain {
  points: number;
  on: number[];
}

/**
 * The k cheapest chains of two, with at most `within` steps (0: any number). Of chains of one price that one comes
 * first which is first in the order of IRIs, read from the end whose IRI is less; the way back is the same, turned.
 */
export function best(ways: Ways, first: number, second: number, k: number, within: number): Chain[] {
  if (first === second) return [];
  const [start, goal] = [Math.min(first, second), Math.max(first, second)];
  let found = new Parts(ways, start, goal, 0).first(k);
  if (within && found.some(({ on }) => on.length - 1 > within)) found = new Parts(ways, start, goal, within).first(k);
  return first === start ? found : found.map(({ points, on }) => ({ points, on: on.toReversed() }));
}

/**
 * Chains that begin with some things and do not go on to others, and the best of them. Where that is not known yet,
 * it is no dearer than any and has the beginning alone.
 */
interface Part {
  best: Chain;
  known: boolean;
  begin: number[];
  barred: ReadonlySet<number>;
}

class Parts {
  private readonly parts: Part[] = [];
  private readonly points = new Map<string, Int32Array[]>();

  constructor(
    private readonly ways: Ways, private readonly start: number, private readonly goal: number, private readonly within: number,
  ) {}

  /** The first k, fewer where there are no more. */
  first(k: number): Chain[] {
    const found: Chain[] = [];
    this.add([this.start], new Set(), []);
    while (this.parts.length && found.length < k) {
      const part = this.next();
      if (!part.known) {
        this.add(part.begin, part.barred, part.begin);
        continue;
      }
      const { on } = part.best;
      found.push(part.best);
      for (let at = part.begin.length; at < on.length; at++) {
        this.add(on.slice(0, at), new Set([...(at === part.begin.length ? part.barred : []), on[at]!]), []);
      }
    }
    return found;
  }

  private next(): Part {
    const least = this.parts.reduce((one, other) => (before(other, one) ? other : one));
    this.parts.splice(this.parts.indexOf(least), 1);
    return least;
  }

  /** Add the part of the chains that begin so, if there are any. */
  private add(begin: number[], barred: ReadonlySet<number>, avoid: number[]): void {
    const on = [...begin];
    let points = begin.slice(1).reduce((sum, to, at) => sum + this.price(begin[at]!, to), 0);
    let rest = FAR;
    while (on.at(-1) !== this.goal) {
      const fresh = on.length === begin.length;
      const ahead = this.ahead(avoid, on.length);
      const out = new Set(fresh ? [...on, ...barred] : on);
      const found = this.cheapest(on.at(-1)!, ahead, out, fresh ? FAR - 1 : rest);
      if (fresh) {
        if (!found) return;
        rest = found.points;
        points += rest;
      } else if (!found || found.points > rest) {
        this.parts.push({ best: { points, on: begin }, known: false, begin, barred });
        return;
      }
      on.push(found.to);
      rest = ahead[found.to]!;
    }
    this.parts.push({ best: { points, on }, known: true, begin, barred });
  }

  /** The cheapest step onward, of equal ones that to the least number; undefined where all cost more than `most`. */
  private cheapest(from: number, ahead: Int32Array, out: ReadonlySet<number>, most: number): { to: number; points: number } | undefined {
    const { starts, to, points } = this.ways;
    let found: { to: number; points: number } | undefined;
    let least = most;
    for (let step = starts[from]!; step < starts[from + 1]!; step++) {
      const other = to[step]!;
      const total = points[step]! + ahead[other]!;
      if (total > least || out.has(other) || (found && total === least && other > found.to)) continue;
      found = { to: other, points: total };
      least = total;
    }
    return found;
  }

  private price(from: number, to: number): number {
    const { starts, to: ends, points } = this.ways;
    let least = FAR;
    for (let step = starts[from]!; step < starts[from + 1]!; step++) if (ends[step] === to) least = Math.min(least, points[step]!);
    return least;
  }

  /** The points from all things to the goal, without some of them, with the steps that are left after so many. */
  private ahead(avoid: number[], steps: number): Int32Array {
    const key = avoid.join();
    const found = this.points.get(key) ?? (this.within ? layers(this.ways, this.goal, avoid, this.within) : [reach(this.ways, this.goal, avoid)]);
    this.points.set(key, found);
    return this.within ? (found[this.within - steps] ?? new Int32Array(this.ways.things.length).fill(FAR)) : found[0]!;
  }
}

/** Whether a part comes before another: by points, then by what is on it, and what is not known yet first. */
function before(one: Part, other: Part): boolean {
  const [ours, theirs] = [one.best.on, other.best.on];
  if (one.best.points !== other.best.points) return one.best.points < other.best.points;
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) if (ours[at] !== theirs[at]) return ours[at]! < theirs[at]!;
  return ours.length !== theirs.length ? ours.length < theirs.length : !one.known && other.known;
}
