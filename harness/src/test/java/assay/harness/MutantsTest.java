package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.Estimate;
import assay.Fit;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.TwoArms;
import assay.certificate.Tier;
import assay.dgp.Clustered;
import assay.dgp.CovariateWorld;
import assay.dgp.Iid;
import assay.dgp.Surface;
import assay.experiment.ClusterMeans;
import assay.experiment.DifferenceInMeans;
import assay.experiment.RegressionAdjustment;
import assay.observational.DmlPlr;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** Each mutant makes the mistake that it says, and no other. */
class MutantsTest {

    private static final Sample UNITS = CovariateWorld.randomised(40, Surface.LINEAR)
            .draw(new Streams(3, 0))
            .observed();
    private static final Sample CLUSTERS =
            new Clustered(20, 30, 0, 0.3, 0.5, 1).draw(new Streams(3, 0)).observed();
    private static final Estimate OWN =
            new DifferenceInMeans().estimate(UNITS, random()).estimate();

    private static Philox random() {
        return new Philox(1, 0, 3);
    }

    private static Estimate mutated(Mutant<Fit> mutant) {
        return mutant.answer(new DifferenceInMeans(), UNITS, random()).estimate();
    }

    @Test
    void scaledErrorChangesTheErrorOnly() {
        Estimate mutated = mutated(Mutants.scaledError(0.9));
        assertThat(mutated.value()).isEqualTo(OWN.value());
        assertThat(mutated.stdError()).isEqualTo(0.9 * OWN.stdError());
        assertThat(mutated.inference())
                .isEqualTo(new StudentT(
                        OWN.value(), 0.9 * OWN.stdError(), OWN.inference().degreesOfFreedom()));
    }

    @Test
    void shiftMovesTheEstimateOnly() {
        Estimate mutated = mutated(Mutants.shifted(0.3));
        assertThat(mutated.value()).isCloseTo(OWN.value() + 0.3 * OWN.stdError(), within(1e-14));
        assertThat(mutated.stdError()).isEqualTo(OWN.stdError());
        assertThat(mutated.inference().interval(0.95).width())
                .isCloseTo(OWN.inference().interval(0.95).width(), within(1e-12));
    }

    @Test
    void zForTChangesTheQuantileOnly() {
        Estimate mutated = mutated(Mutants.zForT());
        assertThat(mutated.inference()).isEqualTo(new Normal(OWN.value(), OWN.stdError()));
        assertThat(mutated.inference().interval(0.95).width())
                .isLessThan(OWN.inference().interval(0.95).width());
    }

    @Test
    void oneSidedQuantileIsTheIntervalOfTwiceTheTail() {
        Estimate mutated = mutated(Mutants.oneSidedQuantile());
        assertThat(mutated.stdError()).isEqualTo(OWN.stdError());
        assertThat(mutated.inference().interval(0.95).lower())
                .isCloseTo(OWN.inference().interval(0.9).lower(), within(1e-12));
        // The test agrees with the interval: p at its end is .05.
        assertThat(mutated.inference().pValue(mutated.inference().interval(0.95).upper()))
                .isCloseTo(0.05, within(1e-12));
    }

