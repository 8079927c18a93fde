/* A list of the static site: narrowed by facets and by letters of a name, which the part of the address behind # tells. */
"use strict";

{
  const aside = document.getElementById("facets");
  const count = document.getElementById("count");
  const letters = document.getElementById("list-q");
  const { fold } = window.scenStill;
  const rows = [...document.querySelectorAll("#rows tbody tr")].map((row) => (
    { row, is: new Set(row.dataset.is.split(" ")), name: fold(row.cells[0].textContent) }));

  const boxes = () => [...aside.querySelectorAll("input[type=checkbox]")];

  function narrow() {
    const chosen = grouped();
    const words = fold(letters.value).split(" ");
    let kept = 0;
    for (const { row, is, name } of rows) {
      const stays = words.every((word) => name.includes(word)) && [...chosen.values()].every((some) => some.some((box) => is.has(box.value)));
      row.hidden = !stays;
      kept += Number(stays);
    }
    count.textContent = count.dataset.said.replace("{count}", String(kept)).replace("{all}", String(rows.length));
  }

  function grouped() {
    const found = new Map();
    for (const box of boxes().filter((one) => one.checked)) found.set(box.name, [...(found.get(box.name) ?? []), box]);
    return found;
  }

  /** What the address says. */
  function read() {
    const told = new URLSearchParams(location.hash.slice(1));
    letters.value = told.get("q") ?? "";
    const wanted = new Set(location.hash.slice(1).split("&"));
    for (const box of boxes()) {
      box.checked = wanted.has(box.value) || told.getAll(box.name).includes(decodeURIComponent(box.value.slice(box.name.length + 1)));
      if (box.checked) box.closest("details")?.setAttribute("open", "");
    }
    narrow();
  }

  function write() {
    const told = boxes().filter((box) => box.checked).map((box) => box.value);
    if (letters.value.trim()) told.push(new URLSearchParams({ q: letters.value.trim() }).toString());
    try {
      history.replaceState(history.state, "", told.length ? `#${told.join("&")}` : location.pathname + location.search);
    } catch {
      // some browsers refuse on a disk; the list is narrowed all the same
    }
    narrow();
  }

  if (aside) {
    aside.hidden = false;
    aside.addEventListener("input", write);
    aside.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", read);
    read();
  }
}
