/** Completion from the dataset's own prefixes, classes and properties: nobody outside is asked. */

import Yasgui from "@zazuko/yasgui";
import type { Terms } from "./terms";

type Yasqe = InstanceType<typeof Yasgui.Yasqe>;
type Completer = (typeof Yasgui.Yasqe.Autocompleters)[string];
type Token = { string: string; from?: { ch: number }; to?: { ch: number }; autocompletionString?: string };

const MOST = 50;

/** Put ours in the place of the completers that call prefix.cc and Linked Open Vocabularies. */
export function complete(terms: Terms): void {
  const known = Yasgui.Yasqe.Autocompleters;
  const mine = { ...known["prefixes"]!, persistenceId: null, get: () => Object.entries(terms.prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort() };
  for (const name of ["prefixes", "property", "class"]) Yasgui.Yasqe.defaults.autocompleters = Yasgui.Yasqe.defaults.autocompleters.filter((one) => one !== name);
  Yasgui.Yasqe.registerAutocompleter(mine as unknown as Completer);
  for (const [name, iris] of [["property", terms.properties], ["class", terms.classes]] as const) {
    Yasgui.Yasqe.registerAutocompleter({
      ...known[name]!, bulk: false, persistenceId: null,
      preProcessToken: (yasqe: Yasqe, token: Token) => begun(yasqe, token, terms),
      get: (_: Yasqe, token?: Token) => fitting(iris, token?.autocompletionString ?? token?.string ?? "", terms),
      postProcessSuggestion: (_: Yasqe, __: Token, iri: string) => shortened(iri, terms),
    } as unknown as Completer);
  }
}

/** What is typed, as the beginning of an IRI, with our prefixes where the query declares none. */
function begun(yasqe: Yasqe, token: Token, terms: Terms): Token {
  const text = token.string.trim();
  if (!text) {
    const { ch } = yasqe.getDoc().getCursor();
    return { ...token, from: { ch }, to: { ch }, autocompletionString: "" }; // behind a blank, which stays
  }
  const [, prefix, rest] = /^([\w.-]*):(.*)$/.exec(text) ?? [];
  const namespace = prefix === undefined ? undefined : (yasqe.getPrefixesFromQuery()[prefix] ?? terms.prefixes[prefix]);
  token.autocompletionString = namespace === undefined ? text.replace(/^<|>$/g, "") : namespace + rest;
  return token;
}

/** The IRIs that begin so; else those whose name does. */
function fitting(iris: readonly string[], text: string, terms: Terms): string[] {
  const wanted = text.toLowerCase();
  const begin = iris.filter((iri) => iri.toLowerCase().startsWith(wanted));
  const named = (iri: string): boolean => shortened(iri, terms).toLowerCase().split(":").some((part) => part.startsWith(wanted));
  return (begin.length ? begin : iris.filter(named)).slice(0, MOST);
}

/** An IRI as it is written in a query. */
function shortened(iri: string, terms: Terms): string {
  for (const [name, namespace] of Object.entries(terms.prefixes)) {
    const rest = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^\w[\w-]*$/.test(rest)) return `${name}:${rest}`;
  }
  return `<${iri}>`;
}
