"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const form = one("filters");
  const fields = form.elements;
  const kinds = all('[name="k"]', form);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const wordsOf = new WeakMap();
  const words = (node) => {
    if (!wordsOf.has(node)) wordsOf.set(node, plain(node.textContent));
    return wordsOf.get(node);
  };

  // 行ごとに、絞り込みに要ることを一度だけ読む。
  const items = all(".item").map((node) => ({
    node,
    bodies: all("tbody", node).map((body) => ({
      node: body,
      rows: all("tr", body).map((row) => ({ row, kind: row.classList[0], groups: all(".s div", row) })),
    })),
  }));
  const changes = all(".c");
  let seen = [], sought = "";

  const value = (name) => (fields[name] ? fields[name].value : "");
  const filter = () => {
    const chosen = new Set(kinds.filter((box) => box.checked).map((box) => box.value));
    const item = value("i"), column = value("c"), owner = value("o"), query = plain(value("q").trim());
    const every = chosen.size === kinds.length;
    const fits = (node) => (!column || node.dataset.c === column) && (!owner || node.dataset.o === owner) && (!query || words(node).includes(query));
    let folded = 0;
    seen = [];
    for (const part of items) {
      const here = !item || part.node.id === item;
      let any = false;
      for (const body of part.bodies) {
        let table = null, filled = false;
        for (const { row, kind, groups } of body.rows) {
          if (kind === "h") continue;
          if (kind === "t") { row.hidden = true; table = row; continue; }
          let visible = false;
          if (kind === "c") {
            visible = here && (chosen.has(row.dataset.k) || (row.dataset.k === "same" && every)) && fits(row);
            if (visible) seen.push(row);
          } else if (here && every) {
            for (const group of groups) {
              group.hidden = !fits(group);
              if (!group.hidden) { visible = true; folded += 1; }
            }
            if (query !== sought) row.querySelector("details").open = visible && query !== "";
          }
          row.hidden = !visible;
          if (visible) { filled = true; if (table) { table.hidden = false; } }
        }
        body.hidden = !filled;
        any ||= filled;
      }
      part.node.hidden = !any;
    }
    sought = query;
    one("shown").textContent = `変更 ${seen.length.toLocaleString("ja")}件を表示(全${changes.length.toLocaleString("ja")}件)`;
    one("none").hidden = seen.length + folded > 0;
  };

  const reveal = () => {
    const target = one(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) { form.reset(); filter(); }
    for (let node = target.closest("details"); node; node = node.parentElement.closest("details")) node.open = true;
    target.scrollIntoView({ block: target.matches(".c") ? "center" : "start", behavior: "instant" });
    if (target.matches(".c")) stand(target);
  };

  let current = null;
  const stand = (row) => {
    current?.classList.remove("here");
    current = row;
    row.classList.add("here");
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
  };
  const step = (by) => {
    if (!seen.length) return;
    const at = seen.indexOf(current);
    const next = at < 0 ? seen[by > 0 ? 0 : seen.length - 1] : seen[Math.min(Math.max(at + by, 0), seen.length - 1)];
    next.scrollIntoView({ block: "center", behavior: "instant" });
    stand(next);
  };

  const help = one("help");
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => { form.scrollIntoView({ block: "nearest" }); fields.q.focus(); fields.q.select(); },
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const typing = event.target.closest?.('input[type="search"], select, textarea, [contenteditable]');
    if (event.key === "Escape" && typing) { fields.q.value = ""; filter(); typing.blur(); return; }
    if (typing || !one("keys").checked || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  one("help-open").addEventListener("click", () => help.showModal());
  one("help-close").addEventListener("click", () => help.close());

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  all(".counts [data-k]").forEach((link) => link.addEventListener("click", () => {
    form.reset();
    kinds.forEach((box) => { box.checked = box.value === link.dataset.k; });
    fields.i.value = link.hash.slice(1);
    filter();
  }));
  all(".a").forEach((link) => link.setAttribute("aria-label", "この変更へのリンク"));
  addEventListener("hashchange", reveal);

  form.hidden = false;
  filter();
  document.documentElement.dataset.ready = "true";
  if (location.hash) reveal();
})();
