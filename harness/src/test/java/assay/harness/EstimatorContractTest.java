package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Clusters;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.dgp.Clustered;
import assay.dgp.ClusteredEncouragement;
import assay.dgp.CovariateWorld;
import assay.dgp.Discontinuity;
import assay.dgp.Encouragement;
import assay.dgp.FactorPanel;
import assay.dgp.FadingEffect;
import assay.dgp.NetworkSpillover;
import assay.dgp.PairedSpend;
import assay.dgp.RatioWorld;
import assay.dgp.RegionAssignment;
import assay.dgp.RegionalSales;
import assay.dgp.SegmentMix;
import assay.dgp.StaggeredPanel;
import assay.dgp.Surface;
import assay.dgp.Switchback;
import assay.dgp.TargetPopulation;
import assay.dgp.TossPlan;
import assay.dgp.TwoSidedMarket;
import assay.geo.ConformalInference;
import assay.geo.GeoMatchedPairs;
import assay.geo.TrimmedMatch;
import assay.interference.MultipleRandomisation;
import assay.quasi.RegressionDiscontinuity;
import assay.random.Philox;
import assay.random.Streams;
import assay.transport.CellProjection;
import assay.transport.DynamicEffects;
import assay.transport.LongRunEffect;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every method of the catalogue must do, whatever it estimates: a new entry is tested without a line here. */
class EstimatorContractTest {

    private static final Sample UNITS = CovariateWorld.randomised(600, Surface.NONLINEAR)
            .withConfounding(0.25)
            .draw(new Streams(42, 0))
            .observed();

    private static final Sample CLUSTERS =
            new Clustered(60, 10, 0.5, 0.1, 1, 2).draw(new Streams(42, 0)).observed();

    private static final Sample ENCOURAGED = new Encouragement(600, 2, 1, 1, 0.6, 0.2, -1, 0)
            .draw(new Streams(42, 0))
            .observed();

    private static final Sample ENCOURAGED_CLUSTERS = new ClusteredEncouragement(
                    60, 10, 0.5, 0.1, 1, 1, 0.6, 0.2, -1, 0.2, 1)
            .draw(new Streams(42, 0))
            .observed();

    private static final Sample RATIOS =
            RatioWorld.standard(600).withHistory().draw(new Streams(42, 0)).observed();

    private static final Sample SWITCHED = Switchback.oneMarket(240)
            .withPlan(TossPlan.REGULAR, 6)
            .draw(new Streams(42, 0))
            .observed();

    private static final Sample PANEL =
            StaggeredPanel.heterogeneous(200).draw(new Streams(42, 0)).observed();

    private static final Sample ADOPTION =
            FactorPanel.standard(40).draw(new Streams(42, 0)).observed();

    private static final Sample REGION_PAIRS = RegionalSales.standard(40)
            .withCampaign(20, RegionAssignment.PAIRS)
            .draw(new Streams(42, 0))
            .observed();

    private static final Sample PAIRED_SPEND =
            PairedSpend.standard(40).draw(new Streams(42, 0)).observed();

    private static final Sample PAIRS =
            TwoSidedMarket.standard(30).draw(new Streams(42, 0)).observed();

    private static final Sample NETWORK =
            NetworkSpillover.standard(400).draw(new Streams(42, 0)).observed();

    private static final Sample SCORES =
            Discontinuity.standard(600).draw(new Streams(42, 0)).observed();

    private static final Sample FADING =
            FadingEffect.standard(1000).draw(new Streams(42, 0)).observed();

    private static final Sample CARRIED =
            TargetPopulation.standard(400).draw(new Streams(42, 0)).observed();

    private static final Sample CELLS =
            SegmentMix.standard(400).draw(new Streams(42, 0)).observed();

