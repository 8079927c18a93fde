/** The question that the page begins with: a search, some places to begin, and the whole map one press away. */

import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { entries } from "../model/entry";
import type { Thing } from "../model/types";
import { open, showAll, showOnly } from "../state/actions";
import { kept, net, opened } from "../state/derived";
import { narrow } from "../state/screen";
import { settings, state } from "../state/state";
import { day, filled, number, words } from "../words/words";
import { NameText, Sign, tiesInWords, tiesOf } from "./facts";
import { show } from "./findable";
import { FIND } from "./keys";
import { Search } from "./search";
import { Stories } from "./story";

const said = words({
  en: {
    question: "Who do you want to see?", all: "Show the whole map", whole: "{nodes} people and organisations, {ties}", wholeOther: "{nodes} names, {ties}",
    connected: "Most connected", communities: "Communities", projects: "Projects", events: "Recent events", members: "{n} members", joins: "joins {n}",
    find: "Find a person, an organisation, a project or an event",
    tie: "A tie is something that two share and that a source document tells: a project, an agreement, an event they organised, a programme. Being at the same event is a tie, but never called collaboration here.",
    sources: "Everything rests on {n} source documents; each tie leads to the lines where it is written.", source: "Everything rests on one source document; each tie leads to the lines where it is written.",
  },
  sv: {
    question: "Vem vill du se?", all: "Visa hela kartan", whole: "{nodes} personer och organisationer, {ties}", wholeOther: "{nodes} namn, {ties}",
    connected: "Flest förbindelser", communities: "Gemenskaper", projects: "Projekt", events: "Senaste evenemang", members: "{n} medlemmar", joins: "förenar {n}",
    find: "Sök en person, en organisation, ett projekt eller ett evenemang",
    tie: "En förbindelse är något som två delar och som ett källdokument berättar: ett projekt, ett avtal, ett evenemang de arrangerat, ett program. Att vara på samma evenemang är en förbindelse, men kallas aldrig samarbete här.",
    sources: "Allt vilar på {n} källdokument; varje förbindelse leder till raderna där den står.", source: "Allt vilar på ett källdokument; varje förbindelse leder till raderna där den står.",
  },
  nb: {
    question: "Hvem vil du se?", all: "Vis hele kartet", whole: "{nodes} personer og organisasjoner, {ties}", wholeOther: "{nodes} navn, {ties}",
    connected: "Flest forbindelser", communities: "Fellesskap", projects: "Prosjekter", events: "Siste arrangementer", members: "{n} medlemmer", joins: "forener {n}",
    find: "Søk etter en person, en organisasjon, et prosjekt eller et arrangement",
    tie: "En forbindelse er noe som to deler og som et kildedokument forteller om: et prosjekt, en avtale, et arrangement de har holdt, et program. Å være på samme arrangement er en forbindelse, men kalles aldri samarbeid her.",
    sources: "Alt hviler på {n} kildedokumenter; hver forbindelse fører til linjene der den står.", source: "Alt hviler på ett kildedokument; hver forbindelse fører til linjene der den står.",
  },
});

const MOST = 5;

const view = computed(() => state.value.view);
const language = computed(() => settings.value.language);
const found = computed(() => entries(opened.value, language.value, view.value));

/** Shown while nothing is in the picture. */
export function Start() {
  const { documents, stories } = opened.value.data;
  const { connected, communities, projects, events } = found.value;
  return (
    <div class="start">
      <section class="start-card" aria-labelledby="scen-question">
        <h2 id="scen-question">{said().question}</h2>
        <Search label={said().find} onPick={show} id={FIND} autofocus={!narrow.value} large />
        <div class="start-whole">
          <button type="button" class="button main" onClick={showAll}>{said().all}</button>
          <span class="muted small-text">{counted()}</span>
        </div>
        {stories.length > 0 && <div class="start-stories"><Stories /></div>}
        <div class="entries">
          <Entries title={said().connected} of={connected.filter((thing) => tiesOf(thing) > 0)} each={(thing) => <Chip key={thing} onPick={() => open(thing)} what={<Sign thing={thing} />} count={tiesInWords(tiesOf(thing))}><NameText thing={thing} /></Chip>} />
          <Entries title={said().projects} of={projects} each={(thing) => <Shared key={thing} thing={thing} />} />
          <Entries title={said().events} of={events} each={(thing) => <Shared key={thing} thing={thing} />} />
          <Entries title={said().communities} of={communities} each={(one) => <Chip key={one.label} onPick={() => showOnly(one.things)} count={filled(said().members, { n: number(one.things.length) })}><bdi>{one.label}</bdi></Chip>} />
        </div>
        <p class="small-text muted">{said().tie} {filled(documents.length === 1 ? said().source : said().sources, { n: number(documents.length) })}</p>
      </section>
    </div>
  );
}

/** Names that have a tie, and ties, as the whole map shows them. */
function counted(): string {
  const { a, b } = net.value.data.lines;
  const nodes = new Set(Array.from(kept.value.lines).flatMap((line) => [a[line]!, b[line]!]));
  const parts = { nodes: number(nodes.size), ties: tiesInWords(kept.value.lines.length) };
  return filled(net.value.name === "collaboration" ? said().whole : said().wholeOther, parts);
}

function Entries<T>({ title, of, each }: { title: string; of: readonly T[]; each: (one: T) => ComponentChildren }) {
  if (!of.length) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="entry-list">{of.slice(0, MOST).map((one, at) => <li key={at}>{each(one)}</li>)}</ul>
    </section>
  );
}

/** A project or an event: pressing it shows those whom it joins. */
function Shared({ thing }: { thing: Thing }) {
  const dates = opened.value.data.things.dates[thing];
  return <Chip onPick={() => show(thing)} count={dates ? day(dates[0] || dates[1]) : ""}><NameText thing={thing} /></Chip>;
}

function Chip({ onPick, what, count, children }: { onPick: () => void; what?: ComponentChildren; count: string; children: ComponentChildren }) {
  return (
    <button type="button" class="entry" onClick={onPick}>
      {what}
      <span class="entry-name">{children}</span>
      {count && <span class="tiny muted">{count}</span>}
    </button>
  );
}
