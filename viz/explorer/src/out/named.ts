/** What every file and citation says of itself: the filters in words, the dataset, its licence, and the file's name. */

import type { Concept, Language, Text, ViewName } from "../data/contract";
import { labelOf } from "../model/names";
import { summary } from "../model/summary";
import type { Filter, Model, Thing } from "../model/types";
import { SAID } from "./said";
import { openTie, type Seen, titleOf } from "./title";

/** Digits of the dataset's digest that name it (`scen build` prints as many). */
export const SHORT = 12;

/** What a file says of itself, in one language. */
export interface About {
  title: string;
  /** What the picture is of. */
  view: string;
  /** The tie that is open, with its sources. */
  open: string[];
  /** How many nodes and ties are shown, and how firm these are. */
  counts: string;
  filters: string[];
  /** Version of scen and of the dataset. */
  dataset: string;
  licence: string;
}

/** All that a file says of itself. */
export function aboutOf(seen: Seen): About {
  const { filter, kept, language, model, net, picture } = seen;
  const { made } = model.data;
  const words = SAID[language];
  return {
    title: inLanguage(made.title, language),
    view: titleOf(seen),
    open: openTie(seen),
    counts: summary(model, net, kept, picture, language).join(" "),
    filters: filterWords(model, filter, language, net.name),
    dataset: put(words.dataset, { version: made.version, digest: made.digest.slice(0, SHORT) }),
    licence: put(words.licence, { name: made.licence.name, address: made.licence.address }),
  };
}

/** The lines of `aboutOf` as one text, for a description or a footer. */
export function aboutLines(about: About): string[] {
  return [`${about.title}. ${about.view}.`, ...about.open, about.counts, ...about.filters, about.dataset, about.licence].filter(Boolean);
}

/** What the filter keeps, one sentence a part; one sentence where it keeps everything. */
export function filterWords(model: Model, filter: Filter, language: Language, view: ViewName = model.data.view): string[] {
  const { words } = model.data;
  const said = SAID[language];
  const chosen = (label: string, ids: string[] | null, concepts: Concept[]): string[] =>
    ids ? [`${label}: ${ids.map((id) => conceptLabel(concepts, id, language)).join(", ") || said.none}.`] : [];
  const found = [
    ...(filter.kinds ? chosen(said.kinds, filter.kinds, words.lineKinds) : notDrawn(model, view, language)),
    ...chosen(said.certainty, filter.certainty, words.certainty),
    ...chosen(said.status, filter.status, words.status),
    ...(filter.sources > 1 ? [put(said.sources, { n: filter.sources })] : []),
    ...(filter.alone ? [said.alone] : []),
    ...periodWords(filter, language),
    ...(filter.undated ? [] : [said.undatedOut]),
    ...chosen(said.agents, filter.agents.length ? filter.agents : null, words.agents),
    ...(filter.about.length ? [`${said.about}: ${things(model, filter.about, language)}.`] : []),
  ];
  return found.length ? found : [said.noFilter];
}

/** One reference to what is shown, as it would stand in a list of references. */
export function citation(model: Model, about: About, address: string, accessed: string, language: Language): string {
  const { digest, licence, version } = model.data.made;
  return put(SAID[language].citation, {
    title: about.title, view: about.view, version, digest: digest.slice(0, SHORT), accessed, address, licence: licence.name,
  });
}

/** The label of a concept of a list, or its id where the list does not hold it. */
export function conceptLabel(concepts: Concept[], id: string, language: Language): string {
  const found = concepts.find((concept) => concept.id === id);
  return found ? inLanguage(found.label, language) : id;
}

/** A text of the data in a language, else in English. */
export function inLanguage(text: Text, language: Language): string {
  return text[language] ?? text.en;
}

function notDrawn(model: Model, view: ViewName, language: Language): string[] {
  const there = new Set(model.net(view).data.lines.kind);
  const hidden = model.data.words.lineKinds.filter((kind, at) => !kind.drawn && there.has(at));
  return hidden.length ? [`${SAID[language].notDrawn}: ${hidden.map((kind) => inLanguage(kind.label, language)).join(", ")}.`] : [];
}

function periodWords({ since, until, undated }: Filter, language: Language): string[] {
  const said = SAID[language];
  if (!since && !until) return [];
  const form = since && until ? (since === until ? said.within : said.between) : since ? said.since : said.until;
  return [put(form, { since, until }) + (undated ? ` ${said.undatedIn}` : "")];
}

function things(model: Model, some: Thing[], language: Language): string {
  return some.map((thing) => labelOf(model, thing, language)).join(", ");
}

function put(text: string, parts: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parts[name] ?? whole));
}
