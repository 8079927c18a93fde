/** The texts that the reader has dropped on the page: kept in memory while the page is open, sent nowhere. */

import { signal } from "@preact/signals";
import type { SourceDocument } from "../data/contract";
import { MOST_BYTES, recognise } from "./reading";

/** What became of a file: which document it is, or null where it is none of them. */
export interface Received {
  name: string;
  document: number | null;
}

/** Position in data.documents -> lines of its text. */
export const known = signal<ReadonlyMap<number, readonly string[]>>(new Map());
/** What was dropped last. */
export const received = signal<readonly Received[]>([]);

/** Read some files; those that are source documents are known from then on. */
export async function receive(files: Iterable<File>, documents: readonly SourceDocument[]): Promise<void> {
  const found = new Map(known.value);
  const said: Received[] = [];
  for (const file of files) {
    const is = file.size <= MOST_BYTES ? recognise(await bytesOf(file), documents) : undefined;
    if (is) found.set(is.document, is.lines);
    said.push({ name: file.name, document: is ? is.document : null });
  }
  known.value = found;
  received.value = said;
}

/** A folder that was dropped, or a file that is gone, reads as nothing. */
async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return new Uint8Array();
  }
}
