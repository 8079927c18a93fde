/** The small parts that panels are made of: a thing's name, its kind, badges, numbers in words, links that are safe. */

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Concept } from "../data/contract";
import type { Kept, Line, Net, Thing } from "../model/types";
import { open, viewOf } from "../state/actions";
import { kept, net, opened, shade } from "../state/derived";
import { settings } from "../state/state";
import { filled, languageOf, nameOf, number, period, told, toldIn, words } from "../words/words";
import { ShapeSample } from "./sample";

const said = words({
  en: {
    undated: "undated", collaboration: "{n} tie", collaborations: "{n} ties", funding: "{n} funding relation", fundings: "{n} funding relations", programme: "{n} participation", programmes: "{n} participations",
    source: "one source only", sources: "{n} sources",
    more: "Show {n} more", copy: "Copy", copied: "Copied", noCopy: "Select the text to copy it", rank: "{n}", newTab: "opens a new tab",
  },
  sv: {
    undated: "odaterad", collaboration: "{n} förbindelse", collaborations: "{n} förbindelser", funding: "{n} finansiering", fundings: "{n} finansieringar", programme: "{n} deltagande", programmes: "{n} deltaganden",
    source: "bara en källa", sources: "{n} källor",
    more: "Visa {n} till", copy: "Kopiera", copied: "Kopierat", noCopy: "Markera texten för att kopiera", rank: "plats {n}", newTab: "öppnas i en ny flik",
  },
  nb: {
    undated: "udatert", collaboration: "{n} forbindelse", collaborations: "{n} forbindelser", funding: "{n} finansiering", fundings: "{n} finansieringer", programme: "{n} deltakelse", programmes: "{n} deltakelser",
    source: "bare én kilde", sources: "{n} kilder",
    more: "Vis {n} til", copy: "Kopier", copied: "Kopiert", noCopy: "Marker teksten for å kopiere", rank: "nr. {n}", newTab: "åpnes i en ny fane",
  },
});

/** A concept's label, with `lang` where it is not in the page's language. */
export function Label({ of }: { of: Concept | undefined }) {
  if (!of) return null;
  const language = toldIn(of.label);
  return <span lang={language === settings.value.language ? undefined : language}>{told(of.label)}</span>;
}

/** A thing's name as plain text. */
export function NameText({ thing }: { thing: Thing }) {
  return <bdi lang={languageOf(opened.value, thing)}>{nameOf(opened.value, thing)}</bdi>;
}

/** A thing's name as a button that opens it, where it is a node of a view. */
export function Name({ thing, onPick = open }: { thing: Thing; onPick?: (thing: Thing) => void }) {
  if (viewOf(thing) === undefined) return <NameText thing={thing} />;
  return (
    <button type="button" class="name" onClick={() => onPick(thing)}>
      <NameText thing={thing} />
    </button>
  );
}

/** The kind of a thing, with the colour that it has in the picture. */
export function Kind({ thing }: { thing: Thing }) {
  const { data } = opened.value;
  const kind = data.words.nodeKinds[data.things.kind[thing] ?? -1];
  if (!kind) return null;
  return (
    <span class="badge kind">
      <ShapeSample shape={kind.shape} colour={shade(kind.colour)} />
      <Label of={kind} />
    </span>
  );
}

/** The sign that a thing has in the picture; its kind is heard. */
export function Sign({ thing }: { thing: Thing }) {
  const { data } = opened.value;
  const kind = data.words.nodeKinds[data.things.kind[thing] ?? -1];
  if (!kind) return null;
  return (
    <>
      <ShapeSample shape={kind.shape} colour={shade(kind.colour)} />
      <span class="hidden"><Label of={kind} />: </span>
    </>
  );
}

/** The colour of a kind of line. */
export function Stroke({ kind }: { kind: number }) {
  const colour = opened.value.data.words.lineKinds[kind]?.colour;
  return colour ? <i class="dash" style={{ background: shade(colour) }} aria-hidden="true" /> : null;
}

