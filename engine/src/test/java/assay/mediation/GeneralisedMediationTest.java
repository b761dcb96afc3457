package assay.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Gold;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reference: gold/mediation.json, R 4.2.2 glm and mediation 4.5.1 mediate on the framing experiment and on JOBS II. */
class GeneralisedMediationTest {

    private static final Map<String, String> R_NAMES = Map.of(
            "educ_high school", "educhigh school",
            "educ_less than high school", "educless than high school",
            "educ_some college", "educsome college",
            "gender_male", "gendermale");

    private static JsonObject gold(String part) {
        return Gold.read("mediation.json").getAsJsonObject("values").getAsJsonObject(part);
    }

    private static Sample framing() {
        Table framing = new Table("mediation_framing.csv");
        return Sample.builder()
                .outcome("cong_mesg", framing.numbers("cong_mesg"))
                .outcome("emo", framing.numbers("emo"))
                .assignment("treat", framing.numbers("treat"))
                .covariate("age", framing.numbers("age"))
                .add(Role.COVARIATE, framing.levels("educ"))
                .add(Role.COVARIATE, framing.levels("gender"))
                .covariate("income", framing.numbers("income"))
                .build();
    }

    private static SimulatedEffects effects(PathInterval interval, int draws) {
        return new GeneralisedMediation(Family.GAUSSIAN, Family.PROBIT, MediatorEffect.SAME, interval, draws)
                .simulate(framing(), new Philox(1, 0, 3));
    }

    @Test
    void modelsAreThoseOfR() {
        JsonObject gold = gold("framing_probit");
        SimulatedEffects effects = effects(PathInterval.MONTE_CARLO, 2000);
        for (Estimate each : effects.mediatorModel()) {
            String name = R_NAMES.getOrDefault(each.term(), each.term());
            assertThat(each.value())
                    .as(name)
                    .isCloseTo(gold.getAsJsonObject("mediator_coef").get(name).getAsDouble(), within(1e-9));
        }
        assertThat(effects.mediatorSigma()).isCloseTo(gold.get("mediator_sigma").getAsDouble(), within(1e-9));
        for (Estimate each : effects.outcomeModel()) {
            String name = R_NAMES.getOrDefault(each.term(), each.term());
            // R's glm stops when the deviance changes by less than 1e-8 of itself, here after its fifth step: its
            // numbers are those
            // of that step to 1e-13 (replayed), up to 3e-6 from the maximum, which is where this fit stops.
            assertThat(each.value())
                    .as(name)
                    .isCloseTo(gold.getAsJsonObject("outcome_coef").get(name).getAsDouble(), within(5e-6));
            assertThat(each.stdError())
                    .as(name)
                    .isCloseTo(gold.getAsJsonObject("outcome_se").get(name).getAsDouble(), within(5e-6));
        }
    }

    /**
     * The mean over draws and the ends of intervals, within five times the spread that R's have over seeds, and our own, which is of
     * about the same size. R draws the two models independently, with HC3 within each.
     */
    @Test
    void effectsAreThoseOfMediate() {
        JsonObject gold = gold("framing_probit").getAsJsonObject("mediate_quasi_bayes_robustSE_sims2000");
        SimulatedEffects effects = effects(PathInterval.MONTE_CARLO, 20_000);
        Map<String, String> names = Map.of(
                "acme0",
                "ACME(0)",
                "acme1",
                "ACME(1)",
                "ade0",
                "ADE(0)",
                "ade1",
                "ADE(1)",
                "acme_avg",
                "ACME",
                "ade_avg",
                "ADE",
                "total",
                "total");
        names.forEach((r, term) -> {
            JsonObject one = gold.getAsJsonObject(r);
            assertThat(effects.meanOfDraws(term))
                    .as(term)
                    .isCloseTo(
                            one.get("mean").getAsDouble(),
                            within(5 * one.get("sd_over_seeds").getAsDouble()));
        });
        for (String term : List.of("ACME", "ADE", "total")) {
            JsonObject ends = gold.getAsJsonObject(
                    (term.equals("total") ? "total" : term.equals("ACME") ? "acme_avg" : "ade_avg") + "_ci");
            Estimate each = term(effects.fit(), term);
            double low = ends.getAsJsonArray("mean").get(0).getAsDouble();
            double high = ends.getAsJsonArray("mean").get(1).getAsDouble();
            // HC3 against HC1 of 265 rows: some hundredths of the width, besides the spread.
            double tolerance = 0.06 * (high - low);
            assertThat(each.inference().interval(0.95).lower()).as(term).isCloseTo(low, within(tolerance));
            assertThat(each.inference().interval(0.95).upper()).as(term).isCloseTo(high, within(tolerance));
        }
    }

    private static Estimate term(Fit fit, String term) {
        return fit.terms().stream()
                .filter(e -> e.term().equals(term))
                .findFirst()
                .orElseThrow();
    }

