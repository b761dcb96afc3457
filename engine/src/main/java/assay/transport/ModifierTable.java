package assay.transport;

import assay.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * In which covariates the target differs from the experiment, and which of them move the effect. In the linear model by arm the effect
 * in the target less that in the experiment is the sum of the contributions.
 *
 * @param rows the covariates, those of the largest contribution first
 * @param sizes effective rows of both arms once weighted, control first
 * @param largest the largest share of the weight of its arm that one row has
 */
public record ModifierTable(List<Modifier> rows, List<Double> sizes, double largest) {

    public ModifierTable {
        rows = List.copyOf(rows);
        sizes = List.copyOf(sizes);
    }

    /**
     * Compares the populations of a sample.
     *
     * @param sample as for {@link TransportWeighting#estimate}
     * @param model how the experiment is weighted to the target
     * @param random the only source of randomness
     * @return the table
     * @throws assay.EstimationException as {@link TransportWeighting#estimate}
     */
    public static ModifierTable of(Sample sample, WeightModel model, RandomGenerator random) {
        Populations populations = Populations.of(sample);
        Support.require(populations);
        double[] weights =
                new TransportWeighting(model).weigh(populations, random).weights();
        List<Effective> arms = Effective.of(populations, weights);
        ArmPlane[] planes = {ArmPlane.of(populations, 0), ArmPlane.of(populations, 1)};
        double[][] columns = sample.covariates().columns();
        TargetMeans target = TargetMeans.of(columns, populations.target);
        TargetMeans experiment = TargetMeans.of(columns, populations.experiment);
        List<Modifier> rows = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            double weighted = 0;
            for (int row : populations.experiment) {
                weighted += weights[row] * columns[j][row] / 2;
            }
            double sd = Math.sqrt(experiment.covariance[j][j]);
            double slope = planes[1].slopes[j] - planes[0].slopes[j];
            double[] unit = new double[columns.length];
            unit[j] = 1;
            rows.add(new Modifier(
                    sample.covariates().names().get(j),
                    experiment.means[j],
                    target.means[j],
                    (target.means[j] - experiment.means[j]) / sd,
                    (target.means[j] - weighted) / sd,
                    slope,
                    Math.sqrt(planes[0].variance(unit) + planes[1].variance(unit)),
                    slope * (target.means[j] - experiment.means[j])));
        }
        rows.sort(Comparator.comparingDouble(m -> -Math.abs(m.contribution())));
        return new ModifierTable(
                rows,
                List.of(arms.get(0).size(), arms.get(1).size()),
                Math.max(arms.get(0).largest(), arms.get(1).largest()));
    }
}
