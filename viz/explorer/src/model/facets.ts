/** How many lines each option of each facet would leave, if it alone were chosen there and all else stayed as it is. */

import type { Concept } from "../data/contract";
import { keep } from "./filter";
import { agentKinds, holds, inTime, joins, type Sieve, sieve, through } from "./sieve";
import { type Sum, summing } from "./sum";
import type { Filter, Line, Model, Net, Thing } from "./types";

/** An option by id (an about by its thing), and how many lines it leaves. */
export interface Leaves {
  id: string;
  lines: number;
}

export interface Facets {
  /** Lines that the filter leaves, and of how many. */
  kept: number;
  all: number;
  /** In the order of words.lineKinds; only kinds that the view has. */
  kinds: Leaves[];
  certainty: Leaves[];
  status: Leaves[];
  /** In the order of words.agents; kinds that no node of the view is of leave 0. None in the views that have no ties. */
  agents: Leaves[];
  /** In the order of data.abouts; none in the views that have no ties. */
  abouts: { thing: Thing; sort: "place" | "project" | "topic"; lines: number }[];
  /** With at least 1, 2, 3 and 4 sources. */
  sources: number[];
  /** With exactly one. */
  alone: number;
  /** Lines without any date that the filter leaves, or would leave if the undated were asked for. */
  undated: number;
}

/** The counts of all facets under a filter. */
export function facets(model: Model, net: Net, filter: Filter): Facets {
  const { words, abouts } = model.data;
  const counts = new Counts(model, net, sieve(model, net, filter));
  for (let line = 0; line < net.data.lines.a.length; line++) counts.add(line);
  const ties = net.name === "collaboration";
  const there = new Set(net.data.lines.kind);
  return {
    kept: counts.kept,
    all: net.data.lines.a.length,
    kinds: told(words.lineKinds, counts.kinds).filter((_, kind) => there.has(kind)),
    certainty: told(words.certainty, counts.certainty),
    status: told(words.status, counts.status),
    agents: ties ? told(words.agents, counts.agents) : [],
    abouts: ties ? abouts.map(({ thing, sort }, at) => ({ thing, sort, lines: counts.abouts[at]! })) : [],
    sources: [...counts.sources],
    alone: counts.alone,
    undated: keep(model, net, { ...filter, undated: true }).undated,
  };
}

function told(concepts: Concept[], counts: Int32Array): Leaves[] {
  return concepts.map(({ id }, at) => ({ id, lines: counts[at]! }));
}

/** One pass over the lines: a line counts for an option if nothing but the option's own facet would drop it. */
class Counts {
  kept = 0;
  alone = 0;
  readonly kinds; readonly certainty; readonly status; readonly agents; readonly abouts;
  readonly sources = new Int32Array(4);
  private readonly sum;
  /** Links that the filter lets through, and those that it would if it asked for nothing that ties are about. */
  private readonly chosen;
  private readonly dated;
  /** Links of one about, marked while they are summed. */
  private readonly some;
  /** The sieve with one facet open. */
  private readonly free: Record<"certainty" | "status" | "sources", Sieve>;
  private readonly isAgent: number[][];
  private readonly isAbout = new Map<Thing, number[]>();

  constructor(model: Model, private readonly net: Net, private readonly asked: Sieve) {
    const { words, abouts } = model.data;
    const zeros = (list: unknown[]): Int32Array => new Int32Array(list.length);
    this.kinds = zeros(words.lineKinds);
    this.certainty = zeros(words.certainty);
    this.status = zeros(words.status);
    this.agents = zeros(words.agents);
    this.abouts = zeros(abouts);
    this.sum = summing(model, net);
    this.chosen = through(asked, net);
    this.dated = inTime(asked, net);
    this.some = new Uint8Array(this.dated.length);
    this.free = { certainty: { ...asked, certainty: null }, status: { ...asked, status: null }, sources: { ...asked, sources: 1, alone: false } };
    this.isAgent = net.data.nodes.map((thing) => agentKinds(model, thing));
    abouts.forEach(({ things }, at) => {
      for (const thing of things) this.isAbout.set(thing, [...(this.isAbout.get(thing) ?? []), at]);
    });
  }

  add(line: Line): void {
    const kind = this.net.data.lines.kind[line]!;
    const ofKind = this.asked.kinds[kind] === 1;
    const ofAgents = joins(this.asked, this.net, line);
    if (!ofKind && !ofAgents) return;
    if (ofKind && ofAgents && this.isAbout.size) this.addAbouts(line);
    const sum = this.sum(line, this.chosen);
    if (!sum.links) return;
    if (ofKind && ofAgents) this.addSums(sum);
    if (!holds(this.asked, sum)) return;
    if (ofAgents) this.kinds[kind]! += 1;
    if (ofKind) this.addAgents(line);
    this.kept += +(ofKind && ofAgents);
  }

  /** Certainty, status and sources: each with the other two as they are. */
  private addSums(sum: Sum): void {
    if (holds(this.free.certainty, sum)) this.certainty[sum.certainty]! += 1;
    if (holds(this.free.status, sum)) this.status[sum.status]! += 1;
    if (!holds(this.free.sources, sum)) return;
    this.alone += +(sum.sources === 1);
    for (let most = Math.min(sum.sources, this.sources.length); most > 0; most--) this.sources[most - 1]! += 1;
  }

  private addAgents(line: Line): void {
    const { a, b } = this.net.data.lines;
    const theirs = this.isAgent[b[line]!]!;
    for (const kind of this.isAgent[a[line]!]!) if (theirs.includes(kind)) this.agents[kind]! += 1;
  }

  /** What a tie is about chooses links, so that its sum is another for each about. */
  private addAbouts(line: Line): void {
    const { links: starts } = this.net.data.lines;
    const { through: over } = this.net.data.links;
    const links = new Map<number, number[]>();
    for (let link = starts[line]!; link < starts[line + 1]!; link++) {
      if (!this.dated[link]) continue;
      for (const about of this.isAbout.get(over[link]!) ?? []) links.set(about, [...(links.get(about) ?? []), link]);
    }
    for (const [about, its] of links) {
      for (const link of its) this.some[link] = 1;
      if (holds(this.asked, this.sum(line, this.some))) this.abouts[about]! += 1;
      for (const link of its) this.some[link] = 0;
    }
  }
}
