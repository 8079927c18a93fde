/** The words of the filters in three languages. */

import { words } from "../words/words";

export const said = words({
  en: {
    shown: "{n} of {m} {what} are shown", drawn: "{p} in the picture; the filters leave {n} of {m} {what}", undated: "{k} undated",
    undatedOut: "{k} undated are left out", set: "Filters that are set", remove: "take this filter away", clear: "Clear filters",
    nothing: "Nothing passes these filters. Take one away to see some again.", noneTicked: "Nothing is ticked, so nothing is shown. Tick what you want to see.",
    kinds: "Kind of tie", roles: "Role", strong: "Strong ties", others: "Other ties", notDrawn: "Not shown at first",
    why: "Having been at the same event, or having the same funder, is not collaboration. Tick to see these ties too.", noWork: "These do not say that they worked together.",
    onlyStrong: "Only strong", all: "All", none: "None", sources: "Independent sources", sourcesHelp: "How many source documents alone support a tie.",
    any: "Any number", alone: "1 only", atLeast: "{n} or more", certainty: "Certainty", status: "Status", stated: "the source says so", inferred: "worked out, with a reason",
    disputed: "sources contradict one another", announced: "planned or invited when the source was written", reported: "done, or in force",
    agents: "Kinds of agent", agentsHelp: "None ticked: all are shown. Else both ends of a tie are of one of the ticked kinds.",
    aboutHelp: "None ticked: all are shown. Else what a tie shares is of, at or about one of the ticked.",
    place: "Place", project: "Project", topic: "Topic",
  },
  sv: {
    shown: "{n} av {m} {what} visas", drawn: "{p} i bilden; filtren lämnar {n} av {m} {what}", undated: "{k} odaterade",
    undatedOut: "{k} odaterade är utelämnade", set: "Filter som är valda", remove: "ta bort detta filter", clear: "Rensa filter",
    nothing: "Inget kommer igenom dessa filter. Ta bort ett för att se några igen.", noneTicked: "Inget är förkryssat, så inget visas. Kryssa för det du vill se.",
    kinds: "Typ av förbindelse", roles: "Roll", strong: "Starka förbindelser", others: "Övriga förbindelser", notDrawn: "Visas inte från början",
    why: "Att ha varit på samma evenemang eller ha samma finansiär är inte samarbete. Kryssa för att se även dessa förbindelser.", noWork: "Dessa säger inte att de arbetade tillsammans.",
    onlyStrong: "Bara starka", all: "Alla", none: "Inga", sources: "Oberoende källor", sourcesHelp: "Hur många källdokument som var för sig stöder en förbindelse.",
    any: "Valfritt antal", alone: "Bara 1", atLeast: "{n} eller fler", certainty: "Säkerhet", status: "Status", stated: "källan säger det", inferred: "härledd, med ett skäl",
    disputed: "källor motsäger varandra", announced: "planerat eller inbjudet när källan skrevs", reported: "genomfört eller gällande",
    agents: "Typer av aktörer", agentsHelp: "Inget förkryssat: alla visas. Annars är båda ändarna av en förbindelse av någon av de valda typerna.",
    aboutHelp: "Inget förkryssat: alla visas. Annars hör det som en förbindelse delar till något av de valda.",
    place: "Plats", project: "Projekt", topic: "Ämne",
  },
  nb: {
    shown: "{n} av {m} {what} vises", drawn: "{p} i bildet; filtrene lar {n} av {m} {what} stå igjen", undated: "{k} udaterte",
    undatedOut: "{k} udaterte er utelatt", set: "Filtre som er valgt", remove: "ta bort dette filteret", clear: "Nullstill filtre",
    nothing: "Ingenting slipper gjennom disse filtrene. Ta bort ett for å se noen igjen.", noneTicked: "Ingenting er krysset av, så ingenting vises. Kryss av for det du vil se.",
    kinds: "Type forbindelse", roles: "Rolle", strong: "Sterke forbindelser", others: "Andre forbindelser", notDrawn: "Vises ikke fra starten",
    why: "Å ha vært på samme arrangement eller ha samme finansiør er ikke samarbeid. Kryss av for å se også disse forbindelsene.", noWork: "Disse sier ikke at de arbeidet sammen.",
    onlyStrong: "Bare sterke", all: "Alle", none: "Ingen", sources: "Uavhengige kilder", sourcesHelp: "Hvor mange kildedokumenter som hver for seg støtter en forbindelse.",
    any: "Uansett antall", alone: "Bare 1", atLeast: "{n} eller flere", certainty: "Sikkerhet", status: "Status", stated: "kilden sier det", inferred: "utledet, med en grunn",
    disputed: "kilder motsier hverandre", announced: "planlagt eller invitert da kilden ble skrevet", reported: "gjennomført eller i kraft",
    agents: "Typer aktører", agentsHelp: "Ingen krysset av: alle vises. Ellers er begge ender av en forbindelse av en av de valgte typene.",
    aboutHelp: "Ingen krysset av: alle vises. Ellers hører det en forbindelse deler, til noe av det valgte.",
    place: "Sted", project: "Prosjekt", topic: "Tema",
  },
});
