package assay.certificate;

/**
 * One possible reason why an interval misses, and whether it is enough to explain what was seen.
 *
 * @param cause {@code bias}, {@code standard-error}, {@code skew}, {@code tails} or another kebab-case name
 * @param size how large it was found to be, in the unit that the sentence names
 * @param low lower end of the 99 % interval of the size
 * @param high upper end
 * @param predicted the coverage that it alone would give
 * @param fits whether that is within the confidence sequence of the coverage that was seen
 * @param sentence the finding in words
 */
public record Explanation(
        String cause, double size, double low, double high, double predicted, boolean fits, String sentence) {}