    @Test
    void swappedArmsFlipTheSignAsTheMethodWouldDo() {
        double[] flipped = UNITS.numeric(Role.ASSIGNMENT).clone();
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = 1 - flipped[i];
        }
        Estimate swapped = new DifferenceInMeans()
                .estimate(UNITS.with(Role.ASSIGNMENT, new Column.Numeric("t", flipped)), random())
                .estimate();
        assertThat(mutated(Mutants.swappedArms()).value()).isCloseTo(swapped.value(), within(1e-13));
        assertThat(mutated(Mutants.swappedArms()).stdError()).isCloseTo(swapped.stdError(), within(1e-13));
    }

    @Test
    void droppedClusteringLeavesTheEstimateAndChangesTheError() {
        Estimate own = new ClusterMeans().estimate(CLUSTERS, random()).estimate();
        Estimate mutated = Mutants.droppedClustering()
                .answer(new ClusterMeans(), CLUSTERS, random())
                .estimate();
        Estimate rows = new DifferenceInMeans().estimate(CLUSTERS, random()).estimate();
        assertThat(mutated.value()).isCloseTo(own.value(), within(1e-12));
        assertThat(mutated.stdError()).isCloseTo(rows.stdError(), within(1e-12)).isLessThan(0.8 * own.stdError());
    }

    @Test
    void ignoredPropensityIsTheShareTreated() {
        Sample spoiled = Spoiled.constantPropensity(UNITS);
        assertThat(spoiled.numeric(Role.PROPENSITY))
                .containsOnly(TwoArms.of(UNITS).treated() / 40.0);
        assertThat(spoiled.outcome()).isSameAs(UNITS.outcome());
    }

    @Test
    void aPostTreatmentCovariateFollowsTheOutcome() {
        Sample spoiled = Spoiled.afterTreatment(UNITS, random());
        assertThat(spoiled.columns(Role.COVARIATE)).hasSize(6);
        double[] later = ((Column.Numeric) spoiled.columns(Role.COVARIATE).get(5)).values();
        assertThat(new PearsonsCorrelation().correlation(later, UNITS.outcome()))
                .isBetween(0.4, 0.95);
        Estimate own = RegressionAdjustment.standard().estimate(UNITS, random()).estimate();
        Estimate mutated =
                RegressionAdjustment.standard().estimate(spoiled, random()).estimate();
        assertThat(mutated.value()).isLessThan(own.value());
    }

    /** First-stage means by hand: of instrument 1 three in four take treatment, of instrument 0 one in four. */
    @Test
    void secondStageUsesTheFirstStageFit() {
        Sample sample = Sample.builder()
                .outcome("y", new double[] {1, 2, 3, 4, 5, 6, 7, 8})
                .add(Role.INSTRUMENT, "z", new double[] {1, 1, 1, 1, 0, 0, 0, 0})
                .add(Role.TREATMENT, "d", new double[] {1, 1, 1, 0, 0, 0, 0, 1})
                .build();
        assertThat(Spoiled.firstStage(sample).numeric(Role.TREATMENT))
                .containsExactly(0.75, 0.75, 0.75, 0.75, 0.25, 0.25, 0.25, 0.25);
    }

    private static List<String> fitting(Setting<Fit> setting) {
        return Mutants.fitting(setting, Set.of()).stream().map(Control::name).toList();
    }

    @Test
    void mutantsFitWhereTheMistakeCanBeMadeAndSeen() {
        assertThat(fitting(Setting.of(new DifferenceInMeans(), Tier.A, Iid.standard(500))))
                .containsExactly("se-times-0.9", "shift-0.3-se", "one-sided-quantile", "swapped-arms");
        assertThat(fitting(Setting.of(new DifferenceInMeans(), Tier.A, Iid.standard(16))))
                .contains("z-for-t");
        assertThat(fitting(Setting.of(new DifferenceInMeans(), Tier.B, Iid.standard(500))))
                .contains("se-times-0.8")
                .doesNotContain("se-times-0.9");
        assertThat(fitting(Setting.of(
                        new DifferenceInMeans(), Tier.A, Iid.standard(500).withEffect(0))))
                .doesNotContain("swapped-arms");
        assertThat(fitting(Setting.of(new ClusterMeans(), Tier.A, new Clustered(20, 30, 0, 0.05, 0.5, 1))))
                .contains("dropped-clustering")
                .doesNotContain("z-for-t");
        assertThat(fitting(Setting.of(new ClusterMeans(), Tier.A, new Clustered(20, 30, 0, 0, 0.5, 1))))
                .doesNotContain("dropped-clustering");
        CovariateWorld world = CovariateWorld.randomised(200, Surface.LINEAR);
        assertThat(fitting(Setting.of(DmlPlr.standard(), Tier.B, world)))
                .contains("post-treatment-covariate")
                .doesNotContain("ignored-propensity");
        assertThat(fitting(Setting.of(DmlPlr.standard(), Tier.B, world.withConfounding(1))))
                .contains("ignored-propensity");
    }

    /** J5 by the exact operating characteristics: z is refutable at few degrees of freedom only. */
    @Test
    void zIsRefutableAtFewDegreesOfFreedomOnly() {
        assertThat(Mutants.refutable(FitClaim.COVERAGE, Tier.A, 0.9298)).isTrue();
        assertThat(Mutants.refutable(FitClaim.COVERAGE, Tier.A, 0.9371)).isFalse();
        assertThat(Mutants.refutable(FitClaim.COVERAGE, Tier.A, 0.95)).isFalse();
    }
}
