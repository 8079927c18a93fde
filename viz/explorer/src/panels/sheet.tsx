/** On a phone: one sheet under the map, with tabs; what was just chosen comes to the front. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { openTable } from "../state/actions";
import { adjust, state } from "../state/state";
import { words } from "../words/words";
import { Details, subject } from "./details";
import { Filters } from "./filters";
import { show } from "./findable";
import { Whole } from "./header";
import { FIND } from "./keys";
import { Legend } from "./legend";
import { Search } from "./search";
import { Story } from "./story";
import { Summary } from "./summary";
import { Table } from "./table";
import { Time } from "./time";

const said = words({
  en: { find: "Find", details: "Details", filters: "Filters", table: "Table", story: "Story", name: "Find a name", legend: "Legend", tabs: "Below the map" },
  sv: { find: "Sök", details: "Detaljer", filters: "Filter", table: "Tabell", story: "Berättelse", name: "Sök ett namn", legend: "Teckenförklaring", tabs: "Under kartan" },
  nb: { find: "Søk", details: "Detaljer", filters: "Filtre", table: "Tabell", story: "Fortelling", name: "Søk etter et navn", legend: "Tegnforklaring", tabs: "Under kartet" },
});

type Tab = "find" | "details" | "filters" | "table" | "story";

const tab = signal<Tab>("find");

/** The tabs, and what the chosen one shows. */
export function Sheet() {
  const { story, table, tie, selected } = state.value;
  const about = subject.value;
  useEffect(() => void (about && !story && (tab.value = "details")), [about, tie, selected]);
  useEffect(() => void (table && (tab.value = "table")), [table]);
  useEffect(() => void (story ? (tab.value = "story") : tab.value === "story" && (tab.value = "find")), [story]);
  const tabs: Tab[] = [...(story ? ["story" as const] : []), "find", "details", "filters", "table"];
  return (
    <div class="sheet">
      <div class="tabs" role="tablist" aria-label={said().tabs} onKeyDown={(event) => walk(event, tabs)}>
        {tabs.map((one) => (
          <button key={one} id={`scen-tab-${one}`} type="button" role="tab" class="tab" aria-selected={tab.value === one} aria-controls="scen-sheet" tabIndex={tab.value === one ? 0 : -1} onClick={() => choose(one)}>
            {said()[one]}
          </button>
        ))}
      </div>
      <div class="sheet-body" id="scen-sheet" role="tabpanel" aria-labelledby={`scen-tab-${tab.value}`} tabIndex={0}>{BODIES[tab.value]()}</div>
    </div>
  );
}

function choose(one: Tab): void {
  tab.value = one;
  if (one === "table") openTable(state.value.table ?? "nodes");
  else if (state.value.table) adjust({ table: null });
}

/** Arrow keys lead from tab to tab. */
function walk(event: KeyboardEvent, tabs: Tab[]): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const to = step && tabs[(tabs.indexOf(tab.value) + step + tabs.length) % tabs.length];
  if (!to) return;
  event.preventDefault();
  choose(to);
  document.getElementById(`scen-tab-${to}`)?.focus();
}

const BODIES: Record<Tab, () => preact.JSX.Element> = {
  story: () => <Story />,
  find: () => <div class="stack"><Search label={said().name} onPick={show} id={FIND} /><div class="row"><Whole /></div><Summary /></div>,
  details: () => <Details />,
  filters: () => <div class="stack"><Time /><Filters /><h2>{said().legend}</h2><Legend /></div>,
  table: () => <section id="scen-table" tabIndex={-1} aria-label={said().table}><Table /></section>,
};
