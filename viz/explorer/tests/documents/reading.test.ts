import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { SourceDocument } from "../../src/data/contract";
import { known, receive, received } from "../../src/documents/known";
import { digest, recognise } from "../../src/documents/reading";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
const of = (text: string): SourceDocument => ({ thing: 0, title: "T", publisher: "P", date: "", language: "en", address: "", sha256: sha(text) });

const TEXT = "Möte i Påhittad\nBo Hittepå talar\n";
const documents = [of("something else"), of(TEXT)];

beforeEach(() => {
  known.value = new Map();
  received.value = [];
});

test("the digest is that of the exact bytes", () => {
  expect(digest(bytes(TEXT))).toBe(sha(TEXT));
});

test.each([["as it is", TEXT], ["with a byte order mark", `\ufeff${TEXT}`], ["with carriage returns", TEXT.replaceAll("\n", "\r\n")]])(
  "a document is recognised %s", (_, text) => {
    expect(recognise(bytes(text), documents)).toEqual({ document: 1, lines: ["Möte i Påhittad", "Bo Hittepå talar"] });
  },
);

test("a document with carriage returns of its own is recognised without them", () => {
  expect(recognise(bytes("a\nb"), [of("a\r\nb")])).toEqual({ document: 0, lines: ["a\r", "b"] });
});

test("one changed letter, and it is none of them", () => {
  expect(recognise(bytes(TEXT.replace("Bo", "Ba")), documents)).toBeUndefined();
});

test("dropped files are known from then on; others are said to be none", async () => {
  await receive([new File([TEXT], "mote.txt"), new File(["x"], "other.txt")], documents);
  expect([...known.value.keys()]).toEqual([1]);
  expect(received.value).toEqual([{ name: "mote.txt", document: 1 }, { name: "other.txt", document: null }]);
});
