/** XML written as text: elements as plain values, with every character escaped or, where XML has no place for it, replaced. */

/** An element: its name, attributes (undefined: left out), and text or elements within. */
export interface Element {
  name: string;
  attributes: Record<string, string | number | boolean | undefined>;
  within: string | Element[];
}

/** An element as a value. */
export function element(name: string, attributes: Element["attributes"], within: Element["within"] = ""): Element {
  return { name, attributes, within };
}

/** A document of its own, each element on a line. */
export function xmlText(root: Element): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, lines);
  return `${lines.join("\n")}\n`;
}

const NO_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu;

/** A text with U+FFFD for each character that XML cannot hold (XML 1.0, production 2), markup and white space escaped. */
export function escaped(text: string): string {
  return text.replace(NO_XML, "\ufffd").replace(/[&<>"\t\n\r]/g, (one) => `&#${one.charCodeAt(0)};`);
}

function write({ name, attributes, within }: Element, lines: string[]): void {
  const told = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(String(value))}"`]));
  const start = `<${name}${told.join("")}`;
  if (typeof within === "string") {
    lines.push(within ? `${start}>${escaped(within)}</${name}>` : `${start}/>`);
    return;
  }
  lines.push(`${start}>`);
  for (const inner of within) write(inner, lines);
  lines.push(`</${name}>`);
}
