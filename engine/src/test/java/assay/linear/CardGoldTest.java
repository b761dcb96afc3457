package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Gold;
import assay.SharedData;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Card's returns to schooling against R's AER 1.2.10 and sandwich 3.0.2, as in gold/iv_2sls.json. */
class CardGoldTest {

    private static final List<String> EXOGENOUS = List.of("exper", "expersq", "black", "south", "smsa");

    private static JsonObject gold(String name) {
        return Gold.read("iv_2sls.json").getAsJsonObject("values").getAsJsonObject(name);
    }

    private static LinearFit fit(String outcome, List<String> endogenous, List<String> instruments) {
        Function<String, double[]> data = SharedData.csv("wooldridge_card.csv");
        LinearSpec spec = new LinearSpec(List.of(outcome), EXOGENOUS, endogenous, instruments);
        return LinearModel.fit(
                ArrayRows.of(spec, spec.columns().stream().map(data).toArray(double[][]::new)));
    }

    private static void close(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    private static void errors(LinearFit fit, Covariance covariance, JsonObject expected) {
        double[][] v = fit.covariance(0, covariance);
        expected.entrySet().forEach(entry -> {
            int at = fit.terms().indexOf(entry.getKey());
            close(Math.sqrt(v[at][at]), entry.getValue().getAsDouble(), 1e-8);
        });
    }

    private static LinearFit check(String name, List<String> instruments) {
        JsonObject gold = gold(name);
        LinearFit fit = fit("lwage", List.of("educ"), instruments);
        assertThat(fit.rows()).isEqualTo(gold.get("n").getAsLong());
        gold.getAsJsonObject("coef").entrySet().forEach(entry -> {
            int at = fit.terms().indexOf(entry.getKey());
            close(fit.coefficients(0)[at], entry.getValue().getAsDouble(), 1e-8);
        });
        close(Math.sqrt(fit.residualVariance(0)), gold.get("sigma").getAsDouble(), 1e-9);
        errors(fit, Covariance.CLASSICAL, gold.getAsJsonObject("se_iid"));
        errors(fit, Covariance.HC0, gold.getAsJsonObject("se_HC0"));
        errors(fit, Covariance.HC1, gold.getAsJsonObject("se_HC1"));
        JsonObject tests = gold.getAsJsonObject("diagnostics_iid");
        FirstStage stage = fit.firstStage().orElseThrow();
        close(stage.classical(), statistic(tests, "Weak instruments"), 1e-8);
        close(stage.robust(), statistic(gold.getAsJsonObject("diagnostics_HC1"), "Weak instruments"), 1e-8);
        WaldTest hausman = Overidentification.wuHausman(fit, 0);
        close(hausman.statistic(), statistic(tests, "Wu-Hausman"), 1e-6);
        return fit;
    }

    private static double statistic(JsonObject tests, String name) {
        return tests.getAsJsonObject(name).get("statistic").getAsDouble();
    }

    @Test
    void oneInstrument() {
        check("card_nearc4", List.of("nearc4"));
    }

    @Test
    void twoInstruments() {
        LinearFit fit = check("card_nearc2_nearc4", List.of("nearc4", "nearc2"));
        JsonObject tests = gold("card_nearc2_nearc4").getAsJsonObject("diagnostics_iid");
        close(Overidentification.sargan(fit, 0).statistic(), statistic(tests, "Sargan"), 1e-7);
    }

    @Test
    void andersonAndRubin() {
        LinearFit fit = fit("lwage", List.of("educ"), List.of("nearc4"));
        for (JsonElement each :
                Gold.read("iv_2sls.json").getAsJsonObject("values").getAsJsonArray("card_anderson_rubin_nearc4")) {
            JsonObject at = each.getAsJsonObject();
            WaldTest test = AndersonRubin.test(
                    fit, 0, Covariance.CLASSICAL, at.get("b0").getAsDouble());
            double f = at.get("F").getAsDouble();
            // Next to the estimate F is 5e-8, of which fewer digits are left.
            assertThat(test.statistic()).isCloseTo(f, within(1e-7 * f + 1e-11));
            assertThat(test.pValue()).isCloseTo(at.get("p").getAsDouble(), within(1e-7));
        }
    }

    @Test
    void theFirstStageByItself() {
        JsonObject gold = gold("card_first_stage");
        Function<String, double[]> data = SharedData.csv("wooldridge_card.csv");
        List<String> columns = List.of("nearc4", "exper", "expersq", "black", "south", "smsa");
        LinearSpec spec = LinearSpec.ols(List.of("educ"), columns);
        LinearFit fit = LinearModel.fit(
                ArrayRows.of(spec, spec.columns().stream().map(data).toArray(double[][]::new)));
        errors(fit, Covariance.CLASSICAL, gold.getAsJsonObject("se_iid"));
        errors(fit, Covariance.HC1, gold.getAsJsonObject("se_HC1"));
    }
}
