/** What is shown, written out: for who reads rather than looks, and for the foot of every file. */

import type { Language, ViewName } from "../data/contract";
import { inOrder, labelOf, textIn, within } from "./names";
import type { Filter, Kept, Line, Model, Net, Picture, Thing } from "./types";

/** Of one, and of several. */
type Forms = [one: string, several: string];

interface Words {
  nothing: string;
  lines: Record<ViewName, Forms>;
  and: string;
  ofThese: string;
  strong: Forms;
  oneSource: Forms;
  inferred: Forms;
  disputed: Forms;
  announced: Forms;
  unknown: Forms;
  undated: Forms;
  from: string;
  in: string;
  most: string;
  waiting: Forms;
}

const same = (text: string): Forms => [text, text];

const WORDS: Record<Language, Words> = {
  en: {
    nothing: "Nothing is shown.",
    lines: { collaboration: ["tie", "ties"], funding: ["funding relation", "funding relations"], programme: ["participation", "participations"] },
    and: "and", ofThese: "Of these: {list}.", strong: same("of which {n} strong"), oneSource: same("{n} on one source only"),
    inferred: same("{n} inferred"), disputed: same("{n} disputed"), announced: same("{n} only announced"),
    unknown: same("{n} not known to have come about"), undated: same("{n} undated"), from: "From {from} to {to}.", in: "In {from}.",
    most: "Most {lines}: {names}.", waiting: ["{n} weaker one is kept, but not drawn: there are too many at once.", "{n} weaker ones are kept, but not drawn: there are too many at once."],
  },
  sv: {
    nothing: "Inget visas.",
    lines: { collaboration: ["förbindelse", "förbindelser"], funding: ["finansiering", "finansieringar"], programme: ["deltagande", "deltaganden"] },
    and: "och", ofThese: "Av dessa: {list}.", strong: ["varav {n} stark", "varav {n} starka"], oneSource: same("{n} med bara en källa"),
    inferred: ["{n} härledd", "{n} härledda"], disputed: ["{n} omtvistad", "{n} omtvistade"], announced: ["{n} bara aviserad", "{n} bara aviserade"],
    unknown: same("{n} där det är okänt om det blev av"), undated: same("{n} utan datum"), from: "Från {from} till {to}.", in: "År {from}.",
    most: "Flest {lines}: {names}.", waiting: same("{n} svagare är med men ritas inte: de är för många på en gång."),
  },
  nb: {
    nothing: "Ingenting vises.",
    lines: { collaboration: ["forbindelse", "forbindelser"], funding: ["finansiering", "finansieringer"], programme: ["deltakelse", "deltakelser"] },
    and: "og", ofThese: "Av disse: {list}.", strong: ["hvorav {n} sterk", "hvorav {n} sterke"], oneSource: same("{n} med bare én kilde"),
    inferred: ["{n} utledet", "{n} utledede"], disputed: ["{n} omstridt", "{n} omstridte"], announced: ["{n} bare kunngjort", "{n} bare kunngjorte"],
    unknown: same("{n} der det er ukjent om det ble noe av"), undated: same("{n} uten dato"), from: "Fra {from} til {to}.", in: "I {from}.",
    most: "Flest {lines}: {names}.", waiting: same("{n} svakere er med, men tegnes ikke: de er for mange på én gang."),
  },
};

/** A number put into a text. */
type Put = (forms: Forms, n: number) => string;

const NAMED = 3;

/** A piece of a sentence; one that counts some of the ties has the part of the filter that leaves just these. */
export interface Piece {
  text: string;
  only?: Partial<Filter>;
}

/** The summary of a picture, sentence by sentence. */
export function summary(model: Model, net: Net, kept: Kept, picture: Picture, language: Language): string[] {
  return sentences(model, net, kept, picture, language).map((pieces) => pieces.map(({ text }) => text).join(""));
}

/** The same, each sentence in pieces. */
export function sentences(model: Model, net: Net, kept: Kept, picture: Picture, language: Language): Piece[][] {
  const words = WORDS[language];
  if (!picture.nodes.length) return [[{ text: words.nothing }]];
  const lines = picture.lines.map(({ line }) => line);
  const number = new Intl.NumberFormat(language);
  const put: Put = ([one, several], n) => (n === 1 ? one : several).replace("{n}", number.format(n));
  const [one, several] = words.lines[net.name];
  const all = put([`{n} ${one}`, `{n} ${several}`], lines.length);
  const plain = (text: string): Piece[] => (text ? [{ text }] : []);
  return [
    plain(`${listed(nodes(model, picture, language, number), words.and)}; ${[all, ...strong(model, net, lines, put, words)].join(", ")}.`),
    counted(model, kept, lines, put, words),
    plain(period(kept, lines, words)),
    plain(most(model, net, picture, language, number)),
    plain(picture.waiting ? put(words.waiting, picture.waiting) : ""),
  ].filter((pieces) => pieces.length);
}

