package assay.resampling;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference in means of what was assigned, with inference from the assignment alone (Fisher 1935; Imbens and Rubin 2015,
 * chapter 5).
 *
 * <p>Units are clusters, each with its mean, where the sample has clusters, and else rows. Under the hypothesis that treatment
 * adds one constant to every unit, outcomes under any assignment are known, and so is the law of the statistic: arms are drawn
 * again as they were drawn, within strata where there are strata. The p-value is the share of assignments whose statistic is at
 * least that of the data, which are one of them: of all assignments, where they are no more than the draws, and else {@code (1
 * + #) / (R + 1)}. It is exact with any number of units, one treated among them. The interval holds the constants that are not
 * rejected.
 *
 * <p>The statistic is studentised by the two-sample variance within strata, so that in large samples the test is also valid
 * where the effect differs between units and is 0 on average (Wu and Ding, JASA 116, 2021). Where an arm of a stratum has a
 * single unit there is no such variance and the difference itself is the statistic.
 *
 * @param draws how many assignments at most, at least 99
 */
public record RandomisationInference(int draws) implements Estimator<Fit> {

    private static final int FEWEST_DRAWS = 99;

    public RandomisationInference {
        Arguments.atLeast("draws", draws, FEWEST_DRAWS);
    }

    /**
     * The usual choice.
     *
     * @return at most 1999 assignments
     */
    public static RandomisationInference standard() {
        return new RandomisationInference(1999);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        AssignmentMechanism mechanism = AssignmentMechanism.of(sample, arms);
        String column = sample.column(Role.OUTCOME).name();
        ArmContrast contrast = new ArmContrast(mechanism, outcome);
        if (contrast.constant()) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + column + "' does not vary within the arms; every assignment looks like every other.",
                    "Check that the right column was named.");
        }
        double assignments = mechanism.assignments();
        boolean listed = assignments <= draws;
        Redrawn redrawn = new Redrawn(listed ? (int) Math.rint(assignments) : draws, contrast.squaredError());
        if (listed) {
            mechanism.each(arm -> contrast.add(arm, redrawn));
        } else {
            double[] arm = new double[mechanism.units()];
            for (int r = 0; r < draws; r++) {
                mechanism.draw(random, arm);
                contrast.add(arm, redrawn);
            }
        }
        double stdError = contrast.studentised() ? Math.sqrt(contrast.squaredError()) : redrawn.spread();
        RedrawnTest inference =
                new RedrawnTest(contrast.estimate(), stdError, redrawn, Tails.SYMMETRIC, Ties.COUNTED, listed);
        boolean clustered = sample.has(Role.CLUSTER);
        Glance glance = new Glance(
                "randomisation-inference",
                String.format(
                        Locale.ROOT,
                        "%s %d assignments of %s, %s statistic, constant effect",
                        listed ? "all" : "of",
                        redrawn.count(),
                        clustered ? "clusters" : "rows",
                        contrast.studentised() ? "studentised" : "plain"),
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                clustered ? mechanism.units() : 0,
                Map.of("assignments", assignments, "draws", (double) redrawn.count()));
        Estimate estimate = new Estimate(target(), arms.contrast(), contrast.estimate(), stdError, inference);
        return new Fit(List.of(estimate), glance, cautions(assignments, contrast), term -> contrast.influence());
    }

    private static List<Caution> cautions(double assignments, ArmContrast contrast) {
        List<Caution> cautions = new ArrayList<>();
        if (assignments < 40) {
            cautions.add(Caution.of(
                    "few-assignments",
                    String.format(
                            Locale.ROOT,
                            "There are %.0f ways to assign the arms, so that no p-value is below %.3f and intervals of"
                                    + " higher levels are the whole line.",
                            assignments,
                            1 / assignments)));
        }
        if (!contrast.studentised()) {
            cautions.add(Caution.of(
                    "plain-statistic",
                    "An arm has a single unit, so that the statistic is not studentised: the test is exact for a constant"
                            + " effect, and only for that."));
        }
        return cautions;
    }
}
