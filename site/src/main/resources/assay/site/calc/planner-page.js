// Binds the planner: four steps over one state, which the address keeps.
(function (calc) {
  "use strict";
  const ui = calc.ui, normal = calc.normal, form = ui.get("planner");
  if (!form) return;
  const monday = () => {
    const now = new Date(), next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
    next.setUTCDate(next.getUTCDate() + (8 - next.getUTCDay()) % 7 + 7);
    return next.toISOString().slice(0, 10);
  };
  const DEFAULTS = Object.assign({}, calc.PLAN_DEFAULTS, { start: monday(), step: 1 });
  const DESIGNS = {
    ab: ["Users, one by one", "Each user is tossed into an arm alone. It is the sharpest design, and wrong where users of one arm change what happens to those of the other.",
      "Read as a difference in means by user, adjusted by CUPED if a correlation is given. Proportions are planned by the z test, means by the noncentral t."],
    clusters: ["Whole clusters", "Users who meet each other get the same arm. Within a cluster they are alike, so that each further one tells less: the size counts clusters.",
      "Read as a comparison of cluster means with G − 2 degrees of freedom. Planned with the design effect 1 + ((cv² + 1) m − 1) ICC."],
    switchback: ["Windows of time in a market", "A market is in one arm at a time and switches between windows. What was on before still acts for a while: that part of a window is left out.",
      "Each window of a market is a cluster. Units of the first part are left out of the tables, as the notes of the contract say; those that stay are compared by window."],
    marketplace: ["Submarkets as a whole", "Where sellers, drivers or stock are shared, a user's gain is partly another's loss. A whole submarket in one arm shows what a launch would do.",
      "Each submarket is a cluster. A test by user would read the gain without the loss: the simulation shows both."]
  };
  const SHOWN = {
    rho: s => s.design === "ab", size: s => s.design !== "ab", icc: s => s.design !== "ab", cv: s => s.design !== "ab",
    burn: s => s.design === "switchback", carry: s => s.design === "switchback", taken: s => s.design === "marketplace",
    margin: s => calc.guardNames(s).length > 0
  };
  let state = DEFAULTS, plan = null, problems = [], shown = 0, run = null, result = null, ranFor = "";

  const picture = s => {
    const plot = ui.plot("plot-design", { x: [0, 1], y: [0, 1] });
    const draws = calc.stream(4, 0, 0);
    const dot = (x, y, on) => on ? plot.add("circle", { cx: x, cy: y, r: 5, class: "point" }) : plot.add("circle", { cx: x, cy: y, r: 4.4, class: "look" });
    if (s.design === "ab") {
      for (let row = 0; row < 5; row++) for (let k = 0; k < 15; k++) dot(24 + 22 * k, 22 + 30 * row, draws.uniform() > s.control / 100);
    } else if (s.design === "switchback") {
      for (let row = 0; row < 3; row++) {
        plot.text(10, 36 + 50 * row, "market " + (row + 1), "strong");
        for (let k = 0; k < 9; k++) {
          const on = draws.uniform() > s.control / 100, x = 74 + 31 * k;
          plot.add("rect", { x: x, y: 18 + 50 * row, width: 28, height: 30, class: "bar " + (on ? "treated" : "control") });
          if (s.burn > 0) plot.add("rect", { x: x, y: 18 + 50 * row, width: 28 * s.burn / 100, height: 30, class: "bar alarm" });
        }
      }
      plot.text(74, 178, "time →");
    } else {
      for (let g = 0; g < 10; g++) {
        const on = draws.uniform() > s.control / 100, x = 42 + 69 * (g % 5), y = 46 + 88 * Math.floor(g / 5);
        plot.add("circle", { cx: x, cy: y, r: 31, class: "bar " + (on ? "treated" : "control") });
        for (let k = 0; k < 7; k++) {
          const a = 2 * Math.PI * k / 6;
          dot(k === 6 ? x : x + 18 * Math.cos(a), k === 6 ? y : y + 18 * Math.sin(a), on);
        }
      }
    }
  };
  const designStep = s => {
    const text = DESIGNS[s.design] || DESIGNS.ab;
    ui.say("design-title", text[0]);
    ui.say("design-says", text[1]);
    ui.say("design-reads", text[2] + (s.design === "switchback" ? " Orange: left out." : " Filled: treatment."));
    picture(s);
  };
  const sizeStep = s => {
    const binary = s.outcome === "binary";
    form.elements.variance.readOnly = binary;
    if (binary && s.mean > 0 && s.mean < 1) form.elements.variance.value = ui.number(s.mean * (1 - s.mean), 6);
    ui.say("f-variance-hint", binary ? "p (1 − p) for a proportion." : "The square of the standard deviation.");
    const noun = { ab: "units", clusters: "clusters", switchback: "windows", marketplace: "submarkets" }[s.design];
    form.querySelector("label[for='f-size']").textContent = "Units of a " + { ab: "cluster", clusters: "cluster", switchback: "window", marketplace: "submarket" }[s.design];
    if (!plan || !plan.size) return;
    ui.say("size-n", ui.count(plan.size.total) + (s.design === "ab" ? "" : " " + noun));
    ui.say("size-control", ui.count(plan.size.arms[0]));
    ui.say("size-treated", ui.count(plan.size.arms[1]));
    ui.say("size-days", ui.count(plan.weeks) + (plan.weeks === 1 ? " week" : " weeks"));
    ui.say("size-units", ui.count(plan.units));
    ui.say("size-effect", ui.number(plan.effect, 4));
    ui.say("size-deff", s.design === "ab" ? "1" : ui.number(plan.designEffect, 4));
    ui.say("size-command", plan.command);
    const guards = calc.guardNames(s).length;
    ui.status("size-says", ui.count(plan.size.total) + " " + noun + (s.design === "ab" ? "" : " of " + ui.number(s.size, 4) + " units") + ", power "
      + ui.percent(plan.size.power, 2) + (guards ? " for each test, so that the primary metric and " + guards + (guards === 1 ? " guardrail" : " guardrails") + " pass together with " + ui.percent(s.power, 0) : "")
      + ". The runtime is in whole weeks, as weekdays differ." + (s.design !== "ab" && plan.size.arms.some(n => n < 20) ? " An arm has fewer than 20 clusters: normal approximations are rough, so look at the simulation." : ""));
    const total = plan.size.total, top = 2 * total, low = Math.max(plan.design.smallest, top / 200);
    const plot = ui.plot("plot-size", { x: [0, top], y: [0, 1], left: 40 });
    plot.rows([0, 0.2, 0.4, 0.6, 0.8, 1], v => ui.percent(v, 0));
    plot.level(plan.power, "bound");
    plot.line(ui.curve(n => plan.design.power(n, plan.effect), low, top, 80), "treated");
    plot.add("circle", { cx: plot.x(total), cy: plot.y(plan.size.power), r: 5, class: "point" });
    plot.base();
    plot.ticks(ui.steps(0, top, 4), v => v >= 1e6 ? ui.number(v / 1e6, 3) + " M" : v >= 1e4 ? ui.number(v / 1e3, 3) + " k" : ui.count(v));
    ui.say("plot-size-says", "Dashed: the power asked of a test. Dot: the planned size.");
  };

  const histogram = (values, low, high, bins) => {
    const counts = new Array(bins).fill(0);
    values.forEach(v => { const k = Math.floor((v - low) / (high - low) * bins); if (k >= 0 && k < bins) counts[k]++; });
    return counts;
  };
  const simPlot = r => {
    const sd = Math.max(r.main.sd, r.naive ? r.naive.sd : 0, r.error), middles = [r.main.mean, r.effect, 0].concat(r.naive ? [r.naive.mean] : []);
    const low = Math.min(...middles) - 3.8 * sd, high = Math.max(...middles) + 3.8 * sd, bins = 60;
    const main = histogram(r.main.estimates, low, high, bins), other = r.naive ? histogram(r.naive.estimates, low, high, bins) : [];
    const curve = ui.curve(x => r.count * (high - low) / bins * normal.density((x - r.effect) / r.error) / r.error, low, high, 160);
    const most = 1.15 * Math.max(...main, ...other, ...curve.map(p => p[1]));
    const plot = ui.plot("plot-sim", { x: [low, high], y: [0, most] });
    const bars = (counts, kind) => counts.forEach((c, k) => {
      if (c) plot.add("rect", { x: plot.x(low + (high - low) * k / bins) + 0.4, y: plot.y(c), width: (plot.right - plot.left) / bins - 0.8, height: plot.bottom - plot.y(c), class: kind });
    });
    if (r.naive && state.design !== "clusters") bars(other, "hist naive");
    bars(main, "hist");
    plot.line(curve, "control");
    plot.rule(r.effect, "truth");
    plot.base();
    plot.ticks(ui.steps(low, high, 5), v => ui.number(v, 3));
    plot.text(plot.x(r.effect) + 5, plot.top + 4, "truth", "strong");
    ui.say("plot-sim-says", "Blue: " + ui.count(r.count) + " estimates by this design. Line: what the formula says."
      + (r.naive && state.design !== "clusters" ? " Orange: " + naiveName(state) + "." : ""));
  };
  const naiveName = s => ({ clusters: "units as if independent", switchback: "whole windows, nothing left out", marketplace: "a test by user" })[s.design] || "";
  const simTable = r => {
    const table = ui.element("table", { class: "compare" }), head = ui.element("tr", {}), body = ui.element("tbody", {});
    ["Analysis", "Mean estimate", "Spread", "Power found", "Wrong sign", "Coverage"].forEach(text => head.append(ui.element("th", { scope: "col" }, text)));
    const top = ui.element("thead", {});
    top.append(head);
    const row = (name, m) => {
      const line = ui.element("tr", {});
      line.append(ui.element("th", { scope: "row" }, name));
      [ui.number(m.mean, 4), ui.number(m.sd, 3), ui.percent(m.found.share) + " ± " + ui.percent(m.found.error), ui.percent(m.wrong.share, 2),
        ui.percent(m.covered.share) + " ± " + ui.percent(m.covered.error)].forEach(text => line.append(ui.element("td", {}, text)));
      body.append(line);
    };
    row("by the design", r.main);
    if (r.naive) row(naiveName(state), r.naive);
    table.append(top, body);
    ui.get("sim-table").replaceChildren(table);
  };
  const showResult = () => {
    const r = result;
    ui.say("sim-found", ui.percent(r.main.found.share) + " ± " + ui.percent(r.main.found.error));
    ui.say("sim-formula", ui.percent(r.formula));
    ui.say("sim-covered", ui.percent(r.main.covered.share) + " ± " + ui.percent(r.main.covered.error));
    const off = Math.abs(r.main.found.share - r.formula), fits = off <= 3 * Math.max(r.main.found.error, 1 / r.count);
    const bias = r.main.mean - r.effect, biased = Math.abs(bias) > 3.5 * r.main.sd / Math.sqrt(r.count);
    ui.status("sim-says", (fits ? "The formula and the experiments agree within what " + ui.count(r.count) + " draws can tell."
      : "The experiments do not bear out the formula: this world breaks what it supposes.")
      + (biased ? " The estimates are off by " + ui.number(bias, 3) + " in mean" + (state.design === "switchback" ? ": leave out as much of a window as the one before acts on." : ".") : "")
      + (state.matters > 0 ? " Significant and at least as large as what matters: " + ui.percent(r.main.matters.share) + "." : "")
      + " (± is one Monte Carlo standard error.)");
    simPlot(r);
    simTable(r);
  };
  const simKey = s => JSON.stringify([s.design, s.outcome, s.mean, s.relative, s.variance, s.rho, s.alpha, s.power, s.control, s.size, s.icc, s.cv, s.burn, s.carry,
    s.taken, calc.guardNames(s).length, s.matters, s.effect, s.experiments, s.key]);
  const simulate = () => {
    if (problems.length) return;
    const key = simKey(state), mine = calc.simulation(state, plan), button = form.querySelector("[data-act='simulate']");
    run = mine;
    ranFor = key;
    const chunk = Math.max(5, Math.floor(mine.count / 40)), left = mine.count > 4000 || state.design === "switchback" ? chunk : mine.count;
    const next = () => {
      if (run !== mine) return;
      if (mine.step(left)) {
        run = null;
        button.textContent = "Run the experiments";
        result = mine.result();
        showResult();
        return;
      }
      button.textContent = "Running: " + mine.done() + " of " + mine.count;
      setTimeout(next, 0);
    };
    next();
  };
  const worldStep = s => {
    const worlds = {
      ab: s.outcome === "binary" && s.rho === 0 ? "Each arm's conversions are drawn as binomial counts; the test is the unpooled z test." : "Outcomes are normal" + (s.rho > 0 ? ", correlated with the pre-period, and adjusted by regression" : "") + "; the test is Student's.",
      clusters: "Cluster means are normal around the mean of their arm. The second analysis takes units as independent.",
      switchback: "Windows in random order. In the first part of each the arm of the one before still acts. The second analysis leaves nothing out.",
      marketplace: "A treated submarket gains the true effect. A test by user within submarkets would compare winners with those they took from."
    };
    ui.say("world-says", worlds[s.design]);
  };

  const reviewStep = s => {
    if (!plan || !plan.size) return;
    ui.status("review-says", "Ready: " + ui.count(plan.size.total) + " " + plan.counts + " over " + ui.count(plan.weeks)
      + (plan.weeks === 1 ? " week" : " weeks") + ", read once after " + ui.count(plan.days + s.days) + " days.");
    ui.say("review-contract", calc.contract(s, plan));
    ui.say("review-commands", "./assay contract check " + s.id + ".yaml\n./assay analyze " + s.id + ".yaml --data tables");
    ui.get("review-tables").replaceChildren(...calc.tables(s).map(table => {
      const item = ui.element("li", {});
      item.append(ui.element("code", {}, table[0]), document.createTextNode(": " + table[1].join(", ")));
      return item;
    }));
  };
  const download = () => {
    if (problems.length) return;
    const link = ui.element("a", { download: state.id + ".yaml", href: URL.createObjectURL(new Blob([calc.contract(state, plan)], { type: "application/yaml" })) });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const show = (step, focus) => {
    const same = shown === step;
    shown = step;
    for (let k = 1; k <= 4; k++) {
      ui.get("step-" + k).hidden = k !== step;
      const tab = form.querySelector("[data-step='" + k + "']");
      if (k === step) tab.setAttribute("aria-current", "step"); else tab.removeAttribute("aria-current");
    }
    form.querySelector("[data-act='back']").style.visibility = step === 1 ? "hidden" : "visible";
    form.querySelector("[data-act='next']").style.visibility = step === 4 ? "hidden" : "visible";
    if (focus && !same) {
      ui.get("step-" + step).focus({ preventScroll: true });
      form.querySelector(".steps").scrollIntoView({ block: "nearest" });
    }
    if (step === 3 && !problems.length && ranFor !== simKey(state)) simulate();
  };

  const changed = s => {
    const first = shown === 0;
    s.step = first ? Math.min(4, Math.max(1, Math.floor(ui.fromAddress(DEFAULTS).step) || 1)) : shown;
    state = s;
    Object.keys(SHOWN).forEach(name => { form.querySelector("[data-field='" + name + "']").hidden = !SHOWN[name](s); });
    ui.say("f-mean-hint", s.outcome === "binary" ? "A proportion is between 0 and 1." : "Above 0.");
    if (s.outcome === "mean" && !(s.variance > 0) && form.elements.variance.value === "") form.elements.variance.value = "1";
    problems = calc.planProblems(s);
    ui.problems(form, problems);
    form.querySelectorAll("[data-step]").forEach(tab => {
      const wrong = problems.some(p => p[2] === Number(tab.dataset.step));
      tab.classList.toggle("todo", wrong);
      tab.setAttribute("aria-label", tab.textContent + (wrong ? ", has mistakes" : ""));
    });
    const usable = !problems.some(p => p[2] !== 1);
    plan = usable ? calc.planSize(s) : null;
    [["step-2", 2], ["step-3", 3], ["step-4", 4]].forEach(part => {
      const bad = part[1] === 4 ? problems.length > 0 : problems.some(p => p[2] <= part[1] && p[2] > 1);
      ui.get(part[0]).classList.toggle("stale", bad);
    });
    form.querySelector("[data-act='download']").disabled = problems.length > 0;
    designStep(s);
    sizeStep(s);
    worldStep(s);
    if (problems.length) {
      const where = [...new Set(problems.map(p => ["", "Design", "Size", "Simulate"][p[2]]))].join(" and ");
      ui.status("review-says", "Not ready: mend the marked fields of " + where + ".");
      ui.say("review-contract", "");
    } else {
      reviewStep(s);
    }
    if (first) show(s.step, false);
    else if (shown === 3 && !problems.length && ranFor !== simKey(s)) {
      clearTimeout(changed.later);
      changed.later = setTimeout(simulate, 300);
    }
  };
  const bound = ui.bind(form, DEFAULTS, changed);
  const go = step => {
    show(step, true);
    bound.update();
  };
  form.addEventListener("click", event => {
    const tab = event.target.closest("[data-step]"), button = event.target.closest("button");
    if (tab) {
      event.preventDefault();
      go(Number(tab.dataset.step));
    }
    if (!button) return;
    if (button.dataset.act === "next") go(Math.min(4, shown + 1));
    if (button.dataset.act === "back") go(Math.max(1, shown - 1));
    if (button.dataset.act === "simulate") simulate();
    if (button.dataset.act === "download") download();
  });
})(ASSAY_CALC);
