/** Small drawn samples of shapes and strokes, by the same numbers as the map and the picture files. */

import { dashes, head, strength } from "../map/bow";
import { corners, form } from "../map/shapes";

const SIDE = 18;
const LONG = 40;

/** A shape as the nodes of the picture have it. */
export function ShapeSample({ shape, colour }: { shape: string; colour: string }) {
  const points = corners(form(shape), SIDE / 2, SIDE / 2, 6);
  return (
    <svg class="sample" width={SIDE} height={SIDE} viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
      {points.length ? <polygon points={points.map((point) => point.map((it) => it.toFixed(1)).join(",")).join(" ")} fill={colour} />
        : <circle cx={SIDE / 2} cy={SIDE / 2} r={6} fill={colour} />}
    </svg>
  );
}

interface StrokeProps {
  colour: string;
  stroke?: "solid" | "dashed" | "dotted";
  width?: number;
  pale?: boolean;
  faded?: boolean;
  arrow?: boolean;
}

/** A stroke as the lines of the picture have it. */
export function StrokeSample({ colour, stroke = "solid", width = 2.5, pale = false, faded = false, arrow = false }: StrokeProps) {
  const [on, off] = dashes(stroke, width);
  const [long, half] = head(width);
  const middle = SIDE / 2;
  return (
    <svg class="sample" width={LONG} height={SIDE} viewBox={`0 0 ${LONG} ${SIDE}`} aria-hidden="true">
      <g opacity={strength({ pale, faded, marked: false })}>
        <line
          x1={0} y1={middle} x2={arrow ? LONG - long : LONG} y2={middle} stroke={colour} stroke-width={width}
          stroke-dasharray={off ? `${on} ${off}` : undefined}
        />
        {arrow && <polygon points={`${LONG},${middle} ${LONG - long},${middle - half} ${LONG - long},${middle + half}`} fill={colour} />}
      </g>
    </svg>
  );
}
