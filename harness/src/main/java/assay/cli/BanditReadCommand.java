package assay.cli;

import assay.Arguments;
import assay.Caution;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.adaptive.AdaptiveAipw;
import assay.adaptive.AdaptiveBetting;
import assay.adaptive.BatchedOls;
import assay.baseline.ArmMeans;
import assay.certificate.Verdict;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.random.Philox;
import assay.tablesaw.Tidy;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** What the log of a bandit says. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "Compare the arms of a log whose assignment followed the results: by weighted scores with the recorded probabilities, by",
            "batches, and, for the sake of comparison, by plain means, which are biased after a bandit. With --range and --floor also by",
            "bets, which hold whenever one looks."
        })
final class BanditReadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "LOG", description = "A CSV or Parquet file, or a draw, such as world:many-armed-bandit.")
    private String file = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "What an arm has brought.")
    private String outcome = "";

    @Option(names = "--assignment", required = true, paramLabel = "COLUMN", description = "The arm of a unit.")
    private String assignment = "";

    @Option(
            names = "--propensity",
            split = ",",
            required = true,
            paramLabel = "COLUMN",
            description =
                    "The recorded probability of each arm, in the order of the arms: as --arms lists them, or else sorted, whatever"
                            + " --control is. Of two arms that of the second is enough.")
    private List<String> propensity = List.of();

    @Option(names = "--time", required = true, paramLabel = "COLUMN", description = "The batch of a unit.")
    private String time = "";

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "ARM",
            description = "The arms in the order of their probabilities (default: sorted).")
    private List<String> arms = List.of();

    @Option(names = "--control", paramLabel = "ARM", description = "The arm to compare with (default: the first one).")
    private @Nullable String control;

    @Option(
            names = "--range",
            split = ",",
            arity = "1",
            paramLabel = "LOW,HIGH",
            description = "What an outcome can be at least and at most, for bets.")
    private List<Double> range = List.of();

    @Option(
            names = "--floor",
            paramLabel = "SHARE",
            description = "With --range, what no probability was allowed to fall below.")
    private @Nullable Double floor;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        if (range.isEmpty() != (floor == null) || range.size() == 1 || range.size() > 2) {
            throw new IllegalArgumentException(
                    "Bets take both --range LOW,HIGH and --floor SHARE, as they were known before the experiment.");
        }
        Sample sample = sample();
        List<Fit> fits = new ArrayList<>();
        fits.add(AdaptiveAipw.standard().estimate(sample, new Philox(1, 0, 3)));
        batched(sample, fits);
        if (floor != null) {
            fits.add(bets(sample, floor));
        }
        List<String> certificates = certificates(sample, fits);
        fits.add(new ArmMeans().estimate(sample, new Philox(1, 0, 3)));
        Rows rows = null;
        for (Fit fit : fits) {
            Rows more = Rows.of(Tidy.table(fit, level));
            rows = rows == null ? more : rows.append(more);
        }
        print(fits, rows == null ? new Rows("method") : rows, certificates);
        return Exit.OK;
    }

    /** Batches of single rows have no comparison within; the other methods do. */
    private void batched(Sample sample, List<Fit> fits) {
        try {
            fits.add(BatchedOls.standard().estimate(sample, new Philox(1, 0, 3)));
        } catch (EstimationException e) {
            spec.commandLine().getErr().println("note: no batched-ols: " + e.getMessage());
        }
    }

    private Fit bets(Sample sample, double least) {
        AdaptiveBetting betting = new AdaptiveBetting(range.get(0), range.get(1), least, 1, level);
        List<Estimate> terms = new ArrayList<>();
        Trajectory last = betting.contrast(sample, 1);
        int treatments =
                ((Column.Categorical) sample.column(Role.ASSIGNMENT)).levels().size() - 1;
        for (int a = 1; a <= treatments; a++) {
            terms.add(betting.contrast(sample, a).end().estimate());
        }
        return new Fit(terms, last.glance(), last.cautions());
    }

    private Sample sample() {
        Set<String> columns = new LinkedHashSet<>(List.of(outcome, assignment, time));
        columns.addAll(propensity);
        Table table = Inputs.read(file, file.endsWith(".parquet") ? columns : Set.of());
        Column assigned = BanditFiles.column(table, assignment);
        List<String> listed = arms.isEmpty()
                ? ArmOrder.occurring(assigned)
                : Arguments.distinct("arm", arms.stream().map(String::strip).toList());
        int[] codes = ArmOrder.codes(assigned, listed);
        String first = control == null ? listed.get(0) : control;
        if (!listed.contains(first)) {
            throw new EstimationException(
                    Problem.UNKNOWN_LEVEL,
                    "There is no arm '" + first + "' to compare with.",
                    Names.help(first, "arms", listed));
        }
        List<String> order = new ArrayList<>(listed);
        order.remove(first);
        order.add(0, first);
        int[] moved = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            moved[i] = order.indexOf(listed.get(codes[i]));
        }
        Sample.Builder builder = Sample.builder()
                .add(Role.OUTCOME, outcome, BanditFiles.numbers(table, outcome))
                .add(Role.ASSIGNMENT, new Column.Categorical(assignment, moved, order))
                .add(Role.TIME, BanditFiles.column(table, time));
        List<Column> recorded = recorded(table, listed);
        for (int a = 0; a < recorded.size(); a++) {
            // Columns that are not as many as the arms stay as they are, for the refusal to name them.
            int from = recorded.size() == listed.size() ? listed.indexOf(order.get(a)) : a;
            builder.add(Role.PROPENSITY, recorded.get(from));
        }
        return builder.build();
    }

    private List<Column> recorded(Table table, List<String> listed) {
        List<Column> columns = new ArrayList<>();
        if (listed.size() == 2 && propensity.size() == 1) {
            double[] second = BanditFiles.numbers(table, propensity.get(0).strip());
            double[] rest = new double[second.length];
            for (int i = 0; i < rest.length; i++) {
                rest[i] = 1 - second[i];
            }
            columns.add(new Column.Numeric("1 - " + propensity.get(0).strip(), rest));
        }
        for (String name : propensity) {
            columns.add(new Column.Numeric(name.strip(), BanditFiles.numbers(table, name.strip())));
        }
        return columns;
    }

    private static List<String> certificates(Sample sample, List<Fit> fits) {
        List<String> lines = new ArrayList<>();
        for (Fit fit : fits) {
            Catalog.find(fit.glance().method()).ifPresent(method -> lines.addAll(certificate(method, sample, fit)));
        }
        boolean certified = Catalog.find("adaptive-aipw")
                .map(method -> Badge.of(method).verdict().equals(Verdict.CERTIFIED.name()))
                .orElse(false);
        lines.add("certificate of difference-in-means after a bandit: "
                + (certified ? "REFUTED, as the foil of adaptive-aipw" : "none"));
        return lines;
    }

    private static List<String> certificate(Method<?> method, Sample sample, Fit fit) {
        Badge.Reading reading = method.estimator() instanceof AdaptiveBetting
                ? new Badge.Reading(Badge.of(method).verdict(), null, List.of())
                : described(method, sample, fit);
        List<String> lines = new ArrayList<>();
        lines.add("certificate of " + method.name() + ": " + reading.summary());
        reading.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    @SuppressWarnings("unchecked")
    private static Badge.Reading described(Method<?> method, Sample sample, Fit fit) {
        Estimator<?> estimator = method.estimator();
        if (!(estimator instanceof AdaptiveAipw || estimator instanceof BatchedOls)) {
            throw new IllegalStateException(method.name() + " does not answer a fit of arms");
        }
        return Badge.of(method).readOther((Method<Fit>) method, sample, fit);
    }

    /** To six places: a floor is kept to the last bit, and its last bits are no news. */
    private static String propensity(Fit fit, String which) {
        double value = fit.glance().diagnostics().getOrDefault(which, Double.NaN);
        return Tidy.text(Math.rint(value * 1e6) / 1e6);
    }

    private void print(List<Fit> fits, Rows rows, List<String> certificates) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        StringBuilder above = new StringBuilder();
        Fit first = fits.get(0);
        above.append("rows: ").append(first.glance().n()).append(" in ");
        above.append(Math.round(first.glance().diagnostics().getOrDefault("batches", 1.0)));
        above.append(" batches; propensities from ");
        above.append(propensity(first, "min_propensity"));
        above.append(" to ");
        above.append(propensity(first, "max_propensity"));
        above.append(
                "\nassignment followed the results: difference-in-means stands beside the valid answers for comparison alone\n");
        for (Fit fit : fits) {
            for (Caution caution : fit.cautions()) {
                err.println(CautionLine.of(caution));
            }
        }
        String below = String.join("\n", certificates) + "\n";
        String text = switch (output.format()) {
            case TABLE, MD -> above + "\n" + rows.format(output.format()) + "\n" + below;
            case CSV -> rows.format(Format.CSV);
            case JSON -> Rows.toJson(json(rows, certificates));
        };
        if (output.format() == Format.CSV) {
            err.print(above + below);
        }
        err.flush();
        output.print(spec.commandLine().getOut(), err, "bandit-read", text);
    }

    private static JsonObject json(Rows rows, List<String> certificates) {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/bandit-read/1");
        root.add("terms", rows.json());
        JsonArray lines = new JsonArray();
        certificates.forEach(line -> lines.add(line.strip()));
        root.add("certificates", lines);
        return root;
    }
}
