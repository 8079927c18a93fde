/**
 * The picture: which nodes and lines of a view are on the screen, and how each looks. Looks say what is known: width is
 * the number of sources, stroke the certainty, and pale is what was only announced (viz/style.py).
 */

import type { Language } from "../data/contract";
import { communityColour } from "./colours";
import { labelOf } from "./names";
import { sizes } from "./sizes";
import { strongest } from "./strongest";
import type { Kept, Line, Model, Net, NodeAt, Picture, PictureLine, PictureNode, Route, Thing } from "./types";

/** What the reader has chosen of a picture. */
export interface How {
  /** The things that are in the picture; null: all of the view that have a kept line. */
  present: readonly Thing[] | null;
  selected: readonly Thing[];
  tie: Line | null;
  /** Steps from what is selected to each node; null where nothing is. */
  near: Uint8Array | null;
  depth: number;
  route: Route | null;
  /** Id of a measure, or "ties" for the sizes of the data. */
  size: string;
  colour: "kind" | "community";
  hulls: boolean;
  dark: boolean;
  /** Higher than wide. */
  tall: boolean;
  language: Language;
}

/** So many lines are drawn at once; the strongest. */
export const MOST = 60_000;

const WIDTHS = [1.5, 3.5, 5.5, 7];
const STROKES: Record<string, PictureLine["stroke"]> = { inferred: "dashed", disputed: "dotted" };
const DONE = new Set(["reported", "ended"]);
const LEAST_HULL = 3;

/** The picture of what is kept. Nodes are in the order of the view; lines weak, strong, marked, so that these lie on top. */
export function draw(model: Model, net: Net, kept: Kept, how: How): Picture {
  const nodes = shown(net, kept, how);
  const at = new Int32Array(net.data.nodes.length).fill(-1);
  nodes.forEach((node, place) => (at[node] = place));
  const marks = markedBy(net, kept, how, at);
  const { lines, waiting } = drawn(model, net, kept, at, marks);
  return {
    nodes: pictureNodes(model, net, how, nodes, marks),
    lines: lines.map((line) => pictureLine(model, net, kept, how, line, at, marks)),
    hulls: how.hulls || how.colour === "community" ? hulls(net, how, nodes) : [],
    waiting,
  };
}

/** The nodes of the picture, ascending. */
function shown(net: Net, kept: Kept, { present, selected, route }: How): NodeAt[] {
  const is = new Uint8Array(net.data.nodes.length);
  const put = (some: Iterable<Thing>): void => {
    for (const thing of some) {
      const node = net.node(thing);
      if (node !== undefined) is[node] = 1;
    }
  };
  if (present) put(present);
  else {
    const { a, b } = net.data.lines;
    for (const line of kept.lines) is[a[line]!] = is[b[line]!] = 1;
    put(selected);
    put(route?.things ?? []);
  }
  const found: NodeAt[] = [];
  is.forEach((one, node) => one && found.push(node));
  return found;
}

/** What stands out, and which nodes step back. */
interface Marks {
  nodes: ReadonlySet<NodeAt>;
  lines: ReadonlySet<Line>;
  fades(node: NodeAt): boolean;
  /** Lines that are not marked step back, too, even between nodes that do not. */
  alone: boolean;
}

function markedBy(net: Net, kept: Kept, how: How, at: Int32Array): Marks {
  const { a, b } = net.data.lines;
  const there = (line: Line): boolean => kept.is[line] === 1 && at[a[line]!]! >= 0 && at[b[line]!]! >= 0;
  const tie = how.tie !== null && there(how.tie) ? [how.tie] : [];
  const on = how.route?.hops.map(({ line }) => line).filter((line) => line >= 0 && there(line)) ?? [];
  const lines = new Set([...tie, ...on]);
  const nodes = new Set([...how.selected, ...(how.route?.things ?? [])].map((thing) => net.node(thing)).filter((node) => node !== undefined));
  const ends = new Set([...lines].flatMap((line) => [a[line]!, b[line]!]));
  const alone = lines.size > 0 || how.route !== null;
  const far = (node: NodeAt): boolean => (alone ? !ends.has(node) : how.near !== null && how.near[node]! > how.depth);
  return { nodes, lines, alone, fades: (node) => !nodes.has(node) && far(node) };
}

/** The lines to draw, in the order in which they are drawn, and how many wait. */
function drawn(model: Model, net: Net, kept: Kept, at: Int32Array, marks: Marks): { lines: Line[]; waiting: number } {
  const { a, b, kind } = net.data.lines;
  const isStrong = model.data.words.lineKinds.map(({ strong }) => strong);
  const all = kept.lines.filter((line) => at[a[line]!]! >= 0 && at[b[line]!]! >= 0);
  const level = (line: Line): number => (marks.lines.has(line) ? 2 : isStrong[kind[line]!] ? 1 : 0);
  const some = all.length > MOST ? strongest(kept, all, level, MOST) : all;
  const layers: [Line[], Line[], Line[]] = [[], [], []];
  for (const line of some) layers[level(line)]!.push(line);
  return { lines: layers.flat(), waiting: all.length - some.length };
}

function pictureNodes(model: Model, net: Net, how: How, nodes: NodeAt[], marks: Marks): PictureNode[] {
  const { things, words } = model.data;
  const { data } = net;
  const place = how.tall ? data.tall : data.wide;
  const size = sizes(data, how.size);
  const theme = how.dark ? 1 : 0;
  const colour = how.colour === "community" ? communityColour(data.communities.of, theme) : null;
  return nodes.map((node) => {
    const thing = data.nodes[node]!;
    const kind = words.nodeKinds[things.kind[thing]!]!;
    const community = data.communities.of[node] ?? -1;
    return {
      thing, x: place.x[node]!, y: place.y[node]!, size: size(node), shape: kind.shape, colour: colour?.(community) ?? kind.colour[theme],
      label: labelOf(model, thing, how.language), above: place.above[node] === 1, faded: marks.fades(node), marked: marks.nodes.has(node), community,
    };
  });
}

function pictureLine(model: Model, net: Net, kept: Kept, how: How, line: Line, at: Int32Array, marks: Marks): PictureLine {
  const { words } = model.data;
  const { a, b, kind, bend, directed } = net.data.lines;
  const marked = marks.lines.has(line);
  return {
    line, a: at[a[line]!]!, b: at[b[line]!]!, colour: words.lineKinds[kind[line]!]!.colour[how.dark ? 1 : 0],
    width: WIDTHS[Math.min(kept.sources[line]!, WIDTHS.length) - 1]!,
    stroke: STROKES[words.certainty[kept.certainty[line]!]!.id] ?? "solid",
    bend: bend[line]!, arrow: directed[line] === 1, pale: !DONE.has(words.status[kept.status[line]!]!.id),
    faded: !marked && (marks.alone || marks.fades(a[line]!) || marks.fades(b[line]!)), marked,
  };
}

/** The communities that have enough nodes in the picture, by number. */
function hulls(net: Net, how: How, nodes: NodeAt[]): Picture["hulls"] {
  const { of, label } = net.data.communities;
  const colour = communityColour(of, how.dark ? 1 : 0);
  const members = label.map((): number[] => []);
  nodes.forEach((node, place) => members[of[node] ?? -1]?.push(place));
  return members.flatMap((some, community) =>
    some.length < LEAST_HULL ? [] : [{ label: label[community]!, colour: colour(community), nodes: some }],
  );
}
