/** Colours of the page behind a picture, the same as in base.css, and colours between two. */

export interface Paper {
  page: string;
  ink: string;
  muted: string;
  accent: string;
}

const LIGHT: Paper = { page: "#ffffff", ink: "#15181c", muted: "#56606d", accent: "#0b5cad" };
const DARK: Paper = { page: "#15181c", ink: "#e9edf2", muted: "#a7b1be", accent: "#7fbcf7" };

/** Share of the ink in labels of what is faded: quiet, and still read with ease. */
export const QUIET = 0.62;

/** The paper of a theme. */
export function paperOf(dark: boolean): Paper {
  return dark ? DARK : LIGHT;
}

/** A colour of which a share is seen before another; both as #rrggbb. */
export function mixed(colour: string, behind: string, share: number): string {
  const part = (text: string, i: number): number => parseInt(text.slice(1 + 2 * i, 3 + 2 * i), 16) || 0;
  const channel = (i: number): number => Math.round(part(colour, i) * share + part(behind, i) * (1 - share));
  return `#${[0, 1, 2].map((i) => channel(i).toString(16).padStart(2, "0")).join("")}`;
}
