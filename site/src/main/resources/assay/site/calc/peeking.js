// Reading an experiment many times: exact error by the recursion of Armitage, McPherson and Rowe (1969).
(function (calc) {
  "use strict";
  const RULE = calc.legendre(16);
  const REACH = 16, PANEL = 8, INVERSE_SQRT_2PI = 0.3989422804014327;

  // One step of the sub-density of S = Z sqrt(t), kept within the bounds at time t.
  const after = function (law, t, bound, next) {
    let edge = Math.min(bound, REACH) * Math.sqrt(t), step = t - law.time;
    let panels = Math.ceil(2 * edge / (PANEL * Math.sqrt(Math.min(step, next - t)))), half = edge / panels;
    let nodes = [], mass = [];
    for (let p = 0; p < panels; p++) {
      for (let i = 0; i < 16; i++) {
        let s = -edge + (2 * p + 1) * half + half * RULE.points[i];
        let sum = 0;
        for (let j = 0; j < law.nodes.length; j++) {
          let d = s - law.nodes[j];
          sum += law.mass[j] * Math.exp(-0.5 * d * d / step);
        }
        nodes.push(s);
        mass.push(half * RULE.weights[i] * sum * INVERSE_SQRT_2PI / Math.sqrt(step));
      }
    }
    return { time: t, nodes: nodes, mass: mass };
  };

  // The chance, look by look, that |Z| passes its bound for the first time where there is no effect.
  calc.crossing = function (times, bounds) {
    let law = { time: 0, nodes: [0], mass: [1] };
    let first = [];
    for (let k = 0; k < times.length; k++) {
      let scale = 1 / Math.sqrt(times[k] - law.time), edge = bounds[k] * Math.sqrt(times[k]);
      let sum = 0;
      for (let j = 0; j < law.nodes.length; j++) {
        sum += law.mass[j] * (calc.normal.survival((edge - law.nodes[j]) * scale) + calc.normal.survival((edge + law.nodes[j]) * scale));
      }
      first.push(sum);
      if (k + 1 < times.length) law = after(law, times[k], bounds[k], times[k + 1]);
    }
    return first;
  };

  // Looks that are evenly spaced, the last at 1.
  calc.looks = function (count) {
    let times = [];
    for (let k = 1; k <= count; k++) times.push(k / count);
    return times;
  };
  const same = function (count, value) {
    let all = [];
    for (let k = 0; k < count; k++) all.push(value);
    return all;
  };
  const total = function (values) { return values.reduce(function (a, b) { return a + b; }, 0); };

  // The error of reading every look as if it were the only one.
  calc.peekingError = function (count, alpha) {
    return total(calc.crossing(calc.looks(count), same(count, -calc.normal.quantile(alpha / 2))));
  };

  // Pocock's critical value, the one |Z| that holds the level over all looks.
  calc.pocock = function (count, alpha) {
    let low = -calc.normal.quantile(alpha / 2);
    if (count === 1) return low;
    let times = calc.looks(count);
    return calc.root(function (z) { return total(calc.crossing(times, same(count, z))) - alpha; }, low, -calc.normal.quantile(alpha / 2 / count));
  };

  // The always-valid bound on |Z| when a share t of the planned units is in, sharpest at the planned size.
  calc.alwaysValidWeight = function (alpha) {
    let target = -2 * Math.log(alpha);
    let s = target + 1;
    for (let step = 0; step < 100; step++) {
      let move = (s - Math.log1p(s) - target) / (1 - 1 / (1 + s));
      s -= move;
      if (Math.abs(move) < 1e-15 * s) break;
    }
    return 1 / s;
  };
  calc.alwaysValidBound = function (t, alpha) {
    let weight = calc.alwaysValidWeight(alpha), all = weight + t;
    return Math.sqrt(all / t * (Math.log(all / weight) - 2 * Math.log(alpha)));
  };
  calc.alwaysValidError = function (count, alpha) {
    let times = calc.looks(count);
    return total(calc.crossing(times, times.map(function (t) { return calc.alwaysValidBound(t, alpha); })));
  };

  // One A/A experiment: z after each of `points` equal shares of the units.
  calc.path = function (key, replicate, points) {
    let draws = calc.stream(key, replicate, 0), z = [];
    let sum = 0;
    for (let i = 1; i <= points; i++) {
      sum += draws.normal();
      z.push(sum / Math.sqrt(i));
    }
    return z;
  };
})(ASSAY_CALC);
