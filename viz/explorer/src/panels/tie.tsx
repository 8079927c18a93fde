/** One tie: why it is there, how sure it is, on which sources it rests, and where they contradict each other. */

import { EVERYTHING, type Line, type Thing } from "../model/types";
import { openTie, setFilter } from "../state/actions";
import { kept, net, opened } from "../state/derived";
import { filled, number, told, words } from "../words/words";
import { ClaimView, Title } from "./claim";
import { Contradictions } from "./contradictions";
import { Certainty, endsOf, Label, Name, NameText, Some, sourcesInWords, Status, Stroke, when } from "./facts";

const said = words({
  en: {
    means: "What this kind means:", announced: "Here it was only announced.", unknown: "Here it is not known whether it came about.",
    why: "Why there is a tie", sources: "Sources", period: "When", certainty: "Certainty", status: "Status", weight: "Weight",
    weighs: "the fewer share a thing, the more it weighs",
    single: "This tie rests on one source document only:", rests: "Independent source documents: {n}", claims: "Where it is written",
    others: "Other ties of the two", left: "The filters leave this tie out.", bring: "Show this kind of tie without other filters",
    no: "This kind of tie is not collaboration: it says only that both belong to the same event, not that they worked together.", to: "leads to", self: "what they share has no name of its own", none: "No claim is kept for this tie.",
  },
  sv: {
    means: "Vad typen betyder:", announced: "Här är det bara aviserat.", unknown: "Här är det okänt om det blev av.",
    why: "Varför det finns en förbindelse", sources: "Källor", period: "När", certainty: "Säkerhet", status: "Status", weight: "Vikt",
    weighs: "ju färre som delar något, desto mer väger det",
    single: "Förbindelsen vilar på ett enda källdokument:", rests: "Oberoende källdokument: {n}", claims: "Var det står",
    others: "Andra förbindelser mellan de två", left: "Filtren utelämnar den här förbindelsen.", bring: "Visa den här typen utan andra filter",
    no: "Den här typen av förbindelse är inte samarbete: den säger bara att båda hör till samma evenemang, inte att de arbetade tillsammans.", to: "leder till", self: "det de delar har inget eget namn", none: "Ingen uppgift finns kvar för förbindelsen.",
  },
  nb: {
    means: "Hva typen betyr:", announced: "Her er det bare kunngjort.", unknown: "Her er det ikke kjent om det ble noe av.",
    why: "Hvorfor det er en forbindelse", sources: "Kilder", period: "Når", certainty: "Sikkerhet", status: "Status", weight: "Vekt",
    weighs: "jo færre som deler noe, desto mer veier det",
    single: "Forbindelsen hviler på ett eneste kildedokument:", rests: "Uavhengige kildedokumenter: {n}", claims: "Hvor det står",
    others: "Andre forbindelser mellom de to", left: "Filtrene utelater denne forbindelsen.", bring: "Vis denne typen uten andre filtre",
    no: "Denne typen forbindelse er ikke samarbeid: den sier bare at begge hører til samme arrangement, ikke at de arbeidet sammen.", to: "fører til", self: "det de deler, har ikke noe eget navn", none: "Ingen opplysning er igjen for forbindelsen.",
  },
});

/** Kinds that say only that two belong to the same event. */
const PRESENCE = new Set(["attended-same-event", "represented-at-same-event", "same-programme"]);

/** The evidence of a line of the view on screen. */
export function TiePanel({ line }: { line: Line }) {
  const [a, b] = endsOf(line);
  const { lines } = net.value.data;
  const kind = opened.value.data.words.lineKinds[lines.kind[line]!];
  return (
    <div class="stack panel">
      <p class="pair">
        <Name thing={a} />
        <span class="between"><Stroke kind={lines.kind[line]!} /> <Label of={kind} />{lines.directed[line] ? <span aria-hidden="true"> →</span> : ""}{lines.directed[line] ? <span class="hidden"> {said().to}</span> : ""}</span>
        <Name thing={b} />
      </p>
      {kind?.note && <p class="small-text muted">{said().means} {told(kind.note)} <Here line={line} /></p>}
      {kind && PRESENCE.has(kind.id) && <p class="notice">{said().no}</p>}
      {kept.value.is[line] ? <Facts line={line} /> : <LeftOut kind={kind?.id ?? ""} />}
      <Others line={line} />
    </div>
  );
}

/** What a kind means is told as if it had come about: here it may not have. */
function Here({ line }: { line: Line }) {
  const status = opened.value.data.words.status[kept.value.status[line]!]?.id;
  if (!kept.value.is[line] || status === "reported" || status === "ended") return null;
  return <strong>{status === "announced" ? said().announced : said().unknown}</strong>;
}

