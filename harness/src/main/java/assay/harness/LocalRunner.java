package assay.harness;

import assay.Fit;
import assay.certificate.CellRecord;
import assay.certificate.CodeDigest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Runs methods through the worlds of one table, in turn; every batch is kept in a journal where a folder for it is given.
 *
 * @param trial the table
 * @param worlds how many worlds each method goes through
 * @param workers share out the replicates
 * @param progress told after every batch
 * @param journals folder of the journals, or empty
 */
record LocalRunner(LocalTrial trial, int worlds, Workers workers, Progress progress, Optional<Path> journals) {

    /** Counts a method in a world to its end. */
    CellRecord run(Method<Fit> method, PlantedTable world, List<Control<Fit>> controls, LocalTrial.Budget budget) {
        Replication<Fit> replication = trial.replication(method.estimator(), world, controls, budget);
        CellRunner<Fit> runner = new CellRunner<>(replication, budget.tier());
        String plant = world.plant().code();
        if (journals.isEmpty()) {
            Watch watch = new Watch(method, world, runner, budget);
            runner.run(workers, watch);
            watch.end();
        } else {
            Path file = journals.get().resolve(method.name() + "-" + budget.maximum() + "-" + plant + ".journal");
            try (Journal journal = new Journal(file, content(method, replication, budget), new Spent())) {
                Watch watch = new Watch(method, world, runner, budget);
                runner.run(workers, journal, watch);
                watch.end();
            }
        }
        return trial.record(world, runner);
    }

    /** What the batches of a world are a function of. */
    private String content(Method<Fit> method, Replication<Fit> replication, LocalTrial.Budget budget) {
        Digests digests = new Digests(CodeDigest.ofProject());
        StringBuilder text = new StringBuilder(method.name()).append('\n');
        text.append(digests.estimator(method.estimator())).append('\n');
        text.append(LocalCertifier.specification(digests, budget.tier(), trial.seed()))
                .append('\n');
        text.append(replication.content()).append('\n').append(CellRunner.BATCH).append('\n');
        replication.specs(budget.tier()).forEach(spec -> text.append(spec).append('\n'));
        replication
                .controls()
                .forEach(control ->
                        text.append(control.kind()).append(control.name()).append('\n'));
        return text.toString();
    }

    private final class Watch implements IntConsumer {
        private final Method<Fit> method;
        private final PlantedTable world;
        private final CellRunner<Fit> runner;
        private final LocalTrial.Budget budget;
        private final long start = System.nanoTime();

        Watch(Method<Fit> method, PlantedTable world, CellRunner<Fit> runner, LocalTrial.Budget budget) {
            this.method = method;
            this.world = world;
            this.runner = runner;
            this.budget = budget;
        }

        @Override
        public void accept(int replicates) {
            tell(replicates, false);
        }

        void end() {
            tell(runner.done(), true);
        }

        private void tell(int replicates, boolean finished) {
            int index = List.of(Plant.values()).indexOf(world.plant()) + 1;
            progress.at(new Progress.Stage(
                    method.name(),
                    world.plant().code(),
                    Math.min(index, worlds),
                    worlds,
                    replicates,
                    0,
                    budget.maximum(),
                    (System.nanoTime() - start) / 1e9,
                    runner.method().verdicts(),
                    runner.controlsHeld(),
                    runner.controls(),
                    runner.verdict(),
                    finished));
        }
    }
}
