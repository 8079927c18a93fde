/** What the lines of each view are called: only those of collaboration are ties. */

import { state } from "../state/state";
import { words } from "../words/words";

const said = words({
  en: { collaboration: "ties", funding: "funding relations", programme: "participations" },
  sv: { collaboration: "förbindelser", funding: "finansieringar", programme: "deltaganden" },
  nb: { collaboration: "forbindelser", funding: "finansieringer", programme: "deltakelser" },
});

const one = words({
  en: { collaboration: "tie", funding: "funding relation", programme: "participation" },
  sv: { collaboration: "förbindelse", funding: "finansiering", programme: "deltagande" },
  nb: { collaboration: "forbindelse", funding: "finansiering", programme: "deltakelse" },
});

/** The word for so many lines of the view on screen. */
export function linesCalled(count = 2): string {
  return (count === 1 ? one() : said())[state.value.view];
}

/** The same, to begin a heading or a button with. */
export function linesHeading(): string {
  const word = linesCalled();
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
