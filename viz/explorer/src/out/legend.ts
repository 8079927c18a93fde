/** What the signs of a picture mean: only those that are in it. */

import type { Language } from "../data/contract";
import type { Model, Net, Picture, PictureLine } from "../model/types";
import { inLanguage } from "./named";
import { SAID } from "./said";

/** One sign: a shape of nodes, or a stroke of lines. */
export interface LegendEntry {
  label: string;
  colour: string;
  shape?: string;
  stroke?: PictureLine["stroke"];
  /** As pale as what was only announced. */
  pale?: boolean;
  /** As faint as what is not selected. */
  faded?: boolean;
}

const GREY = "#7d8793";

/** Kinds of node, communities where they colour the nodes, kinds of line, and the strokes that say how sure a line is. */
export function legendOf(model: Model, net: Net, picture: Picture, language: Language): LegendEntry[] {
  return [...nodeEntries(model, picture, language), ...hullEntries(picture), ...lineEntries(model, net, picture, language), ...strokes(picture, language)];
}

function nodeEntries(model: Model, picture: Picture, language: Language): LegendEntry[] {
  const { things, words } = model.data;
  return words.nodeKinds.flatMap((kind, at) => {
    const some = picture.nodes.filter(({ thing }) => things.kind[thing] === at);
    const colours = new Set(some.map(({ colour }) => colour));
    return some.length ? [{ label: inLanguage(kind.plural, language), colour: colours.size > 1 ? GREY : some[0]!.colour, shape: some[0]!.shape }] : [];
  });
}

function hullEntries(picture: Picture): LegendEntry[] {
  return picture.hulls.map(({ label, colour }) => ({ label, colour, shape: "dot" }));
}

function lineEntries(model: Model, net: Net, picture: Picture, language: Language): LegendEntry[] {
  return model.data.words.lineKinds.flatMap((kind, at) => {
    const one = picture.lines.find(({ line }) => net.data.lines.kind[line] === at);
    return one ? [{ label: inLanguage(kind.label, language), colour: one.colour, stroke: "solid" as const }] : [];
  });
}

function strokes(picture: Picture, language: Language): LegendEntry[] {
  const said = SAID[language];
  const there = new Set(picture.lines.map(({ stroke }) => stroke));
  return [
    ...(there.has("dashed") ? [{ label: said.inferred, colour: GREY, stroke: "dashed" as const }] : []),
    ...(there.has("dotted") ? [{ label: said.disputed, colour: GREY, stroke: "dotted" as const }] : []),
    ...(picture.lines.some(({ pale }) => pale) ? [{ label: said.pale, colour: GREY, stroke: "solid" as const, pale: true }] : []),
    ...(picture.lines.some(({ faded }) => faded) ? [{ label: said.faded, colour: GREY, stroke: "solid" as const, faded: true }] : []),
  ];
}

/** What a legend's signs do not say: widths, arrows, and what no line means. */
export function legendNotes(net: Net, picture: Picture, language: Language): string[] {
  const said = SAID[language];
  return [
    ...(picture.lines.length ? [said.width] : []),
    ...(picture.lines.some(({ marked }) => marked) ? [`${said.chosen.charAt(0).toUpperCase()}${said.chosen.slice(1)}.`] : []),
    ...(picture.lines.some(({ arrow }) => arrow) ? [said.arrow] : []),
    ...(net.name === "collaboration" ? [said.caution] : []),
  ];
}
