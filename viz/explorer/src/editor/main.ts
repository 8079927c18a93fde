/** The door of the SPARQL editor: YASGUI with our endpoint, terms and questions, and with nobody else to talk to. */

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import { complete } from "./completion";
import { addNetwork } from "./network";
import type { Terms } from "./terms";

/** Put the editor into an element. `query` is opened in a tab of its own named `name`. */
export function edit(element: HTMLElement, terms: Terms, query = "", name = ""): Yasgui {
  complete(terms);
  addNetwork(terms);
  element.replaceChildren();
  const yasgui = new Yasgui(element, {
    requestConfig: { endpoint: terms.endpoint, method: "POST" } as never,
    corsProxy: undefined,
    persistenceId: `scen ${terms.endpoint}`,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => undefined } as never,
    populateFromUrl: (told) => ({ ...told, requestConfig: { ...told.requestConfig, endpoint: terms.endpoint } }),
    yasqe: { prefixCcApi: null, value: FIRST, screenReaderLabel: "SPARQL" } as never,
    yasr: { prefixes: terms.prefixes, pluginOrder: ["network", "table", "response", "boolean", "error"] } as never,
  });
  const ours = (id: string): void => void yasgui.getTab(id)?.setEndpoint(terms.endpoint);
  Object.keys(yasgui._tabs).forEach(ours); // tabs that a reader kept
  yasgui.on("tabAdd", (_: unknown, id: string) => queueMicrotask(() => ours(id)));
  yasgui.on("tabSelect", (_: unknown, id: string) => queueMicrotask(() => ours(id)));
  new MutationObserver(() => nameControls(element)).observe(element, { childList: true, subtree: true });
  if (query) add(yasgui, query, name);
  element.prepend(menu(yasgui, terms));
  for (const event of ["pointerover", "focusin"]) element.addEventListener(event, (happened) => lead(happened.target, terms));
  return yasgui;
}

const add = (yasgui: Yasgui, query: string, name: string): void =>
  void yasgui.addTab(true, { name, yasqe: { value: query } } as never, { avoidDuplicateTabs: true });

/** The questions, each of which opens in a tab. */
function menu(yasgui: Yasgui, terms: Terms): HTMLElement {
  const choice = document.createElement("select");
  choice.className = "field question-menu";
  choice.setAttribute("aria-label", terms.said.choose);
  choice.append(new Option(terms.said.choose, ""));
  for (const { name, questions } of terms.groups) {
    const group = document.createElement("optgroup");
    group.label = name;
    group.append(...questions.map((one) => new Option(one.title, one.name)));
    choice.append(group);
  }
  const known = new Map(terms.groups.flatMap(({ questions }) => questions).map((one) => [one.name, one.query]));
  choice.addEventListener("change", () => {
    if (choice.value) add(yasgui, known.get(choice.value)!, choice.value);
    choice.value = "";
  });
  return choice;
}

/** What YASGUI leaves without a name or a place for those who listen, or come by keys. */
function nameControls(element: HTMLElement): void {
  const set = (selector: string, name: string, value: (one: Element) => string): void => {
    for (const one of element.querySelectorAll(`${selector}:not([${name}])`)) one.setAttribute(name, value(one));
  };
  set("select.tableSizer", "aria-label", (one) => one.parentElement?.textContent?.split(":")[0]?.trim() || "Rows");
  set(".tabsList button.addTab", "role", () => "tab");
  for (const scroll of element.querySelectorAll('.CodeMirror-scroll[tabindex="-1"], .CodeMirror-scroll:not([tabindex])')) scroll.setAttribute("tabindex", "0");
}

/** A link to a thing of the dataset leads to this portal, whatever its base IRI. */
function lead(target: EventTarget | null, { base, pages }: Terms): void {
  const link = target instanceof Element ? target.closest("a") : null;
  const href = link?.getAttribute("href") ?? "";
  if (link && href.startsWith(`${base}id/`)) link.href = pages + href.slice(base.length + 3);
}

const FIRST = `PREFIX scen: <https://w3id.org/scen/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?node ?nodeLabel ?linkedNode ?linkedNodeLabel WHERE {
  VALUES ?kind { scen:co-organised scen:same-project scen:agreement scen:joint-action scen:acts-for }
  ?tie a scen:Tie ; scen:kind ?kind ; scen:party ?node, ?linkedNode .
  FILTER(STR(?node) < STR(?linkedNode))
  OPTIONAL { ?node skos:prefLabel ?nodeLabel FILTER(LANG(?nodeLabel) = "en") }
  OPTIONAL { ?linkedNode skos:prefLabel ?linkedNodeLabel FILTER(LANG(?linkedNodeLabel) = "en") }
}
LIMIT 200`;