/** "9 organisations", "12 people": the most first. */
function nodes(model: Model, picture: Picture, language: Language, number: Intl.NumberFormat): string[] {
  const { words, things } = model.data;
  const counts = words.nodeKinds.map(() => 0);
  for (const { thing } of picture.nodes) counts[things.kind[thing]!]! += 1;
  return words.nodeKinds
    .map((kind, at) => ({ kind, at, count: counts[at]! }))
    .filter(({ count }) => count)
    .sort((one, other) => other.count - one.count || one.at - other.at)
    .map(({ kind, count }) => `${number.format(count)} ${textIn(count === 1 ? kind.label : kind.plural, language)}`);
}

function strong(model: Model, net: Net, lines: Line[], put: Put, words: Words): string[] {
  const count = lines.filter((line) => model.data.words.lineKinds[net.data.lines.kind[line]!]!.strong).length;
  return net.name === "collaboration" && lines.length ? [put(words.strong, count)] : [];
}

/** How far the lines can be relied on: what is less than stated, reported, dated and told twice. */
function counted(model: Model, kept: Kept, lines: Line[], put: Put, words: Words): Piece[] {
  const { certainty, status } = model.data.words;
  const is = (ofLine: Uint8Array, concepts: { id: string }[], id: string) => (line: Line): boolean => concepts[ofLine[line]!]?.id === id;
  const parts: [Forms, (line: Line) => boolean, only?: Partial<Filter>][] = [
    [words.oneSource, (line) => kept.sources[line] === 1, { sources: 1, alone: true }],
    [words.inferred, is(kept.certainty, certainty, "inferred"), { certainty: ["inferred"] }],
    [words.disputed, is(kept.certainty, certainty, "disputed"), { certainty: ["disputed"] }],
    [words.announced, is(kept.status, status, "announced"), { status: ["announced"] }],
    [words.unknown, is(kept.status, status, "unknown"), { status: ["unknown"] }],
    [words.undated, (line) => !kept.last[line]],
  ];
  const told = parts
    .map(([forms, which, only]) => ({ forms, only, count: lines.filter(which).length }))
    .filter(({ count }) => count)
    .map(({ forms, only, count }): Piece => ({ text: put(forms, count), ...(only && { only }) }));
  const [before, after] = words.ofThese.split("{list}");
  const between = (at: number): string => (at === 0 ? before! : at === told.length - 1 ? ` ${words.and} ` : ", ");
  return told.length ? [...told.flatMap((piece, at) => [{ text: between(at) }, piece]), { text: after! }] : [];
}

function period(kept: Kept, lines: Line[], words: Words): string {
  const years = lines.flatMap((line) => [kept.first[line]!, kept.last[line]!]).filter(Boolean).map((day) => Math.floor(day / 10_000));
  if (!years.length) return "";
  const [from, to] = years.reduce(([low, high], year) => [Math.min(low, year), Math.max(high, year)], [9999, 0]);
  return (from === to ? words.in : words.from).replace("{from}", String(from)).replace("{to}", String(to));
}

/** Who has the most lines of those that are shown. */
function most(model: Model, net: Net, picture: Picture, language: Language, number: Intl.NumberFormat): string {
  const words = WORDS[language];
  const counts = picture.nodes.map(() => 0);
  for (const { a, b } of picture.lines) for (const end of [a, b]) counts[end]! += 1;
  const label = (thing: Thing): string => labelOf(model, thing, language);
  const least = Math.max(1, counts.toSorted((one, other) => other - one)[NAMED - 1] ?? 1);
  const best = picture.nodes
    .map(({ thing }, at) => ({ thing, count: counts[at]! }))
    .filter(({ count }) => count >= least)
    .sort((one, other) => other.count - one.count || inOrder(label(one.thing), label(other.thing)) || one.thing - other.thing)
    .slice(0, NAMED);
  if (picture.nodes.length <= NAMED || !best.length) return "";
  const names = best.map(({ thing, count }) => `${within(label(thing))} (${number.format(count)})`).join(", ");
  return words.most.replace("{lines}", () => words.lines[net.name][1]).replace("{names}", () => names);
}

/** "a, b and c". */
function listed(parts: string[], and: string): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;
}
