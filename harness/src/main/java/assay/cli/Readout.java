package assay.cli;

import assay.Interval;
import assay.data.DataException;
import assay.data.DataProblem;
import assay.decision.Action;
import assay.decision.Threshold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.special.Gamma;
import org.jspecify.annotations.Nullable;

/** What users and conversions per arm say, and what to do. */
record Readout(
        ReadoutTable.Row control,
        List<Compared> arms,
        List<Guarded> guardrails,
        double shareP,
        Action action,
        String reason,
        Options options) {

    /** False alarms of the check of shares. */
    static final double SHARE_ALPHA = 0.001;

    private static final Set<String> CONTROLS = Set.of(
            "control",
            "ctrl",
            "baseline",
            "base",
            "old",
            "a",
            "off",
            "current",
            "original",
            "default",
            "before",
            "holdout",
            "variant a",
            "version a",
            "group a",
            "status quo",
            "control group",
            "old version",
            "existing");

    /** What is asked: two-sided level, power, the smallest lift that matters, the name of control and the planned shares. */
    record Options(
            double alpha,
            double power,
            @Nullable Double relevant,
            @Nullable String control,
            Map<String, Double> shares) {}

    /** An arm against control; the p-value is adjusted for the number of arms by Holm's procedure. */
    record Compared(ReadoutTable.Row arm, Proportions proportions, double adjusted) {}

    /** A guardrail of an arm: the interval of its harm and how much of it is tolerated. */
    record Guarded(ReadoutTable.Row row, Proportions proportions, Interval harm, double margin) {
        boolean safe() {
            return harm.upper() <= margin;
        }

        boolean harmed() {
            return harm.lower() > margin;
        }

        double estimate() {
            return row.lowerIsBetter() ? proportions.lift() : -proportions.lift();
        }
    }

    static Readout of(List<ReadoutTable.Row> rows, Options options) {
        List<ReadoutTable.Row> primary =
                rows.stream().filter(row -> !row.guardrail()).toList();
        List<String> metrics =
                primary.stream().map(ReadoutTable.Row::metric).distinct().toList();
        if (metrics.size() != 1) {
            throw rejected(
                    metrics.isEmpty()
                            ? "No row is of a primary metric; all are guardrails."
                            : "One primary metric decides, and there are " + metrics
                                    + ": give the others the role guardrail.");
        }
        ReadoutTable.Row control = control(primary, options);
        List<Compared> arms = holm(control, primary);
        List<Guarded> guardrails = guardrails(control, arms, rows, options);
        double p = shares(primary, options);
        ReadoutDecision decision = ReadoutDecision.of(arms, guardrails, p, options);
        return new Readout(control, arms, guardrails, p, decision.action(), decision.reason(), options);
    }

    private static ReadoutTable.Row control(List<ReadoutTable.Row> rows, Options options) {
        Map<String, ReadoutTable.Row> byName = new LinkedHashMap<>();
        for (ReadoutTable.Row row : rows) {
            if (byName.put(row.variant().toLowerCase(Locale.ROOT), row) != null) {
                throw rejected("Line " + row.line() + ": the arm " + row.variant() + " has two rows; add them up.");
            }
        }
        if (byName.size() < 2) {
            throw rejected("A comparison needs two arms or more, and there is " + byName.size() + ".");
        }
        String named = options.control();
        if (named != null) {
            ReadoutTable.Row row = byName.get(named.toLowerCase(Locale.ROOT));
            if (row == null) {
                throw rejected("No arm is named " + named + "; they are " + names(rows) + ".");
            }
            return row;
        }
        List<ReadoutTable.Row> found = byName.entrySet().stream()
                .filter(e -> CONTROLS.contains(e.getKey().replace('_', ' ').replace('-', ' ')))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw rejected(
                    "Which of " + names(rows)
                            + " is control cannot be told by its name, and the order of rows says nothing: name it by --control.");
        }
        return found.get(0);
    }

    private static String names(List<ReadoutTable.Row> rows) {
        return String.join(", ", rows.stream().map(ReadoutTable.Row::variant).toList());
    }

    private static List<Compared> holm(ReadoutTable.Row control, List<ReadoutTable.Row> rows) {
        List<Compared> ordered = rows.stream()
                .filter(row -> !row.equals(control))
                .map(row -> new Compared(row, compare(control, row), 0))
                .sorted(Comparator.comparingDouble(
                                (Compared c) -> c.proportions().decisive())
                        .thenComparing(c -> c.arm().variant()))
                .toList();
        List<Compared> adjusted = new ArrayList<>();
        double largest = 0;
        for (int i = 0; i < ordered.size(); i++) {
            double p = ordered.get(i).proportions().decisive() * (ordered.size() - i);
            largest = Math.max(largest, Math.min(1, p));
            adjusted.add(new Compared(ordered.get(i).arm(), ordered.get(i).proportions(), largest));
        }
        adjusted.sort(Comparator.comparing(c -> c.arm().variant()));
        return adjusted;
    }

    private static Proportions compare(ReadoutTable.Row control, ReadoutTable.Row arm) {
        return new Proportions(control.users(), control.conversions(), arm.users(), arm.conversions());
    }

    private static List<Guarded> guardrails(
            ReadoutTable.Row control, List<Compared> arms, List<ReadoutTable.Row> rows, Options options) {
        List<Guarded> guarded = new ArrayList<>();
        for (String metric : rows.stream()
                .filter(ReadoutTable.Row::guardrail)
                .map(ReadoutTable.Row::metric)
                .distinct()
                .toList()) {
            ReadoutTable.Row before = row(rows, metric, control.variant());
            for (Compared arm : arms) {
                guarded.add(guard(before, row(rows, metric, arm.arm().variant()), options));
            }
        }
        return guarded;
    }

    private static Guarded guard(ReadoutTable.Row before, ReadoutTable.Row after, Options options) {
        Threshold stated = after.margin() == null ? before.margin() : after.margin();
        Proportions proportions = compare(before, after);
        Interval lift = proportions.interval(1 - options.alpha());
        Interval harm = after.lowerIsBetter() ? lift : new Interval(-lift.upper(), -lift.lower());
        double margin = stated == null ? Double.NaN : stated.in(proportions.before());
        return new Guarded(after, proportions, harm, margin);
    }

    private static ReadoutTable.Row row(List<ReadoutTable.Row> rows, String metric, String variant) {
        List<ReadoutTable.Row> found = rows.stream()
                .filter(row -> row.guardrail()
                        && row.metric().equals(metric)
                        && row.variant().equalsIgnoreCase(variant))
                .toList();
        if (found.size() != 1) {
            throw rejected("The guardrail " + metric + " has " + found.size() + " rows for the arm " + variant
                    + ", and needs one: nothing is shown to be safe without data.");
        }
        return found.get(0);
    }

    /** P-value of the users of all arms against the planned shares, or against equal ones. */
    private static double shares(List<ReadoutTable.Row> rows, Options options) {
        Map<String, Double> shares = new LinkedHashMap<>();
        options.shares().forEach((name, share) -> shares.put(name.toLowerCase(Locale.ROOT), share));
        double sum = shares.values().stream().mapToDouble(s -> s).sum();
        double total = rows.stream().mapToDouble(ReadoutTable.Row::users).sum();
        double chiSquare = 0;
        for (ReadoutTable.Row row : rows) {
            Double share = shares.get(row.variant().toLowerCase(Locale.ROOT));
            if (!shares.isEmpty() && (share == null || shares.size() != rows.size())) {
                throw rejected("--shares must name the share of each of " + names(rows) + ", and no other.");
            }
            double expected = total * (share == null ? 1.0 / rows.size() : share / sum);
            chiSquare += (row.users() - expected) * (row.users() - expected) / expected;
        }
        return Gamma.regularizedGammaQ((rows.size() - 1) / 2.0, chiSquare / 2);
    }

    static DataException rejected(String message) {
        return new DataException(DataProblem.FILE_FORMAT, message);
    }
}
