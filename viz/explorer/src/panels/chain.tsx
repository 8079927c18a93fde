/** One chain in words: a sentence a step, what is only announced told as announced, its claims folded under it. */

import type { Hop, Route } from "../model/types";
import { openTie, showChain } from "../state/actions";
import { net, opened } from "../state/derived";
import { filled, nameOf, number, words } from "../words/words";
import { Claims } from "./claim";
import { Certainty, Label, Name, NameText, sourcesInWords, Status, Stroke, when } from "./facts";

const said = words({
  en: {
    chain: "Chain {n} of {m}", steps: "{n} steps", step: "1 step", price: "counted as {n}", counted: "A step counts as 1 or more: the weaker or less sure it is, the more. The chain that counts least comes first.", show: "Mark in the picture", shown: "Marked in the picture",
    claims: "Where it is written ({n})", tie: "The tie with all its evidence", announced: "Only announced: no source here says that it came about.", unknown: "It is not known whether this came about.",
    cancelled: "This was cancelled.", inferred: "Inferred: no source says so in its own words.", disputed: "Disputed: sources contradict each other.", leads: "from {a} to {b}",
  },
  sv: {
    chain: "Kedja {n} av {m}", steps: "{n} steg", step: "1 steg", price: "räknas som {n}", counted: "Ett steg räknas som 1 eller mer: ju svagare eller osäkrare, desto mer. Kedjan som räknas som minst kommer först.", show: "Markera i bilden", shown: "Markerad i bilden",
    claims: "Var det står ({n})", tie: "Förbindelsen med alla belägg", announced: "Bara aviserat: ingen källa här säger att det blev av.", unknown: "Det är inte känt om detta blev av.",
    cancelled: "Detta ställdes in.", inferred: "Härlett: ingen källa säger det med egna ord.", disputed: "Omstritt: källor motsäger varandra.", leads: "från {a} till {b}",
  },
  nb: {
    chain: "Kjede {n} av {m}", steps: "{n} steg", step: "1 steg", price: "teller som {n}", counted: "Et steg teller som 1 eller mer: jo svakere eller mer usikkert, desto mer. Kjeden som teller minst, kommer først.", show: "Marker i bildet", shown: "Markert i bildet",
    claims: "Hvor det står ({n})", tie: "Forbindelsen med alle belegg", announced: "Bare kunngjort: ingen kilde her sier at det ble noe av.", unknown: "Det er ikke kjent om det ble noe av dette.",
    cancelled: "Dette ble avlyst.", inferred: "Utledet: ingen kilde sier det med egne ord.", disputed: "Omstridt: kilder motsier hverandre.", leads: "fra {a} til {b}",
  },
});

const POINTS_OF_A_STEP = 4;

/** A chain; that which is marked in the picture is told step by step, the others in one line. */
export function ChainView({ route, at, of, shown }: { route: Route; at: number; of: number; shown: boolean }) {
  const steps = route.hops.length === 1 ? said().step : filled(said().steps, { n: number(route.hops.length) });
  return (
    <section class={shown ? "chain shown" : "chain"} aria-labelledby={`scen-chain-${at}`}>
      <div class="row">
        <h3 id={`scen-chain-${at}`}>{filled(said().chain, { n: at + 1, m: of })}</h3>
        <span class="tiny muted">{steps}, {filled(said().price, { n: number(route.points / POINTS_OF_A_STEP, 2) })}</span>
        {of > 1 && (
          <button type="button" class="button small chain-show" aria-pressed={shown} aria-describedby={`scen-chain-${at}`} onClick={() => showChain(at)}>
            {shown ? said().shown : said().show}
          </button>
        )}
      </div>
      {at === 0 && <p class="tiny muted">{said().counted}</p>}
      {shown
        ? <ol class="steps">{route.hops.map((hop, n) => <Step key={n} hop={hop} />)}</ol>
        : <p class="small-text">{route.things.map((thing, n) => <span key={n}>{n ? " – " : ""}<NameText thing={thing} /></span>)}</p>}
    </section>
  );
}

function Step({ hop }: { hop: Hop }) {
  return (
    <li>
      {hop.line >= 0 ? <Tie hop={hop} /> : <Belonging hop={hop} />}
      {hop.claims.length > 0 && (
        <details class="step-claims">
          <summary>{filled(said().claims, { n: number(hop.claims.length) })}</summary>
          <Claims of={hop.claims} />
        </details>
      )}
      {hop.line >= 0 && <button type="button" class="button small quiet" onClick={() => openTie(hop.line)}>{said().tie}</button>}
    </li>
  );
}

/** "Ann — same project: the project — Bo", when, and how sure. */
function Tie({ hop }: { hop: Hop }) {
  const { lines, links, nodes } = net.value.data;
  const kind = lines.kind[hop.line]!;
  const through = links.through[hop.link]!;
  const sources = Math.max(1, links.sourceStarts[hop.link + 1]! - links.sourceStarts[hop.link]!);
  const [a, b] = [lines.a, lines.b].map((column) => nameOf(opened.value, nodes[column[hop.line]!]!)) as [string, string];
  return (
    <>
      <p class="step">
        <Name thing={hop.from} /> — <Stroke kind={kind} /> <Label of={opened.value.data.words.lineKinds[kind]} />
        {lines.directed[hop.line] ? ` (${filled(said().leads, { a, b })})` : ""}
        {through >= 0 && <>: <b><NameText thing={through} /></b></>} — <Name thing={hop.to} />
      </p>
      <p class="row small-text">
        <span>{when(links.first[hop.link]!, links.last[hop.link]!)}</span>
        <Status at={links.status[hop.link]!} />
        <Certainty at={links.certainty[hop.link]!} />
        <span>{sourcesInWords(sources)}</span>
      </p>
      <Caution status={links.status[hop.link]!} certainty={links.certainty[hop.link]!} />
    </>
  );
}

/** "Ann — is director of — the organisation", whichever of them the step begins with. */
function Belonging({ hop }: { hop: Hop }) {
  const { belongs, words: concepts } = opened.value.data;
  const row = hop.belongs;
  return (
    <>
      <p class="step">
        <Name thing={belongs.person[row]!} /> — <Label of={concepts.belongings[belongs.how[row]!]} /> — <Name thing={belongs.organisation[row]!} />
      </p>
      <p class="row small-text"><Status at={belongs.status[row]!} /><Certainty at={belongs.certainty[row]!} /></p>
      <Caution status={belongs.status[row]!} certainty={belongs.certainty[row]!} />
    </>
  );
}

/** What must not be read as done, or as stated. */
function Caution({ status, certainty }: { status: number; certainty: number }) {
  const concepts = opened.value.data.words;
  const told = [concepts.status[status]?.id, concepts.certainty[certainty]?.id].flatMap((id) =>
    id === "announced" || id === "unknown" || id === "cancelled" || id === "inferred" || id === "disputed" ? [said()[id]] : []);
  return told.length ? <p class="step-caution small-text">{told.join(" ")}</p> : null;
}
