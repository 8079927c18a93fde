/** "Cite this view": a reference that names the dataset, its version, the day and the address. */

import { citation } from "../out/named";
import type { About } from "../out/named";
import { opened } from "../state/derived";
import { settings } from "../state/state";
import { words } from "../words/words";
import { Copy } from "./facts";

const said = words({
  en: { title: "Cite this view", help: "The version says exactly which data; the address opens this very view.", copy: "Copy the reference" },
  sv: { title: "Hänvisa till den här vyn", help: "Versionen anger exakt vilka data; adressen öppnar just den här vyn.", copy: "Kopiera hänvisningen" },
  nb: { title: "Henvis til denne visningen", help: "Versjonen angir nøyaktig hvilke data; adressen åpner akkurat denne visningen.", copy: "Kopier henvisningen" },
});

/** The day of the reader's clock, as 2019-09-16. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The reference, and a button that copies it. */
export function Cite({ about, address }: { about: About; address: string }) {
  const text = citation(opened.value, about, address, today(), settings.value.language);
  return (
    <section class="stack take-part">
      <h3>{said().title}</h3>
      <blockquote class="take-text">{text}</blockquote>
      <p class="muted small-text">{said().help}</p>
      <Copy text={text} label={said().copy} />
    </section>
  );
}
