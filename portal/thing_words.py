"""The words of the pages of things, lists, search and coverage in English, Swedish and Norwegian."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..graph.order import CERTAINTIES, STATUSES
from ..ontology.terms import model

_LANGUAGES = ("en", "sv", "nb")

KINDS: Mapping[str, str] = {
    "organisation": "organisations", "person": "people", "group": "groups", "event": "events", "series": "series",
    "session": "sessions", "project": "projects", "programme": "programmes", "grant": "grants", "place": "places",
    "topic": "topics", "instrument": "instruments", "publication": "publications", "document": "documents",
}  # fmt: skip
"""Kind of thing -> the address of its list."""

_KINDS = {
    "organisation": ("organisation", "organisation", "organisasjon"),
    "person": ("person", "person", "person"),
    "group": ("group", "grupp", "gruppe"),
    "event": ("event", "evenemang", "arrangement"),
    "series": ("series", "serie", "serie"),
    "session": ("session", "programpunkt", "programpost"),
    "project": ("project", "projekt", "prosjekt"),
    "programme": ("programme", "program", "program"),
    "grant": ("grant", "bidrag", "tilskudd"),
    "place": ("place", "plats", "sted"),
    "topic": ("topic", "ämne", "tema"),
    "instrument": ("instrument", "instrument", "instrument"),
    "publication": ("publication", "publikation", "publikasjon"),
    "document": ("source document", "källdokument", "kildedokument"),
    "claim": ("claim", "påstående", "påstand"),
}
_PLURALS = {
    "organisation": ("Organisations", "Organisationer", "Organisasjoner"),
    "person": ("People", "Personer", "Personer"),
    "group": ("Groups", "Grupper", "Grupper"),
    "event": ("Events", "Evenemang", "Arrangementer"),
    "series": ("Series of events", "Evenemangsserier", "Arrangementsserier"),
    "session": ("Sessions", "Programpunkter", "Programposter"),
    "project": ("Projects", "Projekt", "Prosjekter"),
    "programme": ("Funding programmes", "Finansieringsprogram", "Finansieringsprogrammer"),
    "grant": ("Grants", "Bidrag", "Tilskudd"),
    "place": ("Places", "Platser", "Steder"),
    "topic": ("Topics", "Ämnen", "Temaer"),
    "instrument": ("Instruments", "Instrument", "Instrumenter"),
    "publication": ("Publications", "Publikationer", "Publikasjoner"),
    "document": ("Source documents", "Källdokument", "Kildedokumenter"),
}

_WORDS = {
    # sections of a thing
    "section.Kind and type": ("Kind and type", "Slag och typ", "Type og slag"),
    "section.When": ("When", "När", "Når"),
    "section.Where": ("Where", "Var", "Hvor"),
    "section.Part of": ("Part of", "Del av", "Del av"),
    "section.Language and form": ("Language and form", "Språk och form", "Språk og form"),
    "section.Numbers": ("Numbers", "Antal", "Tall"),
    "section.Aims and descriptions": ("Aims and descriptions", "Syften och beskrivningar", "Formål og beskrivelser"),
    "section.About": ("About", "Handlar om", "Handler om"),
    "section.Documented in": ("Documented in", "Dokumenterat i", "Dokumentert i"),
    "section.membership": ("Posts and memberships", "Poster och medlemskap", "Verv og medlemskap"),
    "section.project-role": ("Projects and roles in them", "Projekt och roller i dem", "Prosjekter og roller i dem"),
    "section.participation": ("Events and roles", "Evenemang och roller", "Arrangementer og roller"),
    "section.funding": ("Funding", "Finansiering", "Finansiering"),
    "section.cooperation": ("Cooperation", "Samarbete", "Samarbeid"),
    "section.mention": ("Mentioned", "Omnämnd", "Omtalt"),
    "section.others": ("Linked to it", "Kopplat till detta", "Knyttet til dette"),
    "section.names": ("Written as", "Skrivet som", "Skrevet som"),
    "section.agenda": ("Agenda", "Program", "Program"),
    "section.partners": ("Ties", "Förbindelser", "Forbindelser"),
    "section.timeline": ("Timeline", "Tidslinje", "Tidslinje"),
    "section.network": ("Network", "Nätverk", "Nettverk"),
    "section.ask": ("Ask about it", "Fråga om detta", "Spør om dette"),
    "section.contradictions": ("Where sources disagree", "Där källor säger emot varandra", "Der kilder sier imot hverandre"),
    "section.read": ("What was read from it", "Vad som är hämtat ur det", "Hva som er hentet fra det"),
    "section.data": ("Data and address", "Data och adress", "Data og adresse"),
    # facts
    "funds": ("funds", "finansierar", "finansierer"),
    "funded by": ("funded by", "finansieras av", "finansieres av"),
    "Funded by": ("Funded by", "Finansieras av", "Finansieres av"),
    "grant": ("grant", "bidrag", "tilskudd"),
    "through": ("through", "genom", "gjennom"),
    "acts for": ("acts for", "agerar för", "handler for"),
    "at": ("at", "vid", "på"),
    "in": ("in", "i", "i"),
    "for": ("for", "för", "for"),
    "within": ("within", "inom", "innenfor"),
    "member": ("member", "medlem", "medlem"),
    "written in": ("written in", "står i", "står i"),
    "line": ("line", "rad", "linje"),
    "lines": ("lines", "rader", "linjer"),
    "because": ("Inferred, because:", "Slutsats, eftersom:", "Sluttet, fordi:"),
    "read so": ("Read so, because:", "Läst så, eftersom:", "Lest slik, fordi:"),
    "contradicted": ("Contradicted:", "Motsägs:", "Motsies:"),
    "context": ("Show the lines in their context", "Visa raderna i sitt sammanhang", "Vis linjene i sammenheng"),
    "no text": ("The text itself is not part of this dataset.", "Själva texten ingår inte i datamängden.",
                "Selve teksten er ikke del av datasettet."),
    "permanent": ("Claim", "Påstående", "Påstand"),
    "curated": ("curators’ words", "kuratorernas ord", "kuratorenes ord"),
    "also": ("Also", "Även", "Også"),
    "places open": ("still open", "ännu obesatt", "fortsatt ledig"),
    "not stated": ("not stated", "inte angivet", "ikke oppgitt"),
    "undated": ("Without a year", "Utan årtal", "Uten årstall"),
    "no year": ("year not stated", "år ej angivet", "år ikke oppgitt"),
    "agenda none": ("No participant is named.", "Ingen deltagare nämns.", "Ingen deltaker er nevnt."),
    "cut": ("The first {shown} facts are shown here; the data formats hold more.",
            "Här visas de första {shown} uppgifterna; dataformaten har fler.",
            "Her vises de første {shown} opplysningene; dataformatene har flere."),
    "nothing": ("The documents say nothing more of it.", "Dokumenten säger inget mer om detta.",
                "Dokumentene sier ikke mer om dette."),
    "facts rest": ("Every fact below names the document and the lines it rests on.",
                   "Varje uppgift nedan anger det dokument och de rader den vilar på.",
                   "Hver opplysning nedenfor angir dokumentet og linjene den bygger på."),
    # partners and network
    "partners": ("Partners", "Partner", "Partnere"),
    "others": ("At the same events, or with funding in common", "Vid samma evenemang, eller med gemensam finansiering",
               "På samme arrangementer, eller med felles finansiering"),
    "partner": ("With", "Med", "Med"),
    "tie kind": ("Tie", "Förbindelse", "Forbindelse"),
    "over": ("Over", "Genom", "Gjennom"),
    "years": ("Years", "År", "År"),
    "sources": ("Sources", "Källor", "Kilder"),
    "sureness": ("Status", "Status", "Status"),
    "ties note": ("Ties are computed from what the documents say, and a mark beside one tells that it is not stated or not reported as done.",
                  "Förbindelserna är beräknade ur det som dokumenten säger, och ett märke bredvid en visar att den inte är uttryckligen angiven eller inte rapporterad som genomförd.",
                  "Forbindelsene er beregnet av det dokumentene sier, og et merke ved siden av en viser at den ikke er uttrykkelig oppgitt eller ikke rapportert som gjennomført."),
    "partners note": ("They do something together, act one for the other, met, or are members of the same organisation or network. Working together is in bold.",
                      "De gör något tillsammans, den ena företräder den andra, de har träffats eller är medlemmar i samma organisation eller nätverk. Samarbete står i fetstil.",
                      "De gjør noe sammen, den ene opptrer for den andre, de har møttes eller er medlemmer av samme organisasjon eller nettverk. Samarbeid står i fet skrift."),
    "others note": ("Being at the same event, having the same funder or paying for the same thing is not collaboration.",
                    "Att vara på samma evenemang, ha samma finansiär eller betala för samma sak är inte samarbete.",
                    "Å være på samme arrangement, ha samme finansiør eller betale for det samme er ikke samarbeid."),
    "ties more": ("{shown} of {all} are shown.", "{shown} av {all} visas.", "{shown} av {all} vises."),
    "strong": ("working together", "samarbete", "samarbeid"),
    "funder": ("funder", "finansiär", "finansiør"),
    "explore it": ("Open in the explorer", "Öppna i utforskaren", "Åpne i utforskeren"),
    "explore here": ("Explore here", "Utforska här", "Utforsk her"),
    "explore fails": ("The explorer could not be opened here.", "Utforskaren kunde inte öppnas här.",
                      "Utforskeren kunne ikke åpnes her."),
    "ego": ("{name} and those it is tied to", "{name} och dem förbindelserna leder till",
            "{name} og dem forbindelsene fører til"),
    "ego more": ("The {shown} closest of {all}.", "De {shown} närmaste av {all}.", "De {shown} nærmeste av {all}."),
    # queries, data
    "query": ("The query behind this", "Frågan bakom detta", "Spørringen bak dette"),
    "in editor": ("Open in the SPARQL editor", "Öppna i SPARQL-redigeraren", "Åpne i SPARQL-redigereren"),
    "as data": ("As data", "Som data", "Som data"),
    "address": ("Permanent address", "Permanent adress", "Permanent adresse"),
    "placeholder": ("a placeholder until the dataset is published", "en platshållare tills datamängden publiceras",
                    "en plassholder til datasettet publiseres"),
    "on this page": ("On this page", "På sidan", "På siden"),
    "all of kind": ("All", "Alla", "Alle"),
    # errors
    "gone title": ("Withdrawn", "Tillbakadragen", "Trukket tilbake"),
    "gone": ("What was here has been withdrawn and is not shown.", "Det som fanns här är tillbakadraget och visas inte.",
             "Det som var her, er trukket tilbake og vises ikke."),
    "unknown title": ("Nothing is recorded here", "Här finns inget antecknat", "Her er ingenting registrert"),
    "unknown": ("There is no record at this address.", "Det finns ingen post på den här adressen.",
                "Det finnes ingen post på denne adressen."),
    "mean": ("Did you mean", "Menade du", "Mente du"),
    # lists
    "results": ("{count} of {all}", "{count} av {all}", "{count} av {all}"),
    "filter": ("Narrow down", "Begränsa", "Avgrens"),
    "filter text": ("Name contains", "Namnet innehåller", "Navnet inneholder"),
    "apply": ("Apply", "Använd", "Bruk"),
    "clear": ("Clear all", "Rensa allt", "Fjern alle"),
    "remove": ("Remove", "Ta bort", "Fjern"),
    "more": ("{count} more", "{count} till", "{count} til"),
    "sort": ("Sort by", "Sortera efter", "Sorter etter"),
    "sort.name": ("name", "namn", "navn"),
    "sort.facts": ("number of facts", "antal uppgifter", "antall opplysninger"),
    "sort.date": ("date", "datum", "dato"),
    "name": ("Name", "Namn", "Navn"),
    "facts": ("Facts", "Uppgifter", "Opplysninger"),
    "date": ("Date", "Datum", "Dato"),
    "previous": ("Previous", "Föregående", "Forrige"),
    "next": ("Next", "Nästa", "Neste"),
    "page of": ("Page {page} of {pages}", "Sida {page} av {pages}", "Side {page} av {pages}"),
    "pages": ("Pages of the list", "Listans sidor", "Listens sider"),
    "csv": ("This list as CSV", "Listan som CSV", "Listen som CSV"),
    "none": ("Nothing fits these choices.", "Inget passar de här valen.", "Ingenting passer til disse valgene."),
    "facet.kind": ("Kind", "Slag", "Type"),
    "facet.country": ("Country", "Land", "Land"),
    "facet.year": ("Year", "År", "År"),
    "facet.project": ("Project", "Projekt", "Prosjekt"),
    "facet.topic": ("Topic", "Ämne", "Tema"),
    "facet.place": ("Place", "Plats", "Sted"),
    "facet.organisation": ("Organisation", "Organisation", "Organisasjon"),
    "facet.series": ("Series", "Serie", "Serie"),
    "facet.document": ("Source", "Källa", "Kilde"),
    "facets note": ("Counts are of what the documents say; “not stated” does not mean that there is none.",
                    "Antalen gäller vad dokumenten säger; ”inte angivet” betyder inte att det saknas.",
                    "Tallene gjelder hva dokumentene sier; «ikke oppgitt» betyr ikke at det mangler."),
    # find
    "find": ("Search", "Sök", "Søk"),
    "find title": ("Search", "Sök", "Søk"),
    "find for": ("Results for “{text}”", "Träffar på ”{text}”", "Treff på «{text}»"),
    "find hint": ("A name of an organisation, a person, an event, a project …",
                  "Ett namn på en organisation, person, ett evenemang, ett projekt …",
                  "Et navn på en organisasjon, person, et arrangement, et prosjekt …"),
    "find none": ("No name holds all of these words.", "Inget namn innehåller alla orden.",
                  "Ingen navn inneholder alle ordene."),
    "find some": ("Names that hold some of these words", "Namn som innehåller några av orden",
                  "Navn som inneholder noen av ordene"),
    "find questions": ("Questions with an answer", "Frågor med svar", "Spørsmål med svar"),
    "all kinds": ("All kinds", "Alla slag", "Alle typer"),
    "matched": ("found as", "hittad som", "funnet som"),
    "count.facts": ("{count} facts", "{count} uppgifter", "{count} opplysninger"),
    "count.fact": ("1 fact", "1 uppgift", "1 opplysning"),
    # start
    "start title": ("Who works with whom, who funds whom, who met where",
                    "Vem samarbetar med vem, vem finansierar vem, vem möttes var",
                    "Hvem samarbeider med hvem, hvem finansierer hvem, hvem møttes hvor"),
    "start lead": (
        "Human rights and labour rights in public purchasing and electronics supply chains. Every fact leads to the line of the document it was read from.",
        "Mänskliga rättigheter och arbetstagares rättigheter i offentliga inköp och elektronikens leveranskedjor. Varje uppgift leder till raden i det dokument den är hämtad ur.",
        "Menneskerettigheter og arbeidstakerrettigheter i offentlige innkjøp og elektronikkens leverandørkjeder. Hver opplysning fører til linjen i dokumentet den er hentet fra.",
    ),
    "start try": ("For instance", "Till exempel", "For eksempel"),
    "start kinds": ("What is recorded", "Vad som finns antecknat", "Hva som er registrert"),
    "start connected": ("Most partners in these documents", "Flest partner i de här dokumenten",
                        "Flest partnere i disse dokumentene"),
    "start projects": ("Who funds it?", "Vem finansierar?", "Hvem finansierer?"),
    "start events": ("Latest events", "Senaste evenemangen", "Siste arrangementer"),
    "start stories": ("Stories", "Berättelser", "Fortellinger"),
    "start questions": ("Questions", "Frågor", "Spørsmål"),
    "start all questions": ("All questions", "Alla frågor", "Alle spørsmål"),
    "start explore": ("See the whole network", "Se hela nätverket", "Se hele nettverket"),
    "start explore text": ("A map of all ties: search it, filter it, find the path between two, play it through time.",
                           "En karta över alla förbindelser: sök, filtrera, hitta vägen mellan två, spela upp den i tiden.",
                           "Et kart over alle forbindelser: søk, filtrer, finn veien mellom to, spill det av i tid."),
    "start documents": ("Where it is written", "Var det står", "Hvor det står"),
    "start coverage": ("What the data cover, and what not", "Vad uppgifterna täcker, och inte",
                       "Hva dataene dekker, og ikke"),
    "partners.none": ("no partners", "inga partner", "ingen partnere"),
    "partners.one": ("1 partner", "1 partner", "1 partner"),
    "partners.unsure": ("{count} only inferred or announced", "{count} bara som slutsats eller aviserat",
                        "{count} bare som slutning eller annonsert"),
    "partners.many": ("{count} partners", "{count} partner", "{count} partnere"),
    "together.one": ("1 other at the same events", "1 annan vid samma evenemang", "1 annen på samme arrangementer"),
    "together.many": ("{count} others at the same events", "{count} andra vid samma evenemang",
                      "{count} andre på samme arrangementer"),
    "money.one": ("1 other with funding in common", "1 annan med gemensam finansiering", "1 annen med felles finansiering"),
    "money.many": ("{count} others with funding in common", "{count} andra med gemensam finansiering",
                   "{count} andre med felles finansiering"),
    "claims.count": ("{count} claims", "{count} påståenden", "{count} påstander"),
    "all": ("All", "Alla", "Alle"),
    # coverage
    "coverage title": ("What the data cover, and what not", "Vad uppgifterna täcker, och inte",
                       "Hva dataene dekker, og ikke"),
    "coverage lead": ("This network is what its source documents tell, and no more. Before reading a rank or an absence, see what it rests on.",
                      "Nätverket är vad källdokumenten berättar, inget mer. Se vad det vilar på innan du drar slutsatser av en plats i en rangordning eller av att något saknas.",
                      "Nettverket er det kildedokumentene forteller, og ikke mer. Se hva det bygger på før du leser noe ut av en rangering eller et fravær."),
    "coverage not": ("What is not covered", "Vad som inte täcks", "Hva som ikke dekkes"),
    "coverage.things": ("Things by kind", "Ting efter slag", "Ting etter type"),
    "coverage.claims": ("Claims by source document", "Påståenden efter källdokument", "Påstander etter kildedokument"),
    "coverage.year": ("Ties by year (of the first and the last day)", "Förbindelser efter år (första och sista dag)",
                      "Forbindelser etter år (første og siste dag)"),
    "coverage.source": ("Ties by source document", "Förbindelser efter källdokument", "Forbindelser etter kildedokument"),
    "coverage.tie": ("Ties by kind", "Förbindelser efter slag", "Forbindelser etter type"),
    "coverage.certainty": ("Ties by certainty", "Förbindelser efter säkerhet", "Forbindelser etter sikkerhet"),
    "coverage.status": ("Ties by status", "Förbindelser efter status", "Forbindelser etter status"),
    "coverage.organisation": ("Ties by kind of organisation", "Förbindelser efter slag av organisation",
                              "Forbindelser etter type organisasjon"),
    "coverage.country": ("Ties by country of organisations", "Förbindelser efter organisationernas land",
                         "Forbindelser etter organisasjonenes land"),
    "coverage many": ("A tie may count on several lines.", "En förbindelse kan räknas på flera rader.",
                      "En forbindelse kan telle på flere linjer."),
    "ties": ("Ties", "Förbindelser", "Forbindelser"),
    "agents": ("People and organisations", "Personer och organisationer", "Personer og organisasjoner"),
    "count": ("Count", "Antal", "Antall"),
    "share": ("Share", "Andel", "Andel"),
    "not.documents": ("It rests on {count} source documents; what no document of these tells is not in it.",
                      "Det vilar på {count} källdokument; det som inget av dem berättar finns inte med.",
                      "Det bygger på {count} kildedokumenter; det ingen av dem forteller, er ikke med."),
    "not.most": ("{count} of {all} ties rest on one document: {name}.", "{count} av {all} förbindelser vilar på ett dokument: {name}.",
                 "{count} av {all} forbindelser bygger på ett dokument: {name}."),
    "not.year": ("{count} of {all} ties have no year.", "{count} av {all} förbindelser saknar årtal.",
                 "{count} av {all} forbindelser mangler årstall."),
    "not.done": ("{count} of {all} ties are not reported as done: they were announced, or it is not known.",
                 "{count} av {all} förbindelser är inte rapporterade som genomförda: de aviserades, eller så är det okänt.",
                 "{count} av {all} forbindelser er ikke rapportert som gjennomført: de ble kunngjort, eller det er ukjent."),
    "not.sure": ("{count} of {all} ties are inferred or disputed.", "{count} av {all} förbindelser är slutsatser eller omtvistade.",
                 "{count} av {all} forbindelser er sluttet eller omstridt."),
    "not.country": ("The country is not stated for {count} of {all} organisations in ties.",
                    "Landet anges inte för {count} av {all} organisationer med förbindelser.",
                    "Landet er ikke oppgitt for {count} av {all} organisasjoner med forbindelser."),
    "not.kind": ("The kind is not stated for {count} of {all} organisations in ties.",
                 "Slaget anges inte för {count} av {all} organisationer med förbindelser.",
                 "Typen er ikke oppgitt for {count} av {all} organisasjoner med forbindelser."),
    "not.people": ("Of people only roles, posts and what a source made public is recorded; no e-mail address and no phone number.",
                   "Om personer antecknas bara roller, poster och vad en källa har gjort offentligt; inga e-postadresser eller telefonnummer.",
                   "Om personer registreres bare roller, verv og det en kilde har gjort offentlig; ingen e-postadresser eller telefonnumre."),
    "explore title": ("Explorer", "Utforskaren", "Utforskeren"),
    "back": ("To the start page", "Till startsidan", "Til startsiden"),
    "explore none": ("The explorer is not built in this installation.", "Utforskaren är inte byggd i den här installationen.",
                     "Utforskeren er ikke bygd i denne installasjonen."),
    "explore many": ("This network has more people and organisations than a browser can draw at once. Each has a page with its own network.",
                     "Nätverket har fler personer och organisationer än en webbläsare kan rita på en gång. Var och en har en sida med sitt eget nätverk.",
                     "Nettverket har flere personer og organisasjoner enn en nettleser kan tegne på én gang. Hver av dem har en side med sitt eget nettverk."),
    "needs script": ("The explorer needs JavaScript. Without it, the pages of things show the same ties as tables.",
                     "Utforskaren behöver JavaScript. Utan det visar sidorna samma förbindelser som tabeller.",
                     "Utforskeren trenger JavaScript. Uten det viser sidene de samme forbindelsene som tabeller."),
    "as printed": ("as printed", "som det står", "som det står"),
    "read note": ("{count} claims were read from this document.", "{count} påståenden är hämtade ur detta dokument.",
                  "{count} påstander er hentet fra dette dokumentet."),
    "what": ("What it says", "Vad det säger", "Hva det sier"),
    "more claims": ("More claims of this document", "Fler påståenden ur dokumentet", "Flere påstander fra dokumentet"),
    "tie": ("tie", "förbindelse", "forbindelse"),
}  # fmt: skip

FEATURED = (
    ("funders-of-project", "project"), ("people-of-organisation", "organisation"), ("ties-of", "organisation"),
    ("appearances-of-person", "person"), ("agenda-of-event", "event"), ("contradictions", ""), ("open-places", ""),
)  # fmt: skip
"""Questions for the start page, and the kind of thing that each asks for."""


class Words(dict[str, str]):
    """The words of one language, by key; ``say(key, count=3)`` fills in what they leave open.

    >>> Words.of("en").say("results", count=3, all=55)
    '3 of 55'
    """

    language = "en"

    @classmethod
    def of(cls, language: str) -> Words:
        """The words of that language; English for one that is not known."""
        return _words(language if language in _LANGUAGES else "en")

    def say(self, key: str, **values: object) -> str:
        """The words with values put in."""
        return self[key].format(**values)

    def kind(self, kind: str) -> str:
        """A kind of thing, in the singular."""
        return self.get(f"kind.{kind}", kind)

    def plural(self, kind: str) -> str:
        """A kind of thing, in the plural, as a heading."""
        return self.get(f"plural.{kind}", kind)


@cache
def _words(language: str) -> Words:
    at = _LANGUAGES.index(language)
    words = Words({key: texts[at] for key, texts in _WORDS.items()})
    words.language = language
    words |= {f"kind.{kind}": texts[at] for kind, texts in _KINDS.items()}
    words |= {f"plural.{kind}": texts[at] for kind, texts in _PLURALS.items()}
    for scheme, notations in (("certainty", CERTAINTIES), ("status", STATUSES)):
        for notation in notations:
            labels = model().concept(scheme, notation).labels
            words[f"{scheme}.{notation}"] = labels.get(language, labels["en"])
    return words
