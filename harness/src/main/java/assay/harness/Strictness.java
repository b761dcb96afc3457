package assay.harness;

import assay.certificate.BookState;
import assay.certificate.ClaimSpec;
import assay.certificate.OperatingCharacteristics;
import assay.certificate.Tier;
import java.util.ArrayList;
import java.util.List;

/** How strict CERTIFIED is: what the procedure does at a known truth, exactly. */
public final class Strictness {

    private static final List<FitClaim> CLAIMS = List.of(FitClaim.COVERAGE, FitClaim.LOWER_TAIL, FitClaim.MEDIAN_BELOW);

    private Strictness() {}

    /**
     * The table for coverage, one tail and median-unbiasedness at every tier, with the rates and budgets that are used.
     *
     * @return by tier, claim and growing truth
     */
    public static List<BookState.Strictness> table() {
        List<BookState.Strictness> rows = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            for (FitClaim claim : CLAIMS) {
                ClaimSpec spec = claim.spec(tier);
                double slack = spec.nominal() - spec.threshold();
                for (double step : new double[] {-1, -0.5, 0, 0.5, 1, 1.5}) {
                    double p = spec.threshold() + step * slack;
                    if (p < 1) {
                        rows.add(row(tier, spec, Math.round(p * 1e6) / 1e6));
                    }
                }
            }
        }
        return rows;
    }

    private static BookState.Strictness row(Tier tier, ClaimSpec spec, double p) {
        OperatingCharacteristics exact = OperatingCharacteristics.of(spec, CellRunner.BATCH, p);
        return new BookState.Strictness(
                tier,
                spec.nominal(),
                spec.threshold(),
                spec.maximum(),
                p,
                exact.certified(),
                exact.refuted(),
                exact.inconclusive(),
                exact.meanReplicates(),
                exact.median(),
                exact.upper());
    }
}
