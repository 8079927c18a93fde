/** What the server tells the editor (portal/editor.py): the dataset's own terms, the questions, and words. */

import type { Language } from "../data/contract";
import type { Told } from "../picture";

/** Questions of one tag, each as a query that can be run. */
export interface Group {
  name: string;
  questions: { name: string; title: string; query: string }[];
}

export interface Terms extends Pick<Told, "words" | "base" | "pages"> {
  language: Language;
  endpoint: string;
  /** Prefix -> namespace. */
  prefixes: Record<string, string>;
  /** IRIs that the dataset uses. */
  classes: string[];
  properties: string[];
  groups: Group[];
  said: { choose: string; draw: string; nodes: string; cut: string };
}
