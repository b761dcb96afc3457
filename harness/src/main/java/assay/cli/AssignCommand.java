package assay.cli;

import assay.EstimationException;
import assay.Problem;
import assay.condition.Condition;
import assay.data.TableWriter;
import assay.design.Arm;
import assay.design.BucketRange;
import assay.design.HashAssignment;
import assay.design.HashAssignment.Targeting;
import assay.design.Holdout;
import assay.design.Layer;
import assay.design.Placement;
import assay.design.Placement.Standing;
import assay.design.Rerandomisation;
import assay.design.StratifiedAssignment;
import assay.experiment.MatchingRows;
import assay.sequential.SampleRatioTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Assigns the units of a table to arms. */
@Command(
        name = "assign",
        mixinStandardHelpOptions = true,
        description = {
            "Assign units to the arms of an experiment by a salted hash: the same unit has the same arm for ever, and other "
                    + "experiments assign independently of it. Writes each unit with its arm and bucket, or why it has no arm."
        },
        footer = {
            "",
            "Example: assay assign users.csv --unit id --salt checkout --arms control:50,treatment:50 --holdout 0.05 --out arms.csv"
        })
final class AssignCommand implements Callable<Integer> {

    private static final double ALERT = 0.001;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A data set, see: assay data list; or a CSV or Parquet file.")
    private String file = "";

    @Option(names = "--unit", required = true, paramLabel = "COLUMN", description = "Identifier of the unit.")
    private String unit = "";

