package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.data.Repetition;
import assay.sequential.SampleRatioTest;
import assay.streamed.BalanceCheck;
import assay.streamed.PlaceboSplits;
import assay.streamed.TwoArmStatistics;
import assay.streamed.UpliftRanking;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link TableStudy} found.
 *
 * @param table the file
 * @param control the level of control
 * @param treated the level of treated
 * @param controlRows rows of control
 * @param treatedRows rows of treated
 * @param outcomes the outcomes
 * @param received the treatment that was received
 * @param planned the planned shares by arm
 * @param ratio the test of the shares
 * @param exact whether outcomes were counted
 * @param arms means and cross-products of outcomes
 * @param balance of covariates
 * @param splits A/A tests by outcome
 * @param adjusted effects adjusted for covariates, by outcome
 * @param repetition of covariates
 * @param ranking by predicted effects
 * @param seed key of what was drawn
 * @param cautions reasons for care
 */
record TableFindings(
        String table,
        String control,
        String treated,
        long controlRows,
        long treatedRows,
        List<String> outcomes,
        Optional<String> received,
        Map<String, Double> planned,
        Optional<SampleRatioTest> ratio,
        boolean exact,
        TwoArmStatistics arms,
        Optional<BalanceCheck> balance,
        Map<String, PlaceboSplits.Result> splits,
        Map<String, Estimate> adjusted,
        Optional<Repetition> repetition,
        Optional<UpliftRanking> ranking,
        long seed,
        List<Caution> cautions) {

    TableFindings with(List<Caution> changed) {
        return new TableFindings(
                table,
                control,
                treated,
                controlRows,
                treatedRows,
                outcomes,
                received,
                planned,
                ratio,
                exact,
                arms,
                balance,
                splits,
                adjusted,
                repetition,
                ranking,
                seed,
                List.copyOf(changed));
    }

    /** Whether a check failed that invalidates every effect. */
    boolean invalid() {
        return ratio.map(test -> test.pValue() < TableStudy.MISMATCH).orElse(false)
                || balance.map(check -> check.pValue() < TableStudy.MISMATCH
                                && Math.abs(check.largest().standardised()) > TableStudy.IMBALANCE)
                        .orElse(false)
                || splits.values().stream().anyMatch(split -> split.uniformity() < TableStudy.MISMATCH);
    }
}
