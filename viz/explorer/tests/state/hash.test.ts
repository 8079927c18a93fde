import { describe, expect, it } from "vitest";
import type { Data } from "../../src/data/contract";
import { openModel } from "../../src/model/open";
import { EVERYTHING, type Model } from "../../src/model/types";
import { hashOf, stateOf } from "../../src/state/hash";
import { type Settings, START, type State } from "../../src/state/state";
import { big, made, seeded } from "../model/made";

const PLAIN: Settings = { language: "en", theme: "auto" };

/** A state that a reader could have come to. */
function anyState(model: Model, random: () => number): State {
  const { data } = model;
  const below = (most: number): number => Math.floor(random() * most);
  const some = <T>(all: readonly T[]): T[] => all.filter(() => random() < 0.3);
  const maybe = <T>(value: T): T | null => (random() < 0.5 ? value : null);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)]!;
  const view = pick(model.views);
  const { nodes, lines, measures } = model.net(view).data;
  const ids = (all: { id: string }[]): string[] | null => maybe(some(all).map(({ id }) => id));
  return {
    view,
    filter: {
      kinds: ids(data.words.lineKinds), certainty: ids(data.words.certainty), status: ids(data.words.status), ...pick([{ sources: 1, alone: true }, { sources: 1 + below(4), alone: false }]),
      since: pick(["", "2014", "2019-09"]), until: pick(["", "2020", "2019-09-16"]), undated: random() < 0.5,
      agents: some(data.words.agents).map(({ id }) => id), about: some(data.abouts).map(({ thing }) => thing),
    },
    present: maybe(some(nodes)), selected: some(nodes).slice(0, 5), tie: maybe(below(lines.a.length)), depth: pick([1, 2, 3] as const),
    path: maybe({ from: pick(nodes), to: pick(nodes), shown: below(3) }), size: pick(["ties", ...Object.keys(measures)]),
    colour: pick(["kind", "community"] as const), hulls: random() < 0.5, table: maybe(pick(["nodes", "ties", "claims"] as const)),
    story: data.stories.length ? maybe({ id: data.stories[0]!.id, step: below(2) }) : null,
  };
}

function back(model: Model, hash: string): State {
  const { settings: _settings, camera: _camera, ...state } = stateOf(model, `#${hash}`);
  return state;
}

function hostile(): Data {
  const data = made();
  data.things.iri[3] = "organisation/å,b~c&d=e#f%g/\"<script>";
  data.things.iri[4] = "organisation/\u202e..%2C";
  data.stories[0]!.id = "a.b~c,d";
  data.words.lineKinds[0]!.id = "kind~of,it";
  return data;
}

describe("the address", () => {
  it("says nothing at the start", () => {
    const model = openModel(made());
    expect(hashOf(model, START, PLAIN, null)).toBe("");
    expect(back(model, "")).toEqual(START);
  });

  it("is short and can be read", () => {
    const model = openModel(made());
    const state: State = { ...START, present: [3, 4], selected: [3], tie: 0, filter: { ...EVERYTHING, since: "2014", until: "2016" }, path: { from: 3, to: 6, shown: 1 } };
    expect(hashOf(model, state, { language: "sv", theme: "dark" }, { x: 1.23456789, y: -2, ratio: 0.5 })).toBe(
      "t=2014..2016&p=organisation/acme-watch,organisation/birch-city&x=organisation/acme-watch" +
        "&tie=organisation/acme-watch~same-project~organisation/birch-city&path=organisation/acme-watch~organisation/dune-council~2" +
        "&cam=1.2346,-2,0.5&lang=sv&theme=dark",
    );
  });

  it("leads back to any state, whatever the names", () => {
    const random = seeded(5);
    for (const data of [made(), hostile(), big(60, 120)]) {
      const model = openModel(data);
      for (let round = 0; round < 150; round++) {
        const state = anyState(model, random);
        const hash = hashOf(model, state, PLAIN, null);
        const told = back(model, hash);
        expect(told).toEqual({ ...state, tie: told.tie });
        expect(hashOf(model, told, PLAIN, null)).toBe(hash); // also the tie: by chance, two of one kind may join one pair
        expect(hash).toMatch(/^[\x21-\x7e]*$/);
      }
    }
  });

  it("keeps language, theme and where the map is seen from", () => {
    const model = openModel(made());
    const told = stateOf(model, hashOf(model, START, { language: "nb", theme: "light" }, { x: 10, y: 20, ratio: 2 }));
    expect([told.settings, told.camera]).toEqual([{ language: "nb", theme: "light" }, { x: 10, y: 20, ratio: 2 }]);
  });

  it("survives other data: what is no longer there is left out", () => {
    const before = openModel(made());
    const other = made();
    other.things.iri = ["person/new", ...other.things.iri.slice(0, -1)];
    const state: State = { ...START, present: [3, 4], selected: [4], tie: 0 };
    const after = back(openModel(other), hashOf(before, state, PLAIN, null));
    expect(after.present).toEqual([4, 5]);
    expect(after.tie).toBeNull();
  });

  it("leaves out what is just around the selected, if that is much", () => {
    const data = big(2000, 20000);
    const model = openModel(data);
    const hash = `x=${data.things.iri[0]}&d=3`;
    const told = back(model, hash);
    expect(told.present!.length).toBeGreaterThan(300);
    expect(hashOf(model, told, PLAIN, null)).toBe(hash);
    const fewer = { ...told, present: told.present!.slice(1) };
    expect(back(model, hashOf(model, fewer, PLAIN, null)).present).toEqual(fewer.present);
  });

  it("can be written by hand: a name brings its partners, a path its chains", () => {
    const model = openModel(made());
    expect(back(model, "x=organisation/acme-watch").present).toEqual([3, 4, 5]);
    expect(back(model, "path=organisation/acme-watch~organisation/dune-council").present).toEqual([3, 6, 4, 5, 0, 1]);
    expect(back(model, "x=organisation/acme-watch&p=").present).toEqual([]);
  });

  it("never throws, and takes nothing that it does not know", () => {
    const model = openModel(made());
    const strange = [
      "%", "x=%ff", "p=%E0%A4%A", "tie=~~~", "path=a~b", "story=.", "story=made.99", "cam=1,2", "cam=NaN,1,1", "cam=1,1,-1", "n=1e999", "n=-3", "d=9", "t=2014",
      "t=<script>..", "v=__proto__", "z=toString", "z=constructor", "col=red", "tab=x", "theme=x", "lang=xx", "k=nothing", "=&=&&", "a".repeat(100_000),
      "x=javascript:alert(1)",
    ];
    for (const hash of strange) expect(back(model, hash), hash.slice(0, 40)).toEqual(START);
  });
});
