package assay.harness;

import assay.Clusters;
import assay.Column;
import assay.Estimate;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Describes data by the features on which the validity of an interval depends: what a certified region is a box of.
 *
 * <p>The same code describes the draws of a world while a method is certified and a person's own data when it is used. A
 * feature that the data do not have, such as clusters, is left out.
 */
public final class Descriptors {

    private Descriptors() {}

    /**
     * Describes a sample and a fit of it.
     *
     * @param sample two arms and a numeric outcome
     * @param fit the fit, whose diagnostics may tell the overlap
     * @return values by {@link Descriptor#code()}, in the order of the enum
     */
    public static Map<String, Double> of(Sample sample, Fit fit) {
        TwoArms arms = TwoArms.of(sample);
        // Of a ratio metric the numerator tells the skewness and the zeros.
        double[] y = sample.has(Role.OUTCOME) ? sample.outcome() : sample.numeric(Role.NUMERATOR);
        Map<Descriptor, Double> values = new EnumMap<>(Descriptor.class);
        values.put(Descriptor.ROWS, (double) sample.size());
        values.put(Descriptor.SMALLER_ARM_SHARE, Math.min(arms.treated(), arms.control()) / (double) sample.size());
        values.put(Descriptor.COVARIATES, (double) sample.covariates().count());
        values.put(Descriptor.OUTCOME_SKEWNESS, Math.abs(skewness(y, arms)));
        values.put(Descriptor.ZERO_SHARE, zeros(y));
        if (sample.columns(Role.CLUSTER).size() == 1) {
            clusters(y, arms, Clusters.of(sample), values);
        }
        periods(sample, values);
        overlap(fit.glance().diagnostics(), values);
        diagnostic(fit, "first_stage_f", Descriptor.FIRST_STAGE_F, values);
        diagnostic(fit, "min_exposure", Descriptor.SMALLEST_EXPOSURE, values);
        compliance(sample, values);
        Estimate estimate = fit.estimate();
        values.put(Descriptor.EFFECT_OVER_SE, Math.abs(estimate.value()) / estimate.stdError());
        Map<String, Double> named = new LinkedHashMap<>();
        values.forEach((descriptor, value) -> named.put(descriptor.code(), value));
        return Collections.unmodifiableMap(named);
    }

    private static double zeros(double[] y) {
        int zeros = 0;
        for (double v : y) {
            zeros += v == 0 ? 1 : 0;
        }
        return zeros / (double) y.length;
    }

    private static void clusters(double[] y, TwoArms arms, Clusters clusters, Map<Descriptor, Double> values) {
        double mean = y.length / (double) clusters.count();
        double squares = 0;
        for (int size : clusters.sizes()) {
            squares += (size - mean) * (size - mean);
        }
        values.put(Descriptor.CLUSTERS, (double) clusters.count());
        values.put(Descriptor.MEAN_CLUSTER_SIZE, mean);
        values.put(Descriptor.CLUSTER_SIZE_VARIATION, Math.sqrt(squares / clusters.count()) / mean);
        values.put(Descriptor.INTRACLUSTER_CORRELATION, Dependence.icc(y, arms, clusters));
        values.put(Descriptor.CLUSTERS_IN_SMALLER_ARM, smallerArm(arms, clusters));
    }

    /** Clusters that hold any unit of the arm that fewer clusters have. */
    private static double smallerArm(TwoArms arms, Clusters clusters) {
        boolean[][] seen = new boolean[2][clusters.count()];
        for (int i = 0; i < clusters.of().length; i++) {
            seen[(int) arms.indicator()[i]][clusters.of()[i]] = true;
        }
        int[] count = new int[2];
        for (int arm = 0; arm < 2; arm++) {
            for (boolean here : seen[arm]) {
                count[arm] += here ? 1 : 0;
            }
        }
        return Math.min(count[0], count[1]);
    }

    private static void periods(Sample sample, Map<Descriptor, Double> values) {
        if (sample.has(Role.TIME)) {
            Groups time = Groups.of(sample.column(Role.TIME));
            // Where every row has a time of its own it is a date of entry, not a period.
            if (time.count() < sample.size() || sample.has(Role.BLOCK)) {
                values.put(Descriptor.PERIODS, (double) time.count());
            }
        }
        if (sample.has(Role.BLOCK)) {
            Groups blocks = Groups.of(sample.column(Role.BLOCK));
            boolean markets = sample.columns(Role.CLUSTER).size() == 1;
            values.put(Descriptor.BLOCKS, (double)
                    (markets ? blocks.cross(Groups.of(sample.column(Role.CLUSTER))) : blocks).count());
        }
    }

    private static void diagnostic(Fit fit, String name, Descriptor descriptor, Map<Descriptor, Double> values) {
        Double value = fit.glance().diagnostics().get(name);
        if (value != null && Double.isFinite(value)) {
            values.put(descriptor, value);
        }
    }

    private static void overlap(Map<String, Double> diagnostics, Map<Descriptor, Double> values) {
        Double low = diagnostics.get("min_propensity");
        Double high = diagnostics.get("max_propensity");
        if (low != null && high != null) {
            values.put(Descriptor.SMALLEST_PROPENSITY, Math.min(low, 1 - high));
        }
    }

    /** Where all follow their assignment, as in every experiment without a treatment column, there is nothing to say. */
    private static void compliance(Sample sample, Map<Descriptor, Double> values) {
        if (!sample.has(Role.ASSIGNMENT) || !sample.has(Role.TREATMENT)) {
            return;
        }
        double[] assigned = TwoArms.of(sample).indicator();
        Column treatment = sample.column(Role.TREATMENT);
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < assigned.length; i++) {
            high = Math.max(high, level(treatment, i));
        }
        double[] treated = new double[2];
        double[] count = new double[2];
        for (int i = 0; i < assigned.length; i++) {
            int arm = (int) assigned[i];
            count[arm]++;
            treated[arm] += level(treatment, i) == high ? 1 : 0;
        }
        double compliance = treated[1] / count[1] - treated[0] / count[0];
        if (compliance != 1) {
            values.put(Descriptor.COMPLIANCE, compliance);
        }
    }

    private static double level(Column column, int row) {
        return column instanceof Column.Numeric numeric
                ? numeric.values()[row]
                : ((Column.Categorical) column).codes()[row];
    }

    private static double skewness(double[] y, TwoArms arms) {
        double[] t = arms.indicator();
        double treated = 0;
        double control = 0;
        for (int i = 0; i < y.length; i++) {
            treated += t[i] * y[i];
            control += (1 - t[i]) * y[i];
        }
        treated /= arms.treated();
        control /= arms.control();
        double m2 = 0;
        double m3 = 0;
        for (int i = 0; i < y.length; i++) {
            double e = y[i] - (t[i] == 1 ? treated : control);
            m2 += e * e;
            m3 += e * e * e;
        }
        m2 /= y.length;
        m3 /= y.length;
        return m2 > 0 ? m3 / (m2 * FastMath.sqrt(m2)) : 0;
    }
}
