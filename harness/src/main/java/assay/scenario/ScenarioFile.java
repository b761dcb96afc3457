package assay.scenario;

import assay.contract.ContractException;
import assay.contract.ContractOptions;
import assay.contract.Contracts;
import assay.contract.YamlFile;
import assay.contract.YamlNode;
import assay.decision.Action;
import assay.decision.ExperimentPlan;
import assay.dgp.scenario.Delivery;
import assay.dgp.scenario.Population;
import assay.dgp.scenario.Responses;
import assay.dgp.scenario.ScenarioWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads scenarios. Fields have the names of section 1.4 of the platform that this one replaces where they mean the same; all of them do
 * something, and fields that are not known are errors.
 */
public final class ScenarioFile {

    private static final int MOST_USERS = 20_000_000;

    private final YamlNode top;
    private final ExperimentPlan plan;
    private final ArmValues arms;

    private ScenarioFile(YamlNode top, ExperimentPlan plan) {
        this.top = top;
        this.plan = plan;
        this.arms = new ArmValues(plan);
    }

    /**
     * Reads a scenario.
     *
     * @param file its file
     * @param options where the metrics and the policy of its experiment are
     * @return the scenario
     * @throws ContractException if there is a mistake in it
     */
    public static Scenario read(Path file, ContractOptions options) {
        YamlNode top = YamlFile.read(file);
        if (top.has("validation_truth")) {
            throw top.get("validation_truth")
                    .problem(
                            "the truth of a scenario is computed from what it generates",
                            "Remove this block, and name the decision that should follow in documented_actions.");
        }
        top.onlyKeys(ScenarioKeys.TOP);
        return new ScenarioFile(top, plan(top, file, options)).scenario();
    }

    private static ExperimentPlan plan(YamlNode top, Path file, ContractOptions options) {
        YamlNode experiment = top.get("experiment");
        if (experiment.kind() == YamlNode.Kind.MAP) {
            return Contracts.experiment(experiment, options);
        }
        return Contracts.experiment(file.toAbsolutePath().resolveSibling(experiment.text()), options);
    }

    private Scenario scenario() {
        top.optionalText("schema_version");
        YamlNode population = top.get("population");
        population.onlyKeys(ScenarioKeys.POPULATION);
        int users = population.get("n_users").integer(2, MOST_USERS);
        Responses responses = new SignalFields(plan, arms).read(top);
        FaultFields faults = new FaultFields(arms);
        Delivery delivery = delivery();
        double day = top.has("read_on_day") ? top.get("read_on_day").number() : plan.observationDays();
        ScenarioWorld world;
        try {
            world = new ScenarioWorld(
                    plan,
                    users,
                    population(population),
                    delivery,
                    responses,
                    faults.ramp(top),
                    day,
                    faults.read(top),
                    actions());
        } catch (IllegalArgumentException e) {
            throw top.problem(String.valueOf(e.getMessage()), "Change one of the two, so that they fit each other.");
        }
        return new Scenario(
                top.text("scenario_id"),
                top.optionalText("scenario_name").orElseGet(() -> top.text("scenario_id")),
                top.optionalText("description").orElse(""),
                top.has("random_seed") ? top.get("random_seed").longInteger() : Scenario.SEED,
                world);
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        for (YamlNode action : top.list("documented_actions")) {
            String name = action.text();
            if (!Action.names().contains(name)) {
                throw action.problem("'" + name + "' is no action", "The actions are " + Action.names() + ".");
            }
            actions.add(Action.valueOf(name));
        }
        return actions;
    }

    private Population population(YamlNode node) {
        Population usual = Population.standard();
        BehaviourFields behaviour = new BehaviourFields(top.find("baseline_behavior"));
        return new Population(
                BehaviourFields.categories(node, "country_distribution", usual.country()),
                BehaviourFields.categories(node, "platform_distribution", usual.platform()),
                BehaviourFields.categories(node, "acquisition_channel_distribution", usual.acquisitionChannel()),
                BehaviourFields.categories(node, "plan_tier_distribution", usual.planTier()),
                BehaviourFields.tenure(node, usual.maximumTenure()),
                behaviour.amount("historical_sessions_28d", usual.sessions()),
                behaviour.amount("historical_revenue_28d", usual.revenue()),
                behaviour.bernoulli("historical_conversion_flag", usual.converted()),
                behaviour.beta("historical_retention_score", usual.retention()));
    }

    private Delivery delivery() {
        Delivery usual = Delivery.standard(plan.variants().size());
        if (!top.has("opportunity_and_delivery")) {
            return usual;
        }
        YamlNode node = top.get("opportunity_and_delivery");
        node.onlyKeys(ScenarioKeys.DELIVERY);
        List<Double> delivered = new ArrayList<>();
        delivered.add(
                node.has("delivery_probability_control")
                        ? node.get("delivery_probability_control").number(0, 1)
                        : usual.delivered().get(0));
        delivered.addAll(arms.treatments(
                node, "delivery_probability_treatment", 0, 1, usual.delivered().get(0)));
        return new Delivery(
                node.has("trigger_probability")
                        ? node.get("trigger_probability").number(0, 1)
                        : usual.trigger(),
                node.has("trigger_within_days")
                        ? node.get("trigger_within_days").between(0, 1000)
                        : usual.triggerDays(),
                delivered,
                node.optionalText("exposure_surface").orElse(usual.surface()));
    }
}
