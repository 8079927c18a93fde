/**
 * The shapes of nodes as numbers that shader and SVG share: each is a star whose tips and notches lie at two
 * distances from the middle. A polygon's notches lie in the middle of its sides; a disc has no tips.
 */

export interface Form {
  tips: number;
  /** Distances of tips and notches, in radii of the node. */
  outer: number;
  inner: number;
  /** How far the first tip is turned from straight up, clockwise. */
  turn: number;
}

const DISC: Form = { tips: 0, outer: 1, inner: 1, turn: 0 };

const FORMS: Record<string, Form> = {
  dot: DISC,
  square: polygon(4, 1.25, Math.PI / 4),
  diamond: polygon(4, 1.25, 0),
  triangle: polygon(3, 1.3, 0),
  triangleDown: polygon(3, 1.3, Math.PI),
  hexagon: polygon(6, 1.12, Math.PI / 6),
  star: { tips: 5, outer: 1.05, inner: 0.47, turn: 0 },
};

/** The form of a shape; a shape that is not known is a disc. */
export function form(shape: string): Form {
  return FORMS[shape] ?? DISC;
}

/** Corners of a form around a point, clockwise with y downwards; empty for a disc. */
export function corners({ tips, outer, inner, turn }: Form, x: number, y: number, radius: number): [number, number][] {
  const every = inner < outer * Math.cos(Math.PI / Math.max(tips, 1)) - 1e-9;
  const steps = every ? 2 : 1;
  return Array.from({ length: tips * steps }, (_, i) => {
    const angle = turn + (i * 2 * Math.PI) / (tips * steps);
    const far = radius * (every && i % 2 ? inner : outer);
    return [x + far * Math.sin(angle), y - far * Math.cos(angle)];
  });
}

function polygon(tips: number, outer: number, turn: number): Form {
  return { tips, outer, inner: outer * Math.cos(Math.PI / tips), turn };
}
