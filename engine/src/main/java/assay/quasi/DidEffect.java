package assay.quasi;

/** An effect with an influence value for each unit of a panel. */
final class DidEffect {

    private final double value;
    private final double[] influence;

    /** Over an array that is not copied. */
    DidEffect(double value, double[] influence) {
        this.value = value;
        this.influence = influence;
    }

    double value() {
        return value;
    }

    double[] influence() {
        return influence;
    }

    /** This and so many times the other. */
    DidEffect plus(double factor, DidEffect other) {
        double[] sum = influence.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * other.influence[i];
        }
        return new DidEffect(value + factor * other.value, sum);
    }
}
