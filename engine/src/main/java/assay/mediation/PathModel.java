package assay.mediation;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a graph says of a randomised treatment, an outcome and the mediators between them: one equation for each mediator and
 * for the outcome, on what moves it and on covariates, and the paths from the treatment to the outcome.
 *
 * <p>It is checked when it is made. Nothing measured moves the treatment, which is randomised. Covariates are not moved by it.
 * Each arrow of an equation is identified: with the other parents and the covariates held fixed, no path is open between the
 * two ends of the arrow but the arrow (the single-door criterion; Pearl, Causality, 2009, section 5.3). Where a hidden variable
 * moves a mediator and the outcome it is not, and the model is refused.
 */
public final class PathModel {

    private static final int MOST = 256;

    private final CausalGraph graph;
    private final String treatment;
    private final String outcome;
    private final Set<String> covariates;
    private final List<String> mediators;
    private final List<Equation> equations;
    private final List<List<String>> paths;

    /**
     * What moves a variable.
     *
     * @param variable a mediator or the outcome
     * @param parents what moves it, of the treatment and the mediators
     */
    public record Equation(String variable, List<String> parents) {

        /** Copies the parents. */
        public Equation {
            parents = List.copyOf(parents);
        }
    }

    private PathModel(CausalGraph graph, String treatment, String outcome, Set<String> covariates) {
        this.graph = graph;
        this.treatment = treatment;
        this.outcome = outcome;
        this.covariates = covariates;
        Set<String> on = new LinkedHashSet<>(graph.descendants(treatment));
        on.retainAll(graph.ancestors(outcome));
        this.mediators = graph.order().stream().filter(on::contains).toList();
        List<Equation> all = new ArrayList<>();
        for (String mediator : mediators) {
            all.add(equation(mediator));
        }
        all.add(equation(outcome));
        this.equations = List.copyOf(all);
        this.paths = graph.paths(treatment, outcome);
    }

    private Equation equation(String variable) {
        List<String> parents = new ArrayList<>();
        if (graph.has(treatment, variable)) {
            parents.add(treatment);
        }
        mediators.stream().filter(m -> graph.has(m, variable)).forEach(parents::add);
        return new Equation(variable, parents);
    }

    /**
     * Reads a model off a graph.
     *
     * @param graph what moves what, in names of columns
     * @param treatment the randomised treatment
     * @param outcome the outcome
     * @param covariates what is held fixed in every equation, measured before treatment; measured variables that the graph says
     *     move a mediator or the outcome are added
     * @return the model
     * @throws EstimationException if the graph does not name treatment or outcome, something moves the treatment, a mediator is
     *     hidden, a covariate is moved by the treatment, or an arrow is not identified
     * @throws IllegalArgumentException if no path leads from treatment to outcome, or more than 256 do
     */
    public static PathModel of(CausalGraph graph, String treatment, String outcome, Collection<String> covariates) {
        BackDoor door = new BackDoor(graph, treatment, outcome);
        if (!graph.descendants(treatment).contains(outcome)) {
            throw new IllegalArgumentException("the graph has no path from the treatment '" + treatment
                    + "' to the outcome '" + outcome
                    + "': by its own account there is no effect to split. Add the arrows of "
                    + "the effect, such as " + treatment + " -> " + outcome + ".");
        }
        door.requirePreTreatment(covariates);
        PathModel plain = new PathModel(graph, treatment, outcome, Set.copyOf(covariates));
        if (plain.paths.size() > MOST) {
            throw new IllegalArgumentException("the graph has " + plain.paths.size() + " paths from '" + treatment
                    + "' to '" + outcome + "'; more than " + MOST + " say nothing. Leave arrows or mediators out.");
        }
        plain.requireMeasured();
        PathModel model = new PathModel(graph, treatment, outcome, plain.withNamed());
        model.requireRandomised();
        model.requireIdentified();
        return model;
    }

    /**
     * The same model where the covariates are coded by other columns, such as indicators of levels or products with the treatment.
     *
     * @param columns the columns that code them
     * @return the model, which is not checked again
     */
    public PathModel coded(Collection<String> columns) {
        return new PathModel(graph, treatment, outcome, Set.copyOf(columns));
    }

    /**
     * The model in which every mediator may move all that come after it, and the treatment all of them: it restricts nothing.
     *
     * @param treatment the treatment
     * @param mediators the mediators in causal order
     * @param outcome the outcome
     * @param covariates what is held fixed
     * @return the model
     */
    public static PathModel serial(
            String treatment, List<String> mediators, String outcome, Collection<String> covariates) {
        return declared(treatment, mediators, outcome, covariates, true);
    }

    /**
     * The model in which no mediator moves another.
     *
     * @param treatment the treatment
     * @param mediators the mediators
     * @param outcome the outcome
     * @param covariates what is held fixed
     * @return the model
     */
    public static PathModel parallel(
            String treatment, List<String> mediators, String outcome, Collection<String> covariates) {
        return declared(treatment, mediators, outcome, covariates, false);
    }

