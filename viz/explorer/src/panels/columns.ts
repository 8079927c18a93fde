/** What the columns of the tables and of the CSV files are called, in three languages. */

import type { Language } from "../data/contract";

const EN = {
  name: "Name", kind: "Kind", ties: "Ties shown", shownLines: "Lines shown", value: "Ties in all", rank: "Rank", best: "Best rank", worst: "Worst rank",
  community: "Community", first: "First date", last: "Last date", from: "From", to: "To", certainty: "Certainty", status: "Status",
  sources: "Sources", shared: "What is shared", weight: "Weight", sentence: "Claim", document: "Source document", lines: "Lines",
  words: "Printed words",
};

/** A column of a table; the rest are headings that stand for another. */
export type ColumnId = Exclude<keyof typeof EN, "shownLines">;

const WORDS: Record<Language, typeof EN> = {
  en: EN,
  sv: {
    name: "Namn", kind: "Typ", ties: "Visade förbindelser", shownLines: "Visade linjer", value: "Förbindelser totalt", rank: "Rang", best: "Bästa rang",
    worst: "Sämsta rang", community: "Gemenskap", first: "Första datum", last: "Sista datum", from: "Från", to: "Till",
    certainty: "Säkerhet", status: "Status", sources: "Källor", shared: "Vad som delas", weight: "Vikt", sentence: "Uppgift",
    document: "Källdokument", lines: "Rader", words: "Tryckta ord",
  },
  nb: {
    name: "Navn", kind: "Type", ties: "Viste forbindelser", shownLines: "Viste streker", value: "Forbindelser totalt", rank: "Rang", best: "Beste rang",
    worst: "Dårligste rang", community: "Fellesskap", first: "Første dato", last: "Siste dato", from: "Fra", to: "Til",
    certainty: "Sikkerhet", status: "Status", sources: "Kilder", shared: "Hva som deles", weight: "Vekt", sentence: "Opplysning",
    document: "Kildedokument", lines: "Linjer", words: "Trykte ord",
  },
};

/** Labels of all columns in a language. */
export function columnWords(language: Language): typeof EN {
  return WORDS[language];
}