    /** Data that a method can read: of clusters, of people who do not all comply, of numerators, where it needs them. */
    private static Sample sample(Method<Fit> method) {
        Set<Role> needs = method.estimator().needs();
        if (needs.contains(Role.BLOCK)) {
            return SWITCHED;
        }
        if (method.estimator() instanceof CellProjection) {
            return CELLS;
        }
        if (carried(method)) {
            return CARRIED;
        }
        if (method.estimator() instanceof DynamicEffects || method.estimator() instanceof LongRunEffect) {
            return FADING;
        }
        if (method.estimator() instanceof RegressionDiscontinuity) {
            return SCORES;
        }
        if (method.estimator() instanceof MultipleRandomisation) {
            return PAIRS;
        }
        if (needs.contains(Role.NEIGHBOURS)) {
            return NETWORK;
        }
        if (method.estimator() instanceof GeoMatchedPairs) {
            return REGION_PAIRS;
        }
        if (method.estimator() instanceof TrimmedMatch) {
            return PAIRED_SPEND;
        }
        if (panel(method)) {
            return needs.contains(Role.ASSIGNMENT) ? ADOPTION : PANEL;
        }
        if (instrumented(method)) {
            return needs.contains(Role.CLUSTER) ? ENCOURAGED_CLUSTERS : ENCOURAGED;
        }
        return needs.contains(Role.CLUSTER) ? CLUSTERS : needs.contains(Role.NUMERATOR) ? RATIOS : UNITS;
    }

    /** Effects that are carried to another population, whose rows are in the sample too. */
    private static boolean carried(Method<Fit> method) {
        return method.estimator().getClass().getPackageName().equals("assay.transport")
                && method.estimator().needs().contains(Role.STRATUM);
    }

    private static boolean instrumented(Method<Fit> method) {
        return method.estimator().needs().contains(Role.TREATMENT) && !panel(method);
    }

    /** Units seen in several periods, treated from some period on. */
    private static boolean panel(Method<Fit> method) {
        return method.estimator().needs().containsAll(Set.of(Role.UNIT, Role.TIME));
    }

    /** What tells the arms: what was assigned, or in a panel what is in force. */
    private static Role arms(Method<Fit> method) {
        return sample(method).has(Role.ASSIGNMENT) || !panel(method) ? Role.ASSIGNMENT : Role.TREATMENT;
    }

    /** What is measured: the outcome, or the numerator of a ratio. */
    private static Role measured(Method<Fit> method) {
        return method.estimator().needs().contains(Role.NUMERATOR) ? Role.NUMERATOR : Role.OUTCOME;
    }

    static Stream<Method<Fit>> methods() {
        return Catalog.fits().stream();
    }

    private static Fit fit(Method<Fit> method, Sample sample) {
        return method.estimator().estimate(sample, new Philox(1, 0, 3));
    }

