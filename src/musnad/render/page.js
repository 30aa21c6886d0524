"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { record, gloss, due } = data;
  const root = document.documentElement;
  const every = [...record.statements, ...record.events];
  const byId = new Map(every.map((item) => [item.id, item]));
  const isStatement = new Set(record.statements);
  let language = data.language;
  let chosen = null;
  const word = (key) => data.words[language][key] ?? key;

  // Every field of the record reaches the page through here, as text.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }
  const bdi = (text) => make("bdi", null, text);
  const arabic = (text) => make("bdi", { class: "arabic", lang: "ar" }, text);

  // ---- the article: one text node a line, so that no element ever stands inside a word ----
  const article = document.getElementById("text");
  const lines = [];
  const units = (() => {  // code points → UTF-16 units, only where they differ
    if (!/[\ud800-\udbff][\udc00-\udfff]/.test(record.text)) return (offset) => offset;
    const at = [0];
    for (const character of record.text) at.push(at[at.length - 1] + character.length);
    return (offset) => at[offset];
  })();
  let start = 0;
  for (const line of record.text.split("\n")) {
    const node = document.createTextNode(line);
    const first = lines.every((one) => !one.node.data.trim());
    // An Arabic line that begins with a Latin name is an Arabic line all the same: it keeps the article's direction.
    article.append(make(first && line.trim() ? "h1" : "p", { dir: /[\u0620-\u06d3]/.test(line) ? null : "auto" }, node));
    lines.push({ start, end: start + line.length, node });
    start += line.length + 1;
  }
  function lineAt(offset) {
    let low = 0, high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lines[middle].start <= offset) low = middle; else high = middle - 1;
    }
    return lines[low];
  }
  // Lam and alef are one glyph, of which a browser paints only a part where a highlight begins or ends between them
  // (لاستئناف): the highlight takes both.
  function beside(text, at) {
    const sign = (i) => /[\u064b-\u065f\u0670]/.test(text[i] ?? "");
    let lam = at - 1, alef = at;
    while (sign(lam)) lam--;
    while (sign(alef)) alef++;
    return text[lam] === "ل" && /[آأإاٱ]/.test(text[alef] ?? "") ? [lam, alef + 1] : [at, at];
  }
  function range(span) {
    const from = units(span.start), to = units(span.end);
    const first = lineAt(from), last = lineAt(to);
    return new StaticRange({
      startContainer: first.node, startOffset: beside(first.node.data, Math.min(from - first.start, first.node.length))[0],
      endContainer: last.node, endOffset: beside(last.node.data, Math.min(to - last.start, last.node.length))[1],
    });
  }

  // ---- highlights ----
  const canHighlight = typeof Highlight === "function" && CSS.highlights;
  function paint(name, spans, priority) {
    if (!canHighlight) return;
    if (!spans.length) { CSS.highlights.delete(name); return; }
    const highlight = new Highlight(...spans.map(range));
    highlight.priority = priority;
    CSS.highlights.set(name, highlight);
  }
  const layers = {
    names: [["names", () => Object.values(record.entities).flatMap((e) => e.mentions), 1]],
    times: [["times", () => record.times.map((t) => t.span), 1]],
    statements: [
      ["contents", () => record.statements.flatMap((s) => s.content), 0],
      ["cues", () => record.statements.map((s) => s.cue).filter(Boolean), 2],
    ],
    events: [["events", () => record.events.flatMap((e) => e.reports.map((r) => r.trigger)), 2]],
  };
  const shown = new Set(Object.keys(layers));
  function paintLayers() {
    for (const [layer, parts] of Object.entries(layers))
      for (const [name, spans, priority] of parts) paint(name, shown.has(layer) ? spans() : [], priority);
  }
  function paintChosen() {
    const s = chosen && isStatement.has(chosen) ? chosen : null;
    const e = chosen && !s ? chosen : null;
    paint("chosen-content", s ? s.content : [], 3);
    paint("chosen-source", s ? [s.source, s.setting, ...s.chain.map((l) => l.anonymous)].filter(Boolean) : [], 4);
    paint("chosen-cue", s && s.cue ? [s.cue] : [], 5);
    paint("chosen-event", e ? [
      ...e.reports.map((r) => r.trigger),
      ...[...e.actors, ...e.recipients].flatMap((p) => p.span ? [p.span] : record.entities[p.entity]?.mentions ?? []),
      ...(e.time !== undefined ? [record.times[e.time].span] : []),
    ] : [], 3);
  }

  // ---- words for values ----
  function name(key) {
    const entity = record.entities[key];
    if (!entity) return bdi(key);
    const [main, other] = language === "ar" ? [entity.name_ar, entity.name_en] : [entity.name_en || entity.romanised || entity.name_ar, entity.name_ar];
    return make("span", null, make("strong", null, bdi(main)), other && other !== main ? make("span", { class: "quiet" }, " ", bdi(other)) : null);
  }
  const participant = (p) => p.entity ? name(p.entity) : arabic(p.span.text);
  const list = (items) => items.length ? make("span", null, ...items.flatMap((item, i) => i ? [language === "ar" ? "، " : ", ", item] : [item])) : null;
  const tag = (status) => make("span", { class: `tag ${status}` }, word(`status:${status}`));
  function row(dl, label, value) {
    if (value === null || value === undefined || value === "") return;
    dl.append(make("dt", null, word(label)), make("dd", null, value));
  }
  const jump = (id) => make("button", { onclick: () => choose(byId.get(id)) }, bdi(title(byId.get(id)) ?? id));
  const title = (item) => item && gloss[language][isStatement.has(item) ? "statements" : "events"][item.id];

  const leftEmpty = (a) => make("div", null, bdi(word(a.field)), ": ", bdi(word(`reason:${a.reason}`)));
  const allLeftEmpty = (item) => (item.abstained ?? []).map((a) => make("div", { class: "quiet" }, `${word("abstained")}: `, ...leftEmpty(a).childNodes));

  function grounds(dl, item) {
    if (item.confidence !== undefined) row(dl, "confidence", item.confidence.toFixed(2));
    if (item.why) row(dl, "why", make("span", { class: "quiet" }, ...item.why.map((r, i) => { const [rule, seen] = data.why[language][item.id][i]; return make("div", null, bdi(rule), " ", bdi(`[${r.by} ${r.score.toFixed(2)}]`), " ", bdi(seen)); })));
    if (item.abstained) row(dl, "abstained", make("span", { class: "quiet" }, ...item.abstained.map(leftEmpty)));
  }
  function showStatement(s) {
    const said = data.links[language][s.id];
    const chain = make("ol", { class: "chain" }, ...s.chain.map((link, i) => make("li", null,
      link.entity ? name(link.entity) : arabic(link.anonymous.text),
      said[i] && make("span", { class: "quiet" }, " ", bdi(said[i])),
      link.for ? make("div", { class: "quiet" }, `${word("speaks_for")} `, name(link.for)) : null,
      link.kind ? make("div", { class: "quiet" }, word(link.kind === "outlet" ? "outlet_kind" : link.kind)) : null)));
    const dl = make("dl");
    row(dl, "act", `${word(`act:${s.act}`)} · ${word(s.directness)}`);
    row(dl, "source", s.source && arabic(s.source.text));
    row(dl, "cue", s.cue && arabic(s.cue.text));
    row(dl, "content", make("span", null, ...s.content.map((c) => make("div", null, arabic(c.text)))));
    row(dl, "target", s.target && name(s.target));
    row(dl, "addressee", s.addressee && participant(s.addressee));
    row(dl, "setting", s.setting && arabic(s.setting.text));
    row(dl, "within", s.within && jump(s.within));
    const inside = record.events.filter((e) => e.reports.some((r) => r.statement === s.id));
    row(dl, "events", inside.length ? make("span", null, ...inside.map((e) => make("div", null, jump(e.id)))) : null);
    grounds(dl, s);
    return [make("h2", null, word("chain")), s.chain.length ? chain : make("p", null, word("nobody")), dl];
  }
  function showEvent(e) {
    const dl = make("dl");
    row(dl, "type", bdi(e.mode ? `${e.type} / ${e.mode}` : e.type));
    row(dl, "actors", list(e.actors.map(participant)));
    row(dl, "recipients", list(e.recipients.map(participant)));
    row(dl, "place", e.place && name(e.place));
    if (e.time !== undefined) {
      const time = record.times[e.time];
      row(dl, "time", make("span", null, arabic(time.span.text), " ", bdi(time.value ?? "")));
      if (due[e.time] && e.reports.some((r) => r.status === "planned" || r.status === "called_for")) row(dl, "due", bdi(due[e.time]));
    }
    row(dl, "reports", make("span", null, ...e.reports.map((r) => make("div", null, arabic(r.trigger.text), " ", tag(r.status), " ",
      r.statement ? jump(r.statement) : make("span", { class: "quiet" }, word("asserted"))))));
    grounds(dl, e);
    return [make("h2", null, bdi(title(e))), dl];
  }

  // ---- choosing ----
  const panel = document.getElementById("chosen");
  function showChosen() {
    panel.classList.toggle("full", chosen !== null);
    const close = chosen && make("button", { class: "close", "aria-label": word("close"), onclick: () => choose(null) }, "×");
    panel.replaceChildren(...(close ? [close] : []), ...(!chosen ? [make("p", { class: "quiet" }, word("choose"))] : isStatement.has(chosen) ? showStatement(chosen) : showEvent(chosen)));
    for (const button of document.querySelectorAll("button.row")) button.setAttribute("aria-current", String(chosen !== null && button.dataset.id === chosen.id));
    paintChosen();
  }
  function choose(item, { scroll = true } = {}) {
    if (item === undefined) return;
    chosen = item;
    showChosen();
    if (!item) return;
    history.replaceState(null, "", `#${encodeURIComponent(item.id)}`);
    const span = isStatement.has(item) ? item.cue ?? item.content[0] : item.reports[0].trigger;
    if (scroll && span) lineAt(units(span.start)).node.parentElement.scrollIntoView({ block: "center" });
    panel.closest("aside").scrollTop = panel.scrollTop = 0;
  }
  article.addEventListener("click", (event) => {
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const old = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [old?.startContainer, old?.startOffset];
    const line = lines.find((one) => one.node === node);
    if (!line) return;
    const at = line.start + offset;
    const covers = (span) => span && units(span.start) <= at && at <= units(span.end);
    const size = (s) => s.content.reduce((sum, c) => sum + c.end - c.start, 0);
    const trigger = record.events.find((e) => e.reports.some((r) => covers(r.trigger)));
    const cue = record.statements.find((s) => covers(s.cue) || covers(s.source));
    const around = record.statements.filter((s) => s.content.some(covers)).sort((a, b) => size(a) - size(b));
    choose(trigger ?? cue ?? around[0], { scroll: false });
  });
  document.addEventListener("keydown", (event) => {  // j and k walk through the statements
    if (event.key === "Escape") choose(null);
    if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k"].includes(event.key)) return;
    const at = record.statements.indexOf(chosen) + (event.key === "j" ? 1 : -1);
    choose(record.statements[Math.max(0, Math.min(at, record.statements.length - 1))]);
  });

  // ---- lists and controls ----
  function item(one, ...children) {
    return make("li", null, make("button", { class: "row", "data-id": one.id, onclick: () => choose(one) }, ...children));
  }
  function section(label, open, items, empty) {
    return make("details", { open }, make("summary", null, `${word(label)} (${items.length})`),
      items.length ? make("ul", null, ...items) : make("p", { class: "quiet" }, word(empty ?? "none")));
  }
  function showLists() {
    const statements = record.statements.map((s) => item(s, bdi(title(s))));
    const events = record.events.map((e) => item(e, ...[...new Set(e.reports.map((r) => r.status))].map(tag), bdi(title(e))));
    const names = Object.entries(record.entities).map(([key, e]) => make("li", { class: "row" }, name(key),
      make("span", { class: "quiet" }, " ", bdi([word(e.type), e.country, e.sector, `×${e.mentions.length}`].filter(Boolean).join(" · "))), ...allLeftEmpty(e)));
    const times = record.times.map((t) => make("li", null, arabic(t.span.text), make("span", { class: "quiet" }, " ", bdi(t.value ?? "—")), ...allLeftEmpty(t)));
    document.getElementById("lists").replaceChildren(section("statements", true, statements, "no_statements"),
      section("events", true, events, "no_events"), section("names", false, names), section("times", false, times));
  }
  function showControls() {
    const layer = (key) => make("label", { class: `layer ${key}` },
      make("input", { type: "checkbox", checked: shown.has(key), onchange: (event) => { shown[event.target.checked ? "add" : "delete"](key); paintLayers(); } }), word(key));
    document.getElementById("controls").replaceChildren(...Object.keys(layers).map(layer),
      make("button", { id: "theme", onclick: () => setTheme(root.dataset.theme === "dark" ? "light" : "dark") }, word("theme")),
      make("button", { id: "language", lang: language === "ar" ? "en" : "ar", onclick: () => setLanguage(language === "ar" ? "en" : "ar") }, word("language")));
    const facts = [record.outlet, record.published ?? word("undated"), record.id, record.engine, ...(record.notes ?? [])];
    document.getElementById("facts").replaceChildren(...facts.filter(Boolean).map((fact) => bdi(fact)));
  }
  function setTheme(theme) { root.dataset.theme = theme; }
  function setLanguage(to) {
    language = to;
    root.lang = to;
    root.dir = to === "ar" ? "rtl" : "ltr";
    showControls();
    showLists();
    showChosen();
  }

  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  setLanguage(language);
  paintLayers();
  choose(every.find((item) => `#${encodeURIComponent(item.id)}` === location.hash));
})();
