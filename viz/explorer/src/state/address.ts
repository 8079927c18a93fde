/** Keeps the address of the page in step with what is on the screen, and the screen with an address that is pasted. */

import { effect } from "@preact/signals";
import { camera } from "../map/camera";
import type { Model } from "../model/types";
import { hashOf, isOurs, type Restored, stateOf } from "./hash";
import { change, model, settings, type State, state } from "./state";

/** Browsers let a page change its address about a hundred times in half a minute. */
const CALM_MS = 350;

/** What the address of the page says; the map's camera is set by it at once, all else is for `begin`. */
export function restore(opened: Model): Partial<State> & { settings: Restored["settings"] } {
  const { camera: seen, ...told } = stateOf(opened, location.hash);
  if (location.hash.length > 1) camera.value = seen;
  return told;
}

/** Whether the page stands at an address that others can open, and not on a disk, whose folders nobody is told of. */
export function isOnline(): boolean {
  return /^https?:$/.test(location.protocol);
}

/** The address of what is on the screen; of a page on a disk only the part from `#`, to be added to another copy's address. */
export function addressOf(shown: State = state.value): string {
  return `${isOnline() ? location.href.split("#")[0] : ""}#${partOf(shown)}`;
}

/** The address for citations and files: of a page on a disk that of the portal's explorer, else the file's name and the part. */
export function citedAddress(shown: State = state.value): string {
  const address = addressOf(shown);
  if (isOnline()) return address;
  const { pages } = model.value?.data.made ?? { pages: "" };
  if (/^https?:/i.test(pages) && URL.canParse(pages)) return new URL(`../explore${address}`, pages).href;
  return location.protocol === "file:" ? `${fileName()}${address}` : address;
}

/** Begin to keep the two in step; returns what ends it. */
export function follow(): () => void {
  let written = location.hash.slice(1);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    const now = partOf(state.peek());
    if (now !== written) replace((written = now));
  };
  const stop = effect(() => {
    void [model.value, state.value, settings.value, camera.value];
    clearTimeout(waiting);
    waiting = setTimeout(write, CALM_MS);
  });
  const read = (): void => {
    if (location.hash.slice(1) === written || !isOurs(location.hash) || !model.value) return;
    written = location.hash.slice(1);
    show(stateOf(model.value, written));
  };
  addEventListener("hashchange", read);
  return () => {
    stop();
    clearTimeout(waiting);
    removeEventListener("hashchange", read);
  };
}

function fileName(): string {
  const name = location.pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function partOf(shown: State): string {
  return model.value ? hashOf(model.value, shown, settings.value, camera.value) : "";
}

function show({ camera: seen, settings: wanted, ...told }: Restored): void {
  settings.value = { ...settings.value, ...wanted };
  change(told);
  camera.value = seen;
}

/** A page inside another, and some browsers on a page from a disk, refuse: the address then stays as it is. */
function replace(part: string): void {
  try {
    history.replaceState(history.state, "", part ? `#${part}` : location.pathname + location.search);
  } catch {
    // "Take it with you" still tells the whole address
  }
}
