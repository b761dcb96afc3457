// Sample-ratio mismatch: Pearson's chi-square of counts against planned shares.
(function (calc) {
  "use strict";
  calc.SRM_LEVEL = 0.001;

  // What is wrong with the input, in words: [index or -1, message].
  calc.srmProblems = function (counts, shares) {
    let problems = [];
    let sum = 0, total = 0;
    for (let k = 0; k < counts.length; k++) {
      if (!(counts[k] >= 0) || counts[k] !== Math.floor(counts[k])) problems.push([k, "Units are a whole number, 0 or more."]);
      if (!(shares[k] > 0)) problems.push([k, "A planned share is above 0."]);
      sum += shares[k];
      total += counts[k];
    }
    if (!problems.length && !(sum > 0 && sum < Infinity)) problems.push([-1, "Planned shares must be finite."]);
    if (!problems.length && total === 0) problems.push([-1, "Give the units that were counted: all are 0."]);
    return problems;
  };

  // Shares are scaled to sum 1, so that 50 and 50, or 1 and 1, are halves.
  calc.srm = function (counts, shares) {
    let n = 0, sum = 0, statistic = 0, least = Infinity;
    for (let k = 0; k < counts.length; k++) {
      n += counts[k];
      sum += shares[k];
    }
    let arms = [];
    for (let k = 0; k < counts.length; k++) {
      let share = shares[k] / sum, expected = n * share, off = counts[k] - expected;
      statistic += off * off / expected;
      least = Math.min(least, expected);
      arms.push({ observed: counts[k], share: share, expected: expected, off: off, z: off / Math.sqrt(expected * (1 - share)) });
    }
    let p = calc.chiSquare.survival(statistic, counts.length - 1);
    return { n: n, statistic: statistic, df: counts.length - 1, p: p, alarm: p < calc.SRM_LEVEL, small: least < 5, arms: arms };
  };
})(ASSAY_CALC);
