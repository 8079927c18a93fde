/** The picture as a table: nodes, ties or claims of exactly what is shown, tied to what is selected in it. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { openTable } from "../state/actions";
import { kept, net, opened, picture } from "../state/derived";
import { type Rows, settings, state } from "../state/state";
import { filled, number, words } from "../words/words";
import { linesHeading } from "./line-words";
import { MeasureNote, MeasureSelect } from "./look";
import { claimRows, containing, nodeRows, type Row, type Sheet, sorted, tieRows } from "./rows";
import { Head, type Order, TableRow, turned } from "./table-row";
import { chosenLines, markedRows } from "./table-pick";
import { MOST_PRINTED, printing } from "./printing";

const said = words({
  en: {
    title: "Table", nodes: "Nodes", claims: "Claims", find: "Find in the table",
    one: "1 row", shown: "{n} rows", found: "{n} of {m} rows", more: "Show {n} more", empty: "Nothing is in the picture yet.",
    none: "No row has that text.",
    selection: "Only of what is selected", measure: "Measure", cut: "{n} of {m} rows.", from: "From row {n} of {m}, where what is selected is.", top: "Show from the first row",
    range: "Best and worst rank: when one source document at a time is left out.",
    waiting: "{n} more lines are kept but not drawn, and not in this table.",
  },
  sv: {
    title: "Tabell", nodes: "Noder", claims: "Uppgifter", find: "Sök i tabellen",
    one: "1 rad", shown: "{n} rader", found: "{n} av {m} rader", more: "Visa {n} till", empty: "Ingenting finns i bilden än.",
    none: "Ingen rad innehåller texten.",
    selection: "Bara för det som är valt", measure: "Mått", cut: "{n} av {m} rader.", from: "Från rad {n} av {m}, där det valda finns.", top: "Visa från första raden",
    range: "Bästa och sämsta rang: när ett källdokument i taget utelämnas.",
    waiting: "Ytterligare {n} linjer är kvar men ritas inte, och finns inte i tabellen.",
  },
  nb: {
    title: "Tabell", nodes: "Noder", claims: "Opplysninger", find: "Søk i tabellen",
    one: "1 rad", shown: "{n} rader", found: "{n} av {m} rader", more: "Vis {n} til", empty: "Ingenting er i bildet ennå.",
    none: "Ingen rad inneholder teksten.",
    selection: "Bare for det som er valgt", measure: "Mål", cut: "{n} av {m} rader.", from: "Fra rad {n} av {m}, der det valgte er.", top: "Vis fra første rad",
    range: "Beste og dårligste rang: når ett kildedokument om gangen utelates.",
    waiting: "Ytterligere {n} streker er beholdt, men tegnes ikke og er ikke i tabellen.",
  },
});

const STEP = 200;

/** The table that is open; by default that of the nodes. */
export function Table() {
  const which = state.value.table ?? "nodes";
  const [text, setText] = useState("");
  const [only, setOnly] = useState(false);
  const canChoose = which !== "nodes" && chosenLines(which, picture.value).length > 0;
  const sheet = useSheet(which, only && canChoose);
  const found = useMemo(() => containing(sheet.rows, text), [sheet, text]);
  return (
    <div class="table-panel">
      <div class="row controls">
        <Tabs which={which} />
        <input class="field find" type="search" value={text} placeholder={said().find} aria-label={said().find} onInput={(event) => setText(event.currentTarget.value)} />
        {which === "nodes" && <MeasureSelect label={said().measure} />}
        {canChoose && (
          <label class="option inline">
            <input type="checkbox" checked={only} onChange={() => setOnly(!only)} />
            <span>{said().selection}</span>
          </label>
        )}
        <span class="tiny muted" role="status">{countOf(found, sheet.rows)}</span>
      </div>
      <SheetTable key={`${which} ${state.value.view}`} which={which} sheet={sheet} found={found} empty={text ? said().none : said().empty} />
      {which === "nodes" && <Notes />}
      {picture.value.waiting > 0 && <p class="remark">{filled(said().waiting, { n: number(picture.value.waiting) })}</p>}
    </div>
  );
}

function Tabs({ which }: { which: Rows }) {
  return (
    <div class="row" role="group" aria-label={said().title}>
      {(["nodes", "ties", "claims"] as const).map((one) => (
        <button key={one} type="button" class="button small" aria-pressed={which === one} onClick={() => openTable(one)}>
          {nameOfTable(one)}
        </button>
      ))}
    </div>
  );
}

