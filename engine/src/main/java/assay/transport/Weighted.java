package assay.transport;

/** The difference of the weighted mean outcomes of two arms. */
final class Weighted {

    private final double value;
    private final double[] influence;
    private final double[] weights;

    /** Over arrays that are shared. */
    Weighted(double value, double[] influence, double[] weights) {
        this.value = value;
        this.influence = influence;
        this.weights = weights;
    }

    double value() {
        return value;
    }

    /** By row of the sample. */
    double[] influence() {
        return influence;
    }

    /** By row of the sample, 0 in the target; they sum to 1 in each arm. */
    double[] weights() {
        return weights;
    }
}
