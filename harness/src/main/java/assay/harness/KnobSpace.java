package assay.harness;

import assay.Arguments;
import assay.dgp.Dgp;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A world of which some knobs vary: the box of all its settings.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if nothing varies, a knob is named twice or not of the
 * world, an option is not one of its values, or the world cannot be at a corner of the box.
 *
 * @param world the world; knobs that do not vary are as they are here
 * @param axes the knobs that vary
 */
public record KnobSpace(Dgp world, List<Axis> axes) {

    private static final int LARGEST_GRID = 10_000;
    private static final int CORNER_KNOBS = 10;

    public KnobSpace {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) {
            throw new IllegalArgumentException("no knob of '" + world.name() + "' varies");
        }
        Set<String> names = new HashSet<>();
        for (Axis axis : axes) {
            if (!names.add(WorldKnobs.name(world, axis.knob()))) {
                throw new IllegalArgumentException("the knob '" + axis.knob() + "' is named twice");
            }
            if (axis instanceof Axis.Range && !WorldKnobs.numeric(world, axis.knob())) {
                throw new IllegalArgumentException(
                        "the knob '" + axis.knob() + "' of '" + world.name() + "' is no number: name its values");
            }
        }
        for (double[] corner : corners(axes)) {
            make(world, axes, corner);
        }
    }

    /**
     * A space without axes yet, to be completed by {@link Builder#range}.
     *
     * @param world the world
     * @return a builder
     */
    public static Builder of(Dgp world) {
        return new Builder(world);
    }

    /** Collects the knobs that vary. */
    public static final class Builder {
        private final Dgp world;
        private final List<Axis> axes = new ArrayList<>();

        private Builder(Dgp world) {
            this.world = world;
        }

        /**
         * A knob that varies in equal steps.
         *
         * @param knob name of the knob
         * @param low smallest value
         * @param high largest value
         * @return this
         */
        public Builder range(String knob, double low, double high) {
            axes.add(new Axis.Range(knob, low, high, Axis.Scale.LINEAR));
            return this;
        }

        /**
         * A knob that varies in equal factors.
         *
         * @param knob name of the knob
         * @param low smallest value, above 0
         * @param high largest value
         * @return this
         */
        public Builder logRange(String knob, double low, double high) {
            axes.add(new Axis.Range(knob, low, high, Axis.Scale.LOG));
            return this;
        }

        /**
         * An option that varies.
         *
         * @param knob name of the knob
         * @param values at least two of its values
         * @return this
         */
        public Builder options(String knob, String... values) {
            axes.add(new Axis.Options(knob, List.of(values)));
            return this;
        }

        /**
         * The space.
         *
         * @return all that varies
         */
        public KnobSpace build() {
            return new KnobSpace(world, axes);
        }
    }

    /**
     * The world at a point of the box.
     *
     * @param positions by axis, in [0, 1]
     * @return the world; counts are rounded to the nearest whole number
     */
    public Dgp at(double... positions) {
        return make(world, axes, positions);
    }

    private static Dgp make(Dgp world, List<Axis> axes, double[] positions) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int j = 0; j < axes.size(); j++) {
            Axis axis = axes.get(j);
            String text = axis.at(positions[j]);
            boolean whole = axis instanceof Axis.Range && WorldKnobs.whole(world, axis.knob());
            changes.put(axis.knob(), whole ? Long.toString(Math.round(Double.parseDouble(text))) : text);
        }
        return WorldKnobs.with(world, changes);
    }

    /**
     * All worlds of a grid.
     *
     * @param points values of each range, evenly spaced from end to end, at least 2
     * @return without repetition, the last axis moving fastest
     */
    public List<Dgp> grid(int points) {
        Arguments.atLeast("points", points, 2);
        Set<Dgp> worlds = new LinkedHashSet<>();
        List<double[]> steps = axes.stream().map(axis -> axis.positions(points)).toList();
        double size = 1;
        for (double[] positions : steps) {
            size *= positions.length;
        }
        if (size > LARGEST_GRID) {
            throw new IllegalArgumentException(String.format(
                    "a grid of %.0f worlds is too large: at most %d, so take fewer points or knobs",
                    size, LARGEST_GRID));
        }
        for (int i = 0; i < size; i++) {
            double[] position = new double[steps.size()];
            int rest = i;
            for (int j = position.length - 1; j >= 0; j--) {
                position[j] = steps.get(j)[rest % steps.get(j).length];
                rest /= steps.get(j).length;
            }
            worlds.add(at(position));
        }
        return List.copyOf(worlds);
    }

    /**
     * A world drawn from the uniform law on the box: uniform in the logarithm where a range is logarithmic.
     *
     * @param key key of the draws
     * @param index which draw
     * @return the world, the same for the same key and index
     */
    public Dgp sample(long key, int index) {
        double[] position = new double[axes.size()];
        new Philox(key, index, 0).uniforms(position);
        return at(position);
    }

    /** Where every range is at an end: the likeliest places for a method to fail. */
    List<double[]> corners() {
        return corners(axes);
    }

    private static List<double[]> corners(List<Axis> axes) {
        int free = Math.min(axes.size(), CORNER_KNOBS);
        List<double[]> corners = new ArrayList<>();
        for (int bits = 0; bits < 1 << free; bits++) {
            double[] corner = new double[axes.size()];
            for (int j = 0; j < corner.length; j++) {
                corner[j] = j < free ? (bits >> j) & 1 : bits & 1;
            }
            corners.add(corner);
        }
        return corners;
    }

    /** What varies, at a world of the space. */
    Map<String, String> varying(Dgp at) {
        Map<String, String> all = Knobs.of(at);
        Map<String, String> varying = new LinkedHashMap<>();
        for (Axis axis : axes) {
            String name = WorldKnobs.name(world, axis.knob());
            varying.put(name, String.valueOf(all.get(name)));
        }
        return varying;
    }

    /** What does not vary. */
    Map<String, String> fixed() {
        Map<String, String> fixed = new LinkedHashMap<>(Knobs.of(world));
        axes.forEach(axis -> fixed.remove(WorldKnobs.name(world, axis.knob())));
        return fixed;
    }

    /** The ends of each knob that varies. */
    Map<String, List<Double>> box() {
        Map<String, List<Double>> box = new LinkedHashMap<>();
        axes.forEach(axis -> box.put(WorldKnobs.name(world, axis.knob()), axis.ends()));
        return box;
    }

    /** The box in words. */
    String words() {
        List<String> parts = new ArrayList<>();
        for (Axis axis : axes) {
            double[] ends = new double[] {0, 1};
            String[] texts = Arrays.stream(ends)
                    .mapToObj(end -> axis instanceof Axis.Options options
                            ? String.join(" or ", options.values())
                            : axis.at(end).replaceAll("\\.0$", ""))
                    .distinct()
                    .toArray(String[]::new);
            parts.add(WorldKnobs.name(world, axis.knob()).replace('_', ' ') + " " + String.join(" to ", texts));
        }
        return String.join(", ", parts);
    }
}
