/** What the keys do while the map has the focus; every other key is left to the browser, Tab above all. */

import { release, select, setDepth } from "../state/actions";
import { picture } from "../state/derived";
import { state } from "../state/state";
import { focused, keyed, pointed } from "./attention";
import { type Direction, first, step } from "./walk";
import { wanted } from "./wanted";

/** What keys ask of the map itself. */
export interface Steered {
  zoom(way: 1 | -1): void;
  fit(): void;
  /** Bring the node that the keyboard is on into view. */
  follow(node: number): void;
  leave(): void;
}

const ARROWS: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** Do what a key says; whether it said anything. */
export function pressed(event: KeyboardEvent, map: Steered): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const arrow = ARROWS[event.key];
  if (arrow) return walk(arrow, map);
  const act = acts(event, map)[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  return act ? (act(), true) : false;
}

/** Where the keyboard is in the picture, or -1. */
export function position(): number {
  return picture.value.nodes.findIndex(({ thing }) => thing === focused.value);
}

function walk(direction: Direction, map: Steered): boolean {
  const at = position();
  const next = at < 0 ? first(picture.value) : step(picture.value, at, direction);
  const node = picture.value.nodes[next];
  if (node) {
    keyed.value = true;
    focused.value = node.thing;
    map.follow(next);
  }
  return true;
}

function acts(event: KeyboardEvent, map: Steered): Record<string, () => void> {
  const thing = focused.value;
  const choose = (): void => void (thing !== null && select(thing, event.shiftKey));
  const asked = thing ?? state.value.selected[0];
  return {
    Enter: choose, " ": choose,
    1: () => setDepth(1), 2: () => setDepth(2), 3: () => setDepth(3),
    "+": () => map.zoom(1), "=": () => map.zoom(1), "-": () => map.zoom(-1),
    0: map.fit, f: map.fit,
    e: () => void (asked !== undefined && (wanted.value = asked)),
    Escape: () => letGo(map),
  };
}

function letGo(map: Steered): void {
  const { selected, tie, path } = state.value;
  pointed.value = null;
  if (selected.length || tie !== null || path) release();
  else map.leave();
}
