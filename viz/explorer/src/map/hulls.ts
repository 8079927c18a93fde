/** Communities as soft shapes behind their nodes: the convex hull of discs around them, with round corners. */

import type { Picture, PictureNode } from "../model/types";
import type { Point } from "./bow";
import type { Sign } from "./labels";

export interface Hull {
  label: string;
  colour: string;
  /** Corners, in order around it. */
  points: Point[];
  /** Where its label stands: above its topmost edge, in the middle. */
  top: Point;
  /** How many nodes it holds. */
  count: number;
}

const ROOM = 26;
const DISC = 10;

/** The hulls of a picture, largest first, so that small ones lie on top. */
export function hulls(picture: Picture): Hull[] {
  return picture.hulls
    .map(({ label, colour, nodes }) => ({ label, colour, count: nodes.length, points: around(nodes.map((node) => picture.nodes[node]!)) }))
    .filter(({ points }) => points.length > 2)
    .sort((one, other) => area(other.points) - area(one.points) || (one.label < other.label ? -1 : 1))
    .map((hull) => ({ ...hull, top: top(hull.points) }));
}

/** The label of a hull whose top is at a place on screen, to be placed among those of nodes. */
export function hullSign({ label, count }: Hull, [x, y]: Point): Sign {
  return { x, y, radius: 0, weight: 4 + Math.sqrt(count), label, above: true, faded: false, marked: false, full: false };
}

function around(nodes: PictureNode[]): Point[] {
  const rim = nodes.flatMap(({ x, y, size }) =>
    Array.from({ length: DISC }, (_, i): Point => {
      const angle = (i * 2 * Math.PI) / DISC;
      return [x + (size + ROOM) * Math.cos(angle), y + (size + ROOM) * Math.sin(angle)];
    }),
  );
  return convex(rim);
}

/** The convex hull of some points (Andrew's chains), in order around it. */
export function convex(points: Point[]): Point[] {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const chain = (some: Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of some) {
      while (kept.length > 1 && turn(kept.at(-2)!, kept.at(-1)!, point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain([...sorted].reverse())];
}

/** The hull as a closed path of quadratic curves through the middles of its sides: `curve(control, end)`. */
export function traced(points: Point[], start: (at: Point) => void, curve: (by: Point, to: Point) => void): void {
  const middle = (i: number): Point => {
    const [p, q] = [points[i % points.length]!, points[(i + 1) % points.length]!];
    return [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  };
  start(middle(points.length - 1));
  points.forEach((point, i) => curve(point, middle(i)));
}

function turn(o: Point, a: Point, b: Point): number {
  return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
}

function area(points: Point[]): number {
  return Math.abs(points.reduce((sum, p, i) => sum + turn([0, 0], p, points[(i + 1) % points.length]!), 0)) / 2;
}

function top(points: Point[]): Point {
  const high = Math.min(...points.map((point) => point[1]));
  const there = points.filter((point) => point[1] <= high + 1);
  return [there.reduce((sum, point) => sum + point[0], 0) / there.length, high];
}
