package assay.quasi.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Fit;
import assay.Gold;
import assay.quasi.synthetic.InSpacePlacebos.Donors;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What synthdid 0.0.9 prints on Proposition 99 and on the GeoLift walkthrough (gold/g09_synthdid.R). Its Frank-Wolfe steps are
 * ours, so that digits agree further than the 1e-3 that are asked for.
 */
class SyntheticGoldTest {

    private static final Map<SyntheticWeighting, String> KEYS =
            Map.of(SyntheticWeighting.SDID, "sdid", SyntheticWeighting.SC, "sc", SyntheticWeighting.DID, "did");

    private static JsonObject gold() {
        return Gold.read("synthdid_prop99.json").getAsJsonObject("values");
    }

    private static Synthesis california(SyntheticWeighting weighting) throws IOException {
        return Synthesis.of(AdoptionPanel.of(Panels.california()), weighting, SimplexSearch.reference());
    }

    @ParameterizedTest
    @EnumSource(names = {"SDID", "SC", "DID"})
    void propositionNinetyNine(SyntheticWeighting weighting) throws IOException {
        JsonObject gold = gold().getAsJsonObject(KEYS.get(weighting));
        Synthesis synthesis = california(weighting);
        double slack = weighting == SyntheticWeighting.DID ? 1e-9 : 1e-6;
        assertThat(synthesis.effect()).isCloseTo(gold.get("estimate").getAsDouble(), within(slack));
        if (weighting == SyntheticWeighting.DID) {
            return;
        }
        AdoptionPanel panel = synthesis.panel();
        CohortWeights weights = synthesis.cohorts().get(0).weights();
        int[] controls = panel.controls();
        for (int i = 0; i < controls.length; i++) {
            assertThat(weights.omega()[i])
                    .isCloseTo(
                            gold.getAsJsonObject("omega")
                                    .get(panel.units().get(controls[i]))
                                    .getAsDouble(),
                            within(1e-6));
        }
        for (int t = 0; t < 19; t++) {
            assertThat(weights.lambda()[t])
                    .isCloseTo(
                            gold.getAsJsonObject("lambda")
                                    .get(panel.periods().get(t))
                                    .getAsDouble(),
                            within(1e-6));
        }
        if (weighting == SyntheticWeighting.SDID) {
            assertThat(weights.zetaOmega()).isCloseTo(gold.get("zeta_omega").getAsDouble(), within(1e-9));
            assertThat(weights.zetaLambda()).isCloseTo(gold.get("zeta_lambda").getAsDouble(), within(1e-15));
            assertThat(weights.noise()).isCloseTo(gold.get("sigma_noise").getAsDouble(), within(1e-10));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SDID", "SC", "DID"})
    void placebosInSpace(SyntheticWeighting weighting) throws IOException {
        JsonObject gold = gold().getAsJsonObject("in_space_placebos");
        InSpacePlacebos placebos = InSpacePlacebos.of(
                AdoptionPanel.of(Panels.california()), weighting, SimplexSearch.reference(), Donors.CONTROLS);
        JsonArray units = gold.getAsJsonArray("units");
        JsonArray effects = gold.getAsJsonArray(KEYS.get(weighting));
        assertThat(placebos.controls()).hasSize(38);
        for (int i = 0; i < 38; i++) {
            assertThat(placebos.controls().get(i).unit()).isEqualTo(units.get(i).getAsString());
            assertThat(placebos.controls().get(i).effect())
                    .isCloseTo(effects.get(i).getAsDouble(), within(1e-5));
        }
    }

    @Test
    void geoLiftWalkthrough() throws IOException {
        JsonObject gold = gold().getAsJsonObject("geolift_test_chicago_portland_from_2021_04_01");
        AdoptionPanel panel = AdoptionPanel.of(Panels.geoLift());
        assertThat(panel.treated()).hasSize(2);
        for (Map.Entry<SyntheticWeighting, String> entry : KEYS.entrySet()) {
            assertThat(Synthesis.of(panel, entry.getKey(), SimplexSearch.reference())
                            .effect())
                    .as(entry.getValue())
                    .isCloseTo(gold.get(entry.getValue()).getAsDouble(), within(1e-5));
        }
    }

    /**
     * synthdid draws 150 placebos at random and printed 10.68 and 10.09 (SDID), 11.79 and 10.28 (SC), 18.56 and 19.33 (DID) with two
     * seeds; its paper has 8.4, 9.9 and 17.7. Each control once, as here, is what such draws scatter about.
     */
    @Test
    void standardErrorOfOneTreatedUnitIsTheSpreadOfPlacebos() throws IOException {
        for (SyntheticWeighting weighting : KEYS.keySet()) {
            Fit fit = new SyntheticEffect(weighting, SyntheticError.AUTO, 200, SimplexSearch.reference())
                    .estimate(Panels.california(), new Philox(1, 0, 3));
            JsonArray printed = gold().getAsJsonObject("in_space_placebos").getAsJsonArray(KEYS.get(weighting));
            assertThat(fit.estimate().stdError()).isCloseTo(deviation(printed), within(1e-5));
            assertThat(fit.glance().variance()).contains("placebo");
        }
    }

    private static double deviation(JsonArray values) {
        double mean = 0;
        for (int i = 0; i < values.size(); i++) {
            mean += values.get(i).getAsDouble() / values.size();
        }
        double squares = 0;
        for (int i = 0; i < values.size(); i++) {
            squares += Math.pow(values.get(i).getAsDouble() - mean, 2);
        }
        return Math.sqrt(squares / (values.size() - 1));
    }
}
