/** The lines that a filter leaves, and what each of them rests on (graph/network/reading.py and pairs.py). */

import { holds, joins, sieve, through } from "./sieve";
import { type Sum, summing } from "./sum";
import type { Filter, Kept, Line, Model, Net } from "./types";

/** What is kept, with the filter that keeps it and the links that it chooses. */
export interface Filtered extends Kept {
  readonly filter: Filter;
  /** By link: 1 where the filter lets it through; of use in kept lines. */
  readonly chosen: Uint8Array;
}

/** The lines that the filter leaves. */
export function keep(model: Model, net: Net, filter: Filter): Filtered {
  const asked = sieve(model, net, filter);
  const columns = room(net);
  let count = 0;
  let undated = 0;
  const chosen = through(asked, net);
  const sum = summing(model, net);
  for (let line = 0; line < columns.is.length; line++) {
    if (!asked.kinds[net.data.lines.kind[line]!] || !joins(asked, net, line)) continue;
    const found = sum(line, chosen);
    if (!found.links || !holds(asked, found)) continue;
    fill(columns, line, found);
    columns.found[count++] = line;
    undated += +(found.last === 0);
  }
  return told(net, filter, chosen, columns, count, undated);
}

/** What `keep` made, of the kept that is handed on. */
export function filtered(kept: Kept): Filtered {
  if (!("filter" in kept)) throw new Error("kept lines are made by keep()");
  return kept as Filtered;
}

function told(net: Net, filter: Filter, chosen: Uint8Array, columns: Columns, count: number, undated: number): Filtered {
  const { found, ...rest } = columns;
  const lines = found.slice(0, count);
  const links = (line: Line): number[] => {
    const { links: starts } = net.data.lines;
    return range(starts[line]!, starts[line + 1]!).filter((link) => chosen[link]);
  };
  return {
    ...rest, filter, chosen, lines, undated, leftOut: found.length - count, links,
    claims: (line) => claimsOf(net, links(line)),
  };
}

/** The claims behind links, each once, in order. */
export function claimsOf(net: Net, links: number[]): number[] {
  const { claimStarts, claims } = net.data.links;
  const all = links.flatMap((link) => claims.slice(claimStarts[link], claimStarts[link + 1]));
  return [...new Set(all)].sort((one, other) => one - other);
}

type Columns = ReturnType<typeof room>;

function room(net: Net) {
  const size = net.data.lines.a.length;
  return {
    is: new Uint8Array(size), found: new Int32Array(size), certainty: new Uint8Array(size), status: new Uint8Array(size),
    sources: new Uint16Array(size), weight: new Float64Array(size), first: new Int32Array(size), last: new Int32Array(size),
  };
}

function fill(columns: Columns, line: Line, sum: Sum): void {
  columns.is[line] = 1;
  columns.certainty[line] = sum.certainty;
  columns.status[line] = sum.status;
  columns.sources[line] = sum.sources;
  columns.weight[line] = sum.weight;
  columns.first[line] = sum.first;
  columns.last[line] = sum.last;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
