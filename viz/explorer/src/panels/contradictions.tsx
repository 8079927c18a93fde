/** Where sources contradict each other: the claims side by side, with the reason. */

import { useMemo } from "preact/hooks";
import type { Contradiction } from "../data/contract";
import type { Thing } from "../model/types";
import { opened } from "../state/derived";
import { settings } from "../state/state";
import { words } from "../words/words";
import { Claims } from "./claim";

const said = words({
  en: { title: "Contradicted", differ: "The claims do not agree:" },
  sv: { title: "Motsägs", differ: "Uppgifterna stämmer inte överens:" },
  nb: { title: "Motsies", differ: "Opplysningene stemmer ikke overens:" },
});

/** The contradictions of some claims, and those about some things. */
export function Contradictions({ of, about }: { of: readonly number[]; about: readonly Thing[] }) {
  const { contradictions, claims } = opened.value.data;
  const found = useMemo(() => {
    const [own, things] = [new Set(of), new Set(about)];
    const touches = (claim: number): boolean => own.has(claim) || (claims.parts[claim] ?? []).some(([, thing]) => things.has(thing));
    return contradictions.filter((one) => one.claims.some(touches));
  }, [contradictions, claims, of.join(), about.join()]);
  if (!found.length) return null;
  return (
    <section class="stack tight">
      <h3>{said().title}</h3>
      {found.map((one, at) => <SideBySide key={at} of={one} />)}
    </section>
  );
}

function SideBySide({ of }: { of: Contradiction }) {
  return (
    <div class="contradiction">
      <p><b>{said().differ}</b> <bdi lang={settings.value.language === "en" ? undefined : "en"}>{of.because}</bdi></p>
      <div class="columns">{of.claims.map((claim) => <Claims key={claim} of={[claim]} />)}</div>
    </div>
  );
}
