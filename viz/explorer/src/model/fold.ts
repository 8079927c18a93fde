/** Letters as a search sees them: without case, marks and the ways in which languages write the same sound. */

const SPELT: Record<string, string> = { æ: "ae", œ: "oe", ø: "o", ß: "ss", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };
const LETTERS = new RegExp(`[${Object.keys(SPELT).join("")}]`, "g");
const PLAIN = /^[\x20-\x7e]*$/;

/** A text folded: `fold("Ærø, Å")` is `"aero, a"`. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize("NFKD").toLowerCase().replace(/\p{M}+/gu, "").replace(LETTERS, (letter) => SPELT[letter]!);
}

/** The folded words of a text. */
export function foldedWords(text: string): string[] {
  const words = PLAIN.test(text) ? text.toLowerCase().split(/[^a-z0-9]+/) : fold(text).split(/[^\p{L}\p{N}]+/u);
  return words.filter(Boolean);
}
