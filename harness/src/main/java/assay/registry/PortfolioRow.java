package assay.registry;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One experiment of a portfolio.
 *
 * @param experiment the experiment
 * @param launch which launch it was, from 1
 * @param days how long it has run
 * @param effect the primary effect of the treatment with the most evidence; empty if nobody has read it
 * @param logE logarithm of the e-value of its primary metric, the mean over treatments; 0 if nobody has read it
 * @param live whether it stands among the live experiments by e-BH; empty if it is not live
 * @param online whether it stands among all launched by e-LOND
 * @param decision the decision in force; empty if there is none
 * @param place its buckets of a layer; empty if it is in none
 * @param sharesUsersWith running experiments that may have users of this one, if it runs
 */
public record PortfolioRow(
        Experiment experiment,
        int launch,
        double days,
        Optional<Effect> effect,
        double logE,
        Optional<Boolean> live,
        boolean online,
        Optional<StoredDecision> decision,
        Optional<LaunchRequest.Place> place,
        List<String> sharesUsersWith) {

    /**
     * The primary effect as it was last read.
     *
     * @param arm the treatment
     * @param value in the unit of the metric
     * @param low lower end of its interval
     * @param high upper end of its interval
     */
    public record Effect(String arm, double value, OptionalDouble low, OptionalDouble high) {}

    public PortfolioRow {
        sharesUsersWith = List.copyOf(sharesUsersWith);
    }
}
