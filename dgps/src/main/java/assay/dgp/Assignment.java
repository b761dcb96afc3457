package assay.dgp;

import assay.random.Philox;
import java.util.Arrays;

/** How units are put into arms. */
public enum Assignment {
    /** Each by its own toss of a coin: the arms' sizes vary from draw to draw. */
    BERNOULLI {
        @Override
        double[] draw(Philox random, int size, double share) {
            double[] treatment = new double[size];
            random.uniforms(treatment);
            for (int i = 0; i < size; i++) {
                treatment[i] = treatment[i] < share ? 1 : 0;
            }
            return treatment;
        }
    },
    /** A fixed number by lot: {@code share * size}, rounded, in the treated arm. */
    COMPLETE {
        @Override
        double[] draw(Philox random, int size, double share) {
            double[] treatment = new double[size];
            int treated = (int) Math.rint(share * size);
            // Treats the first units of a random order, of which no more than those is drawn.
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                order[i] = i;
            }
            for (int i = 0; i < treated; i++) {
                int j = i + (int) (random.nextDouble() * (size - i));
                treatment[order[j]] = 1;
                order[j] = order[i];
            }
            return treatment;
        }
    };

    /** Arms, 1 for treated, from the start of a stream. */
    abstract double[] draw(Philox random, int size, double share);

    /** The arms of a twin: the same for all. */
    static double[] all(int size, int arm) {
        if (arm != 0 && arm != 1) {
            throw new IllegalArgumentException("arm must be 0 or 1, not " + arm);
        }
        double[] treatment = new double[size];
        Arrays.fill(treatment, arm);
        return treatment;
    }
}
