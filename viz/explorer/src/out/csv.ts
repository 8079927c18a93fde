/** A table as CSV (RFC 4180): a head of plain names, then its rows, and no cell that a spreadsheet would run. */

import type { Sheet } from "../panels/rows";

const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/** The rows that the page's table shows, under the names of its columns. */
export function csvOf(sheet: Sheet): string {
  const head = sheet.columns.map(({ label }) => label);
  return [head, ...sheet.rows.map(({ cells }) => cells)].map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

/** A cell: texts with an apostrophe before what would be a formula (as export/guard.py has it), numbers as they are. */
export function cellOf(cell: string | number): string {
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
