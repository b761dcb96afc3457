package assay.forest;

import org.jspecify.annotations.Nullable;

/**
 * The slope of the outcome on a treatment, by ordinary least squares or with an instrument.
 */
final class EffectObjective extends Objective {

    private final double[] outcome;
    private final double[] treatment;
    private final double[] instrument;

    EffectObjective(double[] outcome, double[] treatment, double[] instrument, double @Nullable [] weights) {
        super(new double[][] {outcome, treatment, instrument}, weights, 1, 1, new EffectSolver());
        this.outcome = outcome;
        this.treatment = treatment;
        this.instrument = instrument;
    }

    @Override
    boolean label(int[] rows, int from, int to, double[][] local, double @Nullable [] weight, double[] channels) {
        double[] y = local[0];
        double[] w = local[1];
        double[] z = local[2];
        double total = 0;
        double sumY = 0;
        double sumW = 0;
        double sumZ = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            double g = weight == null ? 1 : weight[row];
            total += g;
            sumY += g * y[row];
            sumW += g * w[row];
            sumZ += g * z[row];
        }
        if (!(total > 0)) {
            return false;
        }
        double meanY = sumY / total;
        double meanW = sumW / total;
        double meanZ = sumZ / total;
        double zw = 0;
        double zy = 0;
        double products = 0;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            double g = weight == null ? 1 : weight[row];
            double centred = g * (z[row] - meanZ);
            zw += centred * (w[row] - meanW);
            products += Math.abs(g * z[row] * w[row]);
            zy += centred * (y[row] - meanY);
        }
        if (!(Math.abs(zw) > EffectSolver.NEGLIGIBLE * products)) {
            return false;
        }
        double slope = zy / zw;
        double scale = total / zw;
        int stride = stride();
        for (int i = from, at = 0; i < to; i++, at += stride) {
            int row = rows[i];
            double g = weight == null ? 1 : weight[row];
            double centred = z[row] - meanZ;
            channels[at] = centred < 0 ? 1 + BELOW : 1;
            channels[at + 1] = g * scale * centred * (y[row] - meanY - slope * (w[row] - meanW));
            channels[at + 2] = g * centred;
            channels[at + 3] = g * centred * centred;
            if (weight != null) {
                channels[at + 4] = g;
            }
        }
        return true;
    }

    @Override
    void add(int row, double weight, double[] into, int at) {
        double y = weight * outcome[row];
        double w = weight * treatment[row];
        double z = instrument[row];
        into[at] += weight;
        into[at + 1] += w;
        into[at + 2] += weight * z;
        into[at + 3] += y;
        into[at + 4] += z * w;
        into[at + 5] += z * y;
    }
}
