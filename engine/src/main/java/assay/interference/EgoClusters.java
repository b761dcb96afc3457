package assay.interference;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.DifferenceInMeans;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The network effect from stars: people (egos) whose own treatment is fixed, and whose neighbours (alters) are all treated or all
 * not, by one toss for each star (Saint-Jacques, Varshney, Simpson and Xu, arXiv 1903.08755, 2019).
 *
 * <p>Rows are the members of the stars. An ego is a row that lists neighbours, and alters are those that it lists. The estimate is
 * the mean outcome of egos whose alters are treated less that of egos whose alters are not, with the variance and the degrees of
 * freedom of Welch over egos: stars are what was randomised, and an ego stands for its star.
 */
public record EgoClusters() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.SPILLOVER;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.NEIGHBOURS);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms members = TwoArms.of(sample);
        Network network = Network.of(sample);
        int[] egos = egos(network);
        double[] arm = new double[egos.length];
        double[] outcome = new double[egos.length];
        int[] star = new int[sample.size()];
        for (int e = 0; e < egos.length; e++) {
            arm[e] = arm(network, members.indicator(), egos, e, star);
            outcome[e] = sample.outcome()[egos[e]];
        }
        Sample compared = Sample.builder()
                .outcome(sample.column(Role.OUTCOME).name(), outcome)
                .assignment("alters", arm)
                .build();
        TwoArms arms = TwoArms.of(compared);
        Fit fit = new DifferenceInMeans().estimate(compared, random);
        Estimate means = fit.estimate();
        Influence ofEgos = fit.influence().orElseThrow();
        return new Fit(
                List.of(new Estimate(
                        target(), "alters treated - not", means.value(), means.stdError(), means.inference())),
                new Glance(
                        "ego-clusters",
                        "Welch t over egos",
                        sample.size(),
                        arms.treated(),
                        arms.control(),
                        sample.dropped(),
                        egos.length,
                        Map.of("egos", (double) egos.length)),
                fit.cautions(),
                term -> spread(ofEgos.values(term), egos, sample.size()));
    }

    private static int[] egos(Network network) {
        int[] egos = new int[network.size()];
        int count = 0;
        for (int i = 0; i < egos.length; i++) {
            if (network.of(i).length > 0) {
                egos[count++] = i;
            }
        }
        return Arrays.copyOf(egos, count);
    }

    /** The arm of the alters of an ego, who are in no other star. */
    private static double arm(Network network, double[] indicator, int[] egos, int e, int[] star) {
        int ego = egos[e];
        if (indicator[ego] != indicator[egos[0]]) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "The egos in rows " + (egos[0] + 1) + " and " + (ego + 1)
                            + " are in different arms; their own treatment must be the same for their alters' to show.",
                    "Keep the egos of one arm, or use exposure-mapping.");
        }
        int[] alters = network.of(ego);
        double arm = indicator[alters[0]];
        for (int k : alters) {
            if (indicator[k] != arm) {
                throw new EstimationException(
                        Problem.MIXED_CLUSTER,
                        "The alters of the ego in row " + (ego + 1) + " are in both arms (rows " + (alters[0] + 1)
                                + " and " + (k + 1) + "); a star has one toss.",
                        "Correct the lists, or use exposure-mapping where each unit has its own toss.");
            }
            if (star[k] != 0 || network.of(k).length > 0) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Row " + (k + 1) + " is an alter of the ego in row " + (ego + 1)
                                + " and belongs to another star; stars that overlap are not independent.",
                        "Keep stars apart, or use exposure-mapping.");
            }
            star[k] = ego + 1;
        }
        return arm;
    }

    private static double[] spread(double[] values, int[] egos, int rows) {
        double[] out = new double[rows];
        for (int e = 0; e < egos.length; e++) {
            out[egos[e]] = values[e] * rows / egos.length;
        }
        return out;
    }
}
