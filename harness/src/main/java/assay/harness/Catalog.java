package assay.harness;

import assay.Fit;
import assay.Role;
import assay.baseline.OneSample;
import assay.baseline.SingleMean;
import assay.certificate.Tier;
import assay.dgp.Assignment;
import assay.dgp.Binary;
import assay.dgp.Clustered;
import assay.dgp.Count;
import assay.dgp.CovariateWorld;
import assay.dgp.Dgp;
import assay.dgp.Drift;
import assay.dgp.Funnel;
import assay.dgp.Hurdle;
import assay.dgp.Iid;
import assay.dgp.Revenue;
import assay.dgp.Surface;
import assay.dgp.Survival;
import assay.dgp.UnequalSpread;
import assay.experiment.ClusterMeans;
import assay.experiment.DifferenceInMeans;
import assay.experiment.Lin;
import assay.experiment.RegressionAdjustment;
import assay.linear.Covariance;
import assay.observational.Aipw;
import assay.observational.DmlPlr;
import assay.observational.Ipw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All methods: one line names it, the rest says where it is certified. */
public final class Catalog {

    private static final double MILD = 0.25;
    /** An outcome regression stands in for a propensity that is ignored. */
    private static final Set<String> DOUBLY_ROBUST = Set.of("ignored-propensity");

