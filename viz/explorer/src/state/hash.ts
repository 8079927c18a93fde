/**
 * The state as the part of an address behind `#`, and back. Things are told by IRI, lines by kind and IRIs, all else by
 * id, never by position, so that an address survives new data; what it names and the data do not have is left out.
 */

import type { View } from "../map/camera";
import { keep } from "../model/filter";
import { within } from "../model/neighbours";
import { routes } from "../model/routes";
import { EVERYTHING, type Filter, type Line, type Model, type Net, type Thing } from "../model/types";
import { type Settings, START, type State } from "./state";

/** What an address says: the state, settings, and where the map is seen from (null: all that matters is fitted in). */
export type Restored = State & { settings: Partial<Settings>; camera: View | null };

/** More things than this are left out if they are just those around what is selected and on the path. */
const MANY = 300;
const ALL = "all";
const PERIOD = /^(\d{4}(?:-\d\d(?:-\d\d)?)?)?\.\.(\d{4}(?:-\d\d(?:-\d\d)?)?)?$/;

/** The part behind `#`; "" where all is as at the start. */
export function hashOf(model: Model, state: State, settings: Settings, camera: View | null): string {
  const { data } = model;
  const { filter, path, story } = state;
  const parts: [key: string, value: string | null][] = [
    ["v", state.view === data.view ? null : state.view],
    ["k", filter.kinds && list(filter.kinds)],
    ["c", filter.certainty && list(filter.certainty)],
    ["s", filter.status && list(filter.status)],
    ["n", filter.alone ? "1" : filter.sources > 1 ? String(filter.sources) : null],
    ["t", filter.since || filter.until ? `${code(filter.since)}..${code(filter.until)}` : null],
    ["u", filter.undated ? null : "0"],
    ["g", filter.agents.length ? list(filter.agents) : null],
    ["a", filter.about.length ? iris(model, filter.about) : null],
    ["p", presentOf(model, state)],
    ["x", state.selected.length ? iris(model, state.selected) : null],
    ["tie", tieOf(model, state)],
    ["d", state.depth === START.depth ? null : String(state.depth)],
    ["path", path && `${iris(model, [path.from])}~${iris(model, [path.to])}~${path.shown + 1}`],
    ["z", state.size === START.size ? null : code(state.size)],
    ["col", state.colour === START.colour ? null : state.colour],
    ["hull", state.hulls ? "1" : null],
    ["tab", state.table],
    ["story", story && `${code(story.id)}.${story.step + 1}`],
    ["cam", camera && [camera.x, camera.y, camera.ratio].map((value) => Number(value.toPrecision(5))).join(",")],
    ["lang", settings.language === data.language ? null : settings.language],
    ["theme", settings.theme === "auto" ? null : settings.theme],
  ];
  return parts.flatMap(([key, value]) => (value === null ? [] : [`${key}=${value}`])).join("&");
}

/** Whether the part behind `#` is of ours, and no place on the page that a link leads to. */
export function isOurs(hash: string): boolean {
  return hash.length < 2 || hash.includes("=");
}

/** What the part behind `#` says; never throws, whatever it is. */
export function stateOf(model: Model, hash: string): Restored {
  const told = new Map(hash.replace(/^#/, "").split("&").map((part): [string, string] => {
    const at = part.indexOf("=");
    return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  }));
  const view = oneOf(told.get("v"), model.views) ?? model.data.view;
  const net = model.net(view);
  const filter = filterOf(model, told);
  const selected = thingsOf(model, told.get("x")).filter((thing) => net.node(thing) !== undefined);
  const depth = ([1, 2, 3] as const).find((one) => String(one) === told.get("d")) ?? START.depth;
  const path = pathOf(model, told.get("path"));
  const size = decoded(told.get("z"));
  return {
    view, filter, selected, depth, path,
    present: presentIn(model, net, filter, told.get("p"), { selected, depth, path }),
    tie: lineOf(model, net, told.get("tie")),
    size: Object.hasOwn(net.data.measures, size) ? size : START.size,
    colour: oneOf(told.get("col"), ["kind", "community"] as const) ?? START.colour,
    hulls: told.get("hull") === "1",
    table: oneOf(told.get("tab"), ["nodes", "ties", "claims"] as const) ?? null,
    story: storyOf(model, told.get("story")),
    settings: settingsOf(told),
    camera: cameraOf(told.get("cam")),
  };
}

function presentOf(model: Model, state: State): string | null {
  const { filter, path, present, selected, view } = state;
  if (present === null) return ALL;
  if (!present.length) return selected.length || path ? "" : null;
  if (present.length > MANY) {
    const near = new Set(around(model, model.net(view), filter, state));
    if (near.size === present.length && present.every((thing) => near.has(thing))) return null;
  }
  return iris(model, present);
}

function presentIn(model: Model, net: Net, filter: Filter, told: string | undefined, centre: Centre): Thing[] | null {
  if (told === ALL) return null;
  if (told === undefined) return around(model, net, filter, centre);
  return thingsOf(model, told).filter((thing) => net.node(thing) !== undefined);
}

type Centre = Pick<State, "selected" | "depth" | "path">;

