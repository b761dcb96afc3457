package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.baseline.AsTreated;
import assay.baseline.BootstrapMatching;
import assay.certificate.Tier;
import assay.dgp.ConfoundedTreatment;
import assay.dgp.CovariateWorld;
import assay.dgp.HiddenConfounder;
import assay.dgp.ScarceControls;
import assay.dgp.SelectedEncouragement;
import assay.dgp.Surface;
import assay.experiment.DifferenceInMeans;
import assay.experiment.TwoStageLeastSquares;
import assay.nuisance.Folds;
import assay.nuisance.LinearLearner;
import assay.nuisance.LogisticLearner;
import assay.observational.BiasCorrection;
import assay.observational.CompliersEffect;
import assay.observational.DmlIv;
import assay.observational.EntropyBalancing;
import assay.observational.InteractiveIv;
import assay.observational.Matching;
import assay.observational.Pooling;
import assay.observational.PropensityWeighting;
import assay.observational.Subclassification;
import assay.observational.Takers;
import assay.observational.Tmle;
import assay.observational.TrimmedAipw;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Methods of chapter 11 that adjust for measured confounders. Their homes are worlds in which everything that confounds is measured; a
 * hidden confounder must refute each of them.
 */
final class ObservationalMethods {

    private static final int SMALL = 1000;
    private static final int LARGE = 2000;
    private static final int RESAMPLES = 50;

    /** A regression among matches, or of the outcome, stands in for a propensity that is ignored. */
    private static final Set<String> DOUBLY_ROBUST = Set.of("ignored-propensity");

    private static final Control<Fit> NAIVE = naive(Estimand.ATT);

    private static final Control<Fit> TAKEN =
            foil("as-treated", "compares those who took the treatment with those who did not", new AsTreated());

    private static final Control<Fit> UNADJUSTED = foil(
            "two-stage-least-squares",
            "takes encouragement that follows the covariates for a lottery",
            new WithoutCovariates(TwoStageLeastSquares.standard()));

