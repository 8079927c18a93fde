import { describe, expect, it } from "vitest";
import { drawing, svgText } from "../../src/out/svg";
import { clean } from "../../src/map/sketch";
import type { Picture, PictureLine, PictureNode } from "../../src/model/types";

const node = (thing: number, x: number, y: number, label: string, part: Partial<PictureNode> = {}): PictureNode => ({
  thing, x, y, size: 10, shape: "dot", colour: "#0b5cad", label, above: false, faded: false, marked: false, community: -1, ...part,
});
const line = (a: number, b: number, part: Partial<PictureLine> = {}): PictureLine => ({
  line: 0, a, b, colour: "#d13b00", width: 1.5, stroke: "solid", bend: 0, arrow: false, pale: false, faded: false, marked: false, ...part,
});
const HOW = { title: "Invented network", legend: [{ label: "person", colour: "#b8620a", shape: "dot" }], footer: ["As of 2020"], dark: false };

function picture(nodes: PictureNode[], lines: PictureLine[] = [], part: Partial<Picture> = {}): Picture {
  return { nodes, lines, hulls: [], waiting: 0, ...part };
}

describe("drawing", () => {
  it("holds names, strokes, legend and footer, and is the same each time", () => {
    const shown = picture(
      [node(0, 0, 0, "Ada Invented"), node(1, 300, 100, "Bo Made-Up", { shape: "square" }), node(2, 100, 300, "Cy Nobody", { shape: "star", marked: true })],
      [line(0, 1, { stroke: "dashed" }), line(1, 2, { arrow: true, bend: 0.11 })],
      { hulls: [{ label: "Invented circle", colour: "#0f7453", nodes: [0, 1, 2] }] },
    );
    const text = svgText(drawing(shown, HOW));
    for (const name of ["Ada Invented", "Bo Made-Up", "Cy Nobody", "Invented circle", "person", "As of 2020", "Invented network"]) expect(text).toContain(name);
    expect(text).toContain('stroke-dasharray="9 6"');
    expect(text).toMatch(/<polygon points="[^"]+" fill="#0b5cad"/);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(svgText(drawing(shown, HOW))).toBe(text);
  });

  it("keeps to the size that is asked for", () => {
    const made = drawing(picture([node(0, 0, 0, "Ada Invented")]), { ...HOW, width: 800, height: 500 });
    expect([made.width, made.height]).toEqual([800, 500]);
  });

  it("is whole without nodes", () => {
    expect(svgText(drawing(picture([]), { ...HOW, title: "", legend: [], footer: [] }))).not.toMatch(/NaN|Infinity/);
  });

  it("tells hostile names as text", () => {
    const text = svgText(drawing(picture([node(0, 0, 0, `<script>alert("x")</script>\u0000\u202e&'`), node(1, 90, 90, "y".repeat(5000))]), HOW));
    expect(text).not.toContain("<script");
    expect(text).not.toContain("\u0000");
    expect(text).toContain('unicode-bidi="isolate"');
    expect(text).not.toContain("y".repeat(201));
  });
});

describe("clean", () => {
  it("drops what XML does not allow, and half a pair", () => {
    expect(clean("a\u0007b\ud83d")).toBe("a b ");
    expect(clean("a\u{1f600}b")).toBe("a\u{1f600}b");
  });
});
