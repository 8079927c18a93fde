/** Words of the map. */

import { words } from "../words/words";

export const said = words({
  en: {
    map: "Map of the network",
    keys: "Arrow keys walk from node to node, partners first. Enter selects, Shift and Enter selects beside. 1, 2 and 3 set how many steps around are shown. E asks which partners to bring in. Plus and minus zoom, 0 fits the picture. Escape lets go.",
    tools: "Map tools", nearer: "Zoom in", farther: "Zoom out", fit: "Fit the picture into the window",
    still: "Still picture: this browser has no WebGL.",
    waiting: "{n} ties are not drawn, because they are too many at once. Filter, or select a node, to see them.",
    tie: "1 tie", ties: "{n} ties", source: "1 source", sources: "{n} sources", undated: "undated",
    alone: "no partners in the picture", near: "partners: {names}", more: "and {n} more", open: "Click for the evidence",
  },
  sv: {
    map: "Karta över nätverket",
    keys: "Piltangenterna går från nod till nod, först till partner. Enter väljer, Skift och Enter väljer också. 1, 2 och 3 bestämmer hur många steg omkring som visas. E frågar vilka partner som ska tas in. Plus och minus zoomar, 0 visar hela bilden. Escape släpper valet.",
    tools: "Kartverktyg", nearer: "Zooma in", farther: "Zooma ut", fit: "Visa hela bilden",
    still: "Stillbild: webbläsaren saknar WebGL.",
    waiting: "{n} förbindelser ritas inte, eftersom de är för många på en gång. Filtrera eller välj en nod för att se dem.",
    tie: "1 förbindelse", ties: "{n} förbindelser", source: "1 källa", sources: "{n} källor", undated: "odaterad",
    alone: "inga partner i bilden", near: "partner: {names}", more: "och {n} till", open: "Klicka för beläggen",
  },
  nb: {
    map: "Kart over nettverket",
    keys: "Piltastene går fra node til node, først til partnere. Enter velger, Skift og Enter velger i tillegg. 1, 2 og 3 bestemmer hvor mange steg rundt som vises. E spør hvilke partnere som skal hentes inn. Pluss og minus zoomer, 0 viser hele bildet. Escape slipper valget.",
    tools: "Kartverktøy", nearer: "Zoom inn", farther: "Zoom ut", fit: "Vis hele bildet",
    still: "Stillbilde: nettleseren mangler WebGL.",
    waiting: "{n} forbindelser tegnes ikke, fordi de er for mange på én gang. Filtrer eller velg en node for å se dem.",
    tie: "1 forbindelse", ties: "{n} forbindelser", source: "1 kilde", sources: "{n} kilder", undated: "udatert",
    alone: "ingen partnere i bildet", near: "partnere: {names}", more: "og {n} til", open: "Klikk for beleggene",
  },
});
