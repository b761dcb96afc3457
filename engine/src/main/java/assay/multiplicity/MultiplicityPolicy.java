package assay.multiplicity;

import assay.Arguments;
import assay.Rejections;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which correction applies to which hypothesis of an experiment, by its {@link MetricRole}: error rates are kept family by
 * family, where a family is all hypotheses of one role.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a level is not in (0, 1).
 *
 * @param alpha size of the primary test and of each guardrail, and level of the secondary metrics
 * @param falseDiscoveryRate level of segments, registered and exploratory
 * @param secondary how secondary metrics are corrected
 */
public record MultiplicityPolicy(double alpha, double falseDiscoveryRate, PValueAdjustment secondary) {

    public MultiplicityPolicy {
        Arguments.probability("alpha", alpha);
        Arguments.probability("false discovery rate", falseDiscoveryRate);
    }

    /**
     * The usual policy.
     *
     * @return 5 % for both rates, Holm for secondary metrics
     */
    public static MultiplicityPolicy standard() {
        return new MultiplicityPolicy(0.05, 0.05, PValueAdjustment.HOLM);
    }

    /**
     * What was decided about one hypothesis.
     *
     * @param result the evidence
     * @param rejected whether its null hypothesis is rejected: an effect is found, or harm of a guardrail is ruled out
     * @param adjustedP p-value adjusted within its family, NaN for an exploratory one
     * @param reason how it was decided, in a sentence
     */
    public record Ruling(MetricResult result, boolean rejected, double adjustedP, String reason) {}

    /**
     * What was decided about an experiment.
     *
     * @param rulings one for each hypothesis, in the order given
     */
    public record Rulings(List<Ruling> rulings) {

        public Rulings {
            rulings = List.copyOf(rulings);
        }

        /**
         * All hypotheses, as a set of rejections.
         *
         * @return in the order given
         */
        public Rejections rejections() {
            return new Rejections(
                    rulings.stream()
                            .map(r -> new Rejections.Hypothesis(r.result().name(), r.adjustedP(), r.rejected()))
                            .toList(),
                    List.of());
        }

        /**
         * Whether harm is ruled out for every guardrail.
         *
         * @return true too if there is none
         */
        public boolean guardrailsPass() {
            return rulings.stream()
                    .filter(r -> r.result().role() == MetricRole.GUARDRAIL)
                    .allMatch(Ruling::rejected);
        }
    }

    /**
     * Decides.
     *
     * @param results the evidence on each hypothesis, with names that differ
     * @return the decisions, in the same order
     * @throws IllegalArgumentException if there is none, or two share a name
     */
    public Rulings decide(List<MetricResult> results) {
        Arguments.atLeast("the number of hypotheses", results.size(), 1);
        Arguments.distinct(
                "hypothesis", results.stream().map(MetricResult::name).toList());
        Map<MetricResult, Ruling> made = new LinkedHashMap<>();
        for (MetricRole role : MetricRole.values()) {
            List<MetricResult> family =
                    results.stream().filter(r -> r.role() == role).toList();
            if (!family.isEmpty()) {
                family(role, family).forEach(ruling -> made.put(ruling.result(), ruling));
            }
        }
        List<Ruling> rulings = new ArrayList<>();
        for (MetricResult result : results) {
            Ruling ruling = made.get(result);
            if (ruling != null) {
                rulings.add(ruling);
            }
        }
        return new Rulings(rulings);
    }

    private List<Ruling> family(MetricRole role, List<MetricResult> family) {
        return switch (role) {
            case PRIMARY -> adjusted(family, PValueAdjustment.HOLM, alpha, "primary metric");
            case GUARDRAIL -> guardrails(family);
            case SECONDARY -> adjusted(family, secondary, alpha, "secondary metric");
            case REGISTERED_SEGMENT ->
                adjusted(family, PValueAdjustment.BENJAMINI_HOCHBERG, falseDiscoveryRate, "segment named beforehand");
            case EXPLORATORY -> exploratory(family);
        };
    }

    private static List<Ruling> adjusted(
            List<MetricResult> family, PValueAdjustment adjustment, double level, String what) {
        double[] p = adjustment.adjust(
                family.stream().mapToDouble(MetricResult::pValue).toArray());
        List<Ruling> rulings = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            boolean rejected = p[i] <= level;
            String how = family.size() == 1
                    ? "the only " + what + ", so that its p-value is not adjusted"
                    : "one of " + family.size() + " (" + what + "), adjusted for the " + adjustment.errorRate();
            rulings.add(new Ruling(
                    family.get(i),
                    rejected,
                    p[i],
                    sentence(
                            family.get(i).name(),
                            how,
                            "p = " + rounded(p[i]),
                            rejected ? "at most " : "above ",
                            level)));
        }
        return rulings;
    }

    private List<Ruling> guardrails(List<MetricResult> family) {
        List<Ruling> rulings = new ArrayList<>();
        for (MetricResult result : family) {
            boolean rejected = result.pValue() <= alpha;
            String how = rejected
                    ? "a guardrail, harm of the margin is ruled out without correction as every guardrail must pass"
                    : "a guardrail, harm of the margin is not ruled out, and every guardrail must pass";
            rulings.add(new Ruling(
                    result,
                    rejected,
                    result.pValue(),
                    sentence(
                            result.name(),
                            how,
                            "p = " + rounded(result.pValue()),
                            rejected ? "at most " : "above ",
                            alpha)));
        }
        return rulings;
    }

    private List<Ruling> exploratory(List<MetricResult> family) {
        double[] logE = family.stream().mapToDouble(MetricResult::logEvidence).toArray();
        boolean[] rejected = new EBh(falseDiscoveryRate).badged(logE);
        List<Ruling> rulings = new ArrayList<>();
        for (int i = 0; i < rejected.length; i++) {
            rulings.add(new Ruling(
                    family.get(i),
                    rejected[i],
                    Double.NaN,
                    family.get(i).name() + ": exploratory, by e-BH over " + family.size()
                            + " under any dependence; log e = "
                            + rounded(logE[i]) + (rejected[i] ? " is enough at " : " is not enough at ")
                            + falseDiscoveryRate + "."));
        }
        return rulings;
    }

    private static String sentence(String name, String how, String figure, String relation, double level) {
        return name + ": " + how + "; " + figure + " is " + relation + level + ".";
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
