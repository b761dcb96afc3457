package assay.cli;

import assay.Fit;
import assay.Missing;
import assay.Role;
import assay.data.Datasets;
import assay.harness.Method;
import assay.random.Philox;
import assay.tablesaw.Tables;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The data on which the guide shows a method.
 *
 * @param dataset name of the data set
 * @param outcome its outcome, or the numerator of a ratio
 * @param denominator the denominator of a ratio, empty if the method needs none
 * @param treatment its treatment or assignment
 * @param role which of the two that is
 * @param covariates its covariates
 * @param clusters its clusters, if the method needs them
 */
record Example(
        String dataset,
        String outcome,
        String denominator,
        String treatment,
        Role role,
        List<String> covariates,
        List<String> clusters) {

    private static final Example TRIAL = new Example(
            "jobs", "depress2", "", "treat", Role.ASSIGNMENT, List.of("econ_hard", "sex", "age"), List.of());
    private static final Example OBSERVATIONAL = new Example(
            "lalonde",
            "re78",
            "",
            "treat",
            Role.TREATMENT,
            List.of("age", "educ", "race", "married", "nodegree", "re74", "re75"),
            List.of());
    /** People who are clusters of one, for want of a table of clusters. */
    private static final Example CLUSTERS =
            new Example("lalonde", "re78", "", "treat", Role.TREATMENT, List.of(), List.of("id"));
    /** What is left of the symptoms that people came with, in the whole of an arm. */
    private static final Example RATIO = new Example(
            "jobs", "depress2", "depress1", "treat", Role.ASSIGNMENT, List.of("econ_hard", "age"), List.of());

    /** A trial for methods that lean on randomisation, observational data for those that model the treatment. */
    static Example of(Method<Fit> method) {
        if (method.estimator().needs().contains(Role.CLUSTER)) {
            return CLUSTERS;
        }
        boolean modelsTreatment = method.estimator().getClass().getPackageName().equals("assay.observational");
        boolean ratio = method.estimator().needs().contains(Role.DENOMINATOR);
        Example example = modelsTreatment ? OBSERVATIONAL : ratio ? RATIO : TRIAL;
        boolean adjusts = method.estimator().needs().contains(Role.COVARIATE) || modelsTreatment;
        return adjusts
                ? example
                : new Example(
                        example.dataset,
                        example.outcome,
                        example.denominator,
                        example.treatment,
                        example.role,
                        List.of(),
                        List.of());
    }

    String command(Method<Fit> method) {
        return "estimate " + method.name() + " " + dataset + (denominator.isEmpty() ? " --outcome " : " --numerator ")
                + outcome
                + (denominator.isEmpty() ? "" : " --denominator " + denominator) + " --" + role.code() + " "
                + treatment + (covariates.isEmpty() ? "" : " --covariates " + String.join(",", covariates))
                + (clusters.isEmpty() ? "" : " --cluster " + String.join(",", clusters));
    }

    String java(Method<Fit> method) {
        String className = method.estimator().getClass().getSimpleName();
        boolean plain = method.estimator().getClass().getRecordComponents().length == 0;
        String roles = roles().entrySet().stream()
                .map(e -> "Role." + e.getKey().name() + ", List.of("
                        + e.getValue().stream().map(v -> '"' + v + '"').collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(",\n        "));
        return "Table table = Datasets.load(\"" + dataset + "\");\n"
                + "Sample sample = Tables.sample(table, Map.of(\n        " + roles + "), Missing.FAIL);\n"
                + "Fit fit = " + (plain ? "new " + className + "()" : className + ".standard()")
                + ".estimate(sample, new Philox(1, 0, 3));\n"
                + "System.out.println(Tidy.table(fit, 0.95).print());\n";
    }

    String variance(Method<Fit> method) {
        return method.estimator()
                .estimate(Tables.sample(Datasets.load(dataset), roles(), Missing.FAIL), new Philox(1, 0, 3))
                .glance()
                .variance();
    }

    private Map<Role, List<String>> roles() {
        Map<Role, List<String>> roles = new EnumMap<>(Role.class);
        roles.put(denominator.isEmpty() ? Role.OUTCOME : Role.NUMERATOR, List.of(outcome));
        if (!denominator.isEmpty()) {
            roles.put(Role.DENOMINATOR, List.of(denominator));
        }
        roles.put(role, List.of(treatment));
        if (!covariates.isEmpty()) {
            roles.put(Role.COVARIATE, covariates);
        }
        if (!clusters.isEmpty()) {
            roles.put(Role.CLUSTER, clusters);
        }
        return roles;
    }
}
