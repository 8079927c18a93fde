/** The picture without WebGL: the same drawing as in the files. */

import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Picture } from "../model/types";
import { drawing, svgElement } from "../out/svg";
import { picture } from "../state/derived";
import { dark } from "../state/screen";
import { focused, keyed, pointed } from "./attention";
import { said } from "./said";

/** The still picture, which can be clicked. */
export function Still({ onPick }: { onPick: (node: number, beside: boolean) => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => effect(() => void (box.current && put(box.current, ringed(picture.value, keyed.value ? focused.value : null)))), []);
  const nodeOf = (event: Event): number => Number((event.target as Element).closest("[data-node]")?.getAttribute("data-node") ?? -1);
  return (
    <>
      <div
        class="map-still"
        ref={box}
        onClick={(event) => nodeOf(event) >= 0 && onPick(nodeOf(event), event.ctrlKey || event.shiftKey || event.metaKey)}
        onMouseLeave={() => (pointed.value = null)}
      />
      <p class="map-note">{said().still}</p>
    </>
  );
}

function put(box: HTMLElement, shown: Picture): void {
  const [width, height] = [box.clientWidth || 960, box.clientHeight || 660];
  box.replaceChildren(svgElement(drawing(shown, { title: "", legend: [], footer: [], dark: dark.value, width, height }), document));
}

function ringed(shown: Picture, thing: number | null): Picture {
  return thing === null ? shown : { ...shown, nodes: shown.nodes.map((node) => (node.thing === thing ? { ...node, marked: true } : node)) };
}
