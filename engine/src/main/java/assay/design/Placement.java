package assay.design;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a unit belongs.
 *
 * @param unit its identifier
 * @param standing whether it is in the experiment, and if not, why
 * @param arm its arm, empty unless it is in the experiment
 * @param bucket its bucket in the layer
 */
public record Placement(String unit, Standing standing, Optional<Arm> arm, int bucket) {

    /** Whether a unit is in an experiment, and if not, why; the first reason that applies. */
    public enum Standing {
        /** It has an arm. */
        ASSIGNED,
        /** It is held out of every experiment. */
        HELD_OUT,
        /** The experiment is for others. */
        NOT_TARGETED,
        /** Its bucket belongs to another experiment of the layer. */
        OTHER_EXPERIMENT,
        /** Its bucket belongs to no experiment of the layer. */
        FREE_BUCKET,
        /** The experiment has not been ramped up as far as this unit. */
        NOT_RAMPED_UP;

        /**
         * The name in files.
         *
         * @return kebab case
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
