package assay.cli;

import assay.Estimand;
import assay.data.Nearest;
import assay.nuisance.LogisticLearner;
import assay.observational.Balancer;
import assay.observational.BiasCorrection;
import assay.observational.EntropyBalancing;
import assay.observational.Matching;
import assay.observational.MatchingMetric;
import assay.observational.MatchingOrder;
import assay.observational.MatchingRule;
import assay.observational.MatchingSearch;
import assay.observational.MatchingVariance;
import assay.observational.PropensityWeighting;
import assay.observational.Replacement;
import assay.observational.Subclassification;
import assay.observational.TrimmedAipw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which method is to make the arms comparable, and how. */
final class Balancers {

    private static final String MATCHING = "matching";
    private static final String PROPENSITY_MATCHING = "propensity-matching";
    private static final String PAIRS = "greedy-pairs";
    private static final String SUBCLASSIFICATION = "subclassification";
    private static final String ENTROPY = "entropy-balancing";
    private static final String IPW = "ipw";
    private static final String OVERLAP = "overlap-weights";
    private static final String TRIMMED = "trimmed-aipw";

    private static final List<String> NAMES =
            List.of(MATCHING, PROPENSITY_MATCHING, PAIRS, SUBCLASSIFICATION, ENTROPY, IPW, OVERLAP, TRIMMED);

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = OVERLAP,
            description = {
                "matching, propensity-matching, greedy-pairs, subclassification, entropy-balancing, ipw, overlap-weights or"
                        + " trimmed-aipw",
                "(default: ${DEFAULT-VALUE})."
            })
    private String method = OVERLAP;

    @Option(
            names = "--estimand",
            paramLabel = "ESTIMAND",
            description = "att, atc or ate, where the method leaves a choice (default: ate for ipw, else att).")
    private @Nullable String estimand;

    @Option(names = "--matches", paramLabel = "M", description = "Matches of a unit (default: 1).")
    private @Nullable Integer neighbours;

    @Option(
            names = "--caliper",
            paramLabel = "WIDTH",
            description = "Largest distance of a match: standard deviations of the score, or the Mahalanobis distance.")
    private @Nullable Double caliper;

    @Option(
            names = "--exact",
            split = ",",
            paramLabel = "COLUMN",
            description = "Covariates on which matches must agree, separated by commas.")
    private List<String> exact = List.of();

    @Option(names = "--classes", paramLabel = "K", description = "Classes of a subclassification (default: 5).")
    private @Nullable Integer classes;

    String name() {
        return method;
    }

    Balancer make() {
        if (!NAMES.contains(method)) {
            throw new IllegalArgumentException("There is no method '" + method + "' that balances arms."
                    + Nearest.question(method, NAMES) + " They are " + String.join(", ", NAMES) + ".");
        }
        boolean matches = method.equals(MATCHING) || method.equals(PROPENSITY_MATCHING) || method.equals(PAIRS);
        refuse(!matches && neighbours != null, "--matches", "of matching");
        refuse(!matches && caliper != null, "--caliper", "of matching");
        refuse(!matches && !exact.isEmpty(), "--exact", "of matching");
        refuse(!method.equals(SUBCLASSIFICATION) && classes != null, "--classes", "of subclassification");
        refuse(
                estimand != null && (method.equals(OVERLAP) || method.equals(TRIMMED)),
                "--estimand",
                "of methods that leave a choice");
        Estimand chosen = chosen();
        return switch (method) {
            case MATCHING -> matching(MatchingMetric.MAHALANOBIS, chosen, Replacement.WITH);
            case PROPENSITY_MATCHING -> matching(MatchingMetric.PROPENSITY, chosen, Replacement.WITH);
            case PAIRS -> matching(MatchingMetric.PROPENSITY, chosen, Replacement.WITHOUT);
            case SUBCLASSIFICATION ->
                new Subclassification(
                        chosen, classes == null ? 5 : classes, BiasCorrection.LINEAR, new LogisticLearner());
            case ENTROPY -> new EntropyBalancing(chosen);
            case IPW -> PropensityWeighting.of(chosen);
            case OVERLAP -> PropensityWeighting.standard();
            default -> TrimmedAipw.standard();
        };
    }

    private void refuse(boolean wrong, String option, String where) {
        if (wrong) {
            throw new IllegalArgumentException(option + " is an option " + where + ", not of " + method + ".");
        }
    }

    private Estimand chosen() {
        if (estimand == null) {
            return method.equals(IPW) ? Estimand.ATE : Estimand.ATT;
        }
        return switch (estimand.strip().toLowerCase(Locale.ROOT)) {
            case "att" -> Estimand.ATT;
            case "atc" -> Estimand.ATC;
            case "ate" -> Estimand.ATE;
            default ->
                throw new IllegalArgumentException("--estimand is att, atc or ate, not '" + estimand
                        + "'; for the overlap population choose --method overlap-weights.");
        };
    }

    private Matching matching(MatchingMetric metric, Estimand chosen, Replacement replacement) {
        List<String> columns = new ArrayList<>();
        exact.forEach(column -> columns.add(column.strip()));
        MatchingRule rule = replacement == Replacement.WITH
                ? MatchingRule.nearest(neighbours == null ? 1 : neighbours)
                : new MatchingRule(
                        neighbours == null ? 1 : neighbours,
                        Replacement.WITHOUT,
                        MatchingOrder.LARGEST,
                        MatchingSearch.NEAREST,
                        Double.POSITIVE_INFINITY,
                        0,
                        List.of());
        rule = rule.withExact(columns.toArray(new String[0]));
        return new Matching(
                chosen,
                metric,
                caliper == null ? rule : rule.withCaliper(caliper),
                replacement == Replacement.WITH ? BiasCorrection.LINEAR : BiasCorrection.NONE,
                MatchingVariance.ESTIMATED_CORRECTION,
                0,
                new LogisticLearner());
    }
}
