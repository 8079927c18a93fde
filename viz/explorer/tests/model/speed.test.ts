/** Times of a large network: printed, not asserted, since machines differ. */

import { expect, test } from "vitest";
import { facets } from "../../src/model/facets";
import { keep } from "../../src/model/filter";
import { openModel } from "../../src/model/open";
import { draw } from "../../src/model/picture";
import { routes } from "../../src/model/routes";
import { searcher } from "../../src/model/search";
import { EVERYTHING } from "../../src/model/types";
import { histogram } from "../../src/model/years";
import { big } from "./made";

function timed<T>(what: string, work: () => T): T {
  const start = performance.now();
  const found = work();
  console.log(`${what}: ${(performance.now() - start).toFixed(1)} ms`);
  return found;
}

const HOW = {
  present: null, selected: [], tie: null, near: null, depth: 1, route: null, size: "ties", colour: "kind", hulls: false, dark: false, tall: false,
  language: "en",
} as const;

test("a network of 10,000 nodes and 30,000 lines", () => {
  const model = openModel(big(10_000, 30_000));
  const net = timed("net", () => model.net("collaboration"));
  const filter = { ...EVERYTHING, since: "2012", certainty: ["stated"] };
  const kept = timed("keep", () => keep(model, net, filter));
  timed("facets", () => facets(model, net, filter));
  timed("histogram", () => histogram(model, net, filter));
  expect(timed("draw", () => draw(model, net, kept, HOW)).lines).toHaveLength(kept.lines.length);
  expect(timed("routes", () => routes(model, net, kept, 0, 5000, 3)).length).toBeGreaterThan(0);
  timed("more routes", () => routes(model, net, kept, 7, 9990, 3));
});

test("a hundred thousand names", () => {
  const model = openModel(big(100_000, 1000));
  const search = timed("index", () => searcher(model, "en"));
  for (const query of ["k", "ka", "kalo", "kalo mi", "zz"]) timed(`find ${query}`, () => search.find(query, 12));
  expect(search.find("k", 12)).toHaveLength(12);
}, 60_000);
