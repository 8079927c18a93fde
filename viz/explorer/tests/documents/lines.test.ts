import { describe, expect, test } from "vitest";
import { column, lineNumbers, linesOf, passages, pieces } from "../../src/documents/lines";

describe("lines", () => {
  test("only a line feed ends a line, and what follows the last one is none", () => {
    expect(linesOf("a\nb\n")).toEqual(["a", "b"]);
    expect(linesOf("a\r\nb\u2028c\u0085d")).toEqual(["a\r", "b\u2028c\u0085d"]);
    expect(linesOf("")).toEqual([]);
    expect(linesOf("\n")).toEqual([""]);
  });

  test("a text is composed", () => {
    expect(linesOf("A\u030ase")).toEqual(["Åse"]);
  });
});

describe("column", () => {
  test("finds whole words, letter for letter", () => {
    expect(column("Seminar 2020, 20 seats", "20")).toBe(14);
    expect(column("Swedwatches", "Swedwatch")).toBe(-1);
    expect(column("contact: swedwatch", "Swedwatch")).toBe(-1);
    expect(column("Åsa_x Åsa", "Åsa")).toBe(6);
  });

  test("takes signs as they are", () => {
    expect(column("a (b) [c] $1.50 – d/e", "(b) [c] $1.50 –")).toBe(2);
    expect(column("co-funded w/ x-y", "co-funded w/ x-y")).toBe(0);
    expect(column("abc", "")).toBe(-1);
  });
});

describe("pieces", () => {
  test("marks the kept words, also where they overlap", () => {
    expect(pieces("one two three", ["two"])).toEqual([
      { text: "one ", kept: false }, { text: "two", kept: true }, { text: " three", kept: false },
    ]);
    expect(pieces("one two three", ["one two", "two three"]).map((piece) => piece.text).join("")).toBe("one two three");
    expect(pieces("one", ["two"])).toEqual([{ text: "one", kept: false }]);
    expect(pieces("", ["two"])).toEqual([]);
  });
});

describe("passages", () => {
  const lines = ["l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l9", "l10"];

  test("two lines before and after, runs apart where there is a gap", () => {
    const found = passages(lines, [1, 9], ["l9"]);
    expect(found.map((run) => run.map((line) => line.number))).toEqual([[1, 2, 3], [7, 8, 9, 10]]);
    expect(found[1]!.filter((line) => line.cited).map((line) => line.pieces)).toEqual([[{ text: "l9", kept: true }]]);
  });

  test("a line that does not exist shows nothing", () => {
    expect(passages(lines, [99], [])).toEqual([]);
  });

  test("numbers are told in short", () => {
    expect(lineNumbers([24, 22, 23, 30])).toBe("22–24, 30");
    expect(lineNumbers([])).toBe("");
  });
});
