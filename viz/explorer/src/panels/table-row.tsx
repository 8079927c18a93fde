/** The head of the table, whose columns sort, and its rows, whose names are buttons. */

import type { ComponentChild } from "preact";
import type { Thing } from "../model/types";
import { openTie, select } from "../state/actions";
import { kept, net, picture } from "../state/derived";
import type { Rows } from "../state/state";
import { filled, number, words } from "../words/words";
import type { ColumnId } from "./columns";
import type { Cell, Column, Row } from "./rows";
import { lineOfClaim } from "./table-pick";

const said = words({
  en: { evidence: "Evidence: {what}", marked: "selected" },
  sv: { evidence: "Belägg: {what}", marked: "vald" },
  nb: { evidence: "Belegg: {what}", marked: "valgt" },
});

export interface Order {
  by: ColumnId;
  falling: boolean;
}

/** Columns that are read from the largest number on; ranks begin with the best. */
const FALLING: ReadonlySet<ColumnId> = new Set(["ties", "value", "sources", "weight"]);

/** The order after a column's head is pressed: by it, and the other way round when it is pressed again. */
export function turned(order: Order | null, by: ColumnId): Order {
  return { by, falling: order?.by === by ? !order.falling : FALLING.has(by) };
}

/** The head. */
export function Head({ columns, order, onOrder }: { columns: Column[]; order: Order | null; onOrder: (by: ColumnId) => void }) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, label, numeric }) => {
          const way = order?.by === id ? (order.falling ? "descending" : "ascending") : undefined;
          return (
            <th key={id} scope="col" class={numeric ? "number" : undefined} aria-sort={way}>
              <button type="button" onClick={() => onOrder(id)}>
                {label}
                <span class="way" aria-hidden="true">{way ? (way === "descending" ? "▼" : "▲") : "↕"}</span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** What the button in a cell does; undefined where the cell is text. */
function actionOf(which: Rows, column: ColumnId, row: Row): ((beside: boolean) => void) | undefined {
  const { lines, nodes } = net.value.data;
  const end = (ends: number[]): Thing => nodes[ends[row.key]!]!;
  if (which === "nodes") return column === "name" ? (beside) => select(row.key, beside) : undefined;
  if (which === "claims") return column === "sentence" ? () => showClaim(row.key) : undefined;
  if (column === "kind") return () => openTie(row.key);
  if (column === "from" || column === "to") return (beside) => select(end(column === "from" ? lines.a : lines.b), beside);
  return undefined;
}

function showClaim(claim: number): void {
  const line = lineOfClaim(claim, picture.value, kept.value);
  if (line !== undefined) openTie(line);
}

const MAIN: Record<Rows, ColumnId> = { nodes: "name", ties: "kind", claims: "sentence" };

/** Texts with more letters than this may need more than two lines: the rest is told when they are pointed at, focused or printed. */
const SHORT = 20;

interface RowProps {
  which: Rows;
  row: Row;
  columns: Column[];
  marked: boolean;
}

/** A row: pressed anywhere it does what its main button does, so that a large target is there for the pointer. */
export function TableRow({ which, row, columns, marked }: RowProps) {
  const press = (event: MouseEvent): void => {
    const { target } = event;
    if (target instanceof Element && target.closest("button")) return;
    if (getSelection()?.toString()) return;
    actionOf(which, MAIN[which], row)?.(isBeside(event));
  };
  return (
    <tr data-marked={marked ? "" : undefined} onClick={press}>
      {columns.map((column, at) => <TableCell key={column.id} which={which} row={row} column={column} cell={row.cells[at]!} marked={marked} />)}
    </tr>
  );
}

function TableCell({ which, row, column, cell, marked }: { which: Rows; row: Row; column: Column; cell: Cell; marked: boolean }) {
  const { id, numeric } = column;
  const action = actionOf(which, id, row);
  const lang = row.languages[id];
  const main = MAIN[which] === id;
  const text = typeof cell === "number" ? number(cell, 6) : cell;
  const label = main && which === "ties" ? filled(said().evidence, { what: `${text}, ${row.cells[0]!}, ${row.cells[2]!}` }) : undefined;
  const brief = typeof cell === "string" && cell.length > SHORT ? <span class="clamped" title={text}>{text}</span> : text;
  const content = action ? (
    <button
      type="button" class="name" lang={lang} aria-label={label}
      aria-pressed={which === "nodes" ? marked : undefined} onClick={(event) => action(isBeside(event))}
    >
      {brief}
    </button>
  ) : brief;
  const properties = { class: numeric ? "number" : undefined, "data-column": id, lang: action ? undefined : lang };
  const note = main && marked && which !== "nodes" && <span class="hidden">, {said().marked}</span>;
  return at(main, properties, <>{content}{note}</>);
}

function at(main: boolean, properties: Record<string, string | undefined>, content: ComponentChild) {
  return main ? <th scope="row" {...properties}>{content}</th> : <td {...properties}>{content}</td>;
}

function isBeside({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey;
}
