package assay.dgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.dgp.TwinFunctionals.Functional;
import assay.dgp.TwinFunctionals.Gap;
import assay.dgp.TwinFunctionals.Run;
import assay.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every world against its twins: the same draw with all units treated, and with none.
 *
 * <p>Each comparison is allowed five standard errors. Over some 200 draws a false alarm has probability 1.3e-6, with the fewest
 * draws (40) 1e-5, and for a quantile, of which there is one, 8e-5 (t with 19 degrees of freedom): about 3e-4 for all
 * comparisons together, if the keys were drawn anew.
 */
class TwinsTest {

    private static final long KEY = 20_240_601;
    private static final int ROWS = 200_000;
    private static final Set<Role> REACTING = EnumSet.of(Role.ASSIGNMENT, Role.TREATMENT);

    /** What a data set of an experiment may show; the roles of what only the world knows do not exist. */
    private static final Set<Role> SHOWN = EnumSet.of(
            Role.OUTCOME,
            Role.NUMERATOR,
            Role.DENOMINATOR,
            Role.ASSIGNMENT,
            Role.TREATMENT,
            Role.PROPENSITY,
            Role.INSTRUMENT,
            Role.CLUSTER,
            Role.COVARIATE,
            Role.UNIT,
            Role.TIME,
            Role.STRATUM,
            Role.BLOCK,
            Role.NEIGHBOURS);

    private static final Set<String> NAMES_OF_TRUTH = Set.of(
            "truth",
            "true",
            "effect",
            "tau",
            "cate",
            "ite",
            "ate",
            "y0",
            "y1",
            "mu0",
            "mu1",
            "potential",
            "counterfactual",
            "noise",
            "type",
            "complier");

    /** Effects of these are null on average only: treatment widens the noise whatever the effect. */
    private static final Set<String> AVERAGE_NULL = Set.of("unequal-spread");

    /** Exposure costs, whether it has an effect or not. */
    private static final Set<String> SPENDING = Set.of("ad-exposure");

    /** Columns that show by design what a unit would be exposed to: ghost ads are logged. */
    private static final Set<String> LOGGED = Set.of("would_show");

    /** Here what others are assigned to reaches a unit, or what it was assigned to before. */
    private static final Set<Estimand> CARRIED_OVER = EnumSet.of(
            Estimand.GLOBAL_ATE, Estimand.EXPOSURE, Estimand.SPILLOVER, Estimand.LAG_EFFECT, Estimand.GROUP_TIME_ATT);

    static Stream<Dgp> worlds() {
        Stream<Dgp> others = Stream.of(
                new Iid(300, -1, 0, 2, 0.2),
                CovariateWorld.randomised(500, Surface.NONLINEAR)
                        .withConfounding(1.5)
                        .withHeterogeneity(0.7)
                        .withLeastPropensity(0.1),
                new RatioWorld(500, 0.05, -0.03, 4, 0.1, History.NONE, 0.3),
                new PrePost(300, -1, -0.4, 2, 0.2, 0.3),
                new Encouragement(400, 0, 2, 1, 0.6, 0, 1, -0.5),
                new InformativeClusters(20, 7, 0.5, 0, -1, 2, 0, 1),
                new Funnel(600, 2, -0.3, 0.5, 0.5, 0.3),
                new Revenue(800, 0.3, -0.1, 1, 0.4, 0.5, 0.3),
                new Survival(500, 1, 0.1, -0.5, 7, 7, 0.3),
                new Count(500, 1, -1, -0.4, 0.3),
                AdExposure.brandSearch(500, 0.9),
                AdExposure.standard(500).withLeak(0.3).withElsewhere(-4).withLog(AdLog.PREDICTED, 0.2),
                new AdExposure(500, -0.4, 2, 1, -1, 0.5, 7, 0.2, 0.3, AdLog.NONE, 0),
                Drift.standard(500).withRamp(0.4),
                new Drift(300, 7, -1, -0.5, 2, 0, 0, 1, 0));
        Stream<Dgp> families = Stream.of(
                new ManyMetrics(100, 3, 1, 0.67, MetricDependence.OPPOSED, 0.5),
                ManyMetrics.standard(60).withDependence(MetricDependence.WORST_FOR_BENJAMINI_HOCHBERG, 0.05),
                ManyMetrics.standard(60).withDependence(MetricDependence.WORST_FOR_HOCHBERG, 0.05),
                new ManyArms(90, 2, -1, 2, 0.5),
                ExperimentSeries.standard(8).withOverlap(0.5));
        Stream<Dgp> surfaces = Arrays.stream(EffectSurface.values()).map(surface -> Heterogeneous.of(500, surface));
        // Identifiers have no treatment, and so no twins.
        Stream<Dgp> zoo = Zoo.worlds().stream().filter(world -> !(world instanceof IdPopulation));
        return Stream.of(zoo, others, families, surfaces).flatMap(s -> s);
    }

