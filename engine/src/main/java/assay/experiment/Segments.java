package assay.experiment;

import assay.Arguments;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.condition.Condition;
import assay.condition.Predicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The mean covariates of segments, how many rows they have in each arm, and whether they overlap. */
final class Segments {

    private final Plan plan;
    private final List<Segment> list;
    private final double[][] means;
    private final long[][] arms;
    private String overlap = "";
    private long uncovered;
    private boolean given;

    private Segments(Plan plan, List<Segment> list) {
        this.plan = plan;
        this.list = List.copyOf(list);
        this.means = new double[list.size()][plan.covariates.size()];
        this.arms = new long[list.size()][plan.assigned.count()];
    }

    /** All rows as one segment, which needs no pass: covariates are centred there. */
    static Segments all(Plan plan) {
        Segments all = new Segments(plan, List.of(Segment.ALL));
        for (int arm = 0; arm < plan.assigned.count(); arm++) {
            all.arms[0][arm] = plan.rows(arm);
        }
        return all;
    }

    /**
     * A population of which the mean covariates are known, in place of rows of the experiment.
     *
     * @param given the mean of each covariate, and the share of each level as column=level
     */
    static Segments at(Plan plan, Map<String, Double> given) {
        Segments target = new Segments(plan, List.of(new Segment("target", null)));
        target.given = true;
        for (int arm = 0; arm < plan.assigned.count(); arm++) {
            target.arms[0][arm] = plan.rows(arm);
        }
        List<String> names = plan.covariates.stream().map(Covariate::name).toList();
        given.forEach((name, mean) -> {
            int at = names.indexOf(name);
            if (at < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "A mean is given for '" + name + "', which is not a covariate of the model.",
                        Names.help(name, "covariates", names));
            }
            target.means[0][at] = Arguments.finite("mean of '" + name + "'", mean)
                    - plan.covariates.get(at).centre();
        });
        for (String name : names) {
            if (!given.containsKey(name)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "No mean is given for the covariate '" + name
                                + "', whose value in the target moves the effect.",
                        "Give a mean for each covariate, and for a level its share.");
            }
        }
        target.requireWithin();
        return target;
    }

    /** Refuses means that lie beyond all rows of the experiment. */
    private void requireWithin() {
        double[] low = new double[plan.covariates.size()];
        double[] high = new double[low.length];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        double[] x = new double[RowReader.PIECE];
        forEach((count, index, raw, matches) -> {
            for (int j = 0; j < low.length; j++) {
                plan.covariates.get(j).fill(count, index, raw, x);
                for (int i = 0; i < count; i++) {
                    low[j] = Math.min(low[j], x[i]);
                    high[j] = Math.max(high[j], x[i]);
                }
            }
        });
        for (int j = 0; j < low.length; j++) {
            if (means[0][j] < low[j] || means[0][j] > high[j]) {
                double centre = plan.covariates.get(j).centre();
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        "The target is to have a mean of " + (means[0][j] + centre) + " in '"
                                + plan.covariates.get(j).name() + "', and the experiment has values from "
                                + (low[j] + centre) + " to " + (high[j] + centre)
                                + " only: no data say what treatment does there.",
                        "Check the mean, or run an experiment where units are like those of the target.");
            }
        }
    }

    /** Segments by their conditions, in one pass. */
    static Segments of(Plan plan, List<Condition> conditions) {
        for (Condition condition : conditions) {
            for (String column : condition.columns()) {
                plan.analysis
                        .experiment()
                        .requirePreTreatment(column, plan.analysis.outcomes(), "in the condition '" + condition + "'");
            }
        }
        Segments segments =
                new Segments(plan, conditions.stream().map(Segment::where).toList());
        segments.pass();
        segments.requireRows();
        return segments;
    }

    /** Sees the rows of an experiment with the segments that each is in. */
    interface Visitor {
        void piece(int count, int[] index, double[][] raw, boolean[][] matches);
    }

    void forEach(Visitor visitor) {
        Set<String> columns = new LinkedHashSet<>(plan.columns);
        for (Segment segment : list) {
            if (segment.condition() != null) {
                columns.addAll(segment.condition().columns());
            }
        }
        List<String> read = List.copyOf(columns);
        List<@Nullable Predicate> predicates = new ArrayList<>();
        for (Segment segment : list) {
            Condition condition = segment.condition();
            predicates.add(condition == null ? null : condition.on(plan.source, read));
        }
        boolean[][] matches = new boolean[list.size()][0];
        new RowReader(plan.source, read, plan.columns.size()).forEach(new RowReader.Visitor() {
            @Override
            public void block(int rows, double[][] raw) {
                for (int s = 0; s < matches.length; s++) {
                    if (matches[s].length < rows) {
                        matches[s] = new boolean[rows];
                    }
                    Predicate predicate = predicates.get(s);
                    if (predicate == null) {
                        Arrays.fill(matches[s], true);
                    } else {
                        predicate.evaluate(rows, raw, matches[s]);
                    }
                }
            }

            @Override
            public void piece(int count, int[] index, double[][] raw) {
                visitor.piece(count, index, raw, matches);
            }
        });
    }

    private void pass() {
        double[] x = new double[RowReader.PIECE];
        int[] arm = new int[RowReader.PIECE];
        forEach((count, index, raw, matches) -> {
            for (int i = 0; i < count; i++) {
                arm[i] = plan.assigned(raw, index[i]);
                count(arm[i], index[i], matches);
            }
            for (int j = 0; j < plan.covariates.size(); j++) {
                plan.covariates.get(j).fill(count, index, raw, x);
                for (int s = 0; s < means.length; s++) {
                    double sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += matches[s][index[i]] ? x[i] : 0;
                    }
                    means[s][j] += sum;
                }
            }
        });
        for (int s = 0; s < means.length; s++) {
            for (int j = 0; j < means[s].length; j++) {
                means[s][j] /= rows(s);
            }
        }
    }

    private void count(int arm, int row, boolean[][] matches) {
        int first = -1;
        for (int s = 0; s < matches.length; s++) {
            if (matches[s][row]) {
                arms[s][arm]++;
                if (first >= 0 && overlap.isEmpty()) {
                    overlap = "'" + list.get(first).label() + "' and '"
                            + list.get(s).label() + "' have rows in common";
                }
                first = first < 0 ? s : first;
            }
        }
        uncovered += first < 0 ? 1 : 0;
    }

    private void requireRows() {
        for (int s = 0; s < arms.length; s++) {
            if (rows(s) == 0) {
                throw new EstimationException(
                        Problem.EMPTY_SEGMENT,
                        "No row meets the condition '" + list.get(s).label() + "'; there is no effect to average.",
                        "Check its values, and that the rows with missing values are not the ones that it asks for.");
            }
            for (int arm = 0; arm < arms[s].length; arm++) {
                if (arms[s][arm] == 0) {
                    throw new EstimationException(
                            Problem.EMPTY_SEGMENT,
                            "No row of arm '" + plan.assigned.label(arm) + "' meets the condition '"
                                    + list.get(s).label() + "'; an effect there would be extrapolated from other rows.",
                            "Widen the condition, or leave the arm out.");
                }
            }
        }
    }

    /** Refuses segments that are no partition of the rows of the experiment. */
    void requirePartition() {
        if (!overlap.isEmpty() || uncovered > 0) {
            throw new EstimationException(
                    Problem.NOT_A_PARTITION,
                    "Segments " + (overlap.isEmpty() ? "leave out " + uncovered + " rows" : overlap)
                            + ": shares of a population can only be given to segments that have each row once.",
                    "Write conditions of which each row meets exactly one; for missing values use is missing.");
        }
    }

    /** The columns of the conditions that the model does not hold. */
    List<String> outside() {
        Set<String> out = new LinkedHashSet<>();
        for (Segment segment : list) {
            if (segment.condition() != null) {
                segment.condition().columns().stream()
                        .filter(column -> !plan.analysis.holds(column))
                        .forEach(out::add);
            }
        }
        return List.copyOf(out);
    }

    int count() {
        return list.size();
    }

    String label(int segment) {
        return list.get(segment).label();
    }

    /** The condition in the one way in which all that mean the same are written. */
    String meaning(int segment) {
        Condition condition = list.get(segment).condition();
        return condition == null ? label(segment) : condition.sql(plan.source);
    }

    /** Whether they are all rows as one. */
    boolean whole() {
        return list.size() == 1 && list.get(0).equals(Segment.ALL);
    }

    /** Whether the mean covariates were given, and are not those of rows. */
    boolean given() {
        return given;
    }

    /** Mean covariates, less their means over all rows. */
    double[] means(int segment) {
        return means[segment];
    }

    long rows(int segment) {
        long sum = 0;
        for (long count : arms[segment]) {
            sum += count;
        }
        return sum;
    }
}
