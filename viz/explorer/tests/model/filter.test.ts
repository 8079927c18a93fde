import { describe, expect, test } from "vitest";
import { facets } from "../../src/model/facets";
import { filtered, keep } from "../../src/model/filter";
import { openModel } from "../../src/model/open";
import { EVERYTHING, type Filter, type Model, type Net } from "../../src/model/types";
import { histogram } from "../../src/model/years";
import { big, made, seeded, THING } from "./made";

const ALL_KINDS = ["same-project", "co-organised", "same-programme", "attended-same-event", "acts-for"];

function opened(): { model: Model; net: Net } {
  const model = openModel(made());
  return { model, net: model.net("collaboration") };
}

function kept(part: Partial<Filter> = {}, view: "collaboration" | "funding" = "collaboration"): ReturnType<typeof keep> {
  const model = openModel(made());
  return keep(model, model.net(view), { ...EVERYTHING, ...part });
}

const lines = (part: Partial<Filter>): number[] => [...kept(part).lines];

describe("what is kept", () => {
  test("kinds that are not drawn at first wait until they are asked for", () => {
    expect(lines({})).toEqual([0, 1, 2, 3, 4, 6]);
    expect(kept().leftOut).toBe(1);
    expect(lines({ kinds: ["attended-same-event"] })).toEqual([5]);
    expect(lines({ kinds: [] })).toEqual([]);
  });

  test("a line is as sure and as far done as its best link, and tells its sources once", () => {
    const found = kept();
    expect([found.certainty[1], found.status[1], found.sources[1], found.weight[1]]).toEqual([0, 2, 1, 0.5]);
    expect([found.first[1], found.last[1]]).toEqual([20140610, 20190916]);
    expect([found.sources[0], found.sources[3]]).toEqual([2, 1]);
    expect([found.links(1), found.claims(1)]).toEqual([[1, 2], [2, 3, 4, 5]]);
  });

  test("a period chooses links, so that what is left rests on these alone", () => {
    const found = kept({ since: "2019", until: "2019" });
    expect([...found.lines]).toEqual([1, 2, 3, 4]);
    expect([found.links(1), found.certainty[1], found.first[1]]).toEqual([[2], 1, 20190916]);
    expect(lines({ since: "2019", until: "2019", undated: false })).toEqual([1, 2]);
    expect(lines({ since: "2016-12-31", until: "2016", undated: false })).toEqual([0]);
    expect(lines({ until: "2014-02", undated: false })).toEqual([]);
    expect(lines({ until: "2014-03", undated: false })).toEqual([0]);
  });

  test("an open end counts as the end that is known", () => {
    const found = kept();
    expect([found.first[2], found.last[2]]).toEqual([20190916, 20190916]);
    expect(found.undated).toBe(2);
  });

  test("certainty, status and sources keep lines whole", () => {
    expect(lines({ certainty: ["disputed"] })).toEqual([3]);
    expect(lines({ status: ["announced"] })).toEqual([1, 2]);
    expect(lines({ status: [] })).toEqual([]);
    expect(lines({ sources: 2 })).toEqual([0]);
  });

  test("both ends are agents of the kinds, and what is shared is of the about", () => {
    expect(lines({ agents: ["public buyer"] })).toEqual([2, 4]);
    expect(lines({ agents: ["person"] })).toEqual([6]);
    expect(lines({ agents: ["organisation", "person"] })).toEqual([0, 1, 2, 3, 4, 6]);
    expect(lines({ about: [THING.tree] })).toEqual([0]);
    expect(lines({ about: [THING.fair] })).toEqual([1, 2, 3, 6]);
    expect(lines({ about: [THING.ada] })).toEqual([]);
  });

  test("the other views have no ties to choose by agents or by what they are about", () => {
    expect([...kept({ agents: ["person"], about: [THING.gala] }, "funding").lines]).toEqual([0]);
  });

  test("equals the plain reading of each rule", () => {
    const random = seeded(4);
    const model = openModel(big(60, 300));
    const net = model.net("collaboration");
    for (let round = 0; round < 200; round++) {
      const filter = someFilter(random);
      expect([...keep(model, net, filter).lines]).toEqual(plainly(model, net, filter));
    }
  });
});

