/** How lines are drawn: what each stroke, width, arrow and ring on the screen says. */

import { picture } from "../state/derived";
import { words } from "../words/words";
import { StrokeSample } from "./sample";

const said = words({
  en: {
    strokes: "How a line is drawn", solid: "solid: stated by a source", dashed: "dashed: inferred, with a reason",
    dotted: "dotted: disputed, sources contradict one another", pale: "pale: only announced, or not known whether it came about",
    width: "width: the wider, the more independent sources", arrow: "arrow: from the one who acts or gives, to the one for whom",
    bow: "bowed: several ties of one pair are kept apart", ring: "ring: what is selected",
    chosen: "a little wider: chosen; what is only announced stays pale", faded: "faded: not selected",
  },
  sv: {
    strokes: "Hur en linje ritas", solid: "heldragen: uttryckligen angiven i en källa", dashed: "streckad: härledd, med ett skäl",
    dotted: "prickad: omstridd, källor motsäger varandra", pale: "blek: bara aviserad, eller okänt om det blev av",
    width: "bredd: ju bredare, desto fler oberoende källor", arrow: "pil: från den som handlar eller ger till den som det gäller",
    bow: "böjd: flera förbindelser mellan samma två hålls isär", ring: "ring: det som är valt",
    chosen: "lite bredare: vald; det som bara är aviserat förblir blekt", faded: "urblekt: inte vald",
  },
  nb: {
    strokes: "Hvordan en strek tegnes", solid: "heltrukken: uttrykkelig oppgitt i en kilde", dashed: "stiplet: utledet, med en grunn",
    dotted: "prikket: omstridt, kilder motsier hverandre", pale: "blek: bare kunngjort, eller ukjent om det ble noe av",
    width: "bredde: jo bredere, desto flere uavhengige kilder", arrow: "pil: fra den som handler eller gir, til den det gjelder",
    bow: "buet: flere forbindelser mellom de samme to holdes fra hverandre", ring: "ring: det som er valgt",
    chosen: "litt bredere: valgt; det som bare er kunngjort, forblir blekt", faded: "tonet ned: ikke valgt",
  },
});

/** Widths of lines, and the number of sources that each stands for. */
const WIDTHS: [width: number, sources: string][] = [[1.5, "1"], [3.5, "2"], [5.5, "3"], [7, "4+"]];

/** Only the strokes that are in the picture are explained, and what holds of all. */
export function Strokes() {
  const colour = "currentColor";
  const { lines } = picture.value;
  const has = (test: (line: (typeof lines)[number]) => boolean): boolean => lines.some(test);
  return (
    <div>
      <h3>{said().strokes}</h3>
      <ul class="strokes small-text">
        <li><StrokeSample colour={colour} />{said().solid}</li>
        {has(({ stroke }) => stroke === "dashed") && <li><StrokeSample colour={colour} stroke="dashed" />{said().dashed}</li>}
        {has(({ stroke }) => stroke === "dotted") && <li><StrokeSample colour={colour} stroke="dotted" />{said().dotted}</li>}
        {has(({ pale }) => pale) && <li><StrokeSample colour={colour} pale />{said().pale}</li>}
        {has(({ faded }) => faded) && <li><StrokeSample colour={colour} faded />{said().faded}</li>}
        {has(({ marked }) => marked) && <li><StrokeSample colour={colour} width={4} />{said().chosen}</li>}
        <li class="widths">
          <span>{said().width}</span>
          <span class="row">{WIDTHS.map(([width, sources]) => <span key={sources}><StrokeSample colour={colour} width={width} />{sources}</span>)}</span>
        </li>
        {has(({ arrow }) => arrow) && <li><StrokeSample colour={colour} arrow />{said().arrow}</li>}
        {has(({ bend }) => bend !== 0) && <li><BowSample />{said().bow}</li>}
        {picture.value.nodes.some(({ marked }) => marked) && <li><RingSample />{said().ring}</li>}
      </ul>
    </div>
  );
}

function BowSample() {
  return (
    <svg class="sample" width={40} height={18} viewBox="0 0 40 18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width={2}>
      <path d="M0 9Q20 -5 40 9M0 9Q20 23 40 9" />
    </svg>
  );
}

function RingSample() {
  return (
    <svg class="sample" width={40} height={18} viewBox="0 0 40 18" aria-hidden="true">
      <circle cx={20} cy={9} r={4} fill="currentColor" />
      <circle cx={20} cy={9} r={7.5} fill="none" stroke="currentColor" stroke-width={2} />
    </svg>
  );
}