    private static Twins twins(Dgp world) {
        assertThat(world)
                .as("The world '%s' must implement Twins, or its truth cannot be held to anything", world.name())
                .isInstanceOf(Twins.class);
        return (Twins) world;
    }

    private static List<Run> runs(Twins world) {
        Streams first = new Streams(KEY, 0);
        int rows = world.draw(first).observed().size();
        int count = Math.max(40, Math.min(400, ROWS / rows));
        List<Run> runs = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            Streams streams = new Streams(KEY, r);
            runs.add(new Run(world.draw(streams), world.twin(streams, 1), world.twin(streams, 0)));
        }
        return runs;
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theStatedTruthIsThatOfTheTwins(Dgp world) {
        List<Run> runs = runs(twins(world));
        GroundTruth stated = runs.get(0).draw().truth();
        assertThat(stated.estimands().size() + stated.targets().size()).isPositive();
        for (Estimand estimand : stated.estimands().keySet()) {
            holds(
                    world,
                    estimand.label(),
                    runs,
                    TwinFunctionals.of(world, estimand),
                    run -> run.draw().truth().value(estimand));
        }
        for (String term : stated.targets().keySet()) {
            holds(
                    world,
                    term,
                    runs,
                    TwinFunctionals.ofTarget(world, term),
                    run -> run.draw().truth().targets().get(term));
        }
    }

    private static void holds(
            Dgp world, String what, List<Run> runs, Functional functional, ToDoubleFunction<Run> truth) {
        Gap gap = functional.gap(runs, truth);
        double scale = Math.abs(truth.applyAsDouble(runs.get(0)));
        assertThat(gap.value())
                .as("%s of %s is off by that, with standard error %s", what, world, gap.stdError())
                .isCloseTo(0, within(5 * gap.stdError() + 1e-11 * (1 + scale)));
    }

    /** A sample truth is a truth about the draw, to rounding, wherever noise does not depend on the arm. */
    @ParameterizedTest
    @MethodSource("worlds")
    void sampleTruthsAreThoseOfTheDraw(Dgp world) {
        for (int r = 0; r < 5 && !AVERAGE_NULL.contains(world.name()); r++) {
            Streams streams = new Streams(KEY, r);
            Map<Estimand, Double> stated = world.draw(streams).truth().estimands();
            if (stated.containsKey(Estimand.SATE)) {
                double[] y1 = outcome(twins(world).twin(streams, 1));
                double[] y0 = outcome(twins(world).twin(streams, 0));
                double sum = 0;
                for (int i = 0; i < y1.length; i++) {
                    sum += y1[i] - y0[i];
                }
                assertThat(stated.get(Estimand.SATE)).isCloseTo(sum / y1.length, within(1e-9));
            }
        }
    }

    /** The outcome; mediators, where there are any, are outcomes too and come after it. */
    private static double[] outcome(Sample sample) {
        return TwinFunctionals.numbers(sample.columns(Role.OUTCOME).get(0));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void withoutAnEffectTwinsAreEqual(Dgp world) {
        Twins none = twins(world.withEffect(0));
        assertThat(none.withEffect(0)).isEqualTo(none);
        Streams streams = new Streams(KEY, 1);
        GroundTruth truth = none.draw(streams).truth();
        assertThat(truth.nullHolds()).isTrue();
        truth.estimands()
                .forEach((estimand, value) -> assertThat(value)
                        .as("%s without an effect", estimand)
                        .matches(v -> v == 0 || estimand == Estimand.COMPLIANCE || estimand == Estimand.POLICY_VALUE));
        truth.targets().forEach((term, value) -> assertThat(value).as(term).matches(v -> v == 0));
        Sample treated = none.twin(streams, 1);
        Sample control = none.twin(streams, 0);
        for (Role role : Role.values()) {
            boolean reacts = REACTING.contains(role)
                    || (role == Role.OUTCOME && AVERAGE_NULL.contains(world.name()))
                    || (role == Role.DENOMINATOR && SPENDING.contains(world.name()));
            for (int j = 0; j < treated.columns(role).size() && !reacts; j++) {
                assertThat(values(treated.columns(role).get(j)))
                        .as(treated.columns(role).get(j).name())
                        .isEqualTo(values(control.columns(role).get(j)));
            }
        }
    }

    private static List<Object> values(Column column) {
        if (column instanceof Column.Numeric numeric) {
            return new ArrayList<>(Arrays.stream(numeric.values()).boxed().toList());
        }
        Column.Categorical categorical = (Column.Categorical) column;
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < categorical.size(); i++) {
            values.add(categorical.codes()[i]);
        }
        return values;
    }

