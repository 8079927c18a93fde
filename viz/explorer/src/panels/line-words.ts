/** What the lines of each view are called: only those of collaboration are ties. */

import { state } from "../state/state";
import { words } from "../words/words";

const said = words({
  en: { collaboration: "ties", funding: "funding relations", programme: "participations" },
  sv: { collaboration: "förbindelser", funding: "finansieringar", programme: "deltaganden" },
  nb: { collaboration: "forbindelser", funding: "finansieringer", programme: "deltakelser" },
});

/** The plural for the lines of the view on screen. */
export function linesCalled(): string {
  return said()[state.value.view];
}

/** The same, to begin a heading or a button with. */
export function linesHeading(): string {
  const word = linesCalled();
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
