package assay.growthlab;

import assay.data.DataException;
import assay.data.DataProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Contracts by name: all YAML files below some paths, sorted. */
final class Registry {

    private Registry() {}

    static Map<String, MetricConfig> metrics(List<Path> paths) throws IOException {
        return read(paths, "metric", MetricConfig::read, MetricConfig::name);
    }

    static Map<String, PolicyConfig> policies(List<Path> paths) throws IOException {
        return read(paths, "policy", PolicyConfig::read, PolicyConfig::id);
    }

    private static <T> Map<String, T> read(
            List<Path> paths, String what, Function<YamlMapping, T> reader, Function<T, String> name)
            throws IOException {
        Map<String, T> found = new LinkedHashMap<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                T one = reader.apply(YamlMapping.read(file));
                if (found.put(name.apply(one), one) != null) {
                    throw new DataException(
                            DataProblem.FILE_FORMAT,
                            file + ": there is another " + what + " named " + name.apply(one) + "; rename one.");
                }
            }
        }
        return found;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new DataException(DataProblem.FILE_MISSING, "There is no file or folder " + path + ".");
        }
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    /** Refuses metrics that no contract defines. */
    static void requireMetrics(String file, ExperimentConfig experiment, Set<String> known) {
        for (String metric : experiment.metrics()) {
            if (!known.contains(metric)) {
                throw new DataException(
                        DataProblem.FILE_FORMAT,
                        file + ": no metric contract defines " + metric + ". Those that do are for " + known + ".");
            }
        }
    }

    /** The policy that an experiment names. */
    static PolicyConfig policy(String file, ExperimentConfig experiment, Map<String, PolicyConfig> policies) {
        PolicyConfig policy = policies.get(experiment.policy());
        if (policy == null) {
            throw new DataException(
                    DataProblem.FILE_FORMAT,
                    file + ": no policy contract defines " + experiment.policy() + ". Those that do are for "
                            + policies.keySet() + ".");
        }
        return policy;
    }
}
