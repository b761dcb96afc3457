package assay.harness;

import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.certificate.Tier;
import assay.dgp.Draw;
import assay.random.Streams;
import java.util.Arrays;

/**
 * A first look at a method on a planted table, on draws of its own: how large its standard error is, and by how much it
 * may shrink before too many intervals miss.
 *
 * @param stdError root mean squared standard error; NaN if the method never answered
 * @param factor standard errors times this make a mutant that must be refuted
 */
record Pilot(double stdError, double factor) {

    static Pilot run(Estimator<Fit> estimator, PlantedTable world, Tier tier, Keys keys, Workers workers) {
        int draws = draws(tier);
        double[] squares = new double[draws];
        double[] ratios = new double[draws];
        long key = keys.world(world);
        workers.each(draws, i -> {
            Streams streams = keys.streams(key, i);
            Draw draw = world.draw(streams);
            try {
                Estimate estimate =
                        estimator.estimate(draw.observed(), streams.estimator()).estimate();
                double error = Math.abs(estimate.value() - draw.truth().value(estimate.estimand()));
                double half = estimate.inference().interval(FitClaim.LEVEL).width() / 2;
                squares[i] = estimate.stdError() * estimate.stdError();
                ratios[i] = error / half;
            } catch (EstimationException | IllegalArgumentException e) {
                squares[i] = Double.NaN;
                ratios[i] = Double.POSITIVE_INFINITY;
            }
        });
        double mean = Arrays.stream(squares).filter(Double::isFinite).average().orElse(Double.NaN);
        Arrays.sort(ratios);
        double tight = ratios[(int) (coverage(tier) * draws)];
        // Two digits are enough, and name the mutant.
        double factor = Math.floor(100 * Math.min(weakest(tier), tight)) / 100;
        return new Pilot(Math.sqrt(mean), Math.max(0.01, factor));
    }

    private static int draws(Tier tier) {
        return switch (tier) {
            case A -> 2000;
            case B -> 600;
            case C -> 400;
            case D -> 200;
        };
    }

    /** What the mutant is to cover: well below the threshold of the tier, so that its budget refutes it. */
    private static double coverage(Tier tier) {
        return switch (tier) {
            case A -> 0.915;
            case B -> 0.885;
            case C -> 0.86;
            case D -> 0.80;
        };
    }

    private static double weakest(Tier tier) {
        return switch (tier) {
            case A -> 0.9;
            case B -> 0.8;
            case C -> 0.75;
            case D -> 0.65;
        };
    }

    /** The share of a standard error by which an estimate is moved to be refuted. */
    static double shift(Tier tier) {
        return switch (tier) {
            case A, B -> 0.3;
            case C -> 0.4;
            case D -> 0.6;
        };
    }
}
