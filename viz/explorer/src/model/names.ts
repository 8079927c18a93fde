/** Names and texts of the data in a language that is told, so that they can be worked out off the screen. */

import type { Language, Text } from "../data/contract";
import type { Model, Thing } from "./types";

/** The name of a thing in a language where it has one, else the name that serves in all. */
export function labelOf(model: Model, thing: Thing, language: Language): string {
  const { names, name } = model.data.things;
  return names[thing]?.find(([its]) => its === language)?.[1] ?? name[thing] ?? "";
}

/** A text of the data in a language, else in English. */
export function textIn(text: Text, language: Language): string {
  return text[language] ?? text.en;
}

/** A name that may stand inside a sentence: one that turns the direction of writing is kept to itself (Unicode UAX 9). */
export function within(name: string): string {
  return /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name) ? `\u2068${name}\u2069` : name;
}

/** Orders things by their names as one sorts without a language, then by IRI: the same everywhere. */
export function byName(model: Model, language: Language): (one: Thing, other: Thing) => number {
  const { iri } = model.data.things;
  return (one, other) => inOrder(labelOf(model, one, language), labelOf(model, other, language)) || inOrder(iri[one]!, iri[other]!);
}

/** Less than 0, 0 or more, by code units. */
export function inOrder(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
