import { describe, expect, it } from "vitest";
import { openModel } from "../../src/model/open";
import { EVERYTHING, type Filter } from "../../src/model/types";
import { chips, flipped, settled, toggled, without as unset } from "../../src/panels/choice";
import { kindsOf, shownAtFirst } from "../../src/panels/kinds";
import { made, THING } from "../model/made";

describe("ticking", () => {
  const all = ["a", "b", "c"];

  it("begins with what is ticked at first, and ends there as null", () => {
    expect(toggled(null, all, all, "b")).toEqual(["a", "c"]);
    expect(toggled(["a", "c"], all, all, "b")).toBeNull();
    expect(toggled(null, all, ["a"], "c")).toEqual(["a", "c"]);
    expect(toggled(["a", "c"], all, ["a"], "c")).toBeNull();
  });

  it("may leave nothing", () => {
    expect(toggled(["a"], all, all, "a")).toEqual([]);
    expect(toggled([], all, all, "c")).toEqual(["c"]);
  });

  it("sets several at once, and flips one of a list", () => {
    expect(settled(["b", "a", "c"], all)).toBeNull();
    expect(settled(["a"], all)).toEqual(["a"]);
    expect(flipped(flipped([1, 2], 3), 1)).toEqual([2, 3]);
  });
});

describe("kinds of a view", () => {
  it("are those that it has, strong ones first", () => {
    const model = openModel(made());
    const kinds = kindsOf(model, model.net("collaboration"));
    expect(kinds.map(({ id }) => id)).toEqual(["same-project", "co-organised", "acts-for", "same-programme", "attended-same-event"]);
    expect(shownAtFirst(kinds)).not.toContain("attended-same-event");
  });
});

describe("what is set", () => {
  const model = openModel(made());

  it("is told in words, each with what takes it away", () => {
    const filter: Filter = {
      ...EVERYTHING, kinds: ["same-project", "co-organised", "acts-for"], certainty: ["stated"], status: [], sources: 2, since: "2014", until: "2016-09",
      undated: false, agents: ["person"], about: [THING.tree],
    };
    const found = chips(model, filter, "en");
    expect(found.map(({ text }) => text)).toEqual([
      "Kind of tie: same project and others, 3 in all", "At least 2 sources", "Certainty: stated", "Status: none", "From 2014 to 2016-09",
      "Without undated", "Agents: person", "Project: The Tree Project",
    ]);
    expect(chips(model, { ...EVERYTHING, alone: true }, "sv")).toEqual([{ key: "alone", text: "Bara en källa", without: { alone: false } }]);
    const cleared = found.reduce((left, { without }) => ({ ...left, ...without }), filter);
    expect(cleared).toEqual(EVERYTHING);
    expect(unset({ sources: 1, alone: true, certainty: ["inferred"] })).toEqual({ sources: 1, alone: false, certainty: null });
  });

  it("is nothing at first, and speaks the language", () => {
    expect(chips(model, EVERYTHING, "en")).toEqual([]);
    expect(chips(model, { ...EVERYTHING, since: "2014", until: "2014" }, "nb").map(({ text }) => text)).toEqual(["I 2014"]);
    expect(chips(model, { ...EVERYTHING, since: "2014" }, "sv").map(({ text }) => text)).toEqual(["Från och med 2014"]);
  });
});
