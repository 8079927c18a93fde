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

/** The button; it stops at the last year, or when another period is chosen, and all that was played is undone in one step. */
export function Play({ first, last }: { first: number; last: number }) {
  const [left, setLeft] = useState<number[]>([]);
  const playing = left.length > 0;
  const { since, until } = state.value.filter;
  useEffect(() => {
    if (!left.length) return;
    if (since !== until || Number(since) !== left[0]! - 1) return setLeft([]);
    const timer = setTimeout(() => {
      adjust(only(left[0]!));
      setLeft(left.slice(1));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [left, since, until]);
  const start = (): void => {
    const [year, ...rest] = played(yearsOf(state.value.filter, first, last)[0], first, last);
    change(only(year!));
    setLeft(rest);
  };
  return (
    <button type="button" class="button small" onClick={() => (playing ? setLeft([]) : start())}>
      <svg class="sign" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><path fill="currentColor" d={playing ? "M1 0h3v10H1zM6 0h3v10H6z" : "M1 0l9 5-9 5z"} /></svg>
      {playing ? said().pause : said().play}
    </button>
  );
}

function only(year: number): { filter: typeof state.value.filter } {
  return { filter: { ...state.value.filter, since: String(year), until: String(year) } };
}
