/** What several chosen things have in common over kept lines (graph/network/interlocks.py). */

import { filtered } from "./filter";
import { byName } from "./names";
import type { Common, Kept, Line, Model, Net, NodeAt, Thing } from "./types";

/** To be paid by one funder is not to have worked together: what is shared so stands apart. */
const FUNDER = "same-funder";

interface Join {
  thing: Thing;
  who: Set<Thing>;
  lines: Set<Line>;
  documents: Set<number>;
}

/**
 * What joins at least two of the chosen: what joins most of them first, then by documents, then by name. Things stand
 * behind lines of the chosen with each other or with anybody: who organised an event and who spoke at it share it.
 */
export function common(model: Model, net: Net, kept: Kept, things: readonly Thing[]): Common {
  const { chosen } = filtered(kept);
  const nodes = new Set(things.map((thing) => net.node(thing)).filter((node) => node !== undefined));
  const shared = new Map<string, Join>();
  const partners = new Map<string, Join>();
  const between = new Set<Line>();
  for (const [node, line] of ends(net, kept, nodes)) {
    const who = net.data.nodes[node]!;
    const other = net.other(line, node);
    const funded = model.data.words.lineKinds[net.data.lines.kind[line]!]!.id === FUNDER;
    for (const link of linksOf(net, chosen, line)) {
      const thing = net.data.links.through[link]!;
      const join = (to: Map<string, Join>, key: string, what: Thing): void => note(model, net, to, key, what, who, line, link);
      if (thing >= 0) join(shared, `${thing} ${funded}`, thing);
      if (!nodes.has(other)) join(partners, `${other}`, net.data.nodes[other]!);
      else between.add(line);
    }
  }
  return {
    shared: best(model, shared).map(({ thing, who, lines }) => ({ thing, who: listed(who), lines: listed(lines) })),
    partners: best(model, partners).map(({ thing, who, lines }) => ({ node: thing, of: listed(who), lines: listed(lines) })),
    lines: listed(between),
  };
}

function* ends(net: Net, kept: Kept, nodes: ReadonlySet<NodeAt>): Generator<[NodeAt, Line]> {
  for (const node of nodes) for (const line of Array.from(net.linesOf(node))) if (kept.is[line]) yield [node, line];
}

function linksOf(net: Net, chosen: Uint8Array, line: Line): number[] {
  const { links } = net.data.lines;
  return Array.from({ length: links[line + 1]! - links[line]! }, (_, at) => links[line]! + at).filter((link) => chosen[link]);
}

function note(model: Model, net: Net, to: Map<string, Join>, key: string, thing: Thing, who: Thing, line: Line, link: number): void {
  const join = to.get(key) ?? { thing, who: new Set(), lines: new Set(), documents: new Set() };
  to.set(key, join);
  join.who.add(who);
  join.lines.add(line);
  const { claims, claimStarts } = net.data.links;
  for (let at = claimStarts[link]!; at < claimStarts[link + 1]!; at++) join.documents.add(model.data.claims.document[claims[at]!]!);
}

function best(model: Model, joins: ReadonlyMap<string, Join>): Join[] {
  const named = byName(model, "en");
  return [...joins.values()]
    .filter(({ who }) => who.size > 1)
    .sort((one, other) => other.who.size - one.who.size || other.documents.size - one.documents.size || named(one.thing, other.thing));
}

function listed(some: ReadonlySet<number>): number[] {
  return [...some].sort((one, other) => one - other);
}
