package assay.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Decomposition;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.experiment.Fieller;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediationTest {

    private static final int ROWS = 300;

    /** Three mediators in a row, a dose as treatment, errors that grow with the dose, rows in clusters of five. */
    private static Sample rows(boolean dose, boolean clustered) {
        double[][] e = new double[5][ROWS];
        Philox random = new Philox(5, 0, 2);
        for (double[] column : e) {
            random.normals(column);
        }
        double[] t = new double[ROWS];
        double[][] m = new double[3][ROWS];
        double[] y = new double[ROWS];
        double[] cluster = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            t[i] = dose ? (i * 7 % 11) / 3.0 : i % 2;
            double x = e[0][i];
            double scale = 0.5 + t[i];
            m[0][i] = 0.6 * t[i] + x + scale * e[1][i];
            m[1][i] = 0.3 * t[i] + 0.7 * m[0][i] - x + e[2][i];
            m[2][i] = -0.2 * t[i] + 0.4 * m[0][i] + 0.5 * m[1][i] + scale * e[3][i];
            y[i] = 0.4 * t[i] + 0.3 * m[0][i] - 0.2 * m[1][i] + 0.6 * m[2][i] + x + scale * e[4][i];
            cluster[i] = i - i % 5;
        }
        Sample.Builder sample = Sample.builder()
                .outcome("y", y)
                .outcome("a", m[0])
                .outcome("b", m[1])
                .outcome("c", m[2])
                .assignment("t", t)
                .covariate("x", e[0]);
        if (clustered) {
            sample.add(Role.CLUSTER, "group", cluster);
        }
        return sample.build();
    }

    private static final PathModel SERIAL = PathModel.serial("t", List.of("a", "b", "c"), "y", List.of("x"));

    private static Mediation serial(Sample sample, JointCovariance covariance) {
        return MediationAnalysis.of(SERIAL).with(covariance).analyze(sample, new Philox(1, 0, 3));
    }

    /** Eight paths, a dose, heteroskedastic errors, with and without clusters: sum and HC0 error are the reduced form's. */
    @Test
    void identitiesHoldToMachinePrecision() {
        for (boolean dose : new boolean[] {false, true}) {
            for (boolean clustered : new boolean[] {false, true}) {
                Mediation mediation = serial(rows(dose, clustered), JointCovariance.HC0);
                TotalCheck check = mediation.check();
                assertThat(mediation.paths()).hasSize(8);
                assertThat(check.identity()).isTrue();
                assertThat(check.difference()).isCloseTo(0, within(1e-13));
                assertThat(check.pathSumError()).isCloseTo(check.reducedFormError(), within(1e-13));
                assertThat(mediation.decomposition().remainder()).isCloseTo(0, within(1e-13));
                assertThat(mediation.missingArrows()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PathInterval.class)
    void intervalsHoldTheirEstimates(PathInterval kind) {
        MediationAnalysis analysis = MediationAnalysis.of(SERIAL).with(kind, 500);
        for (boolean clustered : new boolean[] {false, true}) {
            Decomposition result = analysis.analyze(rows(false, clustered), new Philox(1, 0, 3))
                    .decomposition();
            for (Estimate term : result.terms()) {
                Interval narrow = term.inference().interval(0.5);
                Interval wide = term.inference().interval(0.95);
                assertThat(wide.lower()).isLessThanOrEqualTo(narrow.lower());
                assertThat(wide.upper()).isGreaterThanOrEqualTo(narrow.upper());
                assertThat(wide.contains(term.value())).isTrue();
                assertThat(term.inference().pValue(0)).isBetween(0.0, 1.0);
                if (kind != PathInterval.JOINT_SIGNIFICANCE) {
                    assertThat(term.inference().pValue(wide.upper() + term.stdError()))
                            .isLessThan(0.05);
                    assertThat(term.inference().pValue(term.value())).isGreaterThan(0.5);
                }
                // 500 draws: the width has an error of about 5 %; six of them are a false alarm below 1e-8.
                assertThat(wide.width()).isCloseTo(3.92 * term.stdError(), within(1.2 * term.stdError()));
            }
        }
    }

    @Test
    void sameKeySameDigits() {
        Decomposition one = LinearMediation.standard().estimate(rows(false, true), new Philox(9, 3, 3));
        Decomposition two = LinearMediation.standard().estimate(rows(false, true), new Philox(9, 3, 3));
        for (int i = 0; i < one.terms().size(); i++) {
            assertThat(one.terms().get(i).inference().interval(0.9))
                    .isEqualTo(two.terms().get(i).inference().interval(0.9));
        }
    }

    @Test
    void aMissingArrowIsTested() {
        PathModel chain =
                PathModel.of(CausalGraph.parse("t -> a -> b -> c -> y; x -> a, b, c, y"), "t", "y", List.of());
        Mediation mediation = MediationAnalysis.of(chain).analyze(rows(false, false), new Philox(1, 0, 3));
        assertThat(mediation.paths()).hasSize(1);
        assertThat(mediation.check().identity()).isFalse();
        assertThat(mediation.missingArrows()).extracting(a -> a.from() + a.to()).contains("ac", "ty");
        assertThat(mediation.missingArrows().get(0).adjusted()).isLessThan(0.05);
        assertThat(mediation.cautions()).extracting(Caution::code).contains("missing-arrow");
        assertThat(mediation.total().value()).isEqualTo(mediation.check().pathSum());
    }

    @Test
    void mediatorsTakeWhatPassesThroughThem() {
        Mediation mediation = serial(rows(false, false), JointCovariance.HC2);
        MediatedEffect b = mediation.through("b");
        assertThat(b.paths()).hasSize(4);
        assertThat(b.through().value() + b.past().value())
                .isCloseTo(mediation.total().value(), within(1e-13));
        NaturalEffects effects = MediationAnalysis.of(SERIAL).interacting("b", rows(false, false), new Philox(1, 0, 3));
        assertThat(effects.kind()).isEqualTo(NaturalEffects.Kind.INTERVENTIONAL);
        assertThat(effects.kind().label()).isEqualTo("interventional");
        assertThat(effects.indirectTreated().value() + effects.directControl().value())
                .isCloseTo(effects.total().value(), within(1e-13));
        assertThat(effects.indirectControl().value() + effects.directTreated().value())
                .isCloseTo(effects.total().value(), within(1e-13));
        assertThat(effects.indirectTreated().value() - effects.indirectControl().value())
                .isCloseTo(effects.interaction().value(), within(1e-13));
        Fit same = new NaturalMediation(MediatorEffect.SAME, JointCovariance.HC2, PathInterval.DELTA, 100)
                .estimate(rows(false, false), new Philox(1, 0, 3));
        Estimate c = mediation.through("c").through();
        assertThat(same.terms().get(1).value()).isCloseTo(c.value(), within(1e-13));
        assertThat(NaturalMediation.standard()
                        .estimate(rows(false, false), new Philox(1, 0, 3))
                        .terms())
                .hasSize(7);
    }

    /** Fieller's set, written as centre and half-width here and by the roots of a quadratic there. */
    @Test
    void sharesAreFiellers() {
        Mediation mediation = serial(rows(false, false), JointCovariance.HC0);
        List<Share> shares = mediation.shares();
        assertThat(shares.stream().mapToDouble(Share::value).sum()).isCloseTo(1, within(1e-12));
        for (Share share : shares) {
            Fieller fieller = new Fieller(
                    share.path(),
                    share.total(),
                    share.pathVariance(),
                    share.totalVariance(),
                    share.covariance(),
                    share.degreesOfFreedom());
            Interval mine = share.interval(0.9);
            Interval other = fieller.interval(0.9);
            assertThat(mine.lower()).isCloseTo(other.lower(), within(1e-9));
            assertThat(mine.upper()).isCloseTo(other.upper(), within(1e-9));
            assertThat(share.pValue(0.1)).isCloseTo(fieller.pValue(0.1), within(1e-12));
        }
        Share weak = new Share("p", 1, 1, 1, 1, 0, 100);
        assertThat(weak.interval(0.95).lower()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(weak.pValue(3)).isGreaterThan(0.05);
    }

    /** Where no one has assumed anything of the errors, a small change of the correlation moves the effect by its slope. */
    @Test
    void sensitivityIsOfTheLastMediator() {
        Mediation mediation = serial(rows(false, false), JointCovariance.HC2);
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> mediation.sensitivity("a"))
                .withMessageContaining("moves the mediator 'b'");
        ErrorCorrelation errors = mediation.sensitivity("c");
        assertThat(errors.at(0).value())
                .isCloseTo(mediation.through("c").through().value(), within(1e-12));
        assertThat(errors.at(errors.rhoAtZero()).value()).isCloseTo(0, within(1e-12));
        double doubt = errors.rhoAtDoubt(0.95);
        assertThat(Math.abs(doubt)).isLessThan(Math.abs(errors.rhoAtZero()));
        assertThat(errors.words(0.95)).contains("would have to be correlated by", "95 % interval");
        assertThatIllegalArgumentException().isThrownBy(() -> errors.at(1));
    }

    @Test
    void mistakesAreTold() {
        Sample sample = rows(false, false);
        double[] same = new double[ROWS];
        Arrays.fill(same, 3);
        told(sample.with(Role.OUTCOME, sample.columns(Role.OUTCOME).get(0)), "no mediator", Problem.MISSING_ROLE);
        told(with(sample, new Column.Numeric("a", same)), "'a' is 3.0 in every row", Problem.CONSTANT_OUTCOME);
        told(
                with(sample, new Column.Categorical("a", new int[ROWS], List.of("u", "v"))),
                "a mediator but holds text",
                Problem.NOT_NUMERIC);
        double[] arm = sample.numeric(Role.ASSIGNMENT);
        told(with(sample, new Column.Numeric("a", arm.clone())), "exact linear function", Problem.CONSTANT_OUTCOME);
        told(
                sample.with(Role.COVARIATE, new Column.Numeric("x", arm.clone())),
                "determine 't'",
                Problem.NOT_IDENTIFIED);
        told(
                sample.with(Role.CLUSTER, new Column.Numeric("g", same)),
                "All rows are in one cluster",
                Problem.TOO_FEW_CLUSTERS);
        told(sample.with(Role.ASSIGNMENT), "assignment", Problem.MISSING_ROLE);
        Mediation mediation = serial(sample, JointCovariance.HC3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mediation.path("via z"))
                .withMessageContaining("The paths are direct, via a");
        assertThatIllegalArgumentException().isThrownBy(() -> mediation.arrow("a", "t"));
        assertThatIllegalArgumentException().isThrownBy(() -> mediation.through("x"));
        PathModel chain = PathModel.of(CausalGraph.parse("t -> a -> b -> y"), "t", "y", List.of("x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediationAnalysis.of(chain).interacting("b", sample, new Philox(1, 0, 3)))
                .withMessageContaining("no arrow t -> y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediationAnalysis.of(chain).with(PathInterval.DELTA, 1));
    }

    private static Sample with(Sample sample, Column mediator) {
        return sample.with(Role.OUTCOME, sample.columns(Role.OUTCOME).get(0), mediator);
    }

    private static void told(Sample sample, String message, Problem problem) {
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> LinearMediation.standard().estimate(sample, new Philox(1, 0, 3)))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    /** A graph whose paths avoid a mediator altogether leaves nothing past it. */
    @Test
    void allThroughOne() {
        PathModel chain = PathModel.of(CausalGraph.parse("t -> a -> y"), "t", "y", List.of("x"));
        Sample sample = rows(false, false);
        MediatedEffect a =
                MediationAnalysis.of(chain).analyze(sample, new Philox(1, 0, 3)).through("a");
        assertThat(a.past().value()).isZero();
        assertThat(a.past().inference().interval(0.95)).isEqualTo(new Interval(0, 0));
        assertThat(a.past().inference().pValue(0)).isOne();
        assertThat(a.past().inference().pValue(1)).isZero();
    }
}
