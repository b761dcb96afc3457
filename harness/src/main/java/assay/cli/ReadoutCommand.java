package assay.cli;

import assay.Arguments;
import assay.decision.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads users and conversions per arm. */
@Command(
        name = "readout",
        mixinStandardHelpOptions = true,
        description = {
            "Read users and conversions per arm: lift with intervals, tests, guardrails by non-inferiority, and what to do.",
            "",
            "The file has a header variant,users,conversions, in any order, and a row per arm, in any order. Optional columns:"
                    + " metric, role (primary or guardrail), margin, unit (pp, absolute or relative), better (lower or higher)."
        })
final class ReadoutCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "CSV with users and conversions per arm.")
    private Path file = Path.of("");

    @Option(
            names = "--guardrails",
            paramLabel = "FILE",
            description = "Guardrails in a file of their own: metric,variant,users,conversions,margin,unit.")
    private @Nullable Path guardrails;

    @Option(names = "--control", paramLabel = "NAME", description = "The arm that others are compared with.")
    private @Nullable String control;

    @Option(
            names = "--shares",
            paramLabel = "ARM=SHARE",
            split = ",",
            description = "Planned shares of all arms, such as control=0.9,new=0.1 (default: equal).")
    private Map<String, Double> shares = new LinkedHashMap<>();

    @Option(
            names = "--alpha",
            paramLabel = "ALPHA",
            defaultValue = "0.05",
            description = "Two-sided level, in (0, 0.5) (default: ${DEFAULT-VALUE}).")
    private double alpha = 0.05;

    @Option(
            names = "--power",
            paramLabel = "POWER",
            defaultValue = "0.8",
            description = "Power of the detectable lift (default: ${DEFAULT-VALUE}).")
    private double power = 0.8;

    @Option(
            names = "--relevant",
            paramLabel = "POINTS",
            description = "The smallest lift that matters, in percentage points.")
    private @Nullable Double relevant;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--alpha", alpha);
        Arguments.probability("--power", power);
        if (alpha >= 0.5) {
            throw new IllegalArgumentException("--alpha must be below 0.5, not " + alpha);
        }
        if (relevant != null) {
            Arguments.positive("--relevant", relevant);
        }
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            Arguments.positive("the share of " + share.getKey(), share.getValue());
        }
        List<ReadoutTable.Row> rows = new ArrayList<>(ReadoutTable.read(file, false));
        if (guardrails != null) {
            rows.addAll(ReadoutTable.read(guardrails, true));
        }
        Double smallest = relevant == null ? null : relevant / 100;
        Readout readout = Readout.of(rows, new Readout.Options(alpha, power, smallest, control, shares));
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "readout",
                new ReadoutText(readout).format(output.format()));
        return readout.action() == Action.INVESTIGATE_INVALID ? Exit.REFUTED : Exit.OK;
    }
}
