/** The kinds of line that a view has, strong ones first: what legend and filters list. */

import type { LineKind } from "../data/contract";
import type { Model, Net } from "../model/types";

/** Kinds of which the view has a line, strong ones first, then in the order of the data. */
export function kindsOf(model: Model, net: Net): LineKind[] {
  const there = new Set(net.data.lines.kind);
  const all = model.data.words.lineKinds.filter((_, at) => there.has(at));
  return [...all.filter(({ strong }) => strong), ...all.filter(({ strong }) => !strong)];
}

/** Ids of those that are drawn before the reader asks for more. */
export function shownAtFirst(kinds: LineKind[]): string[] {
  return kinds.filter(({ drawn }) => drawn).map(({ id }) => id);
}
