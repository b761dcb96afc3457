package assay.interference;

import java.util.function.IntConsumer;

/**
 * Exposure probabilities where units are treated by tosses of their own coins: exact, from the law of the number of treated among
 * the neighbours that two units share and do not share (Poisson-binomial). Not thread-safe.
 */
final class TossedExposure implements ExposureLaw {

    private final Network network;
    private final double[] p;
    private final Exposure exposure;
    private final double threshold;
    private final double[][] single;
    private final int[] seen;
    private int stamp;
    private final int[] mark;
    private int marked;
    private final double[] first;
    private final double[] second;
    private final double[] shared;

    TossedExposure(Network network, double[] p, Exposure exposure, double threshold) {
        this.network = network;
        this.p = p;
        this.exposure = exposure;
        this.threshold = threshold;
        int n = network.size();
        int most = 0;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, network.of(i).length);
        }
        this.first = new double[most + 2];
        this.second = new double[most + 2];
        this.shared = new double[most + 2];
        this.seen = new int[n];
        this.mark = new int[n];
        this.single = new double[n][exposure.levels(threshold)];
        for (int i = 0; i < n; i++) {
            int[] of = network.of(i);
            int count = 0;
            first[0] = 1;
            for (int k : of) {
                count = toss(first, count, p[k]);
            }
            for (int own = 0; own < 2; own++) {
                double chance = own == 1 ? p[i] : 1 - p[i];
                for (int c = 0; c <= count; c++) {
                    single[i][exposure.level(own, c, of.length, threshold)] += chance * first[c];
                }
            }
        }
    }

    /** The law of a count with one more coin. */
    private static int toss(double[] law, int count, double chance) {
        law[count + 1] = law[count] * chance;
        for (int c = count; c > 0; c--) {
            law[c] = law[c] * (1 - chance) + law[c - 1] * chance;
        }
        law[0] *= 1 - chance;
        return count + 1;
    }

    @Override
    public double probability(int unit, int level) {
        return single[unit][level];
    }

    @Override
    public void dependents(int unit, IntConsumer visitor) {
        stamp++;
        seen[unit] = stamp;
        visit(unit, visitor);
        for (int k : network.of(unit)) {
            visit(k, visitor);
        }
    }

    /** Those whose exposure depends on the coin of a unit: itself, and those it reaches. */
    private void visit(int coin, IntConsumer visitor) {
        if (seen[coin] != stamp) {
            seen[coin] = stamp;
            visitor.accept(coin);
        }
        for (int j : network.reached(coin)) {
            if (seen[j] != stamp) {
                seen[j] = stamp;
                visitor.accept(j);
            }
        }
    }

    @Override
    public double joint(int i, int a, int j, int b) {
        marked++;
        for (int k : network.of(i)) {
            mark[k] = marked;
        }
        boolean reachedByJ = mark[j] == marked;
        boolean reachedByI = false;
        int both = 0;
        int onlyJ = 0;
        shared[0] = 1;
        second[0] = 1;
        for (int k : network.of(j)) {
            if (k == i) {
                reachedByI = true;
            } else if (mark[k] == marked) {
                both = toss(shared, both, p[k]);
                mark[k] = 0;
            } else {
                onlyJ = toss(second, onlyJ, p[k]);
            }
        }
        int onlyI = 0;
        first[0] = 1;
        for (int k : network.of(i)) {
            if (k != j && mark[k] == marked) {
                onlyI = toss(first, onlyI, p[k]);
            }
        }
        double sum = 0;
        for (int zi = 0; zi < 2; zi++) {
            for (int zj = 0; zj < 2; zj++) {
                double chance = (zi == 1 ? p[i] : 1 - p[i]) * (zj == 1 ? p[j] : 1 - p[j]);
                int atI = reachedByJ ? zj : 0;
                int atJ = reachedByI ? zi : 0;
                double inner = 0;
                for (int s = 0; s <= both; s++) {
                    inner += shared[s]
                            * tail(first, onlyI, zi, s + atI, network.of(i).length, a)
                            * tail(second, onlyJ, zj, s + atJ, network.of(j).length, b);
                }
                sum += chance * inner;
            }
        }
        return sum;
    }

    private double tail(double[] law, int count, int own, int from, int neighbours, int level) {
        double sum = 0;
        for (int c = 0; c <= count; c++) {
            if (exposure.level(own, from + c, neighbours, threshold) == level) {
                sum += law[c];
            }
        }
        return sum;
    }
}
