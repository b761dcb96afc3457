package assay;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fit was made from, one row a fit.
 *
 * @param method kebab-case name of the method
 * @param variance the variance estimator and its reference distribution, in words
 * @param n rows used
 * @param treated rows in the treated arm, 0 where there is none
 * @param control rows in the control arm, 0 where there is none
 * @param dropped rows left out because values were missing
 * @param clusters number of clusters, 0 where units are independent
 * @param diagnostics further figures by name, such as {@code min_propensity}
 */
public record Glance(
        String method,
        String variance,
        int n,
        int treated,
        int control,
        int dropped,
        int clusters,
        Map<String, Double> diagnostics) {

    // Copies the diagnostics, sorted by name.
    public Glance {
        diagnostics = Collections.unmodifiableMap(new TreeMap<>(diagnostics));
    }

    /**
     * The glance of a comparison of two arms.
     *
     * @param method kebab-case name of the method
     * @param variance the variance estimator, in words
     * @param sample the sample
     * @param arms its arms
     * @param diagnostics further figures by name
     * @return the glance
     */
    public static Glance of(
            String method, String variance, Sample sample, TwoArms arms, Map<String, Double> diagnostics) {
        return new Glance(
                method, variance, sample.size(), arms.treated(), arms.control(), sample.dropped(), 0, diagnostics);
    }
}
