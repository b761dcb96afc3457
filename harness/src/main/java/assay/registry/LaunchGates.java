package assay.registry;

import assay.EstimationException;
import assay.certificate.Verdict;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What must hold before the first unit is assigned. */
final class LaunchGates {

    private LaunchGates() {}

    /**
     * Asks all gates.
     *
     * @param others places in layers of the experiments that are live, by experiment
     */
    static List<Gate> check(
            ExperimentPlan plan,
            LaunchRequest request,
            MethodVerdicts verdicts,
            Map<String, LaunchRequest.Place> others,
            Instant at) {
        List<Gate> gates = new ArrayList<>();
        gates.add(Gate.pass(
                "contract",
                "the contract is valid: " + plan.variants().size() + " arms, "
                        + plan.metrics().size() + " metrics"));
        gates.add(hypothesis(plan));
        gates.add(margins(plan));
        gates.add(power(plan, request));
        gates.add(methods(plan, verdicts));
        gates.add(
                named("reviewed", "read and agreed by", request.reviewedBy(), "name who read it: --reviewed-by NAME"));
        gates.add(named(
                "rollback-owner",
                "turned off when it must be by",
                request.rollbackOwner(),
                "name who turns it off: --rollback-owner NAME"));
        gates.add(events(request));
        gates.add(exclusion(request, others));
        gates.add(window(plan, at));
        return gates;
    }

    static Gate hypothesis(ExperimentPlan plan) {
        return plan.hypothesis().isBlank()
                ? Gate.fail(
                        "hypothesis",
                        "the contract states no hypothesis",
                        "write what changes, for whom, which metric moves and why, under 'hypothesis'")
                : Gate.pass("hypothesis", plan.hypothesis().strip());
    }

    static Gate margins(ExperimentPlan plan) {
        List<String> without = plan.metrics().stream()
                .filter(m ->
                        m.purpose() == Purpose.GUARDRAIL && m.metric().margin().isEmpty())
                .map(m -> m.metric().id())
                .toList();
        int guardrails = plan.of(Purpose.GUARDRAIL).size();
        if (guardrails == 0) {
            return Gate.fail(
                    "guardrail-margins",
                    "no guardrail is planned: nothing would show harm that the primary metric does not see",
                    "name a metric that must not be harmed under 'guardrail_metrics'");
        }
        return without.isEmpty()
                ? Gate.pass("guardrail-margins", "each of " + guardrails + " guardrails has a margin")
                : Gate.fail(
                        "guardrail-margins",
                        "no margin: " + String.join(", ", without),
                        "state 'allowed_degradation_threshold' with its unit for each: without it harm cannot be ruled out");
    }

    private static Gate power(ExperimentPlan plan, LaunchRequest request) {
        if (request.baseline().isEmpty()) {
            return Gate.fail(
                    "power",
                    "nothing is known of '" + plan.primary().id() + "' before the experiment, so its power is unknown",
                    "state --baseline, and --sd unless it is a share");
        }
        Baseline baseline = request.baseline().get();
        RequiredUnits required;
        try {
            required = RequiredUnits.of(plan, baseline);
        } catch (IllegalArgumentException e) {
            return Gate.fail("power", String.valueOf(e.getMessage()), "correct the baseline or the threshold");
        }
        String needs = String.format(
                Locale.ROOT,
                "%,.0f units show an effect of %.4g on '%s' with a power of %.0f %%",
                required.units(),
                required.effect(),
                plan.primary().id(),
                100 * plan.policy().power());
        if (plan.plannedUnits().isEmpty()) {
            return Gate.fail("power", needs + ", and the contract plans no number", "state 'planned_units'");
        }
        int planned = plan.plannedUnits().getAsInt();
        String has = String.format(
                Locale.ROOT,
                "%,d are planned, whose power is %.0f %%",
                planned,
                100 * RequiredUnits.power(plan, baseline, planned));
        return planned >= required.units()
                ? Gate.pass("power", needs + "; " + has)
                : Gate.fail(
                        "power",
                        needs + "; " + has,
                        "plan more units, run longer, lower the variance by a covariate, or look for a larger effect");
    }

