// Distributions in double accuracy: the algorithms of assay.distribution, written again for the browser and tested against them.
var ASSAY_CALC = typeof ASSAY_CALC === "undefined" ? {} : ASSAY_CALC;
(function (calc) {
  "use strict";
  const LOG_2PI = 1.8378770664093453;
  const INVERSE_SQRT_2PI = 0.3989422804014327;

  const polynomial = function (coefficients, x) {
    let value = 0;
    for (let i = 0; i < coefficients.length; i++) value = value * x + coefficients[i];
    return value;
  };

  // Normal: the quantile by AS 241 (Wichura 1988), tails by the series and Laplace's continued fraction.
  const CENTRE = [
    [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
      1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
    [5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
      687.1870074920579083, 42.313330701600911252, 1]];
  const NEAR = [
    [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258, 3.64784832476320460504,
      5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
    [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
      0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1]];
  const FAR = [
    [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
      0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
    [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
      0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1]];

  const normalQuantile = function (p) {
    let q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      let c = 0.180625 - q * q;
      return q * polynomial(CENTRE[0], c) / polynomial(CENTRE[1], c);
    }
    let r = Math.sqrt(-Math.log(p < 0.5 ? p : 1 - p));
    if (r === Infinity) return q < 0 ? -r : r;
    let value = r <= 5 ? polynomial(NEAR[0], r - 1.6) / polynomial(NEAR[1], r - 1.6)
      : polynomial(FAR[0], r - 5) / polynomial(FAR[1], r - 5);
    return q < 0 ? -value : value;
  };
  const normalDensity = function (x) {
    let z = Math.abs(x), high = Math.round(z * 1024) / 1024;
    return Math.exp(-0.5 * high * high) * Math.exp(-0.5 * (z - high) * (z + high)) * INVERSE_SQRT_2PI;
  };
  const normalSeries = function (square) {
    let term = 1, sum = 1;
    for (let k = 3; term > 1e-17 * sum; k += 2) {
      term *= square / k;
      sum += term;
    }
    return sum;
  };
  const normalFraction = function (square) {
    let b = square + 1, d = 1 / b, value = d, step = d;
    for (let n = 1; step > 1e-17 * value; n++) {
      let a = (2 * n - 1) * (2 * n);
      b += 4;
      let next = 1 / (b - a * d);
      step *= a * d * next;
      value += step;
      d = next;
    }
    return value;
  };
  const normalSurvival = function (z) {
    let x = Math.abs(z);
    let upper;
    if (x < 1.7) upper = 0.5 - normalDensity(x) * x * normalSeries(x * x);
    else if (x > 40) upper = 0;
    else if (x >= 1.7) upper = normalDensity(x) * x * normalFraction(x * x);
    else return NaN;
    return z < 0 ? 1 - upper : upper;
  };
  calc.normal = {
    quantile: normalQuantile,
    density: normalDensity,
    survival: normalSurvival,
    cdf: function (z) { return normalSurvival(-z); }
  };

  // A root between two points where a function changes sign: Brent's method.
  calc.root = function (f, low, high) {
    let a = low, b = high, fa = f(a), fb = f(b), c = a, fc = fa, d = b - a, e = d;
    for (let i = 0; i < 500; i++) {
      if (Math.abs(fc) < Math.abs(fb)) {
        a = b; b = c; c = a;
        fa = fb; fb = fc; fc = fa;
      }
      let tolerance = 1e-14 * Math.abs(b) + 1e-300, middle = 0.5 * (c - b);
      if (Math.abs(middle) <= tolerance || fb === 0) return b;
      if (Math.abs(e) < tolerance || Math.abs(fa) <= Math.abs(fb)) {
        d = middle; e = d;
      } else {
        let s = fb / fa;
        let p, q;
        if (a === c) {
          p = 2 * middle * s;
          q = 1 - s;
        } else {
          let r = fb / fc, t = fa / fc;
          p = s * (2 * middle * t * (t - r) - (b - a) * (r - 1));
          q = (t - 1) * (r - 1) * (s - 1);
        }
        if (p > 0) q = -q; else p = -p;
        if (p >= 1.5 * middle * q - Math.abs(tolerance * q) || p >= Math.abs(0.5 * e * q)) {
          d = middle; e = d;
        } else {
          e = d; d = p / q;
        }
      }
      a = b; fa = fb;
      b += Math.abs(d) > tolerance ? d : middle > 0 ? tolerance : -tolerance;
      fb = f(b);
      if (fb > 0 === fc > 0) {
        c = a; fc = fa; d = b - a; e = d;
      }
    }
    return b;
  };

  // Gauss-Legendre nodes and weights on (-1, 1).
  calc.legendre = function (n) {
    let points = [], weights = [];
    for (let i = 0; i < n; i++) {
      let x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5)), slope = 1;
      for (let step = 0; step < 100; step++) {
        let before = 1, now = x;
        for (let k = 2; k <= n; k++) {
          let next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
          before = now;
          now = next;
        }
        slope = n * (x * now - before) / (x * x - 1);
        let move = now / slope;
        x -= move;
        if (Math.abs(move) < 1e-16) break;
      }
      points.push(x);
      weights.push(2 / ((1 - x * x) * slope * slope));
    }
    return { points: points, weights: weights };
  };

  // Log-gamma: Stirling's series after recurrence upwards.
  const logGamma = function (x) {
    if (!(x > 0)) return NaN;
    let y = x, product = 1, log = 0;
    while (y < 15) {
      product *= y;
      y += 1;
      if (product > 1e200) {
        log -= Math.log(product);
        product = 1;
      }
    }
    let u = 1 / (y * y);
    let series = ((((((1 / 156 * u - 691 / 360360) * u + 1 / 1188) * u - 1 / 1680) * u + 1 / 1260) * u - 1 / 360) * u + 1 / 12) / y;
    return log - Math.log(product) + (y - 0.5) * Math.log(y) - y + 0.5 * LOG_2PI + series;
  };
  calc.logGamma = logGamma;

  // Incomplete gamma functions: lower by its series, upper by the continued fraction of Legendre.
  const gammaMass = function (a, x) { return Math.exp(a * Math.log(x) - x - logGamma(a)); };
  const gammaSeries = function (a, x) {
    let term = 1 / a, sum = term;
    for (let n = 1; term > 1e-17 * sum && n < 100000; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum * gammaMass(a, x);
  };
  const gammaFraction = function (a, x) {
    let b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
    for (let n = 1; n < 100000; n++) {
      let an = -n * (n - a);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      let move = d * c;
      h *= move;
      if (Math.abs(move - 1) < 1e-16) break;
    }
    return h * gammaMass(a, x);
  };
  calc.gammaP = function (a, x) { return !(x > 0) ? 0 : x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x); };
  calc.gammaQ = function (a, x) { return !(x > 0) ? 1 : x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x); };

  // Chi-square.
  calc.chiSquare = {
    cdf: function (x, df) { return calc.gammaP(df / 2, x / 2); },
    survival: function (x, df) { return calc.gammaQ(df / 2, x / 2); },
    quantile: function (p, df) {
      if (p === 0) return 0;
      if (p === 1) return Infinity;
      let f = p < 0.5 ? function (x) { return calc.gammaP(df / 2, x / 2) - p; }
        : function (x) { return 1 - p - calc.gammaQ(df / 2, x / 2); };
      let high = df + 1;
      while (f(high) < 0) high *= 2;
      let low = Math.min(1, high / 2);
      while (f(low) > 0) low /= 4;
      return calc.root(f, low, high);
    }
  };

  // The regularised incomplete beta function, by Lentz's continued fraction.
  const betaFraction = function (a, b, x) {
    let c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), h = d;
    for (let m = 1; m < 100000; m++) {
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / (1 + even * d);
      c = 1 + even / c;
      h *= d * c;
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      h *= d * c;
      if (Math.abs(d * c - 1) < 1e-16) break;
    }
    return h;
  };
  calc.beta = function (x, a, b) {
    if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
    let mass = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2) ? mass * betaFraction(a, b, x) / a : 1 - mass * betaFraction(b, a, 1 - x) / b;
  };

  // Student's t: the series and the continued fraction of DiDonato and Morris (1992), the quantile by third-order steps.
  const studentConstant = function (df) {
    let x = df / 2, product = 1;
    while (x < 12) {
      product *= (x + 0.5) / x;
      x += 1;
    }
    let u = 1 / (x * x);
    let log = (((((691 / 180224 * u - 31 / 18432) * u + 17 / 14336) * u - 1 / 640) * u + 1 / 192) * u - 1 / 8) / x;
    return product === 1 ? log - LOG_2PI / 2 : log - LOG_2PI / 2 + 0.5 * Math.log(2 * x / df) - Math.log(product);
  };
  const studentLogDensity = function (t, df, constant) {
    return constant - (df + 1) / 2 * Math.log1p(t * t / df);
  };
  const studentCentral = function (t, df) { return t * t < 3 * df / (df + 2); };
  const studentSeries = function (t, df) {
    let y = t * t / (df + t * t);
    let term = 1, sum = 1;
    for (let k = 0; term > 1e-17 * sum; k++) {
      term *= y * (df + 1 + 2 * k) / (3 + 2 * k);
      sum += term;
    }
    return sum;
  };
  const studentFraction = function (t, df) {
    let a = df / 2, x = 1 / (1 + t / df * t), excess = 0.5 * (t * t - 1) / (1 + t / df * t);
    let inverse = 1 / (a + 1), d = 1 / (a * (excess + 1) * inverse), value = d, step = d;
    for (let m = 1; step > 1e-17 * value; m++) {
      let before = inverse, previous = inverse * (a + m - 1);
      inverse = 1 / (a + 2 * m + 1);
      let alpha = previous * ((a + m - 0.5) * before) * m * (m - 0.5) * x * x;
      let beta = m - m * (m - 0.5) * x * before + (a + m) * (excess + 1 + m * (2 - x)) * inverse;
      let next = 1 / (beta - alpha * d);
      step *= alpha * d * next;
      value += step;
      d = next;
    }
    return value / 2;
  };
  const studentTwoSided = function (t, df) {
    let x = Math.abs(t);
    if (df >= 1e17) return Math.min(1, 2 * normalSurvival(x));
    if (x === 0) return 1;
    if (x === Infinity) return 0;
    let mass = Math.exp(studentLogDensity(x, df, studentConstant(df)) + Math.log(x));
    return studentCentral(x, df) ? Math.max(0, 1 - 2 * mass * studentSeries(x, df)) : Math.min(1, 2 * mass * studentFraction(x, df));
  };
  const studentStart = function (tail, centre, df, constant) {
    if (centre < 0.2) return centre / Math.exp(constant);
    if (df >= 3) {
      let z = -normalQuantile(tail), z2 = z * z;
      if (z2 < df) {
        let g1 = z * (z2 + 1) / 4, g2 = z * ((5 * z2 + 16) * z2 + 3) / 96, g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        return z + (g1 + (g2 + g3 / df) / df) / df;
      }
    }
    return Math.max(1, Math.exp(Math.min(709, (constant + (df - 1) / 2 * Math.log(df) - Math.log(tail)) / df)));
  };
  const studentStep = function (t, tail, centre, df, constant) {
    let logMass = studentLogDensity(t, df, constant) + Math.log(t), mass = Math.exp(logMass);
    let error;
    if (studentCentral(t, df)) {
      error = t * (centre / mass - studentSeries(t, df));
    } else {
      let fraction = studentFraction(t, df), ratio = tail / (mass * fraction);
      if (!(ratio > 0.5 && ratio < 2)) return t * Math.exp((logMass + Math.log(fraction) - Math.log(tail)) * fraction);
      error = t * fraction * (1 - ratio);
    }
    let move = error / (1 - 0.5 * error * (df + 1) / (t + df / t));
    return t + move > 0.5 * t ? t + move : 0.5 * t;
  };
  const studentQuantile = function (p, df) {
    if (df >= 1e17) return normalQuantile(p);
    let tail = Math.min(p, 1 - p), centre = Math.abs(p - 0.5), constant = studentConstant(df);
    if (centre === 0) return 0;
    if (!(tail > 0)) return p < 0.5 ? -Infinity : Infinity;
    let t = studentStart(tail, centre, df, constant);
    for (let step = 0; step < 60 && t < Infinity; step++) {
      let next = studentStep(t, tail, centre, df, constant), move = Math.abs(next - t);
      t = next;
      if (move <= 1e-5 * Math.min(t, (t + df / t) / (df + 1))) break;
    }
    return p < 0.5 ? -t : t;
  };
  calc.student = {
    twoSided: studentTwoSided,
    survival: function (t, df) { return t >= 0 ? studentTwoSided(t, df) / 2 : 1 - studentTwoSided(t, df) / 2; },
    cdf: function (t, df) { return t <= 0 ? studentTwoSided(t, df) / 2 : 1 - studentTwoSided(t, df) / 2; },
    quantile: studentQuantile
  };

  // Noncentral t: an average of normal tails over S, the ratio of an estimated to a true standard deviation.
  const TEN = calc.legendre(10);
  const chiDensity = function (s, mode, df) {
    if (s <= 0) return 0;
    if (mode === 0) return Math.exp(-df * s * s / 2);
    let u = s - mode;
    return Math.exp((df - 1) * Math.log1p(u / mode) - df * u * (mode + u / 2));
  };
  const chiTrapezoid = function (df, scale, f) {
    let mode = Math.sqrt((df - 1) / df), step = 0.6 / Math.sqrt(2 * df + scale * scale);
    let steps = Math.ceil(6.8 / Math.sqrt(df) / step);
    let mass = 0, sum = 0;
    for (let i = -steps; i <= steps; i++) {
      let s = mode + i * step, weight = chiDensity(s, mode, df);
      mass += weight;
      sum += weight * f(s);
    }
    return sum / mass;
  };
  const chiPanels = function (df, scale, f) {
    let mode = Math.sqrt((df - 1) / df), reach = 9.1 / Math.sqrt(df), low = Math.max(0, mode - reach), high = mode + reach;
    // In the fourth root of s the density starts smoothly where degrees of freedom are few.
    let root = low === 0, length = root ? Math.sqrt(Math.sqrt(high)) : high - low;
    let panels = Math.min(4000, (root ? 24 : 16) + Math.ceil((high - low) * scale)), half = length / panels / 2;
    let mass = 0, sum = 0;
    for (let panel = 0; panel < panels; panel++) {
      for (let k = 0; k < 10; k++) {
        let w = (2 * panel + 1) * half + half * TEN.points[k], s = root ? w * w * w * w : low + w;
        let weight = TEN.weights[k] * (root ? 4 * w * w * w : 1) * chiDensity(s, mode, df);
        mass += weight;
        sum += weight * f(s);
      }
    }
    return sum / mass;
  };
  calc.noncentralT = {
    survival: function (t, df, ncp) {
      if (df >= 1e12) return normalSurvival(t - ncp);
      let f = function (s) { return normalSurvival(t * s - ncp); };
      return df > 100 ? chiTrapezoid(df, Math.abs(t), f) : chiPanels(df, Math.abs(t), f);
    },
    cdf: function (t, df, ncp) { return calc.noncentralT.survival(-t, df, -ncp); }
  };
})(ASSAY_CALC);
