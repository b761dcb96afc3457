package assay.harness;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.WorldCard;
import assay.random.Streams;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A real table whose arms are drawn again by its own design: outcomes and covariates are as nature made them, and
 * treatment does nothing to anybody. The order of its rows does not matter.
 */
final class PermutedTable implements TableWorld {

    private static final GroundTruth NOTHING = nothing();

    private final String name;
    private final Sample sample;
    private final Role arm;
    private final Redesign design;

    PermutedTable(String name, Sample sample) {
        this.name = name;
        this.arm = sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT;
        sample.column(arm);
        this.sample = TableOrder.sorted(sample);
        this.design = Redesign.of(this.sample);
    }

    private static GroundTruth nothing() {
        Map<Estimand, Double> zero = new EnumMap<>(Estimand.class);
        for (Estimand estimand : Estimand.values()) {
            zero.put(estimand, 0.0);
        }
        return new GroundTruth(zero, null);
    }

    @Override
    public String content() {
        return TableWorld.digest(sample) + design.words();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Draw draw(Streams streams) {
        double[] drawn = design.draw(streams.assignment());
        String column = sample.column(arm).name();
        if (design.arms().size() == 2) {
            return new Draw(sample.with(arm, new Column.Numeric(column, drawn)), NOTHING);
        }
        int[] codes = new int[drawn.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (int) drawn[i];
        }
        return new Draw(sample.with(arm, new Column.Categorical(column, codes, design.arms())), NOTHING);
    }

    @Override
    public Dgp withEffect(double effect) {
        if (effect == 0) {
            return this;
        }
        throw new IllegalArgumentException("a real table has no effect that could be set");
    }

    @Override
    public Dgp withSize(int size) {
        Arguments.atLeast("size", size, size());
        return this;
    }

    @Override
    public int size() {
        return sample.size();
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "A real table with its arms drawn again",
                List.of("T = \\text{a random assignment by the design of the table}"),
                List.of(),
                Dag.of("T -> Y"),
                "Arms drawn by lot cannot move an outcome.",
                "The randomisation test of Fisher (1935).");
    }
}
