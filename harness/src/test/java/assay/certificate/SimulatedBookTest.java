package assay.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import assay.multiplicity.EBh;
import assay.random.Philox;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;

/**
 * The error rates of the book, put to the test: 300 claims at tier A, t = 0.94, of which 240 have a mean of 0.95, 20 of
 * 0.945 and 40, just false, of 0.939. Every claim is sampled in batches of 500 until its evidence is enough for the
 * book, it is refuted, or 40,000 replicates are spent.
 *
 * <p>Promised are, whatever the stopping rule: an expected share of false badges of at most q times 40/300 (e-BH), of at
 * most q (e-LOND), and a false alarm, somewhere in the book, with probability at most 260 times the rate of one claim.
 * The book is run at its own rates, and at rates forty times as large, where a breach would be easier to see.
 *
 * <p>Were a promise kept with equality, the mean of a share in [0, 1] over the runs would exceed its promise by so much
 * only with the probability 1e-6 that Chernoff's bound for a coin of that mean allows (Hoeffding 1963, theorem 1); with
 * six bounds, the whole test fails falsely with probability at most 6e-6. In fact the shares are far below the promises:
 * about 2e-5 and 5e-4 by e-BH, with no alarm.
 */
class SimulatedBookTest {

    private static final int RUNS = 2000;
    private static final int BATCH = 500;
    private static final int BUDGET = Tier.A.maximum();
    private static final int TRUE = 260;
    private static final int FALSE = 40;
    private static final double FAILURE = 1e-6;
    private static final MixtureEvidence EVIDENCE = new MixtureEvidence(0.94, 0.95);

    /** The rates of a book, and when its claims stop: the smallest certified and the largest refuted sum at each look. */
    private static final class Book {
        private final double rate;
        private final double refuteEpsilon;
        private final int[] enough = new int[BUDGET / BATCH + 1];
        private final int[] refuted = new int[BUDGET / BATCH + 1];
        private final double[][] logE = new double[BUDGET / BATCH + 1][];
        private double badgedFalse;
        private double acceptedFalse;
        private double alarms;
        private double badgedTrue;

        Book(double rate, double stopEpsilon, double refuteEpsilon) {
            this.rate = rate;
            this.refuteEpsilon = refuteEpsilon;
            for (int look = 1; look < enough.length; look++) {
                int n = look * BATCH;
                enough[look] = first(n, FastMath.log(stopEpsilon));
                refuted[look] = last(n, FastMath.log(refuteEpsilon));
                logE[look] = new double[n + 1];
                Arrays.fill(logE[look], Double.NaN);
            }
        }

