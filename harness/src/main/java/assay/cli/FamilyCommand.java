package assay.cli;

import assay.certificate.CellRole;
import assay.certificate.FamilyMember;
import assay.certificate.FamilyRecord;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.harness.Axis;
import assay.harness.Catalog;
import assay.harness.Cell;
import assay.harness.Certifier;
import assay.harness.Family;
import assay.harness.FamilyStudy;
import assay.harness.KnobSpace;
import assay.harness.Method;
import assay.harness.WorldKnobs;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Certifies a method over a family of worlds. */
@Command(
        name = "family",
        mixinStandardHelpOptions = true,
        description = {
            "Certify a method over a family of worlds: knobs of a world that vary in a box.",
            "grid: every world of a grid must hold. sampled: bounds the share of worlds, drawn from the box, that fail. "
                    + "attack: searches for the worst world, then certifies there on fresh keys."
        },
        footer = {
            "",
            "Example: assay family difference-in-means --world covariates --set size=1000 "
                    + "--vary confounding=0:0.5 --kind attack"
        })
final class FamilyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What is done with the box. */
    enum Kind {
        GRID,
        SAMPLED,
        ATTACK
    }

    @Parameters(paramLabel = "METHOD", description = "A method, see: assay list.")
    private String name = "";

    @Option(
            names = "--world",
            paramLabel = "WORLD",
            description = "A world of the catalogue (default: the first in which the method is certified).")
    private @Nullable String world;

    @Option(
            names = "--set",
            paramLabel = "KNOB=VALUE",
            description = "A knob that is the same in all worlds of the family; may be repeated.")
    private Map<String, String> fixed = Map.of();

    @Option(
            names = "--vary",
            required = true,
            paramLabel = "KNOB=RANGE",
            description = "A knob that varies: low:high, low:high:log, or values separated by commas; may be repeated.")
    private List<String> vary = List.of();

    @Option(
            names = "--kind",
            defaultValue = "grid",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Kind kind = Kind.GRID;

    @Option(
            names = "--points",
            defaultValue = "5",
            paramLabel = "N",
            description = "grid: values of each range (default: ${DEFAULT-VALUE}).")
    private int points = 5;

    @Option(
            names = "--worlds",
            defaultValue = "100",
            paramLabel = "N",
            description = "sampled: worlds drawn (default: ${DEFAULT-VALUE}).")
    private int worlds = 100;

    @Option(
            names = "--tolerated",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "sampled: share of worlds that may fail (default: ${DEFAULT-VALUE}).")
    private double tolerated = 0.1;

    @Option(
            names = "--search",
            defaultValue = "10000",
            paramLabel = "N",
            description = "attack: replicates that the search may spend (default: ${DEFAULT-VALUE}).")
    private int search = 10_000;

    @Option(
            names = "--budget",
            paramLabel = "N",
            description = "Replicates of the certification: of each world; for a grid, of all worlds together "
                    + "(default: by tier).")
    private @Nullable Integer budget;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "How sharp: ${COMPLETION-CANDIDATES} (default: the method's).")
    private @Nullable Tier tier;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Method<?> method = Methods.find(spec, name);
        Family family = family(method);
        PrintWriter err = spec.commandLine().getErr();
        FamilyRecord record =
                FamilyStudy.run(method, family, Certifier.EPOCH, threads.count(), progress(method.name(), err));
        err.println("fixed: " + record.fixed());
        err.println(record.statement());
        err.println("verdict: " + record.verdict());
        String file = "family-" + method.name() + "-" + record.kind();
        output.print(
                spec.commandLine().getOut(), err, file, rows(method, record).format(output.format()));
        return AaCommand.code(record.verdict());
    }

    private Family family(Method<?> method) {
        KnobSpace space = new KnobSpace(
                WorldKnobs.with(base(method), fixed),
                vary.stream().map(this::axis).toList());
        Tier sharp = tier == null ? method.tier() : tier;
        int each = budget == null ? sharp.maximum() : budget;
        return switch (kind) {
            case GRID -> {
                long all = budget == null ? (long) each * space.grid(points).size() : each;
                yield new Family.Grid(space, sharp, points, (int) Math.min(all, Integer.MAX_VALUE));
            }
            case SAMPLED -> new Family.Sampled(space, sharp, worlds, each, tolerated);
            case ATTACK -> new Family.Attack(space, sharp, search, each);
        };
    }

    /** The method's own cell in the world, else the first of any method; home cells come first. */
    private Dgp base(Method<?> method) {
        List<Dgp> own = cells(Stream.of(method));
        List<Dgp> all = cells(Stream.concat(Stream.of(method), Catalog.methods().stream()));
        List<String> names = all.stream().map(Dgp::name).distinct().sorted().toList();
        String wanted = world != null ? world : own.get(0).name();
        return all.stream()
                .filter(dgp -> dgp.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no world '" + wanted + "'. The worlds are " + String.join(", ", names) + "."));
    }

    private static List<Dgp> cells(Stream<? extends Method<?>> methods) {
        return methods.flatMap(method -> method.cells().stream()
                        .sorted(Comparator.comparing(cell -> cell.role() != CellRole.HOME))
                        .map(Cell::world))
                .toList();
    }

    private Axis axis(String text) {
        String[] sides = text.split("=", 2);
        if (sides.length < 2 || sides[0].isBlank() || sides[1].isBlank()) {
            throw malformed(text);
        }
        String[] parts = sides[1].split(":", -1);
        if (parts.length == 1) {
            return new Axis.Options(sides[0], List.of(sides[1].split(",", -1)));
        }
        boolean log = parts.length == 3 && parts[2].toLowerCase(Locale.ROOT).equals("log");
        if (parts.length > 3 || (parts.length == 3 && !log)) {
            throw malformed(text);
        }
        try {
            return new Axis.Range(
                    sides[0],
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    log ? Axis.Scale.LOG : Axis.Scale.LINEAR);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private ParameterException malformed(String text) {
        return new ParameterException(
                spec.commandLine(),
                "--vary takes KNOB=LOW:HIGH, KNOB=LOW:HIGH:log or KNOB=VALUE,VALUE, not '" + text + "'.");
    }

    private static Rows rows(Method<?> method, FamilyRecord record) {
        List<String> columns = new ArrayList<>(List.of("method", "world", "kind"));
        columns.addAll(record.box().keySet());
        columns.addAll(
                List.of("verdict", "worst", "replicates", "claim", "estimate", "conf_low", "conf_high", "conf_level"));
        Rows rows = new Rows(columns.toArray(String[]::new));
        for (int i = 0; i < record.members().size(); i++) {
            FamilyMember member = record.members().get(i);
            List<Object> row = new ArrayList<>(List.of(method.name(), record.world(), record.kind()));
            row.addAll(member.knobs().values());
            row.addAll(List.of(
                    member.verdict().name(),
                    i == record.worst() ? "worst" : "",
                    member.replicates(),
                    member.claim(),
                    member.estimate(),
                    member.csLow(),
                    member.csHigh(),
                    0.99));
            rows.add(row.toArray());
        }
        return rows;
    }

    private static LongConsumer progress(String method, PrintWriter err) {
        if (!Boolean.getBoolean("assay.tty")) {
            return replicates -> {};
        }
        return replicates -> {
            err.printf("\r\033[K%s: %d replicates", method, replicates);
            err.flush();
        };
    }
}
