/** The panel of what is chosen: the evidence of a tie, a path, one thing, or what several have in common. */

import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { OpenFile, ReceivedFiles } from "../documents/drop";
import { release } from "../state/actions";
import { opened } from "../state/derived";
import { change, state } from "../state/state";
import { nameOf, words } from "../words/words";
import { NameText } from "./facts";
import { toMap } from "./keys";
import { NodePanel } from "./node";
import { Path } from "./path";
import { SeveralPanel, severalTitle } from "./several";
import { TieInWords, TiePanel, TieTitle } from "./tie";

const said = words({
  en: { close: "Close the details", back: "Back", path: "Path", texts: "Do you have the source documents?", absent: "The texts of the source documents are not part of this dataset.", drop: "Drop their files anywhere on this page, or open them here, and the evidence shows its lines in context. The files stay on your machine.", nothing: "Nothing is selected. Press a name or a tie in the picture, or find a name." },
  sv: { close: "Stäng detaljerna", back: "Tillbaka", path: "Väg", texts: "Har du källdokumenten?", absent: "Källdokumentens texter ingår inte i datamängden.", drop: "Släpp filerna var som helst på sidan, eller öppna dem här, så visar beläggen sina rader i sammanhang. Filerna stannar på din dator.", nothing: "Inget är valt. Tryck på ett namn eller en förbindelse i bilden, eller sök ett namn." },
  nb: { close: "Lukk detaljene", back: "Tilbake", path: "Vei", texts: "Har du kildedokumentene?", absent: "Tekstene i kildedokumentene er ikke en del av datasettet.", drop: "Slipp filene hvor som helst på siden, eller åpne dem her, så viser belegget linjene i sammenheng. Filene blir på maskinen din.", nothing: "Ingenting er valgt. Trykk på et navn eller en forbindelse i bildet, eller søk etter et navn." },
});

/** What the panel is about: a tie before a path, a path before things, since the last press is what is wanted. */
export const subject = computed<"tie" | "path" | "node" | "several" | null>(() => {
  const { tie, path, selected } = state.value;
  if (tie !== null) return "tie";
  if (path) return "path";
  return selected.length > 1 ? "several" : selected.length ? "node" : null;
});

/** The panel, with its heading; says kindly where nothing is chosen. */
export function Details() {
  const about = subject.value;
  const { tie, selected, path } = state.value;
  const top = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(false);
  const key = `${about} ${tie} ${selected.join()} ${path?.from}`;
  useEffect(() => {
    top.current?.closest(".right, .sheet-body")?.scrollTo({ top: 0 });
    if (shown.current && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    shown.current = about !== null;
  }, [key]);
  if (!about) return <section class="details" ref={top}><p class="muted">{said().nothing}</p></section>;
  const under = about === "tie" && (path !== null || selected.length > 0);
  return (
    <section class="details" ref={top} aria-labelledby="scen-details">
      <div class="details-head">
        <h2 id="scen-details" ref={heading} tabIndex={-1}><Title /></h2>
        {under && <button type="button" class="button small quiet" onClick={() => change({ tie: null })}>{said().back}</button>}
        <button type="button" class="button small quiet" aria-label={said().close} onClick={close}>✕</button>
      </div>
      <div key={key}><Body /></div>
      <Texts />
    </section>
  );
}

/** The focus goes to the map, since the panel is gone. */
function close(): void {
  release();
  toMap();
}

function Title() {
  const { tie, selected } = state.value;
  const titles: Record<string, () => ComponentChildren> = {
    tie: () => <TieTitle line={tie!} />, path: () => said().path, several: severalTitle, node: () => <NameText thing={selected[0]!} />,
  };
  return <>{titles[subject.value ?? ""]?.()}</>;
}

function Body() {
  const { tie, selected } = state.value;
  const about = subject.value;
  if (about === "tie") return <TiePanel line={tie!} />;
  if (about === "path") return <Path />;
  return about === "several" ? <SeveralPanel /> : about === "node" ? <NodePanel thing={selected[0]!} /> : null;
}

/** How to read the lines in their context. */
function Texts() {
  return (
    <div class="stack tight">
      <p class="tiny muted">{said().absent}</p>
      <details class="part texts">
        <summary><b>{said().texts}</b></summary>
        <div class="stack tight">
          <p class="small-text muted">{said().drop}</p>
          <OpenFile />
          <ReceivedFiles />
        </div>
      </details>
    </div>
  );
}

/** Says what the details are about when that changes; focus stays where it is. */
export function Announcer() {
  const { tie, selected } = state.value;
  const about = subject.value;
  const heard = about === "node" ? nameOf(opened.value, selected[0]!) : about === "several" ? severalTitle() : about === "path" ? said().path : "";
  return <p class="hidden" aria-live="polite">{about === "tie" && tie !== null ? <TieInWords line={tie} /> : heard}</p>;
}
