/** One claim as a reader checks it: what it says, how sure, the printed words, and where they stand. */

import type { SourceDocument } from "../data/contract";
import { known } from "../documents/known";
import { lineNumbers, passages } from "../documents/lines";
import { opened } from "../state/derived";
import { settings } from "../state/state";
import { filled, words } from "../words/words";
import { Certainty, Copy, isSafe, Label, Link, NameText, Status } from "./facts";

const said = words({
  en: {
    line: "line {n}", lines: "lines {n}", inferred: "Inferred because", why: "Because", printed: "printed", source: "Source document",
    beyond: "The document has no such line.", claim: "This claim's page", address: "Open the document", cite: "Copy as a citation",
    context: "The lines in their context", role: "role",
  },
  sv: {
    line: "rad {n}", lines: "rad {n}", inferred: "Härledd eftersom", why: "Eftersom", printed: "tryckt", source: "Källdokument",
    beyond: "Dokumentet har ingen sådan rad.", claim: "Uppgiftens sida", address: "Öppna dokumentet", cite: "Kopiera som källhänvisning",
    context: "Raderna i sitt sammanhang", role: "roll",
  },
  nb: {
    line: "linje {n}", lines: "linje {n}", inferred: "Utledet fordi", why: "Fordi", printed: "trykt", source: "Kildedokument",
    beyond: "Dokumentet har ingen slik linje.", claim: "Siden til opplysningen", address: "Åpne dokumentet", cite: "Kopier som kildehenvisning",
    context: "Linjene i sammenheng", role: "rolle",
  },
});

/** Position of the claim in data.claims. */
export function ClaimView({ claim }: { claim: number }) {
  const { claims, documents, words: concepts } = opened.value.data;
  const document = documents[claims.document[claim] ?? -1];
  const inferred = concepts.certainty[claims.certainty[claim]!]?.id === "inferred";
  const because = claims.because[claim];
  const kept = claims.words[claim] ?? [];
  return (
    <article class="claim">
      <p class="sentence" lang={settings.value.language === "en" ? undefined : "en"}><bdi>{sentence(claim)}</bdi></p>
      <p class="row badges">
        <Certainty at={claims.certainty[claim]!} />
        <Status at={claims.status[claim]!} />
      </p>
      {because && (
        <p class="because">{inferred ? said().inferred : said().why}: <bdi lang={settings.value.language === "en" ? undefined : "en"}>{because}</bdi></p>
      )}
      {kept.map((some, at) => (
        <blockquote key={at} lang={document?.language || undefined}><q>{some}</q></blockquote>
      ))}
      <Values claim={claim} />
      {document && <Where claim={claim} document={document} />}
    </article>
  );
}

/** What a claim says, without the status in front, which stands beside it. */
function sentence(claim: number): string {
  const { claims, words: concepts } = opened.value.data;
  const said = claims.sentence[claim] ?? "";
  const status = `${concepts.status[claims.status[claim]!]?.label.en}: `;
  return said.startsWith(status) ? said.slice(status.length) : said;
}

/** What else the claim says, as printed. */
function Values({ claim }: { claim: number }) {
  const { claims, words: concepts, documents } = opened.value.data;
  const values = claims.values[claim] ?? [];
  const role = claims.role[claim];
  const language = documents[claims.document[claim] ?? -1]?.language || undefined;
  if (!values.length && role === undefined) return null;
  return (
    <dl class="values">
      {role !== undefined && <div><dt>{said().role}</dt><dd><Label of={concepts.roles[role]} /></dd></div>}
      {values.map(([value, text], at) => (
        <div key={at}><dt><Label of={concepts.values[value]} /></dt><dd lang={language}><bdi>{text}</bdi></dd></div>
      ))}
    </dl>
  );
}

function Where({ claim, document }: { claim: number; document: SourceDocument }) {
  const address = addressOf(claim);
  return (
    <div class="where">
      <p class="small-text">
        <span class="hidden">{said().source}: </span>
        <Title of={document} />
        <span class="muted">{[document.publisher, document.date].filter(Boolean).map((part) => `, ${part}`)}, <b>{linesInWords(claim)}</b></span>
      </p>
      <Context claim={claim} />
      <p class="row">
        <Copy text={citation(claim, document)} label={said().cite} />
        {isSafe(document.address) && <Link address={document.address}>{said().address}</Link>}
        {address && <Link address={address}>{said().claim}</Link>}
      </p>
    </div>
  );
}

/** The lines, where the reader has dropped the document's file. */
function Context({ claim }: { claim: number }) {
  const { claims } = opened.value.data;
  const lines = known.value.get(claims.document[claim] ?? -1);
  if (!lines) return null;
  const found = passages(lines, claims.lines[claim] ?? [], claims.words[claim] ?? []);
  if (!found.length) return <p class="tiny muted">{said().beyond}</p>;
  return (
    <figure class="context" aria-label={said().context}>
      {found.map((run, at) => (
        <ol key={at} lang={opened.value.data.documents[claims.document[claim]!]!.language || undefined}>
          {run.map((line) => (
            <li key={line.number} class={line.cited ? "cited" : undefined} value={line.number}>
              <span class="number">{line.number}</span>
              <span>{line.pieces.map((piece, n) => (piece.kept ? <mark key={n}>{piece.text}</mark> : piece.text))}</span>
            </li>
          ))}
        </ol>
      ))}
    </figure>
  );
}

function linesInWords(claim: number): string {
  const lines = opened.value.data.claims.lines[claim] ?? [];
  return filled(lines.length === 1 ? said().line : said().lines, { n: lineNumbers(lines) });
}

/** The address of a claim: its page where there is a portal, its IRI where that is no placeholder. */
function addressOf(claim: number): string | undefined {
  const { made, claims } = opened.value.data;
  const iri = claims.iri[claim] ?? "";
  const found = made.pages ? `${made.pages}claim/${iri}` : made.placeholder ? "" : `${made.base}id/claim/${iri}`;
  return isSafe(found) ? found : undefined;
}

function citation(claim: number, document: SourceDocument): string {
  const { made, claims } = opened.value.data;
  const where = [document.title, document.publisher, document.date, linesInWords(claim)].filter(Boolean).join(", ");
  return `${claims.sentence[claim]} ${where}${isSafe(document.address) ? `, ${document.address}` : ""}. scen ${made.version}, ${made.digest.slice(0, 12)}, claim ${claims.iri[claim]}.`;
}

/** Several claims, one under the other. */
export function Claims({ of }: { of: readonly number[] }) {
  return <ul class="claims">{of.map((claim) => <li key={claim}><ClaimView claim={claim} /></li>)}</ul>;
}

/** The title of a document, in the language it is told in. */
export function Title({ of }: { of: SourceDocument }) {
  return <cite><NameText thing={of.thing} /></cite>;
}
