package assay.harness;

import assay.dgp.Dgp;
import assay.dgp.Draw;
import assay.dgp.WorldCard;
import assay.random.Streams;

/**
 * A world under attack. It hides its knobs from the keys: all worlds of a family draw from common random numbers, so that
 * their scores can be compared, and from other numbers than any certification.
 */
final class AttackedWorld implements Dgp {

    private final String family;
    private final Dgp world;

    AttackedWorld(String family, Dgp world) {
        this.family = family;
        this.world = world;
    }

    @Override
    public String name() {
        return "attack on " + family;
    }

    @Override
    public Draw draw(Streams streams) {
        return world.draw(streams);
    }

    @Override
    public Dgp withEffect(double effect) {
        return new AttackedWorld(family + " with effect " + effect, world.withEffect(effect));
    }

    @Override
    public Dgp withSize(int size) {
        return new AttackedWorld(family, world.withSize(size));
    }

    @Override
    public int size() {
        return world.size();
    }

    @Override
    public WorldCard card() {
        return world.card();
    }
}
