package assay.harness;

import assay.Column;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.certificate.CellRole;
import assay.dgp.Dgp;
import assay.random.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether an estimator is a function of its sample and its generator: the same answer, to the bit, when it is asked again
 * in another order, and a sample that is as it was. Without it replicates are not independent, and no certificate can be
 * recomputed. It is a check by example: state that shows rarely can pass.
 */
public final class Repeatability {

    private static final int WORLDS = 3;
    private static final int SAMPLES = 8;
    private static final double LEVEL = 0.95;

    private Repeatability() {}

    /**
     * Looks for a fault on a few samples of the smallest home cells.
     *
     * @param method the method
     * @param limit how long one estimate may take; where one takes longer or fails, no more is asked in that world
     * @return the fault in words, empty if none was found
     */
    public static Optional<String> fault(Method<Fit> method, Duration limit) {
        List<Dgp> worlds = method.cells().stream()
                .filter(cell -> cell.role() == CellRole.HOME)
                .map(Cell::world)
                .sorted(Comparator.comparingInt(Dgp::size))
                .limit(WORLDS)
                .toList();
        try (TimeLimited<Fit> limited = new TimeLimited<>(method.estimator(), limit)) {
            return worlds.stream()
                    .map(world -> fault(limited, world))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    private static Optional<String> fault(Estimator<Fit> estimator, Dgp world) {
        List<double[]> first = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            Streams streams = new Streams(1, i);
            Sample sample = world.draw(streams).observed();
            double[] answer = answer(estimator, sample, streams);
            if (!Arrays.deepEquals(content(sample), content(world.draw(streams).observed()))) {
                return Optional.of(
                        "It changes the sample that it is given, so that whatever is computed from the sample "
                                + "afterwards is wrong: work on copies of the arrays (clone).");
            }
            if (answer.length == 0) {
                break;
            }
            first.add(answer);
        }
        for (int i = first.size() - 1; i >= 0; i--) {
            Streams streams = new Streams(1, i);
            double[] again = answer(estimator, world.draw(streams).observed(), streams);
            if (!Arrays.equals(first.get(i), again)) {
                return Optional.of("It answers differently when it is asked twice about the same sample, so that no "
                        + "replicate could be recomputed: draw from the generator that it is given only, and keep "
                        + "nothing between calls (static or instance fields).");
            }
        }
        return Optional.empty();
    }

    /** Empty where there is none. */
    private static double[] answer(Estimator<Fit> estimator, Sample sample, Streams streams) {
        try {
            Estimate estimate = estimator.estimate(sample, streams.estimator()).estimate();
            Interval interval = estimate.inference().interval(LEVEL);
            return new double[] {
                estimate.value(),
                estimate.stdError(),
                interval.lower(),
                interval.upper(),
                estimate.inference().pValue(0)
            };
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
            return new double[0];
        }
    }

    private static Object[] content(Sample sample) {
        List<Object> content = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Column column : sample.has(role) ? sample.columns(role) : List.<Column>of()) {
                content.add(
                        column instanceof Column.Numeric numeric
                                ? numeric.values()
                                : ((Column.Categorical) column).codes());
            }
        }
        if (sample.has(Role.COVARIATE)) {
            content.add(sample.covariates().columns());
        }
        if (sample.has(Role.ASSIGNMENT)) {
            content.add(TwoArms.of(sample).indicator());
        }
        return content.toArray();
    }
}
