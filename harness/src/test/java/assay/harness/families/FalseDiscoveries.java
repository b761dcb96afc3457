package assay.harness.families;

import assay.Rejections;
import assay.certificate.Tier;
import assay.harness.Claim;
import assay.harness.Control;
import assay.harness.Reading;
import assay.harness.RejectionsClaim;
import assay.harness.families.Multiplicity.Adjusted;
import assay.harness.families.Multiplicity.Adjustment;
import assay.harness.families.Multiplicity.ManyMetrics;
import java.util.ArrayList;
import java.util.List;

/** Sets of rejections that keep the false discovery rate. */
final class FalseDiscoveries {

    private FalseDiscoveries() {}

    static Family<Rejections> family() {
        List<Claim<Rejections>> claims = new ArrayList<>(RejectionsClaim.falseDiscoveryRate(0.05));
        claims.add(RejectionsClaim.power(0.8));
        List<Control<Rejections>> controls = List.of(
                Control.mutant(
                        "level-times-8", "eight times the level", new Adjusted(Adjustment.BENJAMINI_HOCHBERG, 0.4)),
                Control.mutant("rejects-all", "rejects everything", new Adjusted(Adjustment.BENJAMINI_HOCHBERG, 1)),
                Control.foil("unadjusted", "each metric at 5 %", new Adjusted(Adjustment.NONE, 0.05)),
                Family.oracle("knows which metrics are moved", (draw, method, random) -> Multiplicity.known(draw)));
        return Family.of(
                "false-discoveries",
                new Adjusted(Adjustment.BENJAMINI_HOCHBERG, 0.05),
                new Adjusted(Adjustment.NONE, 0.05),
                Tier.D,
                claims,
                Reading.none(),
                controls,
                new ManyMetrics(20, 4.5));
    }
}
