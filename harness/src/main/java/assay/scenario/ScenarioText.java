package assay.scenario;

import assay.contract.ContractText;
import assay.decision.Action;
import assay.decision.ExperimentPlan;
import assay.dgp.scenario.Categories;
import assay.dgp.scenario.Faults;
import assay.dgp.scenario.Population;
import assay.dgp.scenario.RampStep;
import assay.dgp.scenario.Response;
import assay.dgp.scenario.Responses;
import assay.dgp.scenario.ScenarioWorld;
import assay.dgp.scenario.Signal;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes scenarios as the files that {@link ScenarioFile} reads: what is read from them is the scenario again. */
public final class ScenarioText {

    private static final Gson QUOTES = new GsonBuilder().disableHtmlEscaping().create();

    private final StringBuilder text = new StringBuilder();
    private final List<String> arms;

    private ScenarioText(ExperimentPlan plan) {
        arms = new ArmValues(plan).names();
    }

    /**
     * The files of a scenario: {@code scenario.yaml} with the contract files beside it.
     *
     * @param scenario the scenario
     * @return texts by name
     */
    public static Map<String, String> files(Scenario scenario) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("scenario.yaml", of(scenario));
        files.putAll(ContractText.files(scenario.world().plan()));
        return files;
    }

    private static String of(Scenario scenario) {
        ScenarioWorld world = scenario.world();
        ScenarioText out = new ScenarioText(world.plan());
        out.line(0, "schema_version", quoted("1"));
        out.line(0, "scenario_id", quoted(scenario.id()));
        out.line(0, "scenario_name", quoted(scenario.title()));
        if (!scenario.story().isBlank()) {
            out.line(0, "description", quoted(scenario.story()));
        }
        out.line(0, "random_seed", scenario.seed());
        out.line(0, "experiment", "experiment.yaml");
        out.line(0, "read_on_day", world.readDay());
        if (!world.right().isEmpty()) {
            out.line(
                    0,
                    "documented_actions",
                    world.right().stream().map(Action::name).toList());
        }
        out.population(world);
        out.delivery(world);
        out.signals(world.responses());
        out.overrides(world.responses());
        out.ramp(world.ramp());
        out.quality(world.faults());
        out.pathologies(world.faults());
        return out.text.toString();
    }

    private static String quoted(String value) {
        return QUOTES.toJson(value);
    }

    private void line(int depth, String key, Object value) {
        text.append("  ".repeat(depth)).append(key).append(": ").append(value).append('\n');
    }

    private void block(int depth, String key) {
        text.append("  ".repeat(depth)).append(key).append(":\n");
    }

    private void population(ScenarioWorld world) {
        Population population = world.population();
        block(0, "population");
        line(1, "n_users", world.size());
        line(1, "country_distribution", shares(population.country()));
        line(1, "platform_distribution", shares(population.platform()));
        line(1, "acquisition_channel_distribution", shares(population.acquisitionChannel()));
        line(1, "plan_tier_distribution", shares(population.planTier()));
        line(
                1,
                "tenure_days_distribution",
                "{type: truncated_exponential, max_days: " + population.maximumTenure() + "}");
        block(0, "baseline_behavior");
        line(1, "historical_sessions_28d", law(population.sessions()));
        line(1, "historical_revenue_28d", law(population.revenue()));
        line(1, "historical_conversion_flag", "{distribution: bernoulli, bernoulli_p: " + population.converted() + "}");
        line(
                1,
                "historical_retention_score",
                "{distribution: beta, alpha: " + population.retention().alpha() + ", beta: "
                        + population.retention().beta() + "}");
    }

    private static String shares(Categories categories) {
        StringBuilder out = new StringBuilder("{");
        for (int k = 0; k < categories.names().size(); k++) {
            out.append(k == 0 ? "" : ", ")
                    .append(quoted(categories.names().get(k)))
                    .append(": ")
                    .append(categories.shares().get(k));
        }
        return out.append('}').toString();
    }

    private static String law(Population.LogNormal law) {
        String zeros = law.zeroRate() > 0 ? ", zero_rate: " + law.zeroRate() : "";
        return "{distribution: " + (law.zeroRate() > 0 ? "zero_inflated_lognormal" : "lognormal") + ", mean: "
                + law.mean() + ", sigma: " + law.sigma() + zeros + "}";
    }

    private void delivery(ScenarioWorld world) {
        block(0, "opportunity_and_delivery");
        line(1, "trigger_probability", world.delivery().trigger());
        line(1, "trigger_within_days", world.delivery().triggerDays());
        line(1, "delivery_probability_control", world.delivery().delivered().get(0));
        line(
                1,
                "delivery_probability_treatment",
                byTreatment(world.delivery()
                        .delivered()
                        .subList(1, world.delivery().delivered().size())));
        line(1, "exposure_surface", quoted(world.delivery().surface()));
    }

    private String byTreatment(List<Double> values) {
        return mapping(arms.subList(1, arms.size()), values);
    }

    private static String mapping(List<String> names, List<Double> values) {
        StringBuilder out = new StringBuilder("{");
        for (int k = 0; k < names.size(); k++) {
            out.append(k == 0 ? "" : ", ")
                    .append(quoted(names.get(k)))
                    .append(": ")
                    .append(values.get(k));
        }
        return out.append('}').toString();
    }

    private void signals(Responses responses) {
        block(0, "metric_generation");
        for (Response response : Response.values()) {
            Signal signal = responses.of(response);
            block(1, response.metric());
            line(2, "baseline_rate", signal.rate());
            if (response.law() == Response.Law.AMOUNT) {
                line(2, "baseline_mean", signal.mean());
                line(2, "baseline_std", signal.sd());
            }
            line(2, "history_correlation", signal.history());
            if (!signal.effects().isEmpty()) {
                line(2, "treatment_effect_absolute", byTreatment(signal.effects()));
            }
            if (signal.delayDays() > 0) {
                line(2, "effect_delay_days", signal.delayDays());
            }
            if (signal.noveltyDays() > 0) {
                line(2, "effect_half_life_days", signal.noveltyDays());
            }
        }
    }

    private void overrides(Responses responses) {
        if (responses.overrides().isEmpty()) {
            return;
        }
        block(0, "segment_effect_overrides");
        Map<String, Map<String, List<Responses.SegmentEffect>>> tree = responses.overrides().stream()
                .collect(Collectors.groupingBy(
                        Responses.SegmentEffect::dimension,
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                Responses.SegmentEffect::value, LinkedHashMap::new, Collectors.toList())));
        tree.forEach((dimension, values) -> {
            block(1, dimension);
            values.forEach((value, effects) -> {
                block(2, quoted(value));
                effects.forEach(effect -> {
                    block(3, effect.response().metric());
                    line(4, "treatment_effect_absolute", byTreatment(effect.effects()));
                });
            });
        });
    }

    private void ramp(List<RampStep> ramp) {
        if (!ramp.isEmpty()) {
            block(0, "ramp");
            for (RampStep step : ramp) {
                text.append("  - day: ").append(step.day()).append('\n');
                line(2, "exposure", step.exposure());
                if (!step.shares().isEmpty()) {
                    line(2, "shares", mapping(arms, step.shares()));
                }
            }
        }
    }

    private void quality(Faults faults) {
        int before = text.length();
        block(0, "data_quality_and_noise");
        int empty = text.length();
        byArm("missingness_rate", faults.missing());
        byArm("event_underlogging_rate", faults.underlogged());
        rate("duplicate_user_rate", faults.duplicates());
        rate("conflicting_assignment_rate", faults.conflicts());
        if (faults.outliers().rate() > 0) {
            line(1, "outlier_revenue_rate", faults.outliers().rate());
            line(1, "outlier_revenue_multiplier", faults.outliers().multiplier());
        }
        if (text.length() == empty) {
            text.setLength(before);
        }
    }

    private void pathologies(Faults faults) {
        int before = text.length();
        block(0, "pathology_flags");
        int empty = text.length();
        byArm("srm_target_shares", faults.shares());
        byArm("lost_users_rate", faults.lost());
        rate("treatment_leakage_rate", faults.leakage());
        rate("exposure_before_assignment_rate", faults.earlyExposure());
        if (faults.rebucketShare() > 0) {
            line(
                    1,
                    "rebucketing",
                    "{day: " + faults.rebucketDay() + ", returning_rate: " + faults.rebucketShare() + "}");
        }
        Faults.Bots bots = faults.bots();
        if (!bots.equals(Faults.NONE.bots())) {
            String unflagged =
                    bots.unflagged().isEmpty() ? "" : "unflagged_rate: " + mapping(arms, bots.unflagged()) + ", ";
            line(
                    1,
                    "bots",
                    "{flagged_rate: " + bots.flagged() + ", " + unflagged + "sessions_per_day: " + bots.sessionsPerDay()
                            + ", conversion_rate: " + bots.converted() + "}");
        }
        Faults.Staff staff = faults.staff();
        if (!staff.equals(Faults.NONE.staff())) {
            line(
                    1,
                    "internal_traffic",
                    "{rate: " + staff.share() + ", forced_rate: " + staff.forced() + ", conversion_rate: "
                            + staff.converted() + "}");
        }
        if (text.length() == empty) {
            text.setLength(before);
        }
    }

    private void byArm(String key, List<Double> values) {
        if (!values.isEmpty()) {
            line(1, key, mapping(arms, values));
        }
    }

    private void rate(String key, double value) {
        if (value > 0) {
            line(1, key, value);
        }
    }
}
