package assay.growthlab;

import java.util.ArrayList;
import java.util.List;

/** Whether the primary metric won, and which demands it did not meet. */
record PrimarySuccess(boolean passed, List<String> codes) {

    PrimarySuccess {
        codes = List.copyOf(codes);
    }

    static PrimarySuccess of(MetricResult primary, PolicyConfig policy, BusinessValue value) {
        PolicyConfig.Primary rule = policy.primary();
        boolean significant = readP(primary.comparison().p()) <= policy.alpha();
        boolean mode = rule.mode() == PolicyConfig.Success.POINT_ESTIMATE_GT_PRACTICAL_THRESHOLD_ONLY
                ? primary.relevant()
                : criterion(rule.mode(), primary);
        List<String> unmet = new ArrayList<>();
        if (rule.practical() && !primary.relevant()) {
            unmet.add("practical_threshold_not_met");
        }
        if (rule.significance() && !significant) {
            unmet.add("statistical_significance_not_met");
        }
        if (rule.value() && !value.satisfied()) {
            unmet.add("business_value_not_met");
        }
        if (mode && unmet.isEmpty()) {
            return new PrimarySuccess(true, List.of("primary_success_passed"));
        }
        unmet.add(0, "primary_success_failed");
        return new PrimarySuccess(false, unmet);
    }

    /** A p-value of exactly 0 counts as missing there, and what is missing as 1. */
    static double readP(double p) {
        return p == 0 ? 1 : p;
    }

    /** The criterion of a mode; the mode of the point estimate alone is not met here. */
    static boolean criterion(PolicyConfig.Success mode, MetricResult result) {
        Direction direction = result.metric().direction();
        return switch (mode) {
            case POINT_ESTIMATE_AND_CI_EXCLUDES_ZERO, POINT_ESTIMATE_AND_CI_LOWER_BOUND_GT_ZERO ->
                result.relevant() && result.comparison().excludes(0, direction);
            case CI_LOWER_BOUND_GT_PRACTICAL_THRESHOLD -> result.comparison().excludes(result.threshold(), direction);
            case POINT_ESTIMATE_GT_PRACTICAL_THRESHOLD_ONLY -> false;
        };
    }
}