    /** Where nothing is carried over, what is observed of a unit is what its twin of that arm shows. */
    @ParameterizedTest
    @MethodSource("worlds")
    void whatIsObservedIsThePotentialOutcomeOfTheArm(Dgp world) {
        Streams streams = new Streams(KEY, 2);
        Draw draw = world.draw(streams);
        if (!Collections.disjoint(draw.truth().estimands().keySet(), CARRIED_OVER)) {
            return;
        }
        // Of several arms the twins show two; a unit in another one is not compared.
        boolean several =
                world instanceof ManyArms || world instanceof LoggedActions || world instanceof ManyArmedBandit;
        double[] t = several
                ? draw.observed().numeric(Role.ASSIGNMENT)
                : TwoArms.of(draw.observed()).indicator();
        Sample treated = twins(world).twin(streams, 1);
        Sample control = twins(world).twin(streams, 0);
        for (Role role : List.of(Role.OUTCOME, Role.NUMERATOR, Role.DENOMINATOR, Role.COVARIATE)) {
            for (int j = 0; j < draw.observed().columns(role).size(); j++) {
                double[] seen =
                        TwinFunctionals.numbers(draw.observed().columns(role).get(j));
                double[] y1 = TwinFunctionals.numbers(treated.columns(role).get(j));
                double[] y0 = TwinFunctionals.numbers(control.columns(role).get(j));
                for (int i = 0; i < seen.length; i++) {
                    if (t[i] <= 1) {
                        assertThat(seen[i]).isEqualTo(t[i] == 1 ? y1[i] : y0[i]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void aReplicateCanBeRecomputedAlone(Dgp world) {
        Draw third = world.draw(new Streams(KEY, 3));
        Draw again = world.draw(new Streams(KEY, 3));
        Sample twin = twins(world).twin(new Streams(KEY, 3), 1);
        Sample other = world.draw(new Streams(KEY, 4)).observed();
        boolean moved = false;
        for (Role role : Role.values()) {
            for (int j = 0; j < third.observed().columns(role).size(); j++) {
                Column column = third.observed().columns(role).get(j);
                assertThat(values(column))
                        .isEqualTo(values(again.observed().columns(role).get(j)));
                assertThat(twin.columns(role).get(j).name()).isEqualTo(column.name());
                moved |= !values(column).equals(values(other.columns(role).get(j)));
            }
        }
        assertThat(moved).isTrue();
        assertThat(again.truth().estimands()).isEqualTo(third.truth().estimands());
        assertThat(again.truth().targets()).isEqualTo(third.truth().targets());
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void noColumnTellsTheTruth(Dgp world) {
        assertThat(leak(twins(world))).isEmpty();
    }

    /** The first column that an experimenter could not have, in words. */
    private static Optional<String> leak(Twins world) {
        Streams streams = new Streams(KEY, 5);
        Draw draw = world.draw(streams);
        Map<String, double[]> hidden = new LinkedHashMap<>();
        draw.truth().units().ifPresent(units -> {
            hidden.put("the effect of the unit", units.effect());
            hidden.put("the expected outcome under control", units.baseline());
        });
        Sample treated = world.twin(streams, 1);
        Sample control = world.twin(streams, 0);
        for (Role role : Role.values()) {
            for (int j = 0; j < treated.columns(role).size(); j++) {
                double[] with = TwinFunctionals.numbers(treated.columns(role).get(j));
                double[] without = TwinFunctionals.numbers(control.columns(role).get(j));
                if (with.length == without.length && !Arrays.equals(with, without)) {
                    String name = treated.columns(role).get(j).name();
                    hidden.put(name + " if treated", with);
                    hidden.put(name + " if not treated", without);
                    double[] change = new double[with.length];
                    Arrays.setAll(change, i -> with[i] - without[i]);
                    hidden.put("the change of " + name, change);
                }
            }
        }
        for (Role role : Role.values()) {
            for (Column column : draw.observed().columns(role)) {
                String name = column.name().toLowerCase(Locale.ROOT);
                if (!SHOWN.contains(role)) {
                    return Optional.of(name + " has the role " + role);
                }
                boolean named = Arrays.stream(name.split("[^a-z0-9]+")).anyMatch(NAMES_OF_TRUTH::contains);
                if (named || world.card().dag().hidden().contains(column.name())) {
                    return Optional.of(name + " is named like what nobody sees");
                }
                for (Map.Entry<String, double[]> truth : hidden.entrySet()) {
                    if (!LOGGED.contains(name) && same(TwinFunctionals.numbers(column), truth.getValue())) {
                        return Optional.of(name + " is " + truth.getKey());
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Equal up to rounding; a column that does not vary tells nothing. */
    private static boolean same(double[] column, double[] truth) {
        if (column.length == 0
                || column.length != truth.length
                || Arrays.stream(column).allMatch(v -> v == column[0])) {
            return false;
        }
        for (int i = 0; i < column.length; i++) {
            if (!(Math.abs(column[i] - truth[i]) <= 1e-12 * (1 + Math.abs(truth[i])))) {
                return false;
            }
        }
        return true;
    }

    /** A world that shows one more column. */
    private record Leaky(Twins world, String column, Role role, boolean counterfactual) implements Twins {
        private Sample spoil(Sample sample, Streams streams) {
            double[] leaked = counterfactual
                    ? world.twin(streams, 1).outcome()
                    : world.draw(streams).truth().units().orElseThrow().effect();
            List<Column> columns = new ArrayList<>(sample.columns(role));
            columns.add(new Column.Numeric(column, leaked));
            return sample.with(role, columns.toArray(Column[]::new));
        }

        @Override
        public Sample twin(Streams streams, int arm) {
            return spoil(world.twin(streams, arm), streams);
        }

        @Override
        public String name() {
            return world.name();
        }

        @Override
        public Draw draw(Streams streams) {
            Draw draw = world.draw(streams);
            return new Draw(spoil(draw.observed(), streams), draw.truth());
        }

        @Override
        public Dgp withEffect(double effect) {
            return this;
        }

        @Override
        public Dgp withSize(int size) {
            return this;
        }

        @Override
        public int size() {
            return world.size();
        }

        @Override
        public WorldCard card() {
            return world.card();
        }
    }

    @Test
    void leaksAreFound() {
        Twins world = Heterogeneous.of(200, EffectSurface.LINEAR);
        assertThat(leak(world)).isEmpty();
        assertThat(leak(new Leaky(world, "innocent", Role.COVARIATE, false)))
                .hasValueSatisfying(said -> assertThat(said).contains("innocent is the effect of the unit"));
        assertThat(leak(new Leaky(world, "innocent", Role.COVARIATE, true)))
                .hasValueSatisfying(said -> assertThat(said).contains("innocent is y if treated"));
        assertThat(leak(new Leaky(world, "true_effect", Role.COVARIATE, false)))
                .hasValueSatisfying(said -> assertThat(said).contains("named like"));
        assertThat(leak(new Leaky(world, "w", Role.WEIGHT, false)))
                .hasValueSatisfying(said -> assertThat(said).contains("role WEIGHT"));
    }

    /** A truth that is off by a tenth of the effect does not pass. */
    @Test
    void wrongTruthsAreFound() {
        Dgp world = Binary.standard(1000);
        List<Run> runs = runs(twins(world));
        assertThatThrownBy(() -> holds(
                        world,
                        "effect",
                        runs,
                        TwinFunctionals.of(world, Estimand.ATE),
                        run -> 1.1 * run.draw().truth().value(Estimand.ATE)))
                .hasMessageContaining("is off by that");
    }

    @Test
    void anEstimandThatNobodyExplainedIsNamed() {
        assertThatThrownBy(() -> TwinFunctionals.of(Iid.standard(10), Estimand.POLICY_VALUE))
                .hasMessageContaining("'iid' states POLICY_VALUE")
                .hasMessageContaining("add it to ESTIMANDS");
        assertThatThrownBy(() -> TwinFunctionals.ofTarget(Iid.standard(10), "x"))
                .hasMessageContaining("add the world to TARGETS");
        assertThatThrownBy(() -> Iid.standard(10).twin(new Streams(1, 0), 2))
                .hasMessageContaining("arm must be 0 or 1");
    }

    @Test
    void namesAreUniqueAndSizesCanBeChanged() {
        assertThat(Zoo.worlds()).extracting(Dgp::name).doesNotHaveDuplicates();
        for (Dgp world : Zoo.worlds()) {
            assertThat(Zoo.named(world.name())).contains(world);
            assertThat(world.withSize(world.size())).isEqualTo(world);
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void cardsNameEveryKnob(Dgp world) {
        List<String> components = Stream.of(world.getClass().getRecordComponents())
                .map(component -> component.getName())
                .toList();
        assertThat(world.card().knobs()).extracting(WorldCard.Knob::name).containsExactlyElementsOf(components);
        assertThat(world.card().equations()).isNotEmpty();
        assertThat(world.card().dag().edges()).isNotEmpty();
        assertThat(world.card().truth()).isNotBlank();
        assertThat(world.card().source()).isNotBlank();
    }
}
