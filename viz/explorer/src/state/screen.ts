/** What the reader's screen is like: dark or light, narrow or wide, calm or not. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { settings } from "./state";

function matching(query: string): ReadonlySignal<boolean> {
  const list = typeof matchMedia === "undefined" ? null : matchMedia(query);
  const found = signal(list?.matches ?? false);
  list?.addEventListener("change", (event) => (found.value = event.matches));
  return found;
}

const prefersDark = matching("(prefers-color-scheme: dark)");

export const dark = computed(() =>
  settings.value.theme === "auto" ? prefersDark.value : settings.value.theme === "dark",
);
/** A phone, or a narrow window. */
export const narrow = matching("(max-width: 760px)");
/** The reader wants nothing to move. */
export const calm = matching("(prefers-reduced-motion: reduce)");
