/** One part of the filter as a list of options to tick, each with the number of ties that it leaves. */

import { useId, useState } from "preact/hooks";
import { filled, number, words } from "../words/words";
import { linesCalled } from "./line-words";

const said = words({
  en: {
    find: "Find in: {what}", more: "Show {n} more", fewer: "Show fewer", nothing: "No option has that text.",
    means: "What these mean", chosen: "{n} chosen",
  },
  sv: {
    find: "Sök i: {what}", more: "Visa {n} till", fewer: "Visa färre", nothing: "Inget alternativ innehåller texten.",
    means: "Vad de betyder", chosen: "{n} valda",
  },
  nb: {
    find: "Søk i: {what}", more: "Vis {n} til", fewer: "Vis færre", nothing: "Ingen valg inneholder teksten.",
    means: "Hva de betyr", chosen: "{n} valgt",
  },
});

const FEW = 8;

export interface Option {
  id: string;
  label: string;
  /** Language of the label, where it is not that of the page. */
  lang?: string | undefined;
  /** What it means. */
  note?: string | undefined;
  noteLang?: string | undefined;
  /** A few words beside the label that are always there. */
  hint?: string | undefined;
  colour?: string | undefined;
  count: number;
  checked: boolean;
  /** Narrower than the option before it. */
  deep?: boolean;
}

export interface Group {
  title?: string;
  /** Why these are apart. */
  why?: string;
  options: Option[];
}

interface FacetProps {
  title: string;
  groups: Group[];
  onToggle: (id: string) => void;
  help?: string;
  /** Something to say while the filter is as it is: that nothing is ticked. */
  remark?: string | undefined;
  /** What is set is told while the facet is closed. */
  chosen: number;
  open?: boolean;
  /** Only one of them can be chosen. */
  radio?: boolean;
  /** Several options at one press. */
  presets?: { label: string; onPick: () => void }[];
}

/** A part of the filter that can be folded; long lists can be searched and show the first few. */
export function Facet({ title, groups, onToggle, help, remark, chosen, open = false, radio = false, presets = [] }: FacetProps) {
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const [unfolded] = useState(open || chosen > 0);
  const name = useId();
  const total = groups.reduce((sum, { options }) => sum + options.length, 0);
  const long = !radio && total > FEW + 4;
  const hidden = total - groups.reduce((sum, group) => sum + cut(group, "", false).options.length, 0);
  const notes = groups.flatMap(({ options }) => options.filter(({ note }) => note));
  return (
    <details class="facet" open={unfolded}>
      <summary>
        <span>{title}</span>
        {chosen > 0 && <span class="badge">{filled(said().chosen, { n: number(chosen) })}</span>}
      </summary>
      <fieldset>
        <legend class="hidden">{title}</legend>
        {help && <p class="tiny muted">{help}</p>}
        {presets.length > 0 && (
          <div class="row presets" role="group" aria-label={title}>
            {presets.map(({ label, onPick }) => <button key={label} type="button" class="button quiet small" onClick={onPick}>{label}</button>)}
          </div>
        )}
        {long && (
          <input
            class="field" type="search" value={text} aria-label={filled(said().find, { what: title })}
            placeholder={filled(said().find, { what: title })} onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
        {groups.map((group) => (
          <Options key={group.title ?? ""} name={name} group={long ? cut(group, text, all) : group} radio={radio} onToggle={onToggle} />
        ))}
        {remark && <p class="remark" role="status">{remark}</p>}
        {long && text && !groups.some((group) => cut(group, text, all).options.length) && <p class="tiny muted">{said().nothing}</p>}
        {long && !text && hidden > 0 && (
          <button type="button" class="button quiet small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? said().fewer : filled(said().more, { n: number(hidden) })}
          </button>
        )}
        {notes.length > 0 && <Notes options={notes} />}
      </fieldset>
    </details>
  );
}

/** What is shown of a long list: what was searched for, else the first few and all that is ticked. */
function cut(group: Group, text: string, all: boolean): Group {
  const wanted = text.trim().toLocaleLowerCase();
  const options = wanted
    ? group.options.filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
    : group.options.filter(({ checked }, at) => all || checked || at < FEW);
  return { ...group, options };
}

function Options({ name, group, radio, onToggle }: { name: string; group: Group; radio: boolean; onToggle: (id: string) => void }) {
  if (!group.options.length) return null;
  return (
    <div class="options">
      {group.title && <p class="group">{group.title}</p>}
      {group.why && <p class="tiny muted">{group.why}</p>}
      <ul>
        {group.options.map((option) => (
          <li key={option.id}>
            <label class={option.deep ? "option deep" : "option"} data-empty={option.count ? undefined : ""}>
              <input type={radio ? "radio" : "checkbox"} name={name} checked={option.checked} onChange={() => onToggle(option.id)} />
              {option.colour && <span class="swatch" aria-hidden="true" style={{ background: option.colour }} />}
              <span class="text">
                <span lang={option.lang}>{option.label}</span>
                {option.hint && <span class="tiny muted"> {option.hint}</span>}
              </span>
              <span class="count">
                {number(option.count)}<span class="hidden"> {linesCalled(option.count)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Notes({ options }: { options: Option[] }) {
  return (
    <details class="notes">
      <summary>{said().means}</summary>
      <dl>
        {options.map(({ id, label, lang, note, noteLang }) => (
          <div key={id}>
            <dt lang={lang}>{label}</dt>
            <dd lang={noteLang}>{note}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
