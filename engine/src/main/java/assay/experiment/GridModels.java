package assay.experiment;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.linear.DesignCautions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The regressions of an {@link EffectGrid}: each treated arm, in all rows and in each segment. */
final class GridModels {

    private record Model(
            int arm, Optional<String> segment, CellMoments treated, CellMoments control, CellRegression regression) {}

    private final EffectGrid grid;
    private final GridLevels arms;
    private final int control;
    private final List<Model> models = new ArrayList<>();
    /** The models that a cell is part of, by the number of the cell. */
    private final List<List<Model>> ofCell = new ArrayList<>();

    private final List<int[]> cells;

    GridModels(
            EffectGrid grid,
            GridLevels arms,
            @Nullable GridLevels segments,
            List<int[]> cells,
            List<CellMoments> moments) {
        this.grid = grid;
        this.arms = arms;
        this.cells = cells;
        this.control = arms.find(grid.control());
        check();
        cells.forEach(c -> ofCell.add(new ArrayList<>()));
        List<Integer> segmentOrder = segments == null ? List.of() : segments.inOrder();
        for (int arm : arms.inOrder()) {
            if (arm == control) {
                continue;
            }
            add(arm, Optional.empty(), -1, moments);
            for (int segment : segmentOrder) {
                add(arm, Optional.of(segments == null ? "" : segments.label(segment)), segment, moments);
            }
        }
    }

    private void check() {
        if (control < 0) {
            throw new EstimationException(
                    Problem.UNKNOWN_LEVEL,
                    "Column '" + grid.assignment() + "' has no value '" + grid.control() + "' to be the control arm.",
                    "Its values are " + String.join(", ", arms.labels()) + ".");
        }
        if (arms.count() < 2) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + grid.assignment() + "' has the value " + grid.control()
                            + " only, and an effect needs a second arm.",
                    "Check the filter that made the file.");
        }
    }

    private void add(int arm, Optional<String> label, int segment, List<CellMoments> moments) {
        CellMoments treated = sum(arm, segment, moments);
        CellMoments untreated = sum(control, segment, moments);
        Model model = new Model(arm, label, treated, untreated, new CellRegression(treated, untreated));
        models.add(model);
        if (treated.rows + untreated.rows <= model.regression.parameters() || few(model)) {
            return;
        }
        for (int c = 0; c < cells.size(); c++) {
            int[] cell = cells.get(c);
            if ((cell[0] == arm || cell[0] == control) && (segment < 0 || cell[1] == segment)) {
                ofCell.get(c).add(model);
            }
        }
    }

    private static boolean few(Model model) {
        return model.treated.rows < 2 || model.control.rows < 2;
    }

    private CellMoments sum(int arm, int segment, List<CellMoments> moments) {
        CellMoments sum =
                new CellMoments(grid.covariates().size(), grid.outcomes().size());
        for (int c = 0; c < cells.size(); c++) {
            int[] cell = cells.get(c);
            if (cell[0] == arm && (segment < 0 || cell[1] == segment)) {
                sum.add(moments.get(c));
            }
        }
        return sum;
    }

    /** Adds rows of a cell to the sums of squares of its models. */
    void add(int cell, int n, double[] origin, double[][] centred, double[] h, double[] e) {
        for (Model model : ofCell.get(cell)) {
            model.regression.add(cells.get(cell)[0] == model.arm, n, origin, centred, h, e);
        }
    }

    GridEffects effects(long rows, long dropped) {
        List<GridEffects.Effect> differences = new ArrayList<>();
        List<GridEffects.Effect> adjusted = new ArrayList<>();
        List<GridEffects.Refusal> refusals = new ArrayList<>();
        for (Model model : models) {
            for (int j = 0; j < grid.outcomes().size(); j++) {
                GridEffects.Cell cell = new GridEffects.Cell(
                        grid.outcomes().get(j),
                        arms.label(model.arm),
                        model.segment,
                        model.treated.rows,
                        model.control.rows);
                if (few(model)) {
                    refusals.add(new GridEffects.Refusal(
                            cell, Problem.TOO_FEW_ROWS, "A variance needs two rows in each arm."));
                } else if (model.treated.constant(j) && model.control.constant(j)) {
                    refusals.add(new GridEffects.Refusal(
                            cell, Problem.CONSTANT_OUTCOME, "The outcome does not vary in either arm."));
                } else {
                    differences.add(difference(model, cell, j));
                    adjusted(model, cell, j, adjusted, refusals);
                }
            }
        }
        return new GridEffects(differences, adjusted, refusals, rows, dropped);
    }

    private static GridEffects.Effect difference(Model model, GridEffects.Cell cell, int j) {
        int at = model.treated.covariates + j;
        double variance = model.treated.meanVariance(j) + model.control.meanVariance(j);
        return new GridEffects.Effect(
                cell,
                Estimate.normal(
                        estimand(cell),
                        cell.arm(),
                        model.treated.means[at] - model.control.means[at],
                        Math.sqrt(variance)),
                constantArm(model, j));
    }

    private void adjusted(
            Model model,
            GridEffects.Cell cell,
            int j,
            List<GridEffects.Effect> adjusted,
            List<GridEffects.Refusal> refusals) {
        long rows = cell.treated() + cell.control();
        if (rows <= model.regression.parameters()) {
            refusals.add(new GridEffects.Refusal(
                    cell,
                    Problem.TOO_FEW_ROWS,
                    rows + " rows cannot estimate " + model.regression.parameters()
                            + " coefficients and an error variance."));
            return;
        }
        double variance = model.regression.variance(j);
        if (!(variance > 0)) {
            refusals.add(new GridEffects.Refusal(
                    cell, Problem.CONSTANT_OUTCOME, "The covariates fit the outcome exactly, so there is no error."));
            return;
        }
        List<Caution> cautions = new ArrayList<>(constantArm(model, j));
        List<String> aliased = new ArrayList<>();
        for (int a = 0; a < grid.covariates().size(); a++) {
            if (!model.regression.kept(a)) {
                aliased.add(grid.covariates().get(a));
            }
        }
        cautions.addAll(new DesignCautions().aliased(aliased).list());
        adjusted.add(new GridEffects.Effect(
                cell,
                Estimate.normal(estimand(cell), cell.arm(), model.regression.effect(j), Math.sqrt(variance)),
                cautions));
    }

    private static List<Caution> constantArm(Model model, int j) {
        if (!model.treated.constant(j) && !model.control.constant(j)) {
            return List.of();
        }
        return List.of(Caution.of(
                "constant-arm",
                "The outcome does not vary in the " + (model.treated.constant(j) ? "treated" : "control")
                        + " arm; its variance is taken as zero, and the interval is too short."));
    }

    private static Estimand estimand(GridEffects.Cell cell) {
        return cell.segment().isEmpty() ? Estimand.ATE : Estimand.CATE;
    }
}
