package assay.design;

import assay.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Experiments that share out the units among them: no unit is in two. A unit's bucket follows from the salt of the layer, so that
 * layers with different salts cut the same units independently of each other.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if ranges overlap or reach beyond the buckets.
 *
 * @param salt of the layer
 * @param buckets how many there are, at least 1
 * @param experiments the range of each experiment by its name
 */
public record Layer(String salt, int buckets, Map<String, BucketRange> experiments) {

    /** Buckets of a layer unless somebody says otherwise: hundredths of a percent. */
    public static final int BUCKETS = 10_000;

    public Layer {
        salt = new SaltedHash(salt).salt();
        Arguments.atLeast("buckets", buckets, 1);
        experiments = Collections.unmodifiableMap(new LinkedHashMap<>(experiments));
        List<Map.Entry<String, BucketRange>> ranges = new ArrayList<>(experiments.entrySet());
        for (int i = 0; i < ranges.size(); i++) {
            BucketRange range = ranges.get(i).getValue();
            if (range.last() >= buckets) {
                throw new IllegalArgumentException(
                        "buckets " + range + " of '" + ranges.get(i).getKey()
                                + "' reach beyond the last bucket of layer '" + salt + "', " + (buckets - 1));
            }
            for (int j = 0; j < i; j++) {
                if (range.overlaps(ranges.get(j).getValue())) {
                    throw new IllegalArgumentException("buckets " + range + " of '"
                            + ranges.get(i).getKey() + "' overlap buckets "
                            + ranges.get(j).getValue() + " of '" + ranges.get(j).getKey() + "' in layer '" + salt
                            + "': a unit would be in both experiments");
                }
            }
        }
    }

    /**
     * A layer with its usual number of buckets and no experiments yet.
     *
     * @param salt of the layer
     * @return empty
     */
    public static Layer named(String salt) {
        return new Layer(salt, BUCKETS, Map.of());
    }

    /**
     * The layer with one more experiment.
     *
     * @param experiment its name, not in the layer yet
     * @param range its buckets
     * @return the larger layer
     * @throws IllegalArgumentException if the name is taken, or buckets are
     */
    public Layer with(String experiment, BucketRange range) {
        Map<String, BucketRange> more = new LinkedHashMap<>(experiments);
        if (more.put(experiment, range) != null) {
            throw new IllegalArgumentException("experiment '" + experiment + "' is in layer '" + salt + "' already");
        }
        return new Layer(salt, buckets, more);
    }

    /**
     * The experiment that a bucket belongs to.
     *
     * @param bucket in 0 to buckets - 1
     * @return empty if no experiment has it
     */
    public Optional<String> experiment(int bucket) {
        return experiments.entrySet().stream()
                .filter(entry -> entry.getValue().contains(bucket))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
