/** What the parts of the explorer hand to one another: values and no screens. */

import type { Data, StoryFilter, ViewData, ViewName } from "../data/contract";

/** A position in data.things. */
export type Thing = number;
/** A position in the lines of a view. */
export type Line = number;
/** A position in the nodes of a view. */
export type NodeAt = number;

/** The data, and what is worked out of it once (model/open.ts). */
export interface Model {
  readonly data: Data;
  /** The network of a view; made when it is first asked for. */
  net(view: ViewName): Net;
  /** The views that are there, in order. */
  readonly views: ViewName[];
  /** Thing by its IRI behind `${base}id/`, or undefined. */
  thing(iri: string): Thing | undefined;
}

/** A view, with its lines by node. */
export interface Net {
  readonly name: ViewName;
  readonly data: ViewData;
  /** Thing -> node, or undefined where the thing is no node of the view. */
  node(thing: Thing): NodeAt | undefined;
  /** Lines that end at a node. */
  linesOf(node: NodeAt): ArrayLike<Line>;
  /** The node at the other end. */
  other(line: Line, node: NodeAt): NodeAt;
}

/** What to keep (graph/network/filter.py); null keeps all, of kinds those drawn at first; of agents and about an empty list does. */
export interface Filter {
  kinds: string[] | null;
  certainty: string[] | null;
  status: string[] | null;
  sources: number;
  /** Only lines with exactly one source; `sources` then is 1. The Python filter has no such part. */
  alone: boolean;
  /** Day, month or year: "2019", "2019-09", "2019-09-16"; "" for open; until alone: as of that date. */
  since: string;
  until: string;
  undated: boolean;
  agents: string[];
  about: Thing[];
}

export const EVERYTHING: Filter = {
  kinds: null, certainty: null, status: null, sources: 1, alone: false, since: "", until: "", undated: true, agents: [], about: [],
};

/** A filter that a story or an address tells in part. */
export type PartOfFilter = Partial<Filter> | StoryFilter;

/** The lines that a filter leaves; arrays have an entry for every line of the view, of use where `is` is 1. */
export interface Kept {
  readonly is: Uint8Array;
  /** The kept lines, ascending. */
  readonly lines: Int32Array;
  readonly certainty: Uint8Array;
  readonly status: Uint8Array;
  readonly sources: Uint16Array;
  readonly weight: Float64Array;
  /** yyyymmdd; both 0: undated. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** How many of the kept lines are undated. */
  readonly undated: number;
  /** How many lines the filter left out. */
  readonly leftOut: number;
  /** The links of a kept line that the filter leaves. */
  links(line: Line): number[];
  /** The claims behind these, each once, in order. */
  claims(line: Line): number[];
}

export interface Hop {
  from: Thing;
  to: Thing;
  /** The cheapest link and its line, or a row of data.belongs. */
  line: Line;
  link: number;
  belongs: number;
  points: number;
  /** Claims behind the hop. */
  claims: number[];
}

export interface Route {
  points: number;
  things: Thing[];
  hops: Hop[];
}

export interface Hit {
  thing: Thing;
  /** The name that was found, where it is not the name shown. */
  by: string;
}

/** What several chosen nodes have in common. */
export interface Common {
  /** Shared things, those that most of the chosen share first: the thing, and whom of the chosen it joins over which lines. */
  shared: { thing: Thing; who: Thing[]; lines: Line[] }[];
  /** Nodes that are partners of at least two of the chosen: the node, and of whom. */
  partners: { node: Thing; of: Thing[]; lines: Line[] }[];
  /** Lines between the chosen. */
  lines: Line[];
}

/** One thing of a picture; colours are for the theme on screen. */
export interface PictureNode {
  thing: Thing;
  x: number;
  y: number;
  size: number;
  shape: string;
  colour: string;
  label: string;
  above: boolean;
  faded: boolean;
  marked: boolean;
  community: number;
}

export interface PictureLine {
  line: Line;
  /** Positions in the picture's nodes. */
  a: number;
  b: number;
  colour: string;
  /** Pixels; by the number of independent sources. */
  width: number;
  stroke: "solid" | "dashed" | "dotted";
  bend: number;
  arrow: boolean;
  /** Only announced, or not known whether it came about. */
  pale: boolean;
  faded: boolean;
  marked: boolean;
}

/** What is on the screen, and what every picture file shows. */
export interface Picture {
  nodes: PictureNode[];
  lines: PictureLine[];
  /** Communities to be drawn as hulls: positions in nodes. */
  hulls: { label: string; colour: string; nodes: number[] }[];
  /** Lines that are kept but not drawn, because they are too many at once. */
  waiting: number;
}
