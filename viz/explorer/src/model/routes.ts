/**
 * Chains between two things under a filter, with the ties and claims of each step; and where there is none, what comes
 * nearest to one (graph/network/chain.py and hops.py). A filter chooses links here, of lines that it keeps.
 */

import { best, type Chain } from "./chains";
import { claimsOf, keep } from "./filter";
import { FAR, reach } from "./reach";
import { EVERYTHING, type Hop, type Kept, type Model, type Net, type Route, type Thing } from "./types";
import { type Ways, ways } from "./ways";

/** Steps that a chain may have, as long as there is one of so many. */
export const WITHIN = 6;

/** What comes nearest to a chain. */
export interface Closest {
  /** To how many other things each end is linked by any chain. */
  reached: [from: number, to: number];
  /** The best chain if nothing were filtered: one step at least rests only on what the filter leaves out. */
  withAll: Route | null;
  /** What claims about both name, but for the two: a place, an event, … By thing. */
  common: Thing[];
}

/**
 * The k best chains of two, different as sequences of things. `within`: at most so many steps (0: any number);
 * without it at most six, and the best longer one where there is none so short. Empty: not linked.
 */
export function routes(model: Model, net: Net, kept: Kept, from: Thing, to: Thing, k: number, within?: number): Route[] {
  const steps = ways(model, net, kept);
  const [first, second] = [steps.number(from), steps.number(to)];
  if (first === undefined || second === undefined) return [];
  const found = best(steps, first, second, k, within ?? WITHIN);
  const some = found.length || within !== undefined ? found : best(steps, first, second, 1, 0);
  return some.map((chain) => told(model, net, steps, chain));
}

/** What comes nearest to a chain of two that are not linked. */
export function closest(model: Model, net: Net, kept: Kept, from: Thing, to: Thing): Closest {
  const steps = ways(model, net, kept);
  const kinds = model.data.words.lineKinds.map(({ id }) => id);
  const all = keep(model, net, { ...EVERYTHING, kinds });
  return {
    reached: [reached(steps, from), reached(steps, to)],
    withAll: routes(model, net, all, from, to, 1, 0)[0] ?? null,
    common: inCommon(model, from, to),
  };
}

function reached(steps: Ways, thing: Thing): number {
  const number = steps.number(thing);
  return number === undefined ? 0 : reach(steps, number).filter((points) => points < FAR).length - 1;
}

function inCommon(model: Model, ...ends: [Thing, Thing]): Thing[] {
  const [ours, theirs] = ends.map((end) => {
    const about = model.data.claims.parts.filter((parts) => parts.some(([, thing]) => thing === end));
    return new Set(about.flatMap((parts) => parts.map(([, thing]) => thing)));
  });
  return [...ours!].filter((thing) => theirs!.has(thing) && !ends.includes(thing)).sort((one, other) => one - other);
}

function told(model: Model, net: Net, steps: Ways, chain: Chain): Route {
  const hops = chain.on.slice(1).map((to, at) => hop(model, net, steps, chain.on[at]!, to));
  return { points: chain.points, things: chain.on.map((number) => steps.things[number]!), hops };
}

/** The step of two: their cheapest link with the claims of all of its line, or else the cheapest row of who belongs where. */
function hop(model: Model, net: Net, steps: Ways, start: number, end: number): Hop {
  const [from, to] = [steps.things[start]!, steps.things[end]!];
  const step = cheapest(steps, start, end);
  const by = steps.by[step]!;
  const shared = { from, to, points: steps.points[step]! };
  if (by < 0) return { ...shared, line: -1, link: -1, belongs: -1 - by, claims: belonging(model, steps, -1 - by) };
  const { links } = net.data.lines;
  const all = Array.from({ length: links[by + 1]! - links[by]! }, (_, at) => links[by]! + at);
  return { ...shared, line: by, link: steps.link(by), belongs: -1, claims: claimsOf(net, all.filter(steps.allows)) };
}

/** Of equal ones a line comes before a row, and each before those after it. */
function cheapest(steps: Ways, start: number, end: number): number {
  let found = -1;
  const rank = (by: number): number => (by < 0 ? 2 ** 40 - by : by);
  for (let step = steps.starts[start]!; step < steps.starts[start + 1]!; step++) {
    if (steps.to[step] !== end) continue;
    const less = found < 0 ? -1 : steps.points[step]! - steps.points[found]! || rank(steps.by[step]!) - rank(steps.by[found]!);
    if (less < 0) found = step;
  }
  return found;
}

function belonging(model: Model, steps: Ways, row: number): number[] {
  const { person, organisation, how, claim } = model.data.belongs;
  const same = (other: number): boolean =>
    person[other] === person[row] && organisation[other] === organisation[row] && how[other] === how[row];
  const all = claim.filter((_, other) => same(other) && steps.belongs(other));
  return [...new Set(all)].sort((one, other) => one - other);
}
