/** What is on the screen as one value, for titles and files. */

import type { Seen } from "../out/title";
import { kept, net, opened, picture } from "./derived";
import { settings, state } from "./state";

/** The screen now. */
export function seen(): Seen {
  const { filter, path, selected, tie } = state.value;
  return {
    model: opened.value, net: net.value, kept: kept.value, filter, picture: picture.value, tie,
    chosen: path ? [...new Set([path.from, path.to])] : selected, language: settings.value.language,
  };
}
