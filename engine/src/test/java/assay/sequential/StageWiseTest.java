package assay.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import assay.StudentT;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inference after stopping, judged by integration of the canonical law: nothing here is simulated. */
class StageWiseTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static final GroupSequentialDesign FLEMING =
            GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), Sides.TWO_SIDED, 0.05);
    private static final GroupSequentialDesign POCOCK =
            GroupSequentialDesign.spending(SpendingFunction.pocock(), Sides.TWO_SIDED, 0.05);

    /** The first looks. */
    private static Boundaries until(Boundaries all, int look) {
        return new Boundaries(all.looks().subList(0, look), all.sides(), all.lower());
    }

    /** The inference of a test that ended at a look with Z, on the scale of the drift: the estimate is z / sqrt(t). */
    private static StageWise ended(Boundaries all, int look, double z) {
        double root = Math.sqrt(all.looks().get(look - 1).fraction());
        return new StageWise(z / root, 1 / root, INF, until(all, look));
    }

    /**
     * The chance, at a drift, of an end where something holds that grows with Z at the same look: found by the Z at which it
     * begins to hold.
     */
    private static double chance(Boundaries all, double drift, int look, double from) {
        CanonicalLaw law = all.laws().get(look - 1);
        Boundary boundary = all.looks().get(look - 1);
        double t = boundary.fraction();
        boolean last = look == all.looks().size();
        // Ends of a look lie beyond its boundaries, at the last look anywhere.
        double upper = law.above(t, last ? from : Math.max(from, boundary.upper()), drift);
        double lower = last || from >= boundary.lower()
                ? 0
                : law.below(t, boundary.lower(), drift) - law.below(t, from, drift);
        return upper + lower;
    }

    /** The Z at which a growing function of it passes a value; infinite where it does not. */
    private static double passing(DoubleUnaryOperator growing, double value) {
        double low = -12;
        double high = 14;
        if (growing.applyAsDouble(low) > value) {
            return -INF;
        }
        for (int i = 0; i < 60; i++) {
            double middle = 0.5 * (low + high);
            if (growing.applyAsDouble(middle) > value) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high > 13.9 ? INF : high;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, 0, 1, 2.8, 4.5})
    void intervalsCoverExactlyAndEstimatesAreMedianUnbiased(double drift) {
        for (GroupSequentialDesign design : List.of(FLEMING, POCOCK)) {
            Boundaries all = design.boundaries(0.3, 0.65, 1);
            double above = 0;
            double median = 0;
            double below = 0;
            for (int look = 1; look <= 3; look++) {
                int k = look;
                // Both ends of the interval grow with Z at the same look and side of the boundary.
                above += chance(
                        all,
                        drift,
                        k,
                        passing(z -> ended(all, k, z).interval(0.95).lower(), drift));
                below += chance(
                        all,
                        drift,
                        k,
                        passing(z -> ended(all, k, z).interval(0.95).upper(), drift));
                median += chance(all, drift, k, passing(z -> ended(all, k, z).medianUnbiased(), drift));
            }
            assertThat(above).isCloseTo(0.025, within(1e-8));
            assertThat(1 - below).isCloseTo(0.025, within(1e-8));
            assertThat(median).isCloseTo(0.5, within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.02, 0.05, 0.3, 0.9})
    void pValuesAreUniformWithoutAnEffect(double level) {
        Boundaries all = FLEMING.boundaries(0.3, 0.65, 1);
        double upper = 0;
        for (int look = 1; look <= 3; look++) {
            int k = look;
            upper += chance(all, 0, k, passing(z -> -ended(all, k, z).oneSidedPValue(0), -level / 2));
        }
        // By symmetry both sides have the same chance.
        assertThat(2 * upper).isCloseTo(level, within(1e-8));
    }

    /** As long as two tests have looked at the same times they say the same: looks never taken do not matter. */
    @Test
    void onTheBoundaryThePValueIsWhatHasBeenSpent() {
        Boundaries all = FLEMING.boundaries(5);
        double spent = 0;
        for (int look = 1; look <= 5; look++) {
            spent += 2 * all.crossing(0).upper().get(look - 1);
            double z = all.looks().get(look - 1).upper();
            assertThat(ended(all, look, z).pValue(0)).isCloseTo(spent, within(1e-12));
            assertThat(ended(all, look, -z).pValue(0)).isCloseTo(spent, within(1e-12));
        }
        Interval end = ended(all, 5, all.looks().get(4).upper()).interval(0.95);
        assertThat(end.lower()).isCloseTo(0, within(1e-9));
    }

    /** What is shown after stopping is nearer to zero than the estimate by itself, which is biased outward. */
    @Test
    void estimatesAreDrawnIn() {
        Boundaries all = POCOCK.boundaries(5);
        for (int look = 2; look < 5; look++) {
            StageWise end = ended(all, look, all.looks().get(look - 1).upper() + 0.2);
            assertThat(end.medianUnbiased()).isLessThan(end.value()).isPositive();
            StageWise mirror = ended(all, look, -all.looks().get(look - 1).upper() - 0.2);
            assertThat(mirror.medianUnbiased()).isCloseTo(-end.medianUnbiased(), within(1e-8));
            assertThat(mirror.interval(0.9).lower())
                    .isCloseTo(-end.interval(0.9).upper(), within(1e-8));
        }
    }

    @Test
    void withOneLookItIsStudentsT() {
        Boundaries one = FLEMING.boundaries(1);
        StageWise end = new StageWise(1.7, 0.6, 12, one);
        StudentT fixed = new StudentT(1.7, 0.6, 12);
        assertThat(end.medianUnbiased()).isCloseTo(1.7, within(1e-9));
        assertThat(end.interval(0.9).lower()).isCloseTo(fixed.interval(0.9).lower(), within(1e-8));
        assertThat(end.interval(0.9).upper()).isCloseTo(fixed.interval(0.9).upper(), within(1e-8));
        assertThat(end.pValue(0.3)).isCloseTo(fixed.pValue(0.3), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-9, -2.5, 0, 2.5, 9, 40})
    void pValueAndIntervalAgree(double z) {
        Boundaries all = FLEMING.boundaries(5);
        for (int look : new int[] {1, 3, 5}) {
            StageWise end = new StageWise(z, 1, 30, until(all, look));
            Interval interval = end.interval(0.95);
            assertThat(interval.contains(end.medianUnbiased())).isTrue();
            assertThat(end.pValue(interval.lower())).isCloseTo(0.05, within(1e-7));
            assertThat(end.pValue(interval.upper())).isCloseTo(0.05, within(1e-7));
            assertThat(end.interval(0.99).width()).isGreaterThan(interval.width());
            assertThat(end.pValue(0) < 0.05).isEqualTo(!interval.contains(0));
        }
    }

    @Test
    void futilityThatDoesNotBindIsLeftOut() {
        GroupSequentialDesign one =
                GroupSequentialDesign.spending(SpendingFunction.obrienFleming(), Sides.ONE_SIDED, 0.025);
        Boundaries bare = one.boundaries(3);
        Boundaries loose = one.withFutility(new Futility(SpendingFunction.pocock(), 0.1, Futility.Rule.NON_BINDING))
                .boundaries(3);
        Boundaries tight = one.withFutility(new Futility(SpendingFunction.pocock(), 0.1, Futility.Rule.BINDING))
                .boundaries(3);
        StageWise expected = ended(bare, 3, 2.1);
        assertThat(ended(loose, 3, 2.1).pValue(0)).isCloseTo(expected.pValue(0), within(1e-10));
        assertThat(ended(tight, 3, 2.1).pValue(0)).isLessThan(expected.pValue(0));
        // A stop for futility is no surprise under the null hypothesis.
        double z = tight.looks().get(1).lower() - 0.5;
        assertThat(ended(tight, 2, z).oneSidedPValue(0)).isBetween(0.1, 1.0);
        assertThat(ended(tight, 2, z).medianUnbiased())
                .isGreaterThan(ended(tight, 2, z).value());
    }

    /** The intervals of all looks hold the truth together with the stated probability. */
    @Test
    void repeatedIntervalsAreTheBoundaryTurnedRound() {
        Boundaries all = FLEMING.boundaries(5);
        List<Double> t = List.of(0.2, 0.4, 0.6, 0.8, 1.0);
        for (int look = 1; look <= 5; look++) {
            LastLook last = look == 5 ? LastLook.FINAL : LastLook.INTERIM;
            RepeatedInterval repeated = new RepeatedInterval(1, 0.5, INF, FLEMING, t.subList(0, look), last);
            double c = all.looks().get(look - 1).upper();
            assertThat(repeated.interval(0.95).lower()).isCloseTo(1 - 0.5 * c, within(1e-9));
            assertThat(repeated.interval(0.95).upper()).isCloseTo(1 + 0.5 * c, within(1e-9));
            assertThat(repeated.pValue(1 - 0.5 * c)).isCloseTo(0.05, within(1e-7));
            assertThat(repeated.pValue(1)).isOne();
            assertThat(repeated.interval(0.99).width())
                    .isGreaterThan(repeated.interval(0.9).width());
        }
        RepeatedInterval few = new RepeatedInterval(1, 0.5, 5, FLEMING, t.subList(0, 3), LastLook.INTERIM);
        assertThat(few.interval(0.95).width()).isGreaterThan(all.looks().get(2).upper());
        assertThat(new RepeatedInterval(50, 0.5, INF, FLEMING, t, LastLook.FINAL).pValue(0))
                .isEqualTo(1e-12);
    }

    @Test
    void refusals() {
        Boundaries one = FLEMING.boundaries(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new StageWise(Double.NaN, 1, INF, one));
        assertThatIllegalArgumentException().isThrownBy(() -> new StageWise(1, 0, INF, one));
        assertThatIllegalArgumentException().isThrownBy(() -> new StageWise(1, 1, 0, one));
        assertThatIllegalArgumentException().isThrownBy(() -> new StageWise(1, 1, INF, one).interval(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RepeatedInterval(1, -1, INF, FLEMING, List.of(1.0), LastLook.FINAL));
    }
}
