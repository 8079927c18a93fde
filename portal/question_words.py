"""The words of the pages of questions and of the editor, and of the columns of answers, in three languages."""

from __future__ import annotations

_WORDS = {
    "en": {
        "questions": "Questions", "lead": "Ask what the sources say. Every row of an answer leads to the lines it rests on.",
        "people": "People", "organisations": "Organisations", "events": "Events", "network": "Network", "funding": "Funding",
        "evidence": "Evidence", "gaps": "Gaps", "counts": "Counts", "other": "Other questions",
        "missing": "There is no question “{name}”. These are all:", "all": "All questions",
        "ask": "Ask", "optional": "may be left out", "examples": "For example:", "any": "any", "kinds": "Takes:",
        "many": "“{name}” names several things. Choose one:", "none": "There is no record of “{name}”.",
        "near": "Did you mean:", "wrong": "This value cannot be used.", "answer": "Answer", "rows": "{n} rows", "row": "1 row",
        "more": "Only the first {n} rows are shown. A download has all.",
        "nothing": "No record: nothing here answers this, which does not prove that there is nothing.",
        "why": "The dataset holds what its source documents say, and no more.", "coverage": "What the data cover",
        "picture": "Picture", "pictured": "What stands in one row of the answer is linked. Nodes can be chosen, moved and zoomed.",
        "scripts": "The picture needs JavaScript; the table says the same.",
        "table": "Table", "downloads": "Download:", "query": "The query behind this", "edit": "Open it in the editor",
        "where": "Where it is written", "lines": "lines", "line": "line", "claim": "the claim", "because": "Because:",
        "see": "See also", "disputed": "Contradicted:", "one row": "in one row of the answer", "several": "in several rows",
        "editor": "SPARQL editor", "editor lead": "Ask the dataset in SPARQL 1.1. Our prefixes need not be declared. "
        "To draw an answer, name its columns ?node and ?linkedNode (and, if you like, ?nodeLabel, ?linkedNodeLabel, ?nodeSize, ?nodeColour).",
        "run": "Run", "form": "Form of the answer", "plain": "Your query", "choose": "Open a question …", "draw": "Network",
        "nodes": "{nodes} nodes, {lines} lines", "cut": "Only the first {n} nodes are drawn.",
    },
    "sv": {
        "questions": "Frågor", "lead": "Fråga vad källorna säger. Varje rad i ett svar leder till de rader som den vilar på.",
        "people": "Personer", "organisations": "Organisationer", "events": "Evenemang", "network": "Nätverk", "funding": "Finansiering",
        "evidence": "Belägg", "gaps": "Luckor", "counts": "Antal", "other": "Andra frågor",
        "missing": "Det finns ingen fråga ”{name}”. Här är alla:", "all": "Alla frågor",
        "ask": "Fråga", "optional": "kan utelämnas", "examples": "Till exempel:", "any": "vilket som helst", "kinds": "Tar:",
        "many": "”{name}” är namn på flera. Välj en:", "none": "Det finns ingen uppgift om ”{name}”.",
        "near": "Menade du:", "wrong": "Värdet går inte att använda.", "answer": "Svar", "rows": "{n} rader", "row": "1 rad",
        "more": "Bara de första {n} raderna visas. En nedladdning har alla.",
        "nothing": "Ingen uppgift: inget här svarar på detta, vilket inte bevisar att inget finns.",
        "why": "Datamängden innehåller det som källdokumenten säger, och inget mer.", "coverage": "Vad datamängden täcker",
        "picture": "Bild", "pictured": "Det som står i samma rad i svaret är sammanbundet. Noder kan väljas, flyttas och zoomas.",
        "scripts": "Bilden kräver JavaScript; tabellen säger detsamma.",
        "table": "Tabell", "downloads": "Ladda ner:", "query": "Sökfrågan bakom detta", "edit": "Öppna den i redigeraren",
        "where": "Var det står", "lines": "rader", "line": "rad", "claim": "uppgiften", "because": "Därför att:",
        "see": "Se även", "disputed": "Motsägs:", "one row": "i samma rad i svaret", "several": "i flera rader",
        "editor": "SPARQL-redigerare", "editor lead": "Fråga datamängden i SPARQL 1.1. Våra prefix behöver inte deklareras. "
        "För att rita ett svar, kalla kolumnerna ?node och ?linkedNode (och om du vill ?nodeLabel, ?linkedNodeLabel, ?nodeSize, ?nodeColour).",
        "run": "Kör", "form": "Svarets form", "plain": "Din sökfråga", "choose": "Öppna en fråga …", "draw": "Nätverk",
        "nodes": "{nodes} noder, {lines} linjer", "cut": "Bara de första {n} noderna är ritade.",
    },
    "nb": {
        "questions": "Spørsmål", "lead": "Spør hva kildene sier. Hver rad i et svar fører til linjene den hviler på.",
        "people": "Personer", "organisations": "Organisasjoner", "events": "Arrangementer", "network": "Nettverk", "funding": "Finansiering",
        "evidence": "Belegg", "gaps": "Hull", "counts": "Antall", "other": "Andre spørsmål",
        "missing": "Det finnes ikke noe spørsmål «{name}». Her er alle:", "all": "Alle spørsmål",
        "ask": "Spør", "optional": "kan utelates", "examples": "For eksempel:", "any": "hvilken som helst", "kinds": "Tar:",
        "many": "«{name}» er navnet på flere. Velg én:", "none": "Det finnes ingen opplysning om «{name}».",
        "near": "Mente du:", "wrong": "Verdien kan ikke brukes.", "answer": "Svar", "rows": "{n} rader", "row": "1 rad",
        "more": "Bare de første {n} radene vises. En nedlasting har alle.",
        "nothing": "Ingen opplysning: ingenting her svarer på dette, noe som ikke beviser at ingenting finnes.",
        "why": "Datasettet inneholder det kildedokumentene sier, og ikke mer.", "coverage": "Hva datasettet dekker",
        "picture": "Bilde", "pictured": "Det som står i samme rad i svaret, er bundet sammen. Noder kan velges, flyttes og zoomes.",
        "scripts": "Bildet krever JavaScript; tabellen sier det samme.",
        "table": "Tabell", "downloads": "Last ned:", "query": "Spørringen bak dette", "edit": "Åpne den i redigeringsprogrammet",
        "where": "Hvor det står", "lines": "linjer", "line": "linje", "claim": "opplysningen", "because": "Fordi:",
        "see": "Se også", "disputed": "Motsies:", "one row": "i samme rad i svaret", "several": "i flere rader",
        "editor": "SPARQL-redigering", "editor lead": "Spør datasettet i SPARQL 1.1. Prefiksene våre trenger ikke å deklareres. "
        "For å tegne et svar, kall kolonnene ?node og ?linkedNode (og om du vil ?nodeLabel, ?linkedNodeLabel, ?nodeSize, ?nodeColour).",
        "run": "Kjør", "form": "Svarets form", "plain": "Spørringen din", "choose": "Åpne et spørsmål …", "draw": "Nettverk",
        "nodes": "{nodes} noder, {lines} linjer", "cut": "Bare de første {n} nodene er tegnet.",
    },
}  # fmt: skip

