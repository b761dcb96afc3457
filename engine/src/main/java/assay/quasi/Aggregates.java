package assay.quasi;

import assay.quasi.GroupTimeCells.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Averages of group-time effects. The shares of the cohorts are estimated, which the influence function of an average counts
 * in (Callaway and Sant'Anna 2021, corollary 2).
 */
final class Aggregates {

    private final Cohorts cohorts;
    private final List<Cell> cells;
    private final List<Cell> treated;

    Aggregates(Cohorts cohorts, List<Cell> cells) {
        this.cohorts = cohorts;
        this.cells = cells;
        this.treated = cells.stream().filter(Cell::treated).toList();
    }

    /** An effect that is averaged over cells of one kind. */
    record Part(String term, Contrast contrast) {}

    /** The averages that go with an aggregation: by length of exposure, by cohort or by period. */
    List<Part> parts(Aggregation aggregation) {
        return switch (aggregation) {
            case SIMPLE, DYNAMIC -> parts("e=", by(cells, this::exposure));
            case GROUP -> groups();
            case CALENDAR -> parts("t=", by(treated, cell -> time(cell.period())));
        };
    }

    /** The one number. */
    Contrast overall(Aggregation aggregation) {
        return switch (aggregation) {
            case SIMPLE -> weighted(treated);
            case DYNAMIC -> mean(parts("e=", by(treated, this::exposure)));
            case GROUP -> overGroups();
            case CALENDAR -> mean(parts(aggregation));
        };
    }

    private double exposure(Cell cell) {
        return time(cell.period()) - time(cohorts.start(cell.cohort()));
    }

    private double time(int period) {
        return cohorts.panel().time(period);
    }

    private static Map<Double, List<Cell>> by(List<Cell> cells, ToDoubleFunction<Cell> key) {
        Map<Double, List<Cell>> groups = new TreeMap<>();
        for (Cell cell : cells) {
            groups.computeIfAbsent(key.applyAsDouble(cell), k -> new ArrayList<>())
                    .add(cell);
        }
        return groups;
    }

    private List<Part> parts(String prefix, Map<Double, List<Cell>> groups) {
        List<Part> parts = new ArrayList<>();
        groups.forEach((key, members) -> parts.add(new Part(prefix + Panel.label(key), weighted(members))));
        return parts;
    }

    private Contrast mean(List<Part> parts) {
        Contrast sum = Contrast.zero(cohorts);
        for (Part part : parts) {
            sum = sum.plus(1.0 / parts.size(), part.contrast());
        }
        return sum;
    }

    private List<Part> groups() {
        List<Part> parts = new ArrayList<>();
        by(treated, Cell::cohort)
                .forEach((k, own) -> parts.add(new Part("g=" + cohorts.label(k.intValue()), weighted(own))));
        return parts;
    }

    private Contrast overGroups() {
        List<Cell> one = new ArrayList<>();
        by(treated, Cell::cohort)
                .forEach((k, own) -> one.add(new Cell(k.intValue(), own.get(0).period(), true, weighted(own))));
        return weighted(one);
    }

    /** The mean by the size of the cohorts. */
    private Contrast weighted(List<Cell> members) {
        double units = 0;
        double value = 0;
        for (Cell cell : members) {
            units += cohorts.size(cell.cohort());
            value += cohorts.size(cell.cohort()) * cell.contrast().value();
        }
        value /= units;
        Contrast sum = Contrast.zero(cohorts);
        double[] shares = new double[cohorts.count() + 1];
        for (Cell cell : members) {
            int k = cell.cohort();
            sum = sum.plus(cohorts.size(k) / units, cell.contrast());
            // One more unit of the cohort moves the mean towards its effect.
            shares[k] += (cell.contrast().value() - value) * cohorts.units() / units;
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] += sum.between()[k];
        }
        return new Contrast(value, sum.within(), shares);
    }
}
