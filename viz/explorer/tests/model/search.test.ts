import { describe, expect, test } from "vitest";
import { fold, foldedWords } from "../../src/model/fold";
import { openModel } from "../../src/model/open";
import { Search, searcher } from "../../src/model/search";
import { big, made, seeded, THING } from "./made";

const search = searcher(openModel(made()), "en");
const things = (query: string, most = 10): number[] => search.find(query, most).map(({ thing }) => thing);

test("letters are folded", () => {
  expect(fold("Ærø Straße, ÅNGSTRÖM łódź")).toBe("aero strasse, angstrom lodz");
  expect(foldedWords("Made-up «Fair» (2014)")).toEqual(["made", "up", "fair", "2014"]);
});

describe("search", () => {
  test("finds the beginning of any word, with case and marks folded", () => {
    expect(things("acme")).toEqual([THING.acme]);
    expect(things("WAT")).toEqual([THING.acme]);
    expect(things("pahit")).toEqual([THING.ada]);
    expect(things("tch")).toEqual([]);
  });

  test("finds other names, aliases and acronyms, and says by which", () => {
    expect(search.find("bjork", 5)).toEqual([{ thing: THING.birch, by: "Björkstad" }]);
    expect(searcher(openModel(made()), "sv").find("bjork", 5)).toEqual([{ thing: THING.birch, by: "" }]);
    expect(search.find("watchers", 5)).toEqual([{ thing: THING.acme, by: "The Watchers" }]);
    expect(search.find("bc", 5)).toEqual([{ thing: THING.birch, by: "" }]);
    expect(search.find("fmut", 5)).toEqual([{ thing: THING.fair, by: "" }]);
  });

  test("asks for every word", () => {
    expect(things("paper 2")).toEqual([THING.paperTwo]);
    expect(things("city bir")).toEqual([THING.birch]);
    expect(things("city acme")).toEqual([]);
  });

  test("puts whole names first, then words, then other names, then who has more ties", () => {
    expect(things("c")).toEqual([THING.cedar, THING.cleo, THING.birch, THING.dune]);
    expect(things("inv")).toEqual([THING.paperOne, THING.paperTwo, THING.cleo]);
  });

  test("tells at most so many, once each, and of those that are wanted", () => {
    expect(things("a", 1)).toHaveLength(1);
    expect(search.find("c", 5, (thing) => thing === THING.dune)).toEqual([{ thing: THING.dune, by: "" }]);
    expect([things(""), things(" - "), things("acme", 0)]).toEqual([[], [], []]);
  });

  test("bears hostile names", () => {
    const data = made();
    data.things.name[0] = `<script>alert(1)</script> \u202e ${"x".repeat(5000)} "`;
    expect(new Search(openModel(data), "en").find("script", 5)).toEqual([{ thing: 0, by: "" }]);
  });

  test("finds what a look at every name finds", () => {
    const random = seeded(3);
    const model = openModel(big(400, 10));
    const all = model.data.things.name.map((name) => foldedWords(name));
    for (let round = 0; round < 100; round++) {
      const of = all[Math.floor(random() * all.length)]!;
      const asked = of.slice(0, 1 + Math.floor(random() * 2)).map((word) => word.slice(0, 2 + Math.floor(random() * 3)));
      const found = searcher(model, "en").find(asked.join(" "), 1000).map(({ thing }) => thing);
      const initials = (some: string[]): string => some.map((word) => word[0]).join("");
      const expected = all.flatMap((words, thing) => {
        const named = asked.every((word) => words.some((other) => other.startsWith(word)));
        return named || asked.every((word) => initials(words).startsWith(word)) ? [thing] : [];
      });
      expect(found.toSorted((one, other) => one - other)).toEqual(expected);
    }
  });
});
