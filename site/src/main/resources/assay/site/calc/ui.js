// Fields, state in the address, numbers in words and small plots: what the pages of calculators share.
(function (calc) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const ui = {};
  calc.ui = ui;

  ui.get = id => document.getElementById(id);
  ui.say = (id, text) => {
    const element = ui.get(id);
    if (element && element.textContent !== text) element.textContent = text;
  };
  ui.element = (tag, attributes, text) => {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(name => element.setAttribute(name, attributes[name]));
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // Numbers for people.
  const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
  ui.count = x => x === null || !isFinite(x) ? "none" : grouped.format(x);
  ui.number = (x, digits) => {
    if (x === null || x === undefined || Number.isNaN(x)) return "none";
    if (x === 0) return "0";
    const size = Math.abs(x);
    const text = size >= 1e6 || size < 1e-4 ? x.toExponential((digits || 4) - 1) : String(Number(x.toPrecision(digits || 4)));
    return text.replace("-", "−");
  };
  ui.percent = (x, digits) => x === null || x === undefined ? "none"
    : (x * 100).toFixed(digits === undefined ? 1 : digits).replace("-", "−") + " %";
  ui.chance = p => p < 1e-4 ? ui.number(p, 2) : ui.number(p, 3);

  // A form and its state: one value per name; the address keeps what is not the default.
  const read = (form, defaults) => {
    const state = {};
    Object.keys(defaults).forEach(name => {
      const fields = form.elements[name];
      if (!fields) {
        state[name] = defaults[name];
        return;
      }
      const text = fields.value === undefined ? "" : String(fields.value).trim();
      state[name] = typeof defaults[name] === "number" ? (text === "" ? (name === "units" ? 0 : NaN) : Number(text)) : text;
    });
    return state;
  };
  const write = (form, state) => Object.keys(state).forEach(name => {
    const fields = form.elements[name];
    if (!fields) return;
    fields.value = name === "units" && !state[name] ? "" : String(state[name]);
  });
  ui.fromAddress = defaults => {
    const state = Object.assign({}, defaults);
    let asked;
    try { asked = new URLSearchParams(location.hash.slice(1)); } catch (e) { return state; }
    Object.keys(defaults).forEach(name => {
      const text = asked.get(name);
      if (text === null) return;
      if (typeof defaults[name] !== "number") state[name] = text.slice(0, 400);
      else if (text !== "" && isFinite(Number(text))) state[name] = Number(text);
    });
    return state;
  };
  ui.address = (state, defaults) => {
    const parts = new URLSearchParams();
    Object.keys(defaults).forEach(name => {
      const value = state[name];
      if (value !== defaults[name] && !(typeof value === "number" && !isFinite(value))) parts.set(name, String(value));
    });
    return parts.toString();
  };
  ui.keep = text => {
    try { history.replaceState(null, "", text ? "#" + text : location.pathname + location.search); } catch (e) { /* a page that may not change its address */ }
  };
  ui.problems = (root, problems) => {
    const told = {};
    problems.forEach(problem => { if (!(problem[0] in told)) told[problem[0]] = problem[1]; });
    root.querySelectorAll("[data-field]").forEach(field => {
      const name = field.dataset.field, error = field.querySelector(".error"), text = told[name] || "";
      if (error && error.textContent !== text) error.textContent = text;
      field.classList.toggle("wrong", text !== "");
      field.querySelectorAll("input, select").forEach(input => {
        if (text) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
      });
    });
  };
  ui.bind = (form, defaults, changed) => {
    let before = null;
    const update = () => {
      form.querySelectorAll("[data-shows]").forEach(output => {
        output.textContent = form.elements[output.dataset.shows].value + output.dataset.unit;
      });
      const state = read(form, defaults), kept = ui.address(state, defaults);
      changed(state, before);
      before = state;
      ui.keep(kept);
    };
    const load = () => {
      write(form, ui.fromAddress(defaults));
      update();
    };
    form.addEventListener("input", update);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("click", event => {
      if (!event.target.closest("[data-act='reset']")) return;
      write(form, defaults);
      update();
    });
    addEventListener("hashchange", load);
    load();
    return { update: update, set: (name, value) => { form.elements[name].value = String(value); } };
  };

  // A status line speaks once things are still.
  const quiet = {};
  ui.status = (id, text) => {
    clearTimeout(quiet[id]);
    quiet[id] = setTimeout(() => ui.say(id, text), 350);
  };

  // A plot in a viewBox of its own: x and y map data, elements are drawn in order.
  ui.plot = (id, options) => {
    const svg = ui.get(id), box = svg.viewBox.baseVal, width = box.width, height = box.height;
    const left = options.left === undefined ? 10 : options.left, right = width - 10, top = options.top || 14, bottom = height - 24;
    while (svg.lastChild && svg.lastChild.nodeName !== "title") svg.removeChild(svg.lastChild);
    const x = v => left + (v - options.x[0]) / (options.x[1] - options.x[0]) * (right - left);
    const y = v => bottom - (v - options.y[0]) / (options.y[1] - options.y[0]) * (bottom - top);
    const plot = { x: x, y: y, bottom: bottom, top: top, left: left, right: right };
    plot.add = (tag, attributes, text) => {
      const element = document.createElementNS(SVG, tag);
      Object.keys(attributes).forEach(name => element.setAttribute(name, attributes[name]));
      if (text !== undefined) element.textContent = text;
      svg.append(element);
      return element;
    };
    const path = points => points.map((p, i) => (i ? "L" : "M") + x(p[0]).toFixed(2) + " " + y(p[1]).toFixed(2)).join("");
    plot.line = (points, kind) => plot.add("path", { d: path(points), class: "curve " + kind });
    plot.area = (points, kind) => {
      if (points.length < 2) return;
      const last = points[points.length - 1];
      plot.add("path", { d: path(points) + "L" + x(last[0]).toFixed(2) + " " + bottom + "L" + x(points[0][0]).toFixed(2) + " " + bottom + "Z", class: "area " + kind });
    };
    plot.text = (vx, vy, text, kind) => plot.add("text", { x: vx, y: vy, class: kind || "" }, text);
    plot.rule = (v, kind) => plot.add("line", { x1: x(v), x2: x(v), y1: top, y2: bottom, class: kind });
    plot.level = (v, kind) => plot.add("line", { x1: left, x2: right, y1: y(v), y2: y(v), class: kind });
    plot.base = () => plot.add("line", { x1: left, x2: right, y1: bottom, y2: bottom, class: "axis" });
    plot.ticks = (values, format) => values.forEach((v, i) => {
      plot.add("line", { x1: x(v), x2: x(v), y1: bottom, y2: bottom + 4, class: "axis" });
      const edge = x(v) < left + 14 ? "" : x(v) > right - 14 ? "end" : "middle";
      plot.text(x(v), bottom + 17, format(v, i), edge);
    });
    plot.rows = (values, format) => values.forEach(v => {
      plot.level(v, "grid");
      plot.text(left - 5, y(v) + 4, format(v), "end");
    });
    return plot;
  };
  ui.steps = (low, high, count) => {
    const rough = (high - low) / count, power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= rough * 0.999);
    const values = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) values.push(Number((k * step).toPrecision(12)));
    return values;
  };
  ui.curve = (f, low, high, count) => {
    const points = [];
    for (let i = 0; i <= count; i++) {
      const v = low + (high - low) * i / count;
      points.push([v, f(v)]);
    }
    return points;
  };
})(ASSAY_CALC);
