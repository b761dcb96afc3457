package assay.cli;

import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.geo.GeoPanel;
import assay.tablesaw.Tables;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A table of regions by periods, named on the command line. */
final class GeoInput {

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "One row for each region and period: a data set, see: assay data list; a CSV or Parquet file; or a draw, such"
                            + " as world:geo-panel.")
    private String file = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "The measured response.")
    private String outcome = "";

    @Option(
            names = {"--unit", "--region"},
            required = true,
            paramLabel = "COLUMN",
            description = "The region.")
    private String unit = "";

    @Option(
            names = "--time",
            required = true,
            paramLabel = "COLUMN",
            description = "The period: numbers, or dates of one form.")
    private String time = "";

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "REGION",
            description = "Regions that are neither treated nor controls, such as those of other campaigns.")
    private List<String> excluded = List.of();

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            defaultValue = "fail",
            description =
                    "Missing values: fail or drop (default: ${DEFAULT-VALUE}); a region that lacks a period is refused.")
    private Missing missing = Missing.FAIL;

    Sample sample(@Nullable String assignment) {
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.put(Role.OUTCOME, List.of(outcome));
        roles.put(Role.UNIT, List.of(unit));
        roles.put(Role.TIME, List.of(time));
        if (assignment != null) {
            roles.put(Role.ASSIGNMENT, List.of(assignment));
        }
        Set<String> columns = new LinkedHashSet<>();
        roles.values().forEach(columns::addAll);
        return Tables.sample(Logicals.numbers(Inputs.read(file, columns), roles), roles, missing);
    }

    GeoPanel panel() {
        return GeoPanel.of(sample(null));
    }

    List<String> excluded() {
        return excluded;
    }

    /** The past, up to a period. */
    GeoPanel past(@Nullable String until) {
        GeoPanel panel = panel();
        return until == null ? panel : panel.between(0, panel.calendar().indexOf(until, "--until") + 1);
    }
}
