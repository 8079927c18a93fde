/** Keys of the whole page: find, undo, redo. Those of the map are the map's. */

import { redo, undo } from "../state/state";

/** Where the header's search is: "/" and the skip link lead there. */
export const FIND = "scen-find";
/** The main part of the page. */
export const MAIN = "scen-main";

/** Listen; returns what ends it. */
export function listen(): () => void {
  const press = (event: KeyboardEvent): void => {
    const act = event.defaultPrevented || isTyping(event.target) ? undefined : meant(event);
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

function meant(event: KeyboardEvent): (() => void) | undefined {
  const key = event.key.toLowerCase();
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) {
    if (key === "y" || (key === "z" && event.shiftKey)) return redo;
    return key === "z" ? undo : undefined;
  }
  return key === "/" ? toSearch : undefined;
}

/** Put the focus into the search. */
export function toSearch(): void {
  document.getElementById(FIND)?.focus();
}

/** Put the focus on the main part of the page, where what had it is gone. */
export function toMap(): void {
  document.getElementById(MAIN)?.focus({ preventScroll: true });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("select, textarea, dialog *") ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "range", "button"].includes(target.type)));
}
