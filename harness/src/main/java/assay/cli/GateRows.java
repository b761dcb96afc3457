package assay.cli;

import assay.registry.Gate;
import assay.registry.GateException;
import assay.registry.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Gates as rows, the ones that stop first. */
final class GateRows {

    private GateRows() {}

    /** Runs a move and prints what its gates said, also where they stop it. */
    static int print(
            Supplier<List<Gate>> move, Step step, String name, OutputOptions output, PrintWriter out, PrintWriter err)
            throws IOException {
        try {
            output.print(out, err, name, rows(move.get(), step).format(output.format()));
            return Exit.OK;
        } catch (GateException closed) {
            output.print(out, err, name, rows(closed.gates(), step).format(output.format()));
            err.println("error: " + closed.getMessage() + " [gate-closed]");
            return Exit.REFUTED;
        }
    }

    static Rows rows(List<Gate> gates, Step step) {
        Rows rows = new Rows("gate", "outcome", "message", "remedy");
        for (Gate gate : gates) {
            boolean passed = gate.closed() && step.overrides().containsKey(gate.name());
            String outcome = gate.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
            rows.add(
                    gate.name(),
                    passed ? "overridden" : outcome,
                    gate.message(),
                    passed ? "passed since " + step.overrides().get(gate.name()) : gate.remedy());
        }
        return rows;
    }
}
