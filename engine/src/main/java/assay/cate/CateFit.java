package assay.cate;

import assay.Caution;
import assay.Glance;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Effects by unit: for each row an effect predicted without that row, what is needed to judge such predictions, and a model of
 * all rows for units yet to come. Arrays are shared and must not be written to.
 */
public final class CateFit {

    private final double[] effects;
    private final double @Nullable [] variances;
    private final boolean[] interior;
    private final OrthogonalScores scores;
    private final CateModel model;
    private final Glance glance;
    private final List<Caution> cautions;

    /**
     * A fit over arrays that are not copied.
     *
     * @param effects effect of each row, predicted by a model that has not seen the row
     * @param variances variance of each prediction, or null where the method has none
     * @param interior rows at which the method's pointwise intervals are meant to hold; all false where it has none
     * @param scores nuisances and scores, learned without the row
     * @param model the model of all rows
     * @param glance what the fit was made from
     * @param cautions reasons for care
     * @throws IllegalArgumentException if lengths differ
     */
    public CateFit(
            double[] effects,
            double @Nullable [] variances,
            boolean[] interior,
            OrthogonalScores scores,
            CateModel model,
            Glance glance,
            List<Caution> cautions) {
        int size = scores.size();
        if (effects.length != size || interior.length != size || (variances != null && variances.length != size)) {
            throw new IllegalArgumentException("effects must be of " + size + " rows, as the scores are");
        }
        this.effects = effects;
        this.variances = variances;
        this.interior = interior;
        this.scores = scores;
        this.model = model;
        this.glance = glance;
        this.cautions = List.copyOf(cautions);
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int size() {
        return effects.length;
    }

    /**
     * The effect of each row, predicted by a model that has not seen the row.
     *
     * @return the shared array
     */
    public double[] effects() {
        return effects;
    }

    /**
     * The variance of each prediction.
     *
     * @return the shared array, empty where the method has no pointwise inference
     */
    public Optional<double[]> variances() {
        return Optional.ofNullable(variances);
    }

    /**
     * The rows at which pointwise intervals are meant to hold: away from the edge of the covariates that move the effect.
     *
     * @return the shared array
     */
    public boolean[] interior() {
        return interior;
    }

    /**
     * Nuisances and scores, learned without the row.
     *
     * @return the scores
     */
    public OrthogonalScores scores() {
        return scores;
    }

    /**
     * The model of all rows.
     *
     * @return for units yet to come, not for the rows that it has learned from
     */
    public CateModel model() {
        return model;
    }

    /**
     * What the fit was made from.
     *
     * @return the glance
     */
    public Glance glance() {
        return glance;
    }

    /**
     * Reasons for care.
     *
     * @return the cautions
     */
    public List<Caution> cautions() {
        return cautions;
    }
}
