/** One thing: what it is, how it stands in the network, whom it is tied to, and every claim about it. */

import { useMemo } from "preact/hooks";
import { wanted } from "../map/wanted";
import type { Line, Thing } from "../model/types";
import { dismiss, openTie, setDepth } from "../state/actions";
import { kept, net, opened } from "../state/derived";
import { change, settings, state } from "../state/state";
import { filled, nameOf, number, told, words } from "../words/words";
import { Claims } from "./claim";
import { Contradictions } from "./contradictions";
import { Certainty, Kind, Label, Link, Name, linesOf, rankInWords, Some, sourcesInWords, Status, Stroke, tiesInWords, when } from "./facts";

const said = words({
  en: {
    also: "Also", steps: "Steps around it", step: "{n} step", stepsOf: "{n} steps", expand: "Bring in partners…", path: "Find the path to…", remove: "Remove from the picture", page: "Page of this name",
    none: "The filters leave no tie of this name.", standing: "How it stands among those shown", rank: "{rank} of {n}", range: "{rank} of {n}; {best} to {worst} when one source is left out",
    firm: "{rank} of {n}, whichever source is left out", claims: "All {n} claims about this name", claim: "The one claim about this name", noClaims: "No claim of this dataset joins this name.", out: "from this name to the others", in: "from the others to this name", undated: "{n} undated", undatedOne: "1 undated", evidence: "Evidence: {kind}, {name}",
  },
  sv: {
    also: "Även", steps: "Steg runt namnet", step: "{n} steg", stepsOf: "{n} steg", expand: "Ta in fler …", path: "Sök vägen till …", remove: "Ta bort ur bilden", page: "Namnets sida",
    none: "Filtren lämnar ingen förbindelse för det här namnet.", standing: "Hur det står sig bland dem som visas", rank: "{rank} av {n}", range: "{rank} av {n}; {best} till {worst} när en källa utelämnas",
    firm: "{rank} av {n}, vilken källa som än utelämnas", claims: "Alla {n} uppgifter om namnet", claim: "Den enda uppgiften om namnet", noClaims: "Ingen uppgift i datamängden rör det här namnet.", out: "från det här namnet till de andra", in: "från de andra till det här namnet", undated: "{n} odaterade", undatedOne: "1 odaterad", evidence: "Belägg: {kind}, {name}",
  },
  nb: {
    also: "Også", steps: "Steg rundt navnet", step: "{n} steg", stepsOf: "{n} steg", expand: "Ta inn flere …", path: "Finn veien til …", remove: "Fjern fra bildet", page: "Siden til navnet",
    none: "Filtrene lar ingen forbindelse for dette navnet stå igjen.", standing: "Hvordan det står blant dem som vises", rank: "{rank} av {n}", range: "{rank} av {n}; {best} til {worst} når én kilde utelates",
    firm: "{rank} av {n}, uansett hvilken kilde som utelates", claims: "Alle {n} opplysninger om navnet", claim: "Den ene opplysningen om navnet", noClaims: "Ingen opplysning i datasettet gjelder dette navnet.", out: "fra dette navnet til de andre", in: "fra de andre til dette navnet", undated: "{n} udaterte", undatedOne: "1 udatert", evidence: "Belegg: {kind}, {name}",
  },
});

/** What is known about the one thing that is selected. */
export function NodePanel({ thing }: { thing: Thing }) {
  const lines = linesOf(thing);
  return (
    <div class="stack panel">
      <Identity thing={thing} />
      <Around thing={thing} />
      <section class="stack tight">
        <h3>{tiesInWords(lines.length)}{years(lines)}</h3>
        {lines.length ? <Partners thing={thing} lines={lines} /> : <p class="muted">{said().none}</p>}
      </section>
      <Contradictions of={[]} about={[thing]} />
      <Standing thing={thing} />
      <AllClaims thing={thing} />
    </div>
  );
}

