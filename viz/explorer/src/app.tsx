/** The whole page: the map in the middle, filters at its left, what is chosen at its right, the table below; on a phone one sheet under the map. */

import { useEffect, useRef } from "preact/hooks";
import { DropZone } from "./documents/drop";
import { MapView } from "./map/view";
import { Announcer, Details, subject } from "./panels/details";
import { Expand } from "./panels/expand";
import { Filters } from "./panels/filters";
import { Bar, Header } from "./panels/header";
import { MAIN, toMap, toSearch } from "./panels/keys";
import { Legend } from "./panels/legend";
import { Sheet } from "./panels/sheet";
import { Start } from "./panels/start";
import { Story } from "./panels/story";
import { Summary } from "./panels/summary";
import { Table } from "./panels/table";
import { Time } from "./panels/time";
import { PrintSheet } from "./print";
import { openTable } from "./state/actions";
import { evidenced } from "./state/derived";
import { dark, narrow } from "./state/screen";
import { settings, state } from "./state/state";
import { words } from "./words/words";

const said = words({
  en: { filters: "Filters", legend: "Legend", details: "Details", table: "Table", hide: "Hide the table", toSearch: "To the search", toTable: "To the table", side: "Filters and legend", map: "Network" },
  sv: { filters: "Filter", legend: "Teckenförklaring", details: "Detaljer", table: "Tabell", hide: "Dölj tabellen", toSearch: "Till sökningen", toTable: "Till tabellen", side: "Filter och teckenförklaring", map: "Nätverk" },
  nb: { filters: "Filtre", legend: "Tegnforklaring", details: "Detaljer", table: "Tabell", hide: "Skjul tabellen", toSearch: "Til søket", toTable: "Til tabellen", side: "Filtre og tegnforklaring", map: "Nettverk" },
});

/** Embedded: no header, no filters; the map and what is chosen. */
export function App({ embedded }: { embedded: boolean }) {
  const form = embedded ? "embedded" : narrow.value ? "page narrow" : "page wide";
  return (
    <div class={`scen ${form}`} data-theme={dark.value ? "dark" : "light"} lang={settings.value.language}>
      {embedded ? <Embedded /> : <Page />}
      <DropZone />
      <Expand />
      <Announcer />
      {!embedded && <PrintSheet />}
    </div>
  );
}

function Page() {
  const start = state.value.present?.length === 0;
  const before = useRef(start);
  useEffect(() => {
    if (before.current !== start && document.activeElement === document.body) toMap();
    before.current = start;
  }, [start]);
  return (
    <>
      <Skips />
      <Header />
      {start ? <main class="begin" id={MAIN} tabIndex={-1}><Bar /><Start /></main> : narrow.value ? <Narrow /> : <Wide />}
    </>
  );
}

function Embedded() {
  const shown = evidenced.value && subject.value;
  return (
    <div class={shown ? "body with-details" : "body"}>
      <div class="centre"><div class="map-place"><MapView /></div></div>
      {shown && <aside class="right" aria-label={said().details}><Details /></aside>}
    </div>
  );
}

function Wide() {
  const { table } = state.value;
  return (
    <div class={subject.value ? "body with-details" : "body"}>
      <aside class="left" aria-label={said().side}>
        <Story />
        <details class="fold" open><summary><h2>{said().filters}</h2></summary><Filters /></details>
        <details class="fold" open><summary><h2>{said().legend}</h2></summary><Legend /></details>
      </aside>
      <main class={table ? "centre with-table" : "centre"} id={MAIN} tabIndex={-1} aria-label={said().map}>
        <Bar />
        <div class="map-place"><MapView /></div>
        <Time />
        <div class="foot">
          <Summary />
          <button type="button" class="button" aria-expanded={table !== null} aria-controls="scen-table" onClick={() => openTable(table ? null : "nodes")}>{table ? said().hide : said().table}</button>
        </div>
        {table && <section class="drawer" id="scen-table" tabIndex={-1} aria-label={said().table}><Table /></section>}
      </main>
      {subject.value && <aside class="right" aria-label={said().details}><Details /></aside>}
    </div>
  );
}

function Narrow() {
  return (
    <main class="centre" id={MAIN} tabIndex={-1} aria-label={said().map}>
      <Bar />
      <div class="map-place"><MapView /></div>
      <Sheet />
    </main>
  );
}

/** For those who come by keys: past all else to the search or the table. The address behind # is the state's, so these move the focus alone. */
function Skips() {
  const go = (act: () => void) => (event: Event): void => {
    event.preventDefault();
    act();
  };
  const toTable = (): void => {
    openTable(state.value.table ?? "nodes");
    setTimeout(() => document.getElementById("scen-table")?.focus());
  };
  return (
    <nav class="skips">
      <a class="skip button" href="#scen-find" onClick={go(toSearch)}>{said().toSearch}</a>
      {state.value.present?.length !== 0 && <a class="skip button" href="#scen-table" onClick={go(toTable)}>{said().toTable}</a>}
    </nav>
  );
}
