import { describe, expect, test } from "vitest";
import { communityColour, OTHERS } from "../../src/model/colours";
import { keep } from "../../src/model/filter";
import { distances } from "../../src/model/neighbours";
import { openModel } from "../../src/model/open";
import { draw, type How, MOST } from "../../src/model/picture";
import { routes } from "../../src/model/routes";
import { strongest } from "../../src/model/strongest";
import { summary } from "../../src/model/summary";
import { EVERYTHING, type Filter, type Picture } from "../../src/model/types";
import { big, made, THING } from "./made";

const model = openModel(made());
const net = model.net("collaboration");
const HOW: How = {
  present: null, selected: [], tie: null, near: null, depth: 1, route: null, size: "ties", colour: "kind", hulls: false,
  dark: false, tall: false, language: "en",
};

const left = (filter: Partial<Filter> = {}): ReturnType<typeof keep> => keep(model, net, { ...EVERYTHING, ...filter });

function drawn(how: Partial<How> = {}, filter: Partial<Filter> = {}): Picture {
  return draw(model, net, left(filter), { ...HOW, ...how });
}

const things = (picture: Picture, which: "faded" | "marked"): number[] => picture.nodes.filter((node) => node[which]).map(({ thing }) => thing);
const lines = (picture: Picture, which: "faded" | "marked"): number[] => picture.lines.filter((line) => line[which]).map(({ line }) => line);

describe("what is in the picture", () => {
  test("all with a kept line, or what was chosen; weak lines first", () => {
    expect(drawn().nodes.map(({ thing }) => thing)).toEqual([0, 1, 3, 4, 5, 6]);
    expect(drawn().lines.map(({ line }) => line)).toEqual([1, 3, 6, 0, 2, 4]);
    expect(drawn({ selected: [THING.elm] }).nodes.map(({ thing }) => thing)).toContain(THING.elm);
    expect(drawn({ present: [THING.acme, THING.birch, THING.tree] }).lines.map(({ line }) => line)).toEqual([1, 0]);
    expect(drawn({ present: [] })).toEqual({ nodes: [], lines: [], hulls: [], waiting: 0 });
  });

  test("looks say what is known", () => {
    const [weak, doubtful] = drawn().lines;
    expect([weak!.stroke, weak!.width, weak!.pale, weak!.colour, weak!.bend]).toEqual(["solid", 1.5, true, "#9a5a12", -0.2]);
    expect([doubtful!.stroke, doubtful!.pale]).toEqual(["dotted", true]);
    expect(drawn({}, { since: "2019", undated: false }).lines[0]!.stroke).toBe("dashed");
    const [project, , actsFor] = drawn({ dark: true }).lines.slice(3);
    expect([project!.width, project!.pale, project!.colour, project!.arrow]).toEqual([3.5, false, "#7fbcf7", false]);
    expect([actsFor!.arrow, actsFor!.pale]).toEqual([true, false]);
  });

  test("places are those of the screen, names those of the language", () => {
    const [first] = drawn({ present: [THING.birch], tall: true, language: "nb" }).nodes;
    expect([first!.label, first!.shape, first!.x]).toEqual(["Bjørkeby", "square", net.data.tall.x[3]]);
    expect(first!.y).toBe(net.data.tall.y[3]);
  });
});

describe("what stands out", () => {
  test("nothing, as long as nothing is chosen", () => {
    expect([things(drawn(), "faded"), things(drawn(), "marked"), lines(drawn(), "faded")]).toEqual([[], [], []]);
  });

  test("what is selected, and what is near it", () => {
    const picture = drawn({ selected: [THING.dune], near: distances(net, left(), [net.node(THING.dune)!], 3) });
    expect([things(picture, "marked"), things(picture, "faded"), lines(picture, "faded")]).toEqual([[6], [0, 1, 3, 4], [1, 3, 6, 0, 2]]);
  });

  test("the open tie and its ends; on top", () => {
    const picture = drawn({ tie: 1 });
    expect([picture.lines.at(-1)!.line, lines(picture, "marked"), things(picture, "faded")]).toEqual([1, [1], [0, 1, 5, 6]]);
    expect(lines(drawn({ tie: 5 }), "faded")).toEqual([]);
  });

  test("a chain", () => {
    const [route] = routes(model, net, left(), THING.acme, THING.dune, 1);
    const picture = drawn({ route: route! });
    expect([lines(picture, "marked"), things(picture, "marked"), things(picture, "faded")]).toEqual([[0, 2, 4], [3, 4, 5, 6], [0, 1]]);
  });
});

