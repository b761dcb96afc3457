package assay.sequential;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference in means read after every unit, or every few, with a confidence sequence that holds at all looks at once: {@link
 * AnytimeT} with Welch's standard error and degrees of freedom.
 *
 * <p>Rows are in the order in which units came in, or have a time. Looks begin at a stated number of units, and not before so
 * many of them have an outcome other than 0: with a metric that few units have, it is these that the normal
 * approximation rests on.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a count is below its minimum, the weight not finite and positive or
 * the level not in (0, 1).
 *
 * @param priorUnits g, how many units the mixing distribution is worth, fixed before the first look
 * @param start units of both arms before the first look, at least 4
 * @param converters units with an outcome other than 0 before the first look, at least 0
 * @param every units from one look to the next, at least 1
 * @param level confidence level of the sequence
 */
public record AlwaysValidDifference(double priorUnits, int start, int converters, int every, double level)
        implements Estimator<Trajectory> {

    private static final int CONVERTERS = 200;
    private static final double LEVEL = 0.95;

    public AlwaysValidDifference {
        Arguments.positive("prior units", priorUnits);
        Arguments.atLeast("start", start, 4);
        Arguments.atLeast("converters", converters, 0);
        Arguments.atLeast("units between looks", every, 1);
        Arguments.probability("level", level);
    }

    /**
     * A look after every unit from 300 units with 200 converters on, at 95 %, sharpest at a planned size.
     *
     * @param units of both arms that the experiment is planned for
     * @return the estimator
     */
    public static AlwaysValidDifference plannedFor(int units) {
        double g = AnytimeNormal.optimalPriorUnits(units, 1 - LEVEL);
        return new AlwaysValidDifference(g, AnytimeValid.START, CONVERTERS, 1, LEVEL);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.UNIT);
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Sample arrived = Arrival.order(sample);
        double[] y = arrived.outcome();
        TwoArms arms = TwoArms.of(arrived);
        if (y.length < start) {
            throw Arrival.tooFew(y.length, start);
        }
        List<Trajectory.Look> looks = looks(y, arms);
        if (looks.isEmpty()) {
            throw Arrival.tooFew(y.length, start + every);
        }
        Glance glance = Glance.of(
                "always-valid", "Welch", arrived, arms, Map.of("prior_units", priorUnits, "first_look", (double)
                        looks.get(0).n()));
        return new Trajectory(looks, glance, cautions(looks));
    }

    private List<Trajectory.Look> looks(double[] y, TwoArms arms) {
        double[] treated = arms.indicator();
        // Sums are taken about a value near the data, so that large means cost no digits.
        double origin = y[0];
        ArmSums control = new ArmSums();
        ArmSums other = new ArmSums();
        int converted = 0;
        String term = arms.contrast();
        List<Trajectory.Look> looks = new ArrayList<>(Math.max(1, (y.length - start) / every + 1));
        for (int i = 0; i < y.length; i++) {
            (treated[i] == 1 ? other : control).add(y[i] - origin);
            converted += y[i] != 0 ? 1 : 0;
            int n = i + 1;
            if (n >= start && converted >= converters && (y.length - n) % every == 0) {
                look(control, other, term, looks);
            }
        }
        return looks;
    }

    private void look(ArmSums control, ArmSums treated, String term, List<Trajectory.Look> looks) {
        if (control.n < 2 || treated.n < 2) {
            return;
        }
        double v0 = control.variance() / control.n;
        double v1 = treated.variance() / treated.n;
        double v = v0 + v1;
        if (!(v > 0)) {
            return;
        }
        double difference = treated.sum / treated.n - control.sum / control.n;
        double df = v * v / (v0 * v0 / (control.n - 1) + v1 * v1 / (treated.n - 1));
        double stdError = Math.sqrt(v);
        double units = 4 * control.n * treated.n / (control.n + treated.n);
        AnytimeT inference = new AnytimeT(difference, stdError, df, units, priorUnits);
        Estimate estimate = new Estimate(Estimand.ATE, term, difference, stdError, inference);
        looks.add(new Trajectory.Look((int) (control.n + treated.n), 1 / v, estimate, inference.rejects(0, 1 - level)));
    }

    private List<Caution> cautions(List<Trajectory.Look> looks) {
        return looks.get(0).n() >= AnytimeValid.START
                ? List.of()
                : new AnytimeValid(priorUnits)
                        .caution(looks.get(0).n()).stream().toList();
    }

    /** Running sums of an arm. */
    private static final class ArmSums {
        private double n;
        private double sum;
        private double squares;

        void add(double value) {
            n++;
            sum += value;
            squares += value * value;
        }

        double variance() {
            return Math.max(0, squares - sum / n * sum) / (n - 1);
        }
    }
}
