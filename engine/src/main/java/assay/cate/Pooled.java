package assay.cate;

import assay.Caution;
import assay.Glance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The judged rows of all parts, one after the other. */
final class Pooled {

    final int size;
    final double[] score;
    final double[] priority;
    final double[] weight;
    /** Where in the sample each row is. */
    final int[] row;
    /** Rows before each part, and their number at the end. */
    final int[] start;

    final Units units;
    private final Glance first;
    private final int treated;
    private final List<Caution> cautions = new ArrayList<>();

    Pooled(List<HeldOut> parts) {
        start = new int[parts.size() + 1];
        for (int p = 0; p < parts.size(); p++) {
            start[p + 1] = start[p] + parts.get(p).rows().length;
        }
        size = start[parts.size()];
        score = new double[size];
        priority = new double[size];
        weight = new double[size];
        row = new int[size];
        int[] cluster = new int[size];
        int offset = 0;
        int inTreated = 0;
        boolean clustered = false;
        boolean weighted = false;
        for (int p = 0; p < parts.size(); p++) {
            CateFit fit = parts.get(p).fit();
            OrthogonalScores scores = fit.scores();
            int from = start[p];
            inTreated += AverageEffects.treated(scores);
            System.arraycopy(scores.doublyRobust(), 0, score, from, fit.size());
            System.arraycopy(fit.effects(), 0, priority, from, fit.size());
            System.arraycopy(parts.get(p).rows(), 0, row, from, fit.size());
            int @Nullable [] of = scores.cluster();
            double @Nullable [] w = scores.weight();
            clustered |= of != null;
            weighted |= w != null;
            int top = 0;
            for (int i = 0; i < fit.size(); i++) {
                weight[from + i] = w == null ? 1 : w[i];
                cluster[from + i] = offset + (of == null ? i : of[i]);
                top = Math.max(top, cluster[from + i] + 1);
            }
            offset = top;
            for (Caution caution : fit.cautions()) {
                if (cautions.stream().noneMatch(c -> c.code().equals(caution.code()))) {
                    cautions.add(caution);
                }
            }
        }
        treated = inTreated;
        first = parts.get(0).fit().glance();
        units = new Units(size, clustered ? cluster : null, weighted ? weight : null);
        units.caution(cautions);
    }

    /** The cautions of the parts, to be added to. */
    List<Caution> cautions() {
        return new ArrayList<>(cautions);
    }

    Glance glance(String method, String variance, Map<String, Double> diagnostics) {
        return new Glance(
                method,
                variance,
                size,
                treated,
                size - treated,
                first.dropped(),
                units.clustered() ? units.count() : 0,
                diagnostics);
    }

    /** Groups by rising priority within each part, zero-based; some may be empty. */
    int[] groups(int count) {
        int[] out = new int[size];
        for (int p = 0; p + 1 < start.length; p++) {
            double[] values = Arrays.copyOfRange(priority, start[p], start[p + 1]);
            double[] weights = Arrays.copyOfRange(weight, start[p], start[p + 1]);
            int[] group = Priorities.groups(values, weights, count);
            System.arraycopy(group, 0, out, start[p], group.length);
        }
        return out;
    }
}
