package assay.dgp.scenario;

import assay.Arguments;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * How a response comes about.
 *
 * <p>An event happens with probability {@code (rate + effect) (1 + history c)}, in which {@code c} is a trait of the user with
 * mean 0 in [-1, 1]. An amount is nothing with probability {@code 1 - rate} and else log-normal, times {@code 1 + effect / mean};
 * {@code history} is the correlation of the normal behind it with that of the trait.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param rate probability of the event; of an amount the probability that it is not 0
 * @param mean mean of an amount, zeros included; 0 for an event
 * @param sd standard deviation of an amount, zeros included; 0 for an event
 * @param history how strongly it goes with the time before, in [-1, 1]
 * @param effects by treatment what seeing the treatment adds, in the unit of the response; empty for nothing
 * @param delayDays what treatment adds comes no earlier than this many days after the user starts; at least 0
 * @param noveltyDays what treatment adds halves in this many days; 0 if it lasts
 */
public record Signal(
        double rate, double mean, double sd, double history, List<Double> effects, int delayDays, double noveltyDays) {

    public Signal {
        Rates.check("rate", rate);
        if (!(mean >= 0 && sd >= 0) || Double.isInfinite(mean) || Double.isInfinite(sd)) {
            throw new IllegalArgumentException(
                    "mean and standard deviation must be at least 0, not " + mean + " and " + sd);
        }
        if (!(history >= -1 && history <= 1)) {
            throw new IllegalArgumentException("history must be in [-1, 1], not " + history);
        }
        effects = List.copyOf(effects);
        effects.forEach(effect -> Arguments.finite("effect", effect));
        Arguments.atLeast("days of delay", delayDays, 0);
        if (!(noveltyDays >= 0) || Double.isInfinite(noveltyDays)) {
            throw new IllegalArgumentException("days of novelty must be at least 0, not " + noveltyDays);
        }
    }

    /**
     * An event without effect.
     *
     * @param rate its probability
     * @param history how strongly it goes with the time before
     * @return the signal
     */
    public static Signal event(double rate, double history) {
        return new Signal(rate, 0, 0, history, List.of(), 0, 0);
    }

    /**
     * An amount without effect.
     *
     * @param rate the probability that it is not 0
     * @param mean its mean
     * @param sd its standard deviation
     * @param history how strongly it goes with the time before
     * @return the signal
     */
    public static Signal amount(double rate, double mean, double sd, double history) {
        return new Signal(rate, mean, sd, history, List.of(), 0, 0);
    }

    /**
     * With other effects.
     *
     * @param changed by treatment
     * @return the changed signal
     */
    public Signal withEffects(List<Double> changed) {
        return new Signal(rate, mean, sd, history, changed, delayDays, noveltyDays);
    }

    /**
     * With a delay of the effect.
     *
     * @param days at least 0
     * @return the changed signal
     */
    public Signal delayed(int days) {
        return new Signal(rate, mean, sd, history, effects, days, noveltyDays);
    }

    /**
     * With an effect that wears off.
     *
     * @param days in which it halves
     * @return the changed signal
     */
    public Signal novel(double days) {
        return new Signal(rate, mean, sd, history, effects, delayDays, days);
    }

    /** The effect of a treatment, 0 where none is given. */
    double effect(int treatment) {
        return effects.isEmpty() ? 0 : effects.get(treatment);
    }

    /** The same with as many effects as there are treatments. */
    List<Double> effects(int treatments) {
        return effects.isEmpty() ? Collections.nCopies(treatments, 0.0) : effects;
    }

    /** What is expected without treatment. */
    double baseline(Response.Law law) {
        return law == Response.Law.EVENT ? rate : mean;
    }

    /** Variance of the logarithm of an amount that is not 0. */
    double logVariance() {
        double amount = mean / rate;
        double variance = (sd * sd + mean * mean) / rate - amount * amount;
        return FastMath.log1p(variance / (amount * amount));
    }

    void check(Response response) {
        if (response.law() == Response.Law.EVENT) {
            if (mean != 0 || sd != 0) {
                throw new IllegalArgumentException(
                        response.metric() + " is an event: it has a rate, no mean or standard deviation");
            }
        } else if (!(rate > 0 && mean > 0 && logVariance() > 0)) {
            throw new IllegalArgumentException(
                    response.metric() + " is an amount: it needs a rate and a mean above 0, and a"
                            + " standard deviation above that of the zeros alone, "
                            + Math.sqrt(mean * mean * (1 / rate - 1)));
        }
        if (delayDays >= response.days()) {
            throw new IllegalArgumentException("an effect on " + response.metric() + " that comes " + delayDays
                    + " days late is never seen: it is measured over " + response.days() + " days");
        }
    }
}
