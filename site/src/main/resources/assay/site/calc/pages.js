// Binds the calculators to their pages.
(function (calc) {
  "use strict";
  const ui = calc.ui, normal = calc.normal;
  const bell = (mean, sd) => x => normal.density((x - mean) / sd) / sd;

  // Power and sample size.
  const units = (s, p) => {
    const treated = s.mean + p.effect;
    if (s.outcome === "binary") {
      const plot = ui.plot("plot-units", { x: [-0.6, 1.6], y: [0, 1.12] });
      [[0, 1 - s.mean, 1 - treated, "none"], [1, s.mean, treated, "converted"]].forEach(bar => {
        [[bar[1], "control", -0.2], [bar[2], "treated", 0.2]].forEach(arm => {
          const at = plot.x(bar[0] + arm[2]), width = 44;
          plot.add("rect", { x: at - width / 2, y: plot.y(arm[0]), width: width, height: plot.bottom - plot.y(arm[0]), class: "bar " + arm[1] });
          plot.text(at, plot.y(arm[0]) - 5, ui.number(arm[0], 3), "middle");
        });
        plot.text(plot.x(bar[0]), plot.bottom + 17, bar[3], "middle");
      });
      plot.base();
      ui.say("plot-units-says", "Share of units: control on the left, treatment on the right.");
    } else {
      const sd = Math.sqrt(s.variance), low = s.mean - 3.4 * sd, high = treated + 3.4 * sd;
      const plot = ui.plot("plot-units", { x: [low, high], y: [0, 1.1 * normal.density(0) / sd] });
      arms(plot, s.mean, sd, treated, sd, low, high);
      ui.say("plot-units-says", "Outcomes of single units, drawn as normal: standard deviation " + ui.number(sd, 3) + ". The arms overlap almost wholly.");
    }
  };
  const arms = (plot, m0, sd0, m1, sd1, low, high) => {
    const control = ui.curve(bell(m0, sd0), low, high, 160), treated = ui.curve(bell(m1, sd1), low, high, 160);
    plot.area(control, "control");
    plot.area(treated, "treated");
    plot.line(control, "control");
    plot.line(treated, "treated");
    plot.base();
    plot.ticks(ui.steps(low, high, 5), v => ui.number(v, 3));
    plot.text(plot.x(m0) - 6, plot.top + 6, "control", "end");
    plot.text(plot.x(m1) + 6, plot.top + 6, "treatment", "strong");
  };
  const means = (s, p) => {
    const q = 1 - p.design.shares[0] > 0 && s.comparisons === 1 ? p.design.shares : [p.design.shares[0], p.design.shares[1]];
    const treated = s.mean + p.effect, left = Math.sqrt(1 - s.rho * s.rho), binary = s.outcome === "binary";
    const variance0 = binary ? s.mean * (1 - s.mean) : s.variance, variance1 = binary && s.rho === 0 ? treated * (1 - treated) : variance0;
    const sd0 = left * Math.sqrt(variance0 / (p.n * q[0])), sd1 = left * Math.sqrt(variance1 / (p.n * q[1]));
    const low = Math.min(s.mean - 3.6 * sd0, treated - 3.6 * sd1), high = Math.max(s.mean + 3.6 * sd0, treated + 3.6 * sd1);
    const plot = ui.plot("plot-means", { x: [low, high], y: [0, 1.14 * normal.density(0) / Math.min(sd0, sd1)] });
    arms(plot, s.mean, sd0, treated, sd1, low, high);
    ui.say("plot-means-says", "Means of " + ui.count(Math.round(p.n * q[0])) + " and " + ui.count(Math.round(p.n * q[1]))
      + " units" + (s.rho > 0 ? ", adjusted for the pre-period" : "") + ": standard errors " + ui.number(sd0, 3) + " and " + ui.number(sd1, 3) + ".");
  };
  const effects = (s, p) => {
    const se = p.design.error(p.n, p.effect), bound = calc.criticalAt(p.design, p.n) * se;
    const low = Math.min(-3.6 * se, -bound - se), high = Math.max(p.effect + 3.6 * se, bound + se);
    const plot = ui.plot("plot-effect", { x: [low, high], y: [0, 1.2 * normal.density(0) / se] });
    const none = bell(0, se), some = bell(p.effect, se);
    plot.area(ui.curve(some, bound, high, 100), "found");
    if (s.sides === "two") plot.area(ui.curve(none, low, -bound, 40), "alarm");
    plot.area(ui.curve(none, bound, high, 60), "alarm");
    plot.line(ui.curve(none, low, high, 160), "control");
    plot.line(ui.curve(some, low, high, 160), "treated");
    plot.rule(bound, "bound");
    if (s.sides === "two") plot.rule(-bound, "bound");
    plot.base();
    plot.ticks(ui.steps(low, high, 5), v => ui.number(v, 3));
    plot.text(plot.x(0) - 6, plot.top + 6, "H₀", "end");
    plot.text(plot.x(p.effect) + 6, plot.top + 6, "H₁", "strong");
    ui.say("plot-effect-says", "Standard error " + ui.number(se, 3) + ". Beyond the dashed " + (s.sides === "two" ? "lines" : "line") + " at "
      + (s.sides === "two" ? "± " : "") + ui.number(bound, 3) + " the test rejects: " + ui.percent(p.powerAtN) + " of the curve of H₁.");
  };
  const powers = (s, p) => {
    const top = Math.max(p.size ? 2 * p.size.total : 0, 1.15 * p.n), low = Math.max(p.design.smallest, top / 200);
    const plot = ui.plot("plot-power", { x: [0, top], y: [0, 1], left: 40 });
    plot.rows([0, 0.2, 0.4, 0.6, 0.8, 1], v => ui.percent(v, 0));
    plot.level(p.eachPower, "bound");
    plot.line(ui.curve(n => p.design.power(n, p.effect), low, top, 90), "treated");
    plot.add("circle", { cx: plot.x(p.n), cy: plot.y(p.powerAtN), r: 5, class: "point" });
    plot.base();
    plot.ticks(ui.steps(0, top, 4), v => v >= 1e6 ? ui.number(v / 1e6, 3) + " M" : v >= 1e4 ? ui.number(v / 1e3, 3) + " k" : ui.count(v));
    ui.say("plot-power-says", "Dashed: the power asked of a test. Dot: N = " + ui.count(p.n) + ", power " + ui.percent(p.powerAtN) + ".");
  };
  const formula = (s, p) => {
    const list = ui.get("out-formula"), lines = [], design = p.design;
    const many = s.comparisons * s.success;
    lines.push("Effect: δ = " + ui.number(s.relative, 4) + " % × " + ui.number(s.mean) + " = " + ui.number(p.effect, 6) + ".");
    lines.push("Level of a test: α" + (many > 1 ? " / (" + s.comparisons + " × " + s.success + ") = " + s.alpha + " / " + many : "")
      + " = " + ui.number(p.eachLevel, 6) + (s.sides === "two" ? ", half of it on each side" : ", on one side") + ".");
    lines.push("Power of a test: " + (s.guardrails > 0 ? "1 − (1 − " + s.power + ") / (" + s.guardrails + " + 1) = " : "") + ui.number(p.eachPower, 6) + ".");
    const za = -normal.quantile(s.sides === "one" ? p.eachLevel : p.eachLevel / 2), zb = normal.quantile(p.eachPower);
    lines.push("z of the level " + ui.number(za, 6) + ", z of the power " + ui.number(zb, 6) + ".");
    const q = s.comparisons > 1 ? 0.5 : design.shares[1], treated = s.mean + p.effect, plain = s.outcome === "binary" && s.rho === 0;
    const v0 = s.outcome === "binary" ? s.mean * (1 - s.mean) : s.variance, v1 = plain ? treated * (1 - treated) : v0, left = 1 - s.rho * s.rho;
    lines.push("Variances: control " + ui.number(v0, 6) + ", treatment " + ui.number(v1, 6)
      + (s.rho > 0 ? ", both times 1 − r² = " + ui.number(left, 4) : "") + ".");
    const pair = Math.pow(za + zb, 2) * left * (v1 / q + v0 / (1 - q)) / (p.effect * p.effect);
    lines.push("n " + (plain ? "=" : "≈") + " (z_α + z_β)² (σ₁² / q + σ₀² / (1 − q)) / δ² = " + ui.number(Math.pow(za + zb, 2), 6) + " × "
      + ui.number(left * (v1 / q + v0 / (1 - q)), 6) + " / " + ui.number(p.effect * p.effect, 6) + " = " + ui.number(pair, 8)
      + (s.comparisons > 1 ? " in a treatment and control together." : " in both arms."));
    if (p.size) {
      lines.push((plain ? "Solved: " : "Solved with Student's t in place of z: ") + ui.number(p.size.exact, 10) + (s.comparisons > 1 ? " in all arms" : "")
        + ", each arm rounded up: " + p.size.arms.map(ui.count).join(" + ") + " = " + ui.count(p.size.total) + ".");
    }
    list.textContent = "";
    lines.forEach(line => list.append(ui.element("li", {}, line)));
  };
  const powerPage = app => {
    const form = app.querySelector("form");
    const changed = (s, before) => {
      const binary = s.outcome === "binary", variance = form.elements.variance;
      variance.readOnly = binary;
      if (binary && s.mean > 0 && s.mean < 1) variance.value = ui.number(s.mean * (1 - s.mean), 6);
      else if (before && before.outcome === "binary" && !binary) variance.value = String(s.variance = 1);
      ui.say("f-mean-hint", binary ? "A proportion is between 0 and 1." : "Above 0, as the effect is relative to it.");
      ui.say("f-variance-hint", binary ? "p (1 − p) for a proportion." : "The square of the standard deviation.");
      form.elements.control.disabled = s.comparisons > 1;
      const problems = calc.powerProblems(s);
      ui.problems(form, problems);
      app.classList.toggle("stale", problems.length > 0);
      if (problems.length) return;
      const p = calc.plan(s);
      ui.say("out-n", p.size ? ui.count(p.size.total) : "none");
      ui.say("out-control", p.size ? ui.count(p.size.arms[0]) : "none");
      ui.say("out-treated", p.size ? ui.count(p.size.arms[1]) + (s.comparisons > 1 ? " × " + s.comparisons : "") : "none");
      ui.say("out-days", p.size ? ui.count(p.days) + (p.days === 1 ? " day" : " days") : "none");
      ui.say("out-effect", ui.number(p.effect, 4));
      ui.say("out-power", p.powerAtN === null ? "none" : ui.percent(p.powerAtN, 2));
      ui.say("out-power-more", p.powerAtN === null ? "" : s.sides === "two" ? ui.percent(p.strictAtN, 4) + " with the other tail" : "one tail");
      ui.say("out-minimum", p.minimum === null ? "none" : ui.number(p.minimum, 4));
      ui.say("out-minimum-more", p.minimum === null ? "" : ui.percent(p.relativeMinimum, 3) + " of the mean");
      ui.say("out-effect-more", ui.number(s.relative, 3) + " % of " + ui.number(s.mean, 4));
      ui.say("out-days-more", p.size ? ui.count(Math.ceil(p.days / 7)) + (p.days > 7 ? " whole weeks" : " whole week") : "");
      ui.say("out-n-more", p.size ? ui.number(p.size.exact, 9) + " before rounding" : "");
      [["out-control-more", 0], ["out-treated-more", 1]].forEach(function (arm) {
        ui.say(arm[0], p.size ? ui.percent(p.size.arms[arm[1]] / p.size.total) : "");
      });
      ui.say("out-command", p.command + (s.units > 0 ? "\n" + p.commandAtN + "\n" + p.command.replace("--relative-mde", "--n " + s.units + " --relative-mde").replace(/ --power [0-9.]+/, "") : ""));
      const others = s.others > 0 ? " Guardrails that are only watched change neither size nor power." : "";
      ui.status("out-says", (p.size ? ui.count(p.size.total) + " units find an effect of " + ui.number(p.effect, 4) + " with a power of "
        + ui.percent(s.power, 0) + (s.guardrails > 0 ? " for the decision as a whole, so that each test has " + ui.percent(p.eachPower) : "") + "."
        : "No number of units finds this effect.") + others
        + (s.comparisons > 1 ? " Arms are of one size." : ""));
      if (p.powerAtN === null) return;
      units(s, p);
      means(s, p);
      effects(s, p);
      powers(s, p);
      formula(s, p);
    };
    ui.bind(form, calc.POWER_DEFAULTS, changed);
  };

  // Sample ratio: rows of arms.
  const srmPage = app => {
    const form = app.querySelector("form"), rows = ui.get("arms");
    const START = [["control", 5021, 50], ["treatment", 4979, 50]];
    const row = arm => {
      const group = ui.element("div", { class: "arm", role: "group" });
      [["name", "Name", "text"], ["count", "Units", "number"], ["share", "Planned share", "number"]].forEach((f, i) => {
        const label = ui.element("label", {}), text = ui.element("span", {}, f[1]);
        const input = ui.element("input", { type: f[2], "data-part": f[0], autocomplete: "off" });
        if (f[2] === "number") input.setAttribute("min", "0");
        if (f[2] === "number") input.setAttribute("step", i === 1 ? "1" : "any");
        input.value = String(arm[i]);
        label.append(text, input);
        group.append(label);
      });
      const remove = ui.element("button", { type: "button", "data-act": "remove" }, "Remove");
      group.append(remove);
      rows.append(group);
    };
    const read = () => [...rows.children].map(group => [...group.querySelectorAll("input")].map((input, i) => {
      return i === 0 ? input.value : input.value.trim() === "" ? NaN : Number(input.value);
    }));
    const update = () => {
      const all = read(), groups = [...rows.children];
      groups.forEach((group, k) => {
        group.setAttribute("aria-label", "Arm " + (k + 1));
        group.querySelector("button").setAttribute("aria-label", "Remove arm " + (k + 1));
        group.querySelector("button").disabled = groups.length < 3;
      });
      app.querySelector("[data-act='add']").disabled = groups.length >= 10;
      ui.keep(new URLSearchParams({ arms: all.map(arm => arm.join("~")).join("|") }).toString());
      const counts = all.map(arm => arm[1]), shares = all.map(arm => arm[2]), problems = calc.srmProblems(counts, shares);
      groups.forEach((group, k) => [1, 2].forEach(i => {
        const bad = i === 1 ? !(counts[k] >= 0 && counts[k] === Math.floor(counts[k])) : !(shares[k] > 0);
        if (bad) group.querySelectorAll("input")[i].setAttribute("aria-invalid", "true");
        else group.querySelectorAll("input")[i].removeAttribute("aria-invalid");
      }));
      ui.say("arms-error", problems.length ? (problems[0][0] < 0 ? "" : "Arm " + (problems[0][0] + 1) + ": ") + problems[0][1] : "");
      app.classList.toggle("stale", problems.length > 0);
      if (problems.length) return;
      const test = calc.srm(counts, shares), verdict = ui.get("srm-verdict");
      verdict.className = "verdict " + (test.alarm ? "bad" : "good");
      ui.status("srm-verdict", test.alarm
        ? "Mismatch: p is below " + calc.SRM_LEVEL + ". Do not compare these arms; find out what was lost or moved."
        : "No mismatch is shown: p is not below " + calc.SRM_LEVEL + "." + (test.small ? " An expected count is below 5, so that p is rough." : ""));
      ui.say("srm-p", ui.chance(test.p));
      ui.say("srm-x2", ui.number(test.statistic, 5) + " on " + test.df);
      ui.say("srm-total", ui.count(test.n));
      const most = Math.max(4, ...test.arms.map(arm => Math.abs(arm.z) * 1.15)), height = 1 / test.arms.length;
      const plot = ui.plot("plot-srm", { x: [-most, most], y: [0, 1] });
      plot.rule(0, "axis");
      test.arms.forEach((arm, k) => {
        const middle = plot.top + (k + 0.5) * height * (plot.bottom - plot.top), size = Math.min(14, 0.5 * height * (plot.bottom - plot.top));
        plot.add("rect", { x: Math.min(plot.x(0), plot.x(arm.z)), y: middle - size / 2, width: Math.max(1, Math.abs(plot.x(arm.z) - plot.x(0))), height: size, class: test.alarm ? "bar alarm" : "bar control" });
        plot.text(arm.z < 0 ? plot.x(0) + 6 : plot.x(0) - 6, middle + 4, all[k][0] || "arm " + (k + 1), arm.z < 0 ? "strong" : "end strong");
      });
      plot.base();
      plot.ticks(ui.steps(-most, most, 6), v => ui.number(v, 3));
      ui.say("plot-srm-says", test.arms.map((arm, k) => (all[k][0] || "arm " + (k + 1)) + ": " + ui.count(arm.observed) + " units, planned "
        + ui.number(arm.expected, 6)).join("; ") + ".");
    };
    const fill = arms => {
      rows.textContent = "";
      arms.forEach(row);
      update();
    };
    const load = () => {
      const asked = new URLSearchParams(location.hash.slice(1)).get("arms");
      const arms = asked ? asked.split("|").slice(0, 10).map(part => part.split("~").slice(0, 3)).filter(part => part.length === 3) : [];
      fill(arms.length > 1 ? arms : START);
    };
    form.addEventListener("input", update);
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("click", event => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.act === "add") {
        row(["arm " + (rows.children.length + 1), 0, 50]);
        rows.lastChild.querySelector("input").focus();
        update();
      }
      if (button.dataset.act === "remove") {
        button.closest(".arm").remove();
        rows.lastChild.querySelector("input").focus();
        update();
      }
      if (button.dataset.act === "reset") fill(START);
    });
    addEventListener("hashchange", load);
    load();
  };

  // Peeking.
  const peekingPage = app => {
    const form = app.querySelector("form"), DEFAULTS = { looks: 14, alpha: 0.05, path: 1 }, POINTS = 400;
    let drawn = 1, tally = { all: 0, fixed: 0, valid: 0 }, state = DEFAULTS, curve = { alpha: 0, fixed: [], valid: [] };
    const judge = z => {
      const seen = { fixed: 0, valid: 0 }, bound = -normal.quantile(state.alpha / 2);
      for (let k = 1; k <= state.looks; k++) {
        const at = Math.max(1, Math.round(k / state.looks * POINTS)), value = Math.abs(z[at - 1]);
        if (!seen.fixed && value >= bound) seen.fixed = k;
        if (!seen.valid && value >= calc.alwaysValidBound(at / POINTS, state.alpha)) seen.valid = k;
      }
      return seen;
    };
    const draw = () => {
      const z = calc.path(drawn, 0, POINTS), seen = judge(z), bound = -normal.quantile(state.alpha / 2);
      const most = Math.max(4.5, ...z.map(v => Math.abs(v))) * 1.04;
      const plot = ui.plot("plot-path", { x: [0, 1], y: [-most, most], left: 26 });
      plot.rows([-4, -2, 0, 2, 4], v => ui.number(v, 2));
      [1, -1].forEach(sign => {
        plot.add("line", { x1: plot.left, x2: plot.right, y1: plot.y(sign * bound), y2: plot.y(sign * bound), class: "bound" });
        plot.line(ui.curve(t => sign * Math.min(most, calc.alwaysValidBound(t, state.alpha)), 0.01, 1, 120), "valid");
      });
      plot.line(z.map((v, i) => [(i + 1) / POINTS, v]), "path");
      for (let k = 1; k <= state.looks; k++) {
        const at = Math.max(1, Math.round(k / state.looks * POINTS)), value = z[at - 1], out = Math.abs(value) >= bound;
        plot.add("circle", { cx: plot.x(at / POINTS), cy: plot.y(value), r: k === seen.fixed ? 5 : 2.4, class: out ? "look out" : "look" });
      }
      plot.base();
      plot.ticks([0, 0.25, 0.5, 0.75, 1], v => ui.percent(v, 0));
      ui.say("plot-path-says", "Experiment " + drawn + ", by share of the planned units. "
        + (seen.fixed ? "The fixed z (dashed) raises a false alarm at look " + seen.fixed : "The fixed z (dashed) raises no alarm")
        + (seen.valid ? "; the always-valid bound (solid) does at look " + seen.valid + "." : "; the always-valid bound (solid) raises none."));
      return seen;
    };
    const count = seen => {
      tally.all++;
      tally.fixed += seen.fixed ? 1 : 0;
      tally.valid += seen.valid ? 1 : 0;
    };
    const tell = () => ui.say("tally", tally.all ? tally.all + " drawn: the fixed z was wrong in " + tally.fixed + ", the always-valid bound in " + tally.valid + "." : "");
    const errors = () => {
      const counts = [1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40, 60, 80, 100];
      if (curve.alpha !== state.alpha) {
        curve = { alpha: state.alpha, fixed: counts.map(k => [k, calc.peekingError(k, state.alpha)]), valid: counts.map(k => [k, calc.alwaysValidError(k, state.alpha)]) };
      }
      const top = Math.max(...curve.fixed.map(p => p[1])) * 1.12;
      const plot = ui.plot("plot-error", { x: [1, 100], y: [0, top], left: 40 });
      plot.rows(ui.steps(0, top, 4), v => ui.percent(v, 0));
      plot.level(state.alpha, "bound");
      plot.line(curve.fixed, "alarm");
      plot.line(curve.valid, "valid");
      plot.add("circle", { cx: plot.x(state.looks), cy: plot.y(calc.peekingError(state.looks, state.alpha)), r: 5, class: "point" });
      plot.base();
      plot.ticks([1, 20, 40, 60, 80, 100], v => ui.count(v));
      plot.text(plot.right, plot.y(curve.fixed[13][1]) - 8, "fixed z", "end strong");
      plot.text(plot.right, plot.y(curve.valid[13][1]) - 7, "always valid", "end strong");
      ui.say("plot-error-says", "Dashed: the level " + ui.percent(state.alpha, 1) + ". Dot: " + state.looks + (state.looks === 1 ? " look." : " looks."));
    };
    const changed = s => {
      const problems = s.alpha >= 0.01 && s.alpha <= 0.2 ? [] : [["alpha", "The level is between 0.01 and 0.2."]];
      ui.problems(form, problems);
      app.classList.toggle("stale", problems.length > 0);
      if (problems.length) return;
      if (s.alpha !== state.alpha || s.looks !== state.looks) tally = { all: 0, fixed: 0, valid: 0 };
      state = s;
      ui.say("out-fixed", ui.percent(calc.peekingError(s.looks, s.alpha), 2));
      ui.say("out-valid", ui.percent(calc.alwaysValidError(s.looks, s.alpha), 2));
      ui.say("out-pocock", ui.number(calc.pocock(s.looks, s.alpha), 5));
      tell();
      draw();
      errors();
    };
    form.addEventListener("click", event => {
      const button = event.target.closest("button");
      if (!button || calc.ui.get("f-alpha").getAttribute("aria-invalid")) return;
      if (button.dataset.act === "draw") {
        drawn++;
        count(draw());
      }
      if (button.dataset.act === "many") {
        for (let i = 0; i < 100; i++) count(judge(calc.path(++drawn, 0, POINTS)));
        draw();
      }
      tell();
    });
    ui.bind(form, DEFAULTS, changed);
  };

  [["power-calculator", powerPage], ["srm-calculator", srmPage], ["peeking-calculator", peekingPage]].forEach(page => {
    const app = ui.get(page[0]);
    if (!app) return;
    page[1](app);
    app.classList.add("ready");
  });
})(ASSAY_CALC);
