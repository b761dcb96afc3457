package assay.dgp.scenario;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * On which day of its window a response is seen: evenly over the days on which it can happen without treatment; what treatment adds
 * only after the delay, and less by the day where its novelty wears off.
 */
final class Timing {

    private final double[] usual;
    private final double[] caused;
    private final double lasting;

    Timing(Response response, Signal signal) {
        int days = response.days();
        double[] shares = new double[days];
        double[] late = new double[days];
        int first = response.firstDay();
        int from = Math.max(first, signal.delayDays());
        Arrays.fill(shares, first, days, 1.0 / (days - first));
        double sum = 0;
        for (int d = from; d < days; d++) {
            double worn = signal.noveltyDays() == 0
                    ? 1
                    : FastMath.exp(-FastMath.log(2) * (d - signal.delayDays()) / signal.noveltyDays());
            late[d] = worn / (days - from);
            sum += late[d];
        }
        lasting = sum;
        for (int d = from; d < days; d++) {
            late[d] /= sum;
        }
        usual = cumulative(shares);
        caused = cumulative(late);
    }

    private static double[] cumulative(double[] shares) {
        double[] sums = new double[shares.length + 1];
        for (int d = 0; d < shares.length; d++) {
            sums[d + 1] = sums[d] + shares[d];
        }
        sums[shares.length] = 1;
        return sums;
    }

    /** The share of an effect that is left when its novelty has worn off as it does; 1 if it lasts. */
    double lasting() {
        return lasting;
    }

    /** The share of what happens without treatment that is seen within the first days. */
    double usualBy(int days) {
        return usual[days];
    }

    /** The share of what treatment adds that is seen within the first days. */
    double causedBy(int days) {
        return caused[days];
    }

    /** The day of an event that happens without treatment too. */
    int usualDay(double uniform) {
        return day(usual, uniform);
    }

    /** The day of an event that treatment causes. */
    int causedDay(double uniform) {
        return day(caused, uniform);
    }

    private static int day(double[] sums, double uniform) {
        int d = 0;
        while (d < sums.length - 2 && uniform >= sums[d + 1]) {
            d++;
        }
        return d;
    }
}
