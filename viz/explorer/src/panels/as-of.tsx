/** How it was at one date: a day, a month or a year. */

import { useEffect, useId, useState } from "preact/hooks";
import { setFilter } from "../state/actions";
import { state } from "../state/state";
import { words } from "../words/words";
import { dateOf, isAsOf } from "./span";

const said = words({
  en: { date: "As of (year, month or day)", show: "Show", wrong: "Write a date as 2019, 2019-09 or 2019-09-16." },
  sv: { date: "Per (år, månad eller dag)", show: "Visa", wrong: "Skriv ett datum som 2019, 2019-09 eller 2019-09-16." },
  nb: { date: "Per (år, måned eller dag)", show: "Vis", wrong: "Skriv en dato som 2019, 2019-09 eller 2019-09-16." },
});

/** The field of the date. */
export function AsOf() {
  const { filter } = state.value;
  const now = isAsOf(filter) ? filter.until : "";
  const [text, setText] = useState(now);
  const [wrong, setWrong] = useState(false);
  const [field, message] = [useId(), useId()];
  useEffect(() => setText(now), [now]);
  const show = (event: Event): void => {
    event.preventDefault();
    const date = dateOf(text);
    setWrong(date === undefined);
    if (date) setFilter({ since: "", until: date });
  };
  return (
    <form class="row as-of" onSubmit={show} noValidate>
      <label for={field} class="small-text">{said().date}</label>
      <input
        id={field} class="field" value={text} size={11} placeholder="2019-09-16" inputMode="text" autocomplete="off" spellcheck={false}
        aria-invalid={wrong} aria-describedby={wrong ? message : undefined} onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="button small">{said().show}</button>
      {wrong && <p id={message} role="alert" class="wrong">{said().wrong}</p>}
    </form>
  );
}
