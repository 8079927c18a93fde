/** The `lang` of a text: only where it is not that of the page. */

import { settings } from "../state/state";

/** The language, unless it is that of the page or not known. */
export function languageOn(language: string | undefined): string | undefined {
  return language && language !== settings.value.language ? language : undefined;
}
