/** The data opened: things by IRI, and each view with the lines of its nodes, made when it is first asked for. */

import type { Data, ViewData, ViewName } from "../data/contract";
import type { Line, Model, Net, NodeAt, Thing } from "./types";

const VIEWS: ViewName[] = ["collaboration", "funding", "programme"];

/** The model of the data. A view that is not there is an error of whoever asks for it. */
export function openModel(data: Data): Model {
  const nets = new Map<ViewName, Net>();
  const things = later(() => new Map(data.things.iri.map((iri, thing) => [iri, thing])));
  return {
    data,
    views: VIEWS.filter((view) => data.views[view]),
    thing: (iri) => things().get(iri),
    net(view) {
      const found = nets.get(view) ?? openNet(view, data.views[view]);
      nets.set(view, found);
      return found;
    },
  };
}

function openNet(name: ViewName, data: ViewData | undefined): Net {
  if (!data) throw new Error(`there is no view ${name}`);
  const { a, b } = data.lines;
  const node = new Map<Thing, NodeAt>(data.nodes.map((thing, at) => [thing, at]));
  const { starts, lines } = byNode(data.nodes.length, a, b);
  return {
    name,
    data,
    node: (thing) => node.get(thing),
    linesOf: (at) => lines.subarray(starts[at], starts[at + 1]),
    other: (line, at) => (a[line] === at ? b[line]! : a[line]!),
  };
}

/** The lines of each node one after the other, ascending, and where those of each begin. */
function byNode(nodes: number, a: number[], b: number[]): { starts: Int32Array; lines: Int32Array<ArrayBuffer> } {
  const starts = new Int32Array(nodes + 1);
  for (const ends of [a, b]) for (const at of ends) starts[at + 1]! += 1;
  for (let at = 0; at < nodes; at++) starts[at + 1]! += starts[at]!;
  const next = starts.slice(0, nodes);
  const lines = new Int32Array(a.length * 2);
  for (let line: Line = 0; line < a.length; line++) {
    lines[next[a[line]!]!++] = line;
    lines[next[b[line]!]!++] = line;
  }
  return { starts, lines };
}

function later<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
