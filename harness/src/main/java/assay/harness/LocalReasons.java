package assay.harness;

import assay.certificate.CellRecord;
import assay.certificate.ClaimRecord;
import assay.certificate.ControlRecord;
import assay.certificate.Diagnostics;
import assay.certificate.Explanation;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a method is not certified on a table, in words. */
final class LocalReasons {

    private LocalReasons() {}

    static List<String> of(List<CellRecord> cells, LocalTrial trial) {
        List<String> reasons = new ArrayList<>();
        for (CellRecord cell : cells) {
            if (cell.verdict() == Verdict.CERTIFIED) {
                continue;
            }
            if (cell.verdict() == Verdict.VOID) {
                for (ControlRecord control : cell.controls()) {
                    if (!control.holds()) {
                        reasons.add(cell.id() + ": the " + control.kind() + " " + control.name() + " ("
                                + control.description() + ") had to be " + control.required() + " and was "
                                + control.verdict() + ".");
                    }
                }
                continue;
            }
            for (ClaimRecord claim : cell.claims()) {
                if (claim.verdict() == cell.verdict()) {
                    reasons.add(String.format(
                            Locale.ROOT,
                            "%s: %s is %.4f (99 %% interval %.4f to %.4f) and must exceed %.4f: %s.",
                            cell.id(),
                            claim.name(),
                            claim.estimate(),
                            claim.csLow(),
                            claim.csHigh(),
                            claim.threshold(),
                            claim.verdict()));
                }
            }
            if (cell.verdict() == Verdict.REFUTED) {
                if (cell.explanations().isEmpty()) {
                    reasons.add(cell.id() + ": " + diagnosis(cell));
                }
                for (Explanation explanation : cell.explanations()) {
                    reasons.add(cell.id() + ": " + explanation.sentence());
                }
            }
        }
        if (cells.stream().anyMatch(cell -> cell.verdict() == Verdict.REFUTED)) {
            sparse(trial).ifPresent(reasons::add);
        }
        return reasons;
    }

    /** What few non-zero outcomes leave to the smaller arm. */
    private static Optional<String> sparse(LocalTrial trial) {
        double[] y = trial.sample().outcome();
        int other = 0;
        for (double value : y) {
            other += value != 0 ? 1 : 0;
        }
        double smaller = 0;
        for (double share : trial.design().probability(1)) {
            smaller += share;
        }
        smaller = Math.min(smaller, y.length - smaller);
        double expected = other * smaller / y.length;
        if (expected >= 50 || other == y.length) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the table: %d of %d outcomes are not zero, so that the smaller arm of %.0f rows gets about %.1f of them;"
                        + " a mean and a variance of so few are far from normal. Balance the arms, collect more rows, or"
                        + " cap the outcome.",
                other,
                y.length,
                smaller,
                expected));
    }

    private static String diagnosis(CellRecord cell) {
        if (cell.failures() == cell.replicates()) {
            return "the method could not answer in any draw.";
        }
        Diagnostics d = cell.diagnostics();
        return String.format(
                Locale.ROOT,
                "the mean error is %.3f of its standard deviation, the standard error is %.3f of what it should be, the "
                        + "skewness of error over standard error is %.2f; the interval misses on the side above the truth "
                        + "%.4f of the time and below %.4f (0.025 each were promised); %d of %d draws failed.",
                d.bias() / d.sd(),
                d.seRatio(),
                d.skewT(),
                1 - cell.claims().get(1).estimate(),
                1 - cell.claims().get(2).estimate(),
                cell.failures(),
                cell.replicates());
    }
}
