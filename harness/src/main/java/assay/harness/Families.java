package assay.harness;

import assay.Fit;
import assay.certificate.Tier;
import assay.dgp.CovariateWorld;
import assay.dgp.Dgp;
import assay.dgp.Iid;
import assay.dgp.Surface;

/** The families of the catalogue: how far a badge reaches, and where it must end. */
final class Families {

    private static final int WORLDS = 100;

    private Families() {}

    /** The method with its families, if it has any. */
    static Method<Fit> of(Method<Fit> method) {
        return switch (method.name()) {
            case "difference-in-means" ->
                method.family(new Family.Sampled(experiments(), Tier.C, WORLDS))
                        // Refuted: without randomisation the two arms differ before treatment.
                        .family(new Family.Attack(confounded(Surface.LINEAR, 1), Tier.A, 5000));
            case "ols", "lin" -> method.family(new Family.Sampled(covariates(), Tier.D, WORLDS));
            case "aipw" -> method.family(new Family.Attack(confounded(Surface.NONLINEAR, 0.25), Tier.B, 2000));
            default -> method;
        };
    }

    private static KnobSpace experiments() {
        return KnobSpace.of(Iid.standard(500))
                .range("treated_share", 0.2, 0.8)
                .range("sd", 1, 10)
                .range("effect", 0, 5)
                .logRange("size", 200, 2000)
                .build();
    }

    private static KnobSpace covariates() {
        return KnobSpace.of(CovariateWorld.randomised(500, Surface.LINEAR))
                .logRange("size", 300, 2000)
                .range("effect", 0, 4)
                .range("heterogeneity", 0, 0.5)
                .options("surface", "linear", "nonlinear")
                .build();
    }

    private static KnobSpace confounded(Surface surface, double most) {
        Dgp world = CovariateWorld.randomised(1000, surface);
        return KnobSpace.of(world).range("confounding", 0, most).build();
    }
}
