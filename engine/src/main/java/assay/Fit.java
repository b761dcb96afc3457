package assay;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of an estimator that reports estimates with inference.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no term.
 *
 * @param terms the estimates, the one that the method is about first
 * @param glance what the fit was made from
 * @param cautions reasons for care, empty when there are none
 * @param influenceOrNull the influence functions, or null where the estimator has none
 */
public record Fit(
        List<Estimate> terms,
        Glance glance,
        List<Caution> cautions,
        @Nullable Influence influenceOrNull) {

    public Fit {
        terms = List.copyOf(terms);
        cautions = List.copyOf(cautions);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("a fit has at least one term");
        }
    }

    /**
     * A fit without influence functions.
     *
     * @param terms the estimates
     * @param glance what the fit was made from
     * @param cautions reasons for care
     */
    public Fit(List<Estimate> terms, Glance glance, List<Caution> cautions) {
        this(terms, glance, cautions, null);
    }

    /**
     * The estimate that the method is about.
     *
     * @return the first term
     */
    public Estimate estimate() {
        return terms.get(0);
    }

    /**
     * The influence functions.
     *
     * @return empty where the estimator has none
     */
    public Optional<Influence> influence() {
        return Optional.ofNullable(influenceOrNull);
    }
}
