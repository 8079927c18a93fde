/** Search by the beginnings of words: names, other names, aliases and acronyms, with case and marks folded. */

import type { Language } from "../data/contract";
import { foldedWords } from "./fold";
import { inOrder, labelOf } from "./names";
import { type Index, index, type Name } from "./indexed";
import type { Hit, Model, Thing } from "./types";

/** How well a name matches, less is better: the whole name shown, a word of it, another name; or not at all. */
const [WHOLE, WORD, OTHER, NONE] = [0, 1, 2, 255];

/** A search of a model's names, shown in a language. */
export class Search {
  private readonly index: Index;
  private readonly ties: Int32Array;
  /** Of each thing, while a query is answered: how well its best name matches, and which that is. */
  private readonly match: Uint8Array;
  private readonly name: Int32Array;

  constructor(private readonly model: Model, private readonly language: Language) {
    this.index = index(model);
    this.ties = ties(model);
    this.match = new Uint8Array(this.ties.length);
    this.name = new Int32Array(this.ties.length);
  }

  /**
   * The things of which one name has a word that begins so, for each word of the query; the best first: whole name,
   * word, other name or acronym, then who has more ties and claims, then by name. At most one hit a thing.
   */
  find(query: string, most: number, filter: (thing: Thing) => boolean = () => true): Hit[] {
    const asked = foldedWords(query);
    if (!asked.length || most < 1) return [];
    return this.first(this.matching(asked), most, filter).map((thing) => {
      const { text } = this.index.names[this.name[thing]!]!;
      return { thing, by: this.shows(thing, text) ? "" : text };
    });
  }

  /** The things that have such a name, in no order; `match` and `name` say how well and which. */
  private matching(asked: string[]): Thing[] {
    const found: Thing[] = [];
    const whole = ` ${asked.join(" ")}`;
    this.match.fill(NONE);
    for (const names of this.rarest(asked)) {
      for (const at of names) {
        const name = this.index.names[at]!;
        if (asked.length > 1 && !asked.every((word) => name.folded.includes(` ${word}`))) continue;
        const match = this.matched(name, whole);
        const before = this.match[name.thing]!;
        if (before === NONE) found.push(name.thing);
        if (match > before || (match === before && at > this.name[name.thing]!)) continue;
        this.match[name.thing] = match;
        this.name[name.thing] = at;
      }
    }
    return found;
  }

  private matched({ thing, text, folded, acronym }: Name, whole: string): number {
    if (acronym || !this.shows(thing, text)) return OTHER;
    return folded.startsWith(whole) ? WHOLE : WORD;
  }

  private shows(thing: Thing, text: string): boolean {
    return text === labelOf(this.model, thing, this.language);
  }

  /** The names, word by word, that have a word beginning with that word of the query that fewest names have. */
  private rarest(asked: string[]): number[][] {
    const all = asked.map((word) => this.index.having.slice(this.place(word), this.place(`${word}\uffff`)));
    const size = (having: number[][]): number => having.reduce((sum, { length }) => sum + length, 0);
    return all.reduce((one, other) => (size(other) < size(one) ? other : one));
  }

  private place(word: string): number {
    let [low, high] = [0, this.index.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.index.words[middle]! < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first few, in order: only what could be among them is put in its place. */
  private first(found: Thing[], most: number, filter: (thing: Thing) => boolean): Thing[] {
    const best: Thing[] = [];
    for (const thing of found) {
      const full = best.length === most;
      if ((full && this.order(thing, best.at(-1)!) > 0) || !filter(thing)) continue;
      if (full) best.pop();
      let [low, high] = [0, best.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.order(best[middle]!, thing) < 0) low = middle + 1;
        else high = middle;
      }
      best.splice(low, 0, thing);
    }
    return best;
  }

  private order(one: Thing, other: Thing): number {
    const { claims, iri } = this.model.data.things;
    return (
      this.match[one]! - this.match[other]! ||
      this.ties[other]! - this.ties[one]! ||
      claims[other]! - claims[one]! ||
      inOrder(labelOf(this.model, one, this.language), labelOf(this.model, other, this.language)) ||
      inOrder(iri[one]!, iri[other]!)
    );
  }
}

const searchers = new WeakMap<Model, Map<Language, Search>>();

/** The search of a model in a language, made once. */
export function searcher(model: Model, language: Language): Search {
  const those = searchers.get(model) ?? new Map<Language, Search>();
  searchers.set(model, those);
  const found = those.get(language) ?? new Search(model, language);
  those.set(language, found);
  return found;
}

/** In how many lines of all views each thing is an end. */
function ties(model: Model): Int32Array {
  const found = new Int32Array(model.data.things.name.length);
  for (const { nodes, lines } of Object.values(model.data.views)) {
    for (const ends of [lines.a, lines.b]) for (const node of ends) found[nodes[node]!]! += 1;
  }
  return found;
}