        private static int first(int n, double logEpsilon) {
            int low = (int) (0.94 * n);
            int high = n + 1;
            while (high - low > 1) {
                int middle = (low + high) / 2;
                if (EVIDENCE.logCertify(middle, n) >= -logEpsilon) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return high;
        }

        private static int last(int n, double logEpsilon) {
            int low = -1;
            int high = (int) FastMath.ceil(0.94 * n);
            while (high - low > 1) {
                int middle = (low + high) / 2;
                if (EVIDENCE.logRefute(middle, n) >= -logEpsilon) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** One book: claims in an order of its own, as e-LOND sees them. */
        void run(Batches[] means, Philox random) {
            double[] evidence = new double[TRUE + FALSE];
            boolean alarm = false;
            for (int i = 0; i < evidence.length; i++) {
                // Claims 7 i mod 300: true and false ones take turns.
                int kind = kind(i);
                int sum = 0;
                int look = 0;
                boolean open = true;
                while (open && look < enough.length - 1) {
                    sum += means[kind].next(random);
                    look++;
                    open = sum < enough[look] && sum > refuted[look];
                }
                alarm |= kind < 2 && sum <= refuted[look];
                double known = logE[look][sum];
                if (Double.isNaN(known)) {
                    known = EVIDENCE.logCertify(sum, look * BATCH);
                    logE[look][sum] = known;
                }
                evidence[i] = known;
            }
            alarms += alarm ? 1 : 0;
            boolean[] badged = new EBh(rate).badged(evidence);
            badgedFalse += falseShare(badged);
            acceptedFalse += falseShare(new ELond(rate).accepted(evidence));
            int found = 0;
            for (int i = 0; i < badged.length; i++) {
                found += badged[i] && kind(i) == 0 ? 1 : 0;
            }
            badgedTrue += found / 240.0;
        }
    }

    /** 0 for a mean of 0.95, 1 for 0.945, 2 for 0.939. */
    private static int kind(int i) {
        int place = 7 * i % (TRUE + FALSE);
        return place < 240 ? 0 : place < TRUE ? 1 : 2;
    }

    private static double falseShare(boolean[] discovered) {
        int all = 0;
        int wrong = 0;
        for (int i = 0; i < discovered.length; i++) {
            all += discovered[i] ? 1 : 0;
            wrong += discovered[i] && kind(i) == 2 ? 1 : 0;
        }
        return all == 0 ? 0 : (double) wrong / all;
    }

    /** Successes of a batch, by the alias method of Walker: one uniform each. */
    private static final class Batches {
        private final double[] keep = new double[BATCH + 1];
        private final int[] alias = new int[BATCH + 1];

        Batches(double p) {
            double[] mass = new double[BATCH + 1];
            mass[0] = 1;
            for (int n = 1; n <= BATCH; n++) {
                for (int s = n; s >= 0; s--) {
                    mass[s] = mass[s] * (1 - p) + (s > 0 ? mass[s - 1] * p : 0);
                }
            }
            int[] small = new int[mass.length];
            int[] large = new int[mass.length];
            int smalls = 0;
            int larges = 0;
            for (int s = 0; s < mass.length; s++) {
                keep[s] = mass[s] * mass.length;
                if (keep[s] < 1) {
                    small[smalls++] = s;
                } else {
                    large[larges++] = s;
                }
            }
            while (smalls > 0 && larges > 0) {
                int less = small[--smalls];
                int more = large[larges - 1];
                alias[less] = more;
                keep[more] -= 1 - keep[less];
                if (keep[more] < 1) {
                    larges--;
                    small[smalls++] = more;
                }
            }
            while (smalls > 0) {
                keep[small[--smalls]] = 1;
            }
        }

        int next(Philox random) {
            double u = random.nextDouble() * keep.length;
            int s = (int) u;
            return u - s < keep[s] ? s : alias[s];
        }
    }

    @Test
    void theBookKeepsItsErrorRates() {
        Book[] books = {
            new Book(ErrorRates.BOOK, ErrorRates.STOP, ErrorRates.REFUTE),
            new Book(40 * ErrorRates.BOOK, 40 * ErrorRates.STOP, 40 * ErrorRates.REFUTE),
        };
        Batches[] means = {new Batches(0.95), new Batches(0.945), new Batches(0.939)};
        for (int b = 0; b < books.length; b++) {
            for (int run = 0; run < RUNS; run++) {
                books[b].run(means, new Philox(31, run, b));
            }
        }
        for (Book book : books) {
            double share = (double) FALSE / (TRUE + FALSE);
            assertThat(book.badgedFalse / RUNS).isLessThanOrEqualTo(allowed(book.rate * share));
            assertThat(book.acceptedFalse / RUNS).isLessThanOrEqualTo(allowed(book.rate));
            assertThat(book.alarms / RUNS).isLessThanOrEqualTo(allowed(TRUE * book.refuteEpsilon));
        }
        // And the book is of use: nearly all claims of the nominal mean have their badge.
        assertThat(books[0].badgedTrue / RUNS).isGreaterThan(0.99);
    }

    /** The mean of RUNS shares that one exceeds with probability at most FAILURE if their expectation is p. */
    private static double allowed(double p) {
        double bound = -FastMath.log(FAILURE) / RUNS;
        double low = p;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double x = 0.5 * (low + high);
            double divergence = x * FastMath.log(x / p) + (1 - x) * (FastMath.log1p(-x) - FastMath.log1p(-p));
            if (divergence >= bound) {
                high = x;
            } else {
                low = x;
            }
        }
        return high;
    }
}
