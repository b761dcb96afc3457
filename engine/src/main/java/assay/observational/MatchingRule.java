package assay.observational;

import assay.Arguments;
import java.util.List;

/**
 * Which units of the other arm are the matches of a unit.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the neighbours are below 1, the tolerance is negative, the caliper is not
 * above 0, or neighbours below are looked for in a number other than 1.
 *
 * @param neighbours how many, at least 1; with replacement all that tie with the last of them count too
 * @param replacement whether a unit may be the match of several
 * @param order who chooses first without replacement
 * @param search where matches are looked for
 * @param caliper largest distance of a match, in the unit of the metric (standard deviations of a score); infinite for none
 * @param tolerance squared distances that differ by no more are ties, as in the R package Matching; with replacement only
 * @param exact names of covariates on which matches must agree exactly
 */
public record MatchingRule(
        int neighbours,
        Replacement replacement,
        MatchingOrder order,
        MatchingSearch search,
        double caliper,
        double tolerance,
        List<String> exact) {

    public MatchingRule {
        Arguments.atLeast("neighbours", neighbours, 1);
        if (!(caliper > 0)) {
            throw new IllegalArgumentException("caliper must be above 0, not " + caliper);
        }
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance must be finite and not negative, not " + tolerance);
        }
        if (search == MatchingSearch.BELOW && neighbours != 1) {
            throw new IllegalArgumentException("a search below finds one neighbour, not " + neighbours);
        }
        exact = List.copyOf(exact);
    }

    /**
     * The nearest with replacement, without a caliper, squared distances within 1e-5 being ties.
     *
     * @param neighbours how many
     * @return the rule
     */
    public static MatchingRule nearest(int neighbours) {
        return new MatchingRule(
                neighbours,
                Replacement.WITH,
                MatchingOrder.DATA,
                MatchingSearch.NEAREST,
                Double.POSITIVE_INFINITY,
                1e-5,
                List.of());
    }

    /**
     * One to one without replacement, without a caliper.
     *
     * @param order who chooses first
     * @return the rule
     */
    public static MatchingRule pairs(MatchingOrder order) {
        return new MatchingRule(
                1, Replacement.WITHOUT, order, MatchingSearch.NEAREST, Double.POSITIVE_INFINITY, 0, List.of());
    }

    /**
     * The same rule with a caliper.
     *
     * @param widest largest distance of a match, in the unit of the metric
     * @return the changed rule
     */
    public MatchingRule withCaliper(double widest) {
        return new MatchingRule(neighbours, replacement, order, search, widest, tolerance, exact);
    }

    /**
     * The same rule with covariates on which matches must agree.
     *
     * @param covariates their names
     * @return the changed rule
     */
    public MatchingRule withExact(String... covariates) {
        return new MatchingRule(neighbours, replacement, order, search, caliper, tolerance, List.of(covariates));
    }

    /**
     * The same rule with another search.
     *
     * @param where where matches are looked for
     * @return the changed rule
     */
    public MatchingRule withSearch(MatchingSearch where) {
        return new MatchingRule(neighbours, replacement, order, where, caliper, tolerance, exact);
    }
}
