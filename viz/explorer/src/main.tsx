/** The door: puts the explorer into an element, or into the page that was made for it. */

import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app";
import type { Data, Language, ViewName } from "./data/contract";
import { openModel } from "./model/open";
import type { Model } from "./model/types";
import { open } from "./state/actions";
import { follow, restore } from "./state/address";
import { begin, type Settings, settings, type State } from "./state/state";
import { told, words } from "./words/words";
import "./style/base.css";
import "./style/app.css";
import "./style/details.css";
import "./style/map.css";
import "./style/filters.css";
import "./style/time.css";
import "./style/table.css";
import "./style/path.css";
import "./style/take.css";

export { picture } from "./picture";

const said = words({
  en: { broken: "The data of this page cannot be read: {why}", format: "they are of another version of scen" },
  sv: { broken: "Sidans data går inte att läsa: {why}", format: "de hör till en annan version av scen" },
  nb: { broken: "Dataene på siden kan ikke leses: {why}", format: "de hører til en annen versjon av scen" },
});

export interface Options {
  /** Inside another page: no header, and the address is left alone. */
  embedded?: boolean;
  view?: ViewName;
  /** The thing to begin with, by its IRI behind `${base}id/`. */
  node?: string;
  language?: Language;
}

/** Put the explorer into an element; one at a time on a page. Returns what takes it out again. */
export function mount(element: HTMLElement, data: Data, chosen: Options = {}): () => void {
  settings.value = { language: chosen.language ?? data.language, theme: "auto" };
  if (data.format !== 1) throw new Error(said().format);
  const model = openModel(data);
  const { embedded = false } = chosen;
  prepare(model, chosen, embedded ? null : restore(model));
  element.replaceChildren();
  render(<App embedded={embedded} />, element);
  const ends = embedded ? [] : [follow(), entitle(model)];
  return () => {
    for (const end of ends) end();
    render(null, element);
  };
}

/** The first state: what the address says, else what was chosen. */
function prepare(model: Model, chosen: Options, told: (Partial<State> & { settings: Partial<Settings> }) | null): void {
  const addressed = told !== null && location.hash.length > 1;
  if (addressed) {
    const { settings: wanted, ...first } = told;
    settings.value = { ...settings.value, ...wanted };
    return begin(model, first);
  }
  const thing = chosen.node === undefined ? undefined : model.thing(chosen.node);
  begin(model, { view: chosen.view ?? model.data.view, present: chosen.embedded && thing === undefined ? null : [] });
  if (thing !== undefined) open(thing);
}

/** The page's own title and language follow what is chosen. */
function entitle(model: Model): () => void {
  return effect(() => {
    document.documentElement.lang = settings.value.language;
    document.title = `${told(model.data.made.title)} – scen`;
  });
}

/** On the page that was made for it, the explorer begins by itself. */
function begins(): void {
  const script = document.getElementById("scen-data");
  const element = document.getElementById("scen");
  if (!script || !element) return;
  try {
    mount(element, JSON.parse(script.textContent ?? "") as Data);
  } catch (error) {
    element.textContent = said().broken.replace("{why}", error instanceof Error ? error.message : String(error));
    element.setAttribute("role", "alert");
    console.error(error);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begins);
else begins();