/** ", 2014–2016; 2 undated". */
function years(lines: readonly Line[]): string {
  const undated = lines.filter((line) => !kept.value.first[line] && !kept.value.last[line]).length;
  const days = lines.flatMap((line) => [kept.value.first[line]!, kept.value.last[line]!]).filter((one) => one > 0).map((one) => Math.floor(one / 10000));
  if (!days.length) return "";
  const [from, to] = [Math.min(...days), Math.max(...days)];
  const span = `, ${from === to ? from : `${from}–${to}`}`;
  return undated ? `${span}; ${filled(undated === 1 ? said().undatedOne : said().undated, { n: number(undated) })}` : span;
}

/** Kind, kinds of organisation, other names, and its page. */
function Identity({ thing }: { thing: Thing }) {
  const { things, words: concepts, made } = opened.value.data;
  const shown = nameOf(opened.value, thing);
  const others = [[things.language[thing] ?? "", things.name[thing] ?? ""] as const, ...(things.names[thing] ?? [])].filter(([, name]) => name !== shown);
  const own = concepts.nodeKinds[things.kind[thing] ?? -1]?.id;
  const kinds = (things.agents[thing] ?? []).filter((at) => concepts.agents[at]?.id !== own);
  const aliases = (things.aliases[thing] ?? []).filter((name) => name !== shown && !others.some(([, other]) => other === name));
  return (
    <div class="stack tight">
      <p class="row">
        <Kind thing={thing} />
        {kinds.map((at) => <span class="badge" key={at}><Label of={concepts.agents[at]} /></span>)}
      </p>
      {others.length + aliases.length > 0 && (
        <p class="small-text muted">
          {said().also}: {others.map(([language, name], at) => <span key={at}>{at > 0 && "; "}<bdi lang={language === settings.value.language ? undefined : language || undefined}>{name}</bdi></span>)}
          {aliases.map((name, at) => <span key={name}>{at + others.length > 0 && "; "}<bdi>{name}</bdi></span>)}
        </p>
      )}
      {made.pages && <p><Link address={`${made.pages}${things.iri[thing]}`}>{said().page}</Link></p>}
    </div>
  );
}

/** How far around it is shown, and what else can be done with it. */
function Around({ thing }: { thing: Thing }) {
  const { depth, present } = state.value;
  return (
    <div class="stack tight">
      <div class="row" role="group" aria-label={said().steps}>
        {([1, 2, 3] as const).map((n) => (
          <button key={n} type="button" class="button small" aria-pressed={depth === n} onClick={() => setDepth(n)}>{filled(n === 1 ? said().step : said().stepsOf, { n })}</button>
        ))}
      </div>
      <div class="row">
        {present && <button type="button" class="button small" onClick={() => (wanted.value = thing)}>{said().expand}</button>}
        <button type="button" class="button small" onClick={() => change({ path: { from: thing, to: thing, shown: 0 }, selected: [], tie: null })}>{said().path}</button>
        <button type="button" class="button small" onClick={() => dismiss([thing])}>{said().remove}</button>
      </div>
    </div>
  );
}

interface Group {
  kind: number;
  way: "" | "out" | "in";
  rows: { line: Line; other: Thing }[];
}

/** Lines by kind and direction, in the order of the kinds; the heaviest first. */
function groups(thing: Thing, lines: readonly Line[]): Group[] {
  const { data } = net.value;
  const node = net.value.node(thing)!;
  const found = new Map<string, Group>();
  for (const line of lines) {
    const kind = data.lines.kind[line]!;
    const way = data.lines.directed[line] ? (data.lines.a[line] === node ? "out" : "in") : "";
    const group = found.get(`${kind}${way}`) ?? { kind, way, rows: [] };
    found.set(`${kind}${way}`, group);
    group.rows.push({ line, other: data.nodes[net.value.other(line, node)]! });
  }
  const { weight, sources } = kept.value;
  for (const group of found.values()) {
    group.rows.sort((one, other) => sources[other.line]! - sources[one.line]! || weight[other.line]! - weight[one.line]! || one.line - other.line);
  }
  return [...found.values()].sort((one, other) => one.kind - other.kind || one.way.localeCompare(other.way));
}

