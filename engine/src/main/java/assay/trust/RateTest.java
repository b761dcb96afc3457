package assay.trust;

import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * Whether an event is as frequent in all arms: Fisher's exact test, twice the smaller tail of the hypergeometric distribution. For
 * several arms it is that of the most extreme arm against all others, times the number of arms.
 */
final class RateTest {

    private RateTest() {}

    /** The p-value of numbers of events among numbers of units, by arm. */
    static double of(long[] events, long[] units) {
        long allEvents = 0;
        long allUnits = 0;
        for (int k = 0; k < events.length; k++) {
            allEvents += events[k];
            allUnits += units[k];
        }
        int kinds = events.length == 2 ? 1 : events.length;
        double least = 1;
        for (int k = 0; k < kinds; k++) {
            least = Math.min(least, twoSided(events[k], units[k], allEvents, allUnits));
        }
        return Math.min(1, kinds * least);
    }

    private static double twoSided(long count, long drawn, long marked, long all) {
        double here = FastMath.exp(choose(marked, count) + choose(all - marked, drawn - count) - choose(all, drawn));
        double above = 0;
        double mass = here;
        for (long k = count; mass > 0 && mass > 1e-18 * above; k++) {
            above += mass;
            mass *= (double) (marked - k) * (drawn - k) / ((k + 1.0) * (all - marked - drawn + k + 1.0));
        }
        double below = 0;
        mass = here;
        for (long k = count; mass > 0 && mass > 1e-18 * below; k--) {
            below += mass;
            mass *= (double) k * (all - marked - drawn + k) / ((marked - k + 1.0) * (drawn - k + 1.0));
        }
        return Math.min(1, 2 * Math.min(above, below));
    }

    private static double choose(long n, long k) {
        return Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0);
    }
}
