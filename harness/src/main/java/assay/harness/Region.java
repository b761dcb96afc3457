package assay.harness;

import assay.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a certificate binds: the hull of the boxes of its certified home cells, each the range of every {@link Descriptor}
 * over the draws of the cell. Of features that are harder on one side, only that side bounds the hull; an effect over its
 * standard error is inside up to the largest that was certified, as size without an effect is certified too.
 *
 * <p>A hull holds points between cells that no cell holds. If data there look like a cell in which the method was refuted,
 * and like no certified one, they are outside all the same.
 *
 * @param certified the boxes of the certified home cells
 * @param refuted the boxes of the cells, home or stress, in which the method is refuted or its controls failed
 */
public record Region(List<Shape> certified, List<Shape> refuted) {

    /** Sizes within this factor look alike. */
    private static final double ALIKE = 2;

    public Region {
        certified = List.copyOf(certified);
        refuted = List.copyOf(refuted);
    }

    /**
     * What the data of a cell look like.
     *
     * @param cell id of the cell
     * @param coverage coverage measured there
     * @param box range by descriptor
     */
    public record Shape(String cell, double coverage, Map<String, Interval> box) {

        public Shape {
            box = Collections.unmodifiableMap(new LinkedHashMap<>(box));
        }

        /** Whether data look like those of the cell; one-sided features count on their harder side only, if so asked. */
        private boolean holds(Map<String, Double> data, boolean harderSideOnly) {
            for (Map.Entry<String, Double> feature : data.entrySet()) {
                Interval range = box.get(feature.getKey());
                Optional<Descriptor> descriptor = Descriptor.of(feature.getKey());
                if (range == null || descriptor.isEmpty()) {
                    return false;
                }
                boolean size = descriptor.get().side() == Descriptor.Side.BOTH;
                double slack = size ? ALIKE : 1;
                double value = feature.getValue();
                double low = range.lower() / slack;
                double high = range.upper() * slack;
                if (harderSideOnly ? descriptor.get().beyond(value, low, high) != 0 : value < low || value > high) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Whether data lie in the region. */
    public enum Status {
        /** Within every certified range. */
        INSIDE,
        /** Beyond a certified range, or like a cell in which the method is refuted. */
        OUTSIDE,
        /** Within the ranges as far as they go, but the data have a feature that no certified cell has. */
        UNKNOWN;

        /**
         * The name in files.
         *
         * @return lower case
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One feature of the data against the region.
     *
     * @param descriptor name of the feature
     * @param status whether it is inside
     * @param value of the data
     * @param certified range over certified cells; empty if none has the feature
     * @param beyond how far the value is outside, negative below the range, 0 inside
     */
    public record Finding(String descriptor, Status status, double value, Optional<Interval> certified, double beyond) {

        /**
         * How far outside, as a share of the width of the certified range.
         *
         * @return not negative; infinite if the range is a point
         */
        public double share() {
            double width = certified.map(Interval::width).orElse(0.0);
            return beyond == 0 ? 0 : Math.abs(beyond) / width;
        }

        /**
         * The finding in words.
         *
         * @return one sentence without a stop
         */
        public String sentence() {
            String name = Descriptor.of(descriptor).map(Descriptor::label).orElse(descriptor);
            if (certified.isEmpty()) {
                return name + " is " + number(value) + ", and no certified cell has such data";
            }
            Interval range = certified.get();
            String text = name + " is " + number(value) + ", certified from " + number(range.lower()) + " to "
                    + number(range.upper());
            if (status != Status.OUTSIDE) {
                return text;
            }
            String by = text + ": " + number(Math.abs(beyond)) + (beyond < 0 ? " below" : " above");
            return Double.isInfinite(share())
                    ? by
                    : by + ", " + String.format(Locale.ROOT, "%.0f %% of the range", 100 * share());
        }
    }

    /**
     * The data against the region.
     *
     * @param status whether they are inside
     * @param findings one for each feature of the data
     * @param resembles the cell of a refutation that the data look like, and no certified one; empty if there is none
     */
    public record Check(Status status, List<Finding> findings, Optional<Shape> resembles) {

        public Check {
            findings = List.copyOf(findings);
        }

        /**
         * Why data are outside.
         *
         * @return a sentence for each reason
         */
        public List<String> outside() {
            List<String> reasons = new ArrayList<>(sentences(Status.OUTSIDE));
            resembles.ifPresent(cell -> reasons.add(String.format(
                    Locale.ROOT,
                    "these data look like %s, where the method is refuted: coverage %.3f",
                    cell.cell(),
                    cell.coverage())));
            return reasons;
        }

        /**
         * What the certificate says nothing about.
         *
         * @return a sentence for each feature
         */
        public List<String> unknown() {
            return sentences(Status.UNKNOWN);
        }

        private List<String> sentences(Status wanted) {
            return findings.stream()
                    .filter(f -> f.status() == wanted)
                    .map(Finding::sentence)
                    .toList();
        }
    }

    /**
     * The certified ranges.
     *
     * @return range by descriptor over all certified cells; empty when nothing is certified
     */
    public Map<String, Interval> box() {
        Map<String, Interval> hull = new LinkedHashMap<>();
        for (Shape shape : certified) {
            shape.box()
                    .forEach((name, range) -> hull.merge(
                            name,
                            range,
                            (a, b) -> new Interval(Math.min(a.lower(), b.lower()), Math.max(a.upper(), b.upper()))));
        }
        return hull;
    }

    /**
     * Checks data against the region.
     *
     * @param data values by {@link Descriptor#code()}, of {@link Descriptors}
     * @return inside, outside or unknown, and why
     */
    public Check check(Map<String, Double> data) {
        Map<String, Interval> hull = box();
        List<Finding> findings = new ArrayList<>();
        Status status = Status.INSIDE;
        for (Map.Entry<String, Double> feature : data.entrySet()) {
            Finding finding = find(feature.getKey(), feature.getValue(), hull.get(feature.getKey()));
            findings.add(finding);
            if (finding.status() == Status.OUTSIDE || status == Status.INSIDE) {
                status = finding.status();
            }
        }
        Optional<Shape> resembles = certified.stream().anyMatch(shape -> shape.holds(data, true))
                ? Optional.empty()
                : refuted.stream().filter(shape -> shape.holds(data, false)).findFirst();
        return new Check(resembles.isPresent() ? Status.OUTSIDE : status, findings, resembles);
    }

    private static Finding find(String name, double value, @Nullable Interval range) {
        Optional<Descriptor> descriptor = Descriptor.of(name);
        if (range == null || descriptor.isEmpty()) {
            return new Finding(name, Status.UNKNOWN, value, Optional.empty(), 0);
        }
        double beyond = descriptor.get().beyond(value, range.lower(), range.upper());
        return new Finding(name, beyond == 0 ? Status.INSIDE : Status.OUTSIDE, value, Optional.of(range), beyond);
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 0.01 ? "%.4f" : "%.3f", value);
    }
}
