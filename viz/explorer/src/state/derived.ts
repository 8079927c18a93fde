/** What follows from the state: worked out when it is asked for, and only anew when what it rests on changes. */

import { computed } from "@preact/signals";
import type { Colour, Language } from "../data/contract";
import { keep } from "../model/filter";
import { distances } from "../model/neighbours";
import { draw } from "../model/picture";
import { routes } from "../model/routes";
import type { Kept, Model, Net, Picture, Route } from "../model/types";
import { dark, narrow } from "./screen";
import { model, settings, state } from "./state";

/** The model; only asked for once there is one. */
export const opened = computed<Model>(() => {
  if (!model.value) throw new Error("no model yet");
  return model.value;
});

/** Whether there are claims to tell; a picture of the rows of an answer has none (picture.ts). */
export const evidenced = computed(() => opened.value.data.documents.length > 0);

const view = computed(() => state.value.view);
const filter = computed(() => state.value.filter);

export const net = computed<Net>(() => opened.value.net(view.value));

/** The lines that the filter leaves. */
export const kept = computed<Kept>(() => keep(opened.value, net.value, filter.value));

const selected = computed(() => state.value.selected);
const present = computed(() => state.value.present);
const path = computed(() => state.value.path);

/** Steps from what is selected to each node of the view (255: further than can be reached); null: nothing is selected. */
export const near = computed<Uint8Array | null>(() => {
  const nodes = selected.value.map((thing) => net.value.node(thing)).filter((node) => node !== undefined);
  return nodes.length ? distances(net.value, kept.value, nodes, 3) : null;
});

/** The best chains, where two are chosen; empty: not linked. */
export const chains = computed<Route[] | null>(() =>
  path.value && path.value.from !== path.value.to
    ? routes(opened.value, net.value, kept.value, path.value.from, path.value.to, 3)
    : null,
);

const language = computed<Language>(() => settings.value.language);

/** What is on the screen. */
export const picture = computed<Picture>(() =>
  draw(opened.value, net.value, kept.value, {
    ...state.value,
    present: present.value,
    near: near.value,
    route: chains.value?.[path.value?.shown ?? 0] ?? null,
    dark: dark.value,
    tall: narrow.value,
    language: language.value,
  }),
);

/** A colour of the theme on screen. */
export function shade(colour: Colour): string {
  return colour[dark.value ? 1 : 0];
}
