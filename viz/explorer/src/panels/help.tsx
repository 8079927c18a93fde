/** Help in one dialog: what the words and signs mean, which keys there are, and that nothing leaves the page. */

import type { ComponentChildren } from "preact";
import { OpenFile, ReceivedFiles } from "../documents/drop";
import { opened, shade } from "../state/derived";
import { words } from "../words/words";
import { Label, Link } from "./facts";
import { ShapeSample, StrokeSample } from "./sample";

const said = words({
  en: {
    words: "Words", tie: "Tie", tieIs: "something that two names share and that a source document tells. Only strong ties say that two work together: they organise or do something together, have roles in one project, have an agreement, or one acts for the other. All other ties, such as being on the same programme, do not say that.",
    claim: "Claim", claimIs: "one thing that a source document says, with its lines. Every tie leads to its claims.",
    evidence: "Evidence", evidenceIs: "the lines and the few printed words that carry a claim. The documents themselves are not part of this page.",
    signs: "Signs in the picture", solid: "stated in a source", dashed: "inferred, with a reason", dotted: "disputed: sources contradict each other", pale: "pale: only announced, not known to have happened", wide: "the wider, the more independent sources", faded: "faded: not selected", arrow: "leads one way only",
    keys: "Keys", search: "find a name", undo: "undo, redo", arrows: "in the map: walk from name to name", enter: "select what has the focus; with Shift, beside the others", depth: "show 1, 2 or 3 steps around it", expand: "bring in partners", zoom: "zoom; 0 fits all", escape: "let go, or leave the map",
    privacy: "Nothing leaves this page", privacyIs: "The page loads nothing and sends nothing. What you choose stands in its address only; files that you open are read on your own machine and forgotten when you close the page.",
    texts: "Source documents", textsIs: "Drop the file of a source document anywhere on the page, or open it here, to read the lines in their context.", version: "Dataset and version", licence: "Licence",
    mouse: "Press a name to select it, with Ctrl or Shift to select several; press it twice to bring in partners; press a tie for its evidence.",
  },
  sv: {
    words: "Ord", tie: "Förbindelse", tieIs: "något som två namn delar och som ett källdokument berättar. Bara starka förbindelser säger att två arbetar tillsammans: de arrangerar eller gör något tillsammans, har roller i samma projekt, har ett avtal, eller så företräder den ena den andra. Övriga förbindelser, som att stå på samma program, säger inte det.",
    claim: "Uppgift", claimIs: "en sak som ett källdokument säger, med sina rader. Varje förbindelse leder till sina uppgifter.",
    evidence: "Belägg", evidenceIs: "raderna och de få tryckta ord som bär en uppgift. Själva dokumenten ingår inte i sidan.",
    signs: "Tecken i bilden", solid: "uttryckligen angiven i en källa", dashed: "härledd, med skäl", dotted: "omstridd: källor motsäger varandra", pale: "blek: bara aviserad, inte känt om det blev av", wide: "ju bredare, desto fler oberoende källor", faded: "urblekt: inte vald", arrow: "leder bara åt ett håll",
    keys: "Tangenter", search: "sök ett namn", undo: "ångra, gör om", arrows: "i kartan: gå från namn till namn", enter: "välj det som har fokus; med Skift bredvid de andra", depth: "visa 1, 2 eller 3 steg runt det", expand: "ta in fler", zoom: "zooma; 0 visar allt", escape: "släpp, eller lämna kartan",
    privacy: "Inget lämnar sidan", privacyIs: "Sidan hämtar inget och skickar inget. Det du väljer står bara i sidans adress; filer som du öppnar läses på din egen dator och glöms när du stänger sidan.",
    texts: "Källdokument", textsIs: "Släpp ett källdokuments fil var som helst på sidan, eller öppna den här, för att läsa raderna i sammanhang.", version: "Datamängd och version", licence: "Licens",
    mouse: "Tryck på ett namn för att välja det, med Ctrl eller Skift för att välja flera; tryck två gånger för att ta in fler; tryck på en förbindelse för dess belägg.",
  },
  nb: {
    words: "Ord", tie: "Forbindelse", tieIs: "noe som to navn deler og som et kildedokument forteller om. Bare sterke forbindelser sier at to arbeider sammen: de arrangerer eller gjør noe sammen, har roller i samme prosjekt, har en avtale, eller den ene opptrer for den andre. Andre forbindelser, som å stå på samme program, sier ikke det.",
    claim: "Opplysning", claimIs: "én ting som et kildedokument sier, med linjene. Hver forbindelse fører til opplysningene sine.",
    evidence: "Belegg", evidenceIs: "linjene og de få trykte ordene som bærer en opplysning. Selve dokumentene er ikke en del av siden.",
    signs: "Tegn i bildet", solid: "uttrykkelig oppgitt i en kilde", dashed: "utledet, med grunn", dotted: "omstridt: kilder motsier hverandre", pale: "blek: bare kunngjort, ikke kjent om det ble noe av", wide: "jo bredere, desto flere uavhengige kilder", faded: "tonet ned: ikke valgt", arrow: "fører bare én vei",
    keys: "Taster", search: "søk etter et navn", undo: "angre, gjør om", arrows: "i kartet: gå fra navn til navn", enter: "velg det som har fokus; med Shift ved siden av de andre", depth: "vis 1, 2 eller 3 steg rundt det", expand: "ta inn flere", zoom: "zoom; 0 viser alt", escape: "slipp, eller forlat kartet",
    privacy: "Ingenting forlater siden", privacyIs: "Siden henter ingenting og sender ingenting. Det du velger, står bare i adressen; filer du åpner, leses på din egen maskin og glemmes når du lukker siden.",
    texts: "Kildedokumenter", textsIs: "Slipp filen til et kildedokument hvor som helst på siden, eller åpne den her, for å lese linjene i sammenheng.", version: "Datasett og versjon", licence: "Lisens",
    mouse: "Trykk på et navn for å velge det, med Ctrl eller Shift for å velge flere; trykk to ganger for å ta inn flere; trykk på en forbindelse for belegget.",
  },
});

