// Philox4x32-10 at a fixed key, draw for draw the generator of assay.random; normals by inversion, counts and sums of squares exactly.
(function (calc) {
  "use strict";
  const high = function (a, b) {
    let ah = a >>> 16, al = a & 0xffff, bh = b >>> 16, bl = b & 0xffff;
    let middle = ah * bl + Math.floor(al * bl / 65536);
    return ah * bh + Math.floor(middle / 65536) + Math.floor((al * bh + middle % 65536) / 65536);
  };
  calc.philox = function (counter, key) {
    let c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3], k0 = key[0], k1 = key[1];
    for (let round = 0; round < 10; round++) {
      let h0 = high(0xD2511F53, c0 >>> 0), l0 = Math.imul(0xD2511F53, c0);
      let h1 = high(0xCD9E8D57, c2 >>> 0), l1 = Math.imul(0xCD9E8D57, c2);
      c0 = h1 ^ c1 ^ k0;
      c1 = l1;
      c2 = h0 ^ c3 ^ k1;
      c3 = l0;
      k0 = k0 + 0x9E3779B9 | 0;
      k1 = k1 + 0xBB67AE85 | 0;
    }
    return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
  };

  // The stream of a replicate: addressed by its numbers, never reached by skipping.
  calc.stream = function (key, replicate, stream) {
    let block = 0, second = null;
    let value = function (low, top) { return (top * 1048576 + (low >>> 12) + 0.5) / 4503599627370496; };
    // The rounds of philox() once more, without arrays: this is where the time goes.
    let uniform = function () {
      if (second !== null) {
        let kept = second;
        second = null;
        return kept;
      }
      let c0 = block, c1 = 0, c2 = stream, c3 = replicate, k0 = key | 0, k1 = 0;
      for (let round = 0; round < 10; round++) {
        let h0 = high(0xD2511F53, c0 >>> 0), l0 = Math.imul(0xD2511F53, c0);
        let h1 = high(0xCD9E8D57, c2 >>> 0), l1 = Math.imul(0xCD9E8D57, c2);
        c0 = h1 ^ c1 ^ k0;
        c1 = l1;
        c2 = h0 ^ c3 ^ k1;
        c3 = l0;
        k0 = k0 + 0x9E3779B9 | 0;
        k1 = k1 + 0xBB67AE85 | 0;
      }
      block++;
      second = value(c2 >>> 0, c3 >>> 0);
      return value(c0 >>> 0, c1 >>> 0);
    };
    let normal = function () { return calc.normal.quantile(uniform()); };
    // Marsaglia and Tsang (2000).
    let chiSquare = function (df) {
      let d = df / 2 - 1 / 3, c = 1 / Math.sqrt(9 * d);
      for (;;) {
        let x = normal(), root = 1 + c * x;
        if (root <= 0) continue;
        let v = root * root * root;
        if (Math.log(uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return 2 * d * v;
      }
    };
    // Inversion that starts near the mode and goes outwards: some standard deviations of steps, exact at any size.
    let outwards = function (start, mass, low, top, ratio) {
      let up = mass, down = mass, u = uniform() - mass, above = start, below = start;
      while (u > 0 && (above < top || below > low)) {
        if (above < top) {
          up *= ratio(above);
          above++;
          u -= up;
          if (u <= 0) return above;
        }
        if (below > low) {
          below--;
          down /= ratio(below);
          u -= down;
          if (u <= 0) return below;
        }
        if (up < 1e-300 && down < 1e-300) break;
      }
      return start;
    };
    let choose = function (n, k) { return calc.logGamma(n + 1) - calc.logGamma(k + 1) - calc.logGamma(n - k + 1); };
    let binomial = function (n, p) {
      let mode = Math.min(n, Math.floor((n + 1) * p)), odds = p / (1 - p);
      let mass = Math.exp(choose(n, mode) + mode * Math.log(p) + (n - mode) * Math.log1p(-p));
      return outwards(mode, mass, 0, n, function (k) { return (n - k) / (k + 1) * odds; });
    };
    // How many runs of ones there are when zeros and ones stand in random order.
    let runs = function (zeros, ones) {
      let top = Math.min(zeros + 1, ones), mode = Math.max(1, Math.min(top, Math.round((zeros + 1) * ones / (zeros + ones + 2))));
      let mass = Math.exp(choose(zeros + 1, mode) + choose(ones - 1, mode - 1) - choose(zeros + ones, ones));
      return outwards(mode, mass, 1, top, function (k) { return (zeros + 1 - k) / (k + 1) * (ones - k) / k; });
    };
    return { uniform: uniform, normal: normal, chiSquare: chiSquare, binomial: binomial, runs: runs };
  };
})(ASSAY_CALC);
