package assay.cli;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.mediation.BackDoor;
import assay.mediation.CausalGraph;
import assay.mediation.Trail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether columns in their roles identify an effect by the account of a graph. */
final class GraphCheck {

    private GraphCheck() {}

    /**
     * Refuses roles that do not, and says in words what holds where they do.
     *
     * @param graph the graph as it was given
     * @param method the name of the method
     * @param roles the columns by role
     * @param columns all columns of the table
     * @param reads the roles that the method names; covariates are used without, but by methods that leave them out
     */
    static List<String> check(
            CausalGraph graph,
            String method,
            Map<Role, List<String>> roles,
            Collection<String> columns,
            Set<Role> reads) {
        String assigned = first(roles, Role.ASSIGNMENT);
        String received = first(roles, Role.TREATMENT);
        String instrument = first(roles, Role.INSTRUMENT);
        boolean instrumented = (reads.contains(Role.INSTRUMENT) && !instrument.isEmpty())
                || (reads.contains(Role.TREATMENT) && !assigned.isEmpty() && !received.isEmpty());
        String cause = instrumented && !received.isEmpty() ? received : assigned.isEmpty() ? received : assigned;
        String outcome = first(roles, Role.OUTCOME);
        if (cause.isEmpty() || outcome.isEmpty()) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "A graph is checked for a treatment and an outcome, and no column has the role "
                            + (cause.isEmpty() ? "assignment or treatment." : "outcome."),
                    "Name it, or leave the graph out.");
        }
        CausalGraph named = BackDoor.onColumns(graph, cause, columns);
        BackDoor door = new BackDoor(named, cause, outcome);
        List<String> covariates = RoleOptions.leavesOutCovariates(method, reads)
                ? List.of()
                : roles.getOrDefault(Role.COVARIATE, List.of());
        List<String> lines = new ArrayList<>();
        if (instrumented) {
            String lever = instrument.isEmpty() ? assigned : instrument;
            door.requirePreTreatment(covariates);
            requireInstrument(named, door, lever, Set.copyOf(covariates));
            lines.add("graph: '" + lever + "' moves '" + cause + "' and reaches '" + outcome + "' through it alone"
                    + given(covariates));
        } else {
            door.require(covariates);
            lines.add("graph: no path but the effect of '" + cause + "' on '" + outcome + "' is open"
                    + given(covariates));
        }
        List<String> unknown =
                covariates.stream().filter(covariate -> !named.has(covariate)).toList();
        if (!unknown.isEmpty()) {
            lines.add("graph: it does not name " + String.join(", ", unknown)
                    + "; taken to be measured before treatment and to open no path");
        }
        if (!named.descendants(cause).contains(outcome)) {
            lines.add("graph: by its account '" + cause + "' has no effect on '" + outcome + "'");
        }
        return lines;
    }

    private static String given(List<String> covariates) {
        return covariates.isEmpty() ? ", without covariates" : " with " + String.join(", ", covariates) + " held fixed";
    }

    private static String first(Map<Role, List<String>> roles, Role role) {
        List<String> columns = roles.getOrDefault(role, List.of());
        return columns.isEmpty() ? "" : columns.get(0);
    }

    private static void requireInstrument(CausalGraph graph, BackDoor door, String lever, Set<String> covariates) {
        BackDoor through = new BackDoor(graph, lever, door.cause());
        Optional<Trail> past = door.openWithoutEffect(lever, covariates);
        if (past.isPresent()) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The graph does not make '" + lever + "' an instrument: beside '" + door.cause() + "', "
                            + past.get() + " is open.",
                    "Hold fixed what closes it, or choose another instrument.");
        }
        if (through.moves(door.cause()).isEmpty()) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The graph has no path from the instrument '" + lever + "' to the treatment '" + door.cause()
                            + "'.",
                    "Add the arrow, or choose another instrument.");
        }
    }
}