    private static PathModel declared(
            String treatment, List<String> mediators, String outcome, Collection<String> covariates, boolean serial) {
        StringBuilder text = new StringBuilder(quoted(treatment) + " -> " + quoted(outcome));
        for (int i = 0; i < mediators.size(); i++) {
            text.append("; ").append(quoted(treatment)).append(" -> ").append(quoted(mediators.get(i)));
            text.append(" -> ").append(quoted(outcome));
            for (int j = i + 1; j < mediators.size() && serial; j++) {
                text.append("; ")
                        .append(quoted(mediators.get(i)))
                        .append(" -> ")
                        .append(quoted(mediators.get(j)));
            }
        }
        return of(CausalGraph.parse(text.toString()), treatment, outcome, covariates);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private Set<String> withNamed() {
        Set<String> all = new LinkedHashSet<>(covariates);
        for (Equation equation : equations) {
            for (String parent : graph.parents(equation.variable())) {
                if (!parent.equals(treatment)
                        && !mediators.contains(parent)
                        && !graph.hidden().contains(parent)) {
                    all.add(parent);
                }
            }
        }
        return all;
    }

    private void requireMeasured() {
        for (String mediator : mediators) {
            if (graph.hidden().contains(mediator)) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "The mediator [" + mediator + "] is hidden: nothing can be told of the paths through it.",
                        "Leave it out of the graph; what goes through it then counts as direct.");
            }
        }
    }

    private void requireRandomised() {
        List<String> before = graph.parents(treatment);
        if (!before.isEmpty()) {
            String arrow = graph.shown(before.get(0)) + " -> " + treatment;
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The graph says that something moves the treatment, " + arrow
                            + ": then it was not randomised, and its effects on mediators and outcome are not differences "
                            + "between arms.",
                    "Leave the arrow out if lots were drawn. If not, estimate the total effect by a method that models the"
                            + " treatment, such as aipw with --graph.");
        }
    }

    private void requireIdentified() {
        for (Equation equation : equations) {
            String to = equation.variable();
            for (String from : equation.parents()) {
                Set<String> given = new LinkedHashSet<>(covariates);
                given.addAll(equation.parents());
                given.remove(from);
                Optional<Trail> open = graph.without(from, to).openTrail(from, to, given);
                if (open.isPresent()) {
                    Trail trail = open.get();
                    List<String> colliders = trail.colliders();
                    throw new EstimationException(
                            Problem.NOT_IDENTIFIED,
                            "The effect of '" + from + "' on '" + to + "' is not identified: beside the arrow, "
                                    + trail + " is open"
                                    + (colliders.isEmpty()
                                            ? "."
                                            : ", as '" + colliders.get(0) + "' is a collider that is held fixed."),
                            "Measure what stands in brackets and hold it fixed, or let the graph say that it does not move "
                                    + "both; assay mediate --sensitivity asks by how much it could change the answer.");
                }
            }
        }
    }

    /**
     * The arrows that the graph leaves out although data can tell: the variable they would lead to is separated from the one
     * that they would come from, by its parents and the covariates.
     *
     * @return arrows between treatment, mediators and outcome
     */
    List<CausalGraph.Edge> testable() {
        List<CausalGraph.Edge> missing = new ArrayList<>();
        for (Equation equation : equations) {
            String to = equation.variable();
            List<String> before = new ArrayList<>(List.of(treatment));
            for (String mediator : mediators) {
                if (mediator.equals(to)) {
                    break;
                }
                before.add(mediator);
            }
            Set<String> given = new LinkedHashSet<>(covariates);
            given.addAll(equation.parents());
            for (String from : before) {
                if (!equation.parents().contains(from)
                        && !graph.descendants(to).contains(from)
                        && graph.separated(from, to, given)) {
                    missing.add(new CausalGraph.Edge(from, to));
                }
            }
        }
        return missing;
    }

    /**
     * The graph.
     *
     * @return as given
     */
    public CausalGraph graph() {
        return graph;
    }

    /**
     * The treatment.
     *
     * @return its column
     */
    public String treatment() {
        return treatment;
    }

    /**
     * The outcome.
     *
     * @return its column
     */
    public String outcome() {
        return outcome;
    }

    /**
     * What is held fixed in every equation.
     *
     * @return those given, and those that the graph says move a mediator or the outcome
     */
    public Set<String> covariates() {
        return covariates;
    }

    /**
     * The variables on a path between treatment and outcome.
     *
     * @return causes first
     */
    public List<String> mediators() {
        return mediators;
    }

    /**
     * The equations.
     *
     * @return of the mediators in their order, then of the outcome
     */
    public List<Equation> equations() {
        return equations;
    }

    /**
     * The paths from treatment to outcome.
     *
     * @return with both ends, the direct one first, then by length
     */
    public List<List<String>> paths() {
        return paths;
    }

    /**
     * The name of a path.
     *
     * @param path with both ends
     * @return {@code direct}, {@code via m1}, {@code via m1 and m2}, {@code via m1, m2 and m3}
     */
    public static String name(List<String> path) {
        List<String> between = path.subList(1, path.size() - 1);
        if (between.isEmpty()) {
            return "direct";
        }
        int last = between.size() - 1;
        return "via " + (last == 0 ? "" : String.join(", ", between.subList(0, last)) + " and ") + between.get(last);
    }

    /**
     * Refuses a variable that is no mediator.
     *
     * @param name the variable
     * @throws IllegalArgumentException if it is on no path from treatment to outcome
     */
    public void requireMediator(String name) {
        if (!mediators.contains(name)) {
            String why = graph.has(name)
                    ? "is on no path from '" + treatment + "' to '" + outcome + "' in the graph"
                    : "is not in the graph";
            throw new IllegalArgumentException("'" + name + "' " + why + ": nothing of the effect goes through it. "
                    + (mediators.isEmpty()
                            ? "The graph has no mediator."
                            : "The mediators are " + String.join(", ", mediators) + "."));
        }
    }
}
