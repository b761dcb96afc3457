package assay.cate;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of several effect surfaces is nearest to the effects: the DR-loss, mean of {@code (G - t)^2} over doubly robust scores G and
 * predictions t. The loss is the mean squared error of the predictions plus a part that does not depend on them, so only differences
 * of losses mean something: {@code (b - a)(2 G - a - b)} row by row for surfaces a and b (Saito and Yasui, ICML 2020; Nie and Wager,
 * Biometrika 108, 2021). All surfaces are judged by the same scores.
 */
public final class SurfaceComparison {

    private final OrthogonalScores scores;
    private final Glance glance;
    private final Map<String, double[]> surfaces;

    private SurfaceComparison(OrthogonalScores scores, Glance glance, Map<String, double[]> surfaces) {
        this.scores = scores;
        this.glance = glance;
        this.surfaces = surfaces;
    }

    /**
     * A comparison by the scores of a fit.
     *
     * @param judge its scores judge, its glance says of what
     * @return a comparison that holds the surface {@code constant}, the average effect everywhere
     */
    public static SurfaceComparison by(CateFit judge) {
        double mean = Units.of(judge.scores()).mean(judge.scores().doublyRobust());
        double[] constant = new double[judge.size()];
        Arrays.fill(constant, mean);
        return new SurfaceComparison(judge.scores(), judge.glance(), Map.of("constant", constant));
    }

    /**
     * Adds a surface.
     *
     * @param name its name
     * @param effects its prediction of each row that the scores are of, made without the row
     * @return the larger comparison
     * @throws IllegalArgumentException if the name is taken, the number of rows differs, or a prediction is not finite
     */
    public SurfaceComparison with(String name, double[] effects) {
        if (effects.length != scores.size()) {
            throw new IllegalArgumentException(
                    effects.length + " predictions of surface '" + name + "' for " + scores.size() + " rows");
        }
        for (double effect : effects) {
            Arguments.finite("prediction of surface '" + name + "'", effect);
        }
        List<String> names = new ArrayList<>(surfaces.keySet());
        names.add(name);
        Arguments.distinct("surface", names);
        Map<String, double[]> larger = new LinkedHashMap<>(surfaces);
        larger.put(name, effects.clone());
        return new SurfaceComparison(scores, glance, larger);
    }

    /**
     * The loss of each surface less that of one of them.
     *
     * @param reference the name of the surface to compare with; {@code constant} for the average effect
     * @return a term for each surface that does not predict the same as the reference, below 0 where it is nearer to the effects
     * @throws IllegalArgumentException if there is no such surface, or no other
     * @throws assay.EstimationException if the scores do not vary
     */
    public Fit against(String reference) {
        double[] base = surfaces.get(reference);
        if (base == null) {
            throw new IllegalArgumentException("there is no surface '" + reference + "', only " + surfaces.keySet());
        }
        Units units = Units.of(scores);
        int n = scores.size();
        List<Estimate> terms = new ArrayList<>();
        List<double[]> influences = new ArrayList<>();
        surfaces.forEach((name, effects) -> {
            if (Arrays.equals(effects, base)) {
                return;
            }
            double[] gap = new double[n];
            for (int i = 0; i < n; i++) {
                gap[i] = (base[i] - effects[i]) * (2 * scores.doublyRobust()[i] - base[i] - effects[i]);
            }
            double value = units.mean(gap);
            for (int i = 0; i < n; i++) {
                gap[i] = n * units.weight(i) * (gap[i] - value) / units.total();
            }
            influences.add(gap);
            terms.add(units.estimate(Estimand.CATE, name, value, gap));
        });
        return new Fit(
                terms,
                new Glance(
                        "dr-loss",
                        units.variance("the differences of losses"),
                        n,
                        glance.treated(),
                        glance.control(),
                        glance.dropped(),
                        units.clustered() ? units.count() : 0,
                        Map.of("surfaces", (double) surfaces.size())),
                List.of(),
                term -> influences.get(term).clone());
    }
}
