package assay.trust;

import assay.decision.ExperimentLog;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether those whom the contract leaves out, bots, staff, people without consent, are as many in all arms (Fisher's exact test): it
 * goes by what was known before assignment, which no arm can change unless people choose their arm. And whether rows are flagged that
 * the contract does not leave out.
 */
record Exclusions() implements TrustCheck {

    /** Flags by their usual names, and the value that should leave out. */
    private static final Map<String, Double> FLAGS = Map.of("is_bot", 1.0, "is_internal", 1.0, "has_consent", 0.0);

    private static final CheckCard CARD = new CheckCard(
            "exclusions",
            Consequence.INFORMS,
            "Leave out bots, staff and people without consent by the contract. Where they are more in one arm, find out who put"
                    + " them there, and whether others came the same way.");

    @Override
    public TrustFinding check(Study study) {
        String flag = unnamedFlag(study);
        if (!flag.isEmpty()) {
            return CARD.finding(
                    State.WARN,
                    flag,
                    Double.NaN,
                    Double.NaN,
                    "Rows are flagged by '" + flag + "', and the contract does not leave them out.");
        }
        if (study.plan().audience().isEmpty() && study.plan().exclusions().isEmpty()) {
            return CARD.notApplicable("The contract leaves nobody out.");
        }
        long[] out = study.leftOut();
        long[] all = out.clone();
        for (int row = 0; row < study.log().size(); row++) {
            if (study.rowArm(row) >= 0) {
                all[study.rowArm(row)]++;
            }
        }
        double p = RateTest.of(out, all);
        return CARD.tested(
                "all",
                Double.NaN,
                p,
                study.alpha(),
                "Left out: " + study.rates(out, all) + "; p " + Figures.p(p) + ".");
    }

    private static String unnamedFlag(Study study) {
        ExperimentLog log = study.log();
        for (Map.Entry<String, Double> flag : new TreeMap<>(FLAGS).entrySet()) {
            double[] values = log.histories().get(flag.getKey());
            boolean named =
                    study.plan().exclusions().stream().anyMatch(e -> e.columns().contains(flag.getKey()));
            if (values != null && !named) {
                for (double value : values) {
                    if (value == flag.getValue()) {
                        return flag.getKey();
                    }
                }
            }
        }
        return "";
    }
}
