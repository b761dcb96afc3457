package assay.harness;

import assay.Decision;
import assay.Estimate;
import assay.decision.Action;
import assay.decision.DecisionRecord;
import assay.decision.DecisionRule;
import assay.decision.Direction;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.MetricReading;
import assay.decision.Purpose;
import assay.decision.SegmentReading;
import assay.decision.Variant;
import assay.dgp.GroundTruth;
import assay.trust.TrustFinding;
import assay.trust.TrustReport;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Wrong ways to decide an experiment. All but peeking decide again from the checks and comparisons that the method made, so that they
 * cost nothing.
 */
final class DecisionMutants {

    /** The standard error of an estimate that is taken for the truth. */
    private static final double NOTHING = 1e-12;

    private static final double Z95 = 1.959963984540054;
    private static final int FIRST_LOOK = 2;

    private DecisionMutants() {}

    static DecisionRecord record(Decision decision) {
        return decision.basis(DecisionRecord.class).orElseThrow();
    }

    private static Decision answer(DecisionRecord decided) {
        return new Decision(
                decided.action().name(),
                Action.names(),
                decided.reasons().get(0).message(),
                List.of(),
                Optional.of(decided));
    }

    private static Decision answer(DecisionRecord decided, Action action, String arm, List<String> segments) {
        return answer(new DecisionRecord(
                decided.plan(), action, arm, segments, decided.reasons(), decided.trust(), decided.reading()));
    }

    /** Some checks pass whatever they find. */
    static Control<Decision> checks(String name, String description, Predicate<TrustFinding> passes) {
        return Control.mutant(name, description, decision -> {
            DecisionRecord decided = record(decision);
            List<TrustFinding> findings = decided.trust().findings().stream()
                    .map(finding -> passes.test(finding) ? passed(finding) : finding)
                    .toList();
            return answer(DecisionRule.decide(decided.plan(), new TrustReport(findings), decided.reading()));
        });
    }

    static boolean isRatio(TrustFinding finding) {
        return finding.check().startsWith("sample-ratio");
    }

    private static TrustFinding passed(TrustFinding finding) {
        return new TrustFinding(
                finding.check(),
                finding.where(),
                TrustFinding.State.PASS,
                finding.consequence(),
                finding.statistic(),
                finding.pValue(),
                finding.message(),
                finding.remedy());
    }

    /** One action is taken for another. */
    static Control<Decision> renamed(String name, String description, Map<Action, Action> wrong) {
        return Control.mutant(name, description, decision -> {
            DecisionRecord decided = record(decision);
            Action action = wrong.getOrDefault(decided.action(), decided.action());
            return action == decided.action()
                    ? decision
                    : answer(decided, action, decided.plan().treatments().get(0).name(), List.of());
        });
    }

    /** Guardrails are read otherwise. */
    static Control<Decision> reread(String name, String description, UnaryOperator<MetricReading> change) {
        return Control.mutant(name, description, decision -> {
            DecisionRecord decided = record(decision);
            ExperimentReading seen = decided.reading();
            List<SegmentReading> segments = seen.segments().stream()
                    .map(segment -> new SegmentReading(
                            segment.segment(),
                            segment.arm(),
                            segment.inside(),
                            segment.outside(),
                            segment.interaction(),
                            segment.adjustedP(),
                            segment.adjustedInterval(),
                            guardrails(segment.guardrails(), change)))
                    .toList();
            ExperimentReading changed = new ExperimentReading(
                    guardrails(seen.readings(), change), segments, seen.compliers(), seen.primaryP(), seen.cautions());
            return answer(DecisionRule.decide(decided.plan(), decided.trust(), changed));
        });
    }

    private static List<MetricReading> guardrails(List<MetricReading> readings, UnaryOperator<MetricReading> change) {
        return readings.stream()
                .map(reading -> reading.purpose() == Purpose.GUARDRAIL ? change.apply(reading) : reading)
                .toList();
    }

    /** The estimate is the truth; harm beyond the margin is not stopped but held, since it is below twice the margin. */
    static MetricReading certain(MetricReading reading) {
        Estimate seen = reading.decisive();
        return with(reading, Estimate.normal(seen.estimand(), seen.term(), seen.value(), NOTHING));
    }

    private static MetricReading with(MetricReading reading, Estimate estimate) {
        return new MetricReading(
                reading.metric(),
                reading.purpose(),
                reading.view(),
                reading.arm(),
                reading.segment(),
                reading.units(),
                reading.controlMean(),
                reading.treatedMean(),
                estimate,
                Optional.empty(),
                reading.relative(),
                reading.method(),
                reading.practical(),
                reading.margin(),
                reading.detectable(),
                reading.cautions());
    }

    /** A guardrail must be shown to be better, instead of not much worse. */
    static Control<Decision> superior() {
        return Control.mutant(
                "guardrails-must-improve",
                "ships only if every guardrail is shown to be better, and takes a null result for harm",
                decision -> {
                    DecisionRecord decided = record(decision);
                    boolean improved = readings(decided, Purpose.GUARDRAIL)
                            .allMatch(
                                    r -> Direction.favourable(r, FitClaim.LEVEL).lower() > 0);
                    return decided.action().ships() && !improved
                            ? answer(decided, Action.HOLD_GUARDRAIL_RISK, "", List.of())
                            : decision;
                });
    }

    /** Ships a segment's win to everybody. */
    static Control<Decision> whole() {
        return Control.mutant("segments-ignored", "ships to everybody what won somewhere", decision -> {
            DecisionRecord decided = record(decision);
            return decided.action() == Action.SHIP_TARGETED
                    ? answer(decided, Action.SHIP_GLOBAL, decided.arm(), List.of())
                    : decision;
        });
    }