type Key = keyof ReturnType<typeof said>;

const KEYS: [keys: string[], what: Key][] = [
  [["/"], "search"], [["Ctrl+Z", "Ctrl+Y"], "undo"], [["←", "→", "↑", "↓"], "arrows"], [["Enter"], "enter"], [["1", "2", "3"], "depth"], [["E"], "expand"], [["+", "−", "0"], "zoom"], [["Esc"], "escape"],
];

const WORDS: [Key, Key][] = [["tie", "tieIs"], ["claim", "claimIs"], ["evidence", "evidenceIs"]];

/** The text of the help. */
export function Help() {
  const { made } = opened.value.data;
  return (
    <div class="stack help">
      <p>{said().mouse}</p>
      <Part title={said().words}>
        <dl class="values">{WORDS.map(([word, is]) => <div key={word}><dt>{said()[word]}</dt><dd>{said()[is]}</dd></div>)}</dl>
      </Part>
      <Part title={said().signs}><Signs /></Part>
      <Part title={said().keys}>
        <dl class="values">{KEYS.map(([keys, what]) => <div key={what}><dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{said()[what]}</dd></div>)}</dl>
      </Part>
      <Part title={said().texts}><p class="small-text">{said().textsIs}</p><OpenFile /><ReceivedFiles /></Part>
      <Part title={said().privacy}><p class="small-text">{said().privacyIs}</p></Part>
      <Part title={said().version}>
        <p class="small-text">scen {made.version}, <code>{made.digest.slice(0, 12)}</code>. {said().licence}: <Link address={made.licence.address}>{made.licence.name}</Link>.</p>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return <section class="stack tight"><h3>{title}</h3>{children}</section>;
}

function Signs() {
  const { things, views, words: concepts } = opened.value.data;
  const drawn = new Set(Object.values(views).flatMap(({ nodes }) => nodes).map((thing) => things.kind[thing]));
  const ink = shade(["#3d4651", "#c3ccd6"]);
  const strokes = [
    ["solid", { stroke: "solid" }], ["dashed", { stroke: "dashed" }], ["dotted", { stroke: "dotted" }], ["pale", { pale: true }], ["faded", { faded: true }], ["wide", { width: 7 }], ["arrow", { arrow: true }],
  ] as const;
  return (
    <ul class="signs">
      {concepts.nodeKinds.filter((_, at) => drawn.has(at)).map((kind) => <li key={kind.id}><ShapeSample shape={kind.shape} colour={shade(kind.colour)} /> <Label of={kind} /></li>)}
      {strokes.map(([what, how]) => <li key={what}><StrokeSample colour={ink} {...how} /> {said()[what]}</li>)}
    </ul>
  );
}
