package assay.cli;

import assay.design.AlwaysValidDesign;
import assay.design.Correction;
import assay.design.EquivalenceDesign;
import assay.design.MetricFamily;
import assay.design.MultiArmDesign;
import assay.design.NonComplianceDesign;
import assay.design.NonInferiorityDesign;
import assay.design.SequentialDesign;
import assay.design.Sides;
import assay.design.StudyDesign;
import assay.design.TestRule;
import assay.design.Traffic;
import assay.design.TriggeredDesign;
import assay.design.TwoArmDesign;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.SpendingFunction;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every plan can have: two of size, effect and power, the test, and what adds to a comparison of two arms. */
final class PlanOptions {

    private static final Pattern TRAFFIC = Pattern.compile("([0-9.eE+]+)(/(day|week))?");

    @Option(names = "--n", paramLabel = "N", description = "Size in both arms together: units, or clusters.")
    @Nullable
    Double size;

    @Option(names = "--mde", paramLabel = "E", description = "The effect to find, in the unit of the outcome.")
    @Nullable
    Double effect;

    @Option(
            names = "--relative-mde",
            paramLabel = "R",
            description = "The effect as a share of the mean under control.")
    @Nullable
    Double relative;

    @Option(
            names = "--power",
            paramLabel = "P",
            description = "Power (default: 0.8 where it is not what is asked for).")
    @Nullable
    Double power;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description = "Level of the test (default: 0.05; 0.025 on one side for a margin).")
    @Nullable
    Double alpha;

    @Option(names = "--one-sided", description = "A one-sided test for an increase.")
    boolean oneSided;

    @Option(
            names = "--treated-share",
            paramLabel = "Q",
            defaultValue = "0.5",
            description = "Share of the units in the treated arm (default: ${DEFAULT-VALUE}).")
    double treatedShare = 0.5;

    @Option(
            names = "--traffic",
            paramLabel = "N/day",
            description = "New units a day, such as 1000/day or 7000/week: gives the runtime.")
    @Nullable
    String traffic;

    @Option(
            names = "--enrolled",
            paramLabel = "S",
            defaultValue = "1",
            description = "Share of the traffic in the experiment (default: ${DEFAULT-VALUE}).")
    double enrolled = 1;

    @Option(
            names = "--compliance",
            paramLabel = "C",
            description = "Share of compliers; effects are those on compliers.")
    @Nullable
    Double compliance;

    @Option(
            names = "--triggered",
            paramLabel = "S",
            description = "Share of the units that meet the change; effects are those on them.")
    @Nullable
    Double triggered;

    @Option(
            names = "--triggered-only",
            description = "Analyse the triggered units alone, which must be logged in both arms.")
    boolean triggeredOnly;

    @Option(
            names = "--non-inferiority-margin",
            paramLabel = "M",
            description =
                    "Show that treatment is not worse by more than M; --mde is then the true effect (default: 0).")
    @Nullable
    Double nonInferiority;

    @Option(
            names = "--equivalence-margin",
            paramLabel = "M",
            description = "Show that the effect is within -M and M; --mde is then the true effect (default: 0).")
    @Nullable
    Double equivalence;

    @Option(
            names = "--arms",
            paramLabel = "K",
            defaultValue = "2",
            description = "Arms, control included (default: 2).")
    int arms = 2;

    @Option(
            names = "--correction",
            paramLabel = "C",
            defaultValue = "dunnett",
            description = "For more than two arms: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Correction correction = Correction.DUNNETT;

    @Option(
            names = "--looks",
            paramLabel = "K",
            defaultValue = "1",
            description = "Planned looks, evenly spaced (default: 1).")
    int looks = 1;

    @Option(
            names = "--spending",
            paramLabel = "F",
            defaultValue = "obf",
            description = "How looks spend the level: obf, pocock (default: ${DEFAULT-VALUE}).")
    String spending = "obf";

    @Option(
            names = "--always-valid",
            description = "Read at any time, by a confidence sequence tuned to the planned size.")
    boolean alwaysValid;

    @Option(
            names = "--success-metrics",
            paramLabel = "S",
            defaultValue = "1",
            description = "Metrics of which one must win; each is tested at alpha / S (default: 1).")
    int successMetrics = 1;

    @Option(
            names = "--guardrails",
            paramLabel = "G",
            defaultValue = "0",
            description = "Metrics that must all pass besides; the type II error is shared (default: 0).")
    int guardrails;

    private boolean margin() {
        return nonInferiority != null || equivalence != null;
    }

    /** The test of the comparison. */
    TestRule test() {
        double level = alpha == null ? (nonInferiority != null ? 0.025 : 0.05) : alpha;
        double each = new MetricFamily(successMetrics, guardrails, 1).level(level);
        return new TestRule(each, oneSided || margin() ? Sides.ONE_SIDED : Sides.TWO_SIDED, TestRule.Reference.STUDENT);
    }

    double plannedPower() {
        return new MetricFamily(successMetrics, guardrails, 1).power(power == null ? 0.8 : power);
    }

    /** Whether anything is added to a plain comparison of two arms. */
    boolean plain() {
        return compliance == null && triggered == null && !margin() && arms == 2 && looks == 1 && !alwaysValid;
    }

    /** The design with all that was asked for on top of a comparison. */
    StudyDesign design(TwoArmDesign comparison) {
        check();
        TwoArmDesign base = comparison;
        if (compliance != null) {
            base = new NonComplianceDesign(base, compliance);
        }
        if (triggered != null) {
            base = new TriggeredDesign(
                    base,
                    triggered,
                    triggeredOnly ? TriggeredDesign.Analysis.TRIGGERED_ONLY : TriggeredDesign.Analysis.ALL_UNITS);
        }
        if (nonInferiority != null) {
            base = new NonInferiorityDesign(base, nonInferiority);
        }
        if (equivalence != null) {
            return new EquivalenceDesign(base, equivalence);
        }
        if (arms > 2) {
            return new MultiArmDesign(base, arms - 1, correction);
        }
        if (looks > 1) {
            return new SequentialDesign(base, boundaries().boundaries(looks));
        }
        return alwaysValid ? new AlwaysValidDesign(base) : base;
    }

    private void check() {
        int kinds = (equivalence != null ? 1 : 0) + (arms > 2 ? 1 : 0) + (looks > 1 ? 1 : 0) + (alwaysValid ? 1 : 0);
        if (kinds > 1 || (equivalence != null && nonInferiority != null)) {
            throw new IllegalArgumentException(
                    "Equivalence, more than two arms, several looks and always-valid reading "
                            + "are planned for one at a time: the formulas do not combine. Simulate the combination with assay power "
                            + "simulate.");
        }
        if (arms < 2) {
            throw new IllegalArgumentException("--arms must be at least 2, not " + arms + ".");
        }
        if (triggeredOnly && triggered == null) {
            throw new IllegalArgumentException("--triggered-only needs --triggered, the share that meets the change.");
        }
    }

    private GroupSequentialDesign boundaries() {
        SpendingFunction function = switch (spending.toLowerCase(Locale.ROOT)) {
            case "obf", "obrien-fleming" -> SpendingFunction.obrienFleming();
            case "pocock" -> SpendingFunction.pocock();
            default -> throw new IllegalArgumentException("--spending is obf or pocock, not '" + spending + "'.");
        };
        TestRule test = test();
        return GroupSequentialDesign.spending(
                function,
                test.sides() == Sides.ONE_SIDED ? assay.sequential.Sides.ONE_SIDED : assay.sequential.Sides.TWO_SIDED,
                test.level());
    }

    /** The traffic, null if none was given. */
    @Nullable
    Traffic traffic() {
        if (traffic == null) {
            return null;
        }
        Matcher matcher = TRAFFIC.matcher(traffic.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("--traffic is such as 1000/day or 7000/week, not '" + traffic + "'.");
        }
        double perDay = Double.parseDouble(matcher.group(1)) / ("week".equals(matcher.group(3)) ? 7 : 1);
        return new Traffic(perDay, enrolled);
    }

    /** The effect that was asked for, null if it is what is to be found. */
    @Nullable
    Double effect(double mean) {
        if (effect != null && relative != null) {
            throw new IllegalArgumentException("Give --mde or --relative-mde, not both.");
        }
        if (relative != null) {
            if (!(mean != 0)) {
                throw new IllegalArgumentException(
                        "--relative-mde is relative to a mean: give --mean, or --from a file to take it from.");
            }
            return relative * mean;
        }
        return effect == null && margin() ? Double.valueOf(0) : effect;
    }
}
