package assay.multiplicity;

import assay.Arguments;
import java.util.List;

/**
 * LORD++ (Ramdas, Yang, Wainwright and Jordan, Online control of the false discovery rate with decaying memory, NeurIPS 2017):
 * with rejections at times {@code tau_1 < tau_2 < ..}, the level of test t is
 *
 * <p>{@code a_t = w0 g_t + (q - w0) g_(t - tau_1) + q sum over j >= 2 of g_(t - tau_j)}.
 *
 * <p>Keeps the false discovery rate at every time when p-values are independent of what came before them: streams of
 * experiments on different units. It does not hold for overlapping metrics of one experiment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the rate is not in (0, 1) or the wealth not in (0, rate).
 *
 * @param rate q, the false discovery rate to keep
 * @param firstWealth w0, what may be spent before the first rejection; q / 10 is usual
 * @param shares g, how wealth is spread over time
 */
public record LordPlusPlus(double rate, double firstWealth, GammaSequence shares) implements OnlineRule {

    public LordPlusPlus {
        Arguments.probability("rate", rate);
        Wealth.check(rate, firstWealth);
    }

    /**
     * The rule with its usual options, for a stream without end.
     *
     * @param rate q, in (0, 1)
     * @return with w0 = q / 10
     */
    public static LordPlusPlus standard(double rate) {
        return new LordPlusPlus(rate, rate / 10, GammaSequence.endless(GammaSequence.Shape.LORD));
    }

    @Override
    public String name() {
        return "lord";
    }

    @Override
    public double level(OnlineStream history) {
        int t = history.tested() + 1;
        double level = firstWealth * shares.share(t);
        List<Integer> rejections = history.rejections();
        for (int j = 0; j < rejections.size(); j++) {
            level += (j == 0 ? rate - firstWealth : rate) * shares.share(t - rejections.get(j));
        }
        return Math.min(1, level);
    }

    @Override
    public boolean rejects(double evidence, double level) {
        return evidence <= level;
    }

    @Override
    public String options() {
        return Wealth.text(rate, firstWealth, shares);
    }
}
