package assay.trust;

import assay.decision.PlannedMetric;
import assay.trust.TrustFinding.Consequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The A/A test on the time before: the comparison of means that will be made of each metric, made of its covariate, where there can be
 * no effect. Holm's p-values over covariates and treatments.
 */
record PrePeriodEffect() implements TrustCheck {

    private static final CheckCard CARD = new CheckCard(
            "pre-period-effect",
            Consequence.INVALIDATES,
            "There is an effect before the experiment began, so that the comparison does not show that of treatment. Find what"
                    + " chose the arm; do not adjust for it and go on.");

    @Override
    public TrustFinding check(Study study) {
        Set<String> covariates = new LinkedHashSet<>();
        for (PlannedMetric planned : study.plan().metrics()) {
            planned.metric()
                    .covariate()
                    .filter(study.log().histories()::containsKey)
                    .ifPresent(covariates::add);
        }
        if (covariates.isEmpty()) {
            return CARD.notApplicable("No metric has a covariate of the time before.");
        }
        int[] arms = study.unitArms();
        List<String> names = new ArrayList<>();
        List<MeansTest> tests = new ArrayList<>();
        for (String covariate : covariates) {
            double[] means = study.unitMeans(study.log().history(covariate));
            for (int treatment : study.treatments()) {
                tests.add(MeansTest.of(means, arms, treatment, study.control()));
                names.add(covariate + (study.arms() == 2 ? "" : ", " + study.arm(treatment)));
            }
        }
        Worst worst = Worst.of(
                names,
                tests.stream().mapToDouble(MeansTest::statistic).toArray(),
                tests.stream().mapToDouble(MeansTest::pValue).toArray(),
                study.alpha());
        return CARD.tested(
                worst.name(),
                worst.statistic(),
                worst.pValue(),
                study.alpha(),
                String.format(
                        Locale.ROOT,
                        "Before the experiment %s differed by %.4g between treatment and control; p %s%s.",
                        worst.name(),
                        tests.get(worst.index()).difference(),
                        Figures.p(worst.pValue()),
                        worst.others()));
    }
}
