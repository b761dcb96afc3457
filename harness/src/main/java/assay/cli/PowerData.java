package assay.cli;

import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.tablesaw.Tables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Data of the time before, from which a plan takes its moments. */
final class PowerData {

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A data set or a file of the time before the experiment, a row for each unit.")
    @Nullable
    String file;

    @Option(names = "--outcome", paramLabel = "COLUMN", description = "The outcome in that file.")
    @Nullable
    String outcome;

    @Option(
            names = "--covariates",
            paramLabel = "COLUMN",
            split = ",",
            description = "Covariates in that file that the analysis will adjust for: gives R^2.")
    List<String> covariates = List.of();

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "The cluster in that file.")
    @Nullable
    String cluster;

    boolean given() {
        return file != null;
    }

    /** The rows with their roles; rows with missing values are left out. */
    Sample sample(Map<Role, String> more) {
        if (file == null) {
            throw new IllegalStateException("no file");
        }
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        if (outcome != null) {
            roles.put(Role.OUTCOME, List.of(outcome));
        } else if (!more.containsKey(Role.NUMERATOR)) {
            throw new IllegalArgumentException("--from needs --outcome, the column that is planned for.");
        }
        more.forEach((role, column) -> roles.put(role, List.of(column)));
        if (!covariates.isEmpty()) {
            roles.put(Role.COVARIATE, covariates);
        }
        if (cluster != null) {
            roles.put(Role.CLUSTER, List.of(cluster));
        }
        Set<String> columns = new LinkedHashSet<>();
        roles.values().forEach(names -> columns.addAll(new ArrayList<>(names)));
        return Tables.sample(Logicals.numbers(Inputs.read(file, columns), roles), roles, Missing.DROP);
    }
}