describe("size and colour", () => {
  test("by a measure, by area; of constraint less is more", () => {
    const size = (how: Partial<How>): number[] => drawn({ present: [THING.acme, THING.ada], ...how }).nodes.map((node) => node.size);
    expect(size({})).toEqual([7, 8]);
    expect(size({ size: "degree" })[1]).toBeCloseTo(6 + 14 * Math.sqrt(2 / 3));
    const data = made();
    data.views.collaboration!.measures["constraint"] = [0, 1, null, 0, 0, 0, 0];
    const other = openModel(data);
    const its = other.net("collaboration");
    expect(draw(other, its, keep(other, its, EVERYTHING), { ...HOW, size: "constraint" }).nodes.map((node) => node.size)).toEqual([20, 6, 6, 20, 20, 20]);
  });

  test("by community, with hulls of those that have three in the picture", () => {
    const picture = drawn({ colour: "community" });
    expect(picture.hulls).toEqual([{ label: "Acme and others", colour: picture.nodes[2]!.colour, nodes: [2, 3, 4] }]);
    expect(picture.nodes[0]!.colour).toBe(OTHERS[0]);
    expect(drawn({ hulls: true, present: [THING.acme, THING.birch] }).hulls).toEqual([]);
  });

  test("ten communities have colours that stand out from the page, the others are grey", () => {
    const of = Array.from({ length: 24 }, (_, at) => at % 12);
    for (const [theme, page] of [[0, "#ffffff"], [1, "#15181c"]] as const) {
      const colours = Array.from({ length: 12 }, (_, at) => communityColour(of, theme)(at));
      expect(new Set(colours).size).toBe(11);
      expect(colours.slice(10)).toEqual([OTHERS[theme], OTHERS[theme]]);
      for (const colour of colours) expect(contrast(colour, page)).toBeGreaterThan(3);
    }
  });
});

test("of too many lines the strongest are drawn, and the others counted", () => {
  const large = openModel(big(2000, MOST + 2000));
  const its = large.net("collaboration");
  const kept = keep(large, its, { ...EVERYTHING, kinds: large.data.words.lineKinds.map(({ id }) => id) });
  const picture = draw(large, its, kept, { ...HOW, tie: kept.lines.at(-1)! });
  expect([picture.lines.length, picture.waiting]).toEqual([MOST, 2000]);
  expect(picture.lines.at(-1)).toMatchObject({ line: kept.lines.at(-1), marked: true });
}, 60_000);

test("the strongest are those of the highest level, then of most sources, then of most weight", () => {
  const kept = { ...left(), sources: Uint16Array.of(1, 2, 1, 1), weight: Float64Array.of(1, 0.1, 3, 1) };
  const level = (line: number): number => +(line === 3);
  expect([...strongest(kept, Int32Array.of(0, 1, 2, 3), level, 3)]).toEqual([1, 2, 3]);
  expect([...strongest(kept, Int32Array.of(0, 1, 2), () => 0, 1)]).toEqual([1]);
});

describe("the summary", () => {
  test("tells what is shown and how far it can be relied on", () => {
    expect(summary(model, net, left(), drawn(), "en")).toEqual([
      "4 organisations and 2 people; 6 ties, of which 3 strong.",
      "Of these: 5 on one source only, 1 disputed, 2 only announced, 1 not known to have come about and 2 undated.",
      "From 2014 to 2019.",
      "Most ties: Acme Watch (3), Birch City (3), Cedar Region (3).",
    ]);
  });

  test("in each language, of one and of several", () => {
    const one = drawn({ present: [THING.ada, THING.bo] });
    expect(summary(model, net, left(), one, "sv")).toEqual(["2 personer; 1 förbindelse, varav 0 starka.", "Av dessa: 1 med bara en källa.", "År 2014."]);
    expect(summary(model, net, left(), one, "nb")[0]).toBe("2 personer; 1 forbindelse, hvorav 0 sterke.");
    expect(summary(model, net, left(), drawn({ present: [THING.ada] }), "en")).toEqual(["1 person; 0 ties."]);
    expect(summary(model, net, left(), drawn({ present: [] }), "en")).toEqual(["Nothing is shown."]);
  });

  test("says what waits", () => {
    expect(summary(model, net, left(), { ...drawn(), waiting: 1200 }, "en").at(-1)).toBe("1,200 weaker ones are kept, but not drawn: there are too many at once.");
  });
});

function contrast(one: string, other: string): number {
  const light = (colour: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}
