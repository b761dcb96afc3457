package assay.cli;

import assay.Caution;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.experiment.Lin;
import assay.random.Philox;
import assay.transport.CellProjection;
import assay.transport.CellShare;
import assay.transport.ModifierTable;
import assay.transport.TransportAipw;
import assay.transport.TransportOutcome;
import assay.transport.TransportWeighting;
import assay.transport.WeightModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An effect carried to a target by several methods, and how the populations differ.
 *
 * @param sample the rows of both
 * @param experimentRows rows of the experiment
 * @param here the effect in the experiment, adjusted for the covariates
 * @param fits what each method answers, the first being the answer
 * @param modifiers how the populations differ in what changes the effect
 * @param cells the cells of the covariates, empty where they are not classifications
 * @param cautions what to be careful about
 */
record TransportStudy(
        Sample sample,
        int experimentRows,
        Estimate here,
        Map<String, Fit> fits,
        Optional<ModifierTable> modifiers,
        List<CellShare> cells,
        List<Caution> cautions) {

    /** The methods, with those for numbers first. */
    static final List<String> METHODS =
            List.of("transport-aipw", "transport-weighting", "transport-entropy", "transport-outcome", "projection");

    TransportStudy {
        cells = List.copyOf(cells);
        cautions = List.copyOf(cautions);
    }

    /**
     * Carries an effect over.
     *
     * @param sample both populations, told by the role stratum
     * @param asked the method that answers; empty for the doubly robust one, or projection where all covariates are text
     * @param weights how the table of modifiers weights the experiment
     */
    static TransportStudy of(Sample sample, Optional<String> asked, WeightModel weights) {
        boolean classified =
                sample.columns(Role.COVARIATE).stream().allMatch(column -> column instanceof Column.Categorical);
        String main = asked.orElse(classified ? "projection" : METHODS.get(0));
        List<Caution> cautions = new ArrayList<>();
        Map<String, Fit> fits = new LinkedHashMap<>();
        Fit answer = estimator(main).estimate(sample, random());
        fits.put(main, answer);
        cautions.addAll(answer.cautions());
        for (String name : METHODS) {
            if (!name.equals(main) && (classified || !name.equals("projection"))) {
                try {
                    fits.put(name, estimator(name).estimate(sample, random()));
                } catch (EstimationException e) {
                    cautions.add(Caution.of("method-left-out", name + " does not answer: " + e.getMessage()));
                }
            }
        }
        List<CellShare> cells = classified || main.equals("projection") ? CellProjection.cells(sample) : List.of();
        Optional<ModifierTable> modifiers = Optional.empty();
        try {
            modifiers = Optional.of(ModifierTable.of(sample, weights, random()));
        } catch (EstimationException e) {
            cautions.add(Caution.of("method-left-out", "No table of modifiers: " + e.getMessage()));
        }
        Sample experiment = experiment(sample);
        return new TransportStudy(sample, experiment.size(), here(experiment), fits, modifiers, cells, cautions);
    }

    private static Estimate here(Sample experiment) {
        return Lin.standard().estimate(experiment, random()).estimate();
    }

    /** The rows of the experiment, by the same marks as those of the methods. */
    private static Sample experiment(Sample sample) {
        Column column = sample.column(Role.STRATUM);
        int[] rows = IntStream.range(0, sample.size())
                .filter(i -> column instanceof Column.Numeric numeric
                        ? numeric.values()[i] == 1
                        : !((Column.Categorical) column)
                                .levels()
                                .get(((Column.Categorical) column).codes()[i])
                                .equals("target"))
                .toArray();
        return sample.rows(rows).with(Role.STRATUM);
    }

    static Estimator<Fit> estimator(String method) {
        return switch (method) {
            case "transport-aipw" -> TransportAipw.standard();
            case "transport-weighting" -> TransportWeighting.standard();
            case "transport-entropy" -> new TransportWeighting(WeightModel.ENTROPY);
            case "transport-outcome" -> TransportOutcome.standard();
            case "projection" -> CellProjection.standard();
            default ->
                throw new IllegalArgumentException(
                        "--method is one of " + String.join(", ", METHODS) + ", not '" + method + "'.");
        };
    }

    /** The name of the method that answers. */
    String main() {
        return fits.keySet().iterator().next();
    }

    Fit answer() {
        return fits.values().iterator().next();
    }

    private static Philox random() {
        return new Philox(1, 0, 3);
    }
}