function Partners({ thing, lines }: { thing: Thing; lines: readonly Line[] }) {
  const { lineKinds } = opened.value.data.words;
  return (
    <>
      {groups(thing, lines).map(({ kind, way, rows }) => (
        <details class="part" key={`${thing} ${kind} ${way}`} open>
          <summary>
            <Stroke kind={kind} />
            <b><Label of={lineKinds[kind]} /></b>
            {way && net.value.name !== "programme" && <span class="tiny muted">{said()[way]}</span>}
            <span class="muted">{number(rows.length)}</span>
          </summary>
          <Some of={rows} each={({ line, other }) => <Partner line={line} other={other} />} />
        </details>
      ))}
    </>
  );
}

function Partner({ line, other }: { line: Line; other: Thing }) {
  const { certainty, status, sources, first, last } = kept.value;
  const { lineKinds } = opened.value.data.words;
  const kind = lineKinds[net.value.data.lines.kind[line]!];
  return (
    <div class="partner">
      <Name thing={other} />
      <span class="row partner-facts">
        <button type="button" class="button small quiet evidence" onClick={() => openTie(line)}
          aria-label={filled(said().evidence, { kind: kind ? told(kind.label) : "", name: nameOf(opened.value, other) }) + `, ${sourcesInWords(sources[line]!)}, ${when(first[line]!, last[line]!)}`}>
          {sourcesInWords(sources[line]!)}, {briefly(first[line]!, last[line]!)}
        </button>
        <Doubt certainty={certainty[line]!} status={status[line]!} />
      </span>
    </div>
  );
}

/** The day, or the years where it is more than one. */
function briefly(first: number, last: number): string {
  const [from, to] = [Math.floor((first || last) / 10000), Math.floor((last || first) / 10000)];
  return from === to ? when(first, last) : `${from}–${to}`;
}

/** Badges of what is not simply stated and reported. */
function Doubt({ certainty, status }: { certainty: number; status: number }) {
  const { words: concepts } = opened.value.data;
  return (
    <>
      {concepts.certainty[certainty]?.id !== "stated" && <Certainty at={certainty} />}
      {!["reported", "ended"].includes(concepts.status[status]?.id ?? "") && <Status at={status} />}
    </>
  );
}

const LOW_FIRST = "constraint";

/** Its rank by each measure, and how firm that is. */
function Standing({ thing }: { thing: Thing }) {
  const { data } = net.value;
  const node = net.value.node(thing);
  const rows = node === undefined ? [] : opened.value.data.words.measures.filter(({ id }) => data.measures[id]?.[node] != null);
  if (!rows.length) return null;
  return (
    <details class="part">
      <summary><b>{said().standing}</b></summary>
      <dl class="values">
        {rows.map((measure) => (
          <div key={measure.id}>
            <dt title={measure.note && told(measure.note)}><Label of={measure} /></dt>
            <dd>{standing(measure.id, node!)}{data.said[measure.id] && <span class="tiny muted"> {data.said[measure.id]}</span>}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function standing(measure: string, node: number): string {
  const { data } = net.value;
  const values = data.measures[measure]!;
  const own = values[node]!;
  const there = values.filter((value) => value !== null);
  const better = there.filter((value) => (measure === LOW_FIRST ? value < own : value > own) && Math.abs(value - own) > 1e-9 * Math.max(Math.abs(value), Math.abs(own)));
  const parts = { rank: rankInWords(better.length + 1), n: number(there.length) };
  const [best, worst] = [data.ranks[measure]?.[0][node], data.ranks[measure]?.[1][node]];
  if (best === undefined || worst === undefined) return filled(said().rank, parts);
  if (best === worst) return filled(said().firm, parts);
  return filled(said().range, { ...parts, best: rankInWords(best), worst: rankInWords(worst) });
}

function AllClaims({ thing }: { thing: Thing }) {
  const { parts } = opened.value.data.claims;
  const claims = useMemo(() => parts.flatMap((some, claim) => (some.some(([, one]) => one === thing) ? [claim] : [])), [parts, thing]);
  if (!claims.length) return <p class="small-text muted">{said().noClaims}</p>;
  return (
    <details class="part" key={thing}>
      <summary><b>{claims.length === 1 ? said().claim : filled(said().claims, { n: number(claims.length) })}</b></summary>
      <Some of={claims} each={(claim) => <Claims of={[claim]} />} />
    </details>
  );
}
