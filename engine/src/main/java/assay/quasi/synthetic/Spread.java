package assay.quasi.synthetic;

import assay.EstimationException;
import assay.Inference;
import assay.Normal;
import assay.Problem;
import assay.StudentT;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The standard error of an effect and the reference distribution that goes with it.
 *
 * @param stdError positive
 * @param degreesOfFreedom infinite for the normal distribution
 * @param words how it was found
 */
record Spread(double stdError, double degreesOfFreedom, String words) {

    private static final int MOST_REDRAWS = 1000;
    /** Controls up to which each is taken for treated once. */
    static final int MOST_ENUMERATED = 500;

    static Spread of(Synthesis synthesis, SyntheticEffect how, RandomGenerator random) {
        AdoptionPanel panel = synthesis.panel();
        int treated = panel.treated().length;
        SyntheticError method = how.error().resolved(synthesis.weighting(), treated);
        if (treated == 1 && method != SyntheticError.PLACEBO) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "One unit is treated ('" + panel.units().get(panel.treated()[0]) + "'): the " + method.code()
                            + " cannot leave it out and still have an effect to estimate.",
                    "Take the placebo method (--se placebo), which needs one treated unit only.");
        }
        Spread spread = switch (method) {
            case PLACEBO, AUTO -> placebo(synthesis, how, random);
            case JACKKNIFE -> jackknife(synthesis);
            case BOOTSTRAP -> bootstrap(synthesis, how, random);
        };
        if (!(spread.stdError > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + panel.outcomeName()
                            + "' changes by the same amount in all units that are compared; the effect has no standard"
                            + " error.",
                    "Check the outcome, or add controls.");
        }
        return spread;
    }

    Inference inference(double value) {
        return Double.isInfinite(degreesOfFreedom)
                ? new Normal(value, stdError)
                : new StudentT(value, stdError, degreesOfFreedom);
    }

    private static Spread placebo(Synthesis synthesis, SyntheticEffect how, RandomGenerator random) {
        AdoptionPanel panel = synthesis.panel();
        int[] controls = panel.controls();
        int[] treated = panel.treated();
        int[] start = panel.start();
        if (controls.length <= treated.length) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "There are " + treated.length + " treated units and " + controls.length
                            + " controls; placebos take as many controls for treated as there are treated units, and need"
                            + " others to compare them with.",
                    "Take the jackknife (--se jackknife), or add controls.");
        }
        int[] starts = IntStream.of(treated).map(i -> start[i]).toArray();
        int never = panel.periods().size();
        boolean one = treated.length == 1 && controls.length <= MOST_ENUMERATED;
        double[] effects = new double[one ? controls.length : how.replications()];
        for (int r = 0; r < effects.length; r++) {
            if (one) {
                swap(controls, 0, r);
            } else {
                shuffle(controls, treated.length, random);
            }
            int[] adoption = new int[controls.length];
            Arrays.fill(adoption, never);
            System.arraycopy(starts, 0, adoption, 0, starts.length);
            effects[r] = again(synthesis, how, panel.with(controls, adoption));
            if (one) {
                swap(controls, 0, r);
            }
        }
        return new Spread(
                deviation(effects),
                controls.length - 1,
                one
                        ? "placebo: each of " + controls.length
                                + " controls taken for treated, as one unit is treated; Student's t"
                        : "placebo: " + treated.length + " of " + controls.length + " controls taken for treated, "
                                + how.replications() + " times; Student's t");
    }

    private static double again(Synthesis synthesis, SyntheticEffect how, AdoptionPanel panel) {
        return Synthesis.of(panel, synthesis.weighting(), how.refits()).effect();
    }

    private static Spread jackknife(Synthesis synthesis) {
        LeaveOneOut leave = LeaveOneOut.of(synthesis);
        return new Spread(
                leave.stdError(), leave.degreesOfFreedom(), "jackknife over units, weights fixed; Student's t");
    }

    private static Spread bootstrap(Synthesis synthesis, SyntheticEffect how, RandomGenerator random) {
        AdoptionPanel panel = synthesis.panel();
        int[] start = panel.start();
        int never = panel.periods().size();
        double[] effects = new double[how.replications()];
        for (int r = 0; r < effects.length; r++) {
            int[] drawn = new int[start.length];
            int treated = 0;
            for (int redraw = 0; treated == 0 || treated > drawn.length - 2; redraw++) {
                if (redraw == MOST_REDRAWS) {
                    throw new EstimationException(
                            Problem.UNSUITABLE_METHOD,
                            "Hardly any of " + MOST_REDRAWS
                                    + " draws of the units has both a treated unit and two controls.",
                            "Take the jackknife (--se jackknife).");
                }
                treated = 0;
                for (int i = 0; i < drawn.length; i++) {
                    drawn[i] = random.nextInt(drawn.length);
                    treated += start[drawn[i]] < never ? 1 : 0;
                }
            }
            Arrays.sort(drawn);
            int[] adoption = IntStream.of(drawn).map(i -> start[i]).toArray();
            effects[r] = again(synthesis, how, panel.with(drawn, adoption));
        }
        return new Spread(
                deviation(effects),
                Double.POSITIVE_INFINITY,
                "bootstrap over units, " + how.replications() + " draws, weights found again; normal");
    }

    /** A random choice of the first so many. */
    static void shuffle(int[] values, int first, RandomGenerator random) {
        for (int i = 0; i < first; i++) {
            swap(values, i, i + random.nextInt(values.length - i));
        }
    }

    private static void swap(int[] values, int i, int j) {
        int held = values[i];
        values[i] = values[j];
        values[j] = held;
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
