"""What only the static site says, in English, Swedish and Norwegian."""

from __future__ import annotations

from ..languages import Words

WORDS: Words = {
    "en": {
        "placeholders": "These pages are a trial: the addresses that they tell, or those of their publisher, are placeholders "
        "that lead nowhere. Do not cite them.",
        "examples": "Answers that are here",
        "no form": "These pages come from a plain web server, which has these answers and no others.",
        "ask portal": "Ask with other values in the portal",
        "downloads": "Data to download",
        "downloads lead": "Everything on these pages, as files. Each release stays at its address, with the checksums of its files.",
        "release": "Release", "file": "File", "bytes": "Size", "format": "Format", "earlier": "Earlier releases",
        "changes": "What changed", "feed": "News of releases (Atom)", "stream": "Event stream of claims (LDES)", "sums": "Checksums", "catalogue": "Description of the dataset",
        "none here": "No files of this release lie beside these pages.",
        "things": "The data of each thing lie beside its page, as Turtle, JSON-LD, RDF/XML and N-Triples.",
        "404": "Not here", "404 lead": "There is no page at this address. Search for a name, or begin anew.",
        "lists": "All names, from A to Z", "needs script": "The search needs JavaScript. Without it, here are all names:",
        "shown": "{count} of {all}", "nothing found": "No name is like that.", "moved": "This has another address now:",
        "more": "More", "as data": "As data",
    },
    "sv": {
        "placeholders": "Sidorna är ett prov: adresserna som de nämner, eller utgivarens, är platshållare som inte leder "
        "någonstans. Hänvisa inte till dem.",
        "examples": "Svar som finns här",
        "no form": "Sidorna kommer från en enkel webbserver, som har dessa svar och inga andra.",
        "ask portal": "Fråga med andra värden i portalen",
        "downloads": "Data att ladda ner",
        "downloads lead": "Allt på dessa sidor, som filer. Varje utgåva ligger kvar på sin adress, med filernas kontrollsummor.",
        "release": "Utgåva", "file": "Fil", "bytes": "Storlek", "format": "Format", "earlier": "Tidigare utgåvor",
        "changes": "Vad som har ändrats", "feed": "Nya utgåvor (Atom)", "stream": "Ström av ändrade uppgifter (LDES)", "sums": "Kontrollsummor", "catalogue": "Beskrivning av datamängden",
        "none here": "Inga filer från denna utgåva ligger bredvid sidorna.",
        "things": "Data om varje sak ligger bredvid dess sida, som Turtle, JSON-LD, RDF/XML och N-Triples.",
        "404": "Finns inte", "404 lead": "Det finns ingen sida på den här adressen. Sök efter ett namn, eller börja om.",
        "lists": "Alla namn, från A till Ö", "needs script": "Sökningen kräver JavaScript. Utan det finns alla namn här:",
        "shown": "{count} av {all}", "nothing found": "Inget namn liknar det.", "moved": "Detta har en annan adress nu:",
        "more": "Fler", "as data": "Som data",
    },
    "nb": {
        "placeholders": "Sidene er en prøve: adressene de nevner, eller utgiverens, er plassholdere som ikke fører noe sted. "
        "Ikke vis til dem.",
        "examples": "Svar som finnes her",
        "no form": "Sidene kommer fra en enkel nettjener, som har disse svarene og ingen andre.",
        "ask portal": "Spør med andre verdier i portalen",
        "downloads": "Data til nedlasting",
        "downloads lead": "Alt på disse sidene, som filer. Hver utgave blir liggende på adressen sin, med filenes kontrollsummer.",
        "release": "Utgave", "file": "Fil", "bytes": "Størrelse", "format": "Format", "earlier": "Tidligere utgaver",
        "changes": "Hva som er endret", "feed": "Nye utgaver (Atom)", "stream": "Strøm av endrede opplysninger (LDES)", "sums": "Kontrollsummer", "catalogue": "Beskrivelse av datasettet",
        "none here": "Ingen filer fra denne utgaven ligger ved siden av sidene.",
        "things": "Dataene om hver ting ligger ved siden av siden, som Turtle, JSON-LD, RDF/XML og N-Triples.",
        "404": "Finnes ikke", "404 lead": "Det er ingen side på denne adressen. Søk etter et navn, eller begynn på nytt.",
        "lists": "Alle navn, fra A til Å", "needs script": "Søket krever JavaScript. Uten det er alle navn her:",
        "shown": "{count} av {all}", "nothing found": "Ingen navn ligner på det.", "moved": "Dette har en annen adresse nå:",
        "more": "Flere", "as data": "Som data",
    },
}  # fmt: skip
