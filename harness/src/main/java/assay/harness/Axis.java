package assay.harness;

import assay.Arguments;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** A knob that varies, and over what. */
public sealed interface Axis permits Axis.Range, Axis.Options {

    /**
     * The knob.
     *
     * @return name of the record component, in any case style
     */
    String knob();

    /**
     * A value as text.
     *
     * @param position in [0, 1], from the first value to the last
     * @return the value there
     */
    String at(double position);

    /**
     * Positions of evenly spaced values.
     *
     * @param points how many a range is cut into, at least 2; options are always taken all
     * @return in [0, 1]
     */
    double[] positions(int points);

    /**
     * The ends, as stored.
     *
     * @return the smallest and the largest value; for options, the positions of the first and the last
     */
    List<Double> ends();

    /** How a range is travelled. */
    enum Scale {
        /** Equal steps. */
        LINEAR,
        /** Equal factors. */
        LOG
    }

    /**
     * An interval of numbers. Values have four significant digits, so that a world drawn can be written down.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if an end is not finite, the ends are not in order, or
     * a logarithmic range does not start above 0.
     *
     * @param knob name of the record component
     * @param low smallest value
     * @param high largest value, above low
     * @param scale how it is travelled
     */
    record Range(String knob, double low, double high, Scale scale) implements Axis {

        private static final MathContext DIGITS = new MathContext(4);

        public Range {
            Arguments.finite("the lower end of " + knob, low);
            Arguments.finite("the upper end of " + knob, high);
            if (!(low < high)) {
                throw new IllegalArgumentException(
                        "the range of " + knob + " must go up, not from " + low + " to " + high);
            }
            if (scale == Scale.LOG && !(low > 0)) {
                throw new IllegalArgumentException(
                        "the range of " + knob + " is logarithmic and must start above 0, not at " + low);
            }
        }

        @Override
        public String at(double position) {
            double value = scale == Scale.LINEAR
                    ? low + position * (high - low)
                    : FastMath.exp(FastMath.log(low) + position * (FastMath.log(high) - FastMath.log(low)));
            if (position <= 0 || position >= 1) {
                value = position <= 0 ? low : high;
            } else {
                value = new BigDecimal(value).round(DIGITS).doubleValue();
            }
            return Double.toString(Math.max(low, Math.min(high, value)));
        }

        @Override
        public double[] positions(int points) {
            double[] positions = new double[points];
            for (int i = 0; i < points; i++) {
                positions[i] = i / (points - 1.0);
            }
            return positions;
        }

        @Override
        public List<Double> ends() {
            return List.of(low, high);
        }
    }

    /**
     * Some of the values of an option.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two.
     *
     * @param knob name of the record component
     * @param values names of the values, kebab case
     */
    record Options(String knob, List<String> values) implements Axis {

        public Options {
            values = List.copyOf(values);
            if (values.stream().distinct().count() < Math.max(2, values.size())) {
                throw new IllegalArgumentException(
                        knob + " must vary over at least two different values, not " + values);
            }
        }

        @Override
        public String at(double position) {
            return values.get((int) Math.min(values.size() - 1.0, Math.floor(position * values.size())));
        }

        @Override
        public double[] positions(int points) {
            double[] positions = new double[values.size()];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = (i + 0.5) / positions.length;
            }
            return positions;
        }

        @Override
        public List<Double> ends() {
            return List.of(0.0, values.size() - 1.0);
        }
    }
}
