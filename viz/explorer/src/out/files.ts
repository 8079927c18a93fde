/** The files that a reader can take along: each made of the same values as the picture and the table on screen. */

import { claimRows, nodeRows, tieRows } from "../panels/rows";
import { csvOf } from "./csv";
import { gexfOf } from "./gexf";
import { jsonOf } from "./json";
import { legendNotes, legendOf } from "./legend";
import { aboutLines, aboutOf, citation, SHORT } from "./named";
import { drawing, svgText } from "./svg";
import { fileName, type Seen } from "./title";
import { type Element, element } from "./xml";

/** What is on the screen, and all that files say of it. */
export interface Shown extends Seen {
  /** The measure that gives nodes their size. */
  measure: string;
  dark: boolean;
  address: string;
  today: string;
}

export type Form = "svg" | "nodes" | "ties" | "claims" | "gexf" | "json" | "about";

export interface File {
  name: string;
  type: string;
  content: string;
}

/** Spreadsheets take a table for UTF-8 only with this in front. */
const MARK = "\ufeff";

/** A file of what is shown. */
export function fileOf(form: Form, shown: Shown): File {
  const { address, filter, kept, language, measure, model, net, picture } = shown;
  const about = aboutOf(shown);
  const version = model.data.made.digest.slice(0, SHORT);
  const named = (what: string, ending: string, type: string, content: string): File => ({ name: fileName(shown, what, ending), type, content });
  const table = (rows: Parameters<typeof csvOf>[0]): File => named(`table-${form}-${version}`, "csv", "text/csv", MARK + csvOf(rows));
  switch (form) {
    case "svg": return named(shown.chosen.length || shown.tie !== null ? "" : "map", "svg", "image/svg+xml", svgOf(shown));
    case "nodes": return table(nodeRows(model, net, kept, picture, language, measure));
    case "ties": return table(tieRows(model, net, kept, picture, language));
    case "claims": return table(claimRows(model, net, kept, picture, language));
    case "gexf": return named("network", "gexf", "application/gexf+xml", gexfOf(model, net, kept, picture, about, language));
    case "json": return named("view", "json", "application/json", jsonOf(model, net, kept, filter, picture, about, address, language));
    case "about": {
      const reference = citation(model, about, address, shown.today, language);
      return named(`about-${version}`, "txt", "text/plain", [...aboutLines(about), "", reference, ""].join("\n"));
    }
  }
}

/** The picture with its legend, and what it shows in words. */
function svgOf(shown: Shown): string {
  const { dark, language, model, net, picture } = shown;
  const about = aboutOf(shown);
  const footer = [...about.open, about.counts, ...legendNotes(net, picture, language), ...aboutLines({ ...about, open: [], counts: "" }), shown.today];
  const drawn = drawing(picture, { title: about.view, legend: legendOf(model, net, picture, language), footer, dark });
  const [first, ...rest] = drawn.within as Element[];
  return svgText({ ...drawn, within: [first!, element("metadata", {}, aboutLines(about).join(" ")), ...rest] });
}
