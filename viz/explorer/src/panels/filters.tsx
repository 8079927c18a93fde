/** What is kept of the network: facets, each option with the number of ties that it leaves, and what is set now. */

import { computed } from "@preact/signals";
import type { Concept } from "../data/contract";
import { facets, type Leaves } from "../model/facets";
import type { Filter } from "../model/types";
import { clearFilter, setFilter } from "../state/actions";
import { net, opened, picture, shade } from "../state/derived";
import { settings, state } from "../state/state";
import { filled, languageOf, nameOf, number, told, toldIn } from "../words/words";
import { chips, flipped, settled, toggled } from "./choice";
import { Facet, type Option } from "./facet";
import { said } from "./filter-words";
import { languageOn } from "./foreign";
import { kindsOf, shownAtFirst } from "./kinds";
import { linesCalled } from "./line-words";

/** Id of the option for exactly one source. */
const ALONE = "alone";

const counts = computed(() => facets(opened.value, net.value, state.value.filter));

/** All facets of the view on screen. */
export function Filters() {
  const { kept, all, undated } = counts.value;
  const inPicture = picture.value.lines.length + picture.value.waiting;
  const { filter, view } = state.value;
  const ties = view === "collaboration";
  const unticked = [filter.kinds, filter.certainty, filter.status].some((some) => some?.length === 0);
  return (
    <div class="filters stack">
      <p class="small-text shown">
        {filled(inPicture < kept ? said().drawn : said().shown, { p: number(inPicture), n: number(kept), m: number(all), what: linesCalled() })}
        {undated > 0 && `; ${filled(filter.undated ? said().undated : said().undatedOut, { k: number(undated) })}`}
      </p>
      <Chosen />
      {kept === 0 && all > 0 && !unticked && <p class="remark">{said().nothing}</p>}
      <Kinds />
      <Sources />
      <Concepts part="certainty" />
      <Concepts part="status" />
      {ties && <Agents />}
      {ties && <About sort="project" />}
      {ties && <About sort="place" />}
      {ties && <About sort="topic" />}
    </div>
  );
}

