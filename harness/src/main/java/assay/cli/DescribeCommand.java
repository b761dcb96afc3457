package assay.cli;

import assay.Interval;
import assay.Role;
import assay.certificate.CellRecord;
import assay.dgp.Dgp;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.harness.Standing;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a method is and where it may be trusted; what a world is and what is true in it. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = {
            "Describe a method: estimand, needs, options, certificate and certified region.",
            "Describe a world: equations, knobs, graph, truth, a few rows, source, certificates made there.",
            "Describe a table, a CSV or Parquet file or a data set: its columns, what they hold and what is missing."
        })
final class DescribeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description = "A method, see: assay list; a world, see: assay list worlds; or a table.")
    private String name = "";

    @Override
    public Integer call() {
        Optional<Method<?>> found = Catalog.find(name);
        Optional<Dgp> world = Worlds.find(name);
        if (found.isEmpty() && world.isEmpty() && Inputs.isTable(name)) {
            TableGlimpse.print(name, Inputs.read(name), spec.commandLine().getOut());
            return Exit.OK;
        }
        if (found.isEmpty()) {
            WorldText.print(
                    world.orElseThrow(() -> new ParameterException(
                            spec.commandLine(), Methods.unknown(name) + " " + Worlds.unknown(name))),
                    spec.commandLine().getOut());
            return Exit.OK;
        }
        world.ifPresent(same -> spec.commandLine()
                .getErr()
                .println("note: a world has this name too: assay describe " + Worlds.PREFIX + same.name()));
        Method<?> method = found.get();
        PrintWriter out = spec.commandLine().getOut();
        out.println(method.name() + ": " + method.title());
        out.println("estimand: " + method.estimator().target().label() + ", "
                + method.estimator().target().definition());
        out.println("needs: "
                + method.estimator().needs().stream().sorted().map(Role::code).collect(Collectors.joining(", ")));
        Set<Role> more = new TreeSet<>(method.estimator().reads());
        more.removeAll(method.estimator().needs());
        if (!more.isEmpty()) {
            out.println("also reads: " + more.stream().map(Role::code).collect(Collectors.joining(", ")));
        }
        out.println("options: "
                + (ExperimentExample.options(method).isEmpty()
                        ? "none"
                        : ExperimentExample.options(method).entrySet().stream()
                                .map(e -> e.getKey() + " = " + e.getValue())
                                .collect(Collectors.joining(", "))));
        out.println("class: " + method.estimator().getClass().getName());
        out.println("example: assay "
                + ExperimentExample.of(method)
                        .map(example -> String.join(" && ./assay ", example.commands()))
                        .orElseGet(() -> Example.of(method).command(method)));
        Badge badge = Badge.of(method);
        out.println("certificate: " + badge.verdict() + ", tier " + method.tier());
        if (badge.certificateOrNull() != null) {
            Map<String, Interval> box =
                    Standing.region(badge.certificateOrNull()).box();
            out.println(box.isEmpty() ? "certified region: the home worlds below" : "certified region:");
            for (Map.Entry<String, Interval> side : box.entrySet()) {
                out.printf(
                        Locale.ROOT,
                        "  %s from %s to %s%n",
                        side.getKey(),
                        Rows.brief(side.getValue().lower()),
                        Rows.brief(side.getValue().upper()));
            }
            // The first claim leads: coverage, where there are intervals.
            String rate = method.claims().get(0).spec(method.tier()).name().replace('-', '_');
            Rows cells =
                    new Rows("cell", "role", "replicates", "truth", "bias", rate, "conf_low", "conf_high", "verdict");
            for (CellRecord cell : badge.certificateOrNull().cells()) {
                cells.add(
                        cell.id(),
                        cell.role(),
                        cell.replicates(),
                        cell.diagnostics().truth(),
                        cell.diagnostics().bias(),
                        cell.claims().get(0).estimate(),
                        cell.claims().get(0).csLow(),
                        cell.claims().get(0).csHigh(),
                        cell.verdict().name());
            }
            out.println();
            out.print(cells.format(Format.TABLE));
        }
        out.flush();
        return Exit.OK;
    }
}
