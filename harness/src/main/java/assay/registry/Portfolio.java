package assay.registry;

import assay.multiplicity.EBh;
import assay.multiplicity.ELond;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.util.FastMath;

/**
 * All experiments that were launched, with what stands when they are read together. Each is weighed by the e-value of its primary
 * metric against the hypothesis that no treatment has an effect, so that experiments may share users and be read at any time.
 *
 * <p>Among the live ones e-BH decides, among all in the order of their launch e-LOND. Both hold the expected share of discoveries
 * without an effect at the rate, whatever the dependence (Wang and Ramdas 2022; Xu and Ramdas 2024).
 *
 * @param rows in the order of launch
 * @param rate the share q of false discoveries that is kept
 */
public record Portfolio(List<PortfolioRow> rows, double rate) {

    public Portfolio {
        rows = List.copyOf(rows);
    }

    /**
     * The portfolio of a store.
     *
     * @param store open
     * @param rate q, in (0, 1)
     * @param now the present
     * @return the portfolio
     */
    public static Portfolio of(ExperimentStore store, double rate, Instant now) {
        Database database = store.database();
        Transitions transitions = new Transitions(database);
        Map<String, Experiment> known = new HashMap<>();
        store.experiments().forEach(experiment -> known.put(experiment.id(), experiment));
        List<Entry> entries = new ArrayList<>();
        for (Row row :
                database.rows("SELECT t.experiment_id FROM launches l JOIN state_transitions t USING (transition_id) "
                        + "ORDER BY transition_id")) {
            Experiment experiment = known.get(row.text("experiment_id"));
            if (experiment != null) {
                entries.add(entry(database, experiment, transitions));
            }
        }
        boolean[] online = new ELond(rate)
                .accepted(entries.stream().mapToDouble(Entry::logE).toArray());
        List<Entry> liveOnes =
                entries.stream().filter(e -> e.experiment().state().live()).toList();
        boolean[] live =
                new EBh(rate).badged(liveOnes.stream().mapToDouble(Entry::logE).toArray());
        List<PortfolioRow> rows = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int at = liveOnes.indexOf(entry);
            List<StoredDecision> decisions = store.decisions(entry.experiment().id());
            rows.add(new PortfolioRow(
                    entry.experiment(),
                    i + 1,
                    entry.experiment().daysRunning(now),
                    entry.effect(),
                    entry.logE(),
                    at < 0 ? Optional.empty() : Optional.of(live[at]),
                    online[i],
                    decisions.isEmpty() ? Optional.empty() : Optional.of(decisions.get(decisions.size() - 1)),
                    entry.place(),
                    shared(entry, entries)));
        }
        return new Portfolio(rows, rate);
    }

    private record Entry(
            Experiment experiment,
            Optional<LaunchRequest.Place> place,
            Optional<PortfolioRow.Effect> effect,
            double logE) {}

    private static Entry entry(Database database, Experiment experiment, Transitions transitions) {
        List<Row> effects = database.rows(
                "SELECT * FROM analysis_effects WHERE analysis_id = "
                        + "(SELECT max(analysis_id) FROM analyses WHERE experiment_id = ?) ORDER BY arm",
                experiment.id());
        Optional<PortfolioRow.Effect> strongest = effects.stream()
                .max(Comparator.comparingDouble(row -> row.real("log_e")))
                .filter(row -> row.has("effect"))
                .map(row -> new PortfolioRow.Effect(
                        row.text("arm"),
                        row.real("effect"),
                        row.optionalReal("conf_low"),
                        row.optionalReal("conf_high")));
        return new Entry(experiment, transitions.place(experiment.id()), strongest, mean(effects));
    }

    /** The mean of e-values is an e-value of the hypothesis that all of theirs are true. */
    private static double mean(List<Row> effects) {
        double most =
                effects.stream().mapToDouble(row -> row.real("log_e")).max().orElse(0);
        double sum = effects.stream()
                .mapToDouble(row -> FastMath.exp(row.real("log_e") - most))
                .sum();
        return effects.isEmpty() ? 0 : most + FastMath.log(sum / effects.size());
    }

    private static List<String> shared(Entry entry, List<Entry> entries) {
        if (entry.experiment().state() != State.RUNNING) {
            return List.of();
        }
        return entries.stream()
                .filter(other -> !other.equals(entry) && other.experiment().state() == State.RUNNING)
                .filter(other -> !exclusive(entry, other))
                .map(other -> other.experiment().id())
                .toList();
    }

    private static boolean exclusive(Entry one, Entry other) {
        return one.place().isPresent()
                && other.place().isPresent()
                && one.place().get().layer().equals(other.place().get().layer())
                && !one.place().get().overlaps(other.place().get());
    }

    /**
     * What the rows promise.
     *
     * @return two sentences
     */
    public String guarantee() {
        return String.format(
                Locale.ROOT,
                "Of the discoveries that stand, by e-BH among the live experiments and by e-LOND among all in the order of their "
                        + "launch, the expected share without any effect is at most %s under each rule: whatever experiments share, "
                        + "and whenever this is read. The e-values are those of the always-valid t mixture, whose weight is fixed at "
                        + "the launch; an experiment that nobody has read counts with an e-value of 1.",
                rate);
    }
}
