package assay.interference;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.observational.Weighting;
import assay.resampling.AssignmentMechanism;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Effects of exposures in a network (Aronow and Samii, Ann. Appl. Stat. 11, 2017): what a unit's own treatment does, and what
 * that of its neighbours does.
 *
 * <p>An exposure d says all of the assignment that a unit's outcome depends on. By the design, unit i has it with probability
 * {@code pi_i(d)}, which differs between units (those with many neighbours are exposed more often), and outcomes are weighted
 * by its inverse: {@code sum of 1{D_i = d} Y_i / pi_i(d)}, over the number of units (Horvitz and Thompson, unbiased) or over the
 * sum of the weights (Hajek). Units that cannot have one of two exposures are left out of their difference, and a caution counts
 * them. The variance uses the joint probabilities of pairs; where a pair cannot have its exposures together, and for what a unit
 * cannot show twice, it takes Young's bound, so that its expectation is not below the variance. Hajek's is that of residuals.
 * Intervals are normal.
 *
 * <p>Under {@link Randomisation#BERNOULLI} probabilities are exact and need a propensity. Else they are shares of all
 * assignments, where those are no more than the draws, or of that many draws and the assignment observed; their relative error is
 * {@code 1 / sqrt(draws pi)} at most, and all pairs of units are gone through.
 *
 * @param exposure what outcomes depend on
 * @param threshold the treated share of the neighbours that counts as exposed, in (0, 1]; or the largest count of treated
 *     neighbours that is told apart, at least 1; not used by {@link Exposure#ANY_NEIGHBOUR}
 * @param weighting what weighted totals are divided by
 * @param randomisation how units were assigned
 * @param draws how many assignments at most, at least 99; not used under {@link Randomisation#BERNOULLI}
 */
public record ExposureMapping(
        Exposure exposure, double threshold, Weighting weighting, Randomisation randomisation, int draws)
        implements Estimator<Fit> {

    private static final int FEWEST_DRAWS = 99;
    private static final double RARE = 0.02;
    private static final double IMPRECISE = 0.1;

    public ExposureMapping {
        if (exposure == Exposure.NEIGHBOUR_SHARE && !(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be a share in (0, 1], not " + threshold);
        }
        if (exposure == Exposure.NEIGHBOUR_COUNT && !(threshold >= 1 && threshold == Math.rint(threshold))) {
            throw new IllegalArgumentException("threshold must be a whole count of at least 1, not " + threshold);
        }
        Arguments.finite("threshold", threshold);
        Arguments.atLeast("draws", draws, FEWEST_DRAWS);
    }

    /**
     * The usual choice.
     *
     * @return own arm by any treated neighbour, Hajek's weights, tossed coins
     */
    public static ExposureMapping standard() {
        return new ExposureMapping(Exposure.ANY_NEIGHBOUR, 1, Weighting.HAJEK, Randomisation.BERNOULLI, 10_000);
    }

    @Override
    public Estimand target() {
        return exposure == Exposure.NEIGHBOUR_COUNT ? Estimand.SPILLOVER : Estimand.EXPOSURE;
    }

    @Override
    public Set<Role> needs() {
        Set<Role> roles = EnumSet.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.NEIGHBOURS);
        if (randomisation == Randomisation.BERNOULLI) {
            roles.add(Role.PROPENSITY);
        }
        if (randomisation == Randomisation.CLUSTERS) {
            roles.add(Role.CLUSTER);
        }
        return roles;
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = needs();
        if (randomisation != Randomisation.BERNOULLI) {
            roles.add(Role.STRATUM);
        }
        return roles;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        Network network = Network.of(sample);
        int[] observed = new int[outcome.length];
        double[] own = arms.indicator();
        Arrays.setAll(
                observed, i -> exposure.level((int) own[i], network.treated(i, own), network.of(i).length, threshold));
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        ExposureLaw law = law(sample, arms, network, random, diagnostics);
        List<ExposureContrast> contrasts = contrasts(law, outcome, observed);
        List<Estimate> terms = new ArrayList<>();
        double smallest = 1;
        int left = outcome.length;
        for (Exposure.Contrast wanted : exposure.contrasts(threshold)) {
            ExposureContrast contrast = contrasts.get(terms.size());
            double variance = contrast.variance();
            if (!(variance > 0)) {
                throw new EstimationException(
                        Problem.CONSTANT_OUTCOME,
                        "The estimated variance of '" + wanted.term() + "' is " + variance + ": outcome '"
                                + sample.column(Role.OUTCOME).name()
                                + "' does not vary, or too few units have these exposures.",
                        "Choose an exposure of fewer levels, or a larger experiment.");
            }
            terms.add(Estimate.normal(wanted.estimand(), wanted.term(), contrast.value(), Math.sqrt(variance)));
            smallest = Math.min(smallest, contrast.smallest());
            left = Math.min(left, contrast.units());
        }
        diagnostics.put("min_exposure", smallest);
        diagnostics.put("units_left_out", (double) (outcome.length - left));
        cautions(cautions, diagnostics, smallest, outcome.length - left, outcome.length);
        Glance glance = new Glance(
                "exposure-mapping",
                "Aronow-Samii conservative variance, normal",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                0,
                diagnostics);
        return new Fit(terms, glance, cautions, term -> contrasts.get(term).influence());
    }

    /** The contrasts, all pairs of units added: their joint law is computed once. */
    private List<ExposureContrast> contrasts(ExposureLaw law, double[] outcome, int[] observed) {
        List<ExposureContrast> contrasts = new ArrayList<>();
        for (Exposure.Contrast wanted : exposure.contrasts(threshold)) {
            int[] levels = {wanted.level(), wanted.reference()};
            boolean[] used = possible(law, outcome.length, levels);
            checkObserved(wanted, observed, levels, used);
            contrasts.add(
                    new ExposureContrast(law, outcome, observed, exposure.levels(threshold), levels, used, weighting));
        }
        law.pairs((i, j, joint) -> {
            for (ExposureContrast contrast : contrasts) {
                contrast.add(i, j, joint);
            }
        });
        return contrasts;
    }

    private ExposureLaw law(
            Sample sample, TwoArms arms, Network network, RandomGenerator random, Map<String, Double> diagnostics) {
        if (randomisation == Randomisation.BERNOULLI) {
            return new TossedExposure(network, sample.numeric(Role.PROPENSITY), exposure, threshold);
        }
        Sample design = randomisation == Randomisation.COMPLETE ? sample.with(Role.CLUSTER) : sample;
        AssignmentMechanism mechanism = AssignmentMechanism.of(design, arms);
        boolean listed = mechanism.assignments() <= draws;
        int count = listed ? (int) Math.rint(mechanism.assignments()) : draws + 1;
        DrawnExposure law = new DrawnExposure(network, exposure, threshold, count);
        int[] unitOfRow = mechanism.unitOfRow();
        double[] rows = new double[sample.size()];
        if (listed) {
            mechanism.each(arm -> law.add(spread(arm, unitOfRow, rows)));
        } else {
            law.add(arms.indicator());
            double[] arm = new double[mechanism.units()];
            for (int r = 0; r < draws; r++) {
                mechanism.draw(random, arm);
                law.add(spread(arm, unitOfRow, rows));
            }
        }
        diagnostics.put("draws", (double) count);
        diagnostics.put("listed", listed ? 1.0 : 0.0);
        return law;
    }

    private static double[] spread(double[] arm, int[] unitOfRow, double[] rows) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = arm[unitOfRow[i]];
        }
        return rows;
    }

    private static boolean[] possible(ExposureLaw law, int n, int[] levels) {
        boolean[] used = new boolean[n];
        for (int i = 0; i < n; i++) {
            used[i] = law.probability(i, levels[0]) > 0 && law.probability(i, levels[1]) > 0;
        }
        return used;
    }

    private static void checkObserved(Exposure.Contrast wanted, int[] observed, int[] levels, boolean[] used) {
        int[] counts = new int[2];
        int possible = 0;
        for (int i = 0; i < observed.length; i++) {
            possible += used[i] ? 1 : 0;
            counts[0] += used[i] && observed[i] == levels[0] ? 1 : 0;
            counts[1] += used[i] && observed[i] == levels[1] ? 1 : 0;
        }
        if (possible == 0) {
            throw new EstimationException(
                    Problem.IMPOSSIBLE_EXPOSURE,
                    "No unit can have both exposures of '" + wanted.term()
                            + "' by this design; their difference is not identified.",
                    "Choose another exposure or threshold, or check the lists of neighbours.");
        }
        if (counts[0] < 2 || counts[1] < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "Of the units that can have both exposures of '" + wanted.term() + "', " + counts[0] + " and "
                            + counts[1] + " have them; a comparison needs two of each.",
                    "Choose an exposure of fewer levels, or a larger experiment.");
        }
    }

    private void cautions(List<Caution> cautions, Map<String, Double> diagnostics, double smallest, int out, int n) {
        if (out > 0) {
            cautions.add(Caution.of(
                    "units-left-out",
                    out + " of " + n
                            + " units cannot have an exposure that is compared, for want of neighbours, and are"
                            + " left out; the effect is that of the others."));
        }
        if (smallest < RARE) {
            cautions.add(Caution.of(
                    "rare-exposure",
                    String.format(
                            Locale.ROOT,
                            "The smallest probability that outcomes are weighted by is %.4f; few units speak for many, and"
                                    + " normal intervals are too short.",
                            smallest)));
        }
        if (diagnostics.getOrDefault("listed", 1.0) == 0) {
            double error = 1 / Math.sqrt(draws * smallest);
            diagnostics.put("relative_error", error);
            if (error > IMPRECISE) {
                cautions.add(Caution.of(
                        "exposure-simulated",
                        String.format(
                                Locale.ROOT,
                                "Probabilities of exposures come from %d draws, the smallest with a relative error of %.2f;"
                                        + " more draws would settle them.",
                                draws,
                                error)));
            }
        }
    }
}