    private static final Set<Role> JOBS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.PROPENSITY);

    private static final int[] SIZES = {500, 2000};
    private static final int[] LARGER = {1000, 4000};

    private static final Control<Fit> ONE_SAMPLE =
            Control.foil("one-sample", "takes the mean of the controls for a known constant", new OneSample());
    private static final Control<Fit> SINGLE_MEAN = Control.foil(
            "single-mean", "takes the standard error of one mean for that of a difference", new SingleMean());
    private static final Control<Fit> DIFFERENCE_IN_MEANS =
            Control.foil("difference-in-means", "compares arms that differ before treatment", new DifferenceInMeans());
    private static final Control<Fit> ROWS =
            Control.foil("difference-in-means", "takes rows of one cluster for independent", new DifferenceInMeans());

    private Catalog() {}

    /** A method that is made when it is first asked for: which mutants fit a cell takes draws of its world to know. */
    private static final class Entry<M extends Method<?>> {
        private final Supplier<M> maker;
        private @Nullable M made;

        Entry(Supplier<M> maker) {
            this.maker = maker;
        }

        synchronized M get() {
            M method = made;
            if (method == null) {
                method = maker.get();
                made = method;
            }
            return method;
        }
    }

    private static final Map<String, Entry<Method<Fit>>> FITS = fitEntries();

    private static final Map<String, Entry<? extends Method<?>>> ENTRIES = entries();

    private static Map<String, Entry<Method<Fit>>> fitEntries() {
        Map<String, Supplier<Method<Fit>>> makers = new LinkedHashMap<>();
        makers.put("difference-in-means", Catalog::differenceInMeans);
        makers.put("ols", Catalog::ols);
        makers.put("lin", Catalog::lin);
        makers.put("ipw", Catalog::ipw);
        makers.put("aipw", Catalog::aipw);
        makers.put("dml-plr", Catalog::dmlPlr);
        makers.put("cluster-means", Catalog::clusterMeans);
        MetricMethods.addTo(makers);
        LinearMethods.addTo(makers);
        PanelMethods.addTo(makers);
        InterferenceMethods.addTo(makers);
        SwitchbackMethods.addTo(makers);
        ObservationalMethods.addFitsTo(makers);
        SensitivityMethods.addFitsTo(makers);
        QuasiMethods.addFitsTo(makers);
        SyntheticMethods.addFitsTo(makers);
        MediationMethods.addFitsTo(makers);
        TransportMethods.addFitsTo(makers);
        GeoMethods.addFitsTo(makers);
        IncrementalityMethods.addFitsTo(makers);
        Map<String, Entry<Method<Fit>>> entries = new LinkedHashMap<>();
        makers.forEach((name, maker) -> entries.put(name, new Entry<>(() -> completed(maker.get()))));
        return Collections.unmodifiableMap(entries);
    }

    private static Method<Fit> completed(Method<Fit> method) {
        // A shuffle of rows re-randomises neither clusters, instruments nor cutoffs, and jobs has no ratio metric.
        Set<Role> needs = method.estimator().needs();
        return Families.of(
                needs.contains(Role.ASSIGNMENT) && JOBS.containsAll(needs)
                        ? method.onRealTable(RealTables.jobs())
                        : method);
    }

    /** Fits first, then methods whose results are of other types. */
    private static Map<String, Entry<? extends Method<?>>> entries() {
        Map<String, Supplier<? extends Method<?>>> makers = new LinkedHashMap<>();
        SequentialMethods.addTo(makers);
        GroupSequentialMethods.addTo(makers);
        MultiplicityMethods.addTo(makers);
        AssignmentMethods.addTo(makers);
        PowerMethods.addTo(makers);
        TrustMethods.addTo(makers);
        DecisionMethods.addTo(makers);
        HeterogeneityMethods.addTo(makers);
        PolicyMethods.addTo(makers);
        OffPolicyMethods.addTo(makers);
        AdaptiveMethods.addTo(makers);
        CampaignMethods.addTo(makers);
        ObservationalMethods.addTo(makers);
        SensitivityMethods.addTo(makers);
        QuasiMethods.addTo(makers);
        SyntheticMethods.addTo(makers);
        MediationMethods.addTo(makers);
        TransportMethods.addTo(makers);
        GeoMethods.addTo(makers);
        IncrementalityMethods.addTo(makers);
        Map<String, Entry<? extends Method<?>>> entries = new LinkedHashMap<>(FITS);
        makers.forEach((name, maker) -> entries.put(name, new Entry<>(maker)));
        return Collections.unmodifiableMap(entries);
    }

    /**
     * The names of all methods.
     *
     * @return in the order of the guide
     */
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /**
     * All methods, whatever they answer.
     *
     * @return in the order of the guide
     */
    public static List<Method<?>> methods() {
        List<Method<?>> methods = new ArrayList<>();
        ENTRIES.values().forEach(entry -> methods.add(entry.get()));
        return Collections.unmodifiableList(methods);
    }

    /**
     * The methods that answer a fit.
     *
     * @return in the order of the guide
     */
    public static List<Method<Fit>> fits() {
        return FITS.values().stream().map(Entry::get).toList();
    }

    /**
     * The method of a name, whatever it answers.
     *
     * @param name kebab-case name
     * @return empty if there is none
     */
    public static Optional<Method<?>> find(String name) {
        Entry<? extends Method<?>> entry = ENTRIES.get(name);
        return entry == null ? Optional.empty() : Optional.of(entry.get());
    }

    /**
     * The method of a name, if it answers a fit.
     *
     * @param name kebab-case name
     * @return empty if there is none, or its results are of another type
     */
    public static Optional<Method<Fit>> fit(String name) {
        return Optional.ofNullable(FITS.get(name)).map(Entry::get);
    }

    /**
     * Whether a method of the catalogue is listed among those that answer a fit.
     *
     * @param name kebab-case name
     * @return false if it is not, or if there is no such method
     */
    public static boolean isFit(String name) {
        return FITS.containsKey(name);
    }

    private static Method<Fit> differenceInMeans() {
        Method<Fit> method =
                Method.ofFit("difference-in-means", "Difference in means", new DifferenceInMeans(), Tier.A);
        for (int n : SIZES) {
            method = home(
                    method,
                    ONE_SAMPLE,
                    Iid.standard(n),
                    world(n, 0, Surface.LINEAR, 0),
                    world(n, 0, Surface.NONLINEAR, 0));
            method = home(method, SINGLE_MEAN, new Iid(n, 2, 10, 5, 0.1));
        }
        // Small arms, alike and unlike: here a normal quantile, a pooled variance or a wrong count of rows shows.
        method = home(method, ONE_SAMPLE, Iid.standard(16));
        method = home(method, SINGLE_MEAN, new UnequalSpread(24, 0, 2, 1, 4, 0, 0.25));
        // Each type of outcome; the more skewed it is, the more units it takes.
        method = home(
                method,
                ONE_SAMPLE,
                Binary.standard(500),
                Count.standard(500),
                Survival.standard(500),
                Drift.standard(500),
                Funnel.standard(1000),
                Revenue.standard(4000));
        method = method.stress(Revenue.standard(1000), Drift.standard(500).withRamp(0.4));
        for (int n : SIZES) {
            method = method.stress(
                    world(n, 0, Surface.LINEAR, 1),
                    world(n, 0.5, Surface.LINEAR, 0),
                    world(n, 0.5, Surface.NONLINEAR, 0));
        }
        // Few rows, most of them in the arm that varies less.
        method = method.stress(new UnequalSpread(16, 0, 2, 1, 4, 0, 0.25));
        // Zero-inflated revenue: a split in half keeps the symmetry of the error, one in eleven does not.
        method = method.stress(
                new Hurdle(1000, 0.03, 3, 1, 0.2, 0.5, Assignment.COMPLETE),
                new Hurdle(2200, 0.03, 3, 1, 0.2, 200 / 2200.0, Assignment.COMPLETE));
        // The naive answer in the worlds where the observational methods are at home.
        return method.stress(world(LARGER[0], MILD, Surface.NONLINEAR, 0), world(LARGER[0], 1, Surface.NONLINEAR, 0));
    }

    private static Method<Fit> ols() {
        return adjusted(
                Method.ofFit("ols", "Regression adjustment", new RegressionAdjustment(Covariance.HC2), Tier.A), 24);
    }

    private static Method<Fit> lin() {
        // An effect that moves with a covariate: here interactions that are not centred show.
        Method<Fit> method = Method.ofFit("lin", "Lin's interacted regression", Lin.standard(), Tier.A);
        return adjusted(home(method, ONE_SAMPLE, world(SIZES[0], 0, Surface.LINEAR, 1)), 60);
    }

    private static Method<Fit> adjusted(Method<Fit> start, int few) {
        Method<Fit> method = start;
        for (int n : SIZES) {
            method = home(method, ONE_SAMPLE, world(n, 0, Surface.LINEAR, 0), world(n, 0, Surface.NONLINEAR, 0));
        }
        // Few rows for each coefficient: here residuals that are not corrected for leverage show. Unequal arms of
        // unequal spread: here a variance that is the same for all shows.
        method = home(
                method,
                SINGLE_MEAN,
                new UnequalSpread(few, 3, 2, 1, 1, 0.3, 0.5),
                new UnequalSpread(500, 3, 2, 1, 3, 0, 0.25));
        for (int n : SIZES) {
            CovariateWorld uneven = world(n, 0, Surface.LINEAR, 1);
            method = method.cells().stream().anyMatch(cell -> cell.world().equals(uneven))
                    ? method
                    : method.stress(uneven);
            method = method.stress(world(n, 0.5, Surface.LINEAR, 0), world(n, 0.5, Surface.NONLINEAR, 0));
        }
        // Found on the way to the homes above: how few rows are too few.
        if (few > 24) {
            method = method.stress(new UnequalSpread(24, 3, 2, 1, 1, 0.3, 0.5));
        }
        return method.stress(new UnequalSpread(200, 3, 2, 1, 3, 0, 0.25));
    }

    /**
     * Its propensity is linear in the covariates, which the confounded worlds are not. Where the outcome is linear too that
     * does no harm, and shows whether the weights do their work; where it is not, the method must be refused.
     */
    private static Method<Fit> ipw() {
        Method<Fit> method = Method.ofFit("ipw", "Inverse propensity weighting", Ipw.standard(), Tier.B);
        for (int n : LARGER) {
            method = home(method, ONE_SAMPLE, world(n, 0, Surface.NONLINEAR, 0));
        }
        return home(method, DIFFERENCE_IN_MEANS, world(LARGER[0], MILD, Surface.LINEAR, 0))
                .stress(
                        world(LARGER[0], MILD, Surface.NONLINEAR, 0),
                        world(LARGER[1], MILD, Surface.LINEAR, 0),
                        world(LARGER[1], MILD, Surface.NONLINEAR, 0));
    }

    private static Method<Fit> aipw() {
        Method<Fit> method = Method.ofFit("aipw", "Augmented inverse propensity weighting", Aipw.standard(), Tier.B);
        for (int n : LARGER) {
            method = home(method, DOUBLY_ROBUST, DIFFERENCE_IN_MEANS, world(n, MILD, Surface.NONLINEAR, 0));
        }
        // An effect that moves with what moves the treatment: here an average over other people shows.
        method = home(method, DOUBLY_ROBUST, DIFFERENCE_IN_MEANS, world(LARGER[0], MILD, Surface.NONLINEAR, 1));
        return method.stress(
                world(LARGER[0], 0, Surface.NONLINEAR, 0),
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
            method = home(method, DIFFERENCE_IN_MEANS, world(n, 1, Surface.NONLINEAR, 0));
        }
        return method.stress(
                world(LARGER[0], MILD, Surface.NONLINEAR, 0),
                world(LARGER[0], 1.5, Surface.NONLINEAR, 0),
                world(LARGER[0], 1, Surface.NONLINEAR, 1),
                world(LARGER[1], 1, Surface.NONLINEAR, 1));
    }

    private static Method<Fit> clusterMeans() {
        Method<Fit> method =
                Method.ofFit("cluster-means", "Difference in means of clusters", new ClusterMeans(), Tier.A);
        return home(method, ROWS, new Clustered(20, 30, 0, 0.05, 0.5, 1), new Clustered(100, 30, 0.5, 0.05, 0.5, 1))
                .stress(new Clustered(10, 30, 0, 0.05, 0.5, 1), new Clustered(20, 30, 0.5, 0.3, 0.5, 1));
    }

    private static CovariateWorld world(int n, double confounding, Surface surface, double heterogeneity) {
        return CovariateWorld.randomised(n, surface)
                .withConfounding(confounding)
                .withHeterogeneity(heterogeneity);
    }

    static Method<Fit> home(Method<Fit> method, Control<Fit> foil, Dgp... worlds) {
        return home(method, Set.of(), foil, worlds);
    }

    /** Home cells with every mutant of the library that fits, but those that the method withstands. */
    static Method<Fit> home(Method<Fit> start, Set<String> spared, Control<Fit> foil, Dgp... worlds) {
        Method<Fit> method = start;
        for (Dgp world : worlds) {
            List<Control<Fit>> controls =
                    new ArrayList<>(Mutants.fitting(Setting.of(method.estimator(), method.tier(), world), spared));
            controls.add(foil);
            controls.add(Oracle.of(method.estimator().target()));
            method = method.home(controls, world);
        }
        return method;
    }
}
