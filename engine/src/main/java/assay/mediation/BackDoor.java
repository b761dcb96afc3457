package assay.mediation;

import assay.EstimationException;
import assay.Names;
import assay.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether adjusting for covariates identifies the effect of a cause on an outcome in a graph: no covariate is moved by the
 * cause, and no path into the cause stays open (the back-door criterion; Pearl, Biometrika 82, 1995,
 * doi:10.1093/biomet/82.4.669).
 *
 * @param graph what moves what
 * @param cause the treatment
 * @param outcome the outcome
 */
public record BackDoor(CausalGraph graph, String cause, String outcome) {

    /**
     * Names of a graph as names of columns: where the graph calls the treatment T and there is no such column, T is the treatment.
     *
     * @param graph the graph
     * @param treatment the column of the treatment
     * @param columns all columns there are
     * @return the graph in names of columns
     * @throws EstimationException if a variable that is not hidden is no column
     */
    public static CausalGraph onColumns(CausalGraph graph, String treatment, Collection<String> columns) {
        boolean stands = graph.has("T") && !columns.contains("T") && !graph.has(treatment);
        CausalGraph named = stands ? graph.renamed("T", treatment) : graph;
        for (String variable : named.variables()) {
            if (!named.hidden().contains(variable) && !columns.contains(variable)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "The graph names '" + variable + "', which is no column of the table.",
                        Names.help(variable, "columns", List.copyOf(columns))
                                + " A variable that nobody measured stands in" + " brackets: [" + variable + "].");
            }
        }
        return named;
    }

    /**
     * Checks the graph.
     *
     * @param graph what moves what
     * @param cause the treatment
     * @param outcome the outcome
     */
    public BackDoor {
        for (String variable : List.of(cause, outcome)) {
            if (!graph.has(variable)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "The graph does not name '" + variable + "', whose part in it decides what is identified.",
                        Names.help(variable, "variables of the graph", graph.variables()));
            }
            if (graph.hidden().contains(variable)) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "The graph hides '" + variable + "', which the effect is about.",
                        "Write it without brackets.");
            }
        }
        if (cause.equals(outcome)) {
            throw new IllegalArgumentException("'" + cause + "' is both treatment and outcome.");
        }
    }

    /**
     * A path by which the cause moves a variable.
     *
     * @param variable the variable
     * @return one of the shortest, empty if it moves it on none
     */
    public Optional<Trail> moves(String variable) {
        if (!graph.descendants(cause).contains(variable)) {
            return Optional.empty();
        }
        return graph.paths(cause, variable).stream().findFirst().map(path -> Trail.directed(path, hiddenIn(path)));
    }

    private Set<String> hiddenIn(List<String> path) {
        Set<String> hidden = new LinkedHashSet<>(path);
        hidden.retainAll(graph.hidden());
        return hidden;
    }

    /**
     * A path into the cause that covariates leave open.
     *
     * @param covariates what is held fixed
     * @return one of the shortest, empty if all are blocked
     */
    public Optional<Trail> open(Set<String> covariates) {
        return graph.withoutArrowsFrom(cause).openTrail(cause, outcome, covariates);
    }

    /**
     * A path from an instrument to the outcome past the effect of the cause.
     *
     * @param instrument what should reach the outcome through the cause alone
     * @param covariates what is held fixed
     * @return one of the shortest, empty if all are blocked
     */
    public Optional<Trail> openWithoutEffect(String instrument, Set<String> covariates) {
        return graph.withoutArrowsFrom(cause).openTrail(instrument, outcome, covariates);
    }

    /**
     * Covariates that identify the effect.
     *
     * @return none of which can be left out; empty where no measured covariates do
     */
    public Optional<Set<String>> adjustmentSet() {
        Set<String> set = new LinkedHashSet<>(graph.ancestors(cause));
        set.addAll(graph.ancestors(outcome));
        set.removeAll(graph.descendants(cause));
        set.removeAll(graph.hidden());
        set.remove(cause);
        set.remove(outcome);
        if (open(set).isPresent()) {
            return Optional.empty();
        }
        for (String one : List.copyOf(set)) {
            Set<String> fewer = new LinkedHashSet<>(set);
            fewer.remove(one);
            if (open(fewer).isEmpty()) {
                set = fewer;
            }
        }
        return Optional.of(set);
    }

    /**
     * Refuses covariates that the cause has moved.
     *
     * @param covariates the covariates; those that the graph does not name are taken to be measured before treatment
     * @throws EstimationException naming the path
     */
    public void requirePreTreatment(Collection<String> covariates) {
        for (String covariate : covariates) {
            if (covariate.equals(cause) || covariate.equals(outcome)) {
                throw new EstimationException(
                        Problem.POST_TREATMENT,
                        "'" + covariate + "' is " + (covariate.equals(cause) ? "the treatment" : "the outcome")
                                + " and a covariate at once.",
                        "Leave it out of the covariates.");
            }
            Optional<Trail> path = moves(covariate);
            if (path.isPresent()) {
                boolean collider = graph.ancestors(covariate).contains(outcome);
                boolean mediator = graph.ancestors(outcome).contains(covariate);
                throw new EstimationException(
                        Problem.POST_TREATMENT,
                        "Covariate '" + covariate + "' is moved by the treatment: " + path.get() + ". "
                                + (collider
                                        ? "It is a collider, moved by the outcome '" + outcome
                                                + "' too: rows that are alike in it are unlike in all else."
                                        : mediator
                                                ? "It is a mediator: holding it fixed takes away the part of the effect that"
                                                        + " goes through it."
                                                : "Rows that are alike in what treatment moves are unlike in all else."),
                        mediator && !collider
                                ? "Leave it out for the total effect; assay mediate splits the effect by its paths."
                                : "Adjust for what was measured before treatment only.");
            }
        }
    }

    /**
     * Refuses covariates that do not identify the effect.
     *
     * @param covariates the covariates
     * @throws EstimationException if one of them is moved by the cause, or a path into the cause stays open, which it names
     */
    public void require(Collection<String> covariates) {
        requirePreTreatment(covariates);
        Optional<Trail> open = open(Set.copyOf(covariates));
        if (open.isEmpty()) {
            return;
        }
        Trail trail = open.get();
        List<String> opened = new ArrayList<>(trail.colliders());
        String set = adjustmentSet()
                .map(s -> s.isEmpty()
                        ? "Adjust for nothing: the graph leaves no path open then."
                        : "Adjust for " + String.join(", ", s) + ": the graph leaves no path open then.")
                .orElse("No covariates that were measured close every path; find an instrument, or ask by how much the "
                        + "hidden variable could change the answer: assay sensitivity.");
        throw new EstimationException(
                Problem.NOT_IDENTIFIED,
                opened.isEmpty()
                        ? "The covariates leave a path open that is no effect of '" + cause + "': " + trail
                                + ". Its part in the difference between arms cannot be told from the effect."
                        : "Holding the covariates fixed opens a path that was blocked: " + trail + ", at the collider '"
                                + opened.get(0) + "' (M-bias).",
                set);
    }
}