/** How sure: what is not stated stands out. */
export function Certainty({ at }: { at: number }) {
  return <Badge concept={opened.value.data.words.certainty[at]} plain={["stated"]} />;
}

/** What the source says of the fact itself: what is not reported or ended stands out. */
export function Status({ at }: { at: number }) {
  return <Badge concept={opened.value.data.words.status[at]} plain={["reported", "ended"]} />;
}

function Badge({ concept, plain }: { concept: Concept | undefined; plain: string[] }) {
  if (!concept) return null;
  return (
    <span class={plain.includes(concept.id) ? "badge" : "badge warn"} title={concept.note && told(concept.note)}>
      <Label of={concept} />
    </span>
  );
}

/** When: "2014 – 2016", or that it is not known. */
export function when(first: number, last: number): string {
  return period(first, last) || said().undated;
}

/** "3 ties", or what the lines of the view on screen are. */
export function tiesInWords(count: number): string {
  const { name } = net.value;
  return filled(count === 1 ? said()[name] : said()[`${name}s`], { n: number(count) });
}

/** "one source only", "3 sources". */
export function sourcesInWords(count: number): string {
  return filled(count === 1 ? said().source : said().sources, { n: number(count) });
}

/** "3rd", "plats 3", "nr. 3". */
export function rankInWords(rank: number): string {
  if (settings.value.language !== "en") return filled(said().rank, { n: number(rank) });
  const ending = { one: "st", two: "nd", few: "rd" }[new Intl.PluralRules("en", { type: "ordinal" }).select(rank) as string] ?? "th";
  return `${number(rank)}${ending}`;
}

/** How many of a thing's lines the filter leaves in the view on screen. */
export function tiesOf(thing: Thing, of: Net = net.value, left: Kept = kept.value): number {
  return linesOf(thing, of, left).length;
}

/** The lines of a thing that the filter leaves. */
export function linesOf(thing: Thing, of: Net = net.value, left: Kept = kept.value): Line[] {
  const node = of.node(thing);
  return node === undefined ? [] : Array.from(of.linesOf(node)).filter((line) => left.is[line] === 1);
}

/** The two ends of a line of the view on screen. */
export function endsOf(line: Line): [Thing, Thing] {
  const { lines, nodes } = net.value.data;
  return [nodes[lines.a[line]!]!, nodes[lines.b[line]!]!];
}

/** A link where the address is http, https or mailto; else its text. */
export function Link({ address, children }: { address: string; children: ComponentChildren }) {
  if (!isSafe(address)) return <>{children}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {children}
      <span class="hidden"> ({said().newTab})</span>
    </a>
  );
}

/** Whether an address may be a link. */
export function isSafe(address: string): boolean {
  return /^(https?:\/\/|mailto:)[^\s]+$/i.test(address) && URL.canParse(address);
}

/** The first of many, and a button for the others. */
export function Some<T>({ of, first = 8, each }: { of: readonly T[]; first?: number; each: (one: T, at: number) => ComponentChildren }) {
  const [all, setAll] = useState(false);
  const rest = of.length - first;
  const shown = all || rest <= 1 ? of : of.slice(0, first);
  return (
    <>
      <ul class="some">{shown.map((one, at) => <li key={at}>{each(one, at)}</li>)}</ul>
      {shown.length < of.length && (
        <button type="button" class="button small quiet" onClick={() => setAll(true)}>{filled(said().more, { n: number(rest) })}</button>
      )}
    </>
  );
}

/** Copies a text; where the browser refuses, as from a file, the old way is tried. */
export function Copy({ text, label }: { text: string; label?: string }) {
  const [done, setDone] = useState<boolean | null>(null);
  const place = useRef<HTMLSpanElement>(null);
  const copy = async (): Promise<void> => setDone(await copied(text, place.current ?? document.body));
  return (
    <span class="row copy" ref={place}>
      <button type="button" class="button small" onClick={() => void copy()}>{label ?? said().copy}</button>
      <span role="status" class="tiny muted">{done === null ? "" : done ? said().copied : said().noCopy}</span>
    </span>
  );
}

async function copied(text: string, place: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    place.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
