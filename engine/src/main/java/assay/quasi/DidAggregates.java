package assay.quasi;

import assay.quasi.DidCells.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Averages of group-time effects that have influence values, as {@link Aggregation} says. */
final class DidAggregates {

    private final Cohorts cohorts;
    private final List<Cell> cells;
    private final List<Cell> treated;

    DidAggregates(Cohorts cohorts, List<Cell> cells) {
        this.cohorts = cohorts;
        this.cells = cells;
        this.treated = cells.stream().filter(Cell::treated).toList();
    }

    /** An effect and its name. */
    record Part(String term, DidEffect effect) {}

    /** The averages that go with an aggregation: by length of exposure, by cohort or by period. */
    List<Part> parts(Aggregation aggregation) {
        return switch (aggregation) {
            case SIMPLE, DYNAMIC -> parts("e=", by(cells, this::exposure));
            case GROUP -> groups();
            case CALENDAR -> parts("t=", by(treated, cell -> time(cell.period())));
        };
    }

    /** The one number. */
    DidEffect overall(Aggregation aggregation) {
        return switch (aggregation) {
            case SIMPLE -> weighted(treated);
            case DYNAMIC -> mean(parts("e=", by(treated, this::exposure)));
            case GROUP -> overGroups();
            case CALENDAR -> mean(parts(aggregation));
        };
    }

    /** The cells by their names. */
    List<Part> cells() {
        return cells.stream()
                .map(cell -> new Part(
                        "g=" + cohorts.label(cell.cohort()) + ",t=" + Panel.label(time(cell.period())), cell.effect()))
                .toList();
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

    private DidEffect zero() {
        return new DidEffect(0, new double[cohorts.panel().units()]);
    }

    private DidEffect mean(List<Part> parts) {
        DidEffect sum = zero();
        for (Part part : parts) {
            sum = sum.plus(1.0 / parts.size(), part.effect());
        }
        return sum;
    }

    private List<Part> groups() {
        List<Part> parts = new ArrayList<>();
        by(treated, Cell::cohort)
                .forEach((k, own) -> parts.add(new Part("g=" + cohorts.label(k.intValue()), weighted(own))));
        return parts;
    }

    private DidEffect overGroups() {
        List<Cell> one = new ArrayList<>();
        by(treated, Cell::cohort)
                .forEach((k, own) -> one.add(new Cell(k.intValue(), own.get(0).period(), true, weighted(own))));
        return weighted(one);
    }

    /** The mean by the size of the cohorts, which are estimates, too: one more unit of a cohort moves it. */
    private DidEffect weighted(List<Cell> members) {
        double units = 0;
        double value = 0;
        for (Cell cell : members) {
            units += cohorts.size(cell.cohort());
            value += cohorts.size(cell.cohort()) * cell.effect().value();
        }
        value /= units;
        double[] shares = new double[cohorts.count() + 1];
        DidEffect sum = zero();
        for (Cell cell : members) {
            int k = cell.cohort();
            sum = sum.plus(cohorts.size(k) / units, cell.effect());
            shares[k] += (cell.effect().value() - value) * cohorts.units() / units;
        }
        double[] influence = sum.influence();
        for (int i = 0; i < influence.length; i++) {
            int k = cohorts.cohort(i);
            influence[i] += k >= 0 ? shares[k] : 0;
        }
        return new DidEffect(value, influence);
    }
}
