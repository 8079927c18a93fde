/** Periods of the time slider: what a filter's two dates are in years, and the other way round; pure. */

import type { Filter } from "../model/types";

export type Period = Pick<Filter, "since" | "until">;

export const ALWAYS: Period = { since: "", until: "" };

/** The years between which the handles stand; an open end stands at the end of the scale. */
export function yearsOf({ since, until }: Period, first: number, last: number): [from: number, to: number] {
  const from = clamp(since ? Number(since.slice(0, 4)) : first, first, last);
  return [from, Math.max(from, clamp(until ? Number(until.slice(0, 4)) : last, first, last))];
}

/** A period of whole years; an end of the scale leaves it open, and the whole scale is all time. */
export function periodOf(from: number, to: number, first: number, last: number): Period {
  if (from <= first && to >= last) return ALWAYS;
  return from === to ? { since: String(from), until: String(from) } : { since: from > first ? String(from) : "", until: to < last ? String(to) : "" };
}

/** Whether a filter asks how it was at one date: what had begun by then, as `--as-of` has it. */
export function isAsOf({ since, until }: Period): boolean {
  return since === "" && until !== "";
}

/** A date as the filter takes it: day, month or year of the calendar; undefined if the text is none. */
export function dateOf(text: string): string | undefined {
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day] = [found[1]!, found[2]?.padStart(2, "0"), found[3]?.padStart(2, "0")];
  const whole = `${year}-${month ?? "01"}-${day ?? "01"}`;
  const date = new Date(`${whole}T00:00:00Z`);
  if (year === "0000" || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== whole) return undefined;
  return [year, month, day].filter((part) => part !== undefined).join("-");
}

/** The years that are played, one after the other: from the first handle on, or all if it stands at the last year. */
export function played(from: number, first: number, last: number): number[] {
  const start = from < last ? from : first;
  return Array.from({ length: last - start + 1 }, (_, at) => start + at);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
