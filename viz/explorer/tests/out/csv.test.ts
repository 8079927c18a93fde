import { describe, expect, it } from "vitest";
import { cellOf, csvOf } from "../../src/out/csv";
import { fileOf } from "../../src/out/files";
import { claimRows, nodeRows, type Sheet, tieRows } from "../../src/panels/rows";
import { made } from "../model/made";
import { rowsOf } from "./read";
import { HOSTILE, LONG, shownOf } from "./shown";

function guarded(cell: string | number): string {
  return typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
}

function expected(sheet: Sheet): string[][] {
  return [sheet.columns.map(({ label }) => label), ...sheet.rows.map(({ cells }) => cells.map(guarded))];
}

describe("tables as CSV", () => {
  const data = made();
  data.things.name[3] = HOSTILE;
  data.things.name[5] = LONG;
  data.claims.sentence[0] = HOSTILE;
  data.claims.words[1] = ["-1", "@sum"];
  const shown = shownOf(data);
  const { kept, model, net, picture } = shown;

  it("says what the table says, cell by cell", () => {
    const sheets = {
      nodes: nodeRows(model, net, kept, picture, "en", "degree"), ties: tieRows(model, net, kept, picture, "en"),
      claims: claimRows(model, net, kept, picture, "en"),
    };
    for (const form of ["nodes", "ties", "claims"] as const) {
      const { content, name } = fileOf(form, shown);
      expect(content.startsWith("\ufeff")).toBe(true);
      expect(rowsOf(content.slice(1))).toEqual(expected(sheets[form]));
      expect(name).toBe(`scen-ties-table-${form}-000000000000.csv`);
    }
  });

  it("runs nothing in a spreadsheet, and leaves numbers as they are", () => {
    expect(["=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1", "", "'=1"].map(cellOf)).toEqual([
      "'=1+1", "'+1", "'-1", "'@x", "'\tx", "\"'\rx\"", "x=1", "", "'=1",
    ]);
    expect([-1, 0.25].map(cellOf)).toEqual(["-1", "0.25"]);
  });

  it("has a head where there are no rows", () => {
    expect(csvOf({ columns: [{ id: "name", label: "Name", numeric: false }], rows: [] })).toBe("Name\r\n");
  });
});
