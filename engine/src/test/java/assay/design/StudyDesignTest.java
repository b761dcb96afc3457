package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.distribution.NormalDistribution;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes, powers and smallest effects against R 4.2.2 (power.t.test, power.prop.test with tol = eps^0.75) and pwr 1.3.0. */
class StudyDesignTest {

    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);

    private static MeansDesign means(double sd, double level) {
        return MeansDesign.of(sd).withTest(TestRule.twoSided(level));
    }

    private static TestRule strict() {
        return new TestRule(0.05, Sides.TWO_SIDED_STRICT, TestRule.Reference.STUDENT);
    }

    /** gold/power.json, power_t_test; n is that of one arm. */
    @Test
    void meansAreThoseOfPowerTTest() {
        MeansDesign unit = MeansDesign.of(1);
        assertThat(unit.size(0.5, 0.9).exact() / 2).isCloseTo(85.0313133114998, CLOSE);
        assertThat(unit.power(40, 1)).isCloseTo(0.868952801692498, CLOSE);
        assertThat(unit.size(1, 0.9).exact() / 2).isCloseTo(22.0210955700944, CLOSE);
        assertThat(unit.withTest(TestRule.oneSided(0.05)).size(1, 0.9).exact() / 2)
                .isCloseTo(17.8471206265367, CLOSE);
        assertThat(unit.minimumEffect(100, 0.8)).isCloseTo(0.565882935078874, CLOSE);
        assertThat(means(1, 0.01).power(2000, 0.1)).isCloseTo(0.366319371047785, CLOSE);
        assertThat(unit.size(0.02, 0.8).exact() / 2).isCloseTo(39245.3590605332, CLOSE);
        assertThat(OneSampleDesign.ofPairs(1).power(15, 1)).isCloseTo(0.949086469983832, CLOSE);
        assertThat(OneSampleDesign.of(1).power(30, 0.4)).isCloseTo(0.562791228228777, CLOSE);
        assertThat(means(2, 0.005).size(0.3, 0.95).exact() / 2).isCloseTo(1763.68649074359, CLOSE);
        assertThat(unit.withTest(strict()).power(40, 1)).isCloseTo(0.868953027724586, CLOSE);
        assertThat(unit.withTest(strict()).power(10, 0.2)).isCloseTo(0.0590426342536593, CLOSE);
        assertThat(OneSampleDesign.ofPairs(1).size(0.3, 0.8).exact()).isCloseTo(89.14957726624306, CLOSE);
        assertThat(new OneSampleDesign(1, SizeUnit.UNITS, TestRule.oneSided(0.05))
                        .size(0.3, 0.8)
                        .exact())
                .isCloseTo(70.06790520005868, CLOSE);
    }

    /** math.md G1. */
    @Test
    void meansOfASmallEffect() {
        MeansDesign unit = MeansDesign.of(1);
        assertThat(unit.size(0.05, 0.8).exact() / 2).isCloseTo(6280.06429625, CLOSE);
        assertThat(unit.withTest(TestRule.oneSided(0.05)).size(0.05, 0.8).exact() / 2)
                .isCloseTo(4946.72231552, CLOSE);
        assertThat(unit.size(0.05, 0.8).arms()).containsExactly(6281L, 6281L);
        assertThat(unit.size(0.05, 0.8).total()).isEqualTo(12562);
        assertThat(unit.size(0.05, 0.8).power()).isBetween(0.8, 0.8001);
    }

    /** gold/power.json, pwr t2n; Welch's from pt with the df of Welch in R. */
    @Test
    void unequalArms() {
        // pwr counts rejections of either sign.
        assertThat(MeansDesign.of(1).withTreatedShare(0.4).withTest(strict()).power(150, 0.6))
                .isCloseTo(0.947015379778059, CLOSE);
        assertThat(new MeansDesign(1, 3, 0, 0.3, TestRule.twoSided(0.05)).power(200, 1))
                .isCloseTo(0.7002303323185531, CLOSE);
        SampleSize uneven = MeansDesign.of(1).withTreatedShare(0.1).size(0.5, 0.8);
        assertThat(uneven.arms().get(0)).isEqualTo((long) Math.ceil(0.9 * uneven.exact()));
        assertThat(uneven.power()).isGreaterThanOrEqualTo(0.8);
    }

    /** gold/power.json, power_prop_test. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.75, 0.05, TWO_SIDED, 50, 0.740165901331388",
        "0.5, 0.75, 0.05, TWO_SIDED, 76.7069284517774, 0.9",
        "0.5, 0.75, 0.01, TWO_SIDED, 86.1354677182243, 0.8",
        "0.1, 0.140745154311823, 0.05, TWO_SIDED, 1000, 0.8",
        "0.01, 0.0105, 0.05, TWO_SIDED, 637009.97586183, 0.8",
        "0.1, 0.12, 0.05, ONE_SIDED, 4190.12783928881, 0.9",
        "0.05, 0.1, 0.05, TWO_SIDED_STRICT, 200, 0.475363395395221",
        "0.038, 0.0485, 0.05, TWO_SIDED, 20000, 0.999319633801293"
    })
    void proportionsAreThoseOfPowerPropTest(double p1, double p2, double level, Sides sides, double n, double power) {
        ProportionsDesign design = ProportionsDesign.of(p1)
                .withMethod(ProportionTest.POOLED)
                .withTest(new TestRule(level, sides, TestRule.Reference.NORMAL));
        assertThat(design.power(2 * n, p2 - p1)).isCloseTo(power, CLOSE);
        assertThat(design.size(p2 - p1, power).exact() / 2).isCloseTo(n, CLOSE);
        assertThat(design.minimumEffect(2 * n, power)).isCloseTo(p2 - p1, CLOSE);
    }

    /** math.md G1: three methods for .05 against .055, and R's for .10 against .11 at 90 %. */
    @Test
    void proportionsByNamedMethods() {
        ProportionsDesign design = ProportionsDesign.of(0.05);
        assertThat(design.size(0.005, 0.8).exact() / 2).isCloseTo(31230.692463, CLOSE);
        assertThat(design.withMethod(ProportionTest.POOLED).size(0.005, 0.8).exact() / 2)
                .isCloseTo(31233.4379401, CLOSE);
        // pwr, which counts rejections of either sign.
        assertThat(design.withMethod(ProportionTest.ARCSINE)
                                .withTest(strict())
                                .size(0.005, 0.8)
                                .exact()
                        / 2)
                .isCloseTo(31217.4234304, CLOSE);
        assertThat(ProportionsDesign.of(0.1)
                                .withMethod(ProportionTest.POOLED)
                                .size(0.01, 0.9)
                                .exact()
                        / 2)
                .isCloseTo(19746.6244758, CLOSE);
    }

    /** gold/power.json, pwr. */
    @Test
    void designsOfPwr() {
        ProportionsDesign tenth =
                ProportionsDesign.of(0.1).withMethod(ProportionTest.ARCSINE).withTest(strict());
        assertThat(ProportionTest.effectSize(0.1, 0.12)).isCloseTo(0.0639821029860586, CLOSE);
        assertThat(tenth.size(0.02, 0.8).exact() / 2).isCloseTo(3834.59575245779, CLOSE);
        double n2 = 111.524586971055;
        // The proportion at which h is 0.3, from R: sin(asin(sqrt(.1)) + .15)^2.
        assertThat(tenth.withTreatedShare(n2 / (400 + n2)).power(400 + n2, 0.2065214663481594 - 0.1))
                .isCloseTo(0.8, CLOSE);
        assertThat(new AnovaDesign(4, 0.05).size(0.1, 0.8).exact() / 4).isCloseTo(273.542893393347, CLOSE);
        assertThat(new ChiSquareDesign(3, 0.05).size(0.1, 0.8).exact()).isCloseTo(1090.25632803588, CLOSE);
        assertThat(new RegressionDesign(5, 5, 0.05).power(95, 0.1)).isCloseTo(0.619780562134329, CLOSE);
    }

    /** gold/power.json, design_effect: sizes of units times the design effect, without what few clusters cost. */
    @ParameterizedTest
    @CsvSource({
        "20, 0.05, 0, 0.25, 1.95, 252.128116356971, 24.5824913448046",
        "50, 0.01, 0, 0.1, 1.49, 1570.73688801179, 46.8079592627512",
        "20, 0.05, 0.6, 0.25, 2.31, 252.128116356971, 29.1207974392301"
    })
    void designEffects(int m, double icc, double cv, double effect, double deff, double individual, double clusters) {
        ClusteredDesign design = new ClusteredDesign(1, m, icc, cv, 0.5, TestRule.twoSided(0.05));
        assertThat(design.designEffect()).isCloseTo(deff, CLOSE);
        assertThat(MeansDesign.of(1).size(effect, 0.8).exact() / 2).isCloseTo(individual, CLOSE);
        assertThat(individual * design.designEffect() / m).isCloseTo(clusters, CLOSE);
        // Degrees of freedom of clusters ask for a little more than that.
        assertThat(design.size(effect, 0.8).exact() / 2).isBetween(clusters, clusters + 1.5);
    }

    @Test
    void clustersUseTheirOwnDegreesOfFreedom() {
        // pt(qt(.975, 28), 28, .25 / (sqrt(1.95 / 20) sqrt(4 / 30)), lower.tail = FALSE) in R.
        assertThat(ClusteredDesign.of(1, 20, 0.05).power(30, 0.25)).isCloseTo(0.5624294037895496, CLOSE);
        assertThat(ClusteredDesign.of(1, 20, 0.05).size(0.25, 0.8).unit()).isEqualTo(SizeUnit.CLUSTERS);
    }

    /** gold/power.json, normal_approximation. */
    @ParameterizedTest
    @CsvSource({
        "0.05, 0.8, 1569.77594686982, 0.125290699849183",
        "0.05, 0.9, 2101.48461228812, 0.144964982402238",
        "0.01, 0.8, 2335.79363473484, 0.152833034214951"
    })
    void normalApproximation(double level, double power, double n, double mde) {
        MeansDesign design = MeansDesign.of(1).withTest(TestRule.twoSided(level).normal());
        assertThat(design.size(0.1, power).exact() / 2).isCloseTo(n, CLOSE);
        assertThat(design.minimumEffect(2000, power)).isCloseTo(mde, CLOSE);
    }

    @Test
    void whatAddsToADesign() {
        MeansDesign base = MeansDesign.of(1).withTest(TestRule.twoSided(0.05).normal());
        double plain = base.size(0.1, 0.8).exact();
        assertThat(new CupedDesign(base, 0.6, CupedDesign.Analysis.ADJUSTED)
                        .size(0.1, 0.8)
                        .exact())
                .isCloseTo(plain * 0.64, CLOSE);
        CupedDesign unused = new CupedDesign(base, 0.6, CupedDesign.Analysis.UNADJUSTED);
        assertThat(unused.size(0.1, 0.8).exact()).isCloseTo(plain, CLOSE);
        assertThat(unused.cautions(100)).extracting(Caution::code).containsExactly("reduction-not-used");
        assertThat(new NonComplianceDesign(base, 0.7).size(0.1, 0.8).exact()).isCloseTo(plain / 0.49, CLOSE);
        assertThat(new TriggeredDesign(base, 0.3, TriggeredDesign.Analysis.ALL_UNITS)
                        .size(0.1, 0.8)
                        .exact())
                .isCloseTo(plain / 0.09, CLOSE);
        assertThat(new TriggeredDesign(base, 0.3, TriggeredDesign.Analysis.TRIGGERED_ONLY)
                        .size(0.1, 0.8)
                        .exact())
                .isCloseTo(plain / 0.3, CLOSE);
        assertThat(new NonComplianceDesign(base, 0.7).minimumEffect(plain / 0.49, 0.8))
                .isCloseTo(0.1, CLOSE);
        MeansDesign oneSided = base.withTest(TestRule.oneSided(0.025).normal());
        NonInferiorityDesign margin = new NonInferiorityDesign(oneSided, 0.1);
        assertThat(margin.size(0, 0.8).exact()).isCloseTo(plain, CLOSE);
        assertThat(margin.size(0.1, 0.8).exact()).isCloseTo(plain / 4, CLOSE);
        assertThat(margin.minimumEffect(plain, 0.8)).isCloseTo(0, within(1e-6));
        assertThat(new MultiArmDesign(base, 1, Correction.DUNNETT)
                        .size(0.1, 0.8)
                        .exact())
                .isCloseTo(plain, CLOSE);
        assertThat(new MultiArmDesign(base, 3, Correction.NONE).size(0.1, 0.8).exact())
                .isCloseTo(2 * plain, CLOSE);
    }

    /** By the defining integral in R: integrate of the two normal tails over the density of the estimated spread. */
    @Test
    void equivalenceIsExact() {
        assertThat(equivalence(1, 1, 0.05).power(40, 0)).isCloseTo(0.855804946790614, CLOSE);
        assertThat(equivalence(2, 1.2, 0.025).power(100, 0.3)).isCloseTo(0.5658326686170123, CLOSE);
        // So few units that the interval often is wider than the margin.
        assertThat(equivalence(1, 0.8, 0.05).power(24, 0.1)).isCloseTo(0.2120627040277373, CLOSE);
        assertThat(equivalence(1, 1, 0.05).smallestMargin(40, 0, 0.855804946790614))
                .isCloseTo(1, CLOSE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> equivalence(1, 1, 0.05).minimumEffect(40, 0.8))
                .withMessageContaining("smallest margin");
    }

    private static EquivalenceDesign equivalence(double sd, double margin, double level) {
        return new EquivalenceDesign(MeansDesign.of(sd).withTest(TestRule.oneSided(level)), margin);
    }

    /** Critical values by integrate and uniroot in R. */
    @Test
    void dunnettsCriticalValues() {
        double[] known = {1.959963984540054, 2.212127746578618, 2.348970590339104, 2.44177077319762, 2.511463053471259};
        for (int k = 1; k <= 5; k++) {
            assertThat(Dunnett.critical(0.05, k, Double.POSITIVE_INFINITY, Sides.TWO_SIDED))
                    .isCloseTo(known[k - 1], CLOSE);
        }
        assertThat(Dunnett.critical(0.05, 2, 10, Sides.TWO_SIDED)).isCloseTo(2.568338876031627, CLOSE);
        assertThat(Dunnett.critical(0.05, 3, 20, Sides.TWO_SIDED)).isCloseTo(2.540349609941645, CLOSE);
        assertThat(Dunnett.critical(0.05, 4, 60, Sides.TWO_SIDED)).isCloseTo(2.508390242930399, CLOSE);
        assertThat(Dunnett.critical(0.05, 1, 10, Sides.ONE_SIDED))
                .isCloseTo(TestRule.oneSided(0.05).critical(10), CLOSE);
        double bonferroni = TestRule.twoSided(0.05 / 3).critical(20);
        assertThat(Dunnett.critical(0.05, 3, 20, Sides.TWO_SIDED)).isLessThan(bonferroni);
    }

    /** Twice the size is what an always-valid reading costs, whatever the effect. */
    @Test
    void alwaysValidCostsAlmostTwice() {
        MeansDesign base = MeansDesign.of(1).withTest(TestRule.twoSided(0.05).normal());
        AlwaysValidDesign anytime = new AlwaysValidDesign(base);
        double z = -NormalDistribution.quantile(0.2);
        double inflation = (3.03512 + z) / (1.9599639845 + z);
        for (double effect : new double[] {0.02, 0.1, 0.3}) {
            double ratio =
                    anytime.size(effect, 0.8).exact() / base.size(effect, 0.8).exact();
            assertThat(ratio).isCloseTo(inflation * inflation, within(1e-5)).isCloseTo(1.9, within(0.02));
        }
        assertThat(anytime.priorUnits(1000)).isCloseTo(1000 / 8.21197, Percentage.withPercentage(1e-4));
    }

    @Test
    void relativeEffectsCountTheControlMeanToo() {
        LiftDesign lift = new LiftDesign(10, 5, 0.5, TestRule.twoSided(0.05));
        double known = MeansDesign.of(5).size(0.5 * 2, 0.8).exact();
        double needed = lift.size(0.1, 0.8).exact();
        // (1 + 1.1^2) / 2 times as many.
        assertThat(needed / known).isCloseTo((1 + 1.21) / 2, within(2e-3));
    }

    /** math.md A7: hp / cyl of mtcars where am is 0. */
    @Test
    void ratiosAreLinearised() {
        double[] hp = {110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 97, 150, 150, 245, 175};
        double[] cyl = {6, 8, 6, 8, 4, 4, 6, 6, 8, 8, 8, 8, 8, 8, 4, 8, 8, 8, 8};
        RatioMoments moments = RatioMoments.of(hp, cyl);
        assertThat(moments.ratio()).isCloseTo(23.0681818182, within(1e-9));
        double sd = moments.linearisedSd();
        assertThat(sd * sd / hp.length).isCloseTo(1.01150297954, within(1e-9));
        assertThat(MeansDesign.ofRatio(moments).controlSd()).isEqualTo(sd);
    }

    @Test
    void theCalculatorSaysWhereItsFormulaGivesWay() {
        MeansDesign skewed = MeansDesign.of(1).withSkewness(2);
        assertThat(skewed.cautions(2 * 1419)).extracting(Caution::code).containsExactly("skewed-outcome");
        assertThat(skewed.cautions(2 * 1420)).isEmpty();
        assertThat(ClusteredDesign.of(1, 20, 0.05).cautions(28))
                .extracting(Caution::code)
                .containsExactly("few-planned-clusters");
        assertThat(ProportionsDesign.of(0.001).cautions(10_000))
                .extracting(Caution::code)
                .containsExactly("few-expected-events");
        assertThat(ProportionsDesign.of(0.999).cautions(10_000)).hasSize(1);
        assertThat(ProportionsDesign.of(0.001).cautions(20_000)).isEmpty();
    }

    /** Of size, effect and power any two give the third, in every design. */
    @Test
    void anyTwoGiveTheThird() {
        MeansDesign means = MeansDesign.of(2);
        List<StudyDesign> designs = List.of(
                means,
                new MeansDesign(1, 2, 0, 0.3, TestRule.oneSided(0.05)),
                ProportionsDesign.of(0.2),
                ProportionsDesign.of(0.2).withMethod(ProportionTest.BASELINE),
                new LiftDesign(4, 2, 0.5, TestRule.twoSided(0.05)),
                new CupedDesign(means, 0.5, CupedDesign.Analysis.ADJUSTED),
                ClusteredDesign.of(1, 10, 0.1),
                new NonComplianceDesign(means, 0.5),
                new TriggeredDesign(means, 0.5, TriggeredDesign.Analysis.TRIGGERED_ONLY),
                new NonInferiorityDesign(means.withTest(TestRule.oneSided(0.025)), 0.4),
                new MultiArmDesign(means, 3, Correction.DUNNETT),
                new MultiArmDesign(means, 3, Correction.HOLM),
                new AlwaysValidDesign(means),
                OneSampleDesign.of(1),
                new AnovaDesign(3, 0.05),
                new ChiSquareDesign(2, 0.05),
                new RegressionDesign(2, 4, 0.05));
        for (StudyDesign design : designs) {
            SampleSize size = design.size(0.3, 0.85);
            assertThat(design.power(size.exact(), 0.3)).as(design.toString()).isCloseTo(0.85, within(1e-9));
            assertThat(design.minimumEffect(size.exact(), 0.85))
                    .as(design.toString())
                    .isCloseTo(0.3, within(1e-8));
            assertThat(size.power()).as(design.toString()).isGreaterThanOrEqualTo(0.85 - 1e-9);
            assertThat(size.arms()).hasSameSizeAs(design.shares());
            assertThat(design.shares().stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-12));
            assertThat(design.formula()).isNotBlank();
        }
    }

    @Test
    void whatCannotBePlannedIsRefusedInWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeansDesign.of(1).size(0, 0.8))
                .withMessageContaining("no size gives a power of 0.8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionsDesign.of(0.9).minimumEffect(10, 0.999))
                .withMessageContaining("no possible effect");
        assertThatIllegalArgumentException().isThrownBy(() -> MeansDesign.of(1).minimumEffect(3, 0.8));
        assertThatIllegalArgumentException().isThrownBy(() -> MeansDesign.of(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new NonInferiorityDesign(MeansDesign.of(1), 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionsDesign.of(0.5).power(100, 0.6));
    }

    @Test
    void trafficTurnsSizesIntoDays() {
        Traffic traffic = new Traffic(1000, 0.5);
        assertThat(traffic.days(12_562)).isEqualTo(26);
        assertThat(traffic.weeks(12_562)).isEqualTo(4);
        assertThat(traffic.days(500)).isEqualTo(1);
        assertThat(traffic.after(26)).isEqualTo(13_000);
    }
}
