// Power and sample size: the designs of assay.design, with the numbers that `./assay power` prints.
(function (calc) {
  "use strict";
  const LARGEST = 1e15;

  // A test: its level over both sides, "two" or "one" sided, and whether the variance is estimated.
  const test = function (level, sides, student) { return { level: level, sides: sides, student: student }; };
  const tail = function (rule) { return rule.sides === "one" ? rule.level : rule.level / 2; };
  const critical = function (rule, df) {
    return rule.student ? -calc.student.quantile(tail(rule), df) : -calc.normal.quantile(tail(rule));
  };
  const strictly = function (design) { return design.test.sides === "two" ? "strict" : design.test.sides; };

  // The chance to pass the critical value; "strict" counts rejections of the wrong sign too.
  const power = function (rule, sides, ncp, df, bound) {
    let used = rule.student ? df : Infinity, shift = sides === "one" ? ncp : Math.abs(ncp);
    let right = calc.noncentralT.survival(bound, used, shift);
    return sides === "strict" ? right + calc.noncentralT.cdf(-bound, used, shift) : right;
  };
  const twoArms = function (design) {
    design.shares = [1 - design.share, design.share];
    design.smallest = (design.smallest || 2) / Math.min(design.share, 1 - design.share);
    design.scale = function (n) { return design.error(n, 0); };
    design.power = design.power || function (n, effect, sides) {
      let df = design.df(n);
      return power(design.test, sides || design.test.sides, effect / design.error(n, effect), df, critical(design.test, df));
    };
    return design;
  };

  // Two proportions by the unpooled z test, what a difference in means does.
  calc.proportions = function (baseline, share, rule) {
    let variance = function (p) { return p * (1 - p); };
    let used = test(rule.level, rule.sides, false);
    let error = function (n, effect) {
      return Math.sqrt(variance(baseline + effect) / (n * share) + variance(baseline) / (n * (1 - share)));
    };
    return twoArms({
      kind: "proportions", baseline: baseline, share: share, test: used, error: error, largest: 1 - baseline - 1e-12,
      df: function () { return Infinity; },
      power: function (n, effect, sides) {
        let bound = critical(used, Infinity), z = effect / error(n, effect), asked = sides || used.sides;
        let above = calc.normal.survival(bound - z), below = calc.normal.survival(bound + z);
        return asked === "one" ? above : asked === "strict" ? above + below : effect < 0 ? below : above;
      }
    });
  };

  // Two means with one standard deviation, by the noncentral t; r is the correlation with a pre-period that the analysis adjusts for.
  calc.means = function (sd, share, rule, r) {
    let adjusted = r !== undefined && r !== null, left = adjusted ? Math.sqrt((1 - r) * (1 + r)) : 1;
    let design = {
      kind: adjusted ? "cuped" : "means", sd: sd, share: share, test: test(rule.level, rule.sides, true), largest: Infinity,
      error: function (n) { return left * Math.sqrt(sd * sd / (n * share) + sd * sd / (n * (1 - share))); },
      df: function (n) { return n - 2 - (adjusted ? 1 : 0); },
      smallest: adjusted ? 3 : 2
    };
    return twoArms(design);
  };

  // Whole clusters: sizes count clusters (Eldridge, Ashby and Kerry 2006).
  calc.designEffect = function (size, icc, cv) { return 1 + ((cv * cv + 1) * size - 1) * icc; };
  calc.clusters = function (sd, size, icc, cv, share, rule) {
    let unit = sd * Math.sqrt(calc.designEffect(size, icc, cv) / size);
    return twoArms({
      kind: "clusters", share: share, test: test(rule.level, rule.sides, true), largest: Infinity,
      error: function (n) { return unit * Math.sqrt(1 / (n * share) + 1 / (n * (1 - share))); },
      df: function (n) { return n - 2; }
    });
  };

  // Several treatments and one control in arms of one size, each comparison at the level over their number.
  calc.multiArm = function (base, treatments) {
    let pair = function (n) { return 2 * n / (treatments + 1); };
    let df = function (n) { return base.df(pair(n)) * (1 + (treatments - 1) / 2); };
    let rule = test(base.test.level / treatments, base.test.sides, base.test.student);
    let shares = [];
    for (let k = 0; k <= treatments; k++) shares.push(1 / (treatments + 1));
    return {
      kind: base.kind, shares: shares, test: rule, largest: base.largest, df: df,
      error: function (n, effect) { return base.error(pair(n), effect); },
      smallest: base.smallest * (treatments + 1) / 2,
      scale: function (n) { return base.error(pair(n), 0); },
      power: function (n, effect, sides) {
        return power(rule, sides || rule.sides, effect / base.error(pair(n), effect), df(n), critical(rule, df(n)));
      }
    };
  };

  calc.powerAt = function (design, n, effect) { return design.power(n, effect); };
  calc.strictPowerAt = function (design, n, effect) { return design.power(n, effect, strictly(design)); };
  calc.criticalAt = function (design, n) { return critical(design.test, design.df(n)); };

  // The smallest size with a power; null where there is none.
  calc.sizeFor = function (design, effect, wanted) {
    let low = design.smallest, exact = low;
    if (design.power(low, effect) < wanted) {
      let high = 2 * low;
      while (design.power(high, effect) < wanted) {
        low = high;
        high *= 2;
        if (high > LARGEST) return null;
      }
      exact = calc.root(function (n) { return design.power(n, effect) - wanted; }, low, high);
    }
    let arms = design.shares.map(function (share) { return Math.ceil(exact * share * (1 - 1e-11)); });
    let total = arms.reduce(function (a, b) { return a + b; }, 0);
    return { exact: exact, arms: arms, total: total, power: design.power(total, effect) };
  };

  // The smallest effect that a size finds with a power; null where there is none.
  calc.effectFor = function (design, n, wanted) {
    if (!(n >= design.smallest)) return null;
    let step = design.scale(n), low = 0, high = Math.min(design.largest, step);
    while (design.power(n, high) < wanted) {
      if (high >= design.largest || !(high < LARGEST)) return null;
      low = high;
      step *= 2;
      high = Math.min(design.largest, step);
    }
    return design.power(n, low) >= wanted ? low : calc.root(function (e) { return design.power(n, e) - wanted; }, low, high);
  };

  calc.days = function (units, perDay) { return Math.ceil(units / perDay * (1 - 1e-12)); };

  // One of S success metrics must win and all G guardrails pass: the level is split by S, the type II error by G + 1.
  calc.family = function (level, wanted, success, guardrails) {
    return { level: level / Math.max(success, 1), power: 1 - (1 - wanted) / (guardrails + 1) };
  };

  calc.POWER_DEFAULTS = {
    outcome: "binary", mean: 0.2, relative: 5, variance: 1, rho: 0, alpha: 0.05, power: 0.8, sides: "two", comparisons: 1,
    success: 1, guardrails: 0, others: 0, control: 50, perDay: 1500, units: 0
  };

  const RANGES = [
    ["relative", 0.5, 20, "The relative effect is between 0.5 and 20 %."],
    ["rho", 0, 0.9, "The correlation is between 0 and 0.9."],
    ["alpha", 0.01, 0.2, "The level is between 0.01 and 0.2."],
    ["power", 0.5, 0.99, "The power is between 0.5 and 0.99."],
    ["control", 5, 95, "The share of control is between 5 and 95 %."],
    ["perDay", 1, 1e12, "Traffic is 1 unit a day or more."]];
  const COUNTS = [["comparisons", 1], ["success", 1], ["guardrails", 0], ["others", 0]];

  // What is wrong with the input, in words: [field, message].
  calc.powerProblems = function (s) {
    let problems = [];
    RANGES.forEach(function (r) { if (!(s[r[0]] >= r[1] && s[r[0]] <= r[2])) problems.push([r[0], r[3]]); });
    COUNTS.forEach(function (c) {
      if (!(s[c[0]] >= c[1] && s[c[0]] <= 6) || s[c[0]] !== Math.floor(s[c[0]])) {
        problems.push([c[0], "This is a whole number from " + c[1] + " to 6."]);
      }
    });
    if (s.outcome === "binary") {
      if (!(s.mean > 0 && s.mean < 1)) problems.push(["mean", "A proportion is between 0 and 1, such as 0.2 for 20 %."]);
      else if (s.mean * (1 + s.relative / 100) >= 1) problems.push(["mean", "With this effect the proportion would reach 1. Lower one of the two."]);
    } else {
      if (!(s.mean > 0 && s.mean < Infinity)) problems.push(["mean", "The mean under control must be above 0, as the effect is relative to it."]);
      if (!(s.variance > 0 && s.variance < Infinity)) problems.push(["variance", "The variance must be above 0."]);
    }
    if (!(s.units >= 0 && s.units <= 1e12)) problems.push(["units", "Units are a number, or empty for the planned size."]);
    return problems;
  };

  const number = function (x) { return String(x); };

  // The design of a state of the calculator.
  calc.designOf = function (s) {
    let each = calc.family(s.alpha, s.power, s.success, s.guardrails);
    let rule = test(each.level, s.sides, true), share = s.comparisons > 1 ? 0.5 : (100 - s.control) / 100;
    let binary = s.outcome === "binary", sd = Math.sqrt(binary ? s.mean * (1 - s.mean) : s.variance);
    let base = binary && s.rho === 0 ? calc.proportions(s.mean, share, rule) : calc.means(sd, share, rule, s.rho === 0 ? null : s.rho);
    return s.comparisons > 1 ? calc.multiArm(base, s.comparisons) : base;
  };

  // The line that prints the same.
  calc.commandOf = function (s, given) {
    let binary = s.outcome === "binary", words = ["./assay power"];
    if (binary && s.rho === 0) {
      words.push("proportions --baseline " + number(s.mean));
    } else {
      words.push("means --sd " + number(Math.sqrt(binary ? s.mean * (1 - s.mean) : s.variance)) + " --mean " + number(s.mean));
      if (s.rho !== 0) words.push("--cuped-r " + number(s.rho));
    }
    words.push(given ? "--n " + number(given) : "--relative-mde " + number(s.relative / 100));
    if (s.power !== 0.8) words.push("--power " + number(s.power));
    if (s.alpha !== 0.05) words.push("--alpha " + number(s.alpha));
    if (s.sides === "one") words.push("--one-sided");
    if (s.comparisons > 1) words.push("--arms " + (s.comparisons + 1) + " --correction bonferroni");
    else if (s.control !== 50) words.push("--treated-share " + number((100 - s.control) / 100));
    if (s.success > 1) words.push("--success-metrics " + s.success);
    if (s.guardrails > 0) words.push("--guardrails " + s.guardrails);
    words.push("--traffic " + number(s.perDay) + "/day");
    return words.join(" ");
  };

  // Everything that the page shows; sizes are null where no size has the power.
  calc.plan = function (s) {
    let design = calc.designOf(s), each = calc.family(s.alpha, s.power, s.success, s.guardrails);
    let effect = s.relative / 100 * s.mean, size = calc.sizeFor(design, effect, each.power);
    let n = s.units > 0 ? s.units : size ? size.total : 0;
    let minimum = n > 0 ? calc.effectFor(design, n, each.power) : null;
    return {
      design: design, effect: effect, size: size, eachPower: each.power, eachLevel: design.test.level, n: n,
      days: size ? calc.days(size.total, s.perDay) : null,
      powerAtN: n >= design.smallest ? design.power(n, effect) : null,
      strictAtN: n >= design.smallest ? calc.strictPowerAt(design, n, effect) : null,
      minimum: minimum, relativeMinimum: minimum === null ? null : minimum / s.mean,
      command: calc.commandOf(s, 0), commandAtN: calc.commandOf(s, n)
    };
  };
})(ASSAY_CALC);
