package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.baseline.OneSample;
import assay.certificate.Tier;
import assay.dgp.CovariateWorld;
import assay.dgp.Iid;
import assay.dgp.Surface;
import assay.experiment.DifferenceInMeans;
import assay.experiment.Lin;
import assay.experiment.RegressionAdjustment;
import assay.linear.Covariance;
import assay.observational.Aipw;
import assay.observational.DmlPlr;
import assay.observational.Ipw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All methods: one line names it, the rest says where it is certified. */
public final class Catalog {

    private static final double MILD = 0.25;
    private static final int[] SIZES = {500, 2000};
    private static final int[] LARGER = {1000, 4000};

    private Catalog() {}

    /**
     * All methods.
     *
     * @return in the order of the guide
     */
    public static List<Method<Fit>> methods() {
        return Stream.of(differenceInMeans(), ols(), lin(), ipw(), aipw(), dmlPlr())
                .map(method -> method.onRealTable(RealTables.jobs()))
                .map(Families::of)
                .toList();
    }

    /**
     * The method of a name.
     *
     * @param name kebab-case name
     * @return empty if there is none
     */
    public static Optional<Method<Fit>> find(String name) {
        return methods().stream().filter(m -> m.name().equals(name)).findFirst();
    }

    private static Method<Fit> differenceInMeans() {
        Method<Fit> method =
                Method.ofFit("difference-in-means", "Difference in means", new DifferenceInMeans(), Tier.A);
        for (int n : SIZES) {
            method = method.home(
                    randomised(method),
                    Iid.standard(n),
                    world(n, 0, Surface.LINEAR, 0),
                    world(n, 0, Surface.NONLINEAR, 0));
        }
        for (int n : SIZES) {
            method = method.stress(
                    new Iid(n, 2, 10, 5, 0.1),
                    world(n, 0, Surface.LINEAR, 1),
                    world(n, 0.5, Surface.LINEAR, 0),
                    world(n, 0.5, Surface.NONLINEAR, 0));
        }
        // The naive answer in the worlds where the observational methods are at home.
        return method.stress(world(LARGER[0], MILD, Surface.NONLINEAR, 0), world(LARGER[0], 1, Surface.NONLINEAR, 0));
    }

    private static Method<Fit> ols() {
        return adjusted(Method.ofFit("ols", "Regression adjustment", new RegressionAdjustment(Covariance.HC2), Tier.A));
    }

    private static Method<Fit> lin() {
        return adjusted(Method.ofFit("lin", "Lin's interacted regression", Lin.standard(), Tier.A));
    }

    private static Method<Fit> adjusted(Method<Fit> start) {
        Method<Fit> method = start;
        for (int n : SIZES) {
            method = method.home(randomised(method), world(n, 0, Surface.LINEAR, 0), world(n, 0, Surface.NONLINEAR, 0));
        }
        for (int n : SIZES) {
            method = method.stress(
                    world(n, 0, Surface.LINEAR, 1),
                    world(n, 0.5, Surface.LINEAR, 0),
                    world(n, 0.5, Surface.NONLINEAR, 0));
        }
        return method;
    }

    /** Its propensity is linear in the covariates, which the confounded worlds are not: there it must be refused. */
    private static Method<Fit> ipw() {
        Method<Fit> method = Method.ofFit("ipw", "Inverse propensity weighting", Ipw.standard(), Tier.B);
        for (int n : LARGER) {
            method = method.home(randomised(method), world(n, 0, Surface.NONLINEAR, 0));
        }
        for (int n : LARGER) {
            method = method.stress(world(n, MILD, Surface.LINEAR, 0), world(n, MILD, Surface.NONLINEAR, 0));
        }
        return method;
    }

    private static Method<Fit> aipw() {
        Method<Fit> method = Method.ofFit("aipw", "Augmented inverse propensity weighting", Aipw.standard(), Tier.B);
        for (int n : LARGER) {
            method = method.home(confounded(method), world(n, MILD, Surface.NONLINEAR, 0));
        }
        return method.stress(
                world(LARGER[0], 0, Surface.NONLINEAR, 0),
                world(LARGER[0], MILD, Surface.NONLINEAR, 1),
                world(LARGER[0], 0.5, Surface.NONLINEAR, 0),
                world(LARGER[0], 1, Surface.NONLINEAR, 0),
                world(LARGER[0], 1.5, Surface.NONLINEAR, 0),
                world(LARGER[1], 0.5, Surface.NONLINEAR, 0),
                world(LARGER[1], 1, Surface.NONLINEAR, 0));
    }

    /** Weights by the variance of the treatment, so that strong confounding costs it no overlap. */
    private static Method<Fit> dmlPlr() {
        Method<Fit> method =
                Method.ofFit("dml-plr", "Double machine learning, partially linear", DmlPlr.standard(), Tier.B);
        for (int n : LARGER) {
            method = method.home(confounded(method), world(n, 1, Surface.NONLINEAR, 0));
        }
        return method.stress(
                world(LARGER[0], MILD, Surface.NONLINEAR, 0),
                world(LARGER[0], 1.5, Surface.NONLINEAR, 0),
                world(LARGER[0], 1, Surface.NONLINEAR, 1),
                world(LARGER[1], 1, Surface.NONLINEAR, 1));
    }

    private static CovariateWorld world(int n, double confounding, Surface surface, double heterogeneity) {
        return CovariateWorld.randomised(n, surface)
                .withConfounding(confounding)
                .withHeterogeneity(heterogeneity);
    }

    private static List<Control<Fit>> randomised(Method<Fit> method) {
        return controls(
                method,
                Control.foil("one-sample", "takes the mean of the controls for a known constant", new OneSample()));
    }

    private static List<Control<Fit>> confounded(Method<Fit> method) {
        return controls(
                method,
                Control.foil(
                        "difference-in-means", "compares arms that differ before treatment", new DifferenceInMeans()));
    }

    private static List<Control<Fit>> controls(Method<Fit> method, Control<Fit> foil) {
        List<Control<Fit>> controls = new ArrayList<>();
        // The exact operating characteristics say what the budget of a tier can refute.
        controls.add(FitMutation.scaledError(method.tier() == Tier.A ? 0.9 : 0.8));
        controls.add(FitMutation.shifted(0.3));
        controls.add(foil);
        Estimator<Fit> estimator = method.estimator();
        Estimand target = estimator.target();
        controls.add(Oracle.of(target));
        return controls;
    }
}
