/** What is on the screen, as a paragraph whose counts can be pressed; told to who listens once it has stopped changing. */

import { useEffect, useRef, useState } from "preact/hooks";
import { type Piece, sentences } from "../model/summary";
import type { Filter } from "../model/types";
import { setFilter } from "../state/actions";
import { kept, net, opened, picture } from "../state/derived";
import { settings, state } from "../state/state";
import { filled, words } from "../words/words";
import { without } from "./choice";

const said = words({ en: { only: "{what}: show only these" }, sv: { only: "{what}: visa bara dessa" }, nb: { only: "{what}: vis bare disse" } });

const PAUSE = 500;

/** The written summary. */
export function Summary() {
  const now = sentences(opened.value, net.value, kept.value, picture.value, settings.value.language);
  return (
    <div class="summary-place">
      <p class="summary small-text">
        {now.map((pieces, at) => <>{at > 0 && " "}{pieces.map((piece, n) => (piece.only ? <Only key={n} text={piece.text} only={piece.only} /> : piece.text))}</>)}
      </p>
      <Told text={now.map(textOf).join(" ")} />
    </div>
  );
}

function textOf(pieces: Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/** A count that, pressed, leaves only what it counts, and pressed again all. */
function Only({ text, only }: { text: string; only: Partial<Filter> }) {
  const { filter } = state.value;
  const on = (Object.keys(only) as (keyof Filter)[]).every((part) => String(filter[part]) === String(only[part]));
  const label = filled(said().only, { what: text });
  return <button type="button" class="only" aria-pressed={on} aria-label={label} title={label} onClick={() => setFilter(on ? without(only) : only)}>{text}</button>;
}

/** For who listens: nothing until it changes, and then no step of what is played or dragged. */
function Told({ text }: { text: string }) {
  const first = useRef(text);
  const [told, setTold] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => text !== first.current && setTold((first.current = text)), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return <p class="hidden" aria-live="polite">{told}</p>;
}
