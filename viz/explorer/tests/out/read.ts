/** Readers for what the files say, made for tests alone: strict, and of no use for anything else. */

/** Rows of a CSV file by the grammar of RFC 4180. */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quoted = text[at] === '"';
    const found = (quoted ? /"((?:[^"]|"")*)"/y : /([^",\r\n]*)/y);
    found.lastIndex = at;
    const match = found.exec(text);
    if (!match) throw new Error(`no cell at ${at}`);
    row.push(quoted ? match[1]!.replaceAll('""', '"') : match[1]!);
    at += match[0].length;
    if (text[at] === ",") at += 1;
    else if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`no end of a cell at ${at}`);
  }
  return rows;
}

/** An element that was read. */
export interface Read {
  name: string;
  attributes: Record<string, string>;
  text: string;
  within: Read[];
}

const TOKEN = /<\?[^>]*\?>|<\/([\w:-]+)>|<([\w:-]+)((?: [\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/y;

/** A document of XML; fails where it is not well formed, or holds a character that XML has no place for. */
export function readXml(text: string): Read {
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]/u.test(text)) throw new Error("a character XML does not have");
  const top: Read = { name: "", attributes: {}, text: "", within: [] };
  const open = [top];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`not well formed at ${text.slice(at, at + 60)}`);
    const [, end, start, attributes = "", alone, words] = match;
    if (end !== undefined && open.pop()?.name !== end) throw new Error(`${end} is not open`);
    if (start !== undefined) {
      const element = { name: start, attributes: attributesOf(attributes), text: "", within: [] };
      open.at(-1)!.within.push(element);
      if (!alone) open.push(element);
    }
    if (words !== undefined) open.at(-1)!.text += plain(words);
  }
  if (open.length !== 1 || top.within.length !== 1) throw new Error("not one root");
  return top.within[0]!;
}

/** All elements of a name. */
export function every(read: Read, name: string): Read[] {
  return [...(read.name === name ? [read] : []), ...read.within.flatMap((inner) => every(inner, name))];
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)]));
}

function plain(text: string): string {
  return text.replace(/&(#\d+;)?|[>]/g, (_whole, code: string | undefined) => {
    if (!code) throw new Error("a sign that is not escaped");
    return String.fromCodePoint(Number(code.slice(1, -1)));
  });
}
