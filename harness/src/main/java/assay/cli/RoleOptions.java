package assay.cli;

import assay.EstimationException;
import assay.Missing;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.certificate.LocalSource;
import assay.experiment.Experiment;
import assay.harness.LocalVerifier;
import assay.tablesaw.Tables;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;

/** Which column plays which role. */
final class RoleOptions {

    private static final int MOST_ARMS = 20;

    private static final Set<Role> HINGES =
            Set.of(Role.CLUSTER, Role.STRATUM, Role.WEIGHT, Role.INSTRUMENT, Role.TIME, Role.BLOCK, Role.NEIGHBOURS);
    private static final Set<Role> DESIGN = Set.of(Role.CLUSTER, Role.STRATUM, Role.TIME, Role.BLOCK);

    @Option(
            names = "--outcome",
            split = ",",
            paramLabel = "COLUMN",
            description = "The measured response; several for a command that takes them, separated by commas.")
    private List<String> outcomes = List.of();

    @Option(names = "--numerator", paramLabel = "COLUMN", description = "The numerator of a ratio metric.")
    private @Nullable String numerator;

    @Option(names = "--denominator", paramLabel = "COLUMN", description = "The denominator of a ratio metric.")
    private @Nullable String denominator;

    @Option(names = "--assignment", paramLabel = "COLUMN", description = "The arm that a unit was assigned to.")
    private @Nullable String assignment;

