/** Ways in for whoever does not know yet whom to look for: the most connected, communities, projects and recent events. */

import type { Language, ViewName } from "../data/contract";
import { keep } from "./filter";
import { byName } from "./names";
import { BEYOND, distances } from "./neighbours";
import { EVERYTHING, type Filter, type Model, type Net, type Thing } from "./types";

export interface Entries {
  connected: Thing[];
  communities: { label: string; things: Thing[] }[];
  projects: Thing[];
  events: Thing[];
}

const MANY = 6;

/** The first few of each sort, of a view and the kinds of line that are drawn at first. */
export function entries(model: Model, language: Language, view: ViewName = model.data.view): Entries {
  const net = model.net(view);
  const { nodes } = net.data;
  const { is } = keep(model, net, EVERYTHING);
  const ties = new Map(nodes.map((thing, node) => [thing, Array.from(net.linesOf(node)).filter((line) => is[line]).length]));
  const over = [...nodesOver(model, net, EVERYTHING)];
  const counts = new Map(over.map(([thing, those]) => [thing, those.size]));
  const shared = (kind: string): Thing[] => over.map(([thing]) => thing).filter((thing) => kindOf(model, thing) === kind);
  const latest = (thing: Thing): number => Math.max(...(model.data.things.dates[thing] ?? [0]));
  const first = (some: Thing[], by: (thing: Thing) => number): Thing[] =>
    some.filter((thing) => by(thing)).sort((one, other) => by(other) - by(one) || byName(model, language)(one, other)).slice(0, MANY);
  return {
    connected: first(nodes, (thing) => ties.get(thing) ?? 0),
    communities: communities(net),
    projects: first(shared("project"), (thing) => counts.get(thing) ?? 0),
    events: first(shared("event"), latest),
  };
}

/**
 * The things to show for something that is shared, such as a project or an event, and in which view: over kinds of line
 * that are drawn at first if it can be, else over any; of what is itself a node, it and its partners.
 */
export function partnersOver(model: Model, thing: Thing): { view: ViewName; things: Thing[] } {
  const order = [model.data.view, ...model.views.filter((view) => view !== model.data.view)];
  const kinds = model.data.words.lineKinds.map(({ id }) => id);
  for (const filter of [EVERYTHING, { ...EVERYTHING, kinds }]) {
    for (const view of order) {
      const found = nodesOver(model, model.net(view), filter).get(thing);
      if (found) return { view, things: [...found].sort((one, other) => one - other) };
    }
  }
  for (const view of order) {
    const net = model.net(view);
    const node = net.node(thing);
    if (node === undefined) continue;
    const near = distances(net, keep(model, net, EVERYTHING), [node], 1);
    return { view, things: net.data.nodes.filter((_, at) => near[at] !== BEYOND) };
  }
  return { view: model.data.view, things: [] };
}

/** The largest communities of a view, of at least three. */
function communities(net: Net): Entries["communities"] {
  const { of, label } = net.data.communities;
  const members = label.map((): Thing[] => []);
  of.forEach((community, node) => members[community]?.push(net.data.nodes[node]!));
  return members
    .map((things, at) => ({ label: label[at]!, things, at }))
    .filter(({ things }) => things.length > 2)
    .sort((one, other) => other.things.length - one.things.length || one.at - other.at)
    .slice(0, MANY)
    .map(({ label: name, things }) => ({ label: name, things }));
}

/** Shared thing -> the nodes whose lines share it. */
function nodesOver(model: Model, net: Net, filter: Filter): Map<Thing, Set<Thing>> {
  const { lines: kept, chosen } = keep(model, net, filter);
  const { nodes, lines, links } = net.data;
  const found = new Map<Thing, Set<Thing>>();
  for (const line of kept) {
    for (let link = lines.links[line]!; link < lines.links[line + 1]!; link++) {
      const thing = links.through[link]!;
      if (!chosen[link] || thing < 0) continue;
      const those = found.get(thing) ?? new Set();
      found.set(thing, those.add(nodes[lines.a[line]!]!).add(nodes[lines.b[line]!]!));
    }
  }
  return found;
}

function kindOf(model: Model, thing: Thing): string {
  return model.data.words.nodeKinds[model.data.things.kind[thing]!]?.id ?? "";
}
