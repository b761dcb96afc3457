package assay.harness;

import assay.Estimand;
import assay.Fit;
import assay.baseline.OneSample;
import assay.certificate.Tier;
import assay.dgp.CovariateWorld;
import assay.dgp.Iid;
import assay.dgp.Surface;
import assay.experiment.DifferenceInMeans;
import java.util.List;

/** A small method with a certificate that takes a second. */
final class Tiny {

    private Tiny() {}

    static Method<Fit> method() {
        return method(0.8);
    }

    /** Another shift of the mutant is another claim. */
    static Method<Fit> method(double shift) {
        Control<Fit> foil = Control.foil("one-sample", "ignores the control arm", new OneSample());
        return Method.ofFit("tiny", "Tiny", new DifferenceInMeans(), Tier.D)
                .home(
                        List.of(
                                Mutants.scaledError(0.5).of(new DifferenceInMeans()),
                                Mutants.shifted(shift).of(new DifferenceInMeans()),
                                foil,
                                Oracle.of(Estimand.ATE)),
                        Iid.standard(60))
                .stress(CovariateWorld.randomised(60, Surface.LINEAR).withConfounding(2))
                .onRealTable(RealTables.jobs());
    }
}
