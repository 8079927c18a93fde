/** Words of the interface, each module's beside it, in three languages; those of the data come with the data. */

import type { Language, Text } from "../data/contract";
import type { Model, Thing } from "../model/types";
import { settings } from "../state/state";

export const LANGUAGES: [Language, string][] = [["en", "English"], ["sv", "Svenska"], ["nb", "Norsk (bokmål)"]];

type Words = Record<string, string>;

/**
 * The words of a module in the language on screen: `const said = words({en: {…}, sv: {…}, nb: {…}})`, then
 * `said().title` inside a component, so that it is drawn anew when the language changes. The type makes sure that
 * every language has every word.
 */
export function words<T extends Words>(all: { en: T } & Record<"sv" | "nb", Record<keyof T, string>>): () => Record<keyof T, string> {
  return () => all[settings.value.language];
}

/** A text with its parts put in: `filled("{n} ties", {n: 3})`. */
export function filled(text: string, parts: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parts[name] ?? whole));
}

/** A text of the data in the language on screen, else in English. */
export function told(text: Text): string {
  return text[settings.value.language] ?? text.en;
}

/** The language in which `told` tells it. */
export function toldIn(text: Text): Language {
  return text[settings.value.language] === undefined ? "en" : settings.value.language;
}

/** The name of a thing in the language on screen where it has one. */
export function nameOf(model: Model, thing: Thing): string {
  return named(model, thing)[1];
}

/** The language of that name, for `lang`; undefined where it is that of the page, or not known. */
export function languageOf(model: Model, thing: Thing): string | undefined {
  const [language] = named(model, thing);
  return language && language !== settings.value.language ? language : undefined;
}

function named(model: Model, thing: Thing): [language: string, name: string] {
  const { things } = model.data;
  const other = things.names[thing]?.find(([language]) => language === settings.value.language);
  return other ?? [things.language[thing] ?? "", things.name[thing] ?? ""];
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number as the language writes it. */
export function number(value: number, digits = 0): string {
  const language = settings.value.language;
  const key = `${language}${digits}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(language, { maximumFractionDigits: digits })));
  return format.format(value);
}

/** A day told as yyyymmdd: 2019-09-16, or the month or year alone where the rest is 0. */
export function day(value: number): string {
  const text = String(value).padStart(8, "0");
  return value ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)].filter((part) => part !== "00").join("-") : "";
}

/** A period; "" where nothing is known. */
export function period(first: number, last: number): string {
  const [from, to] = [day(first || last), day(last || first)];
  return from === to ? from : `${from} – ${to}`;
}
