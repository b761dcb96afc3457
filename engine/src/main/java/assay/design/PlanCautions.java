package assay.design;

import assay.Caution;
import java.util.Locale;
import java.util.Optional;

/** Where the normal approximation behind a formula gives way, and a simulation should have the word. */
final class PlanCautions {

    /** Kohavi, Deng, Longbotham and Xu (2014, section 4): n of at least 355 s^2 in an arm for two-sided 95 % intervals. */
    private static final double SKEW_RULE = 355;

    private static final double CLUSTERS = 15;
    private static final double EVENTS = 10;

    private PlanCautions() {}

    static Optional<Caution> skewness(double skewness, double arm) {
        double needed = SKEW_RULE * skewness * skewness;
        return arm >= needed
                ? Optional.empty()
                : Optional.of(Caution.of(
                        "skewed-outcome",
                        String.format(
                                Locale.ROOT,
                                "With a skewness of %.3g a mean is close to normal from 355 skew^2 = %.0f units in an arm "
                                        + "on, and the smaller arm has %.0f: check the plan by simulation, or winsorise by "
                                        + "a rule that is fixed now.",
                                skewness,
                                Math.ceil(needed),
                                arm)));
    }

    static Optional<Caution> clusters(double arm) {
        return arm >= CLUSTERS
                ? Optional.empty()
                : Optional.of(Caution.of(
                        "few-planned-clusters",
                        String.format(
                                Locale.ROOT,
                                "The smaller arm has %.0f clusters: the t test rests on so few means that the power is "
                                        + "sensitive to their shape; check the plan by simulation.",
                                arm)));
    }

    static Optional<Caution> events(double probability, double arm) {
        double events = arm * Math.min(probability, 1 - probability);
        return events >= EVENTS
                ? Optional.empty()
                : Optional.of(Caution.of(
                        "few-expected-events",
                        String.format(
                                Locale.ROOT,
                                "An arm expects %.1f events, and a normal approximation to a count wants at least 10: check "
                                        + "the plan by simulation.",
                                events)));
    }
}
