package assay.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.EstimationException;
import assay.Gold;
import assay.Normal;
import assay.Problem;
import assay.experiment.Compliance;
import com.google.gson.JsonObject;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All 13,979,592 rows of the Criteo uplift table, from its published counts. Reference: /work/shared/gold/criteo_counts.json, made by
 * g19_criteo_counts.py (Python 3.11.2); the two published standard errors of the effect of exposure are those of
 * vanle2000/criteo-uplift-causal.
 */
class CriteoCountsTest {

    private static final double RELATIVE = 1e-12;

    private static Offset<Double> digits(double value) {
        return within(RELATIVE * Math.abs(value));
    }

    private static AdEffects effects(JsonObject gold, String outcome) {
        JsonObject counts = gold.getAsJsonObject("counts");
        JsonObject converted = counts.getAsJsonObject(outcome);
        JsonObject exposed = counts.getAsJsonObject("exposure");
        return AdEffects.of(
                PairMoments.ofCounts(
                        counts.get("n_treated").getAsLong(),
                        converted.get("1").getAsLong(),
                        exposed.get("1").getAsLong()),
                PairMoments.ofCounts(
                        counts.get("n_control").getAsLong(),
                        converted.get("0").getAsLong(),
                        exposed.get("0").getAsLong()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"visit", "conversion"})
    void allEffectsFollowFromTheCounts(String outcome) {
        JsonObject values = Gold.read("criteo_counts.json").getAsJsonObject("values");
        AdEffects effects = effects(values, outcome);
        JsonObject gold = values.getAsJsonObject(outcome);
        double ate = gold.get("ate").getAsDouble();
        double se = gold.get("se_HC2").getAsDouble();
        Estimate itt = effects.itt();
        assertThat(itt.value()).isCloseTo(ate, digits(ate));
        assertThat(itt.stdError()).isCloseTo(se, digits(se));
        double low = gold.getAsJsonArray("ci95_HC2").get(0).getAsDouble();
        assertThat(new Normal(itt.value(), itt.stdError()).interval(0.95).lower())
                .isCloseTo(low, digits(low));
        // Welch's t has 2.7 million degrees of freedom.
        assertThat(itt.inference().interval(0.95).lower()).isCloseTo(low, within(1e-6 * low));
        double z = gold.get("z_pooled").getAsDouble();
        assertThat(effects.pooledZ()).isCloseTo(z, digits(z));
        double lift = gold.get("relative_lift").getAsDouble();
        double liftError = gold.get("relative_lift_se_delta").getAsDouble();
        assertThat(effects.lift().value()).isCloseTo(lift, digits(lift));
        assertThat(effects.lift().stdError()).isCloseTo(liftError, digits(liftError));
        double log = gold.get("log_rr").getAsDouble();
        double logError = gold.get("se_log_rr").getAsDouble();
        assertThat(effects.logRiskRatio().value()).isCloseTo(log, digits(log));
        assertThat(effects.logRiskRatio().stdError()).isCloseTo(logError, digits(logError));
        double cace = gold.get("wald_cace_point").getAsDouble();
        assertThat(effects.wald().value()).isCloseTo(cace, digits(cace));
        assertThat(effects.compliance()).isEqualTo(Compliance.ONE_SIDED);
    }

    /** The published errors are those of a delta method that takes exposure and outcome for independent. */
    @ParameterizedTest
    @ValueSource(strings = {"visit", "conversion"})
    void thePublishedErrorsLeaveOutTheCovariance(String outcome) {
        JsonObject values = Gold.read("criteo_counts.json").getAsJsonObject("values");
        JsonObject gold =
                values.getAsJsonObject("published_lin_adjusted_row_level").getAsJsonObject("cace_" + outcome);
        Estimate cace = effects(values, outcome).cace(DeltaRule.INDEPENDENT);
        assertThat(cace.value()).isCloseTo(gold.get("est").getAsDouble(), digits(cace.value()));
        assertThat(cace.stdError()).isCloseTo(gold.get("se").getAsDouble(), digits(cace.stdError()));
    }

    /** How many of the exposed converted was not published; without it there is no covariance. */
    @Test
    void aCovarianceThatIsNotKnownIsNotMadeUp() {
        AdEffects effects = AdEffects.of(PairMoments.ofCounts(100, 20, 30), PairMoments.ofCounts(100, 10, 0));
        assertThatThrownBy(() -> effects.cace(DeltaRule.FULL))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MISSING_VALUES))
                .hasMessageContaining("exposed and converted");
        assertThat(effects.attribution()).isNaN();
        AdEffects known = AdEffects.of(PairMoments.ofCounts(100, 20, 30, 9), PairMoments.ofCounts(100, 10, 0, 0));
        assertThat(known.attribution()).isCloseTo(9 / 30.0, within(1e-14));
        assertThat(known.exposedLessUnexposed()).isCloseTo(9 / 30.0 - 21 / 170.0, within(1e-14));
    }
}
