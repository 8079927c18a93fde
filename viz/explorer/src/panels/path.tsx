/** How two are linked: asks for two names, tells the best chains step by step, and says honestly where there is none. */

import { computed } from "@preact/signals";
import { closest } from "../model/routes";
import { EVERYTHING, type Thing } from "../model/types";
import { findPath, setFilter } from "../state/actions";
import { chains, kept, net, opened } from "../state/derived";
import { change, state } from "../state/state";
import { filled, nameOf, number, words } from "../words/words";
import { ChainView } from "./chain";
import { Label, Name, NameText } from "./facts";
import { Search } from "./search";

const said = words({
  en: {
    from: "From", to: "To", whom: "To whom?", swap: "Swap", other: "Change", otherThan: "Change {name}", one: "One chain is found.", many: "{n} chains are found, the best first.",
    price: "The best chain has few steps, over few people and sure claims: each step over a large gathering, or over something inferred or only announced, counts for more.",
    none: "Not linked", noneText: "Under this filter no chain of ties leads from {from} to {to}.", reached: "Names that can be reached from {name}: {n}.",
    withAll: "Without any filter there is a chain of {n} steps, over: {kinds}.", withAllOne: "Without any filter they are linked directly, over: {kinds}.", caution: "Attending the same event is not collaboration.", clear: "Clear the filter and show it",
    never: "Without any filter there is no chain either: the source documents do not link them.", common: "Claims about both name:",
  },
  sv: {
    from: "Från", to: "Till", whom: "Till vem?", swap: "Byt håll", other: "Ändra", otherThan: "Ändra {name}", one: "En kedja har hittats.", many: "{n} kedjor har hittats, den bästa först.",
    price: "Den bästa kedjan har få steg, över få personer och säkra uppgifter: ett steg över en stor samling, eller över något härlett eller bara aviserat, räknas som längre.",
    none: "Inte förbundna", noneText: "Med det här filtret leder ingen kedja av förbindelser från {from} till {to}.", reached: "Antal namn som kan nås från {name}: {n}.",
    withAll: "Helt utan filter finns en kedja med {n} steg, över: {kinds}.", withAllOne: "Helt utan filter är de direkt förbundna, över: {kinds}.", caution: "Att delta i samma evenemang är inte samarbete.", clear: "Ta bort filtret och visa den",
    never: "Inte heller helt utan filter finns någon kedja: källdokumenten förbinder dem inte.", common: "Uppgifter om båda nämner:",
  },
  nb: {
    from: "Fra", to: "Til", whom: "Til hvem?", swap: "Bytt retning", other: "Endre", otherThan: "Endre {name}", one: "Én kjede er funnet.", many: "{n} kjeder er funnet, den beste først.",
    price: "Den beste kjeden har få steg, over få personer og sikre opplysninger: et steg over en stor samling, eller over noe utledet eller bare kunngjort, teller som lengre.",
    none: "Ikke forbundet", noneText: "Med dette filteret fører ingen kjede av forbindelser fra {from} til {to}.", reached: "Antall navn som kan nås fra {name}: {n}.",
    withAll: "Helt uten filter finnes en kjede med {n} steg, over: {kinds}.", withAllOne: "Helt uten filter er de direkte forbundet, over: {kinds}.", caution: "Å delta på samme arrangement er ikke samarbeid.", clear: "Fjern filteret og vis den",
    never: "Heller ikke helt uten filter finnes det noen kjede: kildedokumentene forbinder dem ikke.", common: "Opplysninger om begge nevner:",
  },
});

const MOST_COMMON = 6;

/** What a chain may begin and end with: nodes, and who belongs where. */
const ends = computed<ReadonlySet<Thing>>(() => {
  const { belongs } = opened.value.data;
  return new Set([...net.value.data.nodes, ...(net.value.name === "collaboration" ? [...belongs.person, ...belongs.organisation] : [])]);
});
const apart = computed(() => {
  const { path } = state.value;
  return path && chains.value?.length === 0 ? closest(opened.value, net.value, kept.value, path.from, path.to) : null;
});

