/**
 * What a filter asks, in tables: of links (when, over what) and of lines (kind, ends, certainty, status, sources).
 * What is asked of links chooses them, so that a tie in 2019 rests on 2019 alone; what is asked of lines keeps or
 * drops them whole (graph/network/reading.py).
 */

import type { Concept } from "../data/contract";
import type { Sum } from "./sum";
import type { Filter, Line, Model, Net, Thing } from "./types";

/** A mark for each position; null where all are wanted. */
export type Marks = Uint8Array | null;

/** A filter in tables. */
export interface Sieve {
  kinds: Uint8Array;
  certainty: Marks;
  status: Marks;
  sources: number;
  alone: boolean;
  /** By node. */
  agents: Marks;
  since: number;
  until: number;
  undated: boolean;
  /** By thing. */
  about: Marks;
}

/** The tables of a filter. Kinds of agent and what ties are about choose ties, and there are none in the other views. */
export function sieve(model: Model, net: Net, filter: Filter): Sieve {
  const { words, things } = model.data;
  const ties = net.name === "collaboration";
  return {
    kinds: filter.kinds ? marked(words.lineKinds, filter.kinds) : Uint8Array.from(words.lineKinds, (kind) => +kind.drawn),
    certainty: filter.certainty && marked(words.certainty, filter.certainty),
    status: filter.status && marked(words.status, filter.status),
    sources: filter.sources,
    alone: filter.alone,
    agents: ties && filter.agents.length ? agents(model, net.data.nodes, filter.agents) : null,
    since: bound(filter.since, "0"),
    until: bound(filter.until || "9", "9"),
    undated: filter.undated,
    about: ties && filter.about.length ? among(things.iri.length, filter.about.flatMap((thing) => aboutThings(model, thing))) : null,
  };
}

/** The links that the filter lets through, by link. */
export function through(asked: Sieve, net: Net): Uint8Array {
  const links = net.data.links;
  const found = inTime(asked, net);
  const { about } = asked;
  return about ? found.map((is, link) => is & (about[links.through[link]!] ?? 0)) : found;
}

/** The links that are in the period, or undated where such are wanted, by link. */
export function inTime({ since, until, undated }: Sieve, net: Net): Uint8Array {
  const { first, last } = net.data.links;
  const found = new Uint8Array(first.length);
  for (let link = 0; link < found.length; link++) {
    const from = first[link] || last[link]!;
    const to = last[link] || from;
    found[link] = +(to ? to >= since && from <= until : undated);
  }
  return found;
}

/** Whether a line with such a sum stays, if its kind and its ends do. */
export function holds(asked: Sieve, sum: Sum): boolean {
  return (
    (!asked.certainty || asked.certainty[sum.certainty] === 1) &&
    (!asked.status || asked.status[sum.status] === 1) &&
    sum.sources >= asked.sources &&
    (!asked.alone || sum.sources === 1)
  );
}

/** Whether both ends of a line are agents of the kinds asked for. */
export function joins(asked: Sieve, net: Net, line: Line): boolean {
  const { a, b } = net.data.lines;
  return !asked.agents || (asked.agents[a[line]!] === 1 && asked.agents[b[line]!] === 1);
}

/** The kinds of agent that a thing is, as positions in words.agents: person or organisation, and kinds of these. */
export function agentKinds(model: Model, thing: Thing): number[] {
  const { things, words } = model.data;
  const own = words.agents.findIndex((kind) => kind.id === words.nodeKinds[things.kind[thing]!]?.id);
  const others = things.agents[thing] ?? [];
  return own < 0 || others.includes(own) ? others : [own, ...others];
}

/** The things that ties about a place, project or topic share. */
export function aboutThings(model: Model, thing: Thing): Thing[] {
  return model.data.abouts.find((about) => about.thing === thing)?.things ?? [thing];
}

/** Of some things those that are agents of the kinds (ids). */
export function agents(model: Model, some: ArrayLike<Thing>, kinds: string[]): Uint8Array {
  const wanted = marked(model.data.words.agents, kinds);
  return Uint8Array.from(some, (thing) => +agentKinds(model, thing).some((kind) => wanted[kind]));
}

function marked(concepts: Concept[], ids: readonly string[]): Uint8Array {
  const wanted = new Set(ids);
  return Uint8Array.from(concepts, (concept) => +wanted.has(concept.id));
}

function among(length: number, positions: number[]): Uint8Array {
  const found = new Uint8Array(length);
  for (const at of positions) found[at] = 1;
  return found;
}

function bound(date: string, fill: string): number {
  return Number(date.replaceAll("-", "").padEnd(8, fill)) || 0;
}
