/** How many links there are in each year, for the time slider. */

import { keep } from "./filter";
import { EVERYTHING, type Filter, type Model, type Net } from "./types";

/** Of a day told as yyyymmdd all but the year. */
const DAYS = 10_000;

export interface Histogram {
  /** From the first year to the last, those without a link, too. */
  years: { year: number; links: number }[];
  undated: number;
}

/** The links that all of the filter but its period keeps, by year; one over several years counts in each. */
export function histogram(model: Model, net: Net, filter: Filter): Histogram {
  const { since, until, undated } = EVERYTHING;
  const { chosen, lines } = keep(model, net, { ...filter, since, until, undated });
  const { first, last } = net.data.links;
  const counts = new Map<number, number>();
  let without = 0;
  const count = (link: number): void => {
    const from = Math.floor((first[link] || last[link]!) / DAYS);
    const to = Math.floor((last[link] || first[link]!) / DAYS);
    if (!to) without += 1;
    else for (let year = from; year <= to; year++) counts.set(year, (counts.get(year) ?? 0) + 1);
  };
  const { links: starts } = net.data.lines;
  for (const line of lines) for (let link = starts[line]!; link < starts[line + 1]!; link++) if (chosen[link]) count(link);
  return { years: filled(counts), undated: without };
}

function filled(counts: ReadonlyMap<number, number>): Histogram["years"] {
  if (!counts.size) return [];
  const known = [...counts.keys()].sort((one, other) => one - other);
  const from = known[0]!;
  return Array.from({ length: known.at(-1)! - from + 1 }, (_, at) => ({ year: from + at, links: counts.get(from + at) ?? 0 }));
}
