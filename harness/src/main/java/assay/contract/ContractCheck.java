package assay.contract;

import assay.certificate.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks files of contracts, whatever they are of: what a file is follows from the name that it gives. */
public final class ContractCheck {

    private static final int DEEPEST = 8;
    private static final Map<String, String> KINDS = kinds();

    private final ContractOptions options;
    private final Function<Path, String> scenarios;
    private final List<CheckedContract> checked = new ArrayList<>();
    private final List<ContractProblem> problems = new ArrayList<>();

    private ContractCheck(ContractOptions options, Function<Path, String> scenarios) {
        this.options = options;
        this.scenarios = scenarios;
    }

    /**
     * A file without mistakes.
     *
     * @param file its name
     * @param kind experiment, metric, policy or scenario
     * @param name the name that it gives
     * @param sha256 the digest; of an experiment that of all its files
     * @param notes what is allowed and may be forgotten
     */
    public record CheckedContract(Path file, String kind, String name, String sha256, List<String> notes) {
        public CheckedContract {
            notes = List.copyOf(notes);
        }
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("scenario_id", "scenario");
        kinds.put("experiment_id", "experiment");
        kinds.put("metric_name", "metric");
        kinds.put("policy_id", "policy");
        return kinds;
    }

    /**
     * Checks files and all YAML files of folders.
     *
     * @param paths files and folders
     * @param options where metrics and policies of experiments are
     * @param scenarios reads a file of a scenario whose form is right and gives its name; throws {@link ContractException}
     * @return the files in their order
     * @throws ContractException if there are mistakes, with all mistakes of all files
     * @throws IllegalArgumentException if there is no file
     */
    public static List<CheckedContract> check(
            List<Path> paths, ContractOptions options, Function<Path, String> scenarios) {
        ContractCheck check = new ContractCheck(options, scenarios);
        paths.stream().flatMap(path -> files(path).stream()).forEach(check::add);
        if (!check.problems.isEmpty()) {
            throw new ContractException(check.problems);
        }
        if (check.checked.isEmpty()) {
            throw new IllegalArgumentException("There is no .yaml file in " + paths + "; assay init writes some.");
        }
        return check.checked;
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path, DEEPEST)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String scenario(YamlNode node) {
        ScenarioFields.check(node);
        return scenarios.apply(node.file());
    }

    private void add(Path file) {
        try {
            checked.add(one(file));
        } catch (ContractException e) {
            problems.addAll(e.problems());
        }
    }

    private CheckedContract one(Path file) {
        String text = YamlFile.text(file);
        YamlNode node = YamlFile.parse(file, text);
        String field = KINDS.keySet().stream()
                .filter(node::has)
                .findFirst()
                .orElseThrow(() -> node.problem(
                        "it is not clear what this is a contract of",
                        "Write experiment_id, metric_name, policy_id or scenario_id."));
        String kind = KINDS.getOrDefault(field, "");
        if (kind.equals("experiment")) {
            ContractBundle bundle = Contracts.bundle(file, options);
            return new CheckedContract(file, kind, bundle.plan().id(), bundle.sha256(), bundle.notes());
        }
        Function<YamlNode, String> reader = switch (kind) {
            case "metric" -> n -> Contracts.metric(n).id();
            case "policy" -> n -> Contracts.policy(n).id();
            default -> this::scenario;
        };
        return new CheckedContract(file, kind, reader.apply(node), Sha256.hex(text), List.of());
    }
}
