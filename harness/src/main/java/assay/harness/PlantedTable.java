package assay.harness;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.certificate.Sha256;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A real table of two arms into which a known effect is planted: each row has an outcome without treatment, which is
 * the one that was seen, and one with it; arms are drawn again by the table's own design and each row shows one of the
 * two. The rows of the table are the population, so that the average effect over them is the truth, exactly; an interval
 * that also allows for the sampling of rows is too wide here at worst.
 */
final class PlantedTable implements TableWorld {

    private final String name;
    private final Sample sample;
    private final Redesign design;
    private final Plant plant;
    private final double[] effects;
    private final double[] outcome;
    private final Role arm;
    private final double average;
    private final double overlapAverage;

    /** The sample must be sorted, see {@link TableOrder}, and the design be its own. */
    PlantedTable(String name, Sample sample, Redesign design, Plant plant, double[] effects) {
        this.name = name;
        this.sample = sample;
        this.design = design;
        this.plant = plant;
        this.effects = effects;
        this.outcome = sample.outcome();
        this.arm = sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        double sum = 0;
        double weighted = 0;
        double weights = 0;
        double[] share = design.probability(1);
        for (int i = 0; i < effects.length; i++) {
            double weight = share[i] * (1 - share[i]);
            sum += effects[i];
            weighted += weight * effects[i];
            weights += weight;
        }
        this.average = sum / effects.length;
        this.overlapAverage = weighted / weights;
    }

    Plant plant() {
        return plant;
    }

    double average() {
        return average;
    }

    Redesign design() {
        return design;
    }

    /** Outcome without treatment, row by row; not to be written to. */
    double[] baseline() {
        return outcome;
    }

    /** Effect on each row; not to be written to. */
    double[] effects() {
        return effects;
    }

    @Override
    public String content() {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * effects.length);
        for (double effect : effects) {
            bytes.putDouble(effect);
        }
        return TableWorld.digest(sample)
                + design.words()
                + plant
                + HexFormat.of().formatHex(Sha256.of(bytes.array()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Draw draw(Streams streams) {
        double[] drawn = design.draw(streams.assignment());
        Sample observed = sample.with(arm, new Column.Numeric(sample.column(arm).name(), drawn));
        if (plant == Plant.NONE) {
            return new Draw(observed, truth(0, 0));
        }
        double[] y = new double[drawn.length];
        double onTreated = 0;
        double treated = 0;
        for (int i = 0; i < y.length; i++) {
            double gain = drawn[i] * effects[i];
            y[i] = outcome[i] + gain;
            onTreated += gain;
            treated += drawn[i];
        }
        Column.Numeric column = new Column.Numeric(sample.column(Role.OUTCOME).name(), y);
        double onControl = (average * y.length - onTreated) / (y.length - treated);
        return new Draw(observed.with(Role.OUTCOME, column), truth(onTreated / treated, onControl));
    }

    private GroundTruth truth(double onTreated, double onControl) {
        Map<Estimand, Double> values = new EnumMap<>(Estimand.class);
        values.put(Estimand.ATE, average);
        values.put(Estimand.SATE, average);
        values.put(Estimand.ITT, average);
        values.put(Estimand.ATT, onTreated);
        values.put(Estimand.ATC, onControl);
        values.put(Estimand.ATO, overlapAverage);
        return new GroundTruth(values, null);
    }

    @Override
    public Dgp withEffect(double effect) {
        if (effect == 0) {
            return plant == Plant.NONE
                    ? this
                    : new PlantedTable(name, sample, design, Plant.NONE, new double[effects.length]);
        }
        throw new IllegalArgumentException("the effect of a table is planted, row by row");
    }

    @Override
    public Dgp withSize(int size) {
        Arguments.atLeast("size", size, size());
        return this;
    }

    @Override
    public int size() {
        return outcome.length;
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A real table with a planted effect: " + plant.code(),
                List.of(
                        "Y_i(0) = y_i, \\quad Y_i(1) = y_i + \\tau_i",
                        "T = \\text{a random assignment by the design of the table}"),
                List.of(),
                Dag.of("T -> Y"),
                "The average of the planted effects over the rows of the table.",
                "Potential outcomes of a finite population (Neyman 1923).");
    }
}
