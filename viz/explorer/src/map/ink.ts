/** What is drawn on plain canvases around the WebGL one: hulls below it, labels and the ring of the keyboard above. */

import { growth, onScreen, type View, type Window } from "./camera";
import { type Hull, hullSign, traced } from "./hulls";
import { bold, FONT, type Label, type Measure, placed, type Sign } from "./labels";
import { mixed, type Paper, QUIET } from "./paper";
import type { Picture } from "../model/types";

const FAMILY = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';

/** How wide texts are, each measured once. */
export function ruler(pen: CanvasRenderingContext2D): Measure {
  const known = [new Map<string, number>(), new Map<string, number>()] as const;
  return (text, heavy) => {
    const widths = known[heavy ? 1 : 0];
    let width = widths.get(text);
    if (width === undefined) {
      if (widths.size > 20_000) widths.clear();
      pen.font = fontOf(FONT, heavy);
      widths.set(text, (width = pen.measureText(text).width));
    }
    return width;
  };
}

/** The nodes of a picture as they stand on screen. */
export function signs(picture: Picture, view: View, size: Window, full: (at: number) => boolean): Sign[] {
  const scale = growth(view.ratio);
  return picture.nodes.map((node, i) => {
    const [x, y] = onScreen(node.x, node.y, view, size);
    return { x, y, radius: node.size * scale, weight: node.size * scale, label: node.label, above: node.above, faded: node.faded, marked: node.marked, full: full(i) };
  });
}

/** Draw the hulls below the network. */
export function drawHulls(pen: CanvasRenderingContext2D, hulls: readonly Hull[], view: View, size: Window): void {
  for (const { points, colour } of hulls) {
    pen.beginPath();
    traced(
      points.map(([x, y]) => onScreen(x, y, view, size)),
      (at) => pen.moveTo(...at),
      (by, to) => pen.quadraticCurveTo(...by, ...to),
    );
    pen.closePath();
    pen.fillStyle = pen.strokeStyle = colour;
    pen.globalAlpha = 0.09;
    pen.fill();
    pen.globalAlpha = 0.6;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/** Draw the labels of nodes and hulls, and a ring around the node that the keyboard is on. */
export function drawLabels(
  pen: CanvasRenderingContext2D, measure: Measure, nodes: readonly Sign[], hulls: readonly Hull[], view: View, size: Window, paper: Paper, ring: number,
): void {
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.strokeStyle = paper.page;
  const all = [...nodes, ...hulls.map((hull) => hullSign(hull, onScreen(...hull.top, view, size)))];
  for (const label of placed(all, size.width, size.height, measure).reverse()) {
    const hull = hulls[label.of - nodes.length];
    drawLabel(pen, label, all[label.of]!, hull ? mixed(hull.colour, paper.ink, 0.6) : paper.ink, paper);
  }
  const focus = nodes[ring];
  if (focus) drawRing(pen, focus, paper);
}

function fontOf(font: number, heavy: boolean): string {
  return `${heavy ? "600 " : ""}${font}px ${FAMILY}`;
}

function drawLabel(pen: CanvasRenderingContext2D, { lines, x, y, font, leading }: Label, sign: Sign, ink: string, paper: Paper): void {
  pen.font = fontOf(font, bold(sign));
  lines.forEach((line, i) => write(pen, line, x, y + i * leading, sign.faded && !sign.full ? mixed(ink, paper.page, QUIET) : ink));
}

function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string): void {
  pen.lineWidth = 3.5;
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function drawRing(pen: CanvasRenderingContext2D, { x, y, radius }: Sign, paper: Paper): void {
  pen.beginPath();
  pen.arc(x, y, radius * 1.3 + 8, 0, 2 * Math.PI);
  pen.lineWidth = 6;
  pen.strokeStyle = paper.page;
  pen.stroke();
  pen.lineWidth = 3;
  pen.strokeStyle = paper.accent;
  pen.stroke();
}
