/** What a printer gets: the picture as drawn lines, what it shows in words, then the details and the table that stand on the page. */

import { signal } from "@preact/signals";
import { options } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { legendOf } from "./out/legend";
import { aboutLines, aboutOf } from "./out/named";
import { drawing, svgElement } from "./out/svg";
import { Summary } from "./panels/summary";
import { net, opened, picture } from "./state/derived";
import { seen } from "./state/seen";
import { settings, state } from "./state/state";
import { told } from "./words/words";

const shown = signal(false);

/** Shows something only while the page is printed. */
export function PrintSheet() {
  useEffect(listen, []);
  return shown.value ? <Sheet /> : null;
}

function listen(): () => void {
  let undo: (() => void) | null = null;
  const start = (): void => void (undo ??= prepare());
  const end = (): void => {
    undo?.();
    undo = null;
  };
  const media = matchMedia("print");
  const change = (): void => (media.matches ? start() : end());
  addEventListener("beforeprint", start);
  addEventListener("afterprint", end);
  media.addEventListener("change", change);
  return () => {
    removeEventListener("beforeprint", start);
    removeEventListener("afterprint", end);
    media.removeEventListener("change", change);
  };
}

/** Light colours, and a table; returns what undoes it. The printer does not wait, so all is drawn at once. */
function prepare(): () => void {
  const { theme } = settings.value;
  const { table } = state.value;
  atOnce(() => {
    settings.value = { ...settings.value, theme: "light" };
    state.value = { ...state.value, table: table ?? "ties" };
    shown.value = true;
  });
  return () => {
    shown.value = false;
    settings.value = { ...settings.value, theme };
    state.value = { ...state.value, table };
  };
}

function atOnce(act: () => void): void {
  const before = options.debounceRendering;
  options.debounceRendering = (draw) => draw();
  act();
  if (before) options.debounceRendering = before;
  else delete options.debounceRendering;
}

function Sheet() {
  const figure = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { language } = settings.value;
    const about = aboutOf(seen());
    const legend = legendOf(opened.value, net.value, picture.value, language);
    const tree = drawing(picture.value, { title: "", legend, footer: aboutLines({ ...about, counts: "" }), dark: false });
    figure.current?.replaceChildren(svgElement(tree, document));
  });
  return (
    <div class="paper">
      <p class="paper-title">{told(opened.value.data.made.title)}</p>
      <Summary />
      <figure ref={figure} />
    </div>
  );
}
