package assay.dgp.market;

import assay.distribution.NormalDraws;
import assay.random.Philox;
import assay.random.Streams;
import org.apache.commons.math3.util.FastMath;

/**
 * The users of a draw. Each has a stream of its own, so that who it is and what it draws on any day depends on nobody else,
 * and on no arm.
 */
final class Users {

    private static final int FIRST_USER_STREAM = 64;
    private static final double EFFORT_SD = 0.6;
    private static final double SENSITIVITY = 0.5;
    private static final double CLUSTER_SD = 0.5;
    private static final double EFFORT_WEIGHT = 0.8;
    private static final double MATCH_WEIGHT = 0.6;
    private static final double LEAVING = 1 / 30.0;

    final int count;
    final int[] cluster;
    final Philox[] random;
    /** Day of arrival. */
    final int[] arrival;
    /** Probability of leaving after a visit without reward: Gamma(1.5, 1/30). */
    final double[] leaving;

    private final double[] clusterShock;
    private final double[] sensitivity;
    private final double[] effortCost;
    private final double[] taste;

    Users(int count, int clusters, int days, Streams streams) {
        this.count = count;
        cluster = new int[count];
        random = new Philox[count];
        arrival = new int[count];
        leaving = new double[count];
        sensitivity = new double[count];
        effortCost = new double[count];
        taste = new double[count * Offers.CATEGORIES];
        clusterShock = new double[clusters];
        streams.covariates().normals(clusterShock);
        double[] uniforms = new double[6 + Offers.CATEGORIES];
        for (int i = 0; i < count; i++) {
            cluster[i] = cluster(i, count, clusters);
            random[i] = new Philox(streams.worldKey(), streams.replicate(), FIRST_USER_STREAM + i);
            for (int k = 0; k < uniforms.length; k++) {
                uniforms[k] = random[i].nextDouble();
            }
            traits(i, days, uniforms);
        }
    }

    /** Clusters stand together and differ by one user at most. */
    static int cluster(int user, int count, int clusters) {
        return (int) ((long) user * clusters / count);
    }

    private void traits(int i, int days, double[] u) {
        arrival[i] = (int) (u[0] * days);
        sensitivity[i] = -SENSITIVITY * FastMath.log(u[1] * u[2]);
        effortCost[i] = FastMath.exp(EFFORT_SD * NormalDraws.of(u[3]));
        double z = NormalDraws.of(u[4]);
        // Gamma(3/2) is an exponential and half a squared normal.
        leaving[i] = LEAVING * (z * z / 2 - FastMath.log(u[5]));
        double sum = 0;
        for (int c = 0; c < Offers.CATEGORIES; c++) {
            double e = -FastMath.log(u[6 + c]);
            taste[i * Offers.CATEGORIES + c] = e;
            sum += e;
        }
        for (int c = 0; c < Offers.CATEGORIES; c++) {
            taste[i * Offers.CATEGORIES + c] *= Offers.CATEGORIES / sum;
        }
    }

    /** E to the utility of an offer without noise, the outside option being worth 1. */
    double weight(int i, Offers offers, int j, double reward) {
        return FastMath.exp(sensitivity[i] * reward
                - EFFORT_WEIGHT * effortCost[i] * offers.effort[j]
                + MATCH_WEIGHT * taste[i * Offers.CATEGORIES + offers.category[j]]
                + CLUSTER_SD * clusterShock[cluster[i]]);
    }
}