function LeftOut({ kind }: { kind: string }) {
  const bring = (): void => setFilter({ ...EVERYTHING, kinds: [kind] });
  return (
    <div class="notice stack">
      <p>{said().left}</p>
      <p><button type="button" class="button small" onClick={bring}>{said().bring}</button></p>
    </div>
  );
}

function Facts({ line }: { line: Line }) {
  const { certainty, status, sources, weight, first, last } = kept.value;
  const claims = kept.value.claims(line);
  const documents = documentsOf(line);
  return (
    <>
      <dl class="values">
        <div><dt>{said().period}</dt><dd>{when(first[line]!, last[line]!)}</dd></div>
        <div><dt>{said().certainty}</dt><dd><Certainty at={certainty[line]!} /></dd></div>
        <div><dt>{said().status}</dt><dd><Status at={status[line]!} /></dd></div>
        <div><dt>{said().sources}</dt><dd>{sourcesInWords(sources[line]!)}</dd></div>
        <div><dt>{said().weight}</dt><dd>{number(weight[line]!, 2)} <span class="tiny muted">{said().weighs}</span></dd></div>
      </dl>
      <Sources count={sources[line]!} documents={documents} />
      <Why line={line} />
      <section class="stack tight">
        <h3>{said().claims}</h3>
        {claims.length ? <Some of={claims} first={12} each={(claim) => <ClaimView claim={claim} />} /> : <p class="muted">{said().none}</p>}
      </section>
      <Contradictions of={claims} about={throughOf(line)} />
    </>
  );
}

/** What the links of a line share. */
function throughOf(line: Line): Thing[] {
  const { through } = net.value.data.links;
  return kept.value.links(line).map((link) => through[link]!).filter((thing) => thing >= 0);
}

/** The documents that support a line, each once. */
function documentsOf(line: Line): number[] {
  const { sources, sourceStarts } = net.value.data.links;
  const found = kept.value.links(line).flatMap((link) => sources.slice(sourceStarts[link], sourceStarts[link + 1]));
  return [...new Set(found)].sort((one, other) => one - other);
}

function Sources({ count, documents }: { count: number; documents: readonly number[] }) {
  const all = opened.value.data.documents;
  return (
    <div class={count === 1 ? "notice" : "stack tight"}>
      <p>{count === 1 ? said().single : filled(said().rests, { n: number(count) })}</p>
      <ul class="plain">{documents.map((at) => <li key={at}><Title of={all[at]!} /></li>)}</ul>
    </div>
  );
}

/** What the two share, with dates; nothing where an end itself is all there is to tell, as of who was at an event. */
function Why({ line }: { line: Line }) {
  const { links } = net.value.data;
  if (!throughOf(line).length) return null;
  const each = (link: number) => {
    const through = links.through[link]!;
    return (
      <span class="row">
        {through >= 0 ? <Name thing={through} /> : <span class="muted">{said().self}</span>}
        <span class="small-text muted">{when(links.first[link]!, links.last[link]!)}</span>
        <Certainty at={links.certainty[link]!} />
        <Status at={links.status[link]!} />
      </span>
    );
  };
  return (
    <section class="stack tight">
      <h3>{said().why}</h3>
      <Some of={kept.value.links(line)} each={each} />
    </section>
  );
}

function Others({ line }: { line: Line }) {
  const [a, b] = endsOf(line);
  const { data } = net.value;
  const node = net.value.node(a)!;
  const { lineKinds } = opened.value.data.words;
  const others = Array.from(net.value.linesOf(node)).filter((one) => one !== line && kept.value.is[one] && data.nodes[net.value.other(one, node)] === b);
  if (!others.length) return null;
  return (
    <section class="stack tight">
      <h3>{said().others}</h3>
      <ul class="plain">
        {others.map((one) => (
          <li key={one}>
            <button type="button" class="name" onClick={() => openTie(one)}><Label of={lineKinds[data.lines.kind[one]!]} /></button>
            <span class="small-text muted"> {sourcesInWords(kept.value.sources[one]!)}, {when(kept.value.first[one]!, kept.value.last[one]!)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Its kind, for the panel's heading. */
export function TieTitle({ line }: { line: Line }) {
  return <Label of={opened.value.data.words.lineKinds[net.value.data.lines.kind[line]!]} />;
}

/** Its kind and ends, to be heard. */
export function TieInWords({ line }: { line: Line }) {
  const [a, b] = endsOf(line);
  return <><TieTitle line={line} />: <NameText thing={a} /> – <NameText thing={b} /></>;
}