    @Option(names = "--salt", required = true, paramLabel = "SALT", description = "Name of the experiment.")
    private String salt = "";

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "ARM:SHARE",
            defaultValue = "control:50,treatment:50",
            description = "Arms with their shares, which sum to 100 or to 1 (default: ${DEFAULT-VALUE}).")
    private List<String> arms = List.of();

    @Option(names = "--layer", paramLabel = "SALT", description = "Layer whose buckets experiments share out.")
    private @Nullable String layer;

    @Option(
            names = "--buckets",
            paramLabel = "FIRST-LAST",
            description =
                    "With --layer, the buckets of this experiment out of 0-9999 (default: the longest run that is not excluded).")
    private @Nullable String buckets;

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "FIRST-LAST",
            description = "With --layer, buckets of other experiments; several separated by commas.")
    private List<String> exclude = List.of();

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of units that is kept out of every experiment (default: ${DEFAULT-VALUE}).")
    private double holdout;

    @Option(
            names = "--holdout-salt",
            paramLabel = "SALT",
            defaultValue = "holdout",
            description = "Salt of the holdout, the same for all experiments (default: ${DEFAULT-VALUE}).")
    private String holdoutSalt = "holdout";

    @Option(
            names = "--exposure",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "Ramp up to this share of the units; raising it moves nobody (default: ${DEFAULT-VALUE}).")
    private double exposure = 1;

    @Option(names = "--where", paramLabel = "CONDITION", description = "Whom the experiment is for.")
    private @Nullable String where;

    @Option(
            names = "--strata",
            paramLabel = "COLUMN",
            description = "Assign exact shares within each value of a column.")
    private @Nullable String strata;

    @Option(
            names = "--rerandomise",
            split = ",",
            paramLabel = "COLUMN",
            description = "Draw lots again until these covariates are balanced between two arms.")
    private List<String> rerandomise = List.of();

    @Option(
            names = "--accept",
            paramLabel = "SHARE",
            description = "With --rerandomise, the share of lots to accept (default: 0.01).")
    private @Nullable Double accept;

    @Option(names = "--out", paramLabel = "FILE", description = "Write to this .csv or .parquet file.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        check();
        List<Arm> shares = ArmShares.arms(arms);
        HashAssignment plan = plan(shares);
        Table table = Inputs.read(file);
        List<String> units = units(table);
        boolean[] targeted = targeted(table);
        HashAssignment.Placer placer = plan.placer();
        List<Placement> placements = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            placements.add(placer.place(units.get(i), targeted[i] ? Targeting.IN : Targeting.OUT));
        }
        Map<String, Arm> listed = listed(table, placements, shares);
        Table result = table(placements, listed);
        Path target = out;
        if (target == null) {
            PrintWriter stdout = spec.commandLine().getOut();
            TableWriter.csv(result, stdout);
            stdout.flush();
        } else {
            TableWriter.write(result, target);
        }
        summary(result, shares, target);
        return Exit.OK;
    }

    private void check() {
        if (layer == null && (buckets != null || !exclude.isEmpty())) {
            throw new IllegalArgumentException("--buckets and --exclude are buckets of a layer: name it by --layer.");
        }
        if (strata != null && !rerandomise.isEmpty()) {
            throw new IllegalArgumentException("--strata and --rerandomise are two designs: give one of them.");
        }
        if (accept != null && rerandomise.isEmpty()) {
            throw new IllegalArgumentException("--accept is for --rerandomise.");
        }
        if (!rerandomise.isEmpty() && arms.size() != 2) {
            throw new IllegalArgumentException("--rerandomise balances two arms, not " + arms.size() + ".");
        }
        if (out != null) {
            TableWriter.check(out);
        }
    }

    private HashAssignment plan(List<Arm> shares) {
        HashAssignment plan = HashAssignment.of(salt, shares)
                .beside(new Holdout(holdoutSalt, holdout))
                .rampedTo(exposure);
        String named = layer;
        if (named == null) {
            return plan;
        }
        Layer shared = Layer.named(named);
        for (String range : exclude) {
            shared = shared.with("buckets " + range.strip(), BucketRange.parse(range));
        }
        return plan.in(buckets == null ? ArmShares.rest(shared, salt) : shared.with(salt, BucketRange.parse(buckets)));
    }

    private List<String> units(Table table) {
        Column<?> column = column(table, unit);
        List<String> units = new ArrayList<>();
        Map<String, Integer> rows = new HashMap<>();
        for (int i = 0; i < table.rowCount(); i++) {
            String id = ArmShares.text(column, i);
            if (column.isMissing(i) || id.isBlank()) {
                throw new EstimationException(
                        Problem.MISSING_VALUES,
                        "Row " + (i + 1) + " has no identifier in column '" + unit
                                + "', so that it cannot be assigned.",
                        "Leave the row out, or give it one.");
            }
            Integer before = rows.put(id, i + 1);
            if (before != null) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Unit '" + id + "' of column '" + unit + "' is in row " + before + " and in row " + (i + 1)
                                + "; a unit is assigned once.",
                        "Keep one row a unit.");
            }
            units.add(id);
        }
        return units;
    }

    private static Column<?> column(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "There is no column '" + name + "'; the columns are " + String.join(", ", table.columnNames())
                            + ".",
                    "Name one of them.");
        }
        return table.column(name);
    }

    private boolean[] targeted(Table table) {
        if (where == null) {
            boolean[] all = new boolean[table.rowCount()];
            Arrays.fill(all, true);
            return all;
        }
        return MatchingRows.of(Condition.where(where), table);
    }

    /** Arms by unit where they are drawn for a list and not for each unit by itself. */
    private Map<String, Arm> listed(Table table, List<Placement> placements, List<Arm> shares) {
        Map<String, Arm> listed = new HashMap<>();
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < placements.size(); i++) {
            if (placements.get(i).standing() == Standing.ASSIGNED) {
                rows.add(i);
            }
        }
        List<String> units = rows.stream().map(i -> placements.get(i).unit()).toList();
        String by = strata;
        if (by != null) {
            Column<?> column = column(table, by);
            List<Arm> given = new StratifiedAssignment(salt, shares)
                    .assign(
                            units,
                            rows.stream().map(i -> ArmShares.text(column, i)).toList());
            for (int k = 0; k < units.size(); k++) {
                listed.put(units.get(k), given.get(k));
            }
        } else if (!rerandomise.isEmpty()) {
            Rerandomisation.Lots lots = new Rerandomisation(
                            salt, accept == null ? 0.01 : accept, shares.get(1).share())
                    .draw(rerandomise.stream()
                            .map(name -> numbers(table, name.strip(), rows))
                            .toList());
            for (int k = 0; k < units.size(); k++) {
                listed.put(units.get(k), shares.get(lots.treatment()[k] == 1 ? 1 : 0));
            }
            spec.commandLine()
                    .getErr()
                    .println(String.format(
                            Locale.ROOT,
                            "re-randomised: draw %d was accepted, Mahalanobis distance %.4g of at most %.4g. The usual standard"
                                    + " error is too large now; test by lots drawn under the same rule. [rerandomised]",
                            lots.draws(),
                            lots.distance(),
                            lots.threshold()));
        }
        return listed;
    }

    private static double[] numbers(Table table, String name, List<Integer> rows) {
        Column<?> column = column(table, name);
        if (!(column instanceof NumericColumn<?> numbers)) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + name + "' holds text; balance is a distance between numbers.",
                    "Name a column of numbers.");
        }
        double[] values = new double[rows.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = numbers.getDouble(rows.get(k));
            if (Double.isNaN(values[k])) {
                throw new EstimationException(
                        Problem.MISSING_VALUES,
                        "Row " + (rows.get(k) + 1) + " has no value in column '" + name + "'.",
                        "Fill it in before lots are drawn, or leave the column out.");
            }
        }
        return values;
    }

    private Table table(List<Placement> placements, Map<String, Arm> listed) {
        StringColumn ids = StringColumn.create(unit);
        StringColumn given = StringColumn.create("arm");
        IntColumn bucket = IntColumn.create("bucket");
        StringColumn standing = StringColumn.create("standing");
        for (Placement placement : placements) {
            ids.append(placement.unit());
            Optional<Arm> arm = placement.arm().map(a -> listed.getOrDefault(placement.unit(), a));
            given.append(arm.map(Arm::name).orElse(""));
            bucket.append(placement.bucket());
            standing.append(placement.standing().code());
        }
        return Table.create("assignment", ids, given, bucket, standing);
    }

    private void summary(Table result, List<Arm> shares, @Nullable Path target) {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Long> counts = new LinkedHashMap<>();
        shares.forEach(arm -> counts.put(arm.name(), 0L));
        Map<String, Long> others = new LinkedHashMap<>();
        for (int i = 0; i < result.rowCount(); i++) {
            String arm = result.stringColumn("arm").get(i);
            if (arm.isEmpty()) {
                others.merge(result.stringColumn("standing").get(i), 1L, Long::sum);
            } else {
                counts.merge(arm, 1L, Long::sum);
            }
        }
        counts.forEach((arm, count) -> err.println(arm + ": " + count));
        others.forEach((reason, count) -> err.println("no arm, " + reason + ": " + count));
        long[] observed = counts.values().stream().mapToLong(Long::longValue).toArray();
        if (observed.length > 1 && Arrays.stream(observed).sum() > 0) {
            SampleRatioTest test = SampleRatioTest.of(
                    observed, shares.stream().mapToDouble(Arm::share).toArray());
            err.println(String.format(
                    Locale.ROOT,
                    "sample ratio: chi-squared %.4g on %d, p = %.4g%s",
                    test.statistic(),
                    test.df(),
                    test.pValue(),
                    test.pValue() < ALERT ? ": not the planned shares" : ""));
        }
        if (target != null) {
            err.println("written: " + target);
        }
    }
}
