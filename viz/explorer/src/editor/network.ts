/** Results as a network, where a query names ?node and ?linkedNode; labels, sizes and colours are optional. */

import Yasgui from "@zazuko/yasgui";
import type { Told } from "../picture";
import type { Terms } from "./terms";

/** Nodes that are drawn: more take the browser too long. */
const MOST = 600;

type Term = { type: string; value: string };
type Row = Record<string, Term | undefined>;
type Yasr = InstanceType<typeof Yasgui.Yasr>;
type Explorer = { picture(element: HTMLElement, told: Told): () => void };

/** The nodes and lines of rows, and whether some were left out. */
export function networkOf(rows: readonly Row[], terms: Terms, most = MOST): { told: Told; cut: boolean } {
  const nodes = new Map<string, Told["nodes"][number] & { at: number }>();
  const lines = new Map<string, Told["lines"][number]>();
  let cut = false;
  const node = (row: Row, name: string, more: boolean): number | undefined => {
    const term = row[name];
    if (!term) return undefined;
    const known = nodes.get(term.value);
    if (!known && nodes.size >= most) {
      cut = true;
      return undefined;
    }
    const found = known ?? { iri: term.value, label: shortOf(term, terms), kind: kindOf(term, terms), at: nodes.size };
    const label = row[`${name}Label`]?.value;
    const size = more && row["nodeSize"] ? Number(row["nodeSize"].value) : NaN;
    const colour = more ? (row["nodeColour"] ?? row["nodeColor"])?.value : undefined;
    if (label) found.label = label;
    if (Number.isFinite(size)) found.size = size;
    if (colour && /^#[0-9a-f]{6}$/i.test(colour)) found.colour = colour;
    nodes.set(term.value, found);
    return found.at;
  };
  for (const row of rows) {
    const [a, b] = [node(row, "node", true), node(row, "linkedNode", false)];
    if (a === undefined || b === undefined || a === b) continue;
    const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
    const line = lines.get(key) ?? [Math.min(a, b), Math.max(a, b), 0];
    line[2] += 1;
    lines.set(key, line);
  }
  const { words, language, base, pages } = terms;
  return { told: { nodes: [...nodes.values()].map(({ at: _, ...one }) => one), lines: [...lines.values()], words, language, base, pages }, cut };
}

function kindOf(term: Term, terms: Terms): string {
  const inside = `${terms.base}id/`;
  return term.value.startsWith(inside) ? term.value.slice(inside.length).split("/")[0]! : term.type === "uri" ? "iri" : "value";
}

function shortOf(term: Term, terms: Terms): string {
  const inside = `${terms.base}id/`;
  return term.value.startsWith(inside) ? term.value.slice(inside.length).split("/").slice(1).join("/") : term.value;
}

/** The tab of the results that draws them; it is there only where the columns are. */
export function addNetwork(terms: Terms): void {
  class Network {
    priority = 20;
    label = terms.said.draw;
    hideFromSelection = false;
    private takeOut: (() => void) | null = null;
    constructor(private yasr: Yasr) {}

    canHandleResults(): boolean {
      const columns = this.yasr.results?.getVariables() ?? [];
      return columns.includes("node") && columns.includes("linkedNode") && (this.yasr.results?.getBindings()?.length ?? 0) > 0;
    }

    draw(): void {
      this.destroy();
      const { told, cut } = networkOf((this.yasr.results?.getBindings() ?? []) as Row[], terms);
      const summary = document.createElement("p");
      const counts = terms.said.nodes.replace("{nodes}", String(told.nodes.length)).replace("{lines}", String(told.lines.length));
      summary.textContent = cut ? `${counts}. ${terms.said.cut.replace("{n}", String(MOST))}` : counts;
      const place = document.createElement("div");
      place.className = "picture";
      this.yasr.resultsEl.replaceChildren(summary, place);
      this.takeOut = (window as unknown as { scenExplorer: Explorer }).scenExplorer.picture(place, told);
    }

    getIcon(): Element {
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const shapes = document.createElementNS("http://www.w3.org/2000/svg", "path");
      shapes.setAttribute("d", "M4 3a2 2 0 1 1-1 3.7L5 10a2 2 0 1 1-1 .5L2 7a2 2 0 0 1 2-4zm8 3a2 2 0 1 1-1.9 2.6L6 6.500l.3-.9 4 1.600A2 2 0 0 1 12 6z");
      shapes.setAttribute("fill", "currentColor");
      icon.setAttribute("viewBox", "0 0 16 16");
      icon.setAttribute("aria-hidden", "true");
      icon.append(shapes);
      return icon;
    }

    destroy(): void {
      this.takeOut?.();
      this.takeOut = null;
    }
  }
  Yasgui.Yasr.registerPlugin("network", Network as never);
}
