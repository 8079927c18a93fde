import { describe, expect, it } from "vitest";
import { placed, type Sign, wrapped } from "../../src/map/labels";
import { seeded } from "../model/made";

const measure = (text: string): number => text.length * 7;

function sign(part: Partial<Sign>): Sign {
  return { x: 0, y: 0, radius: 8, weight: part.radius ?? 8, label: "Lind", above: false, faded: false, marked: false, full: false, ...part };
}

describe("placed", () => {
  it("keeps labels apart, inside, and off the signs of all but much smaller nodes", () => {
    const random = seeded(7);
    const signs = Array.from({ length: 400 }, (_, i) => {
      const hull = i % 40 === 0;
      const radius = hull ? 0 : 3 + random() * 10;
      return sign({ x: random() * 900, y: random() * 600, radius, weight: hull ? 9 : radius, label: `Invented name ${i} of some length`, above: random() < 0.3 });
    });
    const found = placed(signs, 900, 600, measure);
    const boxes = found.map(({ x, y, width, lines, font, leading }) => [x - width / 2, y - font + 1, x + width / 2, y - font + 1 + lines.length * leading]);
    const over = (a: number[], b: number[]): boolean => a[0]! < b[2]! && b[0]! < a[2]! && a[1]! < b[3]! && b[1]! < a[3]!;
    expect(found.length).toBeGreaterThan(15);
    boxes.forEach(([left, top, right, bottom]) => expect(left! >= 0 && top! >= -1 && right! <= 900 && bottom! <= 601).toBe(true));
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => expect(over(a, b)).toBe(false)));
    found.forEach(({ of }, n) =>
      signs.forEach(({ x, y, radius }, i) => {
        if (i !== of && radius > 0.75 * signs[of]!.radius) expect(over(boxes[n]!, [x - radius, y - radius, x + radius, y + radius])).toBe(false);
      }),
    );
  });
});

describe("wrapped", () => {
  it("breaks between words, and cuts what is too long", () => {
    expect(wrapped("Invented Institute of Lakes")).toEqual(["Invented Institute of", "Lakes"]);
    expect(wrapped("a b", 10)).toEqual(["a b"]);
    expect(wrapped("x".repeat(5000))).toEqual(["x".repeat(22), `${"x".repeat(21)}…`]);
    expect(wrapped("")).toEqual([]);
  });
});
