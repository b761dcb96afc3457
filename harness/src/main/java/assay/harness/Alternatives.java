package assay.harness;

import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.ClaimRecord;
import assay.certificate.Tier;
import assay.certificate.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Other methods that fit the roles, tried on the draws on which one was not certified. Not thread-safe. */
final class Alternatives {

    private static final int FIRST_LOOK = 500;

    private final LocalTrial trial;
    private final Map<Plant, PlantedTable> worlds;
    private final LocalRunner runner;
    private final List<Alternative> found = new ArrayList<>();
    private final Map<String, String> skipped = new TreeMap<>();

    Alternatives(LocalTrial trial, Map<Plant, PlantedTable> worlds, LocalRunner runner) {
        this.trial = trial;
        this.worlds = worlds;
        this.runner = runner;
    }

    /** A coarse look with a small budget first; who is not refuted by it is tried at the tier of its own cost. */
    void search(String asked) {
        List<Method<Fit>> candidates = new ArrayList<>();
        for (Method<Fit> method : Catalog.fits()) {
            if (!method.name().equals(asked) && fits(method)) {
                candidates.add(method);
            }
        }
        for (Method<Fit> method : candidates) {
            Alternative coarse = attempt(method, Tier.D, FIRST_LOOK, candidates.size());
            if (coarse.verdict() == Verdict.REFUTED) {
                found.add(coarse);
            } else {
                Tier tier = LocalTier.of(method, trial.sample());
                found.add(attempt(method, tier, tier.maximum(), candidates.size()));
            }
        }
        found.sort(Comparator.comparing((Alternative a) -> a.verdict() != Verdict.CERTIFIED)
                .thenComparing(a -> a.verdict() == Verdict.REFUTED)
                .thenComparingDouble(Alternative::width));
    }

    List<Alternative> found() {
        return found;
    }

    Map<String, String> skipped() {
        return skipped;
    }

    private boolean fits(Method<Fit> method) {
        Estimator<Fit> estimator = method.estimator();
        Sample sample = trial.sample();
        try {
            sample.require(estimator.needs());
        } catch (EstimationException e) {
            skipped.put(method.name(), e.getMessage());
            return false;
        }
        if (LocalTier.slow(method, sample)) {
            skipped.put(method.name(), "would take long on " + sample.size() + " rows; ask for it by name");
            return false;
        }
        try {
            estimator.estimate(sample, trial.pilotKeys().streams(0, 0).estimator());
            return true;
        } catch (EstimationException | IllegalArgumentException e) {
            skipped.put(method.name(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private Alternative attempt(Method<Fit> method, Tier tier, int maximum, int candidates) {
        LocalTrial.Budget budget =
                new LocalTrial.Budget(tier, maximum, LocalCertifier.claims(worlds) * candidates, candidates);
        List<CellRecord> cells = new ArrayList<>();
        for (PlantedTable world : worlds.values()) {
            cells.add(runner.run(method, world, List.of(), budget));
            if (cells.get(cells.size() - 1).verdict() == Verdict.REFUTED) {
                break;
            }
        }
        CellRecord worst = cells.stream()
                .min(Comparator.comparingDouble(cell -> coverage(cell).estimate()))
                .orElseThrow();
        return new Alternative(
                method.name(),
                tier,
                cells.stream().mapToInt(CellRecord::replicates).sum(),
                cells.stream()
                        .mapToDouble(c -> c.diagnostics().meanWidth())
                        .average()
                        .orElse(Double.NaN),
                coverage(worst).estimate(),
                worst.id(),
                LocalCertifier.verdict(cells));
    }

    private static ClaimRecord coverage(CellRecord cell) {
        return cell.claims().get(0);
    }
}
