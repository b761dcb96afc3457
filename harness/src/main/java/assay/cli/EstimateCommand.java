package assay.cli;

import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.experiment.DifferenceInMeans;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.mediation.CausalGraph;
import assay.random.Philox;
import assay.tablesaw.Tidy;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Analyses a table by a method, with the naive estimate and the certificate beside it. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        description = "Analyse a table by a method. The naive estimate and the certificate stand beside the result.",
        footer = {
            "%nA graph refuses covariates that treatment has moved, and those that leave or open another path:%n",
            "  assay estimate aipw data.csv --outcome y --treatment t --covariates x,z",
            "      --graph \"x, z -> t -> y; x, z -> y; [u] -> z\""
        })
final class EstimateCommand implements Callable<Integer> {

    /** The one method that takes no covariates, whose answer stands beside those of the others. */
    static final String NAIVE = "difference-in-means";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "METHOD", description = "A method, see: assay list")
    private String method = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "A data set, see: assay data list; a CSV or Parquet file; or a draw, such as world:iid.")
    private String file = "";

    @Mixin
    private RoleOptions roles = new RoleOptions();

    @Mixin
    private GraphOptions graphs = new GraphOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random stream for folds and bootstraps (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--local",
            paramLabel = "FILE",
            description = "A local certificate, see: assay certify --on; is it about this very table?")
    private @Nullable Path local;

    @Override
    public Integer call() throws IOException {
        assay.Arguments.probability("--level", level);
        Optional<Method<Fit>> fitting = Catalog.fit(Methods.find(spec, method).name());
        return fitting.isPresent() ? fit(fitting.get()) : other(Methods.find(spec, method));
    }

    /** A result without an estimate and interval of its own. */
    private <R> int other(Method<R> chosen) throws IOException {
        if (local != null) {
            throw new ParameterException(
                    spec.commandLine(), "--local is for methods that answer with an estimate and its interval.");
        }
        roles.check(chosen.estimator().reads(), chosen.name());
        Table table = Inputs.read(file, read(graphs.graph()));
        tellGraph(chosen, graphs.graph(), table);
        Sample sample = roles.sample(table);
        R result = chosen.estimator().estimate(sample, new Philox(seed, 0, 3));
        Answer answer = Answer.of(chosen.name(), result, level);
        PrintWriter err = spec.commandLine().getErr();
        roles.tell(chosen.name(), chosen.estimator().reads(), err);
        answer.cautions().forEach(caution -> err.println(CautionLine.of(caution)));
        String above = "result: " + answer.headline() + "\n"
                + answer.glance().map(this::made).orElse("rows: " + sample.size() + "; seed: " + seed + "\n");
        String below = footer(Badge.of(chosen).readOther(chosen, sample, result), List.of());
        String text = switch (output.format()) {
            case TABLE, MD -> above + "\n" + answer.rows().format(output.format()) + "\n" + below;
            case CSV, JSON -> answer.rows().format(output.format());
        };
        if (output.format() == Format.CSV || output.format() == Format.JSON) {
            err.print(above + below);
            err.flush();
        }
        output.print(spec.commandLine().getOut(), err, "estimate-" + method, text);
        return Exit.OK;
    }

    private int fit(Method<Fit> chosen) throws IOException {
        roles.check(chosen.estimator().reads(), chosen.name());
        Table table = Inputs.read(file, local == null ? read(graphs.graph()) : Set.of());
        tellGraph(chosen, graphs.graph(), table);
        Sample sample = roles.sample(table);
        List<String> onTable = local == null ? List.of() : LocalBadge.lines(local, chosen, roles, table);
        Fit fit = chosen.estimator().estimate(sample, new Philox(seed, 0, 3));
        Optional<Fit> naive = naive(chosen, sample);
        Rows rows = Rows.of(Tidy.table(fit, level));
        naive.ifPresent(beside -> rows.append(Rows.of(Tidy.table(beside, level))));
        roles.tell(chosen.name(), chosen.estimator().reads(), spec.commandLine().getErr());
        Badge badge = Badge.of(chosen);
        Badge.Reading reading = badge.read(chosen, sample, fit);
        for (Caution caution : fit.cautions()) {
            spec.commandLine().getErr().println(CautionLine.of(caution));
        }
        String text = switch (output.format()) {
            case TABLE, MD -> header(fit) + "\n" + rows.format(output.format()) + "\n" + footer(reading, onTable);
            case CSV -> rows.format(Format.CSV);
            case JSON -> Rows.toJson(json(rows, fit, reading, onTable));
        };
        if (output.format() == Format.CSV) {
            spec.commandLine().getErr().print(header(fit) + footer(reading, onTable));
            spec.commandLine().getErr().flush();
        }
        output.print(spec.commandLine().getOut(), spec.commandLine().getErr(), "estimate-" + method, text);
        if (local == null && !reading.isInside() && !file.startsWith(Worlds.PREFIX)) {
            spec.commandLine()
                    .getErr()
                    .println("to certify it on these data: ./assay certify " + chosen.name() + " --on "
                            + ShellWord.of(file) + " " + roles.words());
            spec.commandLine().getErr().flush();
        }
        return Exit.OK;
    }

    /** The columns to read: those with a role, or all where a graph names more. */
    private Set<String> read(Optional<CausalGraph> graph) {
        return graph.isPresent() ? Set.of() : roles.columns();
    }

    /** Holds columns and roles to the graph, where there is one. */
    private void tellGraph(Method<?> chosen, Optional<CausalGraph> graph, Table table) {
        graph.ifPresent(given -> GraphCheck.check(
                        given,
                        chosen.name(),
                        roles.named(),
                        table.columnNames(),
                        chosen.estimator().reads())
                .forEach(spec.commandLine().getErr()::println));
    }

    /** The naive answer beside that of another method; none where there are no two arms, or no outcome, to compare. */
    private Optional<Fit> naive(Method<Fit> chosen, Sample sample) {
        // Of two populations one was not treated: its rows are no controls.
        boolean carried = chosen.estimator().target() == Estimand.TARGET_ATE
                && chosen.estimator().needs().contains(Role.STRATUM);
        if (chosen.name().equals(NAIVE) || carried) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DifferenceInMeans().estimate(sample.with(Role.PROPENSITY), new Philox(seed, 0, 3)));
        } catch (EstimationException e) {
            return Optional.empty();
        }
    }

    private String header(Fit fit) {
        StringBuilder text = new StringBuilder();
        text.append("estimand: ").append(fit.estimate().estimand().label());
        text.append(", ").append(fit.estimate().estimand().definition()).append('\n');
        return text.append(made(fit.glance())).toString();
    }

    private String made(Glance glance) {
        StringBuilder text = new StringBuilder();
        text.append("variance: ").append(glance.variance()).append('\n');
        text.append("rows: ").append(glance.n());
        text.append(" (");
        if (glance.treated() > 0) {
            text.append(glance.treated()).append(" treated, ");
            text.append(glance.control()).append(" control, ");
        }
        if (glance.clusters() > 0) {
            text.append(glance.clusters()).append(" clusters, ");
        }
        text.append(glance.dropped()).append(" dropped); seed: ").append(seed).append('\n');
        return text.toString();
    }

    private static String footer(Badge.Reading reading, List<String> onTable) {
        StringBuilder text =
                new StringBuilder("certificate: ").append(reading.summary()).append('\n');
        reading.lines().forEach(reason -> text.append("  ").append(reason).append('\n'));
        onTable.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private JsonObject json(Rows rows, Fit fit, Badge.Reading reading, List<String> onTable) {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/estimate/1");
        root.add("terms", rows.json());
        JsonObject glance = new JsonObject();
        glance.addProperty("method", fit.glance().method());
        glance.addProperty("estimand", fit.estimate().estimand().code());
        glance.addProperty("n", fit.glance().n());
        glance.addProperty("n_treated", fit.glance().treated());
        glance.addProperty("n_control", fit.glance().control());
        glance.addProperty("n_dropped", fit.glance().dropped());
        glance.addProperty("variance", fit.glance().variance());
        glance.addProperty("seed", seed);
        fit.glance().diagnostics().forEach(glance::addProperty);
        root.add("glance", glance);
        JsonArray cautions = new JsonArray();
        for (Caution caution : fit.cautions()) {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        }
        root.add("cautions", cautions);
        root.add("certificate", reading.json());
        if (!onTable.isEmpty()) {
            JsonArray lines = new JsonArray();
            onTable.forEach(lines::add);
            root.add("local_certificate", lines);
        }
        return root;
    }
}
