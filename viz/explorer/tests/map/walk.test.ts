import { describe, expect, it } from "vitest";
import { along, control, dashes } from "../../src/map/bow";
import { fit, growth, onScreen, seen } from "../../src/map/camera";
import { convex } from "../../src/map/hulls";
import { mixed } from "../../src/map/paper";
import { corners, form } from "../../src/map/shapes";
import { first, partners, step } from "../../src/map/walk";
import type { Picture, PictureLine, PictureNode } from "../../src/model/types";

const node = (x: number, y: number, part: Partial<PictureNode> = {}): PictureNode => ({
  thing: 0, x, y, size: 10, shape: "dot", colour: "#000000", label: "", above: false, faded: false, marked: false, community: -1, ...part,
});
const line = (a: number, b: number): PictureLine => ({
  line: 0, a, b, colour: "#000000", width: 1, stroke: "solid", bend: 0, arrow: false, pale: false, faded: false, marked: false,
});
const CROSS: Picture = {
  nodes: [node(0, 0), node(100, 0), node(-100, 0), node(0, 100), node(0, -100), node(160, 20)],
  lines: [line(0, 5), line(3, 0)], hulls: [], waiting: 0,
};

describe("step", () => {
  it("goes the way of the arrow, along a line if there is one, and stays where there is nothing", () => {
    expect(step(CROSS, 0, "left")).toBe(2);
    expect(step(CROSS, 0, "up")).toBe(4);
    expect(step(CROSS, 0, "down")).toBe(3);
    expect(step(CROSS, 0, "right")).toBe(5);
    expect(step(CROSS, 2, "left")).toBe(2);
  });
  it("knows partners, and where to begin", () => {
    expect(partners(CROSS, 0)).toEqual([3, 5]);
    expect(first({ ...CROSS, nodes: [node(0, 0), node(1, 1, { marked: true })] })).toBe(1);
    expect(first({ ...CROSS, nodes: [], lines: [] })).toBe(-1);
  });
});

describe("camera", () => {
  const size = { width: 1000, height: 700 };
  it("fits all nodes into the window, and does not blow up a few", () => {
    const view = fit(CROSS.nodes, size);
    for (const { x, y } of CROSS.nodes) {
      const [sx, sy] = onScreen(x, y, view, size);
      expect(sx > 0 && sx < 1000 && sy > 0 && sy < 700).toBe(true);
    }
    expect(view.ratio).toBeGreaterThan(0.7);
    expect(seen(CROSS.nodes, view, size)).toBe(true);
    expect(seen(CROSS.nodes, { ...view, x: 5000 }, size)).toBe(false);
    expect(growth(1)).toBe(1);
    expect(growth(10)).toBeLessThan(0.5);
  });
});

describe("fitting", () => {
  const size = { width: 600, height: 400 };
  const inside = (one: { x: number; y: number }, view: ReturnType<typeof fit>): boolean => {
    const [x, y] = onScreen(one.x, one.y, view, size);
    return x > 0 && x < 600 && y > 0 && y < 400;
  };
  it("leaves room for a label beside the outermost", () => {
    const pair = [node(-400, 0, { label: "Invented Institute of Lakes" }), node(400, 0, { label: "Invented Institute of Hills" })];
    const view = fit(pair, size);
    expect(onScreen(-400, 0, view, size)[0]).toBeGreaterThan(50);
    expect(onScreen(400, 0, view, size)[0]).toBeLessThan(550);
  });
  it("shows the others, too, where there is room, else as many as there is", () => {
    const [one, other, near, far] = [node(0, 0), node(50, 0), node(-300, 0), node(-2000, 0)];
    expect([one, other, near].every((each) => inside(each!, fit([one!, other!], size, [one!, other!, near!])))).toBe(true);
    const view = fit([one!, other!], size, [one!, other!, near!, far!]);
    expect([one, other].every((each) => inside(each!, view))).toBe(true);
    expect(view.ratio).toBe(fit([one!, other!], size).ratio);
    expect(view.x).toBeLessThan(25);
  });
});

describe("forms", () => {
  it("bows to the right of the way, half as high as its control point", () => {
    const c = control([0, 0], [100, 0], 0.2);
    expect(c).toEqual([50, 30]);
    expect(along([0, 0], c, [100, 0], 0.5)).toEqual([50, 15]);
    expect(control([100, 0], [0, 0], -0.2)).toEqual([50, 30]);
    expect(dashes("solid", 2)[1]).toBe(0);
  });
  it("has as many corners as the shape", () => {
    expect(["dot", "square", "triangle", "star", "hexagon", "no such"].map((shape) => corners(form(shape), 0, 0, 10).length)).toEqual([0, 4, 3, 10, 6, 0]);
    expect(corners(form("triangle"), 0, 0, 10)[0]![1]).toBeCloseTo(-13);
  });
  it("has a convex hull, and mixes colours", () => {
    expect(convex([[0, 0], [2, 0], [1, 1], [2, 2], [0, 2]])).toEqual([[0, 0], [2, 0], [2, 2], [0, 2]]);
    expect(mixed("#000000", "#ffffff", 0.5)).toBe("#808080");
  });
});
