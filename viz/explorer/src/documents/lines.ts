/** A source document as lines, cut and searched as Python does (graph/documents.py, graph/text.py). */

/** A piece of a line, and whether it is among the kept words. */
export interface Piece {
  text: string;
  kept: boolean;
}

/** A line of a passage; `cited` ones are those that the claim names. */
export interface PassageLine {
  number: number;
  cited: boolean;
  pieces: Piece[];
}

/** The lines of a text: composed (NFC), only a line feed ends a line, what follows the last one is no line. */
export function linesOf(text: string): string[] {
  const lines = text.normalize("NFC").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Where words stand in a line, letter for letter and as whole words; -1 where they do not. */
export function column(line: string, words: string): number {
  if (!words) return -1;
  const left = /^[\p{L}\p{N}]/u.test(words) ? "(?<![\\p{L}\\p{N}_])" : "";
  const right = /[\p{L}\p{N}]$/u.test(words) ? "(?![\\p{L}\\p{N}_])" : "";
  return line.search(new RegExp(left + words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") + right, "u"));
}

/** A line in pieces: the kept words, where they stand first, and what is between them. */
export function pieces(line: string, kept: readonly string[]): Piece[] {
  const spans = kept
    .map((words) => [column(line, words), words.length] as const)
    .filter(([start]) => start >= 0)
    .map(([start, length]) => [start, start + length] as const)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const found: Piece[] = [];
  let at = 0;
  const push = (to: number, marked: boolean): void => {
    if (to > at) found.push({ text: line.slice(at, to), kept: marked });
    at = Math.max(at, to);
  };
  for (const [start, end] of spans) {
    push(start, false);
    push(end, true);
  }
  push(line.length, false);
  return found;
}

/** The cited lines with some before and after, in runs without a gap: each run is one passage. */
export function passages(lines: readonly string[], cited: readonly number[], kept: readonly string[], around = 2): PassageLine[][] {
  const wanted = new Set<number>();
  for (const number of cited) for (let at = number - around; at <= number + around; at++) if (at >= 1 && at <= lines.length) wanted.add(at);
  const runs: PassageLine[][] = [];
  for (const number of [...wanted].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    const is = cited.includes(number);
    const line = { number, cited: is, pieces: pieces(lines[number - 1]!, is ? kept : []) };
    if (run && run.at(-1)!.number === number - 1) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Line numbers in short: "22–24, 30". */
export function lineNumbers(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}
