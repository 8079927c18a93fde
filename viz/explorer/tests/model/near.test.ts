import { expect, test } from "vitest";
import { common } from "../../src/model/common";
import { entries, partnersOver } from "../../src/model/entry";
import { keep } from "../../src/model/filter";
import { around, BEYOND, beyond, distances, within } from "../../src/model/neighbours";
import { openModel } from "../../src/model/open";
import { EVERYTHING, type NodeAt } from "../../src/model/types";
import { made, THING } from "./made";

const model = openModel(made());
const net = model.net("collaboration");
const kept = keep(model, net, EVERYTHING);
const node = (thing: number): NodeAt => net.node(thing)!;

test("the model knows things by IRI and nodes by thing", () => {
  expect([model.thing("organisation/acme-watch"), model.thing("no/such")]).toEqual([THING.acme, undefined]);
  expect([net.node(THING.acme), net.node(THING.tree), model.views]).toEqual([2, undefined, ["collaboration", "funding"]]);
  expect([...Array.from(net.linesOf(2)), net.other(0, 2), net.other(0, 3)]).toEqual([0, 1, 3, 3, 2]);
  expect(() => model.net("programme")).toThrow("no view programme");
});

test("steps from the nearest of some nodes", () => {
  expect([...distances(net, kept, [node(THING.acme)], 3)]).toEqual([BEYOND, BEYOND, 0, 1, 1, 2, BEYOND]);
  expect([...distances(net, kept, [node(THING.acme)], 1)]).toEqual([BEYOND, BEYOND, 0, 1, 1, BEYOND, BEYOND]);
  expect(within(net, kept, [node(THING.acme), node(THING.ada)], 2)).toEqual([1, 3, 4, 5]);
  expect(distances(net, kept, [], 3).every((steps) => steps === BEYOND)).toBe(true);
});

test("partners over some lines, and how many are not in the picture by kind", () => {
  expect(around(net, kept, node(THING.acme), (line) => line < 2)).toEqual([3]);
  expect(beyond(model, net, kept, node(THING.acme), new Set([THING.cedar]))).toEqual([{ kind: 0, nodes: 1 }, { kind: 2, nodes: 1 }]);
  expect(beyond(model, net, kept, node(THING.acme), new Set([THING.cedar, THING.birch]))).toEqual([]);
});

test("what the chosen have in common", () => {
  const found = common(model, net, kept, [THING.acme, THING.cedar, THING.tree]);
  expect(found.shared).toEqual([{ thing: THING.gala, who: [THING.acme, THING.cedar], lines: [1, 2, 3] }]);
  expect(found.partners).toEqual([{ node: THING.birch, of: [THING.acme, THING.cedar], lines: [0, 1, 2] }]);
  expect(found.lines).toEqual([3]);
  expect(common(model, net, kept, [])).toEqual({ shared: [], partners: [], lines: [] });
});

test("who shares a thing without a tie of the two", () => {
  const found = common(model, net, kept, [THING.acme, THING.ada]);
  expect(found.shared.map(({ thing, who }) => [thing, who])).toEqual([[THING.fair, [THING.ada, THING.acme]]]);
});

test("ways in", () => {
  const found = entries(model, "en");
  expect(found.connected).toEqual([THING.acme, THING.birch, THING.cedar, THING.ada, THING.bo, THING.dune]);
  expect(found.communities).toEqual([{ label: "Acme and others", things: [THING.acme, THING.birch, THING.cedar] }]);
  expect([found.projects, found.events]).toEqual([[THING.tree], [THING.gala, THING.fair]]);
});

test("who is shown for a thing that is shared, or for a node", () => {
  expect(partnersOver(model, THING.tree)).toEqual({ view: "collaboration", things: [THING.acme, THING.birch] });
  expect(partnersOver(model, THING.dune)).toEqual({ view: "collaboration", things: [THING.cedar, THING.dune] });
  expect(partnersOver(model, THING.paperOne)).toEqual({ view: "collaboration", things: [] });
});
