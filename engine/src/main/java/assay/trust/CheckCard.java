package assay.trust;

import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;

/**
 * A check by its name.
 *
 * @param name kebab case
 * @param consequence what follows if it fails
 * @param remedy what to do then
 */
record CheckCard(String name, Consequence consequence, String remedy) {

    /** What a test found. */
    TrustFinding tested(String where, double statistic, double pValue, double alpha, String message) {
        return finding(pValue <= alpha ? State.FAIL : State.PASS, where, statistic, pValue, message);
    }

    /** What counting found: none is right, some is to be looked at, and more than is tolerated is a failure. */
    TrustFinding counted(String where, long count, long of, double tolerated, String message) {
        State state = count == 0 ? State.PASS : count > tolerated * of ? State.FAIL : State.WARN;
        return finding(state, where, (double) count, Double.NaN, message);
    }

    TrustFinding finding(State state, String where, double statistic, double pValue, String message) {
        return new TrustFinding(
                name, where, state, consequence, statistic, pValue, message, state == State.PASS ? "" : remedy);
    }

    TrustFinding notRun(String why) {
        return finding(State.NOT_RUN, "all", Double.NaN, Double.NaN, why);
    }

    TrustFinding notApplicable(String why) {
        return new TrustFinding(name, "all", State.NOT_APPLICABLE, consequence, Double.NaN, Double.NaN, why, "");
    }
}
