/* The static site: names are found in an index that comes as a script, and the explorer's data come so too; from a disk
   neither modules nor fetch work. Pages can be read without. */
"use strict";

window.scenStill = (() => {
  const { src, dataset } = document.currentScript;
  const root = new URL("../", src);
  const language = document.documentElement.lang;
  const LETTERS = { "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ß": "ss", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "œ": "oe" };
  const loading = new Map();
  let things;

  /** Lower case without diacritics and with single spaces, as the dataset's own index has it. */
  function fold(text) {
    const bare = text.replace(/[øØæÆßđĐłŁıœ]/g, (letter) => LETTERS[letter]).normalize("NFKD").replace(/\p{M}/gu, "");
    return bare.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").split(/\s+/u).filter(Boolean).join(" ");
  }

  /** A script of the site, loaded once, when it is first needed. */
  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = Object.assign(document.createElement("script"), { src: new URL(`static/${name}`, root).href });
        script.addEventListener("load", resolve);
        script.addEventListener("error", reject);
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  /** Everything that has a name: kind, slug, claims, label, and its names, folded. */
  async function known() {
    await load("names.js");
    const { kinds, things: all, languages } = window.scenNames;
    const at = Math.max(0, languages.indexOf(language));
    things ??= all.map(([kind, slug, claims, label, others]) => {
      const labels = typeof label === "string" ? [label] : label;
      const shown = labels[at] ?? labels[0];
      const names = [...new Set([shown, ...labels, ...others])].map((name) => spelt(name, false));
      return { kind, slug, claims, label: shown, said: kinds[kind][at], names: [...names, spelt(slug.replaceAll("-", " "), true)] };
    });
    return things;
  }

  function spelt(name, hidden) {
    const folded = fold(name);
    return { name, folded, words: folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean), hidden };
  }

  /** What bears a name that holds all words, each from its beginning; whole names first, then what most is said of. */
  function held(all, text) {
    const { folded, words } = spelt(text, false);
    if (!words.length) return [];
    return ranked(all, ({ folded: name, words: has, hidden }) =>
      words.every((word) => has.some((one) => one.startsWith(word))) ? [name !== folded, !name.startsWith(folded), hidden] : null);
  }

  /** What bears a name that is spelled almost so. */
  function near(all, text) {
    const { words } = spelt(text, false);
    if (!words.length) return [];
    return ranked(all, ({ words: has, hidden }) => {
      const away = words.map((word) => Math.min(...has.map((one) => distance(word, one)), Infinity));
      return away.every((much, at) => much <= (words[at].length < 4 ? 0 : words[at].length < 8 ? 1 : 2))
        ? [away.reduce((sum, much) => sum + much, 0), hidden] : null;
    });
  }

  /** Of «who funds X» what is called X: what bears the most of the words that stand together. */
  function loosened(all, text) {
    const typed = text.trim().split(/\s+/).slice(0, 12);
    for (let size = typed.length - 1; size > 0; size--)
      for (let start = typed.length - size; start >= 0; start--) {
        const part = typed.slice(start, start + size);
        if (size === 1 && part[0].length < 4) continue;
        const hits = held(all, part.join(" "));
        if (hits.length) return hits;
      }
    return [];
  }

  function ranked(all, rank) {
    const found = [];
    for (const thing of all) {
      let best = null;
      for (const one of thing.names) {
        const told = rank(one);
        if (told && (!best || compare(told, best.told) < 0)) best = { told, name: one.hidden ? thing.label : one.name };
      }
      if (best) found.push({ ...thing, ...best });
    }
    return found.sort((a, b) => compare(a.told, b.told) || b.claims - a.claims || (a.slug < b.slug ? -1 : 1));
  }

  function compare(a, b) {
    for (const [at, one] of a.entries()) if (Number(one) !== Number(b[at])) return Number(one) - Number(b[at]);
    return 0;
  }

  /** Letters to change so that the typed word begins the other. */
  function distance(typed, word) {
    if (Math.abs(typed.length - word.length) > 2 && word.length < typed.length) return Infinity;
    let row = Array.from({ length: word.length + 1 }, (_, at) => at);
    for (let i = 1; i <= typed.length; i++) {
      const next = [i];
      for (let j = 1; j <= word.length; j++)
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (typed[i - 1] === word[j - 1] ? 0 : 1));
      row = next;
    }
    return Math.min(...row.slice(Math.max(0, typed.length - 2)));
  }

  /** What is found, and whether it is so named. */
  async function find(text) {
    const all = await known();
    const hits = held(all, text);
    if (hits.length) return { hits, sure: true };
    const close = near(all, text);
    return { hits: close.length ? close : loosened(all, text), sure: false };
  }

  function address({ kind, slug }) {
    return new URL(`${language}/${kind}/${encodeURIComponent(slug)}.html`, root).href;
  }

  /** As the portal completes what is half typed: the text, names, kinds, addresses. */
  async function complete(text) {
    const { hits } = await find(text);
    const few = hits.slice(0, 8);
    return [text, few.map(({ label }) => label), few.map(({ said }) => said), few.map(address)];
  }

  /** The explorer's data. */
  async function network() {
    await load("network.js");
    return { ...window.scenNetwork, language };
  }

  /** The page of results. */
  async function answer(place) {
    const text = (new URLSearchParams(location.search).get("q") ?? "").trim().slice(0, 200);
    if (!text) return;
    for (const field of document.querySelectorAll("input[name=q]")) field.value = text;
    const said = document.getElementById("found");
    const { hits, sure } = await find(text);
    said.textContent = hits.length ? (sure ? `“${text}”: ${hits.length}` : place.dataset.near) : place.dataset.none;
    place.replaceChildren(...hits.slice(0, 60).map((hit) => line(hit, place.dataset)));
  }

  function line(hit, { facts, fact, as }) {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { className: "hit", href: address(hit), textContent: hit.label });
    const kind = Object.assign(document.createElement("span"), { className: "badge kind", textContent: hit.said });
    const told = hit.claims === 1 ? fact : facts.replace("{count}", String(hit.claims));
    const rest = Object.assign(document.createElement("span"), { className: "muted", textContent: hit.name === hit.label ? told : `${as} “${hit.name}” · ${told}` });
    item.append(link, " ", kind, " ", rest);
    return item;
  }

  /** The explorer names things by their addresses on the web; a click leads to the page in this folder. */
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link || !dataset.pages || !link.href.startsWith(dataset.pages)) return;
    const [kind, slug] = link.href.slice(dataset.pages.length).split("/");
    link.href = kind === "claim" ? new URL(`id/claim/${slug}.html`, root).href : address({ kind, slug: decodeURIComponent(slug) });
  }, true);

  const hits = document.getElementById("hits");
  if (hits) void answer(hits);
  const place = document.querySelector("[data-network]");
  if (place) window.scenExplorer.mount(place, { ...window.scenNetwork, language });
  const moved = document.querySelector("a[data-moved]");
  if (moved) location.replace(moved.href + (moved.hash ? "" : location.hash));

  return { fold, find, complete, network };
})();