/** What is selected with all that is so many steps from it, and the best chains of a path. */
function around(model: Model, net: Net, filter: Filter, { selected, depth, path }: Centre): Thing[] {
  if (!selected.length && !path) return [];
  const kept = keep(model, net, filter);
  const nodes = selected.map((thing) => net.node(thing)).filter((node) => node !== undefined);
  const chains = path && path.from !== path.to ? routes(model, net, kept, path.from, path.to, 3) : [];
  const ends = path ? [path.from, path.to] : [];
  return [...new Set([...selected, ...within(net, kept, nodes, depth).map((node) => net.data.nodes[node]!), ...ends, ...chains.flatMap(({ things }) => things)])];
}

function filterOf(model: Model, told: ReadonlyMap<string, string>): Filter {
  const { words } = model.data;
  const [, since = "", until = ""] = PERIOD.exec(told.get("t") ?? "") ?? [];
  const sources = Number(told.get("n"));
  return {
    kinds: idsOf(told.get("k"), words.lineKinds),
    certainty: idsOf(told.get("c"), words.certainty),
    status: idsOf(told.get("s"), words.status),
    sources: Number.isInteger(sources) && sources > 1 && sources < 1000 ? sources : EVERYTHING.sources,
    alone: sources === 1,
    since, until,
    undated: told.get("u") !== "0",
    agents: idsOf(told.get("g"), words.agents) ?? [],
    about: thingsOf(model, told.get("a")),
  };
}

/** Known ids of a list; null where it is not told, or knows none of what it tells. */
function idsOf(told: string | undefined, concepts: { id: string }[]): string[] | null {
  if (told === undefined) return null;
  const known = new Set(concepts.map(({ id }) => id));
  const found = [...new Set(split(told))].filter((id) => known.has(id));
  return found.length || told === "" ? found : null;
}

function tieOf(model: Model, { tie, view }: State): string | null {
  const { lines, nodes } = model.net(view).data;
  if (tie === null || lines.kind[tie] === undefined) return null;
  const kind = model.data.words.lineKinds[lines.kind[tie]!]!.id;
  return `${iris(model, [nodes[lines.a[tie]!]!])}~${code(kind)}~${iris(model, [nodes[lines.b[tie]!]!])}`;
}

function lineOf(model: Model, net: Net, told: string | undefined): Line | null {
  const [a, kind, b] = (told ?? "").split("~").map(decoded);
  const [from, to] = [a, b].map((iri) => net.node(model.thing(iri ?? "") ?? -1));
  if (from === undefined || to === undefined) return null;
  const { lines } = net.data;
  const found = Array.from(net.linesOf(from)).find((line) =>
    net.other(line, from) === to && model.data.words.lineKinds[lines.kind[line]!]!.id === kind && (!lines.directed[line] || lines.a[line] === from));
  return found ?? null;
}

function pathOf(model: Model, told: string | undefined): State["path"] {
  const [a, b, nth] = (told ?? "").split("~");
  const [from, to] = [a, b].map((iri) => model.thing(decoded(iri)));
  const shown = Number(nth) - 1;
  return from === undefined || to === undefined ? null : { from, to, shown: [0, 1, 2].includes(shown) ? shown : 0 };
}

function storyOf(model: Model, told: string | undefined): State["story"] {
  const at = (told ?? "").lastIndexOf(".");
  const id = decoded(told?.slice(0, Math.max(at, 0)));
  const step = Number(told?.slice(at + 1)) - 1;
  const story = model.data.stories.find((one) => one.id === id);
  return story?.steps[step] ? { id, step } : null;
}

function settingsOf(told: ReadonlyMap<string, string>): Partial<Settings> {
  const language = oneOf(told.get("lang"), ["en", "sv", "nb"] as const);
  const theme = oneOf(told.get("theme"), ["light", "dark"] as const);
  return { ...(language && { language }), ...(theme && { theme }) };
}

function cameraOf(told: string | undefined): View | null {
  const [x, y, ratio, more] = (told ?? "").split(",").map((part) => (part ? Number(part) : NaN));
  const known = more === undefined && [x, y, ratio].every((value) => Number.isFinite(value) && Math.abs(value!) < 1e6);
  return known && ratio! > 0 ? { x: x!, y: y!, ratio: ratio! } : null;
}

function thingsOf(model: Model, told: string | undefined): Thing[] {
  const found = split(told ?? "").map((iri) => model.thing(iri)).filter((thing) => thing !== undefined);
  return [...new Set(found)];
}

function iris(model: Model, things: Thing[]): string {
  return things.map((thing) => code(model.data.things.iri[thing] ?? "")).join(",");
}

function list(ids: string[]): string {
  return ids.map(code).join(",");
}

function split(told: string): string[] {
  return told ? told.split(",").map(decoded) : [];
}

/** Percent-encoded but for the slash, which an address may have behind `#`; and with the tilde, which we part by. */
function code(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd")).replaceAll("%2F", "/").replaceAll("~", "%7E");
}

function decoded(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return "";
  }
}

function oneOf<T extends string>(told: string | undefined, known: readonly T[]): T | undefined {
  return known.find((one) => one === told);
}
