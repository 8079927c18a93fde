/** When: how much is known of each year, the period that is kept, and what has no date. */

import { computed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { keep } from "../model/filter";
import { histogram } from "../model/years";
import type { Filter } from "../model/types";
import { setFilter } from "../state/actions";
import { kept, net, opened } from "../state/derived";
import { calm } from "../state/screen";
import { adjust, change, state } from "../state/state";
import { filled, number, words } from "../words/words";
import { AsOf } from "./as-of";
import { Play } from "./play";
import { ALWAYS, isAsOf, type Period, periodOf, yearsOf } from "./span";

const said = words({
  en: {
    title: "Time", from: "From year", to: "To year", always: "All time", undated: "Show undated", mode: "Show", period: "a period",
    asOf: "one date", of: "{year}: {n} dated links", chart: "Dated links per year, {from} to {to}; most in {most}: {n}.",
    none: "Nothing here is dated.", one: "All that is dated is of {year}.", axis: "Bars: dated events, projects and other things that two names share",
    all: "All time is shown.", shown: "{from} to {to} is shown.",
  },
  sv: {
    title: "Tid", from: "Från år", to: "Till år", always: "All tid", undated: "Visa odaterade", mode: "Visa", period: "en period",
    asOf: "ett datum", of: "{year}: {n} daterade länkar", chart: "Daterade länkar per år, {from} till {to}; flest {most}: {n}.",
    none: "Inget här är daterat.", one: "Allt daterat är från {year}.", axis: "Staplar: daterade evenemang, projekt och annat som två namn delar",
    all: "All tid visas.", shown: "{from} till {to} visas.",
  },
  nb: {
    title: "Tid", from: "Fra år", to: "Til år", always: "All tid", undated: "Vis udaterte", mode: "Vis", period: "en periode",
    asOf: "én dato", of: "{year}: {n} daterte lenker", chart: "Daterte lenker per år, {from} til {to}; flest i {most}: {n}.",
    none: "Ingenting her er datert.", one: "Alt som er datert, er fra {year}.", axis: "Stolper: daterte arrangementer, prosjekter og annet som to navn deler",
    all: "All tid vises.", shown: "{from} til {to} vises.",
  },
});

/** The filter but for its period, as text: the bars stay while the handles move. */
const others = computed(() => JSON.stringify({ ...state.value.filter, ...ALWAYS, undated: true }));
const chart = computed(() => histogram(opened.value, net.value, JSON.parse(others.value) as Filter));

/** Lines without a date that are kept, or would be if the undated were shown. */
const undated = computed(() => (state.value.filter.undated ? kept.value : keep(opened.value, net.value, { ...state.value.filter, undated: true })).undated);

type Years = { year: number; links: number }[];

/** Per cent of the height that a year has at least in which there is anything. */
const LEAST = 4;

/** Letters of a year: an end of the scale that is only that may be of a period. */
const YEAR = 4;

/** The time strip: one date or a period, as the filter has it. */
export function Time() {
  const { years } = chart.value;
  const { filter } = state.value;
  const [one, setOne] = useState(isAsOf(filter));
  useEffect(() => setOne((before) => isAsOf(filter) && (before || filter.until.length > YEAR)), [filter.since, filter.until]);
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 0];
  return (
    <section class="time" aria-label={said().title}>
      <div class="row controls">
        <h2 class="small-text">{said().title}</h2>
        <Mode one={one} onMode={setOne} />
        {one && <AsOf />}
        {!one && !calm.value && years.length > 1 && <Play first={first} last={last} />}
        <button type="button" class="button small" disabled={!filter.since && !filter.until} onClick={() => setFilter(ALWAYS)}>
          {said().always}
        </button>
        <label class="option inline">
          <input type="checkbox" checked={filter.undated} onChange={() => setFilter({ undated: !filter.undated })} />
          <span>{said().undated} ({number(undated.value)})</span>
        </label>
        {years.length > 1 && <p class="tiny muted axis">{said().axis}</p>}
      </div>
      {years.length > 1 ? <Scale years={years} first={first} last={last} fixed={one} /> : <p class="tiny muted">{lonely(years)}</p>}
    </section>
  );
}

