package assay.cli;

import assay.Column;
import assay.Fit;
import assay.Glance;
import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.dgp.Dgp;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.random.Philox;
import assay.random.Streams;
import assay.tablesaw.Tables;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The data on which the guide shows a method.
 *
 * @param table name of a data set, or of a draw of a world
 * @param roles its columns by role
 */
record Example(String table, Map<Role, List<String>> roles) {

    /** What is longer explains nothing. */
    private static final int LONGEST = 360;

    private static final List<String> WORKSHOP = List.of("econ_hard", "sex", "age");

    Example {
        roles = Collections.unmodifiableMap(new EnumMap<>(roles));
    }

    /** A trial for methods that lean on randomisation, observational data for those that model the treatment. */
    static Example of(Method<?> method) {
        return Catalog.fit(method.name()).isPresent() ? ofFit(method) : home(method);
    }

    /** A draw of the first world in which a method is at home, told from the one of the guide by its knobs. */
    private static Example home(Method<?> method) {
        Dgp world = method.cells().get(0).world();
        Sample sample = world.draw(new Streams(1, 0)).observed();
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            if (sample.has(role) && method.estimator().reads().contains(role)) {
                roles.put(role, sample.columns(role).stream().map(Column::name).toList());
            }
        }
        return new Example(Worlds.name(world), roles);
    }

    private static Example ofFit(Method<?> method) {
        Set<Role> needs = method.estimator().needs();
        boolean adjusts = needs.contains(Role.COVARIATE);
        if (method.estimator().getClass().getPackageName().equals("assay.interference")) {
            return interference(method.name());
        }
        if (needs.contains(Role.BLOCK)) {
            return new Example(
                    Worlds.PREFIX + "switchback",
                    Map.of(
                            Role.OUTCOME, List.of("y"),
                            Role.ASSIGNMENT, List.of("t"),
                            Role.TIME, List.of("period"),
                            Role.BLOCK, List.of("block"),
                            Role.COVARIATE, List.of("history")));
        }
        if (method.name().equals("rdd")) {
            return new Example(
                    Worlds.PREFIX + "discontinuity",
                    Map.of(
                            Role.OUTCOME, List.of("y"),
                            Role.ASSIGNMENT, List.of("t"),
                            Role.COVARIATE, List.of("x")));
        }
        if (method.name().equals("did-doubly-robust")) {
            return new Example(
                    Worlds.PREFIX + "conditional-trends",
                    Map.of(
                            Role.OUTCOME, List.of("y"),
                            Role.TREATMENT, List.of("d"),
                            Role.UNIT, List.of("unit"),
                            Role.TIME, List.of("time"),
                            Role.COVARIATE, List.of("x1", "x2")));
        }
        if (Set.of("assay.quasi.synthetic", "assay.transport", "assay.geo", "assay.incrementality")
                .contains(method.estimator().getClass().getPackageName())) {
            return home(method);
        }
        if (needs.containsAll(Set.of(Role.UNIT, Role.TIME))) {
            Map<Role, List<String>> panel = new EnumMap<>(Map.of(
                    Role.OUTCOME, List.of("y"),
                    Role.TREATMENT, List.of("d"),
                    Role.UNIT, List.of("unit"),
                    Role.TIME, List.of("time")));
            if (method.estimator().reads().contains(Role.COVARIATE)) {
                panel.put(Role.COVARIATE, List.of("x1", "x2", "x3", "x4"));
            }
            return new Example(Worlds.PREFIX + "staggered-panel", panel);
        }
        if (needs.contains(Role.TREATMENT)) {
            return needs.contains(Role.CLUSTER)
                    ? new Example(
                            Worlds.PREFIX + "clustered-encouragement",
                            Map.of(
                                    Role.OUTCOME, List.of("y"),
                                    Role.ASSIGNMENT, List.of("z"),
                                    Role.TREATMENT, List.of("d"),
                                    Role.PROPENSITY, List.of("propensity"),
                                    Role.CLUSTER, List.of("cluster"),
                                    Role.COVARIATE, List.of("x")))
                    : new Example(
                            "jobs",
                            Map.of(
                                    Role.OUTCOME, List.of("depress2"),
                                    Role.ASSIGNMENT, List.of("treat"),
                                    Role.TREATMENT, List.of("comply"),
                                    Role.COVARIATE, WORKSHOP));
        }
        if (needs.contains(Role.CLUSTER)) {
            // People who are clusters of one, for want of a table of clusters.
            return new Example(
                    "lalonde",
                    Map.of(
                            Role.OUTCOME, List.of("re78"),
                            Role.TREATMENT, List.of("treat"),
                            Role.CLUSTER, List.of("id")));
        }
        if (Set.of("assay.observational", "assay.sensitivity")
                .contains(method.estimator().getClass().getPackageName())) {
            return new Example(
                    "lalonde",
                    Map.of(
                            Role.OUTCOME,
                            List.of("re78"),
                            Role.TREATMENT,
                            List.of("treat"),
                            Role.COVARIATE,
                            List.of("age", "educ", "race", "married", "nodegree", "re74", "re75")));
        }
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.put(Role.ASSIGNMENT, List.of("treat"));
        if (needs.contains(Role.DENOMINATOR)) {
            // What is left of the symptoms that people came with, in the whole of an arm.
            roles.put(Role.NUMERATOR, List.of("depress2"));
            roles.put(Role.DENOMINATOR, List.of("depress1"));
        } else {
            roles.put(Role.OUTCOME, List.of("depress2"));
        }
        if (adjusts) {
            roles.put(Role.COVARIATE, needs.contains(Role.DENOMINATOR) ? List.of("econ_hard", "age") : WORKSHOP);
        }
        return new Example("jobs", roles);
    }

    /** Worlds whose units reach each other: of real tables none comes with such a design. */
    private static Example interference(String method) {
        return switch (method) {
            case "multiple-randomisation" ->
                new Example(
                        Worlds.PREFIX + "two-sided-market",
                        Map.of(
                                Role.OUTCOME, List.of("sales"),
                                Role.ASSIGNMENT, List.of("treated"),
                                Role.CLUSTER, List.of("buyer", "seller")));
            case "exposure-mapping" ->
                new Example(
                        Worlds.PREFIX + "network-spillover",
                        Map.of(
                                Role.OUTCOME, List.of("y"),
                                Role.ASSIGNMENT, List.of("t"),
                                Role.PROPENSITY, List.of("propensity"),
                                Role.UNIT, List.of("person"),
                                Role.NEIGHBOURS, List.of("neighbours")));
            case "budget-split" ->
                new Example(
                        Worlds.PREFIX + "shared-budget",
                        Map.of(
                                Role.OUTCOME, List.of("bought"),
                                Role.ASSIGNMENT, List.of("treated"),
                                Role.STRATUM, List.of("market")));
            default ->
                new Example(
                        Worlds.PREFIX + "shared-budget",
                        Map.of(
                                Role.OUTCOME, List.of("bought"),
                                Role.ASSIGNMENT, List.of("treated"),
                                Role.CLUSTER, List.of("pool")));
        };
    }

    String command(Method<?> method) {
        return "estimate " + method.name() + " " + table
                + roles.entrySet().stream()
                        .map(e -> " --" + e.getKey().code() + (e.getKey() == Role.COVARIATE ? "s " : " ")
                                + String.join(",", e.getValue()))
                        .collect(Collectors.joining());
    }

    String java(Method<?> method) {
        String each = roles.entrySet().stream()
                .map(e -> "Role." + e.getKey().name() + ", List.of("
                        + e.getValue().stream().map(v -> '"' + v + '"').collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(",\n        "));
        String sample = Worlds.named(table)
                .map(world ->
                        "Sample sample = " + Worlds.java(world) + "\n        .draw(new Streams(1, 0)).observed();\n")
                .orElse("Table table = Datasets.load(\"" + table + "\");\n"
                        + "Sample sample = Tables.sample(table, Map.of(\n        " + each + "), Missing.FAIL);\n");
        Optional<String> made = made(method.estimator());
        if (made.isEmpty()) {
            return "";
        }
        Object result = method.estimator().estimate(sample(), new Philox(1, 0, 3));
        return sample + Answer.java(result, made.get() + ".estimate(sample, new Philox(1, 0, 3));\n");
    }

    String variance(Method<?> method) {
        Object result = method.estimator().estimate(sample(), new Philox(1, 0, 3));
        return result instanceof Fit fit
                ? fit.glance().variance()
                : Answer.of(method.name(), result, 0.95)
                        .glance()
                        .map(Glance::variance)
                        .orElse("");
    }

    private Sample sample() {
        return Tables.sample(Inputs.read(table), roles, Missing.FAIL);
    }

    /** How an estimator is made: by its usual choice where it has one, else by its options; empty if neither can be said. */
    private static Optional<String> made(Object estimator) {
        return JavaSource.hasUsual(estimator)
                ? Optional.of(estimator.getClass().getSimpleName() + ".standard()")
                : JavaSource.of(estimator).filter(source -> source.length() <= LONGEST);
    }
}
