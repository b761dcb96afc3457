package assay.trust;

import assay.decision.AnalysisMode;
import assay.decision.DecisionPolicy;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import java.util.Locale;

/** Whether it is time to read the data. */
enum Readiness implements TrustCheck {
    /**
     * Whether units have been watched, each from its own start, for as long as the primary metric and the guardrails need. At a fixed
     * horizon nearly all must have been; in an always-valid plan some.
     */
    MATURITY("maturity", "Wait until the last units have been watched for as long as the metric needs, then read.") {
        @Override
        TrustFinding check(Study study, CheckCard card) {
            int[] rows = study.population();
            String worst = study.plan().primary().id();
            long most = 0;
            int days = 0;
            for (PlannedMetric planned : study.plan().metrics()) {
                MetricDefinition metric = planned.metric();
                boolean needed = planned.purpose() == Purpose.PRIMARY || planned.purpose() == Purpose.GUARDRAIL;
                if (needed && metric.maturityDays().isPresent()) {
                    long immature = study.immature(rows, metric.maturityDays().getAsInt());
                    if (immature > most) {
                        most = immature;
                        worst = metric.id();
                        days = metric.maturityDays().getAsInt();
                    }
                }
            }
            boolean fixed = study.plan().mode() == AnalysisMode.FIXED_HORIZON;
            boolean tooMany = fixed ? most > study.tolerance().immature() * rows.length : most == rows.length;
            State state = rows.length == 0 || (most > 0 && tooMany) ? State.FAIL : most > 0 ? State.WARN : State.PASS;
            String message = most == 0
                    ? "All " + rows.length
                            + " units have been watched for as long as the primary metric and the guardrails need."
                    : most + " of " + rows.length + " units have not been watched for the " + days + " days that "
                            + worst + " needs (" + Figures.percent(most, rows.length) + ").";
            return card.finding(state, worst, (double) most, Double.NaN, message);
        }
    },
    /** Whether the experiment ran for as long as it must at least. */
    RUNTIME(
            "minimum-runtime",
            "Go on until the shortest run of the contract is over: whole weeks, since days differ.") {
        @Override
        TrustFinding check(Study study, CheckCard card) {
            double ran = 0;
            for (double until : study.log().observedUntil()) {
                ran = Math.max(ran, until);
            }
            State state = ran >= study.plan().minimumDays() ? State.PASS : State.FAIL;
            return card.finding(
                    state,
                    "all",
                    ran,
                    Double.NaN,
                    String.format(
                            Locale.ROOT,
                            "It ran for %.1f of at least %d days.",
                            ran,
                            study.plan().minimumDays()));
        }
    },
    /** Whether there are as many units, in all and in each arm, as the policy asks for. */
    UNITS("enough-units", "Go on, or run it again with more units: what so few say is not worth reading.") {
        @Override
        TrustFinding check(Study study, CheckCard card) {
            long[] units = new long[study.arms()];
            int[] rows = study.population();
            for (int row : rows) {
                units[study.rowArm(row)]++;
            }
            int smallest = 0;
            for (int k = 1; k < units.length; k++) {
                smallest = units[k] < units[smallest] ? k : smallest;
            }
            DecisionPolicy.Trust trust = study.plan().policy().trust();
            boolean enough = rows.length >= Math.max(2, trust.minimumUnits())
                    && units[smallest] >= Math.max(1, trust.minimumPerArm());
            return card.finding(
                    enough ? State.PASS : State.FAIL,
                    "all",
                    rows.length,
                    Double.NaN,
                    rows.length + " units (at least " + trust.minimumUnits() + "), " + units[smallest] + " of them in "
                            + study.arm(smallest) + " (at least " + trust.minimumPerArm() + ").");
        }
    };

    private final String check;
    private final String remedy;

    Readiness(String name, String remedy) {
        this.check = name;
        this.remedy = remedy;
    }

    @Override
    public TrustFinding check(Study study) {
        return check(study, new CheckCard(check, Consequence.DELAYS, remedy));
    }

    abstract TrustFinding check(Study study, CheckCard own);
}
