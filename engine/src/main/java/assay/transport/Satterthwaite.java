package assay.transport;

/** A sum of independent variances and the degrees of freedom of Welch and Satterthwaite. */
final class Satterthwaite {

    private double sum;
    private double squares;

    /** Adds a variance; one of no degrees of freedom counts as known. */
    void add(double variance, double df) {
        sum += variance;
        squares += df > 0 ? variance * variance / df : 0;
    }

    double variance() {
        return sum;
    }

    double degreesOfFreedom() {
        return squares > 0 ? sum * sum / squares : Double.POSITIVE_INFINITY;
    }
}
