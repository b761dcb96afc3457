package assay.design;

import assay.Arguments;

/**
 * Buckets next to each other.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless {@code 0 <= first <= last}.
 *
 * @param first the first bucket
 * @param last the last, which is in the range
 */
public record BucketRange(int first, int last) {

    public BucketRange {
        Arguments.atLeast("first bucket", first, 0);
        Arguments.atLeast("last bucket", last, first);
    }

    /**
     * Reads a range.
     *
     * @param text such as {@code 0-999}, or one bucket
     * @return the range
     * @throws IllegalArgumentException if it is none
     */
    public static BucketRange parse(String text) {
        String[] ends = text.strip().split("-", -1);
        try {
            if (ends.length == 1) {
                return new BucketRange(Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[0].strip()));
            }
            if (ends.length == 2) {
                return new BucketRange(Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[1].strip()));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no range of buckets; write it as 0-999", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no range of buckets; write it as 0-999");
    }

    /**
     * Whether a bucket is in the range.
     *
     * @param bucket the bucket
     * @return true if it is
     */
    public boolean contains(int bucket) {
        return first <= bucket && bucket <= last;
    }

    /**
     * Whether two ranges have a bucket in common.
     *
     * @param other the other range
     * @return true if they have
     */
    public boolean overlaps(BucketRange other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
