/** A quiet line: the view that was asked for has nothing of what was shown, so that it is shown whole. */

import { missing } from "../state/actions";
import { opened } from "../state/derived";
import { state } from "../state/state";
import { filled, nameOf, words } from "../words/words";
import { linesCalled } from "./line-words";

const said = words({
  en: { one: "{name} has no {what} here; this is the whole view.", some: "Those that were shown have no {what} here; this is the whole view.", close: "Close this note" },
  sv: { one: "{name} har inga {what} här; detta är hela vyn.", some: "De som visades har inga {what} här; detta är hela vyn.", close: "Stäng meddelandet" },
  nb: { one: "{name} har ingen {what} her; dette er hele visningen.", some: "De som ble vist, har ingen {what} her; dette er hele visningen.", close: "Lukk meldingen" },
});

/** Shown until the reader closes it, or looks at something else. */
export function Elsewhere() {
  const { view, present } = state.value;
  const note = missing.value;
  if (!note || note.view !== view || present !== null) return null;
  const parts = { what: linesCalled(), name: note.thing === null ? "" : nameOf(opened.value, note.thing) };
  return (
    <div class="note-line" role="status">
      <p class="small-text">{filled(note.thing === null ? said().some : said().one, parts)}</p>
      <button type="button" class="button quiet small" aria-label={said().close} onClick={() => (missing.value = null)}>×</button>
    </div>
  );
}
