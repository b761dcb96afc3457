package assay.quasi.synthetic;

import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every control taken for the treated unit, one after the other: where nothing happened to it, what is found is chance
 * (Abadie, Diamond and Hainmueller 2010, section 3.4).
 *
 * @param treated the treated unit
 * @param controls the controls, in the order of {@link AdoptionPanel#controls()}
 */
public record InSpacePlacebos(Placebo treated, List<Placebo> controls) {

    public InSpacePlacebos {
        controls = List.copyOf(controls);
    }

    /** Which units stand in for a control that is taken for treated. */
    public enum Donors {
        /** The other controls: nothing that treatment did enters. */
        CONTROLS,
        /** All other units, the treated one among them: every unit is then looked at in the same way, and its rank is exact. */
        ALL_OTHERS
    }

    /**
     * One unit taken for treated.
     *
     * @param unit its name
     * @param effect what would be its effect
     * @param rmspeBefore root mean square gap before
     * @param rmspeAfter root mean square gap after
     */
    public record Placebo(String unit, double effect, double rmspeBefore, double rmspeAfter) {

        /**
         * The gaps after over those before.
         *
         * @return infinite where the fit before is perfect and that after is not, 0 where both are
         */
        public double ratio() {
            return InSpacePlacebos.ratio(rmspeBefore, rmspeAfter);
        }

        /** What it is ranked by. */
        double by(PlaceboStatistic statistic) {
            return statistic == PlaceboStatistic.EFFECT ? Math.abs(effect) : ratio();
        }

        static Placebo of(String unit, Synthesis synthesis) {
            return new Placebo(unit, synthesis.effect(), synthesis.rmspeBefore(), synthesis.rmspeAfter());
        }
    }

    /**
     * Runs the placebos.
     *
     * @param panel a panel with one treated unit
     * @param weighting how units and periods are weighted
     * @param search how weights are found
     * @param donors which units stand in
     * @return the placebos
     * @throws EstimationException if several units are treated
     */
    public static InSpacePlacebos of(
            AdoptionPanel panel, SyntheticWeighting weighting, SimplexSearch search, Donors donors) {
        int[] treated = panel.treated();
        if (treated.length != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "There are " + treated.length
                            + " treated units; placebos in space take one control after the other for the one treated unit.",
                    "Draw as many controls at random instead (the placebo test does), or study one treated unit at a time.");
        }
        int begin = panel.start()[treated[0]];
        int never = panel.periods().size();
        List<Placebo> placebos = new ArrayList<>();
        for (int control : panel.controls()) {
            int[] keep = IntStream.range(0, panel.units().size())
                    .filter(i -> donors == Donors.ALL_OTHERS || i != treated[0])
                    .toArray();
            int[] adoption =
                    Arrays.stream(keep).map(i -> i == control ? begin : never).toArray();
            Synthesis synthesis = Synthesis.of(panel.with(keep, adoption), weighting, search);
            placebos.add(Placebo.of(panel.units().get(control), synthesis));
        }
        return new InSpacePlacebos(
                Placebo.of(panel.units().get(treated[0]), Synthesis.of(panel, weighting, search)), placebos);
    }

    static double ratio(double before, double after) {
        return after == 0 ? 0 : after / before;
    }

    /**
     * The rank of the treated unit.
     *
     * @param statistic by what units are ranked
     * @return 1 if no control has a statistic as large
     */
    public int rank(PlaceboStatistic statistic) {
        double own = treated.by(statistic);
        return 1 + (int) controls.stream().filter(p -> p.by(statistic) >= own).count();
    }

    /**
     * The share of all units whose statistic is at least that of the treated unit: the p-value of no effect, if any unit was as
     * likely to be treated as any other. It is exact with {@link Donors#ALL_OTHERS}.
     *
     * @param statistic by what units are ranked
     * @return from one over the number of units to 1
     */
    public double pValue(PlaceboStatistic statistic) {
        return rank(statistic) / (controls.size() + 1.0);
    }
}
