/** A picture of some things without a screen, for tests of what panels make of pictures. */

import type { Data } from "../../src/data/contract";
import { keep } from "../../src/model/filter";
import { openModel } from "../../src/model/open";
import { EVERYTHING, type Filter, type Kept, type Model, type Net, type Picture, type Thing } from "../../src/model/types";

/** The kept lines between some things, drawn plainly; `marked` things are marked. */
export function shown(data: Data, things: Thing[], filter: Partial<Filter> = {}, marked: Thing[] = []): [Model, Net, Kept, Picture] {
  const model = openModel(data);
  const net = model.net("collaboration");
  const kept = keep(model, net, { ...EVERYTHING, ...filter });
  const nodes = things.map((thing) => ({
    thing, x: 0, y: 0, size: 6, shape: "dot", colour: "#000000", label: data.things.name[thing]!, above: false, faded: false,
    marked: marked.includes(thing), community: -1,
  }));
  const at = (node: number): number => things.indexOf(net.data.nodes[node]!);
  const lines = Array.from(kept.lines, (line) => ({
    line, a: at(net.data.lines.a[line]!), b: at(net.data.lines.b[line]!), colour: "#000000", width: 1.5, stroke: "solid" as const,
    bend: 0, arrow: false, pale: false, faded: false, marked: false,
  })).filter(({ a, b }) => a >= 0 && b >= 0);
  return [model, net, kept, { nodes, lines, hulls: [], waiting: 0 }];
}