    @Option(
            names = "--treatment",
            paramLabel = "COLUMN",
            description = "The treatment that a unit received; stands in for the assignment where there is none.")
    private @Nullable String treatment;

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "COLUMN",
            description = "Variables measured before assignment, separated by commas.")
    private List<String> covariates = List.of();

    @Option(names = "--instrument", paramLabel = "COLUMN", description = "An instrument.")
    private @Nullable String instrument;

    @Option(
            names = "--cluster",
            split = ",",
            paramLabel = "COLUMN",
            description = "Group within which units may depend; two for a design of two sides, separated by a comma.")
    private List<String> cluster = List.of();

    @Option(
            names = "--stratum",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Stratum or block within which units were assigned; of a campaign the segment and the cell, separated"
                            + " by a comma.")
    private List<String> stratum = List.of();

    @Option(
            names = "--block",
            paramLabel = "COLUMN",
            description = "Run of periods that share one toss of the coin in a switchback.")
    private @Nullable String block;

    @Option(
            names = "--neighbours",
            paramLabel = "COLUMN",
            description = "Units whose treatment may reach this one: identifiers separated by semicolons.")
    private @Nullable String neighbours;

    @Option(
            names = "--propensity",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Known probability of treatment, in (0, 1); with several arms one column for each, in the order of"
                            + " the arms, separated by commas.")
    private List<String> propensity = List.of();

    @Option(names = "--unit", paramLabel = "COLUMN", description = "Identifier of the unit.")
    private @Nullable String unit;

    @Option(names = "--time", paramLabel = "COLUMN", description = "Time of the observation.")
    private @Nullable String time;

    @Option(names = "--weight", paramLabel = "COLUMN", description = "Weight.")
    private @Nullable String weight;

    @Option(
            names = "--control",
            paramLabel = "LEVEL",
            description = "Level of the assignment that is control; the first in order by default.")
    private @Nullable String control;

    @Option(
            names = "--treated",
            paramLabel = "LEVEL",
            description = "With --control, keep the rows of these two arms only.")
    private @Nullable String treated;

    @Option(
            names = "--missing",
            paramLabel = "POLICY",
            defaultValue = "fail",
            description =
                    "Missing values: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Forests of effects alone can keep"
                            + " them.")
    private MissingPolicy missing = MissingPolicy.FAIL;

    private @Nullable Map<Role, List<String>> stored;

    private Map<Role, List<String>> roles() {
        if (stored != null) {
            return stored;
        }
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        if (!outcomes.isEmpty()) {
            roles.put(Role.OUTCOME, outcomes.stream().map(String::strip).toList());
        }
        put(roles, Role.NUMERATOR, numerator);
        put(roles, Role.DENOMINATOR, denominator);
        put(roles, Role.ASSIGNMENT, assignment);
        put(roles, Role.TREATMENT, treatment);
        put(roles, Role.INSTRUMENT, instrument);
        if (!cluster.isEmpty()) {
            roles.put(Role.CLUSTER, cluster.stream().map(String::strip).toList());
        }
        if (!propensity.isEmpty()) {
            roles.put(Role.PROPENSITY, propensity.stream().map(String::strip).toList());
        }
        put(roles, Role.UNIT, unit);
        put(roles, Role.TIME, time);
        put(roles, Role.WEIGHT, weight);
        if (!stratum.isEmpty()) {
            roles.put(Role.STRATUM, stratum.stream().map(String::strip).toList());
        }
        put(roles, Role.BLOCK, block);
        put(roles, Role.NEIGHBOURS, neighbours);
        List<String> names =
                covariates.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
        if (!names.isEmpty()) {
            roles.put(Role.COVARIATE, names);
        }
        return roles;
    }

    /** The columns that have a role. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        roles().values().forEach(columns::addAll);
        return columns;
    }

    /** The options as they are typed. */
    String words() {
        StringJoiner words = new StringJoiner(" ");
        roles().forEach((role, columns) ->
                words.add("--" + optionOf(role)).add(ShellWord.of(String.join(",", columns))));
        if (control != null) {
            words.add("--control").add(ShellWord.of(control));
        }
        if (treated != null) {
            words.add("--treated").add(ShellWord.of(treated));
        }
        if (missing != MissingPolicy.FAIL) {
            words.add("--missing").add(missing.name().toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    private static String optionOf(Role role) {
        return role == Role.COVARIATE ? "covariates" : role.code();
    }

    /** What a local certificate keeps of a table and of how it was read. */
    LocalSource source(String file, String name, Sample sample, long seed) {
        Map<String, List<String>> byCode = new LinkedHashMap<>();
        roles().forEach((role, columns) -> byCode.put(role.code(), columns));
        return new LocalSource(
                file,
                name,
                LocalVerifier.digest(sample),
                byCode,
                control,
                treated,
                missing.name().toLowerCase(Locale.ROOT),
                seed);
    }

    /** Reads a table as a local certificate did. */
    static Sample read(Table table, LocalSource source) {
        RoleOptions options = new RoleOptions();
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            List<String> columns = source.roles().get(role.code());
            if (columns != null) {
                roles.put(role, columns);
            }
        }
        options.stored = roles;
        options.assignment = roles.getOrDefault(Role.ASSIGNMENT, List.of()).stream()
                .findFirst()
                .orElse(null);
        options.treatment = roles.getOrDefault(Role.TREATMENT, List.of()).stream()
                .findFirst()
                .orElse(null);
        options.control = source.control();
        options.treated = source.treated();
        options.missing = MissingPolicy.valueOf(source.missing().toUpperCase(Locale.ROOT));
        return options.sample(table);
    }

    /** Whether these options ask about the same columns and arms as a local certificate. */
    boolean asks(LocalSource source) {
        Map<String, List<String>> mine = new LinkedHashMap<>();
        roles().forEach((role, columns) -> mine.put(role.code(), columns));
        Map<String, List<String>> theirs = new LinkedHashMap<>(source.roles());
        DESIGN.forEach(role -> {
            mine.remove(role.code());
            theirs.remove(role.code());
        });
        return mine.equals(theirs)
                && Objects.equals(control, source.control())
                && Objects.equals(treated, source.treated());
    }

    private static void put(Map<Role, List<String>> roles, Role role, @Nullable String column) {
        if (column != null) {
            roles.put(role, List.of(column));
        }
    }

    /** Refuses columns that a method would leave out although its answer hinges on them. */
    void check(Set<Role> needs, String method) {
        check(needs, method, Set.of());
    }

    /** The same where columns also tell the design that arms are drawn by: those a method may leave out. */
    void checkDesign(Set<Role> needs, String method) {
        check(needs, method, DESIGN);
    }

    private void check(Set<Role> needs, String method, Set<Role> allowed) {
        for (Role role : roles().keySet()) {
            if (HINGES.contains(role) && !needs.contains(role) && !allowed.contains(role)) {
                throw new IllegalArgumentException(method + " does not use --" + role.code()
                        + ": without it the interval would be that of another design. Leave the option out, or choose a"
                        + " method that uses it.");
            }
        }
    }

    /** Tells of columns that a method may leave out. */
    void tell(String method, Set<Role> reads, PrintWriter err) {
        if (roles().containsKey(Role.COVARIATE) && leavesOutCovariates(method, reads)) {
            note(method, "--covariates", err);
        }
        if (assignment != null && treatment != null && !reads.contains(Role.TREATMENT)) {
            note(method, "--treatment, as there is an --assignment", err);
        }
    }

    /** Whether a method makes nothing of covariates; most that take them do not need them. */
    static boolean leavesOutCovariates(String method, Set<Role> reads) {
        return method.equals(EstimateCommand.NAIVE) || (reads.contains(Role.UNIT) && !reads.contains(Role.COVARIATE));
    }

    private static void note(String method, String what, PrintWriter err) {
        err.println("note: " + method + " leaves out " + what);
    }

    /** The columns of a table in their roles, of two arms where both are named. */
    Sample sample(Table table) {
        if (treated != null && control == null) {
            throw new IllegalArgumentException("--treated needs --control: name both arms that are compared.");
        }
        Table numbers = Logicals.numbers(table, roles());
        if (control == null) {
            return Tables.sample(numbers, roles(), missing.complete());
        }
        return ArmOrder.follow(Tables.sample(
                treated == null ? numbers : twoArms(numbers, treated, control), roles(), missing.complete(), control));
    }

    /** What to do about missing values. */
    MissingPolicy missing() {
        return missing;
    }

    /**
     * The columns of a table in their roles, rows numbered from 1 where no column names the unit. Covariates keep their missing values
     * where that is asked for.
     */
    Sample numbered(Table table) {
        if (treated != null && control == null) {
            throw new IllegalArgumentException("--treated needs --control: name both arms that are compared.");
        }
        Table chosen = Logicals.numbers(table, roles());
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.putAll(roles());
        if (!roles.containsKey(Role.UNIT)) {
            String name = "row";
            while (table.columnNames().contains(name)) {
                name += "_";
            }
            chosen = chosen.copy().addColumns(IntColumn.indexColumn(name, table.rowCount(), 1));
            roles.put(Role.UNIT, List.of(name));
        }
        if (treated != null && control != null) {
            chosen = twoArms(chosen, treated, control);
        }
        List<String> kept = missing == MissingPolicy.KEEP ? roles.remove(Role.COVARIATE) : null;
        Missing policy = missing == MissingPolicy.KEEP ? Missing.FAIL : missing.complete();
        Sample sample = control == null
                ? Tables.sample(chosen, roles, policy)
                : ArmOrder.follow(Tables.sample(chosen, roles, policy, control));
        if (kept == null) {
            return sample;
        }
        Table from = chosen;
        List<assay.Column> columns = new ArrayList<>();
        for (String name : kept) {
            if (!from.columnNames().contains(name)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "There is no column '" + name + "' for the role covariate.",
                        Names.help(name, "columns", from.columnNames()));
            }
            columns.add(Tables.column(from, name));
        }
        return sample.with(Role.COVARIATE, columns.toArray(new assay.Column[0]));
    }

    /** One comparison for each treated arm where a table has several and none is named; else these options alone. */
    List<RoleOptions> contrasts(Table table) {
        String name = assignment != null ? assignment : treatment;
        if (treated != null || name == null || !table.columnNames().contains(name)) {
            return List.of(this);
        }
        Column<?> column = table.column(name);
        List<String> levels = column.unique().removeMissing().asStringColumn().asList().stream()
                .sorted()
                .toList();
        String against = control != null || levels.isEmpty() ? control : levels.get(0);
        if (levels.size() <= 2 || levels.size() > MOST_ARMS || against == null || !levels.contains(against)) {
            return List.of(this);
        }
        return levels.stream()
                .filter(level -> !level.equals(against))
                .map(level -> comparing(level, against))
                .toList();
    }

    private RoleOptions comparing(String treatedLevel, String controlLevel) {
        RoleOptions options = new RoleOptions();
        options.stored = roles();
        options.assignment = assignment;
        options.treatment = treatment;
        options.missing = missing;
        options.treated = treatedLevel;
        options.control = controlLevel;
        return options;
    }

    /** The same data with another outcome, which is then no covariate. */
    Sample withOutcome(Table table, String column) {
        RoleOptions changed = new RoleOptions();
        Map<Role, List<String>> roles = new EnumMap<>(roles());
        roles.put(Role.OUTCOME, List.of(column));
        leaveOut(roles, column);
        changed.stored = roles;
        changed.assignment = assignment;
        changed.treatment = treatment;
        changed.control = control;
        changed.treated = treated;
        changed.missing = missing;
        return changed.sample(table);
    }

    /** The same data with another exposure, the treatment being a covariate beside the others. */
    Sample withExposure(Table table, String column) {
        RoleOptions changed = new RoleOptions();
        Map<Role, List<String>> roles = new EnumMap<>(roles());
        leaveOut(roles, column);
        List<String> treatments = new ArrayList<>(roles.getOrDefault(Role.COVARIATE, List.of()));
        for (Role role : List.of(Role.ASSIGNMENT, Role.TREATMENT)) {
            List<String> own = roles.remove(role);
            if (own != null) {
                treatments.addAll(own);
            }
        }
        roles.put(Role.COVARIATE, treatments);
        roles.remove(Role.PROPENSITY);
        roles.put(Role.ASSIGNMENT, List.of(column));
        changed.stored = roles;
        changed.assignment = column;
        changed.missing = missing;
        return changed.sample(treated != null && control != null ? twoArms(table, treated, control) : table);
    }

    private static void leaveOut(Map<Role, List<String>> roles, String column) {
        List<String> kept = roles.getOrDefault(Role.COVARIATE, List.of()).stream()
                .filter(name -> !name.equals(column))
                .toList();
        if (kept.isEmpty()) {
            roles.remove(Role.COVARIATE);
        } else {
            roles.put(Role.COVARIATE, kept);
        }
    }

    /** The columns named for each role. */
    Map<Role, List<String>> named() {
        return roles();
    }

    /** What an experiment says of itself by these options. */
    Experiment experiment(Experiment on) {
        if (treated != null) {
            throw new IllegalArgumentException(
                    "analyze compares every treated arm with control; --treated is for methods that take two arms.");
        }
        for (Role role : List.of(Role.WEIGHT, Role.STRATUM, Role.BLOCK, Role.NEIGHBOURS)) {
            if (roles().containsKey(role)) {
                throw new IllegalArgumentException("analyze does not use --" + role.code()
                        + ": without it the interval would be that of another design. Leave the option out.");
            }
        }
        Experiment experiment = on.missing(missing.complete());
        for (Map.Entry<Role, List<String>> entry : roles().entrySet()) {
            String column = entry.getValue().get(0);
            experiment = switch (entry.getKey()) {
                case ASSIGNMENT -> experiment.assignment(column);
                case TREATMENT -> experiment.treatment(column);
                case INSTRUMENT -> experiment.instrument(column);
                case CLUSTER -> experiment.clusterBy(column);
                case PROPENSITY -> experiment.propensity(column);
                case UNIT -> experiment.unit(column);
                case TIME -> experiment.time(column);
                default -> experiment;
            };
        }
        return control == null ? experiment : experiment.control(control);
    }

    /** The treated arm, where one is named. */
    Optional<String> treated() {
        return Optional.ofNullable(treated);
    }

    /** The control arm, where one is named. */
    Optional<String> control() {
        return Optional.ofNullable(control);
    }

    private Table twoArms(Table table, String treatedLevel, String controlLevel) {
        String name = assignment != null ? assignment : treatment;
        if (name == null || !table.columnNames().contains(name)) {
            return table;
        }
        Column<?> column = table.column(name);
        int[] rows = IntStream.range(0, table.rowCount())
                .filter(i -> column.getString(i).equals(treatedLevel)
                        || column.getString(i).equals(controlLevel))
                .toArray();
        return table.where(Selection.with(rows));
    }
}
