package assay.harness;

import assay.Arguments;
import assay.Estimator;
import assay.Fit;
import assay.certificate.CodeDigest;
import assay.dgp.CovariateWorld;
import assay.dgp.Dgp;
import assay.dgp.Iid;
import assay.dgp.Surface;
import assay.experiment.DifferenceInMeans;
import assay.experiment.Lin;
import assay.experiment.RegressionAdjustment;
import assay.linear.Covariance;
import assay.observational.Aipw;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How fast replicates run: draw a world of 2,000 units, estimate, score. */
public final class Bench {

    /** Units in a draw. */
    public static final int SIZE = 2000;

    private static final int CHUNK = 20;

    private Bench() {}

    /**
     * One line of the table.
     *
     * @param work what a replicate does
     * @param threads how many threads shared the work
     * @param replicatesPerSecond on the clock
     * @param megabytesPerReplicate allocated by a replicate, measured on one thread
     */
    public record Row(String work, int threads, double replicatesPerSecond, double megabytesPerReplicate) {}

    /**
     * Measures all cases, each on one thread and on all.
     *
     * @param threads how many are all
     * @param seconds how long each measurement takes, after a warm-up of half as long
     * @return the table
     */
    public static List<Row> run(int threads, double seconds) {
        Arguments.positive("seconds", seconds);
        List<Row> rows = new ArrayList<>();
        cases().forEach((name, work) -> {
            try (Workers one = new Workers(1);
                    Workers all = new Workers(threads)) {
                measure(work, one, seconds / 2);
                double allocated = allocated(work);
                rows.add(new Row(name, 1, measure(work, one, seconds), allocated));
                if (threads > 1) {
                    rows.add(new Row(name, threads, measure(work, all, seconds), allocated));
                }
            }
        });
        return rows;
    }

    /**
     * The cases by name.
     *
     * @return in the order of the table
     */
    public static Map<String, Work> cases() {
        CovariateWorld world = CovariateWorld.randomised(SIZE, Surface.LINEAR);
        CovariateWorld confounded =
                CovariateWorld.randomised(SIZE, Surface.NONLINEAR).withConfounding(0.25);
        Map<String, Work> cases = new LinkedHashMap<>();
        cases.put("difference in means", work(Iid.standard(SIZE), new DifferenceInMeans(), List.of()));
        cases.put("lin, 5 covariates", work(world, Lin.standard(), List.of()));
        cases.put(
                "difference in means, ols and lin on one draw",
                work(
                        world,
                        new DifferenceInMeans(),
                        List.of(new RegressionAdjustment(Covariance.HC2), Lin.standard())));
        cases.put("aipw, linear nuisances", work(confounded, Aipw.linear(), List.of()));
        cases.put("aipw, series nuisances", work(confounded, Aipw.standard(), List.of()));
        cases.put("aipw, boosted trees", work(confounded, Aipw.boosted(), List.of()));
        return cases;
    }

    /** A replicate of some kind. */
    @FunctionalInterface
    public interface Work {

        /**
         * Draws, estimates and scores.
         *
         * @param replicate its number
         * @return a sum of the scores, so that nothing is optimised away
         */
        double replicate(int replicate);
    }

    private static Work work(Dgp world, Estimator<Fit> estimator, List<Estimator<Fit>> others) {
        List<Claim<Fit>> claims = FitClaim.all().stream()
                .filter(claim -> claim.arena() == Arena.EFFECT)
                .toList();
        List<Control<Fit>> controls = others.stream()
                .map(other -> Control.foil("other", "another estimator on the same draw", other))
                .toList();
        Keys keys = new Keys(new CodeDigest(name -> Optional.empty()), 1, 1);
        Replication<Fit> replication = new Replication<>(estimator, claims, Reading::ofFit, controls, world, keys);
        boolean[][] wanted = new boolean[replication.subjects()][replication.claims()];
        for (boolean[] row : wanted) {
            Arrays.fill(row, true);
        }
        return index -> {
            Replicate out = new Replicate(wanted.length, replication.claims());
            replication.compute(index, wanted, out);
            return out.scores[0][0];
        };
    }

    private static double measure(Work work, Workers workers, double seconds) {
        long start = System.nanoTime();
        int done = 0;
        while (System.nanoTime() - start < seconds * 1e9) {
            int first = done;
            workers.each(CHUNK, i -> work.replicate(first + i));
            done += CHUNK;
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }

    private static double allocated(Work work) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return Double.NaN;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CHUNK; i++) {
            work.replicate(i);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 1e6 / CHUNK;
    }
}
