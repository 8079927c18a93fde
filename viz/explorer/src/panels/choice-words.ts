/** What the parts of a filter are called, and how those that are set are told in a few words. */

import type { Language } from "../data/contract";

const EN = {
  kinds: "Kind of tie", sources: "At least {n} sources", alone: "One source only", certainty: "Certainty", status: "Status", agents: "Agents",
  place: "Place", project: "Project", topic: "Topic", none: "none", several: "{first} and others, {n} in all",
  within: "In {since}", between: "From {since} to {until}", since: "Since {since}", until: "As of {until}", undated: "Without undated",
};

type Words = typeof EN;

const WORDS: Record<Language, Words> = {
  en: EN,
  sv: {
    kinds: "Typ av förbindelse", sources: "Minst {n} källor", alone: "Bara en källa", certainty: "Säkerhet", status: "Status", agents: "Aktörer",
    place: "Plats", project: "Projekt", topic: "Ämne", none: "ingen", several: "{first} med flera, totalt {n}",
    within: "Under {since}", between: "Från {since} till {until}", since: "Från och med {since}", until: "Per {until}",
    undated: "Utan odaterade",
  },
  nb: {
    kinds: "Type forbindelse", sources: "Minst {n} kilder", alone: "Bare én kilde", certainty: "Sikkerhet", status: "Status", agents: "Aktører",
    place: "Sted", project: "Prosjekt", topic: "Tema", none: "ingen", several: "{first} med flere, {n} i alt",
    within: "I {since}", between: "Fra {since} til {until}", since: "Fra og med {since}", until: "Per {until}",
    undated: "Uten udaterte",
  },
};

/** The words of the parts of a filter in a language. */
export function choiceWords(language: Language): Words {
  return WORDS[language];
}
