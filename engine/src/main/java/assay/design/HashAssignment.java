package assay.design;

import java.util.List;
import java.util.Optional;

/**
 * Deterministic assignment of units to the arms of an experiment: each question about a unit is answered by a {@link SaltedHash}
 * of its own, so that the answers are independent of each other.
 *
 * <ol>
 *   <li>Is it held out of everything? By the salt of the {@link Holdout}.
 *   <li>Does its bucket belong to this experiment? By the salt of the {@link Layer}.
 *   <li>Is the experiment ramped up as far as this unit? By {@code experiment/ramp}: raising the exposure adds units and moves
 *       none.
 *   <li>Which arm? By {@code experiment/arm}, laid against the shares of the arms in their order.
 * </ol>
 *
 * <p>Arms do not follow from buckets: an experiment that takes over the buckets of one before it does not inherit its arms. To
 * change the shares of the arms is another experiment, under another name: it would move units between arms.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if shares do not sum to 1, the exposure is not in (0, 1], or the layer
 * has no such experiment.
 *
 * @param experiment its name, which is its salt
 * @param arms with their shares
 * @param layer the layer of which it has a range; empty for an experiment on all units
 * @param holdout who is kept out of every experiment
 * @param exposure share of the units of its range that the experiment is ramped up to
 */
public record HashAssignment(
        String experiment, List<Arm> arms, Optional<Layer> layer, Holdout holdout, double exposure) {

    public HashAssignment {
        experiment = new SaltedHash(experiment).salt();
        arms = Arm.all(arms);
        if (!(exposure > 0 && exposure <= 1)) {
            throw new IllegalArgumentException("the exposure must be in (0, 1], not " + exposure);
        }
        if (layer.isPresent() && !layer.get().experiments().containsKey(experiment)) {
            throw new IllegalArgumentException("layer '" + layer.get().salt() + "' has no experiment '" + experiment
                    + "': give it a range of buckets first");
        }
    }

    /**
     * An experiment on all units.
     *
     * @param experiment its name, which is its salt
     * @param arms with their shares
     * @return without layer and holdout, fully ramped up
     */
    public static HashAssignment of(String experiment, List<Arm> arms) {
        return new HashAssignment(experiment, arms, Optional.empty(), Holdout.NONE, 1);
    }

    /**
     * The same experiment within a layer.
     *
     * @param changed a layer that has it
     * @return the changed assignment
     */
    public HashAssignment in(Layer changed) {
        return new HashAssignment(experiment, arms, Optional.of(changed), holdout, exposure);
    }

    /**
     * The same experiment beside a holdout.
     *
     * @param changed who is kept out
     * @return the changed assignment
     */
    public HashAssignment beside(Holdout changed) {
        return new HashAssignment(experiment, arms, layer, changed, exposure);
    }

    /**
     * The same experiment ramped up to a share of its units. Who is in stays in, in the same arm, when the share grows.
     *
     * @param changed the exposure, in (0, 1]
     * @return the changed assignment
     */
    public HashAssignment rampedTo(double changed) {
        return new HashAssignment(experiment, arms, layer, holdout, changed);
    }

    /** Whom an experiment is for. */
    public enum Targeting {
        /** This unit. */
        IN,
        /** Others. */
        OUT
    }

    /**
     * A function from units to where they belong; hashes are made ready once.
     *
     * @return safe for use by several threads
     */
    public Placer placer() {
        return new Placer(this);
    }

    /** Places units. */
    public static final class Placer {

        private final HashAssignment plan;
        private final Layer layer;
        private final SaltedHash held;
        private final SaltedHash bucket;
        private final SaltedHash ramp;
        private final SaltedHash arm;

        private Placer(HashAssignment plan) {
            this.plan = plan;
            this.layer = plan.layer.orElseGet(() ->
                    Layer.named(plan.experiment).with(plan.experiment, new BucketRange(0, Layer.BUCKETS - 1)));
            this.held = new SaltedHash(plan.holdout.salt());
            this.bucket = new SaltedHash(layer.salt());
            this.ramp = new SaltedHash(plan.experiment + "/ramp");
            this.arm = new SaltedHash(plan.experiment + "/arm");
        }

        /**
         * Where a unit belongs.
         *
         * @param unit its identifier, not blank
         * @param targeting whether the experiment is for it
         * @return its arm, or why it has none
         * @throws IllegalArgumentException if the identifier is blank
         */
        public Placement place(String unit, Targeting targeting) {
            if (unit.isBlank()) {
                throw new IllegalArgumentException("a unit without an identifier cannot be assigned");
            }
            int at = bucket.bucket(unit, layer.buckets());
            Placement.Standing standing = standing(unit, targeting, at);
            Optional<Arm> given = standing == Placement.Standing.ASSIGNED
                    ? Optional.of(Arm.at(plan.arms, arm.share(unit)))
                    : Optional.empty();
            return new Placement(unit, standing, given, at);
        }

        /**
         * The arm of a unit that is in the experiment, as {@link #place} gives it, without asking whether it is.
         *
         * @param unit its identifier, not blank
         * @return zero-based number of the arm
         */
        public int armOf(String unit) {
            return Arm.indexAt(plan.arms, arm.share(unit));
        }

        /**
         * How far the experiment must be ramped up for a unit to be in it: the unit is in as soon as the exposure is above this.
         *
         * @param unit its identifier, not blank
         * @return in [0, 1)
         */
        public double rampShareOf(String unit) {
            return ramp.share(unit);
        }

        private Placement.Standing standing(String unit, Targeting targeting, int at) {
            if (plan.holdout.share() > 0 && held.share(unit) < plan.holdout.share()) {
                return Placement.Standing.HELD_OUT;
            }
            if (targeting == Targeting.OUT) {
                return Placement.Standing.NOT_TARGETED;
            }
            Optional<String> owner = layer.experiment(at);
            if (owner.isEmpty()) {
                return Placement.Standing.FREE_BUCKET;
            }
            if (!owner.get().equals(plan.experiment)) {
                return Placement.Standing.OTHER_EXPERIMENT;
            }
            return plan.exposure < 1 && ramp.share(unit) >= plan.exposure
                    ? Placement.Standing.NOT_RAMPED_UP
                    : Placement.Standing.ASSIGNED;
        }
    }
}
