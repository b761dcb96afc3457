package assay.cli;

import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.certificate.CellRecord;
import assay.harness.Method;
import assay.harness.Standing;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a method is and where it may be trusted. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Describe a method: estimand, needs, options, certificate and certified region.")
final class DescribeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "METHOD", description = "A method, see: assay list")
    private String name = "";

    @Override
    public Integer call() {
        Method<Fit> method = Methods.find(spec, name);
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
                + (method.options().isEmpty()
                        ? "none"
                        : method.options().entrySet().stream()
                                .map(e -> e.getKey() + " = " + e.getValue())
                                .collect(Collectors.joining(", "))));
        out.println("class: " + method.estimator().getClass().getName());
        out.println("example: assay " + Example.of(method).command(method));
        Badge badge = Badge.of(method);
        out.println("certificate: " + badge.verdict() + ", tier " + method.tier());
        if (badge.certificateOrNull() != null) {
            out.println("certified region:");
            for (Map.Entry<String, Interval> side :
                    Standing.region(badge.certificateOrNull()).box().entrySet()) {
                out.printf(
                        Locale.ROOT,
                        "  %s from %s to %s%n",
                        side.getKey(),
                        Rows.brief(side.getValue().lower()),
                        Rows.brief(side.getValue().upper()));
            }
            Rows cells = new Rows("cell", "role", "replicates", "coverage", "conf_low", "conf_high", "verdict");
            for (CellRecord cell : badge.certificateOrNull().cells()) {
                cells.add(
                        cell.id(),
                        cell.role(),
                        cell.replicates(),
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
