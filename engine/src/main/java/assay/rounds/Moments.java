package assay.rounds;

/** Number, mean and sum of squared deviations of numbers, by Welford's recursion. Mutable; not thread-safe. */
final class Moments {

    private long n;
    private double mean;
    private double squares;

    Moments() {}

    Moments(long n, double mean, double squares) {
        this.n = n;
        this.mean = mean;
        this.squares = squares;
    }

    void add(double value) {
        n++;
        double deviation = value - mean;
        mean += deviation / n;
        squares += deviation * (value - mean);
    }

    /** Takes in other numbers (Chan, Golub and LeVeque). */
    void add(Moments other) {
        if (other.n == 0) {
            return;
        }
        long sum = n + other.n;
        double deviation = other.mean - mean;
        squares += other.squares + deviation * deviation * n / sum * other.n;
        mean += deviation * other.n / sum;
        n = sum;
    }

    Moments copy() {
        return new Moments(n, mean, squares);
    }

    long n() {
        return n;
    }

    double mean() {
        return mean;
    }

    /** The sum of squared deviations from the mean. */
    double squares() {
        return squares;
    }

    /** The sum of squared deviations from a centre. */
    double squares(double centre) {
        double deviation = mean - centre;
        return squares + n * deviation * deviation;
    }

    /** The sum of deviations from a centre. */
    double sum(double centre) {
        return n * (mean - centre);
    }
}
