/**
 * What Python puts into the page (viz/explorer_data.py), and nothing else does: plain columns, so that a hundred
 * thousand nodes stay small. All numbers that point at something are positions in the arrays named in the comment.
 */

export type Language = "en" | "sv" | "nb";
export type ViewName = "collaboration" | "funding" | "programme";

/** A text of the interface or of a scheme in the languages that it has; English is always there. */
export type Text = { en: string } & Partial<Record<Language, string>>;

export type Shape = "square" | "dot" | "diamond" | "star" | "triangle" | "triangleDown" | "hexagon";

/** On a light and on a dark page. */
export type Colour = [light: string, dark: string];

export interface Concept {
  id: string;
  label: Text;
  /** What it means, where the scheme says so. */
  note?: Text;
}

export interface NodeKind extends Concept {
  /** id is organisation, person, event, …; label is the singular. */
  plural: Text;
  colour: Colour;
  shape: Shape;
}

export interface LineKind extends Concept {
  /** id is the kind of tie (or a role, or "funds"). */
  colour: Colour;
  strong: boolean;
  /** Drawn before the reader asks for it; false for attending one event, a common funder, paying for one thing together. */
  drawn: boolean;
  /** Of a role: the widest role that it belongs to. */
  family?: Text;
}

/** Everything that is named anywhere: nodes, what ties share, what claims join. One entry a thing in every array. */
export interface Things {
  /** Behind `${base}id/`: "organisation/electronics-watch". */
  iri: string[];
  /** In English where there is a label, else in another language. */
  name: string[];
  /** Language of that name; "" where the same name serves in all (a proper name of unknown language). */
  language: string[];
  /** Position in words.nodeKinds. */
  kind: number[];
  /** Thing -> its names in other languages. */
  names: Record<number, [language: string, name: string][]>;
  /** Thing -> further names that find it: aliases, acronyms, earlier names. */
  aliases: Record<number, string[]>;
  /** Organisation -> positions in words.agents, with all wider kinds. */
  agents: Record<number, number[]>;
  /** Thing -> first and last day as yyyymmdd (0 where not known), of events and projects that are dated. */
  dates: Record<number, [first: number, last: number]>;
  /** Thing -> how many claims join it. */
  claims: number[];
}

export interface SourceDocument {
  thing: number;
  title: string;
  publisher: string;
  date: string;
  language: string;
  /** http(s) address of the document itself, or "". */
  address: string;
  /** SHA-256 of its text in lower-case hex: a file dropped on the page is recognised by it. */
  sha256: string;
}

/** One entry a claim. */
export interface Claims {
  /** Behind `${base}id/claim/`. */
  iri: string[];
  /** Positions in words.claimKinds, words.certainty, words.status, documents. */
  kind: number[];
  certainty: number[];
  status: number[];
  document: number[];
  lines: number[][];
  /** The few words kept, in the language of the document. */
  words: string[][];
  /** In English, status first: what was announced is never told as done. */
  sentence: string[];
  because: Record<number, string>;
  /** What it joins: position in words.parts, thing. */
  parts: [part: number, thing: number][][];
  /** What else it says, as printed: role, title, date. Position in words.values, text. */
  values: [value: number, text: string][][];
  /** Role or kind of cooperation of the claim as a concept, where it has one: position in words.roles. */
  role: Record<number, number>;
}

export interface Contradiction {
  claims: number[];
  because: string;
}

export interface Place {
  x: number[];
  y: number[];
  /** 1 where the label stands above the node. */
  above: number[];
}

/** One of the three networks. */
export interface ViewData {
  /** Things, in the order of the arrays below. */
  nodes: number[];
  /** Where nodes stand in a picture wider than high, and in one higher than wide (a phone). */
  wide: Place;
  tall: Place;
  /** Radius. */
  size: number[];
  lines: Lines;
  links: Links;
  /** Name of a measure (degree, strength, pagerank, betweenness, constraint, core, ties) -> value of each node. */
  measures: Record<string, (number | null)[]>;
  /** Name of a measure -> best and worst rank of each node when one source document at a time is left out. */
  ranks: Record<string, [best: number[], worst: number[]]>;
  /** What must be said with a measure: that it is of a sample. */
  said: Record<string, string>;
  /** Community of each node (-1: none), and what each is called. */
  communities: { of: number[]; label: string[] };
}

