/** The map as sigma draws it, with our canvases around it. It knows a picture and a view, and tells what is pointed at. */

import "./programs/guard";
import { Sigma } from "sigma";
import type { Settings } from "sigma/settings";
import type { Picture } from "../model/types";
import { fit, growth, limits, roomOf, seen, type View, type Window } from "./camera";
import { CURVED, type DrawnLine, type DrawnNode, graphOf, PLAIN, SIGN } from "./graph";
import { type Hull, hulls } from "./hulls";
import { drawHulls, drawLabels, ruler, signs } from "./ink";
import type { Measure } from "./labels";
import type { Paper } from "./paper";
import { Curved, Plain } from "./programs/lines";
import { Signs } from "./programs/nodes";
import { LONG, motion } from "./programs/motion";

/** What a pointer is on: positions in the picture. */
export type Target = { node: number } | { line: number } | null;

export interface Heard {
  /** Clicked or tapped; `beside` with Ctrl, Shift or the command key. */
  picked(target: Target, beside: boolean): void;
  /** Clicked or tapped twice. */
  opened(node: number): void;
  pointed(target: Target, x: number, y: number): void;
  /** The reader has moved the map, and it has come to rest. */
  moved(view: View): void;
  /** The graphics card has gone away. */
  lost(): void;
}

/** What is drawn with attention: told in full, and ringed. */
export interface Attention {
  full: ReadonlySet<number>;
  ring: number;
}

/** A click or a tap: where on the map, and what the browser says of it. */
interface Clicked {
  x: number;
  y: number;
  original: MouseEvent | TouchEvent;
  preventSigmaDefault(): void;
}

/** Side of the square of the scene that fills the window at sigma's ratio 1. */
const SPAN = 1000;
/** Milliseconds after a frame, without another, after which the map rests. */
const REST = 250;
/** Milliseconds within which two clicks are a double click. */
const TWICE = 600;
/** Pixels between them at most. */
const TREMBLE = 10;
const NO_CLICK = { node: -1, at: 0, x: 0, y: 0 };
const ZOOM = 1.5;
const EMPTY: Picture = { nodes: [], lines: [], hulls: [], waiting: 0 };

/** The picture on the screen. */
export class Stage {
  private killed = false;
  private marked = false;
  /** The view that hulls and labels were drawn for. */
  private inked: { at: View; size: Window } | null = null;
  /** When the last frame was drawn, and whether it was one of a movement. */
  private drawnAt = 0;
  private moved = false;
  private readonly sigma: Sigma<DrawnNode, DrawnLine>;
  private readonly under: CanvasRenderingContext2D;
  private readonly over: CanvasRenderingContext2D;
  private readonly measure: Measure;
  private readonly resized: ResizeObserver;
  private picture = EMPTY;
  private around: Hull[] = [];
  private attention: Attention = { full: new Set(), ring: -1 };
  private at: View = { x: 0, y: 0, ratio: 1 };
  /** The reader has gone somewhere; else the picture is fitted again when the window changes. */
  private gone = false;
  private steered = false;
  private jumping = false;
  private resting = 0;
  private stopping = 0;
  private click = NO_CLICK;

  constructor(private readonly box: HTMLElement, private paper: Paper, private readonly heard: Heard) {
    this.sigma = new Sigma(graphOf(EMPTY, paper.page), box, this.settings());
    this.sigma.setCustomBBox({ x: [-SPAN / 2, SPAN / 2], y: [-SPAN / 2, SPAN / 2] });
    this.under = this.canvas("hulls", "edges");
    this.over = this.canvas("names", "mouse");
    this.measure = ruler(this.over);
    this.sigma.on("afterRender", () => this.drawn());
    this.sigma.getCamera().on("updated", () => this.followed());
    this.listen();
    let before = this.size;
    this.resized = new ResizeObserver(() => {
      const { size } = this;
      if (size.width === before.width && size.height === before.height) return;
      const corner = { ...this.at, x: this.at.x + ((size.width - before.width) / 2) * this.at.ratio, y: this.at.y + ((size.height - before.height) / 2) * this.at.ratio };
      before = size;
      this.limit();
      this.go(this.gone ? this.at : this.refitted(corner), true);
    });
    this.resized.observe(box);
  }

  get size(): Window {
    return { width: this.box.offsetWidth || 1, height: this.box.offsetHeight || 1 };
  }

  /** Draw a picture; the view stays, unless one is given to begin with. */
  show(picture: Picture, paper: Paper, view: View | null = null, gone = false): void {
    this.paper = paper;
    this.picture = picture;
    this.around = hulls(picture);
    this.limit();
    if (view) this.go(view, true, gone);
    this.inked = null;
    motion.slow = false;
    this.sigma.setGraph(graphOf(picture, paper.page));
  }

  /** Draw names in full, and the ring. */
  attend(attention: Attention): void {
    const before = this.attention;
    this.attention = attention;
    if (before.ring === attention.ring && [...before.full].join() === [...attention.full].join()) return;
    this.inked = null;
    this.sigma.scheduleRender();
  }

