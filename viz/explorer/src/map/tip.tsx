/** A few words beside what is pointed at, and what a screen reader hears of the node that the keyboard is on. */

import type { Model, Kept, Line, Net, Thing } from "../model/types";
import { evidenced, kept, net, opened, picture, shade } from "../state/derived";
import { filled, languageOf, nameOf, number, period, told, toldIn } from "../words/words";
import { settings } from "../state/state";
import { focused, pointed } from "./attention";
import { position } from "./keys";
import { said } from "./said";
import { partners } from "./walk";

/** The small note near the pointer. */
export function Tip({ map }: { map: { current: HTMLElement | null } }) {
  const at = pointed.value;
  if (!at || !map.current) return null;
  const { clientWidth: width, clientHeight: height } = map.current;
  const style = {
    left: at.x > width / 2 ? "auto" : `${Math.max(4, at.x + 14)}px`,
    right: at.x > width / 2 ? `${Math.max(4, width - at.x + 14)}px` : "auto",
    top: at.y > height / 2 ? "auto" : `${Math.max(4, at.y + 14)}px`,
    bottom: at.y > height / 2 ? `${Math.max(4, height - at.y + 14)}px` : "auto",
  };
  return (
    <div class="map-tip" style={style} aria-hidden="true">
      {"thing" in at ? <NodeTip thing={at.thing} /> : <LineTip line={at.line} />}
    </div>
  );
}

function NodeTip({ thing }: { thing: Thing }) {
  const kind = kindOf(opened.value, thing);
  return (
    <>
      <strong lang={languageOf(opened.value, thing)}>{nameOf(opened.value, thing)}</strong>
      <span class="muted">{`${told(kind)} · ${tiesOf(net.value, kept.value, thing)}`}</span>
    </>
  );
}

function LineTip({ line }: { line: Line }) {
  const { words } = opened.value.data;
  const { lines, nodes } = net.value.data;
  const { certainty, status, sources, first, last } = kept.value;
  const kind = words.lineKinds[lines.kind[line]!];
  if (!kind || !kept.value.is[line]) return null;
  const [a, b] = [nodes[lines.a[line]!]!, nodes[lines.b[line]!]!];
  const many = sources[line]!;
  const facts = [
    told(words.certainty[certainty[line]!]!.label), told(words.status[status[line]!]!.label),
    many === 1 ? said().source : filled(said().sources, { n: number(many) }), period(first[line]!, last[line]!) || said().undated,
  ];
  return (
    <>
      <strong class="map-tip-kind">
        <span class="map-tip-swatch" style={{ background: shade(kind.colour) }} />
        <span lang={foreign(toldIn(kind.label))}>{told(kind.label)}</span>
      </strong>
      <span>
        <span lang={languageOf(opened.value, a)}>{nameOf(opened.value, a)}</span>
        {lines.directed[line] ? " → " : " – "}
        <span lang={languageOf(opened.value, b)}>{nameOf(opened.value, b)}</span>
      </span>
      {evidenced.value && <span class="muted">{facts.join(" · ")}</span>}
      {evidenced.value && <span class="muted">{said().open}</span>}
    </>
  );
}

/** Says the node that the keyboard is on. */
export function Voice() {
  return <p class="hidden" aria-live="polite">{focused.value === null ? "" : heard(opened.value, focused.value)}</p>;
}

/** Name, kind, number of ties, and the nearest partners. */
function heard(model: Model, thing: Thing): string {
  const at = position();
  if (at < 0) return "";
  const near = partners(picture.value, at).map((node) => picture.value.nodes[node]!.thing);
  const names = near.slice(0, 3).map((other) => nameOf(model, other));
  if (near.length > 3) names.push(filled(said().more, { n: number(near.length - 3) }));
  const partnersTold = near.length ? filled(said().near, { names: names.join(", ") }) : said().alone;
  return `${nameOf(model, thing)}, ${told(kindOf(model, thing))}, ${tiesOf(net.value, kept.value, thing)}; ${partnersTold}`;
}

function kindOf(model: Model, thing: Thing) {
  return model.data.words.nodeKinds[model.data.things.kind[thing]!]!.label;
}

/** How many of a thing's lines the filter leaves, in words. */
function tiesOf(all: Net, left: Kept, thing: Thing): string {
  const node = all.node(thing);
  const count = node === undefined ? 0 : Array.from(all.linesOf(node)).filter((line) => left.is[line]).length;
  return count === 1 ? said().tie : filled(said().ties, { n: number(count) });
}

function foreign(language: string): string | undefined {
  return language === settings.value.language ? undefined : language;
}