    /** Ships the treatment that looks best, by its own p-value or none. */
    static Control<Decision> largest() {
        return Control.mutant("best-looking-arm", "ships the treatment that looks best", decision -> {
            DecisionRecord decided = record(decision);
            return readings(decided, Purpose.PRIMARY)
                    .max(Comparator.comparingDouble(Direction::favourable))
                    .map(best -> answer(decided, Action.SHIP_GLOBAL, best.arm(), List.of()))
                    .orElse(decision);
        });
    }

    private static Stream<MetricReading> readings(DecisionRecord decided, Purpose purpose) {
        return decided.reading().readings().stream()
                .filter(r ->
                        r.purpose() == purpose && r.view() == decided.plan().primaryView());
    }

    /** What the estimate is worth licenses a launch. */
    static Control<Decision> licensed() {
        return new Control<>(
                Control.Kind.FOIL,
                "value-licenses",
                "ships what is worth more than nothing at the estimate, significant or not",
                (draw, method, random) -> {
                    DecisionRecord decided = record(method.get());
                    Optional<MetricReading> best = readings(decided, Purpose.PRIMARY)
                            .max(Comparator.comparingDouble(Direction::favourable))
                            .filter(r -> Direction.favourable(r) > 0);
                    return best.map(r -> answer(decided, Action.SHIP_GLOBAL, r.arm(), List.of()))
                            .orElseGet(() -> answer(decided, Action.HOLD_INCONCLUSIVE, "", List.of()));
                },
                Optional.empty());
    }

    /** Looks at the end of every day at an unadjusted test of shares, ships at the first p-value below 0.05. */
    static Control<Decision> peeking() {
        return new Control<>(
                Control.Kind.MUTANT,
                "peeking",
                "looks at an unadjusted test at the end of every day, and ships at the first p-value below 0.05",
                (draw, method, random) -> {
                    DecisionRecord decided = record(method.get());
                    boolean ships = everSignificant(decided.plan(), ExperimentLog.of(draw.observed()));
                    String arm = decided.plan().treatments().get(0).name();
                    return ships
                            ? answer(decided, Action.SHIP_GLOBAL, arm, List.of())
                            : answer(decided, Action.HOLD_INCONCLUSIVE, "", List.of());
                },
                Optional.empty());
    }

    private static boolean everSignificant(ExperimentPlan plan, ExperimentLog log) {
        int days = (int) Math.ceil(plan.assignmentDays());
        double[][] sums = new double[2][days + 1];
        double[][] squares = new double[2][days + 1];
        double[][] counts = new double[2][days + 1];
        List<String> arms = log.arms().levels();
        int control = arms.indexOf(plan.control().name());
        Variant first = plan.treatments().get(0);
        int treated = arms.indexOf(first.name());
        double[] outcome = log.outcome(column(plan));
        for (int i = 0; i < log.size(); i++) {
            int code = log.arms().codes()[i];
            boolean counted = (code == control || code == treated)
                    && !Double.isNaN(log.triggered()[i])
                    && !Double.isNaN(outcome[i]);
            if (counted) {
                int arm = code == treated ? 1 : 0;
                int day = (int) Math.max(0, Math.min(days, Math.floor(log.assigned()[i])));
                sums[arm][day] += outcome[i];
                squares[arm][day] += outcome[i] * outcome[i];
                counts[arm][day]++;
            }
        }
        for (double[][] each : List.of(sums, squares, counts)) {
            for (double[] arm : each) {
                Arrays.parallelPrefix(arm, Double::sum);
            }
        }
        for (int day = FIRST_LOOK; day <= days; day++) {
            double variance = 0;
            for (int arm = 0; arm < 2; arm++) {
                double n = counts[arm][day];
                double mean = sums[arm][day] / n;
                variance += (squares[arm][day] / n - mean * mean) / n;
            }
            double effect = sums[1][day] / counts[1][day] - sums[0][day] / counts[0][day];
            if (effect > Z95 * Math.sqrt(variance)) {
                return true;
            }
        }
        return false;
    }

    private static String column(ExperimentPlan plan) {
        return switch (plan.primary().source()) {
            case USER_OUTCOMES -> plan.primary().column();
            case USER_DAYS ->
                ExperimentLog.daily(plan.primary().column(), plan.primary().windowDays());
        };
    }

    /** Knows which actions are right, and who gains. */
    static Control<Decision> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "takes the action that the world calls right, for those who gain",
                (draw, method, random) -> known(draw.truth(), record(method.get())),
                Optional.empty());
    }

    private static Decision known(GroundTruth truth, DecisionRecord decided) {
        Action action = Arrays.stream(Action.values())
                .filter(a -> truth.actions().right().contains(a.name()))
                .findFirst()
                .orElseThrow();
        ExperimentPlan plan = decided.plan();
        String prefix = plan.primary().id() + ' ' + plan.primaryView().code() + ' ';
        String arm = plan.treatments().stream()
                .map(Variant::name)
                .max(Comparator.comparingDouble(
                        name -> truth.targets().getOrDefault(prefix + name, Double.NEGATIVE_INFINITY)))
                .orElseThrow();
        List<String> segments = truth.targets().entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix + arm + ' ') && e.getValue() > 0)
                .map(e -> e.getKey().substring((prefix + arm + ' ').length()))
                .toList();
        return answer(decided, action, arm, action == Action.SHIP_TARGETED ? segments : List.of());
    }
}
