/** What the reader has chosen: one value, changed by `change` alone, so that every step can be undone and addressed. */

import { computed, signal } from "@preact/signals";
import type { Language, ViewName } from "../data/contract";
import { EVERYTHING, type Filter, type Line, type Model, type Thing } from "../model/types";

export type Rows = "nodes" | "ties" | "claims";

export interface State {
  view: ViewName;
  filter: Filter;
  /** The things that are in the picture; null: all of the view; empty: the start, nothing yet. */
  present: Thing[] | null;
  selected: Thing[];
  /** The line whose evidence is open. */
  tie: Line | null;
  /** Steps around what is selected that are not faded. */
  depth: 1 | 2 | 3;
  path: { from: Thing; to: Thing; shown: number } | null;
  /** Id of the measure that gives nodes their size. */
  size: string;
  colour: "kind" | "community";
  hulls: boolean;
  /** Which table is open. */
  table: Rows | null;
  story: { id: string; step: number } | null;
}

export interface Settings {
  language: Language;
  theme: "auto" | "light" | "dark";
}

export const START: State = {
  view: "collaboration", filter: EVERYTHING, present: [], selected: [], tie: null, depth: 1, path: null, size: "ties",
  colour: "kind", hulls: false, table: null, story: null,
};

const MOST_UNDONE = 200;

export const model = signal<Model | null>(null);
export const state = signal<State>(START);
export const settings = signal<Settings>({ language: "en", theme: "auto" });
const past = signal<State[]>([]);
const future = signal<State[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

/** A step that can be undone. */
export function change(part: Partial<State>): void {
  const before = state.value;
  const after = { ...before, ...part };
  if ((Object.keys(part) as (keyof State)[]).every((key) => before[key] === after[key])) return;
  past.value = [...past.value.slice(-MOST_UNDONE), before];
  future.value = [];
  state.value = after;
}

/** A step that is not worth undoing by itself, such as each pixel of a slider that is dragged. */
export function adjust(part: Partial<State>): void {
  state.value = { ...state.value, ...part };
}

export function undo(): void {
  const before = past.value.at(-1);
  if (!before) return;
  past.value = past.value.slice(0, -1);
  future.value = [...future.value, state.value];
  state.value = { ...before, table: state.value.table };
}

export function redo(): void {
  const after = future.value.at(-1);
  if (!after) return;
  future.value = future.value.slice(0, -1);
  past.value = [...past.value, state.value];
  state.value = { ...after, table: state.value.table };
}

/** Begin with a model and a first state; nothing can be undone yet. */
export function begin(opened: Model, first: Partial<State>): void {
  past.value = [];
  future.value = [];
  state.value = { ...START, view: opened.data.view, ...first };
  model.value = opened;
}
