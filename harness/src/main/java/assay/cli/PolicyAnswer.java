package assay.cli;

import assay.Estimate;
import assay.Interval;
import assay.PolicyResult;
import assay.policy.PolicyComparison;
import assay.policy.TreePolicy;
import java.util.Optional;

/** Values and gains of policies, as rows. */
final class PolicyAnswer {

    private PolicyAnswer() {}

    static Answer of(String method, PolicyResult result, double level) {
        return answer(method, result, result.value(), level);
    }

    static Answer of(String method, PolicyComparison comparison, double level) {
        return answer(method, comparison.result(), comparison.gain(), level);
    }

    private static Answer answer(String method, PolicyResult result, Estimate estimate, double level) {
        Rows rows = new Rows(
                "method",
                "estimand",
                "term",
                "estimate",
                "std_error",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level",
                "n");
        Interval interval = estimate.inference().interval(level);
        rows.add(
                method,
                estimate.estimand().code(),
                estimate.term(),
                estimate.value(),
                estimate.stdError(),
                estimate.inference().pValue(0),
                interval.lower(),
                interval.upper(),
                level,
                result.glance().n());
        String headline = result.policy() instanceof TreePolicy tree
                ? String.join(" ", tree.rules())
                : "a policy of " + result.actions().size() + " actions";
        return new Answer(headline, rows, Optional.of(result.glance()), result.cautions());
    }
}
