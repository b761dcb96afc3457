package assay.linear;

import assay.Arguments;
import assay.Interval;
import java.util.List;

/**
 * A confidence set for one number that need not be an interval.
 *
 * @param level its coverage
 * @param pieces closed intervals in increasing order, apart from each other; ends may be infinite; none if it is empty
 */
public record ConfidenceSet(double level, List<Interval> pieces) {

    /** The four shapes that a quadratic inequality can give, and what else a robust one with many instruments can. */
    public enum Shape {
        /** One bounded interval. */
        INTERVAL,
        /** Everything but a bounded open interval, or a half-line. */
        COMPLEMENT,
        /** Every number: the data say nothing. */
        WHOLE_LINE,
        /** No number: the instruments contradict each other. */
        EMPTY,
        /** Several pieces. */
        UNION
    }

    public ConfidenceSet {
        Arguments.probability("level", level);
        pieces = List.copyOf(pieces);
        for (int i = 1; i < pieces.size(); i++) {
            if (!(pieces.get(i - 1).upper() < pieces.get(i).lower())) {
                throw new IllegalArgumentException("pieces of a confidence set overlap or are out of order");
            }
        }
    }

    /**
     * Whether the set holds a value.
     *
     * @param value the value
     * @return true on the ends, too
     */
    public boolean contains(double value) {
        return pieces.stream().anyMatch(piece -> piece.contains(value));
    }

    /**
     * The shape.
     *
     * @return what kind of set it is
     */
    public Shape shape() {
        if (pieces.isEmpty()) {
            return Shape.EMPTY;
        }
        boolean left = pieces.get(0).lower() == Double.NEGATIVE_INFINITY;
        boolean right = pieces.get(pieces.size() - 1).upper() == Double.POSITIVE_INFINITY;
        if (pieces.size() == 1) {
            return left && right ? Shape.WHOLE_LINE : left || right ? Shape.COMPLEMENT : Shape.INTERVAL;
        }
        return pieces.size() == 2 && left && right ? Shape.COMPLEMENT : Shape.UNION;
    }
}
