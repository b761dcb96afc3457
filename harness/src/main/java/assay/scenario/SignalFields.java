package assay.scenario;

import assay.contract.YamlNode;
import assay.decision.ExperimentPlan;
import assay.dgp.scenario.Population;
import assay.dgp.scenario.Response;
import assay.dgp.scenario.Responses;
import assay.dgp.scenario.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rates, amounts and effects of responses. */
final class SignalFields {

    private static final double LARGE = 1e9;

    private final ExperimentPlan plan;
    private final ArmValues arms;

    SignalFields(ExperimentPlan plan, ArmValues arms) {
        this.plan = plan;
        this.arms = arms;
    }

    /** Responses that a file does not name are as usual, without effects. */
    Responses read(YamlNode top) {
        Responses responses = Responses.standard();
        YamlNode node = top.get("metric_generation");
        for (String name : node.keys()) {
            Response response = response(node.get(name), name);
            responses = responses.with(response, signal(node.get(name), response, responses.of(response)));
        }
        return responses.withOverrides(overrides(top, responses));
    }

    private static Response response(YamlNode node, String name) {
        return Response.ofMetric(name)
                .orElseThrow(() -> node.problem(
                        "no response of this name is generated",
                        "They are "
                                + Arrays.stream(Response.values())
                                        .map(Response::metric)
                                        .toList() + "."));
    }

    private Signal signal(YamlNode node, Response response, Signal usual) {
        node.onlyKeys(ScenarioKeys.SIGNAL);
        boolean event = response.law() == Response.Law.EVENT;
        if (event) {
            for (String key : List.of("baseline_mean", "baseline_std")) {
                if (node.has(key)) {
                    throw node.get(key)
                            .problem(response.metric() + " is an event and has no " + key, "Write its baseline_rate.");
                }
            }
        }
        double rate = node.has("baseline_rate") ? node.get("baseline_rate").number(0, 1) : usual.rate();
        double mean = node.has("baseline_mean") ? node.get("baseline_mean").between(0, LARGE) : usual.mean();
        double sd = node.has("baseline_std") ? node.get("baseline_std").between(0, LARGE) : usual.sd();
        double history = node.has("history_correlation")
                ? node.get("history_correlation").number(-1, 1)
                : usual.history();
        List<Double> effects = effects(node, event ? rate : mean);
        int delay =
                node.has("effect_delay_days") ? node.get("effect_delay_days").integer(0, response.days() - 1) : 0;
        double half = node.has("effect_half_life_days")
                ? node.get("effect_half_life_days").between(0, 10_000)
                : 0;
        Signal signal = new Signal(rate, mean, sd, history, effects, delay, half);
        try {
            Responses.standard().with(response, signal);
        } catch (IllegalArgumentException e) {
            throw node.problem(String.valueOf(e.getMessage()), "Correct these fields.");
        }
        return signal;
    }

    private List<Double> effects(YamlNode node, double base) {
        boolean absolute = node.has("treatment_effect_absolute");
        boolean relative = node.has("treatment_effect_relative");
        if (absolute && relative) {
            throw node.get("treatment_effect_relative")
                    .problem("the effect is given twice", "Keep the absolute or the relative one.");
        }
        if (!absolute && !relative) {
            return List.of();
        }
        List<Double> effects = arms.treatments(
                node, absolute ? "treatment_effect_absolute" : "treatment_effect_relative", -LARGE, LARGE, 0);
        return absolute
                ? effects
                : effects.stream().map(effect -> effect * base).toList();
    }

    private List<Responses.SegmentEffect> overrides(YamlNode top, Responses responses) {
        List<Responses.SegmentEffect> overrides = new ArrayList<>();
        if (!top.has("segment_effect_overrides")) {
            return overrides;
        }
        YamlNode node = top.get("segment_effect_overrides");
        node.onlyKeys(Population.SEGMENTS);
        for (String dimension : node.keys()) {
            YamlNode values = node.get(dimension);
            for (String value : values.keys()) {
                YamlNode metrics = values.get(value);
                for (String metric : metrics.keys()) {
                    YamlNode signal = metrics.get(metric);
                    signal.onlyKeys("treatment_effect_absolute", "treatment_effect_relative");
                    Response response = response(signal, metric);
                    Signal usual = responses.of(response);
                    List<Double> effects =
                            effects(signal, response.law() == Response.Law.EVENT ? usual.rate() : usual.mean());
                    if (effects.isEmpty()) {
                        throw signal.problem("no effect is given", "Write treatment_effect_absolute.");
                    }
                    overrides.add(new Responses.SegmentEffect(dimension, value, response, effects));
                }
            }
        }
        return overrides;
    }

    /** The plan that effects are about. */
    ExperimentPlan plan() {
        return plan;
    }
}
