/** What every shape, colour and stroke on the screen means; its kinds can be pressed to leave them out. */

import type { ComponentChild } from "preact";
import { setFilter } from "../state/actions";
import { net, opened, picture, shade } from "../state/derived";
import { change, state } from "../state/state";
import type { LineKind, NodeKind } from "../data/contract";
import { filled, number, told, toldIn, words } from "../words/words";
import { flipped, toggled } from "./choice";
import { languageOn } from "./foreign";
import { kindsOf, shownAtFirst } from "./kinds";
import { linesHeading } from "./line-words";
import { Look } from "./look";
import { ShapeSample, StrokeSample } from "./sample";
import { Strokes } from "./strokes";

const said = words({
  en: {
    nodes: "Things", press: "Press a kind to leave it out, or to bring it back.", pressNode: "Press to show only ties between these.",
    left: "left out",
    waiting: "{n} more lines are kept, but not drawn, because they are too many at once. Filter, or look at fewer things, to see them.",
    empty: "Nothing is in the picture yet.", communities: "Communities",
  },
  sv: {
    nodes: "Ting", press: "Tryck på en typ för att utelämna den eller ta tillbaka den.",
    pressNode: "Tryck för att bara visa förbindelser mellan dessa.", left: "utelämnad",
    waiting: "Ytterligare {n} linjer är kvar men ritas inte, eftersom de är för många på en gång. Filtrera, eller visa färre ting, för att se dem.",
    empty: "Ingenting finns i bilden än.", communities: "Gemenskaper",
  },
  nb: {
    nodes: "Ting", press: "Trykk på en type for å utelate den eller ta den tilbake.", pressNode: "Trykk for å vise bare forbindelser mellom disse.",
    left: "utelatt",
    waiting: "Ytterligere {n} streker er beholdt, men tegnes ikke fordi de er for mange på én gang. Filtrer, eller vis færre ting, for å se dem.",
    empty: "Ingenting er i bildet ennå.", communities: "Fellesskap",
  },
});

/** The legend of the picture. */
export function Legend() {
  const { nodes, waiting } = picture.value;
  return (
    <div class="legend stack">
      {!nodes.length && <p class="muted small-text">{said().empty}</p>}
      <Nodes />
      <Lines />
      {waiting > 0 && <p class="remark">{filled(said().waiting, { n: number(waiting) })}</p>}
      <Strokes />
      <Look />
      <Communities />
    </div>
  );
}

function Nodes() {
  const { nodeKinds, agents } = opened.value.data.words;
  const counts = counted(picture.value.nodes.map(({ thing }) => opened.value.data.things.kind[thing]!));
  const there = nodeKinds.map((kind, at) => ({ kind, count: counts.get(at) ?? 0 }));
  const { filter, view } = state.value;
  const canFilter = (kind: NodeKind): boolean => view === "collaboration" && agents.some(({ id }) => id === kind.id);
  const shown = there.filter(({ kind, count }) => count || (filter.agents.length && canFilter(kind)));
  if (!shown.length) return null;
  const byKind = state.value.colour === "kind";
  return (
    <div data-nodes>
      <h3>{said().nodes}</h3>
      <ul class="keys">
        {shown.map(({ kind, count }) => {
          const sample = <ShapeSample shape={kind.shape} colour={byKind ? shade(kind.colour) : "currentColor"} />;
          const label = count === 1 ? kind.label : kind.plural;
          const body = <Key sample={sample} label={told(label)} lang={languageOn(toldIn(label))} count={count} />;
          return (
            <li key={kind.id}>
              {canFilter(kind) ? (
                <button
                  type="button" class="key" title={said().pressNode} aria-pressed={filter.agents.includes(kind.id)}
                  onClick={() => setFilter({ agents: flipped(filter.agents, kind.id) })}
                >
                  {body}
                </button>
              ) : <span class="key">{body}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Lines() {
  const { lineKinds } = opened.value.data.words;
  const { lines } = net.value.data;
  const counts = counted(picture.value.lines.map(({ line }) => lines.kind[line]!));
  const { kinds } = state.value.filter;
  const all = kindsOf(opened.value, net.value);
  const first = shownAtFirst(all);
  const ticked = new Set(kinds ?? first);
  const shown = all.filter((kind) => counts.get(lineKinds.indexOf(kind)) || (kind.drawn && !ticked.has(kind.id)));
  if (!shown.length) return null;
  const press = (kind: LineKind): void => setFilter({ kinds: toggled(kinds, all.map(({ id }) => id), first, kind.id) });
  return (
    <div data-lines>
      <h3>{linesHeading()}</h3>
      <p class="tiny muted">{said().press}</p>
      <ul class="keys">
        {shown.map((kind) => (
          <li key={kind.id}>
            <button type="button" class="key" aria-pressed={ticked.has(kind.id)} onClick={() => press(kind)}>
              <Key
                sample={<StrokeSample colour={shade(kind.colour)} width={3.5} arrow={directed(kind)} />} label={told(kind.label)}
                lang={languageOn(toldIn(kind.label))} count={counts.get(lineKinds.indexOf(kind)) ?? 0} off={!ticked.has(kind.id)}
              />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface KeyProps {
  sample: ComponentChild;
  label: string;
  lang: string | undefined;
  count: number;
  /** The filter leaves it out. */
  off?: boolean;
}

function Key({ sample, label, lang, count, off = false }: KeyProps) {
  return (
    <>
      {sample}
      <span class="text" lang={lang}>{label}</span>
      <span class="count">{off ? said().left : number(count)}</span>
    </>
  );
}

/** The communities that are drawn; pressed, they are selected, so that what they have in common is told. */
function Communities() {
  const { hulls, nodes } = picture.value;
  if (!hulls.length) return null;
  return (
    <div>
      <h3>{said().communities}</h3>
      <ul class="keys">
        {hulls.map((hull) => (
          <li key={hull.label}>
            <button type="button" class="key" onClick={() => change({ selected: hull.nodes.map((at) => nodes[at]!.thing), tie: null, path: null })}>
              <Key sample={<ShapeSample shape="dot" colour={hull.colour} />} label={hull.label} lang={undefined} count={hull.nodes.length} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function directed(kind: LineKind): boolean {
  const { lines } = net.value.data;
  const at = opened.value.data.words.lineKinds.indexOf(kind);
  return picture.value.lines.some(({ line, arrow }) => arrow && lines.kind[line] === at);
}

function counted(some: number[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const one of some) found.set(one, (found.get(one) ?? 0) + 1);
  return found;
}