  /** The view in which some nodes of a picture are seen, or all. */
  fitted(nodes = this.picture.nodes, picture = this.picture): View {
    return fit(nodes, roomOf(picture, this.size), picture.nodes);
  }

  /** After the window has changed: all, or if some are faded what is not; where that is in view still, nothing moves under the pointer. */
  private refitted(before: View): View {
    const clear = this.picture.nodes.filter(({ faded }) => !faded);
    return clear.length < this.picture.nodes.length && seen(clear, before, this.size) ? before : this.fitted(clear);
  }

  /** Whether some nodes are well in view. */
  sees(nodes: Picture["nodes"]): boolean {
    return seen(nodes, this.at, this.size);
  }

  /** Move to a view, at once or smoothly. */
  go(view: View, atOnce: boolean, gone = this.gone): void {
    this.gone = gone;
    this.steered = true;
    this.point(null);
    const camera = this.sigma.getCamera();
    const end = this.state(view);
    if (atOnce) {
      this.jumping = true;
      camera.setState(end);
      this.jumping = false;
      this.at = view;
      this.steered = false;
      this.sigma.scheduleRender();
      if (gone) this.rest();
    } else {
      void camera.animate(end, { duration: 320, easing: "quadraticInOut" }).then(() => {
        this.steered = false;
        if (gone) this.rest();
      });
    }
  }

  /** Nearer, or farther where the factor is above 1. */
  zoom(factor: 1 | -1, atOnce: boolean): void {
    const [least, most] = limits(this.picture.nodes, this.size);
    const ratio = Math.min(most, Math.max(least, this.at.ratio * ZOOM ** -factor));
    this.go({ ...this.at, ratio }, atOnce, true);
  }

  /** Bring a node into view where it is not; where on screen it then is. */
  reach(node: number, atOnce: boolean): [number, number] {
    const one = this.picture.nodes[node]!;
    const [x, y] = this.place(node);
    const { width, height } = this.size;
    if (x > 60 && y > 40 && x < width - 60 && y < height - 60) return [x, y];
    this.go({ ...this.at, x: one.x, y: one.y }, atOnce, true);
    return [width / 2, height / 2];
  }

  /** Whether this is as good as the view on screen. */
  near(view: View): boolean {
    const off = Math.hypot(view.x - this.at.x, view.y - this.at.y) / this.at.ratio;
    return off < 1 && Math.abs(view.ratio / this.at.ratio - 1) < 0.005;
  }

  /** Whether anything moves after the reader has let go. */
  set calm(calm: boolean) {
    this.sigma.setSettings({ inertiaDuration: calm ? 1 : 200, zoomDuration: calm ? 1 : 200, doubleClickZoomingDuration: calm ? 1 : 200 });
    this.limit();
  }

  /** Where a point of the scene is on screen. */
  place(node: number): [number, number] {
    const { x, y } = this.picture.nodes[node]!;
    const { width, height } = this.size;
    return [width / 2 + (x - this.at.x) / this.at.ratio, height / 2 + (y - this.at.y) / this.at.ratio];
  }

  kill(): void {
    this.killed = true;
    window.clearTimeout(this.resting);
    window.clearTimeout(this.stopping);
    document.removeEventListener("click", this.elsewhere, true);
    this.resized.disconnect();
    this.sigma.kill();
  }

  private settings(): Partial<Settings<DrawnNode, DrawnLine>> {
    return {
      allowInvalidContainer: true, renderLabels: false, enableEdgeEvents: true, zIndex: true, stagePadding: 0,
      enableCameraRotation: false, zoomingRatio: 1.35, defaultNodeType: SIGN, defaultEdgeType: PLAIN,
      nodeProgramClasses: { [SIGN]: Signs }, edgeProgramClasses: { [PLAIN]: Plain, [CURVED]: Curved },
      defaultDrawNodeHover: () => undefined,
      zoomToSizeRatioFunction: (ratio) => 1 / growth(this.perPixel(ratio)),
    };
  }

  /** How near and how far the wheel and fingers may go. */
  private limit(): void {
    const camera = this.sigma.getCamera();
    [camera.minRatio, camera.maxRatio] = limits(this.picture.nodes, this.size).map((ratio) => this.state({ x: 0, y: 0, ratio }).ratio) as [number, number];
  }

  private canvas(id: string, before: string): CanvasRenderingContext2D {
    const canvas = this.sigma.createCanvas(id, { beforeLayer: before });
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    return pen;
  }

  /** Hulls and labels; while the map moves they only move with it. */
  private ink(): void {
    const { size, at, inked } = this;
    if (motion.moving && inked && inked.size.width === size.width && inked.size.height === size.height) {
      const [x, y] = [(inked.at.x - at.x) / at.ratio, (inked.at.y - at.y) / at.ratio];
      for (const pen of [this.under, this.over]) pen.canvas.style.transform = `translate(${x}px, ${y}px) scale(${inked.at.ratio / at.ratio})`;
      return;
    }
    this.inked = { at, size };
    const ratio = window.devicePixelRatio || 1;
    for (const pen of [this.under, this.over]) {
      pen.canvas.style.transform = "";
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (pen.canvas.width !== width || pen.canvas.height !== height) Object.assign(pen.canvas, { width, height });
      Object.assign(pen.canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, size.width, size.height);
    }
    drawHulls(this.under, this.around, at, size);
    const all = signs(this.picture, at, size, (i) => this.attention.full.has(i));
    drawLabels(this.over, this.measure, all, this.around, at, size, this.paper, this.attention.ring);
  }

