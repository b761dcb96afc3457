// The planner: an experiment from its design to a contract that `./assay analyze` reads.
(function (calc) {
  "use strict";
  const MOST_DRAWS = 1500000;
  const NAME = /^[a-z][a-z0-9_]{0,63}$/;
  const DAY = 86400000;

  calc.PLAN_DEFAULTS = {
    design: "ab", id: "new_checkout", name: "New checkout", owner: "growth team", hypothesis: "", metric: "conversion_7d",
    outcome: "binary", mean: 0.2, relative: 5, variance: 1, rho: 0, alpha: 0.05, power: 0.8, control: 50, perDay: 1500,
    size: 30, icc: 0.05, cv: 0, burn: 20, carry: 10, taken: 50, guards: "", margin: 0.5, matters: 0, effect: 5, experiments: 2000,
    key: 1, start: "2027-01-04", days: 7
  };

  // Names of guardrails, one a comma.
  calc.guardNames = function (s) {
    return s.guards.split(",").map(function (name) { return name.trim(); }).filter(function (name) { return name !== ""; });
  };

  const between = function (problems, step, s, field, low, high, message) {
    if (!(s[field] >= low && s[field] <= high)) problems.push([field, message, step]);
  };
  const designProblems = function (s, problems) {
    if (["ab", "clusters", "switchback", "marketplace"].indexOf(s.design) < 0) problems.push(["design", "Choose a design.", 1]);
    [["id", "The id"], ["metric", "The name of the metric"]].forEach(function (f) {
      if (!NAME.test(s[f[0]])) problems.push([f[0], f[1] + " starts with a letter and holds lower-case letters, digits and _.", 1]);
    });
    ["name", "owner"].forEach(function (f) { if (s[f].trim() === "") problems.push([f, "Write who or what it is: the contract asks for it.", 1]); });
    let names = calc.guardNames(s), seen = {};
    seen[s.metric] = true;
    names.forEach(function (name) {
      if (!NAME.test(name)) problems.push(["guards", "'" + name.slice(0, 40) + "' is no name: use lower-case letters, digits and _.", 1]);
      else if (seen["$" + name] || name === s.metric) problems.push(["guards", "'" + name + "' stands twice. Give each metric one role.", 1]);
      seen["$" + name] = true;
    });
    if (names.length > 6) problems.push(["guards", "Six guardrails at most.", 1]);
    if (!(s.margin > 0 && s.margin < 100)) problems.push(["margin", "A margin is above 0 and below 100 points.", 1]);
    between(problems, 1, s, "matters", 0, 20, "The smallest effect that matters is between 0 and 20 %.");
    let date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(s.start), time = date ? Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3])) : NaN;
    if (!date || isNaN(time) || Number(date[1]) < 1970 || new Date(time).toISOString().slice(0, 10) !== s.start) {
      problems.push(["start", "The start is a date, such as 2027-01-04.", 1]);
    }
    if (!(s.days >= 1 && s.days <= 365) || s.days !== Math.floor(s.days)) problems.push(["days", "Whole days, from 1 to 365.", 1]);
  };
  const sizeProblems = function (s, problems) {
    calc.powerProblems(Object.assign({}, calc.POWER_DEFAULTS, { outcome: s.outcome, mean: s.mean, relative: s.relative, variance: s.variance,
      rho: s.rho, alpha: s.alpha, power: s.power, control: s.control, perDay: s.perDay })).forEach(function (p) { problems.push([p[0], p[1], 2]); });
    if (s.design !== "ab") {
      between(problems, 2, s, "size", 1, 1e7, "Units of a cluster are 1 or more.");
      between(problems, 2, s, "icc", 0, 0.99, "The intra-cluster correlation is between 0 and 0.99.");
      between(problems, 2, s, "cv", 0, 0.57, "The coefficient of variation is between 0 and 0.57.");
    }
    if (s.design === "switchback") between(problems, 2, s, "burn", 0, 90, "Between 0 and 90 % of a window.");
  };
  calc.planProblems = function (s) {
    let problems = [];
    designProblems(s, problems);
    sizeProblems(s, problems);
    between(problems, 3, s, "effect", 0, 20, "The true effect is between 0 and 20 %.");
    if (s.outcome === "binary" && s.mean * (1 + s.effect / 100) >= 1) problems.push(["effect", "With this effect the proportion would reach 1.", 3]);
    between(problems, 3, s, "experiments", 100, 20000, "From 100 to 20 000 experiments.");
    between(problems, 3, s, "key", 0, 4294967295, "A key is a whole number, 0 or more.");
    if (s.design === "switchback") between(problems, 3, s, "carry", 0, 90, "Between 0 and 90 % of a window.");
    if (s.design === "marketplace") between(problems, 3, s, "taken", 0, 90, "Between 0 and 90 %.");
    if (!problems.length) {
      let plan = calc.planSize(s);
      if (!plan.size) problems.push(["relative", "No size finds this effect.", 2]);
      else if (plan.days > 3600) problems.push(["perDay", "This takes " + plan.days + " days, more than the ten years of a contract. Find a larger effect, or more units a day.", 2]);
      else if (plan.units > 2000000000) problems.push(["relative", "This takes more than two thousand million units.", 2]);
    }
    return problems;
  };

  const spread = function (s) { return Math.sqrt(s.outcome === "binary" ? s.mean * (1 - s.mean) : s.variance); };
  const kept = function (s) { return s.design === "switchback" ? Math.max(1, s.size * (1 - s.burn / 100)) : s.size; };

  // The size by the formula that fits the design; `units` counts people, rides or whatever is measured.
  calc.planSize = function (s) {
    let guards = calc.guardNames(s).length, each = calc.family(s.alpha, s.power, 1, guards);
    let effect = s.relative / 100 * s.mean, share = (100 - s.control) / 100, clustered = s.design !== "ab";
    let rule = { level: s.alpha, sides: "two" };
    let asked = Object.assign({}, calc.POWER_DEFAULTS, { outcome: s.outcome, mean: s.mean, relative: s.relative, variance: s.variance,
      rho: s.rho, alpha: s.alpha, power: s.power, control: s.control, perDay: s.perDay, guardrails: guards });
    let design = clustered ? calc.clusters(spread(s), kept(s), s.icc, s.cv, share, rule) : calc.designOf(asked);
    let size = calc.sizeFor(design, effect, each.power), per = clustered ? s.size : 1;
    let units = size ? Math.ceil(size.total * per) : null, weeks = size ? Math.ceil(calc.days(units, s.perDay) / 7) : null;
    return {
      design: design, effect: effect, size: size, power: each.power, units: units, weeks: weeks, days: size ? 7 * weeks : null,
      counts: s.design === "ab" ? "units" : s.design === "switchback" ? "windows" : s.design === "clusters" ? "clusters" : "submarkets",
      designEffect: clustered ? calc.designEffect(kept(s), s.icc, s.cv) : 1,
      command: clustered ? clusterCommand(s, guards) : calc.commandOf(asked, 0)
    };
  };
  const clusterCommand = function (s, guards) {
    return "./assay power clusters --sd " + spread(s) + " --size " + kept(s) + " --icc " + s.icc + (s.cv > 0 ? " --cv " + s.cv : "")
      + " --mean " + s.mean + " --relative-mde " + s.relative / 100 + (s.power !== 0.8 ? " --power " + s.power : "")
      + (s.alpha !== 0.05 ? " --alpha " + s.alpha : "") + (s.control !== 50 ? " --treated-share " + (100 - s.control) / 100 : "")
      + (guards > 0 ? " --guardrails " + guards : "") + " --traffic " + s.perDay / s.size + "/day";
  };

  // One world for each design. Each gives the estimate and its standard error, and those of the analysis that ignores the design.
  const proportionsWorld = function (s, n0, n1, effect) {
    return function (draws) {
      let p0 = draws.binomial(n0, s.mean) / n0, p1 = draws.binomial(n1, s.mean + effect) / n1;
      return { value: p1 - p0, se: Math.sqrt(p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1), df: Infinity };
    };
  };
  // The sufficient statistics of normal outcomes and of a regression on one covariate, drawn from their exact laws.
  const meansWorld = function (s, n0, n1, effect) {
    let sd = spread(s), sum = 1 / n0 + 1 / n1, r = s.rho;
    return function (draws) {
      let lost = r > 0 ? 3 : 2, df = n0 + n1 - lost;
      let gap = r > 0 ? Math.sqrt(sum) * draws.normal() : 0, within = r > 0 ? draws.chiSquare(n0 + n1 - 2) : 1;
      let factor = sum + gap * gap / within, left = sd * Math.sqrt(1 - r * r);
      return { value: effect + left * Math.sqrt(factor) * draws.normal(), se: left * Math.sqrt(factor * draws.chiSquare(df) / df), df: df };
    };
  };
  const shuffled = function (arms, draws) {
    for (let i = arms.length - 1; i > 0; i--) {
      let j = Math.floor(draws.uniform() * (i + 1)), kept = arms[i];
      arms[i] = arms[j];
      arms[j] = kept;
    }
    return arms;
  };
  // The comparison of cluster means by Student's t with G - 2 degrees of freedom.
  const compare = function (sums, squares, counts) {
    let m0 = sums[0] / counts[0], m1 = sums[1] / counts[1], df = counts[0] + counts[1] - 2;
    let within = squares[0] - counts[0] * m0 * m0 + squares[1] - counts[1] * m1 * m1;
    return { value: m1 - m0, se: Math.sqrt(Math.max(0, within) / df * (1 / counts[0] + 1 / counts[1])), df: df };
  };
  const clustersWorld = function (s, g0, g1, effect) {
    let sd = spread(s), between = sd * Math.sqrt(s.icc), within = sd * Math.sqrt(1 - s.icc), counts = [g0, g1];
    let naive = sd * Math.sqrt(1 / (g0 * s.size) + 1 / (g1 * s.size)), wide = s.cv * Math.sqrt(3), taken = s.taken / 100;
    let naively = function (fit, draws) {
      fit.naive = s.design === "clusters" ? { value: fit.value, se: naive }
        : { value: effect / (1 - taken) + naive * Math.sqrt(1 - s.icc) * draws.normal(), se: naive * Math.sqrt(1 - s.icc) };
      return fit;
    };
    // Clusters of one size have normal means, whose difference and pooled variance are drawn from their exact laws.
    if (wide === 0) {
      let unit = between * between + within * within / s.size, sum = 1 / g0 + 1 / g1, df = g0 + g1 - 2;
      return function (draws) {
        return naively({ value: effect + Math.sqrt(unit * sum) * draws.normal(), se: Math.sqrt(unit * sum * draws.chiSquare(df) / df), df: df }, draws);
      };
    }
    return function (draws) {
      let sums = [0, 0], squares = [0, 0];
      for (let arm = 0; arm < 2; arm++) {
        for (let g = 0; g < counts[arm]; g++) {
          let m = s.size * (1 + wide * (2 * draws.uniform() - 1));
          let mean = arm * effect + between * draws.normal() + within / Math.sqrt(m) * draws.normal();
          sums[arm] += mean;
          squares[arm] += mean * mean;
        }
      }
      return naively(compare(sums, squares, counts), draws);
    };
  };
  // Windows of one size in random order. A window is of one of four kinds, by its arm and that of the one before; how many there are
  // of each follows from the number of runs, and sums and squares within a kind from their exact laws. The part that is kept has the
  // mean of the whole window and an independent normal more.
  const evenSwitchback = function (w) {
    let g0 = w.counts[0], g1 = w.counts[1];
    return function (draws) {
      let runs = draws.runs(g0, g1), opens = draws.uniform() < runs / (g0 + 1) ? 1 : 0, closes = draws.uniform() < (runs - opens) / g0 ? 1 : 0;
      let kinds = [[0, 0, g0 - runs + closes], [0, 1, runs - closes], [1, 0, runs - opens], [1, 1, g1 - runs + opens]]
        .filter(function (kind) { return kind[2] > 0; });
      let sums = [0, 0], squares = [0, 0], sumsAll = [0, 0], squaresAll = [0, 0], df = g0 + g1 - kinds.length;
      kinds.forEach(function (kind) {
        let arm = kind[0], n = kind[2], gap = kind[1] - arm, late = w.effect * (arm + gap * w.overlap);
        let whole = (1 - w.share) * late + w.share * w.effect * (arm + gap * w.first);
        let noise = Math.sqrt(w.all / n) * draws.normal(), mean = late + noise + Math.sqrt(w.more / n) * draws.normal();
        sums[arm] += n * mean;
        squares[arm] += n * mean * mean;
        sumsAll[arm] += n * (whole + noise);
        squaresAll[arm] += n * (whole + noise) * (whole + noise);
      });
      let c = Math.sqrt(draws.chiSquare(df)), z = draws.normal(), all = w.all * c * c;
      squaresAll[0] += all;
      squares[0] += all + 2 * Math.sqrt(w.all * w.more) * c * z + w.more * (z * z + draws.chiSquare(df - 1));
      let fit = compare(sums, squares, w.counts);
      fit.naive = compare(sumsAll, squaresAll, w.counts);
      return fit;
    };
  };
  // Windows in time: what was on in the window before still acts at the beginning of the next.
  const switchbackWorld = function (s, g0, g1, effect) {
    let sd = spread(s), between = sd * Math.sqrt(s.icc), burn = s.burn / 100, carry = s.carry / 100, counts = [g0, g1];
    let early = Math.max(1e-9, s.size - kept(s)), late = kept(s), within = sd * Math.sqrt(1 - s.icc), share = early / (early + late);
    let overlap = carry > burn ? (carry - burn) / (1 - burn) : 0, first = burn > 0 ? Math.min(1, carry / burn) : 0;
    let wide = s.cv * Math.sqrt(3);
    if (wide === 0) return evenSwitchback({ effect: effect, counts: counts, overlap: overlap, first: first, share: share,
      all: between * between + within * within / (early + late), more: within * within * (1 / late - 1 / (early + late)) });
    let base = [];
    for (let g = 0; g < g0 + g1; g++) base.push(g < g0 ? 0 : 1);
    return function (draws) {
      let arms = shuffled(base.slice(), draws), sums = [0, 0], squares = [0, 0], sumsAll = [0, 0], squaresAll = [0, 0];
      let before = arms[0];
      for (let g = 0; g < arms.length; g++) {
        let arm = arms[g], scale = wide > 0 ? Math.sqrt(1 + wide * (2 * draws.uniform() - 1)) : 1;
        let cell = between * draws.normal(), noise = within / scale;
        let mean = effect * (arm + (before - arm) * overlap) + cell + noise / Math.sqrt(late) * draws.normal();
        let all = mean;
        if (burn > 0) {
          let start = effect * (arm + (before - arm) * first) + cell + noise / Math.sqrt(early) * draws.normal();
          all = (1 - share) * mean + share * start;
        }
        sums[arm] += mean;
        squares[arm] += mean * mean;
        sumsAll[arm] += all;
        squaresAll[arm] += all * all;
        before = arm;
      }
      let fit = compare(sums, squares, counts);
      fit.naive = compare(sumsAll, squaresAll, counts);
      return fit;
    };
  };

  const tally = function () { return { estimates: [], found: 0, wrong: 0, covered: 0, matters: 0, sum: 0, squares: 0 }; };
  const judge = function (into, fit, bound, effect, least) {
    let off = fit.value - effect, reject = Math.abs(fit.value) > bound * fit.se;
    into.estimates.push(fit.value);
    into.sum += off;
    into.squares += off * off;
    into.found += reject && fit.value > 0 ? 1 : 0;
    into.wrong += reject && fit.value < 0 ? 1 : 0;
    into.matters += reject && fit.value > 0 && fit.value >= least ? 1 : 0;
    into.covered += Math.abs(off) <= bound * fit.se ? 1 : 0;
  };
  const summary = function (into, effect) {
    let n = into.estimates.length, share = function (count) { return { share: count / n, error: Math.sqrt(count / n * (1 - count / n) / n) }; };
    let bias = into.sum / n;
    return { estimates: into.estimates, mean: effect + bias, sd: Math.sqrt(Math.max(0, into.squares / n - bias * bias) * n / (n - 1)),
      found: share(into.found), wrong: share(into.wrong), covered: share(into.covered), matters: share(into.matters) };
  };

  // Many experiments of the planned size, some at a time; the same key gives the same experiments.
  calc.simulation = function (s, plan) {
    let arms = plan.size.arms, effect = s.effect / 100 * s.mean, proportions = s.design === "ab" && s.outcome === "binary" && s.rho === 0;
    let world = s.design === "switchback" ? switchbackWorld(s, arms[0], arms[1], effect)
      : s.design !== "ab" ? clustersWorld(s, arms[0], arms[1], effect)
        : proportions ? proportionsWorld(s, arms[0], arms[1], effect) : meansWorld(s, arms[0], arms[1], effect);
    let quick = s.design === "ab" || s.cv === 0;
    let count = quick ? s.experiments : Math.max(100, Math.min(s.experiments, Math.floor(MOST_DRAWS / plan.size.total)));
    let main = tally(), naive = tally(), z = -calc.normal.quantile(s.alpha / 2), least = s.matters / 100 * s.mean;
    let bound = proportions ? z : -calc.student.quantile(s.alpha / 2, plan.design.df(plan.size.total));
    let done = 0;
    return {
      count: count,
      done: function () { return done; },
      step: function (most) {
        let end = Math.min(count, done + most);
        for (; done < end; done++) {
          let fit = world(calc.stream(s.key, done, 0));
          judge(main, fit, bound, effect, least);
          if (fit.naive) judge(naive, fit.naive, s.design === "switchback" ? bound : z, effect, least);
        }
        return done === count;
      },
      result: function () {
        return { effect: effect, count: count, main: summary(main, effect), naive: naive.estimates.length ? summary(naive, effect) : null,
          formula: plan.design.power(plan.size.total, effect), error: plan.design.error(plan.size.total, effect) };
      }
    };
  };
  calc.simulate = function (s, plan) {
    let run = calc.simulation(s, plan);
    run.step(run.count);
    return run.result();
  };

  // YAML: every text is quoted as JSON, which YAML 1.2 reads.
  const quote = function (text) { return JSON.stringify(String(text)).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/g, escapeUnit); };
  const escapeUnit = function (c) { return "\\u" + ("0000" + c.charCodeAt(0).toString(16)).slice(-4); };
  const moment = function (start, days) { return quote(new Date(Date.parse(start + "T00:00:00Z") + days * DAY).toISOString().slice(0, 19) + "Z"); };
  const CLUSTER = { clusters: "cluster_id", switchback: "market_window", marketplace: "submarket" };
  calc.clusterColumn = function (s) { return CLUSTER[s.design] || null; };

  const metricLines = function (s) {
    let adjusted = s.design === "ab" && s.rho > 0;
    let lines = ["metrics:", "  - metric_name: " + quote(s.metric), "    metric_label: " + quote(s.metric), "    version: 1",
      "    metric_type: " + (s.outcome === "binary" ? "binary" : "continuous"), "    metric_class: success",
      "    source_table: fact_user_outcomes", "    metric_column: " + quote(s.metric)];
    if (adjusted) lines.push("    covariate_column: " + quote(s.metric + "_pre") + "   # from before the start; planned with r = " + s.rho);
    lines.push("    window_days: " + s.days, "    maturity_window_days: " + s.days, "    direction: higher_is_better",
      "    practical_significance_threshold: " + s.matters / 100, "    practical_significance_threshold_type: relative");
    calc.guardNames(s).forEach(function (name) {
      lines.push("  - metric_name: " + quote(name), "    metric_label: " + quote(name), "    version: 1", "    metric_type: binary",
        "    metric_class: guardrail", "    source_table: fact_user_outcomes", "    metric_column: " + quote(name), "    window_days: " + s.days,
        "    maturity_window_days: " + s.days, "    direction: lower_is_better", "    practical_significance_threshold: 0",
        "    practical_significance_threshold_type: percentage_points", "    allowed_degradation_threshold: " + s.margin,
        "    allowed_degradation_threshold_type: percentage_points");
    });
    return lines;
  };
  const policyLines = function (s, plan) {
    let lines = ["decision_policy:", "  policy_id: " + quote(s.id + "_policy"), "  policy_version: v1", "  default_alpha: " + s.alpha, "  trust_checks:",
      "    srm_check:", "      threshold_p_value: 0.001",
      "    min_total_sample_size: " + Math.floor(plan.units / 2) + "   # half of what was planned",
      "    practical_significance_power_target: " + s.power, "    max_missingness_rate: 0.02"];
    if (calc.guardNames(s).length) lines.push("  guardrail_policy:", "    guardrail_evaluation_mode: ci_bound_vs_threshold");
    lines.push("  primary_success_policy:", "    success_criterion_mode: point_estimate_and_ci_excludes_zero");
    return lines;
  };
  const columnLines = function (s) {
    let columns = [], cluster = calc.clusterColumn(s), lines = [];
    if (cluster) columns.push(cluster + ": text");
    if (s.design === "ab" && s.rho > 0) columns.push(s.metric + "_pre: number");
    if (columns.length) lines.push("user_columns: {" + columns.join(", ") + "}");
    return lines;
  };

  // The contract, with its metrics and policy in the one file.
  calc.contract = function (s, plan) {
    let names = calc.guardNames(s), control = s.control / 100;
    let lines = ["# Planned for " + plan.size.total + " " + plan.counts + (s.design === "ab" ? "" : " of " + s.size + " units")
      + " by: " + plan.command,
    "# Check it: ./assay contract check " + s.id + ".yaml", "# Read it:  ./assay analyze " + s.id + ".yaml --data TABLES", "",
    "experiment_id: " + quote(s.id), "experiment_name: " + quote(s.name), "owner: " + quote(s.owner)];
    if (s.hypothesis.trim() !== "") lines.push("hypothesis: " + quote(s.hypothesis.trim()));
    if (s.design === "switchback" && s.burn > 0) {
      lines.push("notes: " + quote("Units of the first " + s.burn + " % of a window are left out of the tables: the window before still acts on them."));
    }
    lines.push("", "assignment_start_ts_utc: " + moment(s.start, 0), "assignment_end_ts_utc: " + moment(s.start, plan.days),
      "observation_end_ts_utc: " + moment(s.start, plan.days + s.days), "minimum_runtime_days: " + plan.days, "planned_units: " + plan.units, "",
      "analysis_mode: fixed_horizon", "primary_estimand: itt_assigned", "randomization_unit: " + (calc.clusterColumn(s) || "user"));
    columnLines(s).forEach(function (line) { lines.push(line); });
    lines.push("", "variants:", "  - {name: control, weight: " + control + ", is_control: true}",
      "  - {name: treatment, weight: " + (100 - s.control) / 100 + "}", "", "primary_metric: " + quote(s.metric));
    if (names.length) lines.push("guardrail_metrics: [" + names.map(quote).join(", ") + "]");
    lines.push("");
    metricLines(s).forEach(function (line) { lines.push(line); });
    lines.push("");
    policyLines(s, plan).forEach(function (line) { lines.push(line); });
    return lines.join("\n") + "\n";
  };

  // The tables that the contract is read with: [file, columns].
  calc.tables = function (s) {
    let users = ["user_id"], cluster = calc.clusterColumn(s);
    if (cluster) users.push(cluster);
    if (s.design === "ab" && s.rho > 0) users.push(s.metric + "_pre");
    let tables = [["fact_assignments.csv", ["experiment_id", "user_id", "assignment_ts", "assigned_group"]]];
    if (users.length > 1) tables.push(["dim_users.csv", users]);
    tables.push(["fact_user_outcomes.csv", ["experiment_id", "user_id", s.metric].concat(calc.guardNames(s))]);
    return tables;
  };
})(ASSAY_CALC);
