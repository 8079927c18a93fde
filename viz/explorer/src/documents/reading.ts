/** A file of the reader's as one of the source documents: recognised by the SHA-256 of its bytes, and by nothing else. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { SourceDocument } from "../data/contract";
import { linesOf } from "./lines";

/** Larger files are none of the documents (graph/documents.py). */
export const MOST_BYTES = 50_000_000;

const LF = 0x0a;
const CR = 0x0d;

/** SHA-256 in lower-case hex. */
export function digest(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** The bytes as they are, then as they were before a mail program or an editor added a mark or changed the ends of lines. */
export function* spellings(bytes: Uint8Array): Generator<Uint8Array> {
  const bare = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  yield bytes;
  if (bare !== bytes) yield bare;
  const simple = withoutReturns(bare);
  if (simple.length !== bare.length) yield simple;
  yield withReturns(simple);
}

/** Which of the documents the bytes are, and its lines; undefined: none of them. */
export function recognise(bytes: Uint8Array, documents: readonly SourceDocument[]): { document: number; lines: string[] } | undefined {
  for (const some of spellings(bytes)) {
    const found = digest(some);
    const document = documents.findIndex((one) => one.sha256 === found);
    if (document >= 0) return { document, lines: linesOf(new TextDecoder("utf-8", { ignoreBOM: true }).decode(some)) };
  }
  return undefined;
}

function withoutReturns(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => byte !== CR || bytes[at + 1] !== LF);
}

function withReturns(bytes: Uint8Array): Uint8Array {
  const feeds = bytes.reduce((count, byte) => count + (byte === LF ? 1 : 0), 0);
  const out = new Uint8Array(bytes.length + feeds);
  let to = 0;
  for (const byte of bytes) {
    if (byte === LF) out[to++] = CR;
    out[to++] = byte;
  }
  return out;
}
