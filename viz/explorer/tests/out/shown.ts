/** What the tests of files take for the picture on screen: all lines of a view of invented data, on a circle. */

import type { Data } from "../../src/data/contract";
import { keep } from "../../src/model/filter";
import { openModel } from "../../src/model/open";
import { EVERYTHING, type Filter, type Kept, type Net, type Picture } from "../../src/model/types";
import type { Shown } from "../../src/out/files";

/** A name that does all that a name must not do. */
export const HOSTILE = "=cmd|'/c'!A1\",\r\n<script>alert(1)</script>\u202etxt.exe\u0000\ud800]]> &amp; \u{1f600}";
export const LONG = `<b>${"å\"'".repeat(1665)}</b>`;

/** The screen with every line that a filter keeps. */
export function shownOf(data: Data, part: Partial<Filter> = {}): Shown {
  const model = openModel(data);
  const net = model.net(data.view);
  const filter = { ...EVERYTHING, ...part };
  const kept = keep(model, net, filter);
  return {
    model, net, kept, filter, picture: pictureOf(net, kept, data), measure: "degree", chosen: [], tie: null, dark: false, language: "en",
    address: "https://example.org/explorer#p=all", today: "2001-02-03",
  };
}

function pictureOf(net: Net, kept: Kept, { words, things }: Data): Picture {
  const stroke = ["solid", "dashed", "dotted"] as const;
  const { lines, wide, nodes, size } = net.data;
  return {
    nodes: nodes.map((thing, at) => {
      const kind = words.nodeKinds[things.kind[thing]!]!;
      return {
        thing, x: wide.x[at]!, y: wide.y[at]!, size: size[at]!, shape: kind.shape, colour: kind.colour[0], label: things.name[thing]!, above: false,
        faded: false, marked: false, community: net.data.communities.of[at]!,
      };
    }),
    lines: Array.from(kept.lines, (line) => ({
      line, a: lines.a[line]!, b: lines.b[line]!, colour: words.lineKinds[lines.kind[line]!]!.colour[0], width: 1.5,
      stroke: stroke[kept.certainty[line]!]!, bend: lines.bend[line]!, arrow: lines.directed[line] === 1, pale: kept.status[line]! > 1,
      faded: false, marked: false,
    })),
    hulls: [], waiting: 0,
  };
}
