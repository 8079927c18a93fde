/** All names of all things by their folded words, for the search: made once, and the same for every language. */

import { foldedWords } from "./fold";
import { inOrder } from "./names";
import type { Model, Thing } from "./types";

/** A name of a thing: as it is written, and its folded words between blanks; acronyms are names of one word. */
export interface Name {
  thing: Thing;
  text: string;
  folded: string;
  /** Made of the first letters of `text`. */
  acronym: boolean;
}

/** The different words in order, and for each the names (positions) that have it. */
export interface Index {
  names: Name[];
  words: string[];
  having: number[][];
}

/** Words that an acronym may leave out. */
const SMALL = new Set("of the and for in on to a an de du des la le et och i av för på til og for und der die das von".split(" "));
const LONGEST = 12;

const made = new WeakMap<Model, Index>();

/** The index of a model. */
export function index(model: Model): Index {
  const found = made.get(model) ?? makeIndex(model);
  made.set(model, found);
  return found;
}

function makeIndex(model: Model): Index {
  const { things } = model.data;
  const names: Name[] = [];
  const having = new Map<string, number[]>();
  const add = (name: Name, words: string[]): void => {
    for (const word of words) note(having, word, names.length);
    names.push(name);
  };
  for (let thing = 0; thing < things.name.length; thing++) {
    for (const text of textsOf(model, thing)) {
      const words = foldedWords(text);
      if (!words.length) continue;
      add({ thing, text, folded: ` ${words.join(" ")}`, acronym: false }, words);
      for (const letters of acronyms(words)) add({ thing, text, folded: ` ${letters}`, acronym: true }, [letters]);
    }
  }
  const words = [...having.keys()].sort(inOrder);
  return { names, words, having: words.map((word) => having.get(word)!) };
}

function textsOf(model: Model, thing: Thing): Iterable<string> {
  const { name, names, aliases } = model.data.things;
  const [others, more] = [names[thing], aliases[thing]];
  return others || more ? new Set([name[thing]!, ...(others ?? []).map(([, text]) => text), ...(more ?? [])]) : [name[thing]!];
}

function note(having: Map<string, number[]>, word: string, at: number): void {
  const those = having.get(word);
  if (!those) having.set(word, [at]);
  else if (those.at(-1) !== at) those.push(at);
}

/** The first letters of all words, and those without small words. */
function acronyms(words: string[]): string[] {
  if (words.length < 2 || words.length > LONGEST) return [];
  const letters = (some: string[]): string => some.map((word) => word[0]).join("");
  const [all, large] = [letters(words), letters(words.filter((word) => !SMALL.has(word)))];
  return large === all || large.length < 2 ? [all] : [all, large];
}
