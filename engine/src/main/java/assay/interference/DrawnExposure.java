package assay.interference;

/** Exposure probabilities as shares of assignments that were listed or drawn. */
final class DrawnExposure implements ExposureLaw {

    private static final int BITS = 6;

    private final Network network;
    private final Exposure exposure;
    private final double threshold;
    private final int levels;
    /** For each unit and level, a bit for each assignment. */
    private final long[][] bits;

    private int count;

    DrawnExposure(Network network, Exposure exposure, double threshold, int most) {
        this.network = network;
        this.exposure = exposure;
        this.threshold = threshold;
        this.levels = exposure.levels(threshold);
        this.bits = new long[network.size() * levels][(most >>> BITS) + 1];
    }

    /** Counts an assignment. */
    void add(double[] arm) {
        for (int i = 0; i < network.size(); i++) {
            int level = exposure.level((int) arm[i], network.treated(i, arm), network.of(i).length, threshold);
            bits[i * levels + level][count >>> BITS] |= 1L << count;
        }
        count++;
    }

    @Override
    public double probability(int unit, int level) {
        long[] own = bits[unit * levels + level];
        return common(own, own);
    }

    private double common(long[] a, long[] b) {
        int sum = 0;
        for (int w = 0; w < a.length; w++) {
            sum += Long.bitCount(a[w] & b[w]);
        }
        return sum / (double) count;
    }

    @Override
    public void pairs(PairVisitor visitor) {
        double[] joint = new double[levels * levels];
        for (int i = 0; i < network.size(); i++) {
            for (int j = i + 1; j < network.size(); j++) {
                for (int a = 0; a < levels; a++) {
                    for (int b = 0; b < levels; b++) {
                        joint[a * levels + b] = common(bits[i * levels + a], bits[j * levels + b]);
                    }
                }
                visitor.at(i, j, joint);
            }
        }
    }
}
