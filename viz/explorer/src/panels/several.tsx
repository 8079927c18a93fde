/** Several things at once: the ties between them, whom they both know, and what they share. */

import { computed } from "@preact/signals";
import { common } from "../model/common";
import type { Line, Thing } from "../model/types";
import { findPath, openTie, release, select, showOnly } from "../state/actions";
import { kept, net, opened } from "../state/derived";
import { state } from "../state/state";
import { filled, nameOf, number, words } from "../words/words";
import { endsOf, Kind, Label, Name, NameText, Some, sourcesInWords, Stroke, when } from "./facts";

const said = words({
  en: {
    chosen: "Selected", names: "Names", letGo: "Let {name} go", lines: "Ties between them", noLines: "The filters leave no tie between them.", partners: "Tied to at least two of them", noPartners: "Nobody is tied to two of them.",
    shared: "What they share", noShared: "Nothing that they share is in the dataset.", of: "{n} of {m}", path: "Find the path between them", only: "Show only these", release: "Select nothing",
  },
  sv: {
    chosen: "Valda", names: "Namn", letGo: "Släpp {name}", lines: "Förbindelser mellan dem", noLines: "Filtren lämnar ingen förbindelse mellan dem.", partners: "Förbundna med minst två av dem", noPartners: "Ingen är förbunden med två av dem.",
    shared: "Vad de delar", noShared: "Inget som de delar finns i datamängden.", of: "{n} av {m}", path: "Sök vägen mellan dem", only: "Visa bara dessa", release: "Välj inget",
  },
  nb: {
    chosen: "Valgte", names: "Navn", letGo: "Slipp {name}", lines: "Forbindelser mellom dem", noLines: "Filtrene lar ingen forbindelse mellom dem stå igjen.", partners: "Forbundet med minst to av dem", noPartners: "Ingen er forbundet med to av dem.",
    shared: "Hva de deler", noShared: "Ingenting de deler, er i datasettet.", of: "{n} av {m}", path: "Finn veien mellom dem", only: "Vis bare disse", release: "Velg ingen",
  },
});

/** A longer list of the selected is folded. */
const FEW = 5;

const found = computed(() => common(opened.value, net.value, kept.value, state.value.selected));

/** What the selected have in common. */
export function SeveralPanel() {
  const { selected } = state.value;
  const { lines, partners, shared } = found.value;
  return (
    <div class="stack panel">
      <section class="stack tight">
        <details class="part" open={selected.length <= FEW}>
          <summary><b>{said().names}</b> <span class="muted">{number(selected.length)}</span></summary>
          <ul class="plain">{selected.map((thing) => <li key={thing}><Chosen thing={thing} /></li>)}</ul>
        </details>
        <div class="row">
          {selected.length === 2 && <button type="button" class="button small" onClick={() => findPath(selected[0]!, selected[1]!)}>{said().path}</button>}
          <button type="button" class="button small" onClick={() => showOnly(selected, { selected })}>{said().only}</button>
          <button type="button" class="button small" onClick={release}>{said().release}</button>
        </div>
      </section>
      <section class="stack tight">
        <h3>{said().shared}</h3>
        {shared.length ? <Some of={shared} each={({ thing, who }) => <Row thing={thing} who={who} />} /> : <p class="muted">{said().noShared}</p>}
      </section>
      <section class="stack tight">
        <h3>{said().lines}</h3>
        {lines.length ? <Some of={lines} each={(line) => <Between line={line} />} /> : <p class="muted">{said().noLines}</p>}
      </section>
      <section class="stack tight">
        <h3>{said().partners}</h3>
        {partners.length ? <Some of={partners} each={({ node, of }) => <Row thing={node} who={of} />} /> : <p class="muted">{said().noPartners}</p>}
      </section>
    </div>
  );
}

function Chosen({ thing }: { thing: Thing }) {
  return (
    <span class="row">
      <Name thing={thing} />
      <Kind thing={thing} />
      <button type="button" class="button small quiet" aria-label={filled(said().letGo, { name: nameOf(opened.value, thing) })} onClick={() => select(thing, true)}>×</button>
    </span>
  );
}

function Between({ line }: { line: Line }) {
  const [a, b] = endsOf(line);
  const kind = net.value.data.lines.kind[line]!;
  const { sources, first, last } = kept.value;
  return (
    <div>
      <button type="button" class="name" onClick={() => openTie(line)}><NameText thing={a} /> – <NameText thing={b} /></button>
      <span class="small-text muted"> <Stroke kind={kind} /> <Label of={opened.value.data.words.lineKinds[kind]} />, {sourcesInWords(sources[line]!)}, {when(first[line]!, last[line]!)}</span>
    </div>
  );
}

function Row({ thing, who }: { thing: Thing; who: readonly Thing[] }) {
  const { selected } = state.value;
  return (
    <div>
      <Name thing={thing} /> <Kind thing={thing} />
      <p class="small-text muted">
        {filled(said().of, { n: number(who.length), m: number(selected.length) })}
        {who.length < selected.length && <>: {who.map((one, at) => <span key={one}>{at > 0 && ", "}<NameText thing={one} /></span>)}</>}
      </p>
    </div>
  );
}

/** "3 selected". */
export function severalTitle(): string {
  return `${said().chosen}: ${number(state.value.selected.length)}`;
}
