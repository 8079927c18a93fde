/** What the reader can do, each as one step that can be undone. */

import { signal } from "@preact/signals";
import { told } from "../words/words";
import { around, within } from "../model/neighbours";
import { keep } from "../model/filter";
import { routes } from "../model/routes";
import type { StoryStep, ViewName } from "../data/contract";
import { EVERYTHING, type Filter, type Kept, type Line, type Net, type Thing } from "../model/types";
import { chains, kept, net, opened } from "./derived";
import { adjust, change, type Rows, type State, state } from "./state";

/** A view that was asked for and has nothing of what was shown: the view, and whom of it the reader had selected, if it was one. */
export const missing = signal<{ view: ViewName; thing: Thing | null } | null>(null);

/** Bring a thing and its partners into the picture, and select it; things of another view change the view. */
export function open(thing: Thing): void {
  const view = viewOf(thing);
  if (!view) return;
  const there = view === state.value.view ? state.value.present : [];
  const found = ball([thing], 1, view);
  change({ view, present: there && union(there, [thing, ...found]), selected: [thing], depth: 1, tie: null, path: null, story: null });
}

/** Select a thing, alone or beside those that are selected; once more to let it go. */
export function select(thing: Thing, beside = false): void {
  const { selected } = state.value;
  const without = selected.filter((other) => other !== thing);
  const now = beside ? (without.length < selected.length ? without : [...selected, thing]) : [thing];
  change({ selected: now, tie: null, path: null });
}

/** Select nothing: no thing, no tie, no path. */
export function release(): void {
  change({ selected: [], tie: null, path: null });
}

/** Open the evidence of a line; its ends come into the picture. */
export function openTie(line: Line): void {
  const { lines, nodes } = net.value.data;
  const ends = [nodes[lines.a[line]!]!, nodes[lines.b[line]!]!];
  change({ tie: line, present: state.value.present && union(state.value.present, ends) });
}

/** Bring a thing's partners into the picture: over some kinds of line (ids), or over all. */
export function expand(thing: Thing, kinds?: string[]): void {
  const { present } = state.value;
  const node = net.value.node(thing);
  if (!present || node === undefined) return;
  const { lineKinds } = opened.value.data.words;
  const wanted = new Set(kinds ?? lineKinds.map((kind) => kind.id));
  const found = around(net.value, kept.value, node, (line) => wanted.has(lineKinds[net.value.data.lines.kind[line]!]!.id));
  change({ present: union(present, things(net.value, found)) });
}

/** Take things out of the picture. */
export function dismiss(gone: Thing[]): void {
  const out = new Set(gone);
  const { present, selected } = state.value;
  const all = present ?? opened.value.net(state.value.view).data.nodes;
  change({ present: all.filter((thing) => !out.has(thing)), selected: selected.filter((thing) => !out.has(thing)), tie: null });
}

/** So many steps around what is selected are shown, and not faded. */
export function setDepth(depth: 1 | 2 | 3): void {
  const { present, selected, view } = state.value;
  change({ depth, present: present && union(present, ball(selected, depth, view)) });
}

/** The whole map. */
export function showAll(): void {
  missing.value = null;
  change({ present: null, story: null });
}

/** Only some things: a community, a project's partners, … with nothing selected. */
export function showOnly(some: Thing[], part: Partial<State> = {}): void {
  change({ present: [...new Set(some)], selected: [], tie: null, path: null, story: null, ...part });
}

/** Back to the question that the page begins with; filters stay as they are. */
export function startOver(): void {
  change({ present: [], selected: [], tie: null, path: null, story: null, table: null });
}

/** The best chains of two things; they come into the picture. */
export function findPath(from: Thing, to: Thing): void {
  const found = from === to ? [] : routes(opened.value, net.value, kept.value, from, to, 3);
  const on = found.flatMap((route) => route.things);
  const { present } = state.value;
  change({ path: { from, to, shown: 0 }, present: present && union(present, [from, to, ...on]), selected: [], tie: null });
}