/** The panel of a path; `path.from` equal to `path.to`: the second name is still asked for. */
export function Path() {
  const { path } = state.value;
  if (!path) return null;
  const { from, to } = path;
  const open = from === to;
  return (
    <div class="path stack">
      <dl class="path-ends">
        <End label={said().from} thing={from} {...(!open && { keeping: to })} />
        {!open && <End label={said().to} thing={to} keeping={from} />}
      </dl>
      {open && <Asked from={from} />}
      {!open && <p><button type="button" class="button small" onClick={() => findPath(to, from)}>{said().swap}</button></p>}
      {chains.value && (chains.value.length ? <Found /> : <Apart from={from} to={to} />)}
    </div>
  );
}

/** One of the two; to change it, the other is kept and a name is asked for. */
function End({ label, thing, keeping }: { label: string; thing: Thing; keeping?: Thing }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd class="row">
        <Name thing={thing} />
        {keeping !== undefined && (
          <button type="button" class="button small quiet" aria-label={filled(said().otherThan, { name: nameOf(opened.value, thing) })}
            onClick={() => change({ path: { from: keeping, to: keeping, shown: 0 } })}>{said().other}</button>
        )}
      </dd>
    </div>
  );
}

function Asked({ from }: { from: Thing }) {
  return <Search label={said().whom} labelled autofocus only={(thing) => thing !== from && ends.value.has(thing)} onPick={(thing) => findPath(from, thing)} />;
}

function Found() {
  const found = chains.value ?? [];
  return (
    <>
      <p role="status">{found.length === 1 ? said().one : filled(said().many, { n: number(found.length) })}</p>
      {found.map((route, at) => (
        <ChainView key={route.things.join()} route={route} at={at} of={found.length} shown={at === state.value.path?.shown} />
      ))}
      <p class="muted small-text">{said().price}</p>
    </>
  );
}

function Apart({ from, to }: { from: Thing; to: Thing }) {
  const [fromName, toName] = [from, to].map((thing) => nameOf(opened.value, thing)) as [string, string];
  const near = apart.value;
  return (
    <section class="notice stack" role="status">
      <h3>{said().none}</h3>
      <p>{filled(said().noneText, { from: fromName, to: toName })}</p>
      {near && (
        <>
          <ul>
            {[fromName, toName].map((name, at) => <li key={at}>{filled(said().reached, { name, n: number(near.reached[at]!) })}</li>)}
          </ul>
          {near.withAll ? <Otherwise from={from} to={to} /> : <p>{said().never}</p>}
          {near.common.length > 0 && (
            <p>{said().common} {near.common.slice(0, MOST_COMMON).map((thing, at) => <span key={thing}>{at ? ", " : ""}<NameText thing={thing} /></span>)}</p>
          )}
        </>
      )}
    </section>
  );
}

/** The chain that there would be without the filter. */
function Otherwise({ from, to }: { from: Thing; to: Thing }) {
  const hops = apart.value?.withAll?.hops ?? [];
  const { lineKinds, belongings } = opened.value.data.words;
  const { belongs } = opened.value.data;
  const over = [...new Set(hops.map((hop) => (hop.line >= 0 ? lineKinds[net.value.data.lines.kind[hop.line]!]! : belongings[belongs.how[hop.belongs]!]!)))];
  const [before, after] = filled(hops.length === 1 ? said().withAllOne : said().withAll, { n: number(hops.length) }).split("{kinds}");
  const show = (): void => {
    setFilter({ ...EVERYTHING, kinds: lineKinds.map(({ id }) => id) });
    findPath(from, to);
  };
  return (
    <>
      <p>{before}{over.map((kind, at) => <span key={kind.id}>{at ? ", " : ""}<Label of={kind} /></span>)}{after}</p>
      <p class="small-text">{said().caution}</p>
      <button type="button" class="button" onClick={show}>{said().clear}</button>
    </>
  );
}
