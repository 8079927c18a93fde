/** Handing the page a source document: by dropping its file anywhere, or by a button. */

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { opened } from "../state/derived";
import { filled, words } from "../words/words";
import { known, receive, received } from "./known";

const said = words({
  en: {
    open: "Open a document's file…",
    drop: "Drop the file here. It is read on your own machine and sent nowhere.",
    is: "“{file}” is the source document “{title}”. Its lines are now shown with the evidence.",
    none: "“{file}” is none of the source documents of this dataset. A document is recognised by its exact text.",
    have: "{n} of {m} source documents are open on this page.",
  },
  sv: {
    open: "Öppna ett dokuments fil …",
    drop: "Släpp filen här. Den läses på din egen dator och skickas ingenstans.",
    is: "”{file}” är källdokumentet ”{title}”. Dess rader visas nu intill beläggen.",
    none: "”{file}” är inget av källdokumenten i den här datamängden. Ett dokument känns igen på sin exakta text.",
    have: "{n} av {m} källdokument är öppna på sidan.",
  },
  nb: {
    open: "Åpne filen til et dokument …",
    drop: "Slipp filen her. Den leses på din egen maskin og sendes ingen steder.",
    is: "«{file}» er kildedokumentet «{title}». Linjene vises nå sammen med belegget.",
    none: "«{file}» er ikke et av kildedokumentene i dette datasettet. Et dokument kjennes igjen på den nøyaktige teksten.",
    have: "{n} av {m} kildedokumenter er åpne på siden.",
  },
});

const over = signal(false);

function read(files: FileList | null | undefined): void {
  if (files?.length) void receive(Array.from(files), opened.value.data.documents);
}

/** The whole page takes files; what it says about them is heard, too. */
export function DropZone() {
  useEffect(() => {
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over.value = true;
    };
    const leave = (event: DragEvent): void => void (event.relatedTarget === null && (over.value = false));
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over.value = false;
      read(event.dataTransfer?.files);
    };
    const all = [["dragenter", enter], ["dragover", enter], ["dragleave", leave], ["drop", drop]] as const;
    for (const [name, listener] of all) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of all) document.removeEventListener(name, listener);
    };
  }, []);
  return over.value ? <div class="drop" aria-hidden="true"><p>{said().drop}</p></div> : null;
}

/** A button for those who do not drag. */
export function OpenFile() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="stack open-file">
      <button type="button" class="button small" onClick={() => input.current?.click()}>{said().open}</button>
      <input
        ref={input} type="file" multiple hidden accept=".txt,.md,text/*"
        onChange={(event) => { read(event.currentTarget.files); event.currentTarget.value = ""; }}
      />
    </div>
  );
}

/** What became of the files that were dropped last, and how many documents are open. */
export function ReceivedFiles() {
  const { documents } = opened.value.data;
  return (
    <div role="status" class="small-text">
      {received.value.map(({ name, document }) => (
        <p key={name}>
          <bdi>{filled(document === null ? said().none : said().is, { file: name, title: documents[document ?? -1]?.title ?? "" })}</bdi>
        </p>
      ))}
      {known.value.size > 0 && <p class="muted">{filled(said().have, { n: known.value.size, m: documents.length })}</p>}
    </div>
  );
}
