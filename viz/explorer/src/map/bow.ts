/** How a line runs between its ends: one quadratic curve, the same in the shader and in every picture file. */

export type Point = [x: number, y: number];

/** The control point lies so many bends of the line's length beside its middle, so that the bow is half as high. */
export const BOW = 1.5;

/** The control point of a line from a to b; with y downwards a positive bend leans to the right of the way. */
export function control([ax, ay]: Point, [bx, by]: Point, bend: number): Point {
  return [(ax + bx) / 2 - (by - ay) * bend * BOW, (ay + by) / 2 + (bx - ax) * bend * BOW];
}

/** The point at a share of the way. */
export function along(a: Point, c: Point, b: Point, t: number): Point {
  const s = 1 - t;
  return [s * s * a[0] + 2 * s * t * c[0] + t * t * b[0], s * s * a[1] + 2 * s * t * c[1] + t * t * b[1]];
}

/** Pixels drawn and pixels left out, in turn; of a solid line nothing is left out. */
export function dashes(stroke: string, width: number): [on: number, off: number] {
  if (stroke === "dashed") return [9, 6];
  return stroke === "dotted" ? [Math.max(2, width), Math.max(4, width * 1.5)] : [1, 0];
}

/** Share of a faded node's colour that is seen. */
export const FADED = 0.22;

/** How much of a line's colour is seen: pale where it was only announced, chosen or not; next to nothing where it is faded. */
export function strength(line: { pale: boolean; faded: boolean; marked: boolean }): number {
  if (line.faded) return 0.12;
  return line.pale ? (line.marked ? 0.55 : 0.45) : 0.9;
}

/** How wide a line is: a chosen one a little wider, but less than one more source would make it. */
export function thickness(line: { width: number; marked: boolean }): number {
  return line.marked ? line.width + 1.5 : line.width;
}

/** What is left of a line's colour where the picture is drawn smaller than it was laid out. */
export function faintness(scale: number): number {
  return Math.min(1, 0.08 + 1.1 * scale);
}

/** Length and half width of an arrow head. */
export function head(width: number): [long: number, half: number] {
  return [6 + 2 * width, 3 + width];
}
