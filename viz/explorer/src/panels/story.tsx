/** Stories: the list that the start shows, and the card that tells one step after the other beside the picture. */

import { useEffect, useId, useRef } from "preact/hooks";
import type { Story as Told, Text } from "../data/contract";
import { leaveStory, tell } from "../state/actions";
import { opened } from "../state/derived";
import { settings, state } from "../state/state";
import { filled, number, told, toldIn, words } from "../words/words";

const said = words({
  en: { step: "Step {n} of {m}", steps: "{n} steps", next: "Next", previous: "Previous", leave: "Leave the story", done: "Done", stories: "Stories", keys: "Left and right arrow keys also lead through the steps." },
  sv: { step: "Steg {n} av {m}", steps: "{n} steg", next: "Nästa", previous: "Föregående", leave: "Lämna berättelsen", done: "Klar", stories: "Berättelser", keys: "Vänster- och högerpil leder också genom stegen." },
  nb: { step: "Steg {n} av {m}", steps: "{n} steg", next: "Neste", previous: "Forrige", leave: "Forlat fortellingen", done: "Ferdig", stories: "Fortellinger", keys: "Venstre- og høyrepil leder også gjennom stegene." },
});

/** The story that is told, if one is. */
export function Story() {
  const at = state.value.story;
  const story = opened.value.data.stories.find((one) => one.id === at?.id);
  return at && story?.steps[at.step] ? <Step story={story} at={at.step} /> : null;
}

function Step({ story, at }: { story: Told; at: number }) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const step = story.steps[at]!;
  const last = at === story.steps.length - 1;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [story.id, at]);
  const go = (to: number): void => tell(story.id, to);
  const press = (event: KeyboardEvent): void => {
    const to = at + ({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0);
    if (to === at || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  };
  return (
    <section class="story" aria-labelledby={id} aria-describedby={`${id}-keys`} onKeyDown={press}>
      <p class="row story-head">
        <span class="muted small-text"><Said text={story.title} /></span>
        <span class="badge">{filled(said().step, { n: at + 1, m: story.steps.length })}</span>
      </p>
      <h2 id={id} ref={heading} tabIndex={-1}><Said text={step.header} /></h2>
      <div class="story-text" lang={langOf(step.text)}>
        {told(step.text).split(/\n{2,}/).map((paragraph, n) => <p key={n}>{paragraph}</p>)}
      </div>
      <progress class="story-progress" value={at + 1} max={story.steps.length} aria-hidden="true" />
      <div class="row">
        <button type="button" class="button" disabled={at === 0} onClick={() => go(at - 1)}>{said().previous}</button>
        <button type="button" class="button main" onClick={() => (last ? leaveStory() : go(at + 1))}>{last ? said().done : said().next}</button>
        <button type="button" class="button quiet story-leave" onClick={leaveStory}>{said().leave}</button>
      </div>
      <p id={`${id}-keys`} class="hidden">{said().keys}</p>
    </section>
  );
}

/** All stories as cards, for the start. */
export function Stories() {
  const { stories } = opened.value.data;
  const id = useId();
  if (!stories.length) return null;
  return (
    <section class="stories" aria-labelledby={id}>
      <h3 id={id}>{said().stories}</h3>
      <ul>
        {stories.map((story) => (
          <li key={story.id}>
            <button type="button" class="story-card" onClick={() => tell(story.id, 0)}>
              <b><Said text={story.title} /></b>
              <span class="small-text"><Said text={story.summary} /></span>
              <span class="tiny muted">{filled(said().steps, { n: number(story.steps.length) })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Said({ text }: { text: Text }) {
  return <bdi lang={langOf(text)}>{told(text)}</bdi>;
}

function langOf(text: Text): string | undefined {
  const language = toldIn(text);
  return language === settings.value.language ? undefined : language;
}
