package assay.rounds;

import assay.Arguments;

/**
 * How segments are found. Rounds of discovery serve for that alone: the rounds that follow are independent of how segments
 * were chosen, and only they are evidence.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number is out of its range.
 *
 * @param discovery rounds of discovery, at least 1; only control and explore run in them
 * @param depth depth of the tree, 1 to 3
 * @param leastShare least share of the visitors of discovery in a segment, in (0, 0.5]
 */
public record SegmentRule(int discovery, int depth, double leastShare) {

    private static final int DEEPEST = 3;

    public SegmentRule {
        Arguments.atLeast("rounds of discovery", discovery, 1);
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("the depth of the tree must be 1, 2 or 3, not " + depth);
        }
        if (!(leastShare > 0 && leastShare <= 0.5)) {
            throw new IllegalArgumentException("the least share of a segment must be in (0, 0.5], not " + leastShare);
        }
    }
}
