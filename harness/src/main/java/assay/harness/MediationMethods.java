package assay.harness;

import assay.Decomposition;
import assay.Fit;
import assay.baseline.ProductOfCoefficients;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.InteractingMediator;
import assay.dgp.ProbitMediation;
import assay.dgp.SerialMediation;
import assay.mediation.GeneralisedMediation;
import assay.mediation.JointCovariance;
import assay.mediation.LinearMediation;
import assay.mediation.MediatorEffect;
import assay.mediation.MediatorOrder;
import assay.mediation.NaturalMediation;
import assay.mediation.PathInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Effects along the paths of a graph. */
final class MediationMethods {

    private static final int DRAWS = 2000;

    private static final Control<Decomposition> PARALLEL = Control.foil(
            "parallel-mediators",
            "takes mediators that follow one another for mediators side by side",
            new LinearMediation(MediatorOrder.PARALLEL, JointCovariance.HC2, PathInterval.MONTE_CARLO, DRAWS));

    private static final Control<Decomposition> BLOCKS = Control.foil(
            "block-diagonal",
            "takes each equation by itself, with one error variance and no covariance between equations",
            new LinearMediation(
                    MediatorOrder.SERIAL, JointCovariance.BLOCK_CLASSICAL, PathInterval.MONTE_CARLO, DRAWS));

    private static final Control<Fit> NO_INTERACTION = Control.foil(
            "no-interaction",
            "takes the effect of the mediator for the same in both arms",
            new NaturalMediation(MediatorEffect.SAME, JointCovariance.HC2, PathInterval.MONTE_CARLO, DRAWS));

    private MediationMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        // Mediators are outcomes beside the outcome, which methods of one outcome do not take.
    }

    /** Adds how each method of another type, or with several targets, is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("mediation", MediationMethods::paths);
        makers.put("natural-effects", MediationMethods::natural);
        makers.put("mediation-binary", MediationMethods::binary);
    }

    private static Method<Decomposition> paths() {
        Method<Decomposition> method = Method.of(
                "mediation",
                "Path effects",
                LinearMediation.standard(),
                Tier.C,
                DecompositionClaim.withoutZeroPath(),
                DecompositionClaim.READER);
        for (int n : new int[] {200, 800}) {
            method = home(
                    method,
                    MediationControls.ofPaths(),
                    PARALLEL,
                    MediationControls.knownPaths(),
                    SerialMediation.standard(n));
        }
        // Errors of the outcome that grow with that of the mediator: here a covariance that takes them for alike shows.
        method = home(
                method,
                MediationControls.ofPaths(),
                BLOCKS,
                MediationControls.knownPaths(),
                InteractingMediator.plain(400).withSpread(20));
        return method.stress(
                // What moves mediator and outcome and was not measured.
                InteractingMediator.plain(400).withHidden(0.5),
                InteractingMediator.plain(1600).withHidden(0.5),
                // Few rows for the products, and paths about as large as their standard errors.
                SerialMediation.standard(40),
                SerialMediation.standard(400).withEffect(0.2));
    }

    private static <R> Method<R> home(
            Method<R> method, List<Control<R>> mutants, Control<R> foil, Control<R> oracle, Dgp world) {
        List<Control<R>> controls = new ArrayList<>(mutants);
        controls.add(foil);
        controls.add(oracle);
        return method.home(controls, world);
    }

    private static Method<Fit> natural() {
        Method<Fit> method = Method.ofVector("natural-effects", "Natural effects", NaturalMediation.standard(), Tier.C);
        for (int n : new int[] {300, 1200}) {
            method = home(
                    method,
                    MediationControls.ofEffects(),
                    NO_INTERACTION,
                    MediationControls.knownEffects(),
                    InteractingMediator.standard(n));
        }
        return method.stress(
                InteractingMediator.standard(300).withHidden(0.5),
                InteractingMediator.standard(1200).withHidden(0.5),
                InteractingMediator.standard(60));
    }

    private static Method<Fit> binary() {
        Method<Fit> method = Method.ofVector(
                "mediation-binary", "Mediation of a binary outcome", GeneralisedMediation.standard(), Tier.C);
        Control<Fit> products = Control.foil(
                "product-of-coefficients",
                "multiplies coefficients of a probit as if its predictor were the outcome",
                new ProductOfCoefficients());
        for (int n : new int[] {400, 1600}) {
            method = home(
                    method,
                    MediationControls.ofEffects(),
                    products,
                    MediationControls.knownEffects(),
                    ProbitMediation.standard(n));
        }
        return method.stress(
                ProbitMediation.standard(400).withHidden(0.7),
                ProbitMediation.standard(1600).withHidden(0.7),
                ProbitMediation.standard(100));
    }
}
