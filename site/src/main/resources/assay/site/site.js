"use strict";
(() => {
  const root = document.documentElement;

  // Light and dark: the reader's choice wins over the system's and is remembered.
  document.querySelector(".theme").addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    try { localStorage.setItem("assay-theme", next); } catch (e) { /* private mode: not remembered */ }
  });

  // Groups of the navigation: one open at a time, closed by Escape, by a click elsewhere and by leaving with the keyboard.
  const groups = [...document.querySelectorAll(".groups details")];
  groups.forEach(group => {
    group.addEventListener("toggle", () => { if (group.open) groups.forEach(other => { if (other !== group) other.open = false; }); });
    group.addEventListener("focusout", event => { if (event.relatedTarget && !group.contains(event.relatedTarget)) group.open = false; });
    group.addEventListener("keydown", event => {
      if (event.key === "Escape" && group.open) { group.open = false; group.querySelector("summary").focus(); }
    });
  });
  document.addEventListener("click", event => groups.forEach(group => { if (!group.contains(event.target)) group.open = false; }));

  // Search over the inverted index, which is fetched when it is first asked for.
  const form = document.querySelector(".search"), box = document.getElementById("q"), hits = document.getElementById("hits");
  const status = document.getElementById("hits-count");
  let index = null, vocabulary = [], stop = new Set(), asked = false, chosen = -1;

  const load = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = form.dataset.root + "search-index.js";
    script.addEventListener("load", () => {
      index = window.ASSAY_SEARCH;
      vocabulary = Object.keys(index.terms);
      stop = new Set(index.stop);
      if (box.value) show();
    });
    document.head.append(script);
  };
  const stem = word => word.length > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") ? word.slice(0, -1) : word;
  const wordsOf = text => {
    const all = text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) || [];
    const telling = all.filter(word => word.length > 1 && !stop.has(word));
    return (telling.length ? telling : all).map(stem);
  };
  const says = (query, phrase) => {
    const at = query.indexOf(phrase), after = at + phrase.length;
    return at >= 0 && !/[\p{L}\p{N}]/u.test(query[at - 1] || " ") && !/[\p{L}\p{N}]/u.test(query[after] || " ");
  };
  const expand = query => {
    const groups = [[query]];
    for (const group of index.synonyms) {
      if (group.some(word => says(query, word))) groups.push(group);
    }
    return groups;
  };
  const score = (words, weight, total) => words.forEach((word, position) => {
    const found = new Map();
    for (const term of vocabulary) {
      const whole = term === word, prefix = !whole && word.length > 1 && term.startsWith(word);
      if (!whole && !prefix) continue;
      const posts = index.terms[term];
      for (let i = 0; i < posts.length; i += 2) {
        found.set(posts[i], Math.max(found.get(posts[i]) || 0, posts[i + 1] * (whole ? 2 : 1)));
      }
    }
    found.forEach((value, entry) => {
      const old = total.get(entry) || { score: 0, words: new Set() };
      old.score += value * weight;
      old.words.add(position);
      total.set(entry, old);
    });
  });
  const search = query => {
    const result = new Map();
    const gather = share => expand(query).forEach((group, g) => group.forEach(text => {
      const total = new Map(), words = wordsOf(text);
      score(words, g === 0 ? 1 : 0.5, total);
      total.forEach((value, entry) => {
        if (value.words.size >= Math.ceil(words.length * share)) {
          result.set(entry, Math.max(result.get(entry) || 0, value.score * value.words.size / words.length));
        }
      });
    }));
    gather(1);
    if (result.size < 3) gather(0.6); // few say all of it: what says most of it follows
    return [...result].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12).map(([entry]) => {
      const [page, second, third] = index.entries[entry];
      if (typeof page === "string") return [page, second, third];
      return [index.entries[page][0] + "#" + second, third, index.entries[page][1]];
    });
  };
  const show = () => {
    const query = box.value.trim().toLowerCase();
    hits.textContent = "";
    chosen = -1;
    if (query && !index) { load(); return; }
    const found = query ? search(query) : [];
    found.forEach(([url, title, about], i) => {
      const item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small");
      item.setAttribute("role", "presentation");
      link.href = form.dataset.root + url;
      link.id = "hit-" + i;
      link.setAttribute("role", "option");
      link.textContent = title;
      small.textContent = about;
      link.append(small);
      item.append(link);
      hits.append(item);
    });
    if (query && !found.length) {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.setAttribute("aria-disabled", "true");
      item.textContent = "Nothing found";
      hits.append(item);
    }
    status.textContent = query ? found.length + (found.length === 1 ? " result" : " results") : "";
    hits.hidden = !query;
    box.setAttribute("aria-expanded", String(!hits.hidden));
    box.removeAttribute("aria-activedescendant");
  };
  const choose = step => {
    const links = [...hits.querySelectorAll("a")];
    if (!links.length) return;
    chosen = (chosen + step + links.length) % links.length;
    links.forEach((link, i) => link.setAttribute("aria-selected", String(i === chosen)));
    links[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", links[chosen].id);
  };
  box.addEventListener("focus", load);
  box.addEventListener("input", show);
  box.addEventListener("keydown", event => {
    if (event.key === "ArrowDown") { choose(1); event.preventDefault(); }
    if (event.key === "ArrowUp") { choose(-1); event.preventDefault(); }
    if (event.key === "Escape") { box.value = ""; show(); }
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    const links = hits.querySelectorAll("a");
    if (links.length) links[Math.max(0, chosen)].click();
  });
  document.addEventListener("keydown", event => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) || document.activeElement.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { box.focus(); event.preventDefault(); }
  });
  document.addEventListener("click", event => {
    if (!form.contains(event.target)) { hits.hidden = true; box.setAttribute("aria-expanded", "false"); }
  });

  // Tables that sort by a click on a heading.
  const value = cell => {
    const text = cell.textContent.trim(), number = parseFloat(text.replace(/,/g, "").replace("−", "-").replace(/^\[/, ""));
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };
  document.querySelectorAll("table.sortable").forEach(table => {
    table.querySelectorAll("thead th").forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
        table.querySelectorAll("th[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        [...body.rows].sort((a, b) => {
          const x = value(a.cells[column]), y = value(b.cells[column]);
          const order = typeof x === typeof y ? (x < y ? -1 : x > y ? 1 : 0) : typeof x === "number" ? -1 : 1;
          return up ? order : -order;
        }).forEach(row => body.append(row));
      });
    });
  });

  // Choices that hide the rows of the table after them.
  document.querySelectorAll(".filter").forEach(filter => {
    const rows = [...filter.nextElementSibling.querySelector("tbody").rows];
    const choices = [...filter.querySelectorAll("select")], count = filter.querySelector("output");
    const apply = () => {
      const asked = choices.filter(choice => choice.value);
      rows.forEach(row => { row.hidden = !asked.every(choice => row.cells[choice.dataset.column].textContent.trim() === choice.value); });
      count.textContent = asked.length ? rows.filter(row => !row.hidden).length + " of " + rows.length : "";
    };
    filter.addEventListener("change", apply);
    apply();
  });

  // The caterpillar: stored replications, drawn one by one so that the misses are felt.
  document.querySelectorAll("[data-caterpillar]").forEach(controls => {
    const all = [...document.getElementById(controls.dataset.caterpillar).querySelectorAll(".iv")];
    const count = controls.querySelector("output");
    const missed = interval => interval.classList.contains("miss");
    let shown = all.length;
    const draw = () => {
      all.forEach((interval, i) => {
        interval.classList.toggle("off", i >= shown);
        interval.classList.toggle("newest", i === shown - 1 && shown < all.length);
      });
      const hits = all.slice(0, shown).filter(interval => !missed(interval)).length;
      count.textContent = "Sample " + shown + (missed(all[shown - 1]) ? " misses" : " holds") + " the truth: "
        + hits + " of " + shown + " hold it so far, " + (100 * hits / shown).toFixed(1) + " %."
        + (shown === all.length ? " That is all of them." : "");
    };
    controls.addEventListener("click", event => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.act === "sort") {
        const sorted = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(sorted));
        all.forEach(interval => interval.setAttribute("transform", "translate(" + interval.dataset[sorted ? "s" : "x"] + ",0)"));
        return;
      }
      if (button.dataset.act === "next") shown = shown >= all.length ? 1 : shown + 1;
      if (button.dataset.act === "all") shown = all.length;
      draw();
    });
  });

  // Copy buttons on code.
  if (navigator.clipboard) {
    document.querySelectorAll("pre.code").forEach(block => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.addEventListener("click", () => {
        navigator.clipboard.writeText(block.querySelector("code").textContent).then(() => { button.textContent = "Copied"; });
      });
      block.append(button);
    });
  }

  // What scrolls sideways is reached by the keyboard; what fits is not in the way of it.
  const parts = [...document.querySelectorAll(".scroll, .canvas, pre, math[display=block], .output.html")];
  const reach = part => {
    if (part.scrollWidth > part.clientWidth || part.scrollHeight > part.clientHeight + 4) part.setAttribute("tabindex", "0");
    else if (part !== document.activeElement) part.removeAttribute("tabindex");
  };
  addEventListener("resize", () => requestAnimationFrame(() => parts.forEach(reach)));
  if (window.ResizeObserver) {
    const observer = new ResizeObserver(entries => entries.forEach(({ target }) => reach(target)));
    parts.forEach(part => observer.observe(part));
  }

  // A figure inside a closed part opens when its anchor is asked for, and everything opens for print.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target && target.closest("details");
    if (part) part.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach(part => { part.open = true; }));

  // Says that every script above ran, for whoever checks the page in a browser.
  root.dataset.ready = "true";
})();