  private perPixel(ratio: number): number {
    return (ratio * SPAN) / Math.min(this.size.width, this.size.height);
  }

  private state({ x, y, ratio }: View): { x: number; y: number; ratio: number; angle: number } {
    return { x: 0.5 + x / SPAN, y: 0.5 - y / SPAN, ratio: (ratio * Math.min(this.size.width, this.size.height)) / SPAN, angle: 0 };
  }

  private followed(): void {
    if (!this.jumping) this.move();
    const { x, y, ratio } = this.sigma.getCamera().getState();
    this.at = { x: (x - 0.5) * SPAN, y: (0.5 - y) * SPAN, ratio: this.perPixel(ratio) };
    if (this.steered) return;
    this.point(null);
    this.gone = true;
    this.rest();
  }

  /** Draw once more when nothing has moved for a moment. */
  private move(): void {
    motion.moving = true;
    window.clearTimeout(this.stopping);
    this.stopping = window.setTimeout(() => {
      motion.moving = false;
      this.sigma.scheduleRender();
    }, REST);
  }

  /** Tell where the map is once it has not moved for a moment. */
  private rest(): void {
    window.clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.heard.moved(this.at), REST);
  }

  private point(target: Target, x = 0, y = 0): void {
    this.box.toggleAttribute("data-on", target !== null);
    this.heard.pointed(target, x, y);
  }

  /** After each frame; the first that shows anything is marked, for those who measure. */
  private drawn(): void {
    this.ink();
    const now = performance.now();
    if (motion.moving) {
      motion.slow ||= this.moved && now - this.drawnAt > LONG;
      this.moved = true;
      this.move();
    } else this.moved = false;
    this.drawnAt = now;
    if (this.marked || !this.picture.nodes.length) return;
    this.marked = true;
    performance.mark("scen-drawn");
  }

  /**
   * Whether a click is the second of a double click on a node. Sigma does not always say so: the first may open a panel,
   * so that the map is elsewhere under the second, and where drawing takes long its own clock has run out.
   */
  private again(event: Clicked): boolean {
    const { original } = event;
    if (!this.repeats(this.moment(event), original.timeStamp)) return false;
    event.preventSigmaDefault();
    this.twice();
    return true;
  }

  private repeats({ x, y }: { x: number; y: number }, now: number): boolean {
    const { click } = this;
    return click.node >= 0 && now - click.at < TWICE && Math.hypot(x - click.x, y - click.y) < TREMBLE;
  }

  private twice(): void {
    const { node } = this.click;
    this.click = NO_CLICK;
    this.heard.opened(node);
  }

  /** When and where in the window a click was. */
  private moment({ x, y, original }: Clicked): { at: number; x: number; y: number } {
    const { left, top } = this.box.getBoundingClientRect();
    return { at: original.timeStamp, x: x + left, y: y + top };
  }

  /** The second click may fall on the panel that the first has opened. */
  private readonly elsewhere = (event: MouseEvent): void => {
    if (this.box.contains(event.target as Node) || !this.repeats({ x: event.clientX, y: event.clientY }, event.timeStamp)) return;
    event.preventDefault();
    event.stopPropagation();
    this.twice();
  };

  private listen(): void {
    const { sigma, heard } = this;
    const beside = (event: MouseEvent | TouchEvent): boolean => event.ctrlKey || event.shiftKey || event.metaKey;
    const click = (target: Target, event: Clicked): void => {
      if (this.again(event)) return;
      this.click = { node: target && "node" in target ? target.node : -1, ...this.moment(event) };
      heard.picked(target, beside(event.original));
    };
    sigma.on("clickNode", ({ node, event }) => click({ node: Number(node) }, event));
    sigma.on("clickEdge", ({ edge, event }) => click({ line: Number(edge) }, event));
    sigma.on("clickStage", ({ event }) => click(null, event));
    const twice = ({ event }: { event: Clicked }): void => void this.again(event);
    sigma.on("doubleClickNode", twice);
    sigma.on("doubleClickEdge", twice);
    sigma.on("doubleClickStage", twice);
    document.addEventListener("click", this.elsewhere, true);
    sigma.on("enterNode", ({ node }) => this.point({ node: Number(node) }, ...this.place(Number(node))));
    sigma.on("enterEdge", ({ edge, event }) => this.point({ line: Number(edge) }, event.x, event.y));
    for (const left of ["leaveNode", "leaveEdge", "leaveStage"] as const) sigma.on(left, () => this.point(null));
    for (const canvas of Object.values(sigma.getCanvases())) canvas.addEventListener("webglcontextlost", () => this.killed || heard.lost()); // sigma loses it on purpose when it is killed
  }
}
