package assay.harness;

import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.CellRecord;
import assay.certificate.CellRole;
import assay.certificate.CodeDigest;
import assay.certificate.Sha256;
import assay.certificate.Tier;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Planted copies of one table, on which methods are tried in turn, all on the same draws.
 *
 * @param table name of the table
 * @param sample the table, sorted
 * @param design its design
 * @param seed key of everything that is drawn
 */
record LocalTrial(String table, Sample sample, Redesign design, long seed) {

    /** Planted effects in standard errors of the method that is asked about: enough to matter, too few to be obvious. */
    static final double EFFECT = 2.5;

    private static final int LOOKS_AHEAD = 0x5EED;

    /** Assignments behind a law, at least: a tail of 0.025 is then known within 0.0016, one standard error. */
    private static final int LAW = 10_000;

    /** Up to ten times as many are drawn while they take no more rows than this: the tail is then known within 0.0005. */
    private static final long LAW_WORK = 200_000_000;

    static LocalTrial of(String table, Sample asGiven, long seed) {
        Sample kept = asGiven.has(Role.ASSIGNMENT) ? asGiven.with(Role.TREATMENT) : asGiven;
        Sample sorted = TableOrder.sorted(kept);
        Redesign design = Redesign.of(sorted);
        if (design.arms().size() > 2) {
            throw new IllegalArgumentException(
                    "The assignment has " + design.arms().size() + " arms ("
                            + String.join(", ", design.arms())
                            + "); a local certificate is about two of them. Name both: --control LEVEL --treated LEVEL.");
        }
        return new LocalTrial(table, sorted, design, seed);
    }

    PlantedTable none() {
        return new PlantedTable(table, sample, design, Plant.NONE, new double[sample.size()]);
    }

    /** The null, and each plant that the table has room for. */
    Map<Plant, PlantedTable> worlds(double size) {
        Map<Plant, PlantedTable> worlds = new EnumMap<>(Plant.class);
        for (Plant plant : Plant.values()) {
            Optional<double[]> effects = plant.plant(sample, size, new Philox(Sha256.key(plant.code() + seed), 0, 0));
            effects.ifPresent(values -> worlds.put(plant, new PlantedTable(table, sample, design, plant, values)));
        }
        return worlds;
    }

    Keys keys() {
        return keys((int) (seed ^ (seed >>> 32)));
    }

    /** Keys of draws that are looked at before evidence is gathered, and never counted. */
    Keys pilotKeys() {
        return keys((int) (seed ^ (seed >>> 32)) ^ LOOKS_AHEAD);
    }

    /** The same draws whichever compiler made the classes: a class without a source would count by its bytes. */
    private Keys keys(int epoch) {
        return new Keys(new CodeDigest(name -> Optional.of("")), epoch, seed);
    }

    /** How the error of the difference in means is distributed in a world. */
    AssignmentLaw law(PlantedTable world, Workers workers) {
        double[] errors = new double[(int) Math.max(LAW, Math.min(10L * LAW, LAW_WORK / sample.size()))];
        Keys keys = pilotKeys();
        long key = keys.world(world);
        double[] baseline = world.baseline();
        double[] effects = world.effects();
        workers.each(errors.length, i -> {
            double[] drawn = design.draw(keys.streams(key, i).assignment());
            double on = 0;
            double of = 0;
            double all = 0;
            double count = 0;
            for (int r = 0; r < drawn.length; r++) {
                double treated = drawn[r];
                on += treated * (baseline[r] + effects[r]);
                of += treated * baseline[r];
                all += baseline[r];
                count += treated;
            }
            errors[i] = on / count - (all - of) / (drawn.length - count) - world.average();
        });
        return new AssignmentLaw(errors);
    }

    /** The claims on a method in a world. */
    static List<Claim<Fit>> claims(PlantedTable world, Budget budget) {
        return FitClaim.all().stream()
                .filter(claim -> world.plant() == Plant.NONE || claim.arena() == Arena.EFFECT)
                .<Claim<Fit>>map(claim -> new LocalClaim(claim, budget.claims, budget.maximum, budget.candidates))
                .toList();
    }

    /** A method and its controls in a world. */
    Replication<Fit> replication(
            Estimator<Fit> estimator, PlantedTable world, List<Control<Fit>> controls, Budget budget) {
        return new Replication<>(estimator, claims(world, budget), Reading::ofFit, controls, world, keys());
    }

    /** What was counted in a world, with the plant for its knobs. */
    CellRecord record(PlantedTable world, CellRunner<Fit> runner) {
        CellRecord record = runner.record(world.plant().code(), world, CellRole.HOME);
        Map<String, String> knobs = new LinkedHashMap<>();
        knobs.put("plant", world.plant().code());
        knobs.put("effect", String.format(Locale.ROOT, "%.6g", world.average()));
        knobs.put("design", design.words());
        return new CellRecord(
                record.id(),
                record.world(),
                knobs,
                record.n(),
                record.role(),
                record.verdict(),
                record.replicates(),
                record.failures(),
                record.claims(),
                record.controls(),
                record.diagnostics(),
                record.explanations(),
                record.distribution(),
                record.descriptors(),
                record.figures());
    }

    /** The controls of a method in a world: two mutants and an oracle. */
    List<Control<Fit>> controls(Estimator<Fit> estimator, PlantedTable world, Tier tier, Pilot pilot, Workers workers) {
        List<Control<Fit>> controls = new ArrayList<>();
        controls.add(Mutants.scaledError(pilot.factor()).of(estimator));
        controls.add(Mutants.shifted(Pilot.shift(tier)).of(estimator));
        controls.add(law(world, workers).oracle(estimator.target()));
        return controls;
    }

    /**
     * How far a trial may go.
     *
     * @param tier how sharp
     * @param maximum replicates at most in each world
     * @param claims claims that share the chance of a false alarm
     * @param candidates methods that share the chance of a false certificate
     */
    record Budget(Tier tier, int maximum, int claims, int candidates) {}
}
