package assay.multiplicity;

import assay.Arguments;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.math3.util.FastMath;

/**
 * Shares of an error rate that the tests of a stream get, in their order: not increasing, with sum 1.
 *
 * <p>Over a stream without end the shares of {@link Shape#LORD} fall so slowly that the first two million sum to 0.55 only; a
 * stream whose length is known beforehand loses nothing of its rate if shares are taken up to there and scaled to sum 1.
 */
public final class GammaSequence {

    /** How shares fall. */
    public enum Shape {
        /**
         * {@code log(max(j, 2)) / (j exp(sqrt(log j)))}, by which LORD has the most power for normal means (Javanmard and
         * Montanari 2018).
         */
        LORD(12.645107872871751) {
            @Override
            double weight(double j) {
                double log = FastMath.log(j);
                return Math.max(log, LOG_2) / (j * FastMath.exp(FastMath.sqrt(log)));
            }
        },
        /** {@code j^-1.6}, as SAFFRON takes it (Ramdas, Zrnic, Wainwright and Jordan 2018). The sum is zeta(1.6). */
        POWER(2.2857656656801298) {
            @Override
            double weight(double j) {
                return FastMath.pow(j, -1.6);
            }
        };

        private static final double LOG_2 = FastMath.log(2);

        private final double total;

        Shape(double total) {
            this.total = total;
        }

        abstract double weight(double j);
    }

    private final Shape shape;
    private final int horizon;
    private final double total;

    private GammaSequence(Shape shape, int horizon) {
        this.shape = shape;
        this.horizon = horizon;
        double sum = 0;
        for (int j = horizon; j >= 1; j--) {
            sum += shape.weight(j);
        }
        this.total = horizon == 0 ? shape.total : sum;
    }

    /**
     * Shares of a stream without end.
     *
     * @param shape how they fall
     * @return with sum 1 over all positive indices
     */
    public static GammaSequence endless(Shape shape) {
        return new GammaSequence(shape, 0);
    }

    /**
     * Shares of a stream of known length.
     *
     * @param shape how they fall
     * @param horizon tests at most, at least 1
     * @return with sum 1 up to the horizon and 0 beyond
     */
    public static GammaSequence upTo(Shape shape, int horizon) {
        return new GammaSequence(shape, Arguments.atLeast("horizon", horizon, 1));
    }

    /**
     * The share of a test.
     *
     * @param index its number, from 1
     * @return in [0, 1]
     */
    public double share(int index) {
        Arguments.atLeast("index", index, 1);
        return horizon > 0 && index > horizon ? 0 : shape.weight(index) / total;
    }

    /**
     * The number of tests after which shares are 0.
     *
     * @return 0 if the stream has no end
     */
    public int horizon() {
        return horizon;
    }

    /**
     * How shares fall.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GammaSequence that && shape == that.shape && horizon == that.horizon;
    }

    @Override
    public int hashCode() {
        return Objects.hash(shape, horizon);
    }

    @Override
    public String toString() {
        String name = shape.name().toLowerCase(Locale.ROOT);
        return horizon == 0 ? name : name + " to " + horizon;
    }
}
