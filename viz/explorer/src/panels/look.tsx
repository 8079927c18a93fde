/** What the size and the colour of nodes mean, and the choice of both. */

import { useId } from "preact/hooks";
import { net, opened } from "../state/derived";
import { change, state } from "../state/state";
import { told, toldIn, words } from "../words/words";
import { languageOn } from "./foreign";

const said = words({
  en: {
    title: "Size and colour of nodes", size: "Size: by", colour: "Colour: by", kind: "kind", community: "community", ties: "number of ties",
    hulls: "Outline communities", note: "The larger, the more ties in all.", few: "Colours are for orientation; the name of each community stands beside it.",
  },
  sv: {
    title: "Nodernas storlek och färg", size: "Storlek: efter", colour: "Färg: efter", kind: "typ", community: "gemenskap", ties: "antal förbindelser",
    hulls: "Rita ut gemenskaper", note: "Ju större, desto fler förbindelser totalt.", few: "Färgerna är till för orientering; varje gemenskaps namn står bredvid.",
  },
  nb: {
    title: "Nodenes størrelse og farge", size: "Størrelse: etter", colour: "Farge: etter", kind: "type", community: "fellesskap", ties: "antall forbindelser",
    hulls: "Tegn opp fellesskap", note: "Jo større, desto flere forbindelser totalt.", few: "Fargene er til orientering; navnet på hvert fellesskap står ved siden av.",
  },
});

/** The part of the legend with the choices. */
export function Look() {
  const { colour, hulls } = state.value;
  const id = useId();
  const communities = net.value.data.communities.label.length > 0;
  return (
    <div class="look">
      <h3>{said().title}</h3>
      <MeasureSelect label={said().size} />
      <MeasureNote />
      {communities && (
        <>
          <div class="row choice">
            <label for={id} class="small-text">{said().colour}</label>
            <select
              id={id} class="field" value={colour}
              onChange={(event) => change({ colour: event.currentTarget.value === "community" ? "community" : "kind" })}
            >
              <option value="kind">{said().kind}</option>
              <option value="community">{said().community}</option>
            </select>
          </div>
          {colour === "community" && <p class="tiny muted">{said().few}</p>}
          <label class="option inline">
            <input type="checkbox" checked={hulls} onChange={() => change({ hulls: !hulls })} />
            <span>{said().hulls}</span>
          </label>
        </>
      )}
    </div>
  );
}

/** The measure that gives nodes their size, and the table its column. */
export function MeasureSelect({ label }: { label: string }) {
  const id = useId();
  const { measures } = opened.value.data.words;
  const names = ["ties", ...Object.keys(net.value.data.measures).filter((name) => name !== "ties")];
  return (
    <div class="row choice">
      <label for={id} class="small-text">{label}</label>
      <select
        id={id} class="field" value={names.includes(state.value.size) ? state.value.size : "ties"}
        onChange={(event) => change({ size: event.currentTarget.value })}
      >
        {names.map((name) => {
          const measure = measures.find((one) => one.id === name);
          const label = measure ? told(measure.label) : name === "ties" ? said().ties : name;
          return <option key={name} value={name} lang={measure && languageOn(toldIn(measure.label))}>{label}</option>;
        })}
      </select>
    </div>
  );
}

/** What the measure means, and what must be said with it. */
export function MeasureNote() {
  const { size } = state.value;
  const measure = opened.value.data.words.measures.find(({ id }) => id === size);
  const must = net.value.data.said[size];
  return (
    <>
      {(measure?.note || size === "ties") && (
        <p class="tiny muted" lang={measure?.note && languageOn(toldIn(measure.note))}>{measure?.note ? told(measure.note) : said().note}</p>
      )}
      {must && <p class="remark" lang={languageOn("en")}>{must}</p>}
    </>
  );
}
