/** How the table and the picture are tied: which rows are marked in the picture, and what a row opens. */

import type { Kept, Line, Picture, Thing } from "../model/types";
import type { Rows } from "../state/state";
import { claimsOf } from "./rows";

/** The lines that are marked in the picture, else those of its marked nodes. */
export function markedLines({ nodes, lines }: Picture): Line[] {
  const marked = lines.filter((line) => line.marked);
  const some = marked.length ? marked : lines.filter(({ a, b }) => nodes[a]!.marked || nodes[b]!.marked);
  return some.map(({ line }) => line).sort((a, b) => a - b);
}

/**
 * The lines that a table is of where it is of the selection alone: ties of the selected nodes, also while one of them
 * is open; claims of the open tie.
 */
export function chosenLines(which: Rows, picture: Picture): Line[] {
  const { nodes, lines } = picture;
  const some = which === "ties" ? lines.filter(({ a, b }) => nodes[a]!.marked || nodes[b]!.marked) : [];
  return some.length ? some.map(({ line }) => line).sort((a, b) => a - b) : markedLines(picture);
}

/** Keys of the rows of what is marked: selected things, their ties or the open one or the path, and the claims behind these. */
export function markedRows(which: Rows, picture: Picture, kept: Kept): ReadonlySet<Thing | Line> {
  if (which === "nodes") return new Set(picture.nodes.filter(({ marked }) => marked).map(({ thing }) => thing));
  const lines = markedLines(picture);
  return new Set(which === "ties" ? lines : claimsOf(kept, lines));
}

/** The first line of the picture that rests on a claim: those of marked lines and nodes are looked at first. */
export function lineOfClaim(claim: number, picture: Picture, kept: Kept): Line | undefined {
  const rests = (line: Line): boolean => kept.claims(line).includes(claim);
  return markedLines(picture).find(rests) ?? picture.lines.map(({ line }) => line).sort((a, b) => a - b).find(rests);
}
