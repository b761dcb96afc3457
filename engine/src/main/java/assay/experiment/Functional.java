package assay.experiment;

/**
 * A linear functional of counterfactual means: the mean of each outcome in each arm and segment, times the weights of the
 * outcome, the arm and the segment. An effect has weight 1 on an arm and -1 on another.
 */
final class Functional {

    private final Stage stage;
    private final double[] outcomes;
    private final double[] arms;
    private final double[] segments;

    Functional(Stage stage, double[] outcomes, double[] arms, double[] segments) {
        this.stage = stage;
        this.outcomes = outcomes;
        this.arms = arms;
        this.segments = segments;
    }

    Stage stage() {
        return stage;
    }

    double[] outcomes() {
        return outcomes;
    }

    double[] arms() {
        return arms;
    }

    double[] segments() {
        return segments;
    }

    /** The weights of one thing out of several. */
    static double[] unit(int count, int at) {
        double[] weights = new double[count];
        weights[at] = 1;
        return weights;
    }

    /** The weights of one thing less another. */
    static double[] difference(int count, int at, int less) {
        double[] weights = unit(count, at);
        weights[less] -= 1;
        return weights;
    }

    Functional outcomes(double[] other) {
        return new Functional(stage, other, arms, segments);
    }

    Functional arms(double[] other) {
        return new Functional(stage, outcomes, other, segments);
    }

    Functional segments(double[] other) {
        return new Functional(stage, outcomes, arms, other);
    }

    /** The one outcome that it is about, negative if there are several. */
    int outcome() {
        int found = -1;
        for (int o = 0; o < outcomes.length; o++) {
            if (outcomes[o] != 0) {
                if (found >= 0 || outcomes[o] != 1) {
                    return -1;
                }
                found = o;
            }
        }
        return found;
    }
}
