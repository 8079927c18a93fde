import { describe, expect, test } from "vitest";
import { keep } from "../../src/model/filter";
import { openModel } from "../../src/model/open";
import { closest, routes } from "../../src/model/routes";
import { EVERYTHING, type Filter, type Model, type Route } from "../../src/model/types";
import { ways } from "../../src/model/ways";
import { big, made, seeded, THING } from "./made";

function found(from: number, to: number, part: Partial<Filter> = {}, k = 3, within?: number): Route[] {
  const model = openModel(made());
  const net = model.net("collaboration");
  return routes(model, net, keep(model, net, { ...EVERYTHING, ...part }), from, to, k, within);
}

const told = (all: Route[]): [number, number[]][] => all.map(({ points, things }) => [points, things]);

describe("chains", () => {
  test("are the cheapest ones, over ties and over who belongs where", () => {
    expect(told(found(THING.acme, THING.dune))).toEqual([[16, [3, 4, 5, 6]], [23, [3, 0, 1, 5, 6]], [24, [3, 5, 6]]]);
    const [first] = found(THING.ada, THING.birch, {}, 1);
    expect(first!.hops.map(({ line, link, belongs, points, claims }) => [line, link, belongs, points, claims])).toEqual([[-1, -1, 0, 4, [12]], [0, 0, -1, 5, [0, 1]]]);
  });

  test("are the same the other way round", () => {
    const there = told(found(THING.acme, THING.dune));
    expect(told(found(THING.dune, THING.acme))).toEqual(there.map(([points, things]) => [points, things.toReversed()]));
  });

  test("take links that are themselves as sure as was asked, of lines that are kept", () => {
    expect(told(found(THING.acme, THING.birch, { status: ["announced"] }, 1))).toEqual([[10, [3, 4]]]);
    expect(told(found(THING.acme, THING.birch, { since: "2019", undated: false }, 1))).toEqual([[14, [3, 4]]]);
    expect(found(THING.ada, THING.bo, { agents: ["organisation"] })).toEqual([]);
    expect(told(found(THING.acme, THING.cedar, { agents: ["organisation"] }, 1))).toEqual([[11, [3, 4, 5]]]);
  });

  test("go over what is no node of the view, and are empty where nothing joins the two", () => {
    expect(told(found(THING.cleo, THING.elm))).toEqual([[6, [2, 7]]]);
    expect(found(THING.acme, THING.elm)).toEqual([]);
    expect(found(THING.acme, THING.tree)).toEqual([]);
    expect(found(THING.acme, THING.acme)).toEqual([]);
  });

  test("keep to a number of steps that is asked for", () => {
    expect(told(found(THING.acme, THING.dune, {}, 3, 2))).toEqual([[24, [3, 5, 6]]]);
    expect(found(THING.acme, THING.dune, {}, 3, 1)).toEqual([]);
  });

  test("equal those among all simple paths", () => {
    const random = seeded(11);
    for (let round = 0; round < 60; round++) {
      const nodes = 5 + Math.floor(random() * 4);
      const data = big(nodes, Math.floor(nodes * (1 + random())), round + 1);
      data.belongs = { person: [1, 3], organisation: [0, 2], certainty: [0, 1], status: [0, 0], points: [5, 9], claim: [0, 1], how: [0, 1] };
      const model = openModel(data);
      const net = model.net("collaboration");
      const kept = keep(model, net, { ...EVERYTHING, certainty: random() < 0.5 ? null : ["stated"] });
      for (const within of [0, 2, 3]) {
        const [from, to, k] = [0, nodes - 1, 1 + Math.floor(random() * 6)];
        const steps = ways(model, net, kept);
        const best = simple(steps, from, to, within).slice(0, k);
        expect(told(routes(model, net, kept, from, to, k, within))).toEqual(best.map(({ points, on }) => [points, on.map((at) => steps.things[at]!)]));
      }
    }
  });
});

describe("what comes nearest", () => {
  test("is the chain without the filter, and how many each end reaches", () => {
    const model = openModel(made());
    const net = model.net("collaboration");
    const near = closest(model, net, keep(model, net, EVERYTHING), THING.acme, THING.elm);
    expect(near.reached).toEqual([5, 1]);
    expect(near.withAll?.things).toEqual([3, 4, 5, 6, 7]);
    expect(near.common).toEqual([THING.fair]);
  });

  test("is nothing where nothing joins them", () => {
    const model: Model = openModel(made());
    const net = model.net("funding");
    const near = closest(model, net, keep(model, net, EVERYTHING), THING.acme, THING.ada);
    expect([near.reached, near.withAll]).toEqual([[1, 0], null]);
  });
});

/** All simple paths, by points and then by numbers from the lesser end: told from the one that was asked first. */
function simple(steps: ReturnType<typeof ways>, first: number, second: number, within: number): { points: number; on: number[] }[] {
  const [a, b] = [steps.number(first)!, steps.number(second)!];
  const [start, goal] = [Math.min(a, b), Math.max(a, b)];
  const all: { points: number; on: number[] }[] = [];
  const walk = (on: number[], points: number): void => {
    const here = on.at(-1)!;
    if (here === goal) return void all.push({ points, on: a === start ? on : on.toReversed() });
    if (within && on.length > within) return;
    const next = new Map<number, number>();
    for (let step = steps.starts[here]!; step < steps.starts[here + 1]!; step++) {
      const to = steps.to[step]!;
      next.set(to, Math.min(next.get(to) ?? Infinity, steps.points[step]!));
    }
    for (const [to, cost] of next) if (!on.includes(to)) walk([...on, to], points + cost);
  };
  walk([start], 0);
  const key = (on: number[]): string => (a === start ? on : on.toReversed()).map((at) => String(at).padStart(4, "0")).join();
  return all.sort((one, other) => one.points - other.points || (key(one.on) < key(other.on) ? -1 : 1));
}