/** One entry a line: a tie, or in the other views who funds what and who was at which event in which role. */
export interface Lines {
  /** Positions in `nodes`; a directed line leads from a to b. */
  a: number[];
  b: number[];
  /** Position in words.lineKinds. */
  kind: number[];
  directed: number[];
  /** Keeps lines of one pair apart: 0 is straight; sign and size as seen from a to b. */
  bend: number[];
  /** Where the links of each line begin, and the end of the last: one entry more than lines. */
  links: number[];
}

/**
 * One entry a link: one shared thing (event, project, organisation, cooperation …) of the two ends. A filter chooses
 * links; the line is what is left of them. Its certainty and status are the least numbers of its links (surest,
 * strongest), its weight their sum, its sources the number of different documents of `sources`, at least 1.
 */
export interface Links {
  /** yyyymmdd; 0 where not known. A link is undated if both are 0; if one is, it counts as the other. */
  first: number[];
  last: number[];
  certainty: number[];
  status: number[];
  weight: number[];
  /** Price of the step in quarters of a step (graph/network/prices.py), certainty and status included. */
  points: number[];
  /** The thing shared, or -1. */
  through: number[];
  /** Documents that alone support the link: offsets (one entry more than links), then positions in documents. */
  sourceStarts: number[];
  sources: number[];
  /** Claims behind the link: offsets, then positions in claims. */
  claimStarts: number[];
  claims: number[];
}

/** That a person belongs to an organisation is no tie, but a step of a path. Collaboration only. */
export interface Belongs {
  /** Things. */
  person: number[];
  organisation: number[];
  certainty: number[];
  status: number[];
  points: number[];
  claim: number[];
  /** Position in words.belongings: member of, speaks for, … */
  how: number[];
}

/** A place, project or topic to choose links by: those whose `through` is one of `things` (graph/network/scope.py). */
export interface About {
  thing: number;
  sort: "place" | "project" | "topic";
  things: number[];
}

export interface StoryStep {
  header: Text;
  text: Text;
  view?: ViewName;
  /** Things to select and bring into the picture. */
  nodes?: number[];
  /** Pairs of things whose ties are marked. */
  ties?: [number, number][];
  /** How many steps around the nodes are shown: 0 to 3. */
  depth?: number;
  filter?: StoryFilter;
}

/** The parts of a filter that a story sets, all by id. */
export interface StoryFilter {
  kinds?: string[];
  certainty?: string[];
  status?: string[];
  sources?: number;
  since?: string;
  until?: string;
  undated?: boolean;
  agents?: string[];
  about?: number[];
}

export interface Story {
  id: string;
  title: Text;
  summary: Text;
  steps: StoryStep[];
}

export interface Data {
  format: 1;
  /** The view that opens first. */
  view: ViewName;
  language: Language;
  made: {
    /** Version of scen, and the digest of the dataset: all that a citation needs. */
    version: string;
    digest: string;
    base: string;
    /** The base IRI is a placeholder, so that IRIs are not links. */
    placeholder: boolean;
    licence: { name: string; address: string };
    /** Name of the dataset, for citations. */
    title: Text;
    /** Address of the portal's pages of things (`${pages}organisation/x`), or "". */
    pages: string;
  };
  words: {
    nodeKinds: NodeKind[];
    lineKinds: LineKind[];
    /** In the order of sureness: stated, inferred, disputed. */
    certainty: Concept[];
    /** In the order of strength: reported, ended, announced, unknown (and cancelled). */
    status: Concept[];
    claimKinds: Concept[];
    /** Names of what claims join (agent, event, on behalf of …) and of their values (title, date …). */
    parts: Concept[];
    values: Concept[];
    roles: Concept[];
    belongings: Concept[];
    /** Kinds of agent to filter by: person, organisation, and kinds of organisation. */
    agents: Concept[];
    measures: Concept[];
  };
  things: Things;
  documents: SourceDocument[];
  claims: Claims;
  contradictions: Contradiction[];
  abouts: About[];
  views: Partial<Record<ViewName, ViewData>>;
  belongs: Belongs;
  stories: Story[];
}