    private static Gate methods(ExperimentPlan plan, MethodVerdicts verdicts) {
        List<String> standing = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Map<String, String> planned;
        try {
            planned = PlannedMethods.of(plan);
        } catch (EstimationException e) {
            return Gate.fail("certified-methods", String.valueOf(e.getMessage()), "define the metric otherwise");
        }
        planned.forEach((metric, method) -> {
            Optional<Verdict> verdict = verdicts.of(method);
            String text =
                    metric + " by " + method + ": " + verdict.map(Verdict::name).orElse("no certificate");
            (verdict.filter(v -> v == Verdict.CERTIFIED).isPresent() ? standing : missing).add(text);
        });
        return missing.isEmpty()
                ? Gate.pass("certified-methods", String.join("; ", standing))
                : Gate.fail(
                        "certified-methods",
                        String.join("; ", missing),
                        "certify the method (assay certify), or define the metric so that a certified one applies");
    }

    private static Gate named(String name, String what, Optional<String> person, String remedy) {
        return person.filter(p -> !p.isBlank())
                .map(p -> Gate.pass(name, what + " " + p))
                .orElseGet(() -> Gate.fail(name, "nobody is named", remedy));
    }

    private static Gate events(LaunchRequest request) {
        if (request.events().isEmpty()) {
            return Gate.fail(
                    "events",
                    "no test events were checked: nobody knows whether exposures are logged, once per user, in one arm",
                    "log test events and name the file: --events FILE");
        }
        EventReport report = request.events().get();
        return report.failed().isEmpty()
                ? Gate.pass("events", report.summary())
                : Gate.fail("events", report.summary(), "assay experiment check-events shows each; mend the logging");
    }

    private static Gate exclusion(LaunchRequest request, Map<String, LaunchRequest.Place> others) {
        if (request.place().isEmpty()) {
            return Gate.idle("mutual-exclusion", "in no layer: it may share users with any experiment");
        }
        LaunchRequest.Place place = request.place().get();
        List<String> overlapping = others.entrySet().stream()
                .filter(other -> other.getValue().overlaps(place))
                .map(other -> other.getKey() + " (" + other.getValue().text() + ")")
                .sorted()
                .toList();
        return overlapping.isEmpty()
                ? Gate.pass("mutual-exclusion", "alone in " + place.text())
                : Gate.fail(
                        "mutual-exclusion",
                        place.text() + " is shared with " + String.join(", ", overlapping),
                        "take buckets that are free, or another layer");
    }

    private static Gate window(ExperimentPlan plan, Instant at) {
        return at.isBefore(plan.assignmentEnd())
                ? Gate.pass("window", "assignment is planned until " + plan.assignmentEnd())
                : Gate.fail(
                        "window",
                        "assignment was planned to end at " + plan.assignmentEnd(),
                        "state new times in the contract and create it again");
    }

    /** What is still missing of the intake, before any data: the gates that the contract alone can answer. */
    static List<Gate> intake(ExperimentPlan plan) {
        MetricDefinition primary = plan.primary();
        List<Gate> gates = new ArrayList<>();
        gates.add(hypothesis(plan));
        gates.add(Gate.pass(
                "primary-metric",
                primary.id() + " version " + primary.version() + ", matters from "
                        + primary.practical().value() + " "
                        + primary.practical()
                                .unit()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ')));
        gates.add(margins(plan));
        gates.add(
                plan.exclusions().isEmpty()
                        ? Gate.fail(
                                "audience",
                                "nobody is left out: bots, staff and test accounts would be analysed",
                                "state 'exclusions'")
                        : Gate.pass("audience", plan.exclusions().size() + " exclusions"));
        gates.add(runtime(plan));
        gates.add(
                plan.plannedUnits().isPresent()
                        ? Gate.pass("planned-units", plan.plannedUnits().getAsInt() + " units")
                        : Gate.fail("planned-units", "no number of units is planned", "state 'planned_units'"));
        gates.add(owners(plan));
        return gates;
    }

    private static Gate runtime(ExperimentPlan plan) {
        int days = plan.minimumDays();
        if (days > plan.assignmentDays() + 1e-9) {
            return Gate.fail(
                    "minimum-runtime",
                    "the shortest run of " + days + " days is longer than the window of assignment",
                    "lengthen the window, or shorten 'minimum_runtime_days'");
        }
        return days >= 7
                ? Gate.pass("minimum-runtime", days + " days")
                : Gate.fail(
                        "minimum-runtime",
                        days + " days do not hold each day of the week",
                        "state 'minimum_runtime_days' of at least 7");
    }

    private static Gate owners(ExperimentPlan plan) {
        List<String> without = plan.metrics().stream()
                .map(PlannedMetric::metric)
                .filter(metric -> metric.owner().isBlank())
                .map(MetricDefinition::id)
                .toList();
        return without.isEmpty()
                ? Gate.pass("owners", "each metric has an owner")
                : Gate.fail("owners", "no owner: " + String.join(", ", without), "name who answers for the metric");
    }
}
