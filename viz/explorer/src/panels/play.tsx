/** Years one after the other, as often as the reader presses play; never by itself. */

import { useEffect, useState } from "preact/hooks";
import { adjust, change, state } from "../state/state";
import { words } from "../words/words";
import { played, yearsOf } from "./span";

const said = words({
  en: { play: "Play year by year", pause: "Pause" },
  sv: { play: "Spela år för år", pause: "Pausa" },
  nb: { play: "Spill år for år", pause: "Pause" },
});

const PAUSE = 1200;

/** The button; it stops at the last year, and all that was played is undone in one step. */
export function Play({ first, last }: { first: number; last: number }) {
  const [left, setLeft] = useState<number[]>([]);
  const playing = left.length > 0;
  useEffect(() => {
    if (!left.length) return;
    const timer = setTimeout(() => {
      adjust(only(left[0]!));
      setLeft(left.slice(1));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [left]);
  const start = (): void => {
    const [year, ...rest] = played(yearsOf(state.value.filter, first, last)[0], first, last);
    change(only(year!));
    setLeft(rest);
  };
  return (
    <button type="button" class="button small" onClick={() => (playing ? setLeft([]) : start())}>
      <span aria-hidden="true">{playing ? "⏸︎" : "▶︎"}</span>
      {playing ? said().pause : said().play}
    </button>
  );
}

function only(year: number): { filter: typeof state.value.filter } {
  return { filter: { ...state.value.filter, since: String(year), until: String(year) } };
}