/** What the measure means, and what the range of ranks is. */
function Notes() {
  return (
    <div class="notes">
      <MeasureNote />
      {net.value.data.ranks[state.value.size] && <p class="tiny muted">{said().range}</p>}
    </div>
  );
}

function nameOfTable(which: Rows): string {
  return which === "ties" ? linesHeading() : said()[which];
}

function SheetTable({ which, sheet, found, empty }: { which: Rows; sheet: Sheet; found: Row[]; empty: string }) {
  const [order, setOrder] = useState<Order | null>(null);
  const [most, setMost] = useState(STEP);
  const language = settings.value.language;
  const rows = useMemo(
    () => (order ? sorted({ ...sheet, rows: found }, order.by, order.falling, language) : found), [sheet, found, order, language],
  );
  const marked = markedRows(which, picture.value, kept.value);
  const key = [...marked].sort((a, b) => a - b).join(" ");
  const [left, setLeft] = useState("");
  const [start, end] = windowOf(rows, left === key ? new Set() : marked, most, printing.value);
  const scroller = useScrolled(key);
  return (
    <div class="scroller" ref={scroller} role="region" aria-label={nameOfTable(which)} tabIndex={0}>
      {start > 0 && (
        <p class="row more">
          <span class="small-text muted">{filled(said().from, { n: number(start + 1), m: number(rows.length) })}</span>
          <button type="button" class="button small" onClick={() => setLeft(key)}>{said().top}</button>
        </p>
      )}
      <table aria-label={nameOfTable(which)}>
        <Head columns={sheet.columns} order={order} onOrder={(column) => setOrder(turned(order, column))} />
        <tbody>
          {rows.slice(start, end).map((row) => <TableRow key={row.key} which={which} row={row} columns={sheet.columns} marked={marked.has(row.key)} />)}
        </tbody>
      </table>
      {!rows.length && <p class="muted empty">{empty}</p>}
      {rows.length > end && (
        <p class="row more">
          <span class="small-text muted">{filled(said().cut, { n: number(end - start), m: number(rows.length) })}</span>
          <button type="button" class="button small" onClick={() => setMost(most + STEP)}>{filled(said().more, { n: number(Math.min(STEP, rows.length - end)) })}</button>
        </p>
      )}
    </div>
  );
}

/** The rows that are shown: the first, or from the page on in which the first marked row is; on paper all, up to a limit. */
function windowOf(rows: Row[], marked: ReadonlySet<number>, most: number, whole: boolean): [start: number, end: number] {
  const first = marked.size ? rows.findIndex(({ key }) => marked.has(key)) : -1;
  const start = whole || first < most ? 0 : first - (first % STEP);
  return [start, Math.min(rows.length, start + (whole ? Math.max(most, MOST_PRINTED) : most))];
}

/** The rows, made anew only if other things are in the picture: not if some are marked or faded. */
function useSheet(which: Rows, only: boolean): Sheet {
  const { size, present, selected } = state.value;
  const { nodes, lines } = picture.value;
  const chosen = only ? chosenLines(which, picture.value) : undefined;
  const shown = [opened.value, net.value, kept.value, picture.value, settings.value.language] as const;
  const rests = [
    which, size, net.value, kept.value, settings.value.language, present, nodes.length, lines.length,
    present ? null : selected, chosen?.join(" "),
  ];
  return useMemo(() => (which === "nodes" ? nodeRows(...shown, size) : which === "ties" ? tieRows(...shown, chosen) : claimRows(...shown, chosen)), rests);
}

function countOf(some: Row[], all: Row[]): string {
  return filled(some.length < all.length ? said().found : all.length === 1 ? said().one : said().shown, { n: number(some.length), m: number(all.length) });
}

/** The part that scrolls, brought to its first marked row whenever others are marked. */
function useScrolled(marked: string) {
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = scroller.current;
    const row = marked ? box?.querySelector<HTMLElement>("tr[data-marked]") : null;
    if (!box || !row) return;
    const head = box.querySelector("thead")?.clientHeight ?? 0;
    const [top, bottom] = [row.offsetTop - head, row.offsetTop + row.offsetHeight - box.clientHeight];
    if (box.scrollTop > top || box.scrollTop < bottom) box.scrollTop = top;
  }, [marked]);
  return scroller;
}
