/** Buttons at the corner of the map. */

import type { Steered } from "./keys";
import { said } from "./said";

const MARKS = { nearer: "M8 3v10M3 8h10", farther: "M3 8h10", fit: "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3" };

export function Tools({ map }: { map: Steered }) {
  return (
    <div class="map-tools" role="group" aria-label={said().tools}>
      <Tool label={said().nearer} mark={MARKS.nearer} act={() => map.zoom(1)} />
      <Tool label={said().farther} mark={MARKS.farther} act={() => map.zoom(-1)} />
      <Tool label={said().fit} mark={MARKS.fit} act={map.fit} />
    </div>
  );
}

function Tool({ label, mark, act }: { label: string; mark: string; act: () => void }) {
  return (
    <button type="button" class="button" aria-label={label} title={label} onClick={act}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={mark} fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
    </button>
  );
}
