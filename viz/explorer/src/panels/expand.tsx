/** Before partners come into the picture: how many of each kind of tie there are, and which are wanted. */

import { useEffect, useRef, useState } from "preact/hooks";
import { wanted } from "../map/wanted";
import { beyond } from "../model/neighbours";
import type { Thing } from "../model/types";
import { expand } from "../state/actions";
import { kept, net, opened } from "../state/derived";
import { state } from "../state/state";
import { filled, nameOf, number, words } from "../words/words";
import { Dialog } from "./dialog";
import { Label, Stroke } from "./facts";

const said = words({
  en: { title: "Bring in partners of {name}", none: "All partners that the filters leave are in the picture.", go: "Bring in", partners: "{n} not in the picture", which: "Over which kinds of tie?", no: "Choose at least one kind." },
  sv: { title: "Ta in fler runt {name}", none: "Alla som filtren lämnar är redan i bilden.", go: "Ta in", partners: "{n} utanför bilden", which: "Genom vilka typer av förbindelser?", no: "Välj minst en typ." },
  nb: { title: "Ta inn flere rundt {name}", none: "Alle som filtrene lar stå igjen, er allerede i bildet.", go: "Ta inn", partners: "{n} utenfor bildet", which: "Gjennom hvilke typer forbindelser?", no: "Velg minst én type." },
});

/** Open while a thing is wanted. */
export function Expand() {
  const thing = wanted.value;
  if (thing === null) return null;
  return (
    <Dialog title={<bdi>{filled(said().title, { name: nameOf(opened.value, thing) })}</bdi>} onClose={() => (wanted.value = null)}>
      <Choice thing={thing} />
    </Dialog>
  );
}

function Choice({ thing }: { thing: Thing }) {
  const node = net.value.node(thing);
  const present = new Set(state.value.present ?? net.value.data.nodes);
  const found = node === undefined ? [] : beyond(opened.value, net.value, kept.value, node, present).filter((one) => one.nodes > 0);
  const [out, setOut] = useState<ReadonlySet<number>>(new Set());
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const { lineKinds } = opened.value.data.words;
  if (!found.length) return <p>{said().none}</p>;
  const chosen = found.filter(({ kind }) => !out.has(kind));
  const go = (event: Event): void => {
    event.preventDefault();
    if (!chosen.length) return;
    expand(thing, chosen.map(({ kind }) => lineKinds[kind]!.id));
    wanted.value = null;
  };
  const toggle = (kind: number): void => {
    const now = new Set(out);
    if (!now.delete(kind)) now.add(kind);
    setOut(now);
  };
  return (
    <form class="stack" onSubmit={go}>
      <fieldset class="stack tight">
        <legend>{said().which}</legend>
        {found.map(({ kind, nodes }, at) => (
          <label class="check" key={kind}>
            <input type="checkbox" checked={!out.has(kind)} onChange={() => toggle(kind)} ref={at === 0 ? first : null} />
            <Stroke kind={kind} />
            <span><Label of={lineKinds[kind]} /> <span class="muted small-text">{filled(said().partners, { n: number(nodes) })}</span></span>
          </label>
        ))}
      </fieldset>
      <div class="row">
        <button type="submit" class="button main" disabled={!chosen.length}>{said().go}</button>
        {!chosen.length && <span role="status" class="small-text">{said().no}</span>}
      </div>
    </form>
  );
}
