/** What a picture is of, told from the ties that are in it: no title says more than they do, and an open tie is told whole. */

import { lineNumbers } from "../documents/lines";
import type { Concept, Language, ViewName } from "../data/contract";
import { labelOf, textIn, within } from "../model/names";
import type { Filter, Kept, Line, Model, Net, Picture, Thing } from "../model/types";
import { filled, period } from "../words/words";
import { SAID } from "./said";

/** What is on the screen. */
export interface Seen {
  model: Model;
  net: Net;
  kept: Kept;
  filter: Filter;
  picture: Picture;
  /** Whom the reader has selected, or asked the path of. */
  chosen: Thing[];
  /** The line whose evidence is open. */
  tie: Line | null;
  language: Language;
}

/** Names, and kinds of tie, that a title holds. */
const MOST_NAMED = 4;
const MOST_KINDS = 3;
/** Letters of a file's name. */
const MOST_LETTERS = 60;
const CALLED: Record<ViewName, string> = { collaboration: "ties", funding: "funding", programme: "programme" };

/** "Ties of Electronics Watch: same programme (announced)". */
export function titleOf(seen: Seen): string {
  const { chosen, language, net, tie } = seen;
  const said = SAID[language];
  if (tie !== null) return `${ends(seen, tie)}: ${looks(seen, [tie])}`;
  if (!chosen.length) return said[net.name];
  const names = chosen.slice(0, MOST_NAMED).map((thing) => nameOf(seen, thing)).join(", ") + (chosen.length > MOST_NAMED ? " …" : "");
  if (net.name !== "collaboration") return `${said[net.name]}: ${names}`;
  const told = looks(seen, linesOf(seen));
  return filled(said.tiesOf, { names }) + (told && `: ${told}`);
}

/** An open tie: its ends, kind, period, certainty, status and sources, and where it is written, a line a source document. */
export function openTie(seen: Seen): string[] {
  const { kept, language, model, net, tie } = seen;
  if (tie === null || !kept.is[tie]) return [];
  const { certainty, lineKinds, status } = model.data.words;
  const said = SAID[language];
  const sources = kept.sources[tie]!;
  const facts = [
    `${ends(seen, tie)}: ${labelled(lineKinds, net.data.lines.kind[tie]!, language)}`, period(kept.first[tie]!, kept.last[tie]!) || said.undated,
    `${said.certainty}: ${labelled(certainty, kept.certainty[tie]!, language)}`, `${said.status}: ${labelled(status, kept.status[tie]!, language)}`,
    sources === 1 ? said.oneSource : filled(said.manySources, { n: sources }),
  ];
  return [facts.join(". "), ...written(seen, tie)];
}

/** The name of a file, of names that fit in whole: whom it is about, then what it is: `scen-ties-electronics-watch.svg`. */
export function fileName({ chosen, model, net, tie }: Seen, what: string, ending: string): string {
  const of = (tie === null ? chosen : endsOf(net, tie)).slice(0, MOST_NAMED).map((thing) => slug(model.data.things.iri[thing]!));
  const end = `${what && `-${what}`}.${ending}`;
  const begun = `scen-${CALLED[net.name]}`;
  const most = MOST_LETTERS - end.length;
  const start = of.reduce((name, one) => (one && name.length + 1 + one.length <= most ? `${name}-${one}` : name), begun);
  return (start === begun && of[0] ? `${begun}-${of[0]}`.slice(0, most).replace(/-+$/, "") : start) + end;
}

/** The lines that a title tells of: those of a path where one is marked, else all of whom the reader has selected. */
function linesOf({ chosen, picture }: Seen): Line[] {
  const marked = picture.lines.filter((line) => line.marked);
  const is = new Set(chosen);
  const own = picture.lines.filter(({ a, b }) => is.has(picture.nodes[a]!.thing) || is.has(picture.nodes[b]!.thing));
  return (marked.length ? marked : own).map(({ line }) => line);
}

/** The kinds of some lines where these are few, and what holds of all and is not simply stated and reported. */
function looks({ kept, language, model, net }: Seen, lines: Line[]): string {
  const { certainty, lineKinds, status } = model.data.words;
  const kinds = [...new Set(lines.map((line) => net.data.lines.kind[line]!))].sort((one, other) => one - other);
  const alike = (of: Uint8Array, concepts: Concept[], plain: string[]): string[] => {
    const all = new Set(lines.map((line) => (kept.is[line] ? of[line]! : -1)));
    return [...all].filter((at) => all.size === 1 && concepts[at] && !plain.includes(concepts[at].id)).map((at) => labelled(concepts, at, language));
  };
  const doubts = [...alike(kept.certainty, certainty, ["stated"]), ...alike(kept.status, status, ["reported", "ended"])];
  return [
    kinds.length > MOST_KINDS ? "" : kinds.map((at) => labelled(lineKinds, at, language)).join(", "), doubts.length ? `(${doubts.join(", ")})` : "",
  ].filter(Boolean).join(" ");
}

/** The source documents of a line with their lines, in the order of the documents. */
function written({ kept, language, model }: Seen, tie: Line): string[] {
  const { claims, documents } = model.data;
  const said = SAID[language];
  const found = new Map<number, number[]>();
  for (const claim of kept.claims(tie)) {
    const document = claims.document[claim]!;
    found.set(document, [...(found.get(document) ?? []), ...claims.lines[claim]!]);
  }
  return [...found].sort(([one], [other]) => one - other).map(([document, lines]) => {
    const where = filled(new Set(lines).size === 1 ? said.line : said.lines, { n: lineNumbers(lines) });
    return `${within(labelOf(model, documents[document]!.thing, language))}${lines.length ? `, ${where}` : ""}.`;
  });
}

function ends(seen: Seen, tie: Line): string {
  return endsOf(seen.net, tie).map((thing) => nameOf(seen, thing)).join(seen.net.data.lines.directed[tie] ? " → " : " – ");
}

function endsOf({ data: { lines, nodes } }: Net, tie: Line): [Thing, Thing] {
  return [nodes[lines.a[tie]!]!, nodes[lines.b[tie]!]!];
}

function nameOf({ language, model }: Seen, thing: Thing): string {
  return within(labelOf(model, thing, language));
}

function labelled(concepts: Concept[], at: number, language: Language): string {
  return concepts[at] ? textIn(concepts[at].label, language) : "";
}

/** The last part of an IRI in letters that every disk takes. */
function slug(iri: string): string {
  const plain = iri.slice(iri.lastIndexOf("/") + 1).normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}
