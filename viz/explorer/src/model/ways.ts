/**
 * The steps that chains are made of, under a filter (graph/network/ways.py): the cheapest link of each kept line, and
 * in the view of ties that a person belongs to an organisation. Of such a step only certainty, status and kinds of
 * agent are asked. Things are numbered in the order of their IRIs, so that less is earlier wherever ties are broken.
 */

import { filtered } from "./filter";
import { inOrder } from "./names";
import { agents } from "./sieve";
import type { Kept, Line, Model, Net, Thing } from "./types";

/** Steps in columns: those of the thing with number n are from `starts[n]` to `starts[n + 1]`. */
export interface Ways {
  /** Number -> thing. */
  readonly things: Int32Array;
  /** Thing -> number, or undefined for what is in no step or is not an agent asked for. */
  number(thing: Thing): number | undefined;
  readonly starts: Int32Array;
  readonly to: Int32Array;
  readonly points: Int32Array;
  /** The line of a step, or -1 less the row of data.belongs. */
  readonly by: Int32Array;
  /** The cheapest link of a line that the filter lets a chain use, or -1. */
  link(line: Line): number;
  /** Whether a chain may use a link: chosen, and itself as sure and as far done as was asked. */
  allows(link: number): boolean;
  /** Whether a chain may use a row of data.belongs. */
  belongs(row: number): boolean;
}

const made = new WeakMap<Kept, Ways>();

/** The steps that the filter of `kept` leaves; made once. */
export function ways(model: Model, net: Net, kept: Kept): Ways {
  const found = made.get(kept) ?? makeWays(model, net, kept);
  made.set(kept, found);
  return found;
}

interface Step {
  from: number;
  to: number;
  points: number;
  by: number;
}

function makeWays(model: Model, net: Net, kept: Kept): Ways {
  const { filter, chosen } = filtered(kept);
  const { words, belongs } = model.data;
  const { lines, links } = net.data;
  const certain = words.certainty.map(({ id }) => filter.certainty?.includes(id) ?? true);
  const done = words.status.map(({ id }) => filter.status?.includes(id) ?? true);
  const allows = (link: number): boolean => chosen[link] === 1 && certain[links.certainty[link]!]! && done[links.status[link]!]!;
  const allowsRow = (row: number): boolean => certain[belongs.certainty[row]!]! && done[belongs.status[row]!]!;
  const link = (line: Line): number => {
    let best = -1;
    for (let at = lines.links[line]!; at < lines.links[line + 1]!; at++) {
      if (allows(at) && (best < 0 || links.points[at]! < links.points[best]!)) best = at;
    }
    return best;
  };
  const ties = net.name === "collaboration";
  const things = ordered(model, net, ties, ties ? filter.agents : []);
  const number = new Map(Array.from(things, (thing, at) => [thing, at]));
  const steps: Step[] = [];
  const add = (from: Thing, to: Thing, points: number, by: number): void => {
    const ends = [number.get(from), number.get(to)];
    if (ends[0] !== undefined && ends[1] !== undefined) steps.push({ from: ends[0], to: ends[1], points, by });
  };
  for (const line of kept.lines) {
    const best = link(line);
    if (best >= 0) add(net.data.nodes[lines.a[line]!]!, net.data.nodes[lines.b[line]!]!, links.points[best]!, line);
  }
  if (ties) belongs.person.forEach((person, row) => allowsRow(row) && add(person, belongs.organisation[row]!, belongs.points[row]!, -1 - row));
  return { things, number: (thing) => number.get(thing), ...bothWays(things.length, steps), link, allows, belongs: allowsRow };
}

const orders = new WeakMap<Net, Int32Array>();

/** The things that can be on a chain, by IRI; of the kinds of agent asked for. */
function ordered(model: Model, net: Net, ties: boolean, kinds: string[]): Int32Array {
  const { belongs, things } = model.data;
  let order = orders.get(net);
  if (!order) {
    const all = new Set([...net.data.nodes, ...(ties ? belongs.person.concat(belongs.organisation) : [])]);
    order = Int32Array.from([...all].sort((one, other) => inOrder(things.iri[one]!, things.iri[other]!)));
    orders.set(net, order);
  }
  if (!kinds.length) return order;
  const wanted = agents(model, order, kinds);
  return order.filter((_, at) => wanted[at]);
}

function bothWays(count: number, steps: Step[]): Pick<Ways, "starts" | "to" | "points" | "by"> {
  const starts = new Int32Array(count + 1);
  for (const { from, to } of steps) {
    starts[from + 1]! += 1;
    starts[to + 1]! += 1;
  }
  for (let at = 0; at < count; at++) starts[at + 1]! += starts[at]!;
  const next = starts.slice(0, count);
  const [to, points, by] = [0, 0, 0].map(() => new Int32Array(steps.length * 2)) as [Int32Array, Int32Array, Int32Array];
  const put = (from: number, end: number, step: Step): void => {
    const at = next[from]!++;
    [to[at], points[at], by[at]] = [end, step.points, step.by];
  };
  for (const step of steps) {
    put(step.from, step.to, step);
    put(step.to, step.from, step);
  }
  return { starts, to, points, by };
}
