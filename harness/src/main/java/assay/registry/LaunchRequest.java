package assay.registry;

import java.util.Optional;

/**
 * What a launch says beside the contract.
 *
 * @param rollbackOwner who turns the treatment off when it must be
 * @param reviewedBy who read the contract before it was launched
 * @param baseline what is known of the primary metric before the experiment; empty if nothing is
 * @param events what the checks of instrumentation found on test events; empty if none were checked
 * @param place the buckets of a layer that the experiment takes; empty if it is not in a layer
 */
public record LaunchRequest(
        Optional<String> rollbackOwner,
        Optional<String> reviewedBy,
        Optional<Baseline> baseline,
        Optional<EventReport> events,
        Optional<Place> place) {

    /**
     * A part of a layer: experiments of one layer with other buckets never share a user.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if the layer has no name or the buckets are not in order from 0 to 9999.
     *
     * @param layer its name
     * @param firstBucket from 0
     * @param lastBucket to 9999, not before the first
     */
    public record Place(String layer, int firstBucket, int lastBucket) {
        public Place {
            if (layer.isBlank()) {
                throw new IllegalArgumentException("a layer has a name");
            }
            if (firstBucket < 0 || lastBucket < firstBucket || lastBucket > 9999) {
                throw new IllegalArgumentException("buckets of a layer are such as 0-4999, within 0 and 9999, not "
                        + firstBucket + "-" + lastBucket);
            }
        }

        boolean overlaps(Place other) {
            return layer.equals(other.layer) && firstBucket <= other.lastBucket && other.firstBucket <= lastBucket;
        }

        /**
         * The place in words.
         *
         * @return such as {@code ui 0-4999}
         */
        public String text() {
            return layer + " " + firstBucket + "-" + lastBucket;
        }
    }
}
