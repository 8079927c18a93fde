/** "Take it with you": what is on the screen as a picture, tables, a network, JSON, an address and a reference. */

import { useState } from "preact/hooks";
import { type Form, fileOf, type Shown } from "../out/files";
import { aboutOf } from "../out/named";
import { pngOf } from "../out/png";
import { save } from "../out/save";
import { addressOf, citedAddress, isOnline } from "../state/address";
import { seen } from "../state/seen";
import { dark } from "../state/screen";
import { state } from "../state/state";
import { filled, words } from "../words/words";
import { Cite, today } from "./cite";
import { Dialog } from "./dialog";
import { Copy } from "./facts";

const said = words({
  en: {
    title: "Take it with you", exactly: "Every file holds exactly what is shown now.", nothing: "Nothing is shown yet: find somebody, or open the whole map, first.",
    pictures: "Picture", tables: "Tables", network: "For other programs", address: "Address of this view", addressHelp: "Whoever opens this address sees the same.", addressPart: "Open your own copy of the file and add this to its address.",
    svg: "SVG, sharp at any size, with legend", png: "PNG, for slides and documents", nodes: "CSV of the nodes", ties: "CSV of the ties", claims: "CSV of the claims",
    gexf: "GEXF, for Gephi", json: "JSON, with claims and sources", about: "About these files (text)", saved: "{name} is saved.", failed: "The browser could not make the picture.", copy: "Copy the address",
  },
  sv: {
    title: "Ta med", exactly: "Varje fil innehåller precis det som visas nu.", nothing: "Ännu visas ingenting: sök upp någon, eller öppna hela kartan, först.",
    pictures: "Bild", tables: "Tabeller", network: "För andra program", address: "Adress till den här vyn", addressHelp: "Den som öppnar adressen ser detsamma.", addressPart: "Öppna din egen kopia av filen och lägg till detta i slutet av dess adress.",
    svg: "SVG, skarp i alla storlekar, med teckenförklaring", png: "PNG, för presentationer och dokument", nodes: "CSV med noderna", ties: "CSV med förbindelserna", claims: "CSV med uppgifterna",
    gexf: "GEXF, för Gephi", json: "JSON, med uppgifter och källor", about: "Om filerna (text)", saved: "{name} är sparad.", failed: "Webbläsaren kunde inte göra bilden.", copy: "Kopiera adressen",
  },
  nb: {
    title: "Ta med", exactly: "Hver fil inneholder nøyaktig det som vises nå.", nothing: "Ingenting vises ennå: finn noen, eller åpne hele kartet, først.",
    pictures: "Bilde", tables: "Tabeller", network: "For andre programmer", address: "Adressen til denne visningen", addressHelp: "Den som åpner adressen, ser det samme.", addressPart: "Åpne din egen kopi av filen og legg dette til på slutten av adressen.",
    svg: "SVG, skarp i alle størrelser, med tegnforklaring", png: "PNG, for presentasjoner og dokumenter", nodes: "CSV med nodene", ties: "CSV med forbindelsene", claims: "CSV med opplysningene",
    gexf: "GEXF, for Gephi", json: "JSON, med opplysninger og kilder", about: "Om filene (tekst)", saved: "{name} er lagret.", failed: "Nettleseren kunne ikke lage bildet.", copy: "Kopier adressen",
  },
});

type Choice = Form | "png";

const PARTS: [title: "pictures" | "tables" | "network", choices: Choice[]][] = [
  ["pictures", ["svg", "png"]], ["tables", ["ties", "nodes", "claims"]], ["network", ["gexf", "json", "about"]],
];

/** The button, and the dialog that it opens. */
export function Take() {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button type="button" class="button" aria-haspopup="dialog" onClick={() => setAsked(true)}>{said().title}</button>
      {asked && <Dialog title={said().title} onClose={() => setAsked(false)}><Choices /></Dialog>}
    </>
  );
}

function Choices() {
  const [done, setDone] = useState("");
  const shown = shownNow();
  const about = aboutOf(shown);
  const address = addressOf(state.value);
  const none = !shown.picture.nodes.length;
  const take = async (choice: Choice): Promise<void> => setDone(await taken(choice, shown));
  return (
    <div class="take">
      <p>{none ? said().nothing : `${said().exactly} ${about.counts}`}</p>
      <ul class="take-filters small-text muted">{about.filters.map((filter) => <li key={filter}><bdi>{filter}</bdi></li>)}</ul>
      <div class="take-files">
        {PARTS.map(([title, choices]) => (
          <section key={title} class="stack take-part">
            <h3>{said()[title]}</h3>
            {choices.map((choice) => (
              <button key={choice} type="button" class="button take-file" disabled={none} onClick={() => void take(choice)}>{said()[choice]}</button>
            ))}
          </section>
        ))}
      </div>
      <p role="status" class="take-done small-text">{done}</p>
      <section class="stack take-part">
        <h3 id="take-address">{said().address}</h3>
        <input class="field" readOnly aria-labelledby="take-address" value={address} onFocus={(event) => event.currentTarget.select()} />
        <p class="muted small-text">{isOnline() ? said().addressHelp : said().addressPart}</p>
        <Copy text={address} label={said().copy} />
      </section>
      <Cite about={about} address={shown.address} />
    </div>
  );
}

function shownNow(): Shown {
  return { ...seen(), measure: state.value.size, dark: dark.value, address: citedAddress(state.value), today: today() };
}

/** Save a file; returns what is to be said of it. */
async function taken(choice: Choice, shown: Shown): Promise<string> {
  const file = fileOf(choice === "png" ? "svg" : choice, shown);
  if (choice !== "png") {
    save(file.name, file.content, file.type);
    return filled(said().saved, { name: file.name });
  }
  try {
    const name = file.name.replace(/svg$/, "png");
    save(name, await pngOf(file.content));
    return filled(said().saved, { name });
  } catch {
    return said().failed;
  }
}
