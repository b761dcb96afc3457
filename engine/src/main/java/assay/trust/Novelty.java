package assay.trust;

import assay.trust.TrustFinding.Consequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the effect of a day changes from the first to the second half of the window of the primary metric: of each unit the mean day
 * of the first half less that of the second, compared between arms by Welch's test. The pairs take out what units differ in. Only units
 * that were watched for the whole window count. Holm's p-values over treatments.
 */
record Novelty() implements TrustCheck {

    private static final Pattern FIRST = Pattern.compile("(.*)_over_(\\d+)_days_first_half");

    private static final CheckCard CARD = new CheckCard(
            "novelty",
            Consequence.INFORMS,
            "The effect of the window is not that of later days. Run longer, or read the later days by themselves, before it is"
                    + " taken for a lasting effect.");

    @Override
    public TrustFinding check(Study study) {
        for (Map.Entry<String, double[]> early : study.log().outcomes().entrySet()) {
            Matcher name = FIRST.matcher(early.getKey());
            if (name.matches()) {
                double[] late = study.log().outcomes().get(early.getKey().replace("_first_half", "_second_half"));
                int days = Integer.parseInt(name.group(2));
                if (late != null && days >= 2) {
                    return test(study, name.group(1), days, early.getValue(), late);
                }
            }
        }
        return CARD.notApplicable("No column of single days belongs to the primary metric.");
    }

    private static TrustFinding test(Study study, String column, int days, double[] early, double[] late) {
        int first = days / 2;
        int second = days - first;
        double[] change = new double[early.length];
        java.util.Arrays.fill(change, Double.NaN);
        for (int row : study.population()) {
            if (study.watched(row) >= days - 1e-9) {
                change[row] = early[row] / first - late[row] / second;
            }
        }
        int[] arms = study.unitArms();
        double[] means = study.unitMeans(change);
        List<String> names = new ArrayList<>();
        List<MeansTest> tests = new ArrayList<>();
        for (int treatment : study.treatments()) {
            tests.add(MeansTest.of(means, arms, treatment, study.control()));
            names.add(study.arm(treatment));
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
                        "The effect on a day of %s changes by %.4g from the first to the second half of %d days; p %s%s.",
                        column,
                        -tests.get(worst.index()).difference(),
                        days,
                        Figures.p(worst.pValue()),
                        worst.others()));
    }
}