function lonely(years: Years): string {
  return years.length ? filled(said().one, { year: years[0]!.year }) : said().none;
}

function Mode({ one, onMode }: { one: boolean; onMode: (one: boolean) => void }) {
  return (
    <div class="row modes" role="group" aria-label={said().mode}>
      {[false, true].map((mode) => (
        <button key={String(mode)} type="button" class="button small" aria-pressed={one === mode} onClick={() => onMode(mode)}>
          {mode ? said().asOf : said().period}
        </button>
      ))}
    </div>
  );
}

function Scale({ years, first, last, fixed }: { years: Years; first: number; last: number; fixed: boolean }) {
  const [from, to] = yearsOf(state.value.filter, first, last);
  return (
    <div class="scale" style={{ "--years": years.length }}>
      <Bars years={years} from={from} to={to} />
      {!fixed && <Handle label={said().from} value={from} first={first} last={last} years={years} period={(year) => periodOf(year, Math.max(year, to), first, last)} />}
      {!fixed && <Handle label={said().to} value={to} first={first} last={last} years={years} period={(year) => periodOf(Math.min(from, year), year, first, last)} />}
      <Ticks years={years} from={from} to={to} />
      <p class="hidden" aria-live="polite">{state.value.filter.since || state.value.filter.until ? filled(said().shown, { from, to }) : said().all}</p>
    </div>
  );
}

function Bars({ years, from, to }: { years: Years; from: number; to: number }) {
  const top = years.reduce((best, year) => (year.links > best.links ? year : best), years[0]!);
  const label = filled(said().chart, { from: years[0]!.year, to: years.at(-1)!.year, most: top.year, n: number(top.links) });
  return (
    <div class="bars" role="img" aria-label={label}>
      {years.map(({ year, links }) => (
        <span key={year} class="bar" data-in={year >= from && year <= to ? "" : undefined} title={filled(said().of, { year, n: number(links) })}>
          {links > 0 && <span style={{ height: `${Math.max(LEAST, (100 * links) / top.links)}%` }} />}
        </span>
      ))}
    </div>
  );
}

interface HandleProps {
  label: string;
  value: number;
  first: number;
  last: number;
  years: Years;
  period: (year: number) => Period;
}

/** The first move of a drag is a step that can be undone, the rest of the drag belongs to it. */
function Handle({ label, value, first, last, years, period }: HandleProps) {
  const [dragging, setDragging] = useState(false);
  const move = (year: number): void => {
    const filter = { ...state.value.filter, ...period(year) };
    if (dragging) adjust({ filter });
    else change({ filter });
    setDragging(true);
  };
  return (
    <input
      type="range" class="handle" min={first} max={last} step={1} value={value} aria-label={label}
      aria-valuetext={filled(said().of, { year: value, n: number(years[value - first]?.links ?? 0) })}
      onInput={(event) => move(Number(event.currentTarget.value))} onChange={() => setDragging(false)}
    />
  );
}

/** Few enough years under the bars to be read; those of the handles are always there. */
function Ticks({ years, from, to }: { years: Years; from: number; to: number }) {
  const step = [1, 2, 5, 10, 20, 50, 100].find((every) => years.length / every <= 8) ?? 200;
  const first = years[0]!.year;
  const near = (year: number): boolean => [from, to].some((end) => end !== year && Math.abs(end - year) < step * 0.75);
  const shown = years.filter(({ year }) => year === from || year === to || (year % step === 0 && !near(year)));
  return (
    <div class="ticks" aria-hidden="true">
      {shown.map(({ year }) => (
        <span key={year} data-end={year === from || year === to ? "" : undefined} style={{ left: `${(100 * (year - first + 0.5)) / years.length}%` }}>{year}</span>
      ))}
    </div>
  );
}
