// SPDX-License-Identifier: GPL-3.0-or-later
// The page: findings, charts as they scroll into view, tables of them, articles behind their points. Nothing is made
// into markup but by textContent, and nothing is fetched.
(function () {
  "use strict";
  const ROWS_AT_ONCE = 50, MOST_LINES = 7, FEW_LINES = 5, DENSE = 400, FEW_FINDINGS = 10, MOST_FINDINGS = 200, MANY_MARKS = 3000;
  const data = JSON.parse(document.getElementById("data").textContent);
  const main = document.getElementById("main");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let language = data.language || ((navigator.language || "").startsWith("zh") ? "zh" : "en");

  // ---- texts ----

  // What would steer the terminal, the parser or the direction of writing is shown, not obeyed.
  function clean(text) {
    return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
  }

  function word(key, values) {
    const pair = data.words[key];
    let text = pair ? pair[language === "zh" ? 1 : 0] : key;
    for (const name of Object.keys(values || {})) {
      text = text.split("{" + name + "}").join(values[name]);
    }
    return text;
  }

  function known(key, otherwise) {
    return data.words[key] ? word(key) : otherwise;
  }

  // el("p", {class: "soft"}, "text", node, ...)
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes || {})) {
      if (attributes[name] !== null && attributes[name] !== undefined) {
        node.setAttribute(name, attributes[name]);
      }
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined) {
        node.append(child instanceof Node ? child : clean(child));
      }
    }
    return node;
  }

  function number(value) {
    return typeof value === "number" ? value.toLocaleString("en-US", { maximumSignificantDigits: 6 }) : String(value);
  }

  // ---- tables ----

  // Indices of a column's values: every row's, run after run, or those of another column.
  function indices(table, column) {
    if (column.of !== undefined) {
      return indices(table, table.columns[column.of]);
    }
    if (!column.i) {
      column.i = [];
      for (let r = 0; r < column.r.length; r += 2) {
        for (let n = 0; n < column.r[r + 1]; n++) {
          column.i.push(column.r[r]);
        }
      }
    }
    return column.i;
  }

  function makeTable(given) {
    const at = new Map(given.fields.map((field, i) => [field.name, i]));
    const made = new Map();
    return {
      name: given.name, title: given.title, fields: given.fields, n: given.rows, total: given.total,
      has: (name) => at.has(name),
      column(name) {
        if (!made.has(name)) {
          const column = given.columns[at.get(name)];
          made.set(name, column.v || indices(given, column).map((i) => column.d[i]));
        }
        return made.get(name);
      },
    };
  }

  const tables = new Map(data.tables.map((given) => [given.name, makeTable(given)]));

  function seriesOf(table, row) {
    const split = table.has("split") ? table.column("split")[row] : null;
    const term = table.column("term")[row];
    return split === null ? term : term + " · " + split;
  }

  // Rows of a table for which the test holds, as numbers.
  function rowsWhere(table, test) {
    const rows = [];
    for (let row = 0; row < table.n; row++) {
      if (!test || test(row)) {
        rows.push(row);
      }
    }
    return rows;
  }

  function objects(table, names, rows) {
    const columns = names.map((name) => table.column(name));
    return rows.map((row) => {
      const object = {};
      names.forEach((name, i) => {
        object[name] = typeof columns[i][row] === "string" ? clean(columns[i][row]) : columns[i][row];
      });
      return object;
    });
  }

  // ---- articles behind a point ----

  const dialog = document.getElementById("articles");
  document.getElementById("articles-close").addEventListener("click", () => dialog.close());

  function shellWord(text) {
    return "'" + text.replace(/'/g, "'\\''") + "'";
  }

  // The lines of context that the page has for a term, within days that may be null.
  function lines(term, from, to) {
    const found = [], seen = new Set();
    for (const name of ["examples", "kwic"]) {
      const table = tables.get(name);
      if (!table || !table.has("article")) {
        continue;
      }
      const terms = table.column("term"), dates = table.column("date"), articles = table.column("article");
      for (let row = 0; row < table.n; row++) {
        const inside = !from || (dates[row] !== null && dates[row] >= from && dates[row] <= to);
        if (terms[row] === term && inside && !seen.has(articles[row])) {
          seen.add(articles[row]);
          found.push({ table, row });
        }
      }
    }
    return found;
  }

  function hit({ table, row }) {
    const get = (name) => (table.has(name) ? table.column(name)[row] : null);
    const place = [get("date"), get("newspaper"), get("file") && get("line") ? get("file") + ":" + get("line") : get("file")];
    return el("li", null,
      el("h3", { dir: "auto" }, get("headline") || word("page_no_headline")),
      el("p", { class: "soft", dir: "auto" }, place.filter((part) => part !== null && part !== "").join(" · ")),
      el("p", { dir: "auto" }, "…" + (get("left") || ""), el("mark", null, get("match_text") || ""), (get("right") || "") + "…"));
  }

  function openArticles(term, from, to, label) {
    const found = lines(term, from, to);
    const body = document.getElementById("articles-body");
    const range = from ? " --from " + from + " --to " + to : "";
    document.getElementById("articles-title").textContent = clean(term + (label ? " · " + label : ""));
    body.replaceChildren(
      found.length ? el("ol", { class: "hits" }, found.slice(0, 30).map(hit)) : el("p", null, word("page_no_lines")),
      el("p", { class: "soft" }, word("page_all_lines")),
      el("p", null, el("code", null, "guanlan kwic -t " + shellWord(clean(term)) + range + " PATH")));
    dialog.showModal();
  }

  // What a row of a table stands for, where it stands for something that has articles.
  function opener(table, row) {
    if (!table.has("term") || !(tables.has("examples") || tables.has("kwic") || table.has("period_start"))) {
      return null;
    }
    const get = (name) => (table.has(name) ? table.column(name)[row] : null);
    return () => openArticles(get("term"), get("period_start"), get("period_end") || get("period_start"), get("period"));
  }

  // ---- the table of a chart ----

  function cellText(value) {
    return value === null ? "" : typeof value === "object" ? JSON.stringify(value) : typeof value === "boolean" ?
      word(value ? "page_yes" : "page_no") : number(value);
  }

  function tableBody(table, rows, wanted) {
    const fields = table.fields.filter((field) => !wanted || wanted.includes(field.name));
    const opens = rows.length && opener(table, rows[0]) !== null;
    const body = el("tbody");
    const head = el("tr", null, fields.map((field) => el("th", { scope: "col", title: field.description },
      known(field.name, field.title || field.name))), opens ? el("th", { scope: "col" }, word("page_articles")) : null);
    let shown = 0;
    const more = el("button", { type: "button" });
    function add() {
      for (const row of rows.slice(shown, shown + ROWS_AT_ONCE)) {
        const open = opens ? el("button", { type: "button" }, word("page_open")) : null;
        if (open) {
          open.addEventListener("click", opener(table, row));
        }
        body.append(el("tr", null, fields.map((field) => {
          const value = table.column(field.name)[row];
          const text = cellText(value);
          return el("td", typeof value === "number" ? { class: "number" } : { dir: "auto", class: text.length <= 14 ? "short" : null }, text);
        }), open ? el("td", null, open) : null));
      }
      shown = Math.min(rows.length, shown + ROWS_AT_ONCE);
      more.textContent = word("page_more", { n: rows.length - shown });
      more.hidden = shown === rows.length;
    }
    more.addEventListener("click", add);
    add();
    const note = table.total > table.n ? word("page_cut", { n: table.n, total: table.total }) : "";
    return [el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": clean(table.title || table.name) },
      el("table", null, el("caption", null, clean(table.title || table.name) + " (" + number(rows.length) + ") " + note),
        el("thead", null, head), body)), more];
  }

  function tableDetails(table, rowsOf, wanted) {
    const details = el("details", null, el("summary", null, word("page_table")));
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) {
        details.append(...tableBody(table, rowsOf(), wanted));
      }
    });
    return details;
  }

  // ---- charts ----

  const figures = new Map(); // chart's element to what draws it

  function translated(value) {
    if (Array.isArray(value)) {
      return value.map(translated);
    }
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translated(inner)]));
    }
    return typeof value === "string" && value[0] === "@" ? word(value.slice(1)) : value;
  }

  function merged(base, over) {
    const result = Object.assign({}, base);
    for (const key of Object.keys(over)) {
      const both = base[key] && typeof base[key] === "object" && !Array.isArray(base[key]);
      result[key] = both ? merged(base[key], over[key]) : over[key];
    }
    return result;
  }

  function theme() {
    const config = dark.matches && !document.body.classList.contains("printing") ? merged(data.config.light, data.config.dark) : data.config.light;
    return merged(config, { aria: false });
  }

  // Fits the specification to the room there is.
  function fitted(spec, room) {
    const label = Math.max(90, Math.min(360, Math.floor(room * 0.4)));
    if (spec.facet && spec.facet.row) {
      spec.spec.width = Math.max(200, room - 90);
    } else if (spec.facet) {
      spec.columns = Math.max(1, Math.min(spec.columns || 3, Math.floor(room / 270)));
      spec.spec.width = Math.max(90, Math.floor(room / spec.columns) - Math.min(150, label));
    } else {
      spec.width = room;
      spec.autosize = { type: "fit-x", contains: "padding" };
    }
    spec.config = merged(theme(), { axis: { labelLimit: label }, legend: { labelLimit: label }, header: { labelLimit: label } });
    return spec;
  }

  // What a tip shows is read from the mark's datum when the pointer is there: worked out for every mark beforehand it
  // takes longer than all the rest of a chart. The fields are gathered in `fields`.
  function withoutTips(node, fields) {
    if (!node || typeof node !== "object") {
      return node;
    }
    const tips = node.encoding && node.encoding.tooltip;
    if (Array.isArray(tips) && tips.every((entry) => !entry.aggregate && !entry.timeUnit)) {
      tips.forEach((entry) => fields.set(entry.field, entry));
      delete node.encoding.tooltip;
      node.mark = Object.assign({}, typeof node.mark === "string" ? { type: node.mark } : node.mark, { tooltip: { content: "data" } });
    }
    Object.values(node).forEach((inner) => withoutTips(inner, fields));
    return node;
  }

  function draw(box) {
    const figure = figures.get(box);
    const tips = new Map();
    const spec = fitted(withoutTips(translated(figure.spec), tips), Math.max(220, Math.min(960, box.clientWidth)));
    const needed = figure.spec.usermeta.guanlan.tables;
    spec.datasets = {};
    let marks = 0;
    for (const name of Object.keys(needed)) {
      const table = tables.get(name);
      const rows = rowsWhere(table, figure.test && table.has("term") ? (row) => figure.test(table, row) : null);
      spec.datasets[name] = objects(table, needed[name], rows);
      marks = Math.max(marks, rows.length);
    }
    delete spec.title; // it stands above
    delete spec.usermeta;
    const fresh = el("div");
    return vegaEmbed(fresh, spec, {
      mode: "vega-lite", ast: true, actions: false, defaultStyle: false, hover: false,
      renderer: marks > MANY_MARKS ? "canvas" : "svg", tooltip: (handler, event, item, value) => showTip(event, value, tips), logLevel: 0,
      loader: { load: () => Promise.reject(new Error("offline")), sanitize: () => Promise.reject(new Error("offline")) },
    }).then((result) => {
      if (figure.view) {
        figure.view.finalize();
      }
      figure.view = result.view;
      // the box is an image with a name; what stands in it has none of its own
      fresh.querySelectorAll("[role]").forEach((node) => node.removeAttribute("role"));
      fresh.querySelectorAll("[aria-roledescription]").forEach((node) => node.removeAttribute("aria-roledescription"));
      box.replaceChildren(fresh);
      box.classList.add("drawn");
      if (figure.spec.usermeta.guanlan.keys) {
        result.view.addEventListener("click", (event, item) => {
          const point = item && item.datum;
          if (point && point.term) {
            const day = (value) => (value === undefined || value === null ? null : new Date(value).toISOString().slice(0, 10));
            openArticles(point.term, day(point.period_start), day(point.period_end || point.period_start), point.period);
          }
        });
      }
    }).catch((error) => {
      box.textContent = word("page_not_drawn") + " " + clean(error && error.message);
      box.classList.add("failed");
    });
  }

  // The tip beside the pointer; its place is set through the object model, which the policy of the page allows.
  const tip = el("div", { id: "tip", role: "presentation" });
  function tipText(value, entry) {
    if (value === null || value === undefined) {
      return "–";
    }
    if (entry.type === "temporal") {
      return new Date(value).toISOString().slice(0, 10);
    }
    return entry.type === "quantitative" && typeof value === "number" ? vega.format(entry.format || "")(value) : String(value);
  }

  function showTip(event, value, fields) {
    if (value === null || value === undefined || value === "") {
      tip.remove();
      return;
    }
    const rows = typeof value !== "object" ? [["", value]] : !fields.size ? Object.entries(value) :
      Array.from(fields.values()).filter((entry) => entry.field in value).map((entry) => [entry.title, tipText(value[entry.field], entry)]);
    tip.replaceChildren(...rows.map(([name, text]) => el("div", { dir: "auto" }, name ? name + ": " : "", el("b", null, String(text)))));
    document.body.append(tip);
    const x = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8);
    const y = Math.min(event.clientY + 14, window.innerHeight - tip.offsetHeight - 8);
    tip.style.left = Math.max(4, x) + "px";
    tip.style.top = Math.max(4, y) + "px";
  }

  let observer = null;
  function watch(box) {
    if (!observer && "IntersectionObserver" in window) {
      observer = new IntersectionObserver((entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting) {
            observer.unobserve(entry.target);
            draw(entry.target);
          }
        }
      }, { rootMargin: "200px 0px" });
    }
    observer ? observer.observe(box) : draw(box);
  }

  function figureOf(chart, title, test, level) {
    const meta = chart.spec.usermeta.guanlan;
    const table = tables.get(Object.keys(meta.tables)[0]);
    const rowsOf = () => rowsWhere(table, test && table.has("term") ? (row) => test(table, row) : null);
    const box = el("div", { class: "chart", role: "img", "aria-label": title + ". " + word("page_chart_label"), "data-waiting": word("page_waiting") });
    const figure = el("figure", { "data-chart": chart.name }, el("figcaption", null, el(level, { dir: "auto" }, title),
      level === "h2" ? el("p", null, word(meta.about.slice(1))) : null));
    if (typeof vegaEmbed === "function") {
      figures.set(box, { spec: chart.spec, test });
      figure.append(box);
      watch(box);
    }
    figure.append(tableDetails(table, rowsOf));
    return { figure, box };
  }

  // Which terms the first chart shows, where there are many.
  function picker(series, chosen, changed) {
    const set = el("fieldset", null, el("legend", null, word("page_pick", { n: MOST_LINES })));
    for (const name of series) {
      const input = el("input", { type: "checkbox" });
      input.checked = chosen.has(name);
      input.addEventListener("change", () => {
        input.checked && chosen.size < MOST_LINES ? chosen.add(name) : chosen.delete(name);
        input.checked = chosen.has(name);
        changed();
      });
      set.append(el("label", { dir: "auto" }, input, " " + name));
    }
    return set;
  }

  function chartSection(chart) {
    const meta = chart.spec.usermeta.guanlan;
    const table = tables.get(Object.keys(meta.tables)[0]);
    const title = word(chart.spec.title.slice(1));
    if (!meta.each) {
      const wanted = chart.name === "trend" ? totals(table) : [];
      const few = wanted.length && table.n / wanted.length > DENSE ? Math.min(3, FEW_LINES) : FEW_LINES;
      const chosen = new Set(wanted.slice(0, few));
      const test = wanted.length > few ? (t, row) => chosen.has(seriesOf(t, row)) : null;
      const { figure, box } = figureOf(chart, title, test, "h2");
      if (test && figures.has(box)) {
        box.before(picker(wanted, chosen, () => box.classList.contains("drawn") && draw(box)));
      }
      figure.id = "chart-" + chart.name;
      return figure;
    }
    const section = el("section", { id: "chart-" + chart.name }, el("h2", null, title), el("p", { class: "soft" }, word(meta.about.slice(1))));
    for (const name of totals(table, true)) {
      section.append(figureOf(chart, name, (t, row) => seriesOf(t, row) === name, "h3").figure);
    }
    return section;
  }

  // The series of a table, the commonest first, or in the table's order.
  function totals(table, asTheyStand) {
    const sums = new Map(), counts = table.column("count");
    for (let row = 0; row < table.n; row++) {
      const name = seriesOf(table, row);
      sums.set(name, (sums.get(name) || 0) + (counts[row] || 0));
    }
    const names = Array.from(sums.keys());
    return asTheyStand ? names : names.sort((a, b) => sums.get(b) - sums.get(a));
  }

  // ---- words about the numbers ----

  function factsSection() {
    const c = data.provenance.corpus;
    if (!c) {
      return null;
    }
    const facts = [["page_issues", c.issues], ["page_articles_read", c.articles], ["page_tokens", c.tokens], ["page_from", c.from], ["page_to", c.to],
      ["page_rejects", c.rejects], ["page_undated", c.undated], ["page_inferred", c.inferred]];
    return el("section", { "aria-labelledby": "facts" }, el("h2", { id: "facts" }, word("page_corpus")),
      el("dl", { class: "facts" }, facts.filter(([, value]) => value !== null && value !== undefined).map(([name, value]) =>
        el("div", null, el("dt", null, word(name)), el("dd", null, number(value))))));
  }

  function caveatItems(caveats) {
    return caveats.map((name) => el("li", null, known("caveat_" + name, name)));
  }

  function findingsSection() {
    const table = tables.get("trend_tests") || tables.get("scan");
    const sentence = "sentence_" + language;
    if (!table || !table.has(sentence)) {
      return null;
    }
    const list = el("ul", { class: "findings" });
    const rest = el("ul", { class: "findings" });
    for (let row = 0; row < Math.min(table.n, MOST_FINDINGS); row++) {
      const get = (name) => (table.has(name) ? table.column(name)[row] : null);
      const caveats = get("caveats") || [];
      (row < FEW_FINDINGS ? list : rest).append(el("li", null,
        get("pattern") ? el("span", { class: "verdict" }, known("pattern_" + get("pattern"), get("pattern"))) : null,
        get("evidence") ? el("span", { class: "verdict" }, word("page_evidence") + ": " + known("evidence_" + get("evidence"), get("evidence"))) : null,
        el("p", { dir: "auto" }, get(sentence)), caveats.length ? el("ul", null, caveatItems(caveats)) : null));
    }
    return el("section", { id: "findings" }, el("h2", null, word("page_findings")), list,
      rest.children.length ? el("details", null, el("summary", null, word("page_more_findings", { n: rest.children.length })), rest) : null,
      tableDetails(table, () => rowsWhere(table)));
  }

  function methodsText() {
    const p = data.provenance, c = p.corpus, text = [];
    text.push(word("method_tool", { version: p.version || "", icu: p.icu || "", unicode: p.unicode || "" }));
    if (c) {
      text.push(word("method_corpus", { issues: number(c.issues), articles: number(c.articles), tokens: number(c.tokens), from: c.from || "?", to: c.to || "?",
        rejects: c.rejects, undated: c.undated, inferred: c.inferred, sha256: c.sha256 }));
    }
    for (const [name, key] of [["trend", "method_trend"], ["compare", "method_compare"], ["network", "method_network"], ["cooc", "method_cooc"], ["scan", "method_scan"]]) {
      if (tables.has(name)) {
        text.push(word(key));
      }
    }
    return text.join("\n");
  }

  function methodsSection() {
    const caveats = new Set();
    for (const table of tables.values()) {
      if (table.has("caveats")) {
        table.column("caveats").forEach((list) => (list || []).forEach((name) => caveats.add(name)));
      }
    }
    const params = Object.entries(data.params);
    const rules = params.filter(([, value]) => typeof value === "string" && value.length > 120);
    const others = params.filter(([, value]) => !(typeof value === "string" && value.length > 120));
    return el("section", { id: "methods" }, el("h2", null, word("page_methods")),
      el("div", { class: "quote" }, methodsText()),
      caveats.size ? el("p", null, word("page_caveats")) : null,
      caveats.size ? el("ul", null, Array.from(caveats).sort().map((name) => el("li", null, el("b", null, name), ": ", known("caveat_" + name, "")))) : null,
      rules.map(([name, value]) => el("details", null, el("summary", null, word("page_rule") + ": " + name), el("p", { lang: "en", class: "quote" }, value))),
      el("details", null, el("summary", null, word("page_settings")),
        el("p", null, el("code", null, "guanlan " + data.report + " " + data.provenance.args.map((arg) => (/^[\w./:=,+-]+$/.test(arg) ? arg : shellWord(arg))).join(" ") + " PATH")),
        el("ul", null, others.map(([name, value]) => el("li", null, name + ": " + (typeof value === "string" ? value : JSON.stringify(value)))))));
  }

  function tablesSection() {
    const section = el("section", { id: "tables" }, el("h2", null, word("page_tables")), el("p", { class: "soft" }, word("page_tables_about")));
    for (const table of tables.values()) {
      section.append(el("h3", null, clean(table.title || table.name)), tableDetails(table, () => rowsWhere(table)));
    }
    return section;
  }

  // ---- the whole ----

  function build() {
    figures.forEach((figure) => figure.view && figure.view.finalize());
    figures.clear();
    if (observer) {
      observer.disconnect();
      observer = null;
    }
    document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
    document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = word(node.dataset.word); });
    document.querySelectorAll("[data-language]").forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.language === language)));
    const parts = [factsSection(), findingsSection(),
      typeof vegaEmbed === "function" ? null : el("p", { class: "quote" }, word("page_no_charts"))];
    parts.push(...data.charts.map(chartSection), methodsSection(), tablesSection());
    main.replaceChildren(...parts.filter((part) => part));
    document.querySelector("#contents ul").replaceChildren(...Array.from(main.querySelectorAll("h2")).map((head, i) => {
      const target = head.closest("[id]");
      target.id = target.id || "part-" + i;
      return el("li", null, el("a", { href: "#" + target.id }, head.textContent));
    }));
  }

  // Draws again what was drawn: another theme, another width.
  function redraw() {
    figures.forEach((figure, box) => figure.view && draw(box));
  }

  document.querySelectorAll("[data-language]").forEach((node) => node.addEventListener("click", () => {
    language = node.dataset.language;
    build();
  }));
  document.getElementById("print").addEventListener("click", () => {
    document.body.classList.add("printing");
    Promise.all(Array.from(figures.keys(), draw)).then(() => {
      window.print();
      document.body.classList.remove("printing");
      redraw();
    });
  });
  dark.addEventListener("change", redraw);
  let width = window.innerWidth, waiting = 0;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      clearTimeout(waiting);
      waiting = setTimeout(redraw, 200);
    }
  });
  build();
})();
