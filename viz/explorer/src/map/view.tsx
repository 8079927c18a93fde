/** The map: the network on the graphics card where there is WebGL, else a still picture; one tab stop for the keyboard. */

import { signal, untracked } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { openTie, release, select } from "../state/actions";
import { picture } from "../state/derived";
import { calm, dark } from "../state/screen";
import { state } from "../state/state";
import { filled, number } from "../words/words";
import { focused, keyed, pointed } from "./attention";
import { camera } from "./camera";
import { follow } from "./following";
import { pressed, type Steered } from "./keys";
import { paperOf } from "./paper";
import { said } from "./said";
import { Stage, type Target } from "./stage";
import { Still } from "./still";
import { Tip, Voice } from "./tip";
import { Tools } from "./tools";
import { wanted } from "./wanted";

/** Whether the still picture is shown: asked for in the address, or for want of WebGL. */
const still = signal(typeof location !== "undefined" && /[?&#]static\b/.test(location.search + location.hash));

/** The map, as large as what it is in. */
export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const outer = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  useEffect(() => {
    if (!box.current || still.value) return;
    const there = begin(box.current);
    stage.current = there;
    if (!there) return;
    const stop = follow(there);
    return () => {
      stop();
      stage.current = null;
      there.kill();
    };
  }, [still.value]);
  const steered = steering(stage, outer);
  const { waiting } = picture.value;
  return (
    <div class="map">
      <div
        class="map-box" ref={outer} tabIndex={0} role="application" aria-label={said().map} aria-describedby="map-keys"
        onKeyDown={(event) => pressed(event, steered) && (event.preventDefault(), event.stopPropagation())}
        onBlur={() => (pointed.value = null, keyed.value = false)}
      >
        {still.value ? <Still onPick={pickNode} /> : <div class="map-live" ref={box} />}
      </div>
      <p class="hidden" id="map-keys">{said().keys}</p>
      <Voice />
      <Tip map={outer} />
      {still.value ? null : <Tools map={steered} />}
      {waiting ? <p class="map-note">{filled(said().waiting, { n: number(waiting) })}</p> : null}
    </div>
  );
}

/** The stage with the picture on it, or null and the still picture where it cannot be. */
function begin(box: HTMLElement): Stage | null {
  try {
    return new Stage(box, paperOf(dark.value), { picked, opened, pointed: point, moved: (view) => (camera.value = view), lost });
  } catch {
    lost();
    return null;
  }
}

function lost(): void {
  pointed.value = null;
  still.value = true;
}

function steering(stage: { current: Stage | null }, outer: { current: HTMLElement | null }): Steered {
  return {
    zoom: (way) => stage.current?.zoom(way, calm.value),
    fit: () => {
      camera.value = null;
      stage.current?.go(stage.current.fitted(), calm.value, false);
    },
    follow: (node) => {
      const at = stage.current?.reach(node, calm.value);
      if (at) point({ node }, ...at);
    },
    leave: () => {
      focused.value = null;
      outer.current?.blur();
    },
  };
}

function picked(target: Target, beside: boolean): void {
  if (!target) empty();
  else if ("line" in target) openTie(picture.value.lines[target.line]!.line);
  else pickNode(target.node, beside);
}

/** Select a node; one that alone is selected already stays so, for a double click is two. */
function pickNode(node: number, beside: boolean): void {
  const { thing } = picture.value.nodes[node]!;
  const { selected, tie, path } = state.value;
  focused.value = thing;
  keyed.value = false;
  if (!beside && selected.length === 1 && selected[0] === thing && tie === null && !path) return;
  select(thing, beside);
}

function empty(): void {
  const { selected, tie, path } = state.value;
  focused.value = null;
  if (selected.length || tie !== null || path) release();
}

function opened(node: number): void {
  wanted.value = picture.value.nodes[node]!.thing;
}

function point(target: Target, x: number, y: number): void {
  untracked(() => {
    if (!target) pointed.value = null;
    else if ("node" in target) pointed.value = { thing: picture.value.nodes[target.node]!.thing, x, y };
    else pointed.value = { line: picture.value.lines[target.line]!.line, x, y };
  });
}
