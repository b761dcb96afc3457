package assay.harness;

import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * The features of a data set on which the validity of an interval depends: what a certified region is a box of.
 *
 * <p>The same code describes the draws of a world while a method is certified and a person's own data when it is used.
 */
public final class Descriptors {

    /** Rows. */
    public static final String ROWS = "rows";
    /** Share of the rows in the smaller arm. */
    public static final String SMALLER_ARM = "smaller_arm_share";
    /** Covariates after expansion of levels. */
    public static final String COVARIATES = "covariates";
    /** Absolute skewness of the outcome about the mean of its arm. */
    public static final String SKEWNESS = "outcome_skewness";
    /** Smallest propensity, of either arm, that the fit weighted by. */
    public static final String OVERLAP = "smallest_propensity";

    private Descriptors() {}

    /**
     * Describes a sample and a fit of it.
     *
     * @param sample two arms and a numeric outcome
     * @param fit the fit, whose diagnostics may tell the overlap
     * @return values by name, in a fixed order
     */
    public static Map<String, Double> of(Sample sample, Fit fit) {
        TwoArms arms = TwoArms.of(sample);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(ROWS, (double) sample.size());
        values.put(SMALLER_ARM, Math.min(arms.treated(), arms.control()) / (double) sample.size());
        if (sample.has(Role.COVARIATE)) {
            values.put(COVARIATES, (double) sample.covariates().count());
        }
        values.put(SKEWNESS, Math.abs(skewness(sample.outcome(), arms)));
        Double low = fit.glance().diagnostics().get("min_propensity");
        Double high = fit.glance().diagnostics().get("max_propensity");
        if (low != null && high != null) {
            values.put(OVERLAP, Math.min(low, 1 - high));
        }
        return Collections.unmodifiableMap(values);
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
