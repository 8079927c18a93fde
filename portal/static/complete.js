/* Names complete as one types, and the small network of a page opens as the explorer when asked to. Pages work without. */
"use strict";

for (const field of document.querySelectorAll("input[data-complete]")) complete(field);
for (const button of document.querySelectorAll("button[data-ego]")) explore(button);

/** A list of names under a search field, as ARIA's combobox pattern has it. */
function complete(field) {
  const id = `${field.id}-names`;
  const list = Object.assign(document.createElement("ul"), { id, className: "completed", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent ?? field.placeholder);
  field.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", id]]) field.setAttribute(name, value);
  const from = new URL("find/complete", field.form.action);
  let waiting, asked = 0, pages = [], chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (at) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    list.children[at]?.setAttribute("aria-selected", "true");
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const show = ([typed, names, kinds, addresses]) => {
    if (typed !== field.value.trim() || document.activeElement !== field) return;
    pages = addresses;
    list.replaceChildren(...names.map((name, at) => {
      const option = Object.assign(document.createElement("li"), { id: `${id}-${at}`, textContent: name });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(Object.assign(document.createElement("span"), { textContent: kinds[at] }));
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(pages[at]); });
      return option;
    }));
    chosen = -1;
    list.hidden = !names.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const turn = ++asked;
    from.search = new URLSearchParams({ q: field.value.trim() });
    try {
      if (window.scenStill) return show(await window.scenStill.complete(field.value.trim()));
      const answer = await fetch(from);
      if (answer.ok && turn === asked) show(await answer.json());
    } catch {
      close();
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length < 2) return close();
    waiting = setTimeout(ask, 120);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) { event.preventDefault(); close(); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(pages[chosen]); }
    else if (count && event.key === "ArrowDown") { event.preventDefault(); choose((chosen + 1) % count); }
    else if (count && event.key === "ArrowUp") { event.preventDefault(); choose(chosen <= 0 ? count - 1 : chosen - 1); }
  });
}

/** The explorer in the place of the small picture: its script, style and data are loaded when the reader asks. */
function explore(button) {
  const place = document.getElementById("ego");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const [answer] = await Promise.all([window.scenStill ? window.scenStill.network() : fetch(place.dataset.from), load("script", { src: place.dataset.script }), load("link", { rel: "stylesheet", href: place.dataset.style })]);
      if (answer.ok === false) throw new Error(String(answer.status));
      const data = window.scenStill ? answer : await answer.json();
      place.classList.add("live");
      window.scenExplorer.mount(place, data, { embedded: true, node: place.dataset.node, language: data.language });
      button.remove();
    } catch (error) {
      console.error(error);
      button.replaceWith(Object.assign(document.createElement("span"), { textContent: place.dataset.fails, className: "muted" }));
    }
  });
}

function load(name, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}
