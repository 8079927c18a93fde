/** What links of a line come to (graph/network/pairs.py): the surest, the strongest, and how many documents tell them. */

import type { Line, Model, Net } from "./types";

/** One object, filled anew for each line, so that a large network needs no others. */
export interface Sum {
  links: number;
  certainty: number;
  status: number;
  /** Different documents that alone support a link; at least 1. */
  sources: number;
  weight: number;
  /** yyyymmdd; if only one is known, both are that. */
  first: number;
  last: number;
}

const FAR = 99_999_999;

/** Sums up those links of a line that are marked. To be made for each pass, since it remembers which documents it has counted. */
export function summing(model: Model, net: Net): (line: Line, marked: Uint8Array) => Sum {
  const { links: lineStarts } = net.data.lines;
  const links = net.data.links;
  const counted = new Int32Array(model.data.documents.length);
  const sum: Sum = { links: 0, certainty: 0, status: 0, sources: 0, weight: 0, first: 0, last: 0 };
  let round = 0;
  const add = (link: number): void => {
    sum.links += 1;
    sum.certainty = Math.min(sum.certainty, links.certainty[link]!);
    sum.status = Math.min(sum.status, links.status[link]!);
    sum.weight += links.weight[link]!;
    sum.first = Math.min(sum.first, links.first[link] || FAR);
    sum.last = Math.max(sum.last, links.last[link]!);
    for (let at = links.sourceStarts[link]!; at < links.sourceStarts[link + 1]!; at++) {
      const document = links.sources[at]!;
      if (counted[document] !== round) sum.sources += 1;
      counted[document] = round;
    }
  };
  return (line, marked) => {
    round += 1;
    sum.links = sum.sources = sum.weight = sum.last = 0;
    sum.certainty = sum.status = sum.first = FAR;
    for (let link = lineStarts[line]!; link < lineStarts[line + 1]!; link++) if (marked[link]) add(link);
    if (sum.first === FAR) sum.first = sum.last;
    sum.last ||= sum.first;
    sum.sources ||= 1;
    return sum;
  };
}
