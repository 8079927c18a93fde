/** The stage follows the state: the picture is drawn anew when it changes, and what is new in it is brought into view. */

import { effect, untracked } from "@preact/signals";
import type { Picture } from "../model/types";
import { picture } from "../state/derived";
import { calm, dark } from "../state/screen";
import { state } from "../state/state";
import { focused, keyed, pointed } from "./attention";
import { camera } from "./camera";
import { type Paper, paperOf } from "./paper";
import type { Stage } from "./stage";

/** Keep the stage as the state is; the function that is given back ends it. */
export function follow(stage: Stage): () => void {
  let before: Before | null = null;
  const stops = [
    effect(() => void (stage.calm = calm.value)),
    effect(() => {
      const shown = picture.value;
      const paper = paperOf(dark.value);
      before = untracked(() => (before?.all ? bring(stage, shown, before, paper) : open(stage, shown, paper)));
    }),
    effect(() => {
      const view = camera.value;
      if (view && !stage.near(view)) stage.go(view, true, true);
    }),
    effect(() => stage.attend(attention(picture.value, focused.value, pointed.value, state.value.selected, keyed.value))),
  ];
  return () => stops.forEach((stop) => stop());
}

/** What was looked at: the things in the picture, and those of them that are not faded. */
interface Before {
  all: string;
  clear: string;
  count: number;
}

/** The first picture: where the reader was, or all that is not faded. */
function open(stage: Stage, shown: Picture, paper: Paper): Before {
  const { clear, now } = told(shown);
  stage.show(shown, paper, camera.value ?? stage.fitted(clear, shown), camera.value !== null);
  return now;
}

/** Bring into view what is new, or newly not faded, unless it is well in view. */
function bring(stage: Stage, shown: Picture, before: Before, paper: Paper): Before {
  const { clear, now } = told(shown);
  stage.show(shown, paper);
  const released = now.all === before.all && now.count === shown.nodes.length;
  if (now.clear === before.clear || released || stage.sees(clear)) return now;
  camera.value = null;
  stage.go(stage.fitted(clear), calm.value, false);
  return now;
}

function told(shown: Picture): { clear: Picture["nodes"]; now: Before } {
  const clear = shown.nodes.filter((node) => !node.faded);
  return { clear, now: { all: named(shown.nodes), clear: named(clear), count: clear.length } };
}

function named(nodes: Picture["nodes"]): string {
  return nodes.map(({ thing }) => thing).join();
}

/** Few names are told in full: of what is selected, pointed at, and where the keyboard is. */
function attention(shown: Picture, focus: number | null, at: typeof pointed.value, selected: number[], ringed: boolean): { full: Set<number>; ring: number } {
  const wanted = new Set([focus, at && "thing" in at ? at.thing : null, ...(selected.length < 6 ? selected : [])]);
  const full = new Set<number>();
  let ring = -1;
  shown.nodes.forEach(({ thing }, i) => {
    if (wanted.has(thing)) full.add(i);
    if (thing === focus && ringed) ring = i;
  });
  return { full, ring };
}
