package assay.experiment;

import assay.Caution;
import assay.Column;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.condition.Kind;
import assay.mediation.BackDoor;
import assay.mediation.CausalGraph;
import assay.mediation.MediatedEffect;
import assay.mediation.Mediation;
import assay.mediation.MediationAnalysis;
import assay.mediation.PathModel;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Effects of an experiment with a graph of how they come about. Questions about mediators are answered from the rows, arms, clusters
 * and covariates of the fitted model: the same columns are held fixed in the equation of every mediator and of the outcome, so that
 * the paths add up to the total effect, and nothing measured after treatment is held fixed. Immutable.
 */
public final class GraphEffects {

    private final FittedModel model;
    private final PathModel paths;

    private GraphEffects(FittedModel model, PathModel paths) {
        this.model = model;
        this.paths = paths;
    }

    static GraphEffects of(FittedModel model, Segments segments, CausalGraph graph) {
        Plan plan = model.plan();
        requireSuitable(plan, segments);
        String treatment = plan.analysis.experiment().randomised();
        CausalGraph named = BackDoor.onColumns(graph, treatment, plan.source.columns());
        Set<String> held = new LinkedHashSet<>(plan.analysis.covariates());
        held.addAll(plan.analysis.saturatedColumns());
        PathModel paths = PathModel.of(named, treatment, outcome(plan, named), held);
        Set<String> more = new LinkedHashSet<>(paths.covariates());
        more.removeAll(held);
        if (!more.isEmpty()) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The graph says that " + String.join(", ", more)
                            + " moves a mediator or the outcome, and the model does not hold it fixed.",
                    "Name it as a covariate of the metric.");
        }
        for (String mediator : paths.mediators()) {
            if (plan.source.kind(mediator) == Kind.TEXT) {
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + mediator + "' is a mediator but holds text, which has no mean.",
                        "Choose a column of numbers, or recode it to numbers.");
            }
        }
        return new GraphEffects(model, paths);
    }

    private static void requireSuitable(Plan plan, Segments segments) {
        String unlike = plan.assigned.count() != 2
                ? "there are " + plan.assigned.count() + " arms"
                : plan.weighted()
                        ? "rows are weighted by their propensity"
                        : segments.count() != 1 || !segments.label(0).equals(Segment.ALL.label())
                                ? "effects are asked for in segments"
                                : "";
        if (!unlike.isEmpty()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Paths are told apart for two arms of equal weight over all rows, and here " + unlike + ".",
                    "Ask for effect() over all rows, of an experiment on the rows of two arms or of one segment.");
        }
    }

    /** The outcome of the model that the others in the graph lead to. */
    private static String outcome(Plan plan, CausalGraph graph) {
        List<String> outcomes = plan.analysis.outcomes();
        if (outcomes.size() == 1) {
            return outcomes.get(0);
        }
        List<String> last = outcomes.stream()
                .filter(outcome ->
                        graph.has(outcome) && outcomes.stream().noneMatch(graph.descendants(outcome)::contains))
                .toList();
        if (last.size() != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The model has the outcomes " + String.join(", ", outcomes)
                            + ", and the graph does not say which of them the paths lead to.",
                    "Fit the metric that the paths lead to by itself.");
        }
        return last.get(0);
    }

    /**
     * How much of the effect goes through a mediator, by 20,000 draws with a fixed key.
     *
     * @param mediator a variable on a path from treatment to outcome
     * @return the total, what goes through the mediator on all paths together and on each, and what goes past it
     * @throws EstimationException if a column does not vary, values are missing, or a coefficient is not identified
     * @throws IllegalArgumentException if it is no mediator
     */
    public MediatedEffect mediate(String mediator) {
        return mediate(mediator, new Philox(1, 0, 3));
    }

    /**
     * How much of the effect goes through a mediator.
     *
     * @param mediator a variable on a path from treatment to outcome
     * @param random the key of the draws
     * @return as {@link #mediate(String)}
     * @throws EstimationException as {@link #mediate(String)}
     */
    public MediatedEffect mediate(String mediator, RandomGenerator random) {
        MediatedEffect effect = mediation(random).through(mediator);
        List<Caution> cautions = new ArrayList<>(effect.cautions());
        if (model.compliance() != Compliance.FULL) {
            cautions.add(Caution.of(
                    "paths-of-assignment",
                    "Not all received what they were assigned: total and paths are effects of being assigned."));
        }
        return new MediatedEffect(
                effect.mediator(), effect.total(), effect.through(), effect.past(), effect.paths(), cautions);
    }

    /**
     * The effects along all paths.
     *
     * @param random the key of the draws
     * @return the effects, with checks of the graph, shares and sensitivity
     * @throws EstimationException as {@link #mediate(String)}
     */
    public Mediation mediation(RandomGenerator random) {
        Sample sample = sample();
        return MediationAnalysis.of(paths.coded(sample.columns(Role.COVARIATE).stream()
                        .map(Column::name)
                        .toList()))
                .analyze(sample, random);
    }

    /** The rows of the model, with the mediators. */
    private Sample sample() {
        Plan plan = model.plan();
        List<String> columns = new ArrayList<>(plan.columns);
        List<String> measured = new ArrayList<>(List.of(paths.outcome()));
        measured.addAll(paths.mediators());
        measured.stream().filter(name -> !columns.contains(name)).forEach(columns::add);
        int x = plan.covariates.size();
        boolean byArm = model.slopes() == Model.Slopes.BY_ARM;
        int rows = (int) plan.rows;
        double[][] values = new double[measured.size() + 2 + x][rows];
        int[] places = measured.stream().mapToInt(columns::indexOf).toArray();
        int[] at = {0};
        double[] piece = new double[RowReader.PIECE];
        new RowReader(plan.source, columns, columns.size()).forEach((count, index, raw) -> {
            int from = at[0];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < places.length; j++) {
                    values[j][from + i] = raw[places[j]][index[i]];
                }
                values[measured.size()][from + i] = plan.assigned(raw, index[i]);
                values[measured.size() + 1][from + i] = plan.clusters > 0 ? plan.cluster(raw, index[i]) : 0;
            }
            for (int j = 0; j < x; j++) {
                plan.covariates.get(j).fill(count, index, raw, piece);
                System.arraycopy(piece, 0, values[measured.size() + 2 + j], from, count);
            }
            at[0] += count;
        });
        int complete = at[0];
        if (complete < rows && plan.analysis.experiment().missing() == Missing.FAIL) {
            throw new EstimationException(
                    Problem.MISSING_VALUES,
                    "Mediators have no value in " + (rows - complete) + " of " + rows
                            + " rows: without them the paths would be those of other units than the total.",
                    "Say missing(Missing.DROP) to leave out the rows, or fill them in.");
        }
        Sample.Builder sample = Sample.builder();
        for (int j = 0; j < measured.size(); j++) {
            sample.outcome(measured.get(j), Arrays.copyOf(values[j], complete));
        }
        double[] arm = Arrays.copyOf(values[measured.size()], complete);
        sample.assignment(paths.treatment(), arm);
        if (plan.clusters > 0) {
            sample.add(Role.CLUSTER, "cluster of the row", Arrays.copyOf(values[measured.size() + 1], complete));
        }
        for (int j = 0; j < x; j++) {
            Covariate covariate = plan.covariates.get(j);
            double[] column = Arrays.copyOf(values[measured.size() + 2 + j], complete);
            sample.covariate(covariate.name(), column);
            if (byArm) {
                double[] product = new double[complete];
                for (int i = 0; i < complete; i++) {
                    product[i] = arm[i] * column[i];
                }
                sample.covariate(ModelRows.interaction(plan.assigned, 1, covariate), product);
            }
        }
        return sample.build();
    }
}
