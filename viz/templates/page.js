"use strict";
(() => {
  const read = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const nodes = read.nodes, edges = read.edges;
  const off = { node: new Set(), kind: new Set(), certainty: new Set(), status: new Set(), dated: new Set() };
  let chosen = null; // {node} or {edge}
  let opener = null; // what had the focus before the panel
  let upright = false; // whether the view is higher than wide

  /* An element with text only: nothing from the data is ever read as HTML. */
  const el = (tag, set = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(set)) {
      if (name === "click") made.addEventListener("click", value);
      else if (value !== "" && value !== null) made.setAttribute(name, value);
    }
    made.append(...inside.filter((one) => one !== null && one !== ""));
    return made;
  };
  const place = (id) => (upright ? nodes[id].tall : nodes[id].flat);
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const hue = (one) => (dark.matches ? one.dark : one.light);
  const mixed = (colour, page, part) => "#" + [1, 3, 5].map((i) => {
    const [a, b] = [colour, page].map((text) => parseInt(text.slice(i, i + 2), 16));
    return Math.round(a * part + b * (1 - part)).toString(16).padStart(2, "0");
  }).join("");
  for (const one of [...nodes, ...edges]) one.light = one.color;

  const shown = (edge) =>
    !off.kind.has(edge.kind) && !off.certainty.has(edge.certainty) && !off.status.has(edge.status) &&
    !off.dated.has(edge.first || edge.last ? "yes" : "no") &&
    !off.node.has(nodes[edge.from].kind) && !off.node.has(nodes[edge.to].kind);

  /* What stays bright: the thing or tie chosen, and its neighbours. */
  const bright = () => {
    if (!chosen) return null;
    const kept = { nodes: new Set(), edges: new Set() };
    for (const edge of edges.filter(shown)) {
      if (chosen.edge === edge.id || edge.from === chosen.node || edge.to === chosen.node) {
        kept.edges.add(edge.id);
        kept.nodes.add(edge.from).add(edge.to);
      }
    }
    if (chosen.node !== undefined) kept.nodes.add(chosen.node);
    return kept;
  };

  const paint = () => {
    const [page, ink] = dark.matches ? [read.page[1], "#eceff2"] : [read.page[0], "#16191d"];
    const kept = bright(), seen = new Set();
    edgeSet.update(edges.map((edge) => {
      const hidden = !shown(edge);
      if (!hidden) seen.add(edge.from).add(edge.to);
      const lit = !kept || kept.edges.has(edge.id), colour = hue(edge);
      const opacity = !lit ? 0.08 : edge.pale ? 0.45 : 1;
      return { id: edge.id, hidden, color: { color: colour, highlight: colour, hover: colour, opacity, inherit: false } };
    }));
    nodeSet.update(nodes.map((node) => {
      const lit = !kept || kept.nodes.has(node.id), colour = mixed(hue(node), page, lit ? 1 : 0.18);
      const hidden = !seen.has(node.id) && !(chosen && chosen.node === node.id);
      const paints = { background: colour, border: page, highlight: { background: colour, border: ink }, hover: { background: colour, border: ink } };
      const font = { ...place(node.id).font, color: lit ? ink : mixed(ink, page, 0.3), strokeColor: page, strokeWidth: lit ? 4 : 2 };
      return { id: node.id, hidden, color: paints, font };
    }));
    const lines = edges.filter(shown).length;
    byId("shown").textContent = `Drawn: ${seen.size} of ${nodes.length} names, ${lines} of ${edges.length} lines`;
    return seen;
  };

  const bare = (items) => items.map(({ color, title, ...rest }) => rest); // the tooltip is ours: see under()
  const nodeSet = new vis.DataSet(bare(nodes)), edgeSet = new vis.DataSet(bare(edges));
  const boxes = [...document.querySelectorAll("#legend input")];
  const readBoxes = () => boxes.forEach((box) => off[box.dataset.field][box.checked ? "delete" : "add"](box.value));
  readBoxes();
  const before = paint();
  const network = new vis.Network(byId("network"), { nodes: nodeSet, edges: edgeSet }, read.options);
  const frame = byId("network").querySelector(".vis-network");
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "The network as a picture. Arrow keys move it, plus and minus zoom. The search and the table hold the same names.");

  /* Show these nodes with their labels, clear of what stands at the foot of the picture. */
  const box = (id) => {
    const { left, right, top, bottom } = network.getBoundingBox(id), { y } = network.getPosition(id), half = nodes[id].size;
    const label = bottom - (y + half); // vis-network takes every label for one below
    return place(id).font.vadjust ? { left, right, top: y - half - label, bottom: y + half } : { left, right, top, bottom };
  };
  const fit = (ids, most, animation = false) => {
    const boxes = ids.map(box);
    if (!boxes.length) return;
    const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
    const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
    const wide = frame.clientWidth - 2 * margin, high = frame.clientHeight - 2 * margin - foot;
    const scale = Math.max(0.02, Math.min(most, wide / (right - left), high / (bottom - top)));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + foot / 2 / scale }, scale, animation });
  };
  const margin = 14, foot = 44;
  const visible = () => nodeSet.getIds({ filter: (node) => !node.hidden });
  const whole = (animation) => fit(visible(), 1.5, animation);
  const tall = () => frame.clientHeight > frame.clientWidth;
  const turn = () => {
    if (tall() !== upright) {
      upright = tall();
      nodeSet.update(nodes.map(({ id }) => ({ id, ...place(id) })));
      paint();
    }
    network.redraw();
    whole();
  };
  const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: { duration: 150 } });
  /* The name whose label is under the pointer: labels are as good to click as signs. */
  const labelled = ({ x, y }) => visible().find((id) => { const b = box(id); return x > b.left && x < b.right && y > b.top && y < b.bottom; });

  /* The evidence panel. */
  const when = (edge) => (!edge.first && !edge.last ? "undated" : edge.first === edge.last ? edge.first : `${edge.first || "…"} to ${edge.last || "…"}`);
  const name = (id) => el("bdi", {}, nodes[id].name);
  const dash = (edge) => {
    const mark = el("span", { class: "dash", "aria-hidden": "true" });
    mark.style.color = hue(edge);
    mark.style.opacity = edge.pale ? 0.45 : 1;
    mark.style.borderTopStyle = { inferred: "dashed", disputed: "dotted" }[edge.certainty] || "solid";
    return mark;
  };
  const said = (edge, ...more) => {
    const parts = [edge.status, edge.certainty, counted(edge.sources, "source"), when(edge), ...more.filter(Boolean)];
    return el("p", { class: "meta" }, ...parts.flatMap((text, i) => [i ? " · " : null, el("span", {}, text)]));
  };
  const safe = (address) => (/^(https?:|mailto:)/i.test(address) ? address : "");
  const titled = (node) => (read.linked && safe(node.iri) ? el("a", { href: node.iri, rel: "noreferrer" }, node.name) : el("bdi", {}, node.name));
  const claim = (one) => {
    const lines = one.lines.length ? `${one.lines.length === 1 ? "line" : "lines"} ${one.lines.join(", ")}` : "";
    const words = el("p");
    one.words.forEach((text, i) => words.append(i ? " … " : "", el("q", { lang: one.language }, text)));
    return el("article", {},
      el("p", {}, el("bdi", {}, one.sentence)),
      el("p", {}, el("span", { class: `chip ${one.status}` }, one.status), el("span", { class: `chip ${one.certainty}` }, one.certainty)),
      one.words.length ? words : null,
      el("p", { class: "meta" }, el("bdi", { lang: one.language === "en" ? "en" : "" }, one.document), lines ? `, ${lines}` : ""),
      one.because ? el("p", {}, el("strong", {}, one.certainty === "inferred" ? "Inferred because: " : "Note: "), one.because) : null,
      ...one.disputes.map((text) => el("p", { class: "warn" }, el("strong", {}, "Contradicted: "), text)));
  };
  const claims = (numbers) => {
    const found = [...new Set(numbers)].sort((a, b) => a - b).map((i) => read.evidence[i]);
    return [el("h3", {}, `Evidence: ${counted(found.length, "claim")}`), ...found.map(claim)];
  };
  const close = () => el("button", { type: "button", click: () => choose(null) }, "Close");
  const tell = (...inside) => byId("evidence").replaceChildren(...inside);
  const hint = [...byId("evidence").childNodes];

  const tellNode = (node) => {
    const own = edges.filter((edge) => edge.from === node.id || edge.to === node.id);
    const evidence = own.flatMap((edge) => edge.evidence), ours = evidence.filter((i) => read.evidence[i].joins.includes(node.id));
    const row = (edge) => {
      const other = edge.from === node.id ? edge.to : edge.from;
      const way = !edge.arrows.to.enabled ? " – " : edge.from === node.id ? " → " : " ← ";
      return el("li", { class: "tie" }, dash(edge), el("div", {}, el("button", { type: "button", click: () => choose({ edge: edge.id }) }, edge.tie, way, name(other)),
        said(edge, shown(edge) ? "" : "not drawn")));
    };
    own.sort((a, b) => b.strong - a.strong || a.tie.localeCompare(b.tie) || a.id - b.id);
    tell(el("div", { class: "head" }, el("h2", {}, titled(node)), close()),
      el("p", { class: "meta" }, `${node.kind} · ${counted(own.length, "tie")}`),
      el("h3", {}, "Ties"), el("ul", { class: "ties" }, ...own.map(row)), ...claims(ours.length ? ours : evidence));
  };
  const tellEdge = (edge) =>
    tell(el("div", { class: "head" }, el("h2", {}, dash(edge), edge.tie), close()),
      el("ul", { class: "ties" }, ...[edge.from, edge.to].map((id, i) => el("li", {},
        i && edge.arrows.to.enabled ? "→ " : "", el("button", { type: "button", click: () => choose({ node: id }) }, name(id))))),
      said(edge, read.view === "collaboration" ? (edge.strong ? "a strong tie" : "not collaboration by itself") : ""),
      ...claims(edge.evidence));

  const choose = (what, move = false) => {
    chosen = what;
    if (!what) { tell(...hint); network.unselectAll(); }
    else if (what.node !== undefined) tellNode(nodes[what.node]);
    else tellEdge(edges[what.edge]);
    paint();
    if (what) network.setSelection({ nodes: what.node === undefined ? [] : [what.node], edges: what.edge === undefined ? [] : [what.edge] }, { highlightEdges: false });
    document.querySelector("aside").scrollTop = 0;
    if (move && what && what.node !== undefined) fit([...bright().nodes], 1.1);
    const panel = byId("evidence");
    if (what && document.activeElement === document.body) panel.focus({ preventScroll: true });
    else if (!what && opener && opener.isConnected) { opener.focus(); opener = null; }
  };

  /* What the pointer is on, for hovering and clicking alike: a sign, else a label, else a line. */
  const tip = el("div", { class: "tip", hidden: "hidden", "aria-hidden": "true" });
  frame.append(tip);
  const under = (point) => {
    const node = network.getNodeAt(point) ?? labelled(network.DOMtoCanvas(point)), edge = network.getEdgeAt(point);
    return node !== undefined ? { node } : edge !== undefined ? { edge } : null;
  };
  let last = null; // what the pointer was last on, and where: between two lines a pixel decides
  network.on("click", ({ pointer: { DOM: { x, y } } }) => choose(last && Math.hypot(last.x - x, last.y - y) < 3 ? last.on : under({ x, y })));
  frame.addEventListener("pointermove", ({ offsetX: x, offsetY: y }) => {
    const on = under({ x, y });
    last = { on, x, y };
    frame.style.cursor = on ? "pointer" : "";
    tip.hidden = !on;
    if (!on) return;
    tip.textContent = on.node !== undefined ? nodes[on.node].title : edges[on.edge].title;
    tip.style.left = `${Math.max(4, Math.min(x + 14, frame.clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight < frame.clientHeight ? y + 18 : Math.max(4, y - tip.offsetHeight - 12)}px`;
  });
  for (const gone of ["pointerleave", "pointerdown", "wheel"]) frame.addEventListener(gone, () => { tip.hidden = true; if (gone !== "pointerdown") last = null; }, { passive: true });
  const inside = (id) => {
    const b = box(id), [from, to] = [{ x: b.left, y: b.top }, { x: b.right, y: b.bottom }].map((point) => network.canvasToDOM(point));
    return from.x >= 0 && from.y >= 0 && to.x <= frame.clientWidth && to.y <= frame.clientHeight;
  };
  byId("legend").addEventListener("change", () => {
    const before = new Set(visible());
    readBoxes();
    paint();
    network.redraw();
    if (!visible().every((id) => before.has(id) || inside(id))) whole();
  });
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("wider").addEventListener("click", () => zoom(1 / 1.3));
  byId("whole").addEventListener("click", () => whole({ duration: 200 }));
  dark.addEventListener("change", () => { paint(); if (chosen) choose(chosen); });
  document.addEventListener("keydown", (key) => { if (key.key === "Escape" && key.target !== search) choose(null); });
  byId("all").addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-node]");
    if (!button) return;
    choose({ node: Number(button.dataset.node) }, true);
    opener = button;
    scrollTo({ top: 0 });
    byId("evidence").focus({ preventScroll: true });
  });

  /* Search: names folded as the dataset folds them. */
  const letters = { ø: "o", æ: "ae", ß: "ss", đ: "d", ł: "l", ı: "i", œ: "oe" };
  const fold = (text) => text.toLowerCase().replace(/[øæßđłıœ]/g, (c) => letters[c]).normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
  const folded = nodes.map((node) => fold(node.name));
  const search = byId("search"), list = byId("matches");
  let at = 0;
  const options = () => [...list.children].filter((item) => item.dataset.node);
  const mark = (to) => {
    const items = options();
    at = items.length ? (to + items.length) % items.length : 0;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (items[at]) { search.setAttribute("aria-activedescendant", items[at].id); items[at].scrollIntoView({ block: "nearest" }); }
    else search.removeAttribute("aria-activedescendant");
  };
  const open = (yes) => { list.hidden = !yes; search.setAttribute("aria-expanded", String(yes)); };
  const matches = () => {
    const words = fold(search.value).split(" ").filter(Boolean);
    const rank = (i) => (folded[i].startsWith(words[0]) ? 0 : ` ${folded[i]}`.includes(` ${words[0]}`) ? 1 : 2);
    const found = words.length ? nodes.filter((node) => words.every((word) => folded[node.id].includes(word))) : [];
    found.sort((a, b) => rank(a.id) - rank(b.id) || b.ties - a.ties || a.id - b.id);
    const items = found.slice(0, 12).map((node) => el("li", { role: "option", id: `match-${node.id}`, "data-node": node.id, "aria-selected": "false" }, name(node.id), " ", el("small", {}, node.kind)));
    list.replaceChildren(...(items.length || !words.length ? items : [el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "no record of that name here")]));
    open(words.length > 0);
    mark(0);
  };
  const take = (item) => { if (!item) return; open(false); search.value = nodes[item.dataset.node].name; choose({ node: Number(item.dataset.node) }, true); };
  search.addEventListener("input", matches);
  search.addEventListener("keydown", (key) => {
    if (key.key === "ArrowDown" || key.key === "ArrowUp") { key.preventDefault(); if (list.hidden) matches(); else mark(at + (key.key === "ArrowDown" ? 1 : -1)); }
    else if (key.key === "Enter") { if (list.hidden) matches(); take(options()[at]); }
    else if (key.key === "Escape") { if (list.hidden) { search.value = ""; choose(null); } else open(false); }
  });
  search.addEventListener("blur", () => setTimeout(() => open(false), 150));
  list.addEventListener("mousedown", (press) => { press.preventDefault(); take(press.target.closest("[data-node]")); });

  if (before.size) turn();
  addEventListener("resize", () => requestAnimationFrame(turn));
  window.scen = { network, nodes, edges, choose, box, visible, inside };
})();
