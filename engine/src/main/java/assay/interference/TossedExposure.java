package assay.interference;

import java.util.Arrays;

/**
 * Exposure probabilities where units are treated by tosses of their own coins: exact, from the law of the number of treated among
 * the neighbours that two units share and do not share (Poisson-binomial). Not thread-safe.
 */
final class TossedExposure implements ExposureLaw {

    private final Network network;
    private final double[] p;
    private final Exposure exposure;
    private final double threshold;
    private final int levels;
    private final double[][] single;
    private final int[] seen;
    private int stamp;
    private final int[] mark;
    private int marked;
    private final double[] first;
    private final double[] second;
    private final double[] shared;
    private final double[] ofI;
    private final double[] ofJ;

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
        this.levels = exposure.levels(threshold);
        this.ofI = new double[levels];
        this.ofJ = new double[levels];
        this.seen = new int[n];
        this.mark = new int[n];
        this.single = new double[n][levels];
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
    public void pairs(PairVisitor visitor) {
        double[] joint = new double[levels * levels];
        for (int i = 0; i < network.size(); i++) {
            stamp++;
            seen[i] = stamp;
            visit(i, i, joint, visitor);
            for (int k : network.of(i)) {
                visit(i, k, joint, visitor);
            }
        }
    }

    /** Later units whose exposure depends on the coin of a unit: that one, and those it reaches. */
    private void visit(int i, int coin, double[] joint, PairVisitor visitor) {
        visit(i, coin, joint, visitor, seen);
        for (int j : network.reached(coin)) {
            visit(i, j, joint, visitor, seen);
        }
    }

    private void visit(int i, int j, double[] joint, PairVisitor visitor, int[] before) {
        if (before[j] != stamp) {
            before[j] = stamp;
            if (j > i) {
                joint(i, j, joint);
                visitor.at(i, j, joint);
            }
        }
    }

    private void joint(int i, int j, double[] joint) {
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
        Arrays.fill(joint, 0);
        for (int zi = 0; zi < 2; zi++) {
            for (int zj = 0; zj < 2; zj++) {
                double chance = (zi == 1 ? p[i] : 1 - p[i]) * (zj == 1 ? p[j] : 1 - p[j]);
                for (int s = 0; s <= both; s++) {
                    law(first, onlyI, zi, s + (reachedByJ ? zj : 0), network.of(i).length, ofI);
                    law(second, onlyJ, zj, s + (reachedByI ? zi : 0), network.of(j).length, ofJ);
                    add(joint, chance * shared[s]);
                }
            }
        }
    }

    private void add(double[] joint, double weight) {
        for (int a = 0; a < levels; a++) {
            if (ofI[a] > 0) {
                for (int b = 0; b < levels; b++) {
                    joint[a * levels + b] += weight * ofI[a] * ofJ[b];
                }
            }
        }
    }

    /** The law of a level, given the own arm and a number of treated neighbours to begin with. */
    private void law(double[] counts, int most, int own, int from, int neighbours, double[] ofLevel) {
        Arrays.fill(ofLevel, 0);
        for (int c = 0; c <= most; c++) {
            ofLevel[exposure.level(own, from + c, neighbours, threshold)] += counts[c];
        }
    }
}