describe("what each option leaves", () => {
  test("is what the filter leaves with that option alone chosen", () => {
    const random = seeded(5);
    const data = big(60, 300);
    data.abouts = [{ thing: 60, sort: "topic", things: [60, 61] }, { thing: 61, sort: "place", things: [61, 62] }];
    data.things.agents = Object.fromEntries([0, 2, 4, 6, 8, 10].map((thing) => [thing, thing % 4 ? [1, 2] : [1, 3]]));
    const model = openModel(data);
    const net = model.net("collaboration");
    const left = (filter: Filter, part: Partial<Filter>): number => keep(model, net, { ...filter, ...part }).lines.length;
    for (let round = 0; round < 60; round++) {
      const filter = { ...someFilter(random), about: random() < 0.3 ? [60] : [], agents: random() < 0.3 ? ["organisation"] : [] };
      const found = facets(model, net, filter);
      expect(found.kept).toBe(left(filter, {}));
      for (const { id, lines: count } of found.kinds) expect(count).toBe(left(filter, { kinds: [id] }));
      for (const { id, lines: count } of found.certainty) expect(count).toBe(left(filter, { certainty: [id] }));
      for (const { id, lines: count } of found.status) expect(count).toBe(left(filter, { status: [id] }));
      for (const { id, lines: count } of found.agents) expect(count).toBe(left(filter, { agents: [id] }));
      for (const { thing, lines: count } of found.abouts) expect(count).toBe(left(filter, { about: [thing] }));
      found.sources.forEach((count, at) => expect(count).toBe(left(filter, { sources: at + 1, alone: false })));
      expect(found.alone).toBe(left(filter, { sources: 1, alone: true }));
      expect(found.undated).toBe(keep(model, net, { ...filter, undated: true }).undated);
    }
  });

  test("tells the kinds that the view has", () => {
    const { model, net } = opened();
    const found = facets(model, net, EVERYTHING);
    expect(found.kinds.map(({ id, lines: count }) => [id, count])).toEqual([
      ["same-project", 1], ["co-organised", 1], ["same-programme", 3], ["attended-same-event", 1], ["acts-for", 1],
    ]);
    expect([found.kept, found.all, found.undated, found.sources]).toEqual([6, 7, 2, [6, 1, 0, 0]]);
    const other = facets(model, model.net("funding"), EVERYTHING);
    expect([other.kinds, other.agents, other.abouts]).toEqual([[{ id: "funds", lines: 1 }], [], []]);
  });
});

describe("the histogram", () => {
  test("counts links in each of their years, whatever the period", () => {
    const { model, net } = opened();
    const found = histogram(model, net, { ...EVERYTHING, since: "2018", undated: false });
    expect(found.years.map(({ year, links }) => [year, links])).toEqual([[2014, 3], [2015, 1], [2016, 1], [2017, 0], [2018, 0], [2019, 2]]);
    expect(found.undated).toBe(2);
  });

  test("keeps to the rest of the filter, and may be empty", () => {
    const { model, net } = opened();
    expect(histogram(model, net, { ...EVERYTHING, kinds: ["acts-for"] })).toEqual({ years: [], undated: 1 });
    expect(histogram(model, net, { ...EVERYTHING, kinds: ["attended-same-event"] }).years).toEqual([{ year: 2014, links: 1 }]);
  });
});

function someFilter(random: () => number): Filter {
  const some = (all: string[]): string[] | null => (random() < 0.5 ? null : all.filter(() => random() < 0.6));
  const date = (): string => (random() < 0.5 ? "" : `${2010 + Math.floor(random() * 15)}${random() < 0.5 ? "" : "-06"}`);
  return {
    kinds: some(ALL_KINDS), certainty: some(["stated", "inferred"]), status: some(["reported", "ended", "announced"]),
    sources: 1 + Math.floor(random() * 2), alone: random() < 0.2, since: date(), until: date(), undated: random() < 0.5,
    agents: random() < 0.7 ? [] : ["person"], about: random() < 0.7 ? [] : [60, 61],
  };
}

/** The rules of graph/network/filter.py and reading.py, one after the other. */
function plainly(model: Model, net: Net, filter: Filter): number[] {
  const { words, abouts, things } = model.data;
  const { lines: all, links, nodes } = net.data;
  const about = filter.about.flatMap((thing) => abouts.find((one) => one.thing === thing)?.things ?? [thing]);
  const text = (day: number): string => String(day).replace(/(....)(..)(..)/, "$1-$2-$3");
  const inTime = (link: number): boolean => {
    const [first, last] = [links.first[link] || links.last[link]!, links.last[link] || links.first[link]!];
    if (!first) return filter.undated;
    return text(last) >= filter.since && (!filter.until || text(first).slice(0, filter.until.length) <= filter.until);
  };
  return all.a.flatMap((a, line) => {
    const kind = words.lineKinds[all.kind[line]!]!;
    if (filter.kinds ? !filter.kinds.includes(kind.id) : !kind.drawn) return [];
    const ends = [a, all.b[line]!].map((node) => words.nodeKinds[things.kind[nodes[node]!]!]!.id);
    if (filter.agents.length && !ends.every((end) => filter.agents.includes(end))) return [];
    const mine = Array.from({ length: all.links[line + 1]! - all.links[line]! }, (_, at) => all.links[line]! + at)
      .filter((link) => inTime(link) && (!about.length || about.includes(links.through[link]!)));
    if (!mine.length) return [];
    const certainty = words.certainty[Math.min(...mine.map((link) => links.certainty[link]!))]!.id;
    const status = words.status[Math.min(...mine.map((link) => links.status[link]!))]!.id;
    const documents = new Set(mine.flatMap((link) => links.sources.slice(links.sourceStarts[link], links.sourceStarts[link + 1])));
    const keeps = (filter.certainty?.includes(certainty) ?? true) && (filter.status?.includes(status) ?? true) && Math.max(1, documents.size) >= filter.sources &&
      (!filter.alone || documents.size < 2);
    return keeps ? [line] : [];
  });
}

test("kept lines that keep() did not make are refused", () => {
  const { filter: _, ...rest } = kept();
  expect(() => filtered(rest)).toThrow("keep()");
});
