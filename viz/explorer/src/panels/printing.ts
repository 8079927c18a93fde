/** Whether the page is being printed, so that what is cut short on the screen is whole on paper. */

import { signal } from "@preact/signals";

/** Rows of a table on paper. */
export const MOST_PRINTED = 5000;

export const printing = signal(false);

if (typeof matchMedia !== "undefined") {
  matchMedia("print").addEventListener("change", ({ matches }) => (printing.value = matches));
  addEventListener("beforeprint", () => (printing.value = true));
  addEventListener("afterprint", () => (printing.value = false));
}
