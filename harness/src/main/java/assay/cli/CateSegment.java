package assay.cli;

import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Interval;
import assay.Problem;
import assay.cate.AverageEffects;
import assay.cate.CateFit;
import assay.cate.OrthogonalScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The average effect in one level of a column, from the doubly robust scores of its rows.
 *
 * @param level the level
 * @param rows its rows
 * @param predicted the mean of the predicted effects of these rows
 * @param estimate the average effect
 * @param levels levels that have an estimate, all of which the intervals hold at once
 */
record CateSegment(String level, int rows, double predicted, Attempt<Estimate> estimate, int levels) {

    private static final int MOST = 30;

    static List<CateSegment> of(CateFit fit, Column column) {
        Map<String, int[]> rows = rows(column);
        if (rows.size() > MOST) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + column.name() + "' has " + rows.size() + " levels, too many for segments of it to say"
                            + " anything.",
                    "Name a column of at most " + MOST + " levels, such as one of ranges.");
        }
        List<CateSegment> segments = new ArrayList<>();
        rows.forEach((level, at) -> {
            CateFit part = rows(fit, at);
            double predicted = Arrays.stream(part.effects()).average().orElse(Double.NaN);
            segments.add(new CateSegment(
                    level,
                    at.length,
                    predicted,
                    Attempt.of(() -> AverageEffects.ate(part).estimate()),
                    rows.size()));
        });
        return segments;
    }

    /** An interval that holds together with those of all levels, by Bonferroni's inequality. */
    Interval interval(Estimate of, double level) {
        return of.inference().interval(1 - (1 - level) / levels);
    }

    private static Map<String, int[]> rows(Column column) {
        Map<String, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < column.size(); i++) {
            rows.computeIfAbsent(label(column, i), level -> new ArrayList<>()).add(i);
        }
        Map<String, int[]> arrays = new TreeMap<>();
        rows.forEach((level, list) ->
                arrays.put(level, list.stream().mapToInt(Integer::intValue).toArray()));
        return arrays;
    }

    private static String label(Column column, int row) {
        if (column.isMissing(row)) {
            return "(missing)";
        }
        return column instanceof Column.Categorical levels
                ? levels.levels().get(levels.codes()[row])
                : Rows.brief(((Column.Numeric) column).values()[row]);
    }

    private static CateFit rows(CateFit fit, int[] rows) {
        OrthogonalScores s = fit.scores();
        int[] cluster = s.cluster();
        OrthogonalScores scores = new OrthogonalScores(
                pick(s.outcome(), rows),
                pick(s.arm(), rows),
                pick(s.propensity(), rows),
                pick(s.treated(), rows),
                pick(s.control(), rows),
                cluster == null
                        ? null
                        : Arrays.stream(rows).map(i -> cluster[i]).toArray(),
                weights(s.weight(), rows));
        return new CateFit(
                pick(fit.effects(), rows),
                null,
                new boolean[rows.length],
                scores,
                fit.model(),
                fit.glance(),
                List.of());
    }

    private static double @Nullable [] weights(double @Nullable [] weights, int[] rows) {
        return weights == null ? null : pick(weights, rows);
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }
}
