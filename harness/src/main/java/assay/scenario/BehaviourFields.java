package assay.scenario;

import assay.contract.YamlNode;
import assay.dgp.scenario.Categories;
import assay.dgp.scenario.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The laws of what was known of users before the experiment. */
final class BehaviourFields {

    private static final double TOLERANCE = 1e-6;
    private static final double LARGE = 1e9;

    private final Optional<YamlNode> block;

    BehaviourFields(Optional<YamlNode> block) {
        this.block = block;
        block.ifPresent(node -> node.onlyKeys(ScenarioKeys.BASELINE));
    }

    static Categories categories(YamlNode population, String key, Categories usual) {
        if (!population.has(key)) {
            return usual;
        }
        YamlNode node = population.get(key);
        List<String> names = new ArrayList<>(node.keys());
        List<Double> shares = new ArrayList<>();
        double sum = 0;
        for (String name : names) {
            double share = node.get(name).between(0, 1 + TOLERANCE);
            shares.add(share);
            sum += share;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw node.problem(
                    "the shares sum to " + sum + ", not to 1", "Correct them: they are shares of all users.");
        }
        return new Categories(names, shares);
    }

    static int tenure(YamlNode population, int usual) {
        if (!population.has("tenure_days_distribution")) {
            return usual;
        }
        YamlNode node = population.get("tenure_days_distribution");
        node.onlyKeys("type", "max_days");
        if (!node.text("type").equals("truncated_exponential")) {
            throw node.get("type").problem("this law is not known", "Write truncated_exponential.");
        }
        return node.get("max_days").integer(1, 100_000);
    }

    private Optional<YamlNode> law(String key) {
        return block.flatMap(node -> node.find(key));
    }

    private static void require(YamlNode node, String... laws) {
        String law = node.text("distribution");
        for (String known : laws) {
            if (law.equals(known)) {
                return;
            }
        }
        throw node.get("distribution")
                .problem("'" + law + "' cannot be the law of this", "Write " + String.join(" or ", laws) + ".");
    }

    Population.LogNormal amount(String key, Population.LogNormal usual) {
        return law(key).map(node -> {
                    node.onlyKeys("distribution", "mean", "sigma", "zero_rate");
                    require(node, "lognormal", "zero_inflated_lognormal");
                    boolean zeros = node.text("distribution").startsWith("zero");
                    if (!zeros && node.has("zero_rate")) {
                        throw node.get("zero_rate")
                                .problem(
                                        "a log-normal amount is never 0",
                                        "Write zero_inflated_lognormal, or remove it.");
                    }
                    return new Population.LogNormal(
                            node.get("mean").between(0, LARGE),
                            node.get("sigma").between(0, 10),
                            zeros ? node.get("zero_rate").number(0, 1 - TOLERANCE) : 0);
                })
                .orElse(usual);
    }

    double bernoulli(String key, double usual) {
        return law(key).map(node -> {
                    node.onlyKeys("distribution", "bernoulli_p");
                    require(node, "bernoulli");
                    return node.get("bernoulli_p").number(0, 1);
                })
                .orElse(usual);
    }

    Population.Beta beta(String key, Population.Beta usual) {
        return law(key).map(node -> {
                    node.onlyKeys("distribution", "alpha", "beta");
                    require(node, "beta");
                    return new Population.Beta(
                            node.get("alpha").between(0, LARGE),
                            node.get("beta").between(0, LARGE));
                })
                .orElse(usual);
    }
}
