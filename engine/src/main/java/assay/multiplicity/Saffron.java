package assay.multiplicity;

import assay.Arguments;
import java.util.List;

/**
 * SAFFRON (Ramdas, Zrnic, Wainwright and Jordan, SAFFRON: an adaptive algorithm for online control of the false discovery rate,
 * ICML 2018): tests whose p-value is at most lambda are candidates, and only the others use up wealth. With rejections at times
 * {@code tau_j}, {@code tau_0 = 0}, and {@code c_j} candidates after {@code tau_j} and before t, the level of test t is the
 * smaller of lambda and
 *
 * <p>{@code (1 - lambda) [w0 g_(t - c_0) + (q - w0) g_(t - tau_1 - c_1) + q sum over j >= 2 of g_(t - tau_j - c_j)]}.
 *
 * <p>Keeps the false discovery rate at every time when p-values are independent of what came before them: streams of
 * experiments on different units. It does not hold for overlapping metrics of one experiment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the rate or lambda is not in (0, 1) or the wealth not in (0,
 * rate).
 *
 * @param rate q, the false discovery rate to keep
 * @param firstWealth w0, what may be spent before the first rejection
 * @param lambda up to which p-value a test is a candidate; 1/2 is usual
 * @param shares g, how wealth is spread over time
 */
public record Saffron(double rate, double firstWealth, double lambda, GammaSequence shares) implements OnlineRule {

    public Saffron {
        Arguments.probability("rate", rate);
        Arguments.probability("lambda", lambda);
        Wealth.check(rate, firstWealth);
    }

    /**
     * The rule with its usual options, for a stream without end.
     *
     * @param rate q, in (0, 1)
     * @return with w0 = q / 2 and lambda = 1/2
     */
    public static Saffron standard(double rate) {
        return new Saffron(rate, rate / 2, 0.5, GammaSequence.endless(GammaSequence.Shape.POWER));
    }

    @Override
    public String name() {
        return "saffron";
    }

    @Override
    public double level(OnlineStream history) {
        int t = history.tested() + 1;
        double sum = firstWealth * shares.share(t - history.candidatesAfter(0));
        List<Integer> rejections = history.rejections();
        for (int j = 0; j < rejections.size(); j++) {
            int since = rejections.get(j);
            sum += (j == 0 ? rate - firstWealth : rate) * shares.share(t - since - history.candidatesAfter(since));
        }
        return Math.min(lambda, (1 - lambda) * sum);
    }

    @Override
    public boolean rejects(double evidence, double level) {
        return evidence <= level;
    }

    @Override
    public boolean candidate(double evidence) {
        return evidence <= lambda;
    }

    @Override
    public String options() {
        return Wealth.text(rate, firstWealth, shares) + " lambda=" + lambda;
    }
}
