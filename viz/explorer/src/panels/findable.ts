/** What the search finds, and what picking it does: nodes are opened; what ties share shows those whom it joins. */

import { computed } from "@preact/signals";
import type { ViewName } from "../data/contract";
import { partnersOver } from "../model/entry";
import { searcher } from "../model/search";
import type { Hit, Thing } from "../model/types";
import { open, showOnly } from "../state/actions";
import { opened } from "../state/derived";
import { settings, state } from "../state/state";

/** A hit is a node of a view, or something that lines of it share. */
export interface Found {
  as: "node" | "shared";
  view: ViewName;
}

/** So many are selected at once, so that what they share is told beside the picture. */
const FEW = 24;

const language = computed(() => settings.value.language);
const view = computed(() => state.value.view);

/** Made when the reader first types. */
const index = computed(() => searcher(opened.value, language.value));

/** For each thing the views in which it is a node (low bits) or shared by lines (high bits). */
const roles = computed(() => {
  const { data, views } = opened.value;
  const found = new Uint8Array(data.things.iri.length);
  views.forEach((name, at) => {
    for (const thing of data.views[name]!.nodes) found[thing]! |= 1 << at;
    for (const thing of data.views[name]!.links.through) if (thing >= 0) found[thing]! |= 16 << at;
  });
  return found;
});

/** How a thing can be shown: in the view on screen before another one, as a node before as something shared. */
export function findable(thing: Thing): Found | undefined {
  const bits = roles.value[thing] ?? 0;
  const { views } = opened.value;
  for (const name of [view.value, ...views]) {
    const at = views.indexOf(name);
    if (bits & (1 << at)) return { as: "node", view: name };
    if (bits & (16 << at)) return { as: "shared", view: name };
  }
  return undefined;
}

/** The best hits for what was typed. */
export function find(query: string, most: number, only: (thing: Thing) => boolean = (thing) => roles.value[thing] !== 0): Hit[] {
  return query.trim() ? index.value.find(query, most, only) : [];
}

/** Whether a thing is a node of the view on screen. */
export function isNode(thing: Thing): boolean {
  return ((roles.value[thing] ?? 0) & (1 << opened.value.views.indexOf(view.value))) !== 0;
}

/** Show what was found. */
export function show(thing: Thing): void {
  const found = findable(thing);
  if (found?.as === "node") open(thing);
  else if (found) {
    const { things, view: there } = partnersOver(opened.value, thing);
    showOnly(things, { view: there, selected: things.length <= FEW ? things : [] });
  }
}