    private static Sample mapped(Method<Fit> method, Role role, UnaryOperator<double[]> change) {
        Sample sample = sample(method);
        Column column = sample.column(role);
        return sample.with(role, new Column.Numeric(column.name(), change.apply(sample.numeric(role))));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void orderOfRowsDoesNotMatter(Method<Fit> method) {
        Estimate straight = fit(method, sample(method)).estimate();
        int[] reversed = IntStream.range(0, sample(method).size())
                .map(i -> sample(method).size() - 1 - i)
                .toArray();
        Estimate turned = fit(method, sample(method).rows(reversed)).estimate();
        assertThat(turned.value()).isCloseTo(straight.value(), within(1e-9));
        assertThat(turned.stdError()).isCloseTo(straight.stdError(), within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void outcomesInOtherUnitsGiveTheSameAnswerInThoseUnits(Method<Fit> method) {
        Estimate straight = fit(method, sample(method)).estimate();
        Estimate changed = fit(method, mapped(method, measured(method), y -> inOtherUnits(method, y)))
                .estimate();
        double unit = relative(method) ? 1 : 40;
        assertThat(changed.value()).isCloseTo(unit * straight.value(), within(40e-7));
        assertThat(changed.stdError()).isCloseTo(unit * straight.stdError(), within(40e-7));
        assertThat(changed.inference().pValue(0)).isCloseTo(straight.inference().pValue(0), within(1e-7));
    }

    private static boolean relative(Method<Fit> method) {
        return method.estimator().target() == Estimand.LIFT;
    }

    /** Another unit, and another origin where the estimand does not hang on it: of a ratio, by unit of the denominator. */
    private static double[] inOtherUnits(Method<Fit> method, double[] y) {
        double[] changed = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            double origin = relative(method)
                    ? 0
                    : measured(method) == Role.OUTCOME ? 1000 : RATIOS.numeric(Role.DENOMINATOR)[i];
            changed[i] = origin + 40 * y[i];
        }
        return changed;
    }

    @ParameterizedTest
    @MethodSource("methods")
    void swappingTheArmsFlipsTheSign(Method<Fit> method) {
        assumeFalse(panel(method), "a treatment that begins and stays is not one that ends");
        assumeFalse(
                sample(method) == PAIRS || sample(method) == NETWORK,
                "pairs of which either side is untreated are no pairs of which both are treated");
        assumeFalse(
                method.estimator().target() == Estimand.ATT,
                "once arms are swapped, an effect on the treated is one on other units");
        Estimate straight = fit(method, sample(method)).estimate();
        // Where assignment is an instrument, its sign means nothing; the arms are those of the treatment.
        Role arms = instrumented(method) ? Role.TREATMENT : Role.ASSIGNMENT;
        Estimate swapped = fit(
                        method,
                        mapped(
                                method,
                                arms,
                                t -> Arrays.stream(t).map(v -> 1 - v).toArray()))
                .estimate();
        // Folds are dealt in an order that the data decide, and swapped arms are other data.
        double slack = method.options().toString().contains("folds=") ? straight.stdError() : 1e-6;
        double flipped = relative(method) ? 1 / (1 + straight.value()) - 1 : -straight.value();
        assertThat(swapped.value()).isCloseTo(flipped, within(slack));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void intervalsHoldTheEstimateNestAndAgreeWithTheTest(Method<Fit> method) {
        for (Estimate term : fit(method, sample(method)).terms()) {
            assumeFalse(
                    term.inference() instanceof ConformalInference,
                    "shares of as many moves as there are periods: sets of neighbouring levels are the same, and need not be"
                            + " connected");
            Interval inner = null;
            for (double level : new double[] {0.5, 0.8, 0.9, 0.95, 0.99, 0.999}) {
                Interval interval = term.inference().interval(level);
                assertThat(interval.contains(term.value())).isTrue();
                if (inner != null) {
                    assertThat(interval.lower()).isLessThan(inner.lower());
                    assertThat(interval.upper()).isGreaterThan(inner.upper());
                }
                inner = interval;
                for (double null0 : new double[] {0, interval.lower() - 1e-6, interval.lower() + 1e-6}) {
                    assertThat(term.inference().pValue(null0) < 1 - level).isEqualTo(!interval.contains(null0));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theSameStreamGivesTheSameResultOnAnyThreadAndTheSampleIsLeftAsItWas(Method<Fit> method) {
        double[] y = sample(method).numeric(measured(method)).clone();
        Fit first = fit(method, sample(method));
        List<Fit> more = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> fit(method, sample(method)))
                .toList();
        for (Fit other : more) {
            assertThat(other.terms()).isEqualTo(first.terms());
            assertThat(other.glance()).isEqualTo(first.glance());
        }
        assertThat(sample(method).numeric(measured(method))).isEqualTo(y);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void influenceAddsUpToNothingAndItsSpreadIsTheStandardError(Method<Fit> method) {
        Fit fit = fit(method, sample(method));
        // Windows that share tosses overlap: no function of single rows or blocks adds up to their variance.
        assumeTrue(fit.influence().isPresent(), method.name() + " has no influence function");
        double[] values = fit.influence().orElseThrow().values(0);
        double sum = Arrays.stream(values).sum();
        assertThat(values).hasSize(sample(method).size());
        assertThat(sum / values.length)
                .isCloseTo(0, within(0.02 * fit.estimate().stdError()));
        if (sample(method) == PAIRS || sample(method) == NETWORK) {
            // Rows share buyers, sellers or neighbours: nothing in them is independent whose spread would be the error.
            return;
        }
        double squares = Arrays.stream(sums(method, values)).map(v -> v * v).sum();
        double error = fit.estimate().stdError();
        assertThat(Math.sqrt(squares) / values.length).isCloseTo(error, within(0.05 * error));
    }

    /** Influence by what is independent: rows, clusters, or units of a panel. */
    private static double[] sums(Method<Fit> method, double[] values) {
        Set<Role> needs = method.estimator().needs();
        if (!needs.contains(Role.CLUSTER) && !needs.contains(Role.BLOCK) && !panel(method)) {
            return values;
        }
        Sample sample = sample(method);
        Role whole = panel(method) ? Role.UNIT : needs.contains(Role.BLOCK) ? Role.BLOCK : Role.CLUSTER;
        Clusters clusters = Clusters.of(sample.with(Role.CLUSTER, sample.column(whole)));
        double[] sums = new double[clusters.count()];
        for (int i = 0; i < values.length; i++) {
            sums[clusters.of()[i]] += values[i];
        }
        return sums;
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyKindOfBrokenInputHasItsMessage(Method<Fit> method) {
        Role measured = measured(method);
        String name = "'" + sample(method).column(measured).name() + "'";
        broken(method, sample(method).with(measured), Problem.MISSING_ROLE, measured.code());
        // A cutoff tells the arms where no column does.
        if (method.estimator().needs().contains(arms(method))) {
            broken(
                    method,
                    sample(method).with(arms(method)),
                    Problem.MISSING_ROLE,
                    arms(method).code());
        }
        broken(method, mapped(method, measured, y -> new double[y.length]), Problem.CONSTANT_OUTCOME, name);
        String assignment = sample(method).column(arms(method)).name();
        broken(
                method,
                mapped(method, arms(method), t -> new double[t.length]),
                Problem.ONE_LEVEL,
                "'" + assignment + "'");
        // One treated row is an arm where a unit may be treated in the last period only; here it is not the last.
        Problem single = sample(method) == ADOPTION || sample(method) == REGION_PAIRS
                ? Problem.NOT_ABSORBING
                : Problem.TOO_FEW_ROWS;
        broken(method, mapped(method, arms(method), EstimatorContractTest::oneTreated), single, "'1'");
        broken(
                method,
                mapped(
                        method,
                        arms(method),
                        t -> IntStream.range(0, t.length)
                                .mapToDouble(i -> i % 3)
                                .toArray()),
                Problem.TOO_MANY_LEVELS,
                "more than two");
        Column text = new Column.Categorical("text", new int[sample(method).size()], List.of("yes"));
        broken(method, sample(method).with(measured, text), Problem.NOT_NUMERIC, "'text'");
    }

    private static double[] oneTreated(double[] t) {
        double[] one = new double[t.length];
        one[3] = 1;
        return one;
    }

    private static void broken(Method<Fit> method, Sample sample, Problem problem, String mention) {
        assertThatThrownBy(() -> fit(method, sample))
                .as(method.name() + " " + problem)
                .isInstanceOfSatisfying(EstimationException.class, e -> {
                    assertThat(e.problem()).isEqualTo(problem);
                    assertThat(e.remedy()).isNotBlank();
                })
                .hasMessageContaining(mention);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void fitsSayHowTheyWereMade(Method<Fit> method) {
        Fit fit = fit(method, sample(method));
        assertThat(fit.glance().method()).isEqualTo(method.name());
        assertThat(fit.glance().variance()).isNotBlank();
        assertThat(fit.glance().n()).isEqualTo(sample(method).size());
        int compared = carried(method)
                ? (int) Arrays.stream(sample(method).numeric(Role.STRATUM)).sum()
                : sample(method).size();
        assertThat(fit.glance().treated() + fit.glance().control()).isEqualTo(compared);
        assertThat(fit.estimate().estimand()).isEqualTo(method.estimator().target());
        assertThat(fit.estimate().term()).isEqualTo(term(method));
    }

    private static String term(Method<Fit> method) {
        if (method.estimator() instanceof TrimmedMatch) {
            return "per unit of spend";
        }
        if (method.estimator().getClass().getPackageName().equals("assay.geo")) {
            return "campaign - none";
        }
        return sample(method) == PAIRS ? "total" : sample(method) == NETWORK ? "both - none" : "1 - 0";
    }
}
