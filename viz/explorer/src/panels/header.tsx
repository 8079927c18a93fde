/** The head of the page: which dataset, finding, stories, taking it along, language, theme and help. */

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Language } from "../data/contract";
import { setView, showAll, startOver } from "../state/actions";
import { opened } from "../state/derived";
import { narrow } from "../state/screen";
import { canRedo, canUndo, redo, type Settings, settings, state, undo } from "../state/state";
import { LANGUAGES, told, toldIn, words } from "../words/words";
import { Dialog } from "./dialog";
import { Elsewhere } from "./elsewhere";
import { show } from "./findable";
import { Help } from "./help";
import { FIND, listen } from "./keys";
import { Search } from "./search";
import { Stories } from "./story";
import { Take } from "./take";

const said = words({
  en: {
    find: "Find a name", view: "View", collaboration: "Ties", funding: "Funding", programme: "Programme", undo: "Undo", redo: "Redo", all: "Whole map", over: "Start over", stories: "Stories",
    language: "Language", theme: "Theme", auto: "Theme: auto", light: "Theme: light", dark: "Theme: dark", help: "Help", menu: "Menu", tools: "Steps",
    collaborationHelp: "Who is tied to whom; only strong ties say that they work together", fundingHelp: "Who funds whom, through what", programmeHelp: "Who is on whose programme",
  },
  sv: {
    find: "Sök ett namn", view: "Vy", collaboration: "Förbindelser", funding: "Finansiering", programme: "Program", undo: "Ångra", redo: "Gör om", all: "Hela kartan", over: "Börja om", stories: "Berättelser",
    language: "Språk", theme: "Tema", auto: "Tema: auto", light: "Tema: ljust", dark: "Tema: mörkt", help: "Hjälp", menu: "Meny", tools: "Steg",
    collaborationHelp: "Vem som har förbindelse med vem; bara starka förbindelser säger att de arbetar tillsammans", fundingHelp: "Vem som finansierar vem, genom vad", programmeHelp: "Vem som står på vems program",
  },
  nb: {
    find: "Søk etter et navn", view: "Visning", collaboration: "Forbindelser", funding: "Finansiering", programme: "Program", undo: "Angre", redo: "Gjør om", all: "Hele kartet", over: "Begynn på nytt", stories: "Fortellinger",
    language: "Språk", theme: "Tema", auto: "Tema: auto", light: "Tema: lyst", dark: "Tema: mørkt", help: "Hjelp", menu: "Meny", tools: "Steg",
    collaborationHelp: "Hvem som har forbindelse med hvem; bare sterke forbindelser sier at de arbeider sammen", fundingHelp: "Hvem som finansierer hvem, gjennom hva", programmeHelp: "Hvem som står på hvems program",
  },
});

const asked = signal<"help" | "stories" | null>(null);

/** The head; on a phone all but the name is behind "Menu". */
export function Header() {
  useEffect(listen, []);
  const { title } = opened.value.data.made;
  return (
    <header class="head">
      <h1><span class="brand">scen</span> <span class="dataset" lang={toldIn(title) === settings.value.language ? undefined : toldIn(title)}>{told(title)}</span></h1>
      {!narrow.value && state.value.present?.length !== 0 && <Search label={said().find} onPick={show} id={FIND} />}
      {narrow.value ? <Menu /> : <Options />}
      <Asked />
    </header>
  );
}

/** On a phone. */
function Menu() {
  const [shown, setShown] = useState(false);
  return (
    <>
      <button type="button" class="button" aria-expanded={shown} onClick={() => setShown(!shown)}>{said().menu}</button>
      {shown && <div class="menu"><Options /></div>}
    </>
  );
}

function Options() {
  return (
    <div class="head-options row">
      {opened.value.data.stories.length > 0 && (
        <button type="button" class="button" aria-haspopup="dialog" onClick={() => (asked.value = "stories")}>{said().stories}</button>
      )}
      <Take />
      <button type="button" class="button" aria-haspopup="dialog" onClick={() => (asked.value = "help")}>{said().help}</button>
      <LanguageChoice />
      <ThemeChoice />
    </div>
  );
}

function Asked() {
  const close = (): void => void (asked.value = null);
  const { story } = state.value;
  useEffect(close, [story]);
  if (asked.value === "help") return <Dialog title={said().help} onClose={close}><Help /></Dialog>;
  if (asked.value === "stories") return <Dialog title={said().stories} onClose={close}><Stories /></Dialog>;
  return null;
}

function LanguageChoice() {
  const choose = (language: string): void => void (settings.value = { ...settings.value, language: language as Language });
  return (
    <select class="field auto" aria-label={said().language} value={settings.value.language} onChange={(event) => choose(event.currentTarget.value)}>
      {LANGUAGES.map(([id, name]) => <option key={id} value={id} lang={id}>{name}</option>)}
    </select>
  );
}

function ThemeChoice() {
  const choose = (theme: string): void => void (settings.value = { ...settings.value, theme: theme as Settings["theme"] });
  return (
    <select class="field auto" aria-label={said().theme} value={settings.value.theme} onChange={(event) => choose(event.currentTarget.value)}>
      {(["auto", "light", "dark"] as const).map((theme) => <option key={theme} value={theme}>{said()[theme]}</option>)}
    </select>
  );
}

/** Above the map: which network, and the steps back and forth. */
export function Bar() {
  const { view } = state.value;
  const { views } = opened.value;
  return (
    <><div class="map-bar row">
      {views.length > 1 && (
        <div class="segments" role="group" aria-label={said().view}>
          {views.map((name) => (
            <button key={name} type="button" class="button" aria-pressed={name === view} title={said()[`${name}Help` as const]} onClick={() => name !== view && setView(name)}>{said()[name]}</button>
          ))}
        </div>
      )}
      <div class="row map-steps" role="group" aria-label={said().tools}>
        <button type="button" class="button quiet" aria-label={said().undo} title={`${said().undo} (Ctrl+Z)`} aria-keyshortcuts="Control+Z" disabled={!canUndo.value} onClick={undo}>↶</button>
        <button type="button" class="button quiet" aria-label={said().redo} title={`${said().redo} (Ctrl+Y)`} aria-keyshortcuts="Control+Y" disabled={!canRedo.value} onClick={redo}>↷</button>
        {!narrow.value && <Whole />}
      </div>
    </div><Elsewhere /></>
  );
}

/** All of the view, or the question again. */
export function Whole() {
  const { present } = state.value;
  if (present?.length === 0) return null;
  return (
    <>
      <button type="button" class="button quiet" disabled={present === null} onClick={showAll}>{said().all}</button>
      <button type="button" class="button quiet" onClick={startOver}>{said().over}</button>
    </>
  );
}
