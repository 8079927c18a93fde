/** Finding by name: a field with a list under it that keys, mouse and touch can use alike. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Hit, Thing } from "../model/types";
import { opened } from "../state/derived";
import { state } from "../state/state";
import { filled, nameOf, words } from "../words/words";
import { Kind, NameText, tiesInWords, tiesOf } from "./facts";
import { find, findable } from "./findable";

const said = words({
  en: {
    none: "No name begins so.", hint: "Try a part of the name, a short form, or another spelling.", one: "1 hit", many: "{n} hits", most: "the {n} best hits",
    by: "also called {name}", shared: "shows those whom it joins", placeholder: "Type a name", collaboration: "in the view “ties”",
    funding: "in the view “funding”", programme: "in the view “programme”",
  },
  sv: {
    none: "Inget namn börjar så.", hint: "Pröva en del av namnet, en förkortning eller en annan stavning.", one: "1 träff", many: "{n} träffar", most: "de {n} bästa träffarna",
    by: "kallas även {name}", shared: "visar dem som den förenar", placeholder: "Skriv ett namn", collaboration: "i vyn ”förbindelser”",
    funding: "i vyn ”finansiering”", programme: "i vyn ”program”",
  },
  nb: {
    none: "Ingen navn begynner slik.", hint: "Prøv en del av navnet, en forkortelse eller en annen stavemåte.", one: "1 treff", many: "{n} treff", most: "de {n} beste treffene",
    by: "også kalt {name}", shared: "viser dem som den forener", placeholder: "Skriv et navn", collaboration: "i visningen «forbindelser»",
    funding: "i visningen «finansiering»", programme: "i visningen «program»",
  },
});

const MOST = 12;

interface Asked {
  label: string;
  onPick: (thing: Thing) => void;
  /** Which things may be found; else all that can be shown. */
  only?: (thing: Thing) => boolean;
  autofocus?: boolean;
  /** The label is seen, and not only heard. */
  labelled?: boolean;
  /** Large, as on the start. */
  large?: boolean;
  id?: string;
}

/** A combobox with a list of hits. */
export function Search({ label, onPick, only, autofocus, labelled, large, id }: Asked) {
  const own = useId();
  const field = id ?? own;
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (autofocus) input.current?.focus({ preventScroll: true });
  }, []);
  const hits = shown ? find(query, MOST, only) : [];
  const asked = shown && query.trim() !== "";
  const pick = (hit: Hit | undefined): void => {
    if (!hit) return;
    setShown(false);
    setQuery("");
    onPick(hit.thing);
  };
  const type = (text: string): void => {
    setQuery(text);
    setAt(0);
    setShown(true);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => (shown ? setAt((at + 1) % Math.max(hits.length, 1)) : setShown(true)),
    ArrowUp: () => setAt((at + hits.length - 1) % Math.max(hits.length, 1)),
    Enter: () => pick(hits[at]),
  };
  const press = (event: KeyboardEvent): void => {
    const act = event.key === "Escape" && (asked || query) ? () => (asked ? setShown(false) : type("")) : keys[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div class={large ? "search large" : "search"}>
      <label for={field} class={labelled ? "search-label" : "hidden"}>{label}</label>
      <input
        ref={input} id={field} class="field" type="search" role="combobox" autocomplete="off" spellcheck={false} placeholder={said().placeholder} value={query}
        aria-expanded={asked && hits.length > 0} aria-controls={hits.length ? `${field}-hits` : undefined} aria-autocomplete="list" aria-activedescendant={asked && hits.length ? `${field}-${at}` : undefined}
        onInput={(event) => type(event.currentTarget.value)} onKeyDown={press} onFocus={() => setShown(true)} onBlur={() => setShown(false)}
      />
      {asked && (
        <div class="popup" onPointerDown={(event) => event.preventDefault()} onMouseDown={(event) => event.preventDefault()}>
          {hits.length > 0 && <ul id={`${field}-hits`} role="listbox" aria-label={label}>
            {hits.map((hit, n) => (
              <li key={hit.thing} id={`${field}-${n}`} role="option" aria-selected={n === at} ref={(node) => { if (n === at) node?.scrollIntoView({ block: "nearest" }); }}
                onPointerEnter={() => setAt(n)} onClick={() => pick(hit)}>
                <HitRow hit={hit} />
              </li>
            ))}
          </ul>}
          {!hits.length && <p class="none small-text"><b>{said().none}</b> {said().hint}</p>}
        </div>
      )}
      <span class="hidden" role="status">{asked ? counted(hits.length) : ""}</span>
    </div>
  );
}

function counted(hits: number): string {
  if (!hits) return said().none;
  return filled(hits === MOST ? said().most : hits === 1 ? said().one : said().many, { n: hits });
}

function HitRow({ hit }: { hit: Hit }) {
  const found = findable(hit.thing);
  const elsewhere = found && found.view !== state.value.view ? said()[found.view] : "";
  const what = found?.as === "shared" ? said().shared : elsewhere ? "" : tiesInWords(tiesOf(hit.thing));
  return (
    <>
      <span class="hit-name">
        <NameText thing={hit.thing} />
        {hit.by && hit.by !== nameOf(opened.value, hit.thing) && <span class="muted small-text"> {filled(said().by, { name: hit.by })}</span>}
      </span>
      <span class="row hit-facts"><Kind thing={hit.thing} /><span class="tiny muted">{[what, elsewhere].filter(Boolean).join(", ")}</span></span>
    </>
  );
}
