/** What is shown as JSON: the view, its filter, and the nodes, ties, claims and source documents, all by IRI. */

import type { Language } from "../data/contract";
import { labelOf } from "../model/names";
import type { Filter, Kept, Model, Net, Picture, PictureLine, PictureNode, Thing } from "../model/types";
import { claimsOf } from "../panels/rows";
import { day } from "../words/words";
import { type About, inLanguage } from "./named";

/** Of the shape of the file; another number where what is written no longer means the same. */
const FORMAT = 1;

/** The whole file; things are told by IRI and by name, concepts by the ids of their schemes. */
export function jsonOf(
  model: Model, net: Net, kept: Kept, filter: Filter, picture: Picture, about: About, address: string, language: Language,
): string {
  const { made } = model.data;
  const claims = claimsOf(kept, picture.lines.map(({ line }) => line));
  const documents = new Set(claims.map((claim) => model.data.claims.document[claim]!));
  const told = {
    format: FORMAT,
    language,
    about,
    address,
    dataset: { title: inLanguage(made.title, language), version: made.version, digest: made.digest, licence: made.licence, base: made.base },
    view: net.name,
    filter: { ...filter, about: filter.about.map((thing) => iriOf(model, thing)) },
    nodes: picture.nodes.map((node) => nodeOf(model, net, node, language)),
    ties: picture.lines.map((line) => tieOf(model, net, kept, picture, line, language)),
    claims: claims.map((claim) => claimOf(model, claim)),
    documents: [...documents].sort((a, b) => a - b).map((document) => documentOf(model, document)),
  };
  return `${JSON.stringify(told, null, 1)}\n`;
}

function nodeOf(model: Model, net: Net, { thing, x, y }: PictureNode, language: Language): object {
  const { things, words } = model.data;
  const at = net.node(thing);
  const community = at === undefined ? undefined : net.data.communities.label[net.data.communities.of[at]!];
  return {
    iri: iriOf(model, thing), name: labelOf(model, thing, language), kind: words.nodeKinds[things.kind[thing]!]!.id,
    agents: (things.agents[thing] ?? []).map((agent) => words.agents[agent]!.id), community: community ?? null, x, y,
  };
}

function tieOf(model: Model, net: Net, kept: Kept, picture: Picture, { a, b, line }: PictureLine, language: Language): object {
  const { words } = model.data;
  const { lines, links } = net.data;
  const kind = words.lineKinds[lines.kind[line]!]!;
  const left = kept.links(line);
  const shared = [...new Set(left.map((link) => links.through[link]!))].filter((thing) => thing >= 0);
  const sources = [...new Set(left.flatMap((link) => links.sources.slice(links.sourceStarts[link], links.sourceStarts[link + 1])))];
  return {
    from: iriOf(model, picture.nodes[a]!.thing), to: iriOf(model, picture.nodes[b]!.thing), kind: kind.id,
    label: inLanguage(kind.label, language), directed: lines.directed[line] === 1, strong: kind.strong,
    certainty: words.certainty[kept.certainty[line]!]!.id, status: words.status[kept.status[line]!]!.id,
    sources: kept.sources[line]!, weight: kept.weight[line]!, first: day(kept.first[line]!), last: day(kept.last[line]!),
    shared: shared.map((thing) => iriOf(model, thing)),
    documents: sources.sort((one, two) => one - two).map((document) => iriOf(model, model.data.documents[document]!.thing)),
    claims: kept.claims(line).map((claim) => claimIri(model, claim)),
  };
}

function claimOf(model: Model, claim: number): object {
  const { claims, documents, words } = model.data;
  return {
    iri: claimIri(model, claim), kind: words.claimKinds[claims.kind[claim]!]!.id, sentence: claims.sentence[claim]!,
    certainty: words.certainty[claims.certainty[claim]!]!.id, status: words.status[claims.status[claim]!]!.id,
    because: claims.because[claim] ?? null, words: claims.words[claim]!, lines: claims.lines[claim]!,
    document: iriOf(model, documents[claims.document[claim]!]!.thing),
    parts: claims.parts[claim]!.map(([part, thing]) => ({ part: words.parts[part]!.id, iri: iriOf(model, thing) })),
  };
}

function documentOf(model: Model, document: number): object {
  const { thing, ...told } = model.data.documents[document]!;
  return { iri: iriOf(model, thing), ...told };
}

function iriOf(model: Model, thing: Thing): string {
  return `${model.data.made.base}id/${model.data.things.iri[thing]!}`;
}

function claimIri(model: Model, claim: number): string {
  return `${model.data.made.base}id/claim/${model.data.claims.iri[claim]!}`;
}
