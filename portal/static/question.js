/* A question's page: names complete as one types, and what stands together in the answer is drawn. */
"use strict";

/** The names that begin so, once the reader pauses. */
for (const field of document.querySelectorAll("input[data-names]")) {
  const kinds = field.dataset.kinds.split(" ").filter(Boolean);
  const list = document.getElementById(field.getAttribute("list"));
  let waiting, asked;
  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!("inputType" in event) || event.inputType === "insertReplacementText") return; // chosen from the list
    waiting = setTimeout(() => complete(field.value.trim()), 120);
  });

  async function complete(text) {
    if (asked) asked.abort();
    asked = new AbortController();
    if (text.length < 2) return list.replaceChildren();
    const query = new URLSearchParams({ q: text, limit: "20" });
    for (const kind of kinds) query.append("kind", kind);
    try {
      const answer = await fetch(`${field.dataset.search}?${query}`, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show((await answer.json()).things);
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren(); // the server resolves what was typed
    }
  }

  function show(things) {
    const times = new Map();
    for (const { label } of things) times.set(label, (times.get(label) || 0) + 1);
    list.replaceChildren(...things.map(({ label, kind, slug }) => {
      const only = times.get(label) === 1;
      const option = new Option(only ? kind : label, only ? label : `${kind}/${slug}`);
      option.label = only ? kind : `${label} (${kind})`;
      return option;
    }));
  }
}

addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("picture");
  const told = document.getElementById("picture-data");
  if (place && told && typeof scenExplorer === "object") scenExplorer.picture(place, JSON.parse(told.textContent));
});