/** What is set, each part with a button that takes it away. */
function Chosen() {
  const some = chips(opened.value, state.value.filter, settings.value.language);
  if (!some.length) return null;
  return (
    <div class="chips">
      <ul class="row" aria-label={said().set}>
        {some.map(({ key, text, without }) => (
          <li key={key}>
            <button type="button" class="button small chip" onClick={() => setFilter(without)}>
              <span>{text}</span>
              <span aria-hidden="true">×</span>
              <span class="hidden">{said().remove}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button small" onClick={clearFilter}>{said().clear}</button>
    </div>
  );
}

function Kinds() {
  const { kinds } = state.value.filter;
  const all = kindsOf(opened.value, net.value);
  if (all.length < 2) return null;
  const ids = all.map(({ id }) => id);
  const first = shownAtFirst(all);
  const ticked = kinds ?? first;
  const leaves = byId(counts.value.kinds);
  const options = all.map((kind) => ({ ...worded(kind, leaves, ticked.includes(kind.id)), colour: shade(kind.colour) }));
  const group = (strong: boolean, drawn: boolean): Option[] => options.filter((_, at) => all[at]!.strong === strong && all[at]!.drawn === drawn);
  const collaboration = state.value.view === "collaboration";
  const strong = ids.filter((id) => all.find((kind) => kind.id === id)!.strong);
  return (
    <Facet
      title={collaboration ? said().kinds : said().roles} open chosen={kinds ? kinds.length : 0} onToggle={(id) => setFilter({ kinds: toggled(kinds, ids, first, id) })}
      remark={kinds?.length === 0 ? said().noneTicked : undefined}
      groups={[
        { title: collaboration ? said().strong : "", options: group(true, true) },
        { title: collaboration ? said().others : "", ...(collaboration && { why: said().noWork }), options: group(false, true) },
        { title: said().notDrawn, why: said().why, options: [...group(true, false), ...group(false, false)] },
      ].filter((one) => one.options.length)}
      presets={[
        ...(strong.length && strong.length < ids.length ? [{ label: said().onlyStrong, ids: strong }] : []),
        { label: said().all, ids }, { label: said().none, ids: [] },
      ].map(({ label, ids: some }) => ({ label, onPick: () => setFilter({ kinds: settled(some, first) }) }))}
    />
  );
}

/** Certainty or status: what every tie has one of. */
function Concepts({ part }: { part: "certainty" | "status" }) {
  const chosen = state.value.filter[part];
  const all = opened.value.data.words[part];
  const ids = all.map(({ id }) => id);
  const leaves = byId(counts.value[part]);
  const hints: Record<string, string> = {
    announced: said().announced, reported: said().reported, inferred: said().inferred, disputed: said().disputed, stated: said().stated,
  };
  const options = all.map((concept) => ({ ...worded(concept, leaves, (chosen ?? ids).includes(concept.id)), hint: hints[concept.id] }));
  return (
    <Facet
      title={said()[part]} chosen={chosen ? chosen.length : 0} groups={[{ options }]} remark={chosen?.length === 0 ? said().noneTicked : undefined}
      onToggle={(id) => setFilter({ [part]: toggled(chosen, ids, ids, id) } as Partial<Filter>)}
    />
  );
}

/** How many sources at least, or exactly one. */
function Sources() {
  const { sources, alone } = state.value.filter;
  const { sources: counted, alone: once } = counts.value;
  const [any, ...more] = counted.map((count, at): Option => ({
    id: String(at + 1), label: at ? filled(said().atLeast, { n: at + 1 }) : said().any, count, checked: !alone && sources === at + 1,
  }));
  const one: Option = { id: ALONE, label: said().alone, count: once, checked: alone };
  return (
    <Facet
      title={said().sources} radio open help={said().sourcesHelp} chosen={alone || sources > 1 ? 1 : 0} groups={[{ options: any ? [any, one, ...more] : [] }]}
      onToggle={(id) => setFilter(id === ALONE ? { sources: 1, alone: true } : { sources: Number(id), alone: false })}
    />
  );
}

/** Persons, organisations, and kinds of organisation. */
function Agents() {
  const { agents } = state.value.filter;
  const leaves = byId(counts.value.agents);
  const classes = ["person", "organisation"];
  const options = opened.value.data.words.agents
    .map((concept) => ({ ...worded(concept, leaves, agents.includes(concept.id)), deep: !classes.includes(concept.id) }))
    .filter(({ count, checked }) => count || checked);
  const [wide, narrow] = [options.filter(({ deep }) => !deep), options.filter(({ deep }) => deep)];
  return (
    <Facet
      title={said().agents} help={said().agentsHelp} chosen={agents.length} groups={[{ options: [...wide, ...narrow.sort(mostFirst)] }]}
      onToggle={(id) => setFilter({ agents: flipped(agents, id) })}
    />
  );
}

/** Places, projects or topics that ties are about. */
function About({ sort }: { sort: "place" | "project" | "topic" }) {
  const { about } = state.value.filter;
  const options = counts.value.abouts
    .filter((one) => one.sort === sort && (one.lines || about.includes(one.thing)))
    .map(({ thing, lines }): Option => ({
      id: String(thing), label: nameOf(opened.value, thing), lang: languageOf(opened.value, thing), count: lines, checked: about.includes(thing),
    }))
    .sort(mostFirst);
  if (!options.length) return null;
  return (
    <Facet
      title={said()[sort]} help={said().aboutHelp} chosen={options.filter(({ checked }) => checked).length} groups={[{ options }]}
      onToggle={(id) => setFilter({ about: flipped(about, Number(id)) })}
    />
  );
}

function worded(concept: Concept, leaves: ReadonlyMap<string, number>, checked: boolean): Option {
  const { id, label, note } = concept;
  return {
    id, label: told(label), lang: languageOn(toldIn(label)), note: note && told(note), noteLang: note && languageOn(toldIn(note)),
    count: leaves.get(id) ?? 0, checked,
  };
}

function byId(some: Leaves[]): ReadonlyMap<string, number> {
  return new Map(some.map(({ id, lines }) => [id, lines]));
}

function mostFirst(one: Option, two: Option): number {
  return two.count - one.count || one.label.localeCompare(two.label, settings.value.language) || one.id.localeCompare(two.id);
}