    private ObservationalMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("matching", ObservationalMethods::matching);
        makers.put("propensity-matching", ObservationalMethods::propensityMatching);
        makers.put("subclassification", ObservationalMethods::subclassification);
        makers.put("entropy-balancing", ObservationalMethods::entropyBalancing);
        makers.put("overlap-weights", ObservationalMethods::overlapWeights);
        makers.put("tmle", ObservationalMethods::tmle);
        makers.put("trimmed-aipw", ObservationalMethods::trimmedAipw);
        makers.put("dml-iv", ObservationalMethods::dmlIv);
        makers.put("interactive-iv", ObservationalMethods::interactiveIv);
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        // All methods of this family answer with a fit.
    }

    private static Control<Fit> naive(Estimand estimand) {
        return Control.foil(
                "difference-in-means",
                "compares arms that differ before treatment",
                new Renamed(new DifferenceInMeans(), estimand));
    }

    private static Control<Fit> foil(String name, String why, Estimator<Fit> estimator) {
        return Control.foil(name, why, estimator);
    }

    private static ConfoundedTreatment measured(int size) {
        return ConfoundedTreatment.standard(size);
    }

    /** What every one of them must fail: a confounder that nobody measured, and arms that hardly overlap. */
    private static Method<Fit> stressed(Method<Fit> method) {
        Estimand target = method.estimator().target();
        boolean told = target == Estimand.ATE || target == Estimand.ATT;
        return (told
                        ? method.stress(HiddenConfounder.standard(SMALL))
                        : method.stress(measured(SMALL).withHidden(1)))
                .stress(measured(SMALL).withConfounding(4));
    }

    private static Method<Fit> matching() {
        Matching estimator = Matching.standard();
        Method<Fit> method = Method.ofFit("matching", "Matching with bias correction", estimator, Tier.B);
        Control<Fit> raw = foil(
                "uncorrected-matching",
                "leaves the difference between matches in five covariates, which more rows hardly shrink",
                estimator.withCorrection(BiasCorrection.NONE));
        Control<Fit> bootstrap = foil(
                "bootstrap-matching",
                "bootstraps the nearest neighbour, whose uses do not vary over resamples as over samples",
                new BootstrapMatching(RESAMPLES));
        method = Catalog.home(
                method, DOUBLY_ROBUST, NAIVE, measured(SMALL), measured(SMALL).withHeterogeneity(1));
        method = Catalog.home(method, DOUBLY_ROBUST, raw, measured(1500));
        method = Catalog.home(method, DOUBLY_ROBUST, bootstrap, ScarceControls.standard(1260));
        return stressed(method).stress(measured(SMALL).withSurface(Surface.NONLINEAR));
    }

    private static Method<Fit> propensityMatching() {
        Method<Fit> method =
                Method.ofFit("propensity-matching", "Propensity score matching", Matching.propensity(1), Tier.B);
        Control<Fit> greedy = foil(
                "greedy-pairs",
                "uses up the nearest controls, so that the treated who are hardest to match get poor ones",
                Matching.greedyPairs());
        method = Catalog.home(method, DOUBLY_ROBUST, NAIVE, measured(SMALL));
        method = Catalog.home(method, DOUBLY_ROBUST, greedy, measured(1500));
        return stressed(method);
    }

    private static Method<Fit> subclassification() {
        Subclassification estimator = Subclassification.standard();
        Method<Fit> method = Method.ofFit("subclassification", "Subclassification", estimator, Tier.B);
        Control<Fit> raw = foil(
                "five-classes",
                "compares means within classes, in which a tenth of the confounding is left",
                estimator.withCorrection(BiasCorrection.NONE));
        method = Catalog.home(method, NAIVE, measured(SMALL));
        method = Catalog.home(method, raw, measured(2 * LARGE));
        return stressed(method).stress(measured(SMALL).withHeterogeneity(1));
    }

    private static Method<Fit> entropyBalancing() {
        Method<Fit> method =
                Method.ofFit("entropy-balancing", "Entropy balancing", EntropyBalancing.standard(), Tier.B);
        method = Catalog.home(method, NAIVE, measured(SMALL), measured(LARGE).withHeterogeneity(1));
        return stressed(method);
    }

    private static Method<Fit> overlapWeights() {
        Method<Fit> method = Method.ofFit("overlap-weights", "Overlap weights", PropensityWeighting.standard(), Tier.B);
        Control<Fit> naive = naive(Estimand.ATO);
        method = Catalog.home(method, naive, measured(SMALL), measured(LARGE).withHeterogeneity(1));
        method = Catalog.home(method, naive, measured(SMALL).withSurface(Surface.NONLINEAR));
        return stressed(method);
    }

    private static Method<Fit> tmle() {
        Method<Fit> method = Method.ofFit("tmle", "Targeted maximum likelihood", Tmle.standard(), Tier.B);
        Control<Fit> naive = naive(Estimand.ATE);
        CovariateWorld curved =
                CovariateWorld.randomised(SMALL, Surface.NONLINEAR).withConfounding(0.25);
        method = Catalog.home(method, DOUBLY_ROBUST, naive, curved, curved.withSize(LARGE));
        return stressed(method);
    }

    private static Method<Fit> trimmedAipw() {
        Method<Fit> method = Method.ofFit("trimmed-aipw", "Trimmed AIPW", TrimmedAipw.standard(), Tier.B);
        Control<Fit> naive = naive(Estimand.TARGET_ATE);
        method = Catalog.home(
                method, DOUBLY_ROBUST, naive, measured(SMALL), measured(1500).withConfounding(2));
        return stressed(method);
    }

    private static Method<Fit> dmlIv() {
        Method<Fit> method = Method.ofFit(
                "dml-iv", "Double machine learning with an instrument", new CompliersEffect(DmlIv.standard()), Tier.B);
        method = Catalog.home(method, TAKEN, SelectedEncouragement.standard(SMALL));
        method = Catalog.home(method, UNADJUSTED, SelectedEncouragement.standard(LARGE));
        return method.stress(SelectedEncouragement.standard(SMALL).withHidden(0.5));
    }

    /** Without the mutant that puts fitted treatments in place of those taken, which a method of 0/1 treatments refuses. */
    private static List<Control<Fit>> binary(Estimator<Fit> estimator, Control<Fit> foil) {
        return List.of(
                Mutants.scaledError(0.8).of(estimator),
                Mutants.shifted(0.3).of(estimator),
                Mutants.oneSidedQuantile().of(estimator),
                foil,
                Oracle.of(Estimand.LATE));
    }

    private static Method<Fit> interactiveIv() {
        CompliersEffect estimator = new CompliersEffect(new InteractiveIv(
                new LinearLearner(),
                new LogisticLearner(),
                new LinearLearner(),
                Takers.ALWAYS_AND_NEVER,
                Pooling.ALL_AT_ONCE,
                5,
                1,
                0.01,
                Folds.STRATIFIED_BY_ARM));
        return Method.ofFit("interactive-iv", "Doubly robust effect on compliers", estimator, Tier.B)
                .home(binary(estimator, TAKEN), SelectedEncouragement.standard(SMALL))
                .home(binary(estimator, UNADJUSTED), SelectedEncouragement.standard(LARGE))
                .stress(SelectedEncouragement.standard(SMALL).withHidden(0.5));
    }
}
