package assay.harness;

import assay.Estimand;
import assay.Fit;
import assay.certificate.Tier;
import assay.dgp.Dag;
import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.GroundTruth;
import assay.dgp.Iid;
import assay.dgp.WorldCard;
import assay.experiment.DifferenceInMeans;
import assay.random.Streams;
import java.util.List;
import java.util.Map;

/**
 * A small experiment whose truth is moved by some standard errors where the knobs are within a rectangle: there, and
 * nowhere else, intervals miss it.
 *
 * @param size units
 * @param effect treatment effect
 * @param a a knob
 * @param b another
 * @param depth standard errors by which the truth is moved within the hole
 * @param hole how large the hole is
 */
record Planted(int size, double effect, double a, double b, double depth, Hole hole) implements Dgp {

    /** Where truth is moved. */
    enum Hole {
        NONE,
        /** 6 % of the square: a in (0.60, 0.80), b in (0.15, 0.45). */
        SMALL,
        /** 30 %: a below 0.3. */
        STRIP
    }

    /** The method that is tested there: valid but for the hole. */
    static final Method<Fit> METHOD = Method.ofFit("planted", "Planted", new DifferenceInMeans(), Tier.D);

    static Planted world(Hole hole) {
        return new Planted(40, 2, 0.5, 0.5, 2, hole);
    }

    static KnobSpace square(Hole hole) {
        return KnobSpace.of(world(hole)).range("a", 0, 1).range("b", 0, 1).build();
    }

    boolean inside() {
        return switch (hole) {
            case NONE -> false;
            case SMALL -> a > 0.6 && a < 0.8 && b > 0.15 && b < 0.45;
            case STRIP -> a < 0.3;
        };
    }

    @Override
    public String name() {
        return "planted";
    }

    @Override
    public Draw draw(Streams streams) {
        Draw draw = new Iid(size, effect, 10, 5, 0.5).draw(streams);
        double moved = inside() ? depth * 5 * 2 / Math.sqrt(size) : 0;
        return new Draw(
                draw.observed(),
                new GroundTruth(
                        Map.of(Estimand.ATE, effect + moved, Estimand.SATE, effect + moved),
                        draw.truth().unitsOrNull()));
    }

    @Override
    public Planted withEffect(double changed) {
        return new Planted(size, changed, a, b, depth, hole);
    }

    @Override
    public Planted withSize(int changed) {
        return new Planted(changed, effect, a, b, depth, hole);
    }

    @Override
    public WorldCard card() {
        return new WorldCard("Planted", List.of(), List.of(), Dag.of("T -> Y"), "Moved by hand.", "A test.");
    }
}
