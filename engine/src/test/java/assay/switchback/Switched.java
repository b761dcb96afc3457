package assay.switchback;

import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.Arrays;

/** Samples of switchbacks for tests. */
final class Switched {

    private Switched() {}

    /** Markets with their own tosses: level, season, noise, an effect now and what is left of it in the next periods. */
    static Sample sample(SwitchbackDesign design, int markets, double[] response, int key) {
        int periods = design.horizon();
        int rows = periods * markets;
        double[] y = new double[rows];
        double[] t = new double[rows];
        double[] time = new double[rows];
        double[] block = new double[rows];
        double[] market = new double[rows];
        double[] x = new double[rows];
        int[] of = design.blockOfPeriod();
        Philox coins = new Philox(key, 0, 1);
        Philox noise = new Philox(key, 0, 2);
        for (int j = 0; j < markets; j++) {
            double[] arm = design.draw(coins, 0.5);
            for (int s = 0; s < periods; s++) {
                int i = j * periods + s;
                x[i] = Math.sin(s / 4.0) + 0.2 * noise.nextGaussian();
                y[i] = 5 + j + 2 * x[i] + noise.nextGaussian();
                for (int k = 0; k < response.length; k++) {
                    y[i] += response[k] * arm[Math.max(0, s - k)];
                }
                t[i] = arm[s];
                time[i] = s + 1;
                block[i] = of[s] + 1;
                market[i] = j + 1;
            }
        }
        Sample.Builder sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.TIME, "period", time)
                .add(Role.BLOCK, "block", block)
                .covariate("x", x);
        if (markets > 1) {
            sample.add(Role.CLUSTER, "market", market);
        }
        return sample.build();
    }

    static int[] but(int rows, int... left) {
        return java.util.stream.IntStream.range(0, rows)
                .filter(i -> Arrays.stream(left).noneMatch(l -> l == i))
                .toArray();
    }
}