    /** Both ways to split the total; a linear probit of a normal mediator by quadrature of the logit's kind gives the same means. */
    @Test
    void effectsAddUp() {
        Fit fit = effects(PathInterval.DELTA, 100).fit();
        double total = term(fit, "total").value();
        assertThat(term(fit, "ACME(1)").value() + term(fit, "ADE(0)").value()).isCloseTo(total, within(1e-14));
        assertThat(term(fit, "ACME(0)").value() + term(fit, "ADE(1)").value()).isCloseTo(total, within(1e-14));
        Fit logit = new GeneralisedMediation(
                        Family.GAUSSIAN, Family.LOGIT, MediatorEffect.BY_ARM, PathInterval.DELTA, 100)
                .estimate(framing(), new Philox(1, 0, 3));
        assertThat(term(logit, "total").value()).isCloseTo(total, within(0.03));
    }

    /** With linear models the simulated effects are products of coefficients. */
    @Test
    void linearModelsAreSpecialCases() {
        Fit linear = new GeneralisedMediation(
                        Family.GAUSSIAN, Family.GAUSSIAN, MediatorEffect.BY_ARM, PathInterval.DELTA, 100)
                .estimate(framing(), new Philox(1, 0, 3));
        NaturalEffects natural = MediationAnalysis.of(PathModel.serial("treat", List.of("emo"), "cong_mesg", List.of()))
                .with(JointCovariance.HC1)
                .interacting("emo", framing(), new Philox(1, 0, 3));
        for (Estimate each : natural.fit().terms()) {
            assertThat(term(linear, each.term()).value()).as(each.term()).isCloseTo(each.value(), within(1e-9));
            assertThat(term(linear, each.term()).stdError()).as(each.term()).isCloseTo(each.stdError(), within(2e-4));
        }
    }

    @Test
    void resamplesAndJointSignificance() {
        Fit bootstrap = effects(PathInterval.BOOTSTRAP, 200).fit();
        Fit normal = effects(PathInterval.MONTE_CARLO, 2000).fit();
        double width = term(normal, "ACME").inference().interval(0.95).width();
        // Ends of 200 resamples have a standard deviation of about a tenth of the width: false alarm below 1e-3.
        assertThat(term(bootstrap, "ACME").inference().interval(0.95).width()).isCloseTo(width, within(0.4 * width));
        assertThat(term(effects(PathInterval.JOINT_SIGNIFICANCE, 100).fit(), "ACME")
                        .inference()
                        .pValue(0))
                .isBetween(1e-6, 1e-3);
    }

    @Test
    void responsesMustBeOfTheirFamily() {
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> new GeneralisedMediation(
                                Family.PROBIT, Family.PROBIT, MediatorEffect.SAME, PathInterval.DELTA, 100)
                        .estimate(framing(), new Philox(1, 0, 3)))
                .withMessageContaining("'emo' is 7.0 in row 1")
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD));
    }

    /** Natural effects of the jobs with an interaction: R's mean over draws and seeds. */
    @Test
    void interactionOfTheJobs() {
        JsonObject gold = gold("jobs_interaction");
        Table jobs = new Table("mediation_jobs.csv");
        Sample.Builder sample = Sample.builder()
                .outcome("depress2", jobs.numbers("depress2"))
                .outcome("job_seek", jobs.numbers("job_seek"))
                .assignment("treat", jobs.numbers("treat"));
        for (String covariate : List.of("econ_hard", "depress1", "sex", "age")) {
            sample.covariate(covariate, jobs.numbers(covariate));
        }
        for (String covariate : List.of("occp", "marital", "nonwhite", "educ", "income")) {
            sample.add(Role.COVARIATE, jobs.levels(covariate));
        }
        NaturalEffects natural = MediationAnalysis.of(
                        PathModel.serial("treat", List.of("job_seek"), "depress2", List.of()))
                .interacting("job_seek", sample.build(), new Philox(1, 0, 3));
        Map<String, String> names = Map.of(
                "acme0",
                "ACME(0)",
                "acme1",
                "ACME(1)",
                "ade0",
                "ADE(0)",
                "ade1",
                "ADE(1)",
                "acme_avg",
                "ACME",
                "ade_avg",
                "ADE",
                "total",
                "total");
        names.forEach((r, term) -> {
            JsonObject one = gold.getAsJsonObject(r);
            // R's mean of 2000 draws at three seeds misses its own limit by up to three times its spread.
            assertThat(term(natural.fit(), term).value())
                    .as(term)
                    .isCloseTo(
                            one.get("mean").getAsDouble(),
                            within(5 * one.get("sd_over_seeds").getAsDouble()));
        });
        assertThat(natural.kind()).isEqualTo(NaturalEffects.Kind.NATURAL);
    }
}
