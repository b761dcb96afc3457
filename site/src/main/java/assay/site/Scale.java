package assay.site;

import java.util.ArrayList;
import java.util.List;

/** A linear scale from values to coordinates, with ticks at round values. */
record Scale(double low, double high, double start, double end) {

    /** A scale that leaves a margin around the values; undefined values are ignored. */
    static Scale around(double[] values, double margin, double start, double end) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (!(low <= high)) {
            return new Scale(0, 1, start, end);
        }
        double pad = high > low ? (high - low) * margin : Math.max(1e-9, Math.abs(low) * 0.1);
        return new Scale(low - pad, high + pad, start, end);
    }

    double at(double value) {
        return start + (value - low) / (high - low) * (end - start);
    }

    String coordinate(double value) {
        return Numbers.coordinate(at(value));
    }

    List<Double> ticks(int about) {
        double step = step(about);
        List<Double> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    /** A tick's label, with as many digits as the distance between ticks asks for. */
    String label(double tick, int about) {
        double step = step(about);
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return Math.abs(tick) >= 1000 ? Numbers.count(tick) : Numbers.fixed(tick, digits);
    }

    private double step(int about) {
        double raw = (high - low) / Math.max(1, about);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double fraction = raw / power;
        return power * (fraction < 1.5 ? 1 : fraction < 3.5 ? 2 : fraction < 7.5 ? 5 : 10);
    }
}
