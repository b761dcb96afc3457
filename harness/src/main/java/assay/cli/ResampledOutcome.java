package assay.cli;

import assay.Estimand;
import assay.Sample;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.List;
import java.util.Map;

/** Outcomes of a file drawn with replacement, half or so of them treated, with an effect added to those. */
final class ResampledOutcome implements Dgp {

    private final int size;
    private final double effect;
    private final double[] outcomes;
    private final double treatedShare;

    ResampledOutcome(int size, double effect, double[] outcomes, double treatedShare) {
        this.size = size;
        this.effect = effect;
        this.outcomes = outcomes;
        this.treatedShare = treatedShare;
    }

    @Override
    public String name() {
        return "resampled";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] treated = new double[size];
        streams.assignment().uniforms(treated);
        double[] y = new double[size];
        streams.noise().uniforms(y);
        for (int i = 0; i < size; i++) {
            treated[i] = treated[i] < treatedShare ? 1 : 0;
            y[i] = outcomes[(int) (y[i] * outcomes.length)] + effect * treated[i];
        }
        return new Draw(
                Sample.builder().outcome("y", y).assignment("t", treated).build(),
                new GroundTruth(Map.of(Estimand.ATE, effect), null));
    }

    @Override
    public ResampledOutcome withEffect(double changed) {
        return new ResampledOutcome(size, changed, outcomes, treatedShare);
    }

    @Override
    public ResampledOutcome withSize(int changed) {
        return new ResampledOutcome(changed, effect, outcomes, treatedShare);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Resampled outcomes",
                List.of("Y = Y^* + \\tau T, \\quad Y^* \\sim \\hat F"),
                List.of(),
                Dag.of("T -> Y"),
                "The effect is added.",
                "Efron (1979), doi:10.1214/aos/1176344552.");
    }
}