/** Which of the chains is marked. */
export function showChain(shown: number): void {
  const { path } = state.value;
  if (path && chains.value && shown >= 0 && shown < chains.value.length) change({ path: { ...path, shown } });
}

/** Change a part of the filter. */
export function setFilter(part: Partial<Filter>): void {
  change({ filter: { ...state.value.filter, ...part } });
}

/** Everything is kept again. */
export function clearFilter(): void {
  change({ filter: EVERYTHING });
}

/** Another of the three networks; what is shown and selected stays where it is there, too, and where nothing is, all of it is shown. */
export function setView(view: ViewName): void {
  const other = opened.value.net(view);
  const there = (some: Thing[]): Thing[] => some.filter((thing) => other.node(thing) !== undefined);
  const { present, selected, filter } = state.value;
  const left = present && there(present);
  const none = left?.length === 0 && present!.length > 0;
  missing.value = none ? { view, thing: selected.length === 1 ? selected[0]! : null } : null;
  change({
    view, present: none ? null : left, selected: there(selected), tie: null, path: null, filter: { ...filter, kinds: null },
  });
}

/** What the table shows is no step that is undone. */
export function openTable(table: Rows | null): void {
  adjust({ table });
}

/** A step of a story: it sets the view, the filter, and what is in the picture. */
export function tell(id: string, step: number): void {
  const story = opened.value.data.stories.find((one) => one.id === id);
  const at = story?.steps[step];
  if (!story || !at) return;
  const view = at.view ?? state.value.view;
  const filter = { ...EVERYTHING, ...at.filter };
  const depth = at.depth ?? 1;
  const other = opened.value.net(view);
  const left = keep(opened.value, other, filter);
  const nodes = at.nodes ?? [];
  const ends = (at.ties ?? []).flat();
  const present = nodes.length || ends.length ? union([...nodes, ...ends], depth ? ballIn(other, left, nodes, depth) : []) : null;
  change({
    story: { id, step }, view, filter, present, selected: nodes, depth: depth > 1 ? (depth as 2 | 3) : 1, path: null,
    tie: lineOf(other, left, at), table: null,
  });
}

/** Leave the story; the picture stays as it is. */
export function leaveStory(): void {
  change({ story: null });
}

/** The title of the story that is told, for headings. */
export function storyTitle(): string {
  const story = opened.value.data.stories.find((one) => one.id === state.value.story?.id);
  return story ? told(story.title) : "";
}

function lineOf(other: Net, left: Kept, step: StoryStep): Line | null {
  const [a, b] = step.ties?.length === 1 ? step.ties[0]! : [];
  const [from, to] = [a, b].map((thing) => (thing === undefined ? undefined : other.node(thing)));
  if (from === undefined || to === undefined) return null;
  return Array.from(other.linesOf(from)).find((line) => left.is[line] && other.other(line, from) === to) ?? null;
}

/** The view in which a thing is a node: the one on screen if it can be. */
export function viewOf(thing: Thing): ViewName | undefined {
  const { views } = opened.value;
  return [state.value.view, ...views].find((view) => opened.value.net(view).node(thing) !== undefined);
}

function ball(centres: Thing[], depth: number, view: ViewName): Thing[] {
  const other = opened.value.net(view);
  return ballIn(other, view === state.value.view ? kept.value : keep(opened.value, other, state.value.filter), centres, depth);
}

function ballIn(other: Net, left: Kept, centres: Thing[], depth: number): Thing[] {
  const nodes = centres.map((thing) => other.node(thing)).filter((node) => node !== undefined);
  return things(other, within(other, left, nodes, depth));
}

function things(other: Net, nodes: number[]): Thing[] {
  return nodes.map((node) => other.data.nodes[node]!);
}

function union(some: Thing[], more: Thing[]): Thing[] {
  return [...new Set([...some, ...more])];
}
