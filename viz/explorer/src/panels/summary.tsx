/** What is on the screen, as a paragraph; told anew once the reader has stopped changing it. */

import { useEffect, useState } from "preact/hooks";
import { summary } from "../model/summary";
import { kept, net, opened, picture } from "../state/derived";
import { settings } from "../state/state";

const PAUSE = 500;

/** The written summary. */
export function Summary() {
  const now = summary(opened.value, net.value, kept.value, picture.value, settings.value.language).join(" ");
  const [told, setTold] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setTold(now), PAUSE);
    return () => clearTimeout(timer);
  }, [now]);
  return <p class="summary small-text" aria-live="polite">{told}</p>;
}
