/** What ticking and unticking makes of a filter, and which of its parts are set: pure, so that every panel does it alike. */

import type { Concept, Language } from "../data/contract";
import { labelOf } from "../model/names";
import { EVERYTHING, type Filter, type Model } from "../model/types";
import { conceptLabel } from "../out/named";
import { filled } from "../words/words";
import { choiceWords } from "./choice-words";

/**
 * What is ticked after one is ticked or unticked, in the order of `all`; null where that is what is ticked at first.
 *
 * @param first What is ticked when the filter is null.
 */
export function toggled(chosen: string[] | null, all: string[], first: string[], id: string): string[] | null {
  return settled(all.filter((one) => (chosen ?? first).includes(one) !== (one === id)), first);
}

/** Some ids as a part of the filter: null where they are those that are ticked at first. */
export function settled(some: string[], first: string[]): string[] | null {
  return some.length === first.length && some.every((id) => first.includes(id)) ? null : some;
}

/** A list with one more, or one less: of agents and what ties are about, where an empty list keeps all. */
export function flipped<T>(some: T[], one: T): T[] {
  return some.includes(one) ? some.filter((other) => other !== one) : [...some, one];
}

/** Some parts of a filter as they are where nothing is set. */
export function without(parts: Partial<Filter>): Partial<Filter> {
  return Object.fromEntries((Object.keys(parts) as (keyof Filter)[]).map((part) => [part, EVERYTHING[part]]));
}

/** A part of the filter that is set: what it says, and what takes it away. */
export interface Chip {
  key: string;
  text: string;
  without: Partial<Filter>;
}

/** The parts of a filter that are set, in the order of the panel. */
export function chips(model: Model, filter: Filter, language: Language): Chip[] {
  const { words, abouts } = model.data;
  const said = choiceWords(language);
  const list = (some: string[], from: Concept[]): string => {
    if (!some.length) return said.none;
    const labels = some.map((id) => conceptLabel(from, id, language));
    return labels.length > 2 ? filled(said.several, { n: labels.length, first: labels[0]! }) : labels.join(", ");
  };
  const found: Chip[] = [];
  const add = (key: string, text: string, without: Partial<Filter>): void => void found.push({ key, text, without });
  if (filter.kinds) add("kinds", `${said.kinds}: ${list(filter.kinds, words.lineKinds)}`, { kinds: null });
  if (filter.sources > 1) add("sources", filled(said.sources, { n: filter.sources }), { sources: 1 });
  if (filter.alone) add("alone", said.alone, { alone: false });
  if (filter.certainty) add("certainty", `${said.certainty}: ${list(filter.certainty, words.certainty)}`, { certainty: null });
  if (filter.status) add("status", `${said.status}: ${list(filter.status, words.status)}`, { status: null });
  if (filter.since || filter.until) add("period", periodOf(filter, said), { since: EVERYTHING.since, until: EVERYTHING.until });
  if (!filter.undated) add("undated", said.undated, { undated: true });
  for (const id of filter.agents) {
    add(`agents ${id}`, `${said.agents}: ${list([id], words.agents)}`, { agents: filter.agents.filter((other) => other !== id) });
  }
  for (const thing of filter.about) {
    const sort = abouts.find((one) => one.thing === thing)?.sort ?? "topic";
    add(`about ${thing}`, `${said[sort]}: ${labelOf(model, thing, language)}`, { about: filter.about.filter((other) => other !== thing) });
  }
  return found;
}

function periodOf({ since, until }: Filter, said: ReturnType<typeof choiceWords>): string {
  if (since === until) return filled(said.within, { since });
  return filled(since && until ? said.between : since ? said.since : said.until, { since, until });
}