_COLUMNS = {
    "agent": ("Who", "Vem", "Hvem"), "because": ("Because", "Därför att", "Fordi"),
    "behalf": ("On behalf of", "För", "På vegne av"), "certainty": ("Certainty", "Säkerhet", "Sikkerhet"),
    "class": ("Kind of claim", "Slags uppgift", "Slags opplysning"), "country": ("Country", "Land", "Land"),
    "date": ("Date", "Datum", "Dato"), "document": ("Document", "Dokument", "Dokument"),
    "documents": ("Documents", "Dokument", "Dokumenter"), "end": ("End", "Slut", "Slutt"),
    "event": ("Event", "Evenemang", "Arrangement"), "events": ("Events", "Evenemang", "Arrangementer"),
    "first": ("First", "Första", "Første"), "funder": ("Funder", "Finansiär", "Finansiør"),
    "grant": ("Grant", "Bidrag", "Tilskudd"), "item": ("What is funded", "Det som finansieras", "Det som finansieres"),
    "kind": ("Kind", "Slag", "Type"), "language": ("Language", "Språk", "Språk"), "last": ("Last", "Sista", "Siste"),
    "member": ("Member", "Medlem", "Medlem"), "name": ("Name", "Namn", "Navn"), "number": ("Number", "Nummer", "Nummer"),
    "organisation": ("Organisation", "Organisation", "Organisasjon"),
    "organisations": ("Organisations", "Organisationer", "Organisasjoner"), "other": ("The other", "Den andra", "Den andre"),
    "parent": ("Part of", "Del av", "Del av"), "person": ("Person", "Person", "Person"), "place": ("Place", "Plats", "Sted"),
    "places": ("Places", "Platser", "Plasser"), "position": ("Position", "Plats i ordningen", "Plass i rekkefølgen"),
    "principal": ("Principal", "Uppdragsgivare", "Oppdragsgiver"), "programme": ("Programme", "Program", "Program"),
    "property": ("What is said", "Vad som sägs", "Hva som sies"), "qualifier": ("Qualifier", "Precisering", "Presisering"),
    "role": ("Role", "Roll", "Rolle"), "said": ("What is said", "Vad som sägs", "Hva som sies"),
    "second": ("Second", "Andra", "Andre"), "session": ("Session", "Programpunkt", "Programpost"),
    "sources": ("Sources", "Källor", "Kilder"), "start": ("Start", "Början", "Start"), "status": ("Status", "Status", "Status"),
    "subject": ("About", "Gäller", "Gjelder"), "thing": ("Thing", "Post", "Post"), "things": ("Number", "Antal", "Antall"),
    "through": ("Through", "Genom", "Gjennom"), "ties": ("Ties", "Förbindelser", "Forbindelser"),
    "times": ("Times", "Gånger", "Ganger"), "title": ("Title", "Titel", "Tittel"), "value": ("Value", "Värde", "Verdi"),
    "year": ("Year", "År", "År"),
}  # fmt: skip
_AT = {"en": 0, "sv": 1, "nb": 2}


def words(language: str) -> dict[str, str]:
    """The words of the pages."""
    return _WORDS[language]


def heading(column: str, language: str) -> str:
    """The heading of a column; a name that is not known is its own.

    >>> heading("funder", "sv"), heading("strange", "sv")
    ('Finansiär', 'strange')
    """
    known = _COLUMNS.get(column)
    return known[_AT[language]] if known else column
