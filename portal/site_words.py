"""Words of the pages about, licence and privacy."""

from __future__ import annotations

from .languages import Words

WORDS: Words = {
    "en": {
        "about_1": "This site shows a network of people, organisations, events and projects in the field of human "
        "rights and labour rights in public purchasing and electronics supply chains: who works with whom, who funds "
        "whom, and who met where.",
        "about_2": "Every fact leads to the lines of a source document in which it is written. The texts of these "
        "documents are not part of the dataset; their titles, publishers and dates are, and the few words that carry "
        "each fact.",
        "read_title": "How to read it",
        "stated": "Stated", "stated_is": "the source says it in so many words.",
        "inferred": "Inferred", "inferred_is": "the curators conclude it, and give their reason.",
        "disputed": "Disputed", "disputed_is": "sources, or parts of one, say different things; all are shown.",
        "announced": "Announced", "announced_is": "it was planned or expected when the source was written. "
        "Nobody says that it took place.",
        "reported": "Reported", "reported_is": "the source says that it was done, or is so.",
        "ties": "Sharing a programme or attending one event is not the same as working together. The kinds of ties "
        "are kept apart everywhere, and someone's being absent from this network says nothing about them.",
        "reuse_title": "Ways to the data",
        "reuse_pages": "Each thing has a page, and the same address gives data in Turtle, JSON-LD, RDF/XML, N-Triples, "
        "N-Quads and TriG, by its extension or by the header Accept.",
        "reuse_sparql": "A SPARQL 1.1 endpoint answers at", "reuse_seconds": "seconds a query",
        "reuse_editor": "write queries in the editor", "reuse_api": "A JSON interface is described at",
        "reuse_questions": "Named questions give tables as CSV",
        "licence_data": "The data and the vocabulary may be copied, changed and used for any purpose, as long as you "
        "name their source: Creative Commons Attribution 4.0 International.",
        "licence_code": "The program that runs this site is free software under the Apache License 2.0.",
        "licence_others": "Programs of others that come with it, and their licences:",
        "licence_texts": "The source documents belong to their publishers. They are named, and quoted with a few "
        "words, but not included.",
        "cite_title": "How to cite", "cite_version": "version",
        "keep_title": "When you show a fact elsewhere",
        "keep": "Keep its certainty and its status: what is inferred is not stated, and what was announced may not "
        "have happened.",
        "no_tracking_title": "Visitors",
        "no_tracking": "This site sets no cookie but one that keeps the language you chose, loads nothing from other "
        "sites and has no analytics. Its log holds no network addresses and no queries.",
        "people_title": "People in the data",
        "people": "The data name people only in what they did in public: roles, organisations and events that a "
        "published source names. It holds no e-mail addresses, telephone numbers or private matters. Somebody may be "
        "shown without a name, or not at all, where there is reason for it.",
        "correct_title": "Correction or removal",
        "correct": "If something here is wrong, or if you do not want to be shown, please write and name the page. "
        "You need not give a reason. A correction, or a removal, takes effect with the next version of the dataset "
        "and then holds for every page, file and answer.",
        "correct_ask": "Ask for correction or removal",
        "correct_none": "Whoever runs this copy of the site gave no address to write to. Corrections are made in the "
        "records from which the dataset is built: please turn to those who publish these records, or to whoever "
        "gave you the address of this site.",
        "responsible": "Responsible for this site",
        "candidates": "Did you mean",
    },
    "sv": {
        "about_1": "Webbplatsen visar ett nätverk av personer, organisationer, evenemang och projekt inom mänskliga "
        "rättigheter och arbetstagares rättigheter i offentlig upphandling och elektronikens leveranskedjor: vem som arbetar med "
        "vem, vem som finansierar vem och vilka som möttes var.",
        "about_2": "Varje uppgift leder till de rader i ett källdokument där den står. Dokumentens texter ingår inte "
        "i datamängden, men deras titlar, utgivare och datum gör det, liksom de få ord som bär varje uppgift.",
        "read_title": "Så läser man",
        "stated": "Uttryckligen angivet", "stated_is": "källan säger det rent ut.",
        "inferred": "Slutsats", "inferred_is": "redaktörerna drar slutsatsen och anger sitt skäl.",
        "disputed": "Omtvistat", "disputed_is": "källor, eller delar av en källa, säger olika; allt visas.",
        "announced": "Aviserat", "announced_is": "det var planerat eller väntat när källan skrevs. Ingen säger att "
        "det ägde rum.",
        "reported": "Rapporterat", "reported_is": "källan säger att det gjordes, eller är så.",
        "ties": "Att stå på samma program eller delta i samma evenemang är inte att samarbeta. Slagen av band hålls "
        "isär överallt, och att någon saknas i nätverket säger ingenting om den personen.",
        "reuse_title": "Vägar till data",
        "reuse_pages": "Varje sak har en sida, och samma adress ger data i Turtle, JSON-LD, RDF/XML, N-Triples, "
        "N-Quads och TriG, genom ändelse eller genom huvudet Accept.",
        "reuse_sparql": "En ändpunkt för SPARQL 1.1 svarar på", "reuse_seconds": "sekunder per fråga",
        "reuse_editor": "skriv frågor i redigeraren", "reuse_api": "Ett JSON-gränssnitt beskrivs på",
        "reuse_questions": "Namngivna frågor ger tabeller som CSV",
        "licence_data": "Data och vokabulär får kopieras, ändras och användas för alla ändamål om du anger källan: "
        "Creative Commons Erkännande 4.0 Internationell.",
        "licence_code": "Programmet som driver webbplatsen är fri programvara under Apache License 2.0.",
        "licence_others": "Andras program som följer med, och deras licenser:",
        "licence_texts": "Källdokumenten tillhör sina utgivare. De nämns och citeras med några få ord, men ingår inte.",
        "cite_title": "Så hänvisar man", "cite_version": "version",
        "keep_title": "När du visar en uppgift någon annanstans",
        "keep": "Behåll dess säkerhet och status: en slutsats är inte uttryckligen angiven, och det som aviserades "
        "kan ha uteblivit.",
        "no_tracking_title": "Besökare",
        "no_tracking": "Webbplatsen sätter ingen annan kaka än den som minns ditt språkval, hämtar ingenting från andra "
        "webbplatser och har ingen besöksanalys. Loggen innehåller inga nätverksadresser och inga frågor.",
        "people_title": "Personer i data",
        "people": "Personer nämns bara för vad de gjort offentligt: roller, organisationer och evenemang som en "
        "publicerad källa nämner. Här finns inga e-postadresser, telefonnummer eller privata förhållanden. Den som "
        "har skäl för det kan visas utan namn, eller inte alls.",
        "correct_title": "Rättelse eller borttagning",
        "correct": "Är något fel här, eller vill du inte visas? Skriv och ange sidan. Du behöver inte ange något skäl. "
        "En rättelse eller borttagning gäller från datamängdens nästa version, och då på varje sida och i varje fil "
        "och svar.",
        "correct_ask": "Begär rättelse eller borttagning",
        "correct_none": "Den som driver denna kopia av webbplatsen har inte angett någon adress. Rättelser görs i de "
        "poster som datamängden byggs av: vänd dig till dem som ger ut posterna, eller till den som gav dig "
        "webbplatsens adress.",
        "responsible": "Ansvarig för webbplatsen",
        "candidates": "Menade du",
    },
    "nb": {
        "about_1": "Nettstedet viser et nettverk av personer, organisasjoner, arrangementer og prosjekter innen "
        "menneskerettigheter og arbeidstakerrettigheter i offentlige innkjøp og elektronikkens leverandørkjeder: hvem "
        "som arbeider med hvem, hvem som finansierer hvem, og hvem som møttes hvor.",
        "about_2": "Hver opplysning fører til linjene i et kildedokument der den står. Dokumentenes tekster er ikke "
        "del av datasettet, men titler, utgivere og datoer er det, og de få ordene som bærer hver opplysning.",
        "read_title": "Slik leser man",
        "stated": "Uttrykkelig oppgitt", "stated_is": "kilden sier det rett ut.",
        "inferred": "Slutning", "inferred_is": "redaktørene slutter seg til det og oppgir grunnen.",
        "disputed": "Omstridt", "disputed_is": "kilder, eller deler av én kilde, sier ulike ting; alt vises.",
        "announced": "Annonsert", "announced_is": "det var planlagt eller ventet da kilden ble skrevet. Ingen sier at "
        "det fant sted.",
        "reported": "Rapportert", "reported_is": "kilden sier at det ble gjort, eller er slik.",
        "ties": "Å stå på samme program eller delta på samme arrangement er ikke å samarbeide. Slagene av bånd holdes "
        "fra hverandre overalt, og at noen mangler i nettverket, sier ingenting om dem.",
        "reuse_title": "Veier til dataene",
        "reuse_pages": "Hver ting har en side, og samme adresse gir data i Turtle, JSON-LD, RDF/XML, N-Triples, "
        "N-Quads og TriG, ved endelse eller ved hodet Accept.",
        "reuse_sparql": "Et endepunkt for SPARQL 1.1 svarer på", "reuse_seconds": "sekunder per spørring",
        "reuse_editor": "skriv spørringer i redigereren", "reuse_api": "Et JSON-grensesnitt er beskrevet på",
        "reuse_questions": "Navngitte spørsmål gir tabeller som CSV",
        "licence_data": "Data og vokabular kan kopieres, endres og brukes til alle formål når du oppgir kilden: "
        "Creative Commons Navngivelse 4.0 Internasjonal.",
        "licence_code": "Programmet som driver nettstedet, er fri programvare under Apache License 2.0.",
        "licence_others": "Andres programmer som følger med, og lisensene deres:",
        "licence_texts": "Kildedokumentene tilhører utgiverne sine. De nevnes og siteres med noen få ord, men er ikke "
        "tatt med.",
        "cite_title": "Slik viser man til det", "cite_version": "versjon",
        "keep_title": "Når du viser en opplysning et annet sted",
        "keep": "Behold sikkerheten og statusen: en slutning er ikke uttrykkelig oppgitt, og det som ble annonsert, "
        "har kanskje ikke skjedd.",
        "no_tracking_title": "Besøkende",
        "no_tracking": "Nettstedet setter ingen annen informasjonskapsel enn den som husker språket du valgte, henter "
        "ingenting fra andre nettsteder og har ingen besøksanalyse. Loggen inneholder ingen nettverksadresser og ingen "
        "spørringer.",
        "people_title": "Personer i dataene",
        "people": "Personer nevnes bare for det de har gjort offentlig: roller, organisasjoner og arrangementer som en "
        "publisert kilde nevner. Her er ingen e-postadresser, telefonnumre eller private forhold. Den som har grunn "
        "til det, kan vises uten navn, eller ikke i det hele tatt.",
        "correct_title": "Retting eller fjerning",
        "correct": "Er noe galt her, eller vil du ikke vises? Skriv og oppgi siden. Du trenger ikke oppgi noen grunn. "
        "En retting eller fjerning gjelder fra neste versjon av datasettet, og da på hver side og i hver fil og hvert "
        "svar.",
        "correct_ask": "Be om retting eller fjerning",
        "correct_none": "Den som driver denne kopien av nettstedet, har ikke oppgitt noen adresse. Rettinger gjøres i "
        "postene som datasettet bygges av: henvend deg til dem som utgir postene, eller til den som ga deg adressen "
        "til nettstedet.",
        "responsible": "Ansvarlig for nettstedet",
        "candidates": "Mente du",
    },
}  # fmt: skip
