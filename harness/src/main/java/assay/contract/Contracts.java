package assay.contract;

import assay.contract.ContractBundle.ContractFile;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads contracts: an experiment with the metrics and the policy that it names. All mistakes of form are told at once, and then all
 * mistakes of meaning. What a file says and nothing would honour is a mistake.
 */
public final class Contracts {

    private final Problems problems = new Problems();
    private final Library<MetricContract> metrics = new Library<>("metric");
    private final Library<DecisionPolicy> policies = new Library<>("policy");
    private final Map<Path, String> texts = new LinkedHashMap<>();

    private Contracts() {}

    /**
     * Reads an experiment.
     *
     * @param experiment its file
     * @param options where its metrics and its policy are
     * @return what it means
     * @throws ContractException if there is a mistake in one of the files
     */
    public static ExperimentPlan experiment(Path experiment, ContractOptions options) {
        return bundle(experiment, options).plan();
    }

    /**
     * Reads an experiment that stands within another file, such as that of a scenario.
     *
     * @param experiment its fields
     * @param options where its metrics and its policy are
     * @return what it means
     * @throws ContractException if there is a mistake in it, or in one of the files
     */
    public static ExperimentPlan experiment(YamlNode experiment, ContractOptions options) {
        return new Contracts().read(experiment, options).plan();
    }

    /**
     * Reads an experiment and keeps the files that it was read from.
     *
     * @param experiment its file
     * @param options where its metrics and its policy are
     * @return what it means, with the files
     * @throws ContractException if there is a mistake in one of the files
     */
    public static ContractBundle bundle(Path experiment, ContractOptions options) {
        Contracts contracts = new Contracts();
        String text = YamlFile.text(experiment);
        contracts.texts.put(experiment, text);
        return contracts.read(YamlFile.parse(experiment, text), options);
    }

    /**
     * Reads one metric.
     *
     * @param metric its fields
     * @return what it means
     * @throws ContractException if there is a mistake in it
     */
    public static MetricDefinition metric(YamlNode metric) {
        Problems problems = new Problems();
        problems.check(MetricContract.FIELDS, metric);
        problems.end();
        Optional<MetricContract> read = MetricContract.read(metric, problems);
        problems.end();
        return read.orElseThrow().definition();
    }

    /**
     * Reads one policy.
     *
     * @param policy its fields
     * @return what it means
     * @throws ContractException if there is a mistake in it
     */
    public static DecisionPolicy policy(YamlNode policy) {
        Problems problems = new Problems();
        problems.check(PolicyFields.FIELDS, policy);
        problems.end();
        Optional<DecisionPolicy> read = PolicyContract.read(policy, problems);
        problems.end();
        return read.orElseThrow();
    }

    private ContractBundle read(YamlNode experiment, ContractOptions options) {
        int before = problems.size();
        problems.check(ExperimentFields.FIELDS, experiment);
        boolean sound = problems.size() == before;
        metrics(experiment, sound, options);
        policies(experiment, sound, options);
        if (!sound) {
            problems.end();
        }
        ExperimentContract contract = new ExperimentContract(experiment, metrics, policies, problems);
        Optional<ExperimentPlan> plan = contract.plan();
        problems.end();
        return new ContractBundle(
                plan.orElseThrow(() -> experiment.problem("the experiment cannot be read", "Correct it.")),
                files(experiment, contract.used()),
                contract.notes());
    }

    private void metrics(YamlNode experiment, boolean sound, ContractOptions options) {
        if (sound) {
            experiment.list("metrics").forEach(m -> metrics.read(m, problems, this::metricEntry));
        }
        List<Path> files = metrics.files(options.metrics(), experiment.file(), "metrics", problems);
        metrics.read(files, MetricContract.FIELDS, problems, texts, this::metricEntry);
    }

    private Optional<Library.Entry<MetricContract>> metricEntry(YamlNode node) {
        return MetricContract.read(node, problems)
                .map(metric -> new Library.Entry<>(
                        metric.definition().id(),
                        Integer.toString(metric.definition().version()),
                        node,
                        metric));
    }

    private void policies(YamlNode experiment, boolean sound, ContractOptions options) {
        if (sound) {
            experiment.find("decision_policy").ifPresent(p -> policies.read(p, problems, this::policyEntry));
        }
        boolean embedded = sound && experiment.has("decision_policy") && !experiment.has("decision_policy_id");
        if (!embedded) {
            List<Path> files = policies.files(options.policies(), experiment.file(), "policies", problems);
            policies.read(files, PolicyFields.FIELDS, problems, texts, this::policyEntry);
        }
    }

    private Optional<Library.Entry<DecisionPolicy>> policyEntry(YamlNode node) {
        return PolicyContract.read(node, problems)
                .map(policy -> new Library.Entry<>(policy.id(), policy.version(), node, policy));
    }

    private List<ContractFile> files(YamlNode experiment, Set<YamlNode> used) {
        Set<Path> names = new LinkedHashSet<>();
        names.add(experiment.file());
        used.stream().map(YamlNode::file).sorted().forEach(names::add);
        List<ContractFile> files = new ArrayList<>();
        for (Path name : names) {
            String text = texts.get(name);
            files.add(new ContractFile(name, text == null ? YamlFile.text(name) : text));
        }
        return files;
    }
}
