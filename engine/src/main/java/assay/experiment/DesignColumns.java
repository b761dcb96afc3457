package assay.experiment;

import assay.Clusters;
import assay.Covariates;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.WeightType;
import assay.linear.ArrayRows;
import assay.linear.LinearSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a design for the linear model: outcome, covariates, weights and clusters, under names that are told apart
 * where one column plays two roles.
 */
final class DesignColumns {

    private final double[] outcome;
    private final String outcomeName;
    private final Covariates covariates;
    private final @Nullable Clusters clusters;
    private final double @Nullable [] weights;
    private final @Nullable WeightType weightType;

    /**
     * Reads the columns that all designs share.
     *
     * @param sample the sample
     * @param armsOrNull the arms that propensities are about, null where there are none
     */
    DesignColumns(Sample sample, @Nullable TwoArms armsOrNull) {
        this.outcome = sample.outcome();
        this.outcomeName = sample.column(Role.OUTCOME).name();
        this.covariates = sample.covariates();
        this.clusters = sample.has(Role.CLUSTER) ? Clusters.of(sample) : null;
        double[] weighting = sample.has(Role.WEIGHT) ? sample.numeric(Role.WEIGHT) : null;
        WeightType type = weighting == null
                ? null
                : sample.weightType()
                        .orElseThrow(() -> new EstimationException(
                                Problem.WEIGHT_TYPE,
                                "Weights were given without saying what they are; the three kinds have different standard"
                                        + " errors.",
                                "Say frequency, probability or analytic."));
        if (sample.has(Role.PROPENSITY)) {
            if (type != null && type != WeightType.PROBABILITY) {
                throw new EstimationException(
                        Problem.WEIGHT_TYPE,
                        "There are propensities, which make probability weights, and " + type.code() + " weights.",
                        "Give probability weights, or none.");
            }
            weighting = inverse(sample.numeric(Role.PROPENSITY), armsOrNull, weighting);
            type = WeightType.PROBABILITY;
        }
        this.weights = weighting;
        this.weightType = type;
    }

    private static double[] inverse(double[] propensity, @Nullable TwoArms arms, double @Nullable [] also) {
        if (arms == null) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Propensities are probabilities of an arm, but no column of two arms was assigned.",
                    "Name the assignment, or leave --propensity out.");
        }
        double[] weights = new double[propensity.length];
        for (int i = 0; i < weights.length; i++) {
            double p = arms.indicator()[i] == 1 ? propensity[i] : 1 - propensity[i];
            weights[i] = (also == null ? 1 : also[i]) / p;
        }
        return weights;
    }

    double[] outcome() {
        return outcome;
    }

    String outcomeName() {
        return outcomeName;
    }

    Optional<Clusters> clusters() {
        return Optional.ofNullable(clusters);
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    Covariates covariates() {
        return covariates;
    }

    /** The rows of a model of some outcomes on the covariates, endogenous columns and instruments. */
    ArrayRows rows(Named outcomes, Named first, Named endogenous, Named instruments) {
        Set<String> seen = new HashSet<>();
        List<String> y = unique(outcomes.names(), seen);
        List<String> exogenous = unique(covariates.names(), seen);
        exogenous.addAll(unique(first.names(), seen));
        List<String> t = unique(endogenous.names(), seen);
        List<String> z = unique(instruments.names(), seen);
        List<double[]> columns = new ArrayList<>(outcomes.columns());
        columns.addAll(Arrays.asList(covariates.columns()));
        columns.addAll(first.columns());
        columns.addAll(endogenous.columns());
        columns.addAll(instruments.columns());
        ArrayRows rows = ArrayRows.of(new LinearSpec(y, exogenous, t, z), columns.toArray(new double[0][]));
        if (weights != null && weightType != null) {
            rows = rows.weighted(weights, weightType);
        }
        return clusters == null ? rows : rows.clustered(clusters.of());
    }

    private static List<String> unique(List<String> names, Set<String> seen) {
        List<String> out = new ArrayList<>();
        for (String name : names) {
            String candidate = name;
            for (int i = 2; !seen.add(candidate); i++) {
                candidate = name + " (" + i + ")";
            }
            out.add(candidate);
        }
        return out;
    }

    /**
     * Columns with names.
     *
     * @param names a name for each
     * @param columns the columns
     */
    record Named(List<String> names, List<double[]> columns) {

        static final Named NONE = new Named(List.of(), List.of());

        static Named of(String name, double[] column) {
            return new Named(List.of(name), List.of(column));
        }

        Named and(String name, double[] column) {
            List<String> more = new ArrayList<>(names);
            more.add(name);
            List<double[]> also = new ArrayList<>(columns);
            also.add(column);
            return new Named(more, also);
        }
    }
}
