package assay.experiment;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.GroupSequentialMonitor;
import assay.sequential.LastLook;
import assay.sequential.ObservedLook;
import assay.sequential.PlannedInformation;
import assay.sequential.RepeatedInterval;
import assay.sequential.Sides;
import assay.sequential.SpendingFunction;
import assay.sequential.StageWise;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A group-sequential test of an experiment: an analysis of all data so far at each of a few looks, which stops at the first
 * that crosses its boundary.
 *
 * <p>Units are rows, or clusters where the analysis needs them; they come in the order of the time column, or of the table.
 * Look k is taken when {@code round(f_k N)} of the N units are there. Its critical value spends the error that the design
 * allows at the information that the look has: {@code n_k / N}, or {@code 1 / SE^2} as a share of a planned maximum. The
 * statistic is the z that is as significant as the t of the analysis. At the look that ends the test the estimate is
 * median-unbiased and its interval and p-value are {@link StageWise}; at looks before, they are the {@link RepeatedInterval}.
 *
 * <p>The error over all looks is alpha if Z has the canonical law, which holds for a fixed maximum of independent units in
 * large samples (Scharfstein, Tsiatis and Robins, JASA 92, 1997), whatever the effect, as long as the times of looks do not
 * depend on it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the design cannot follow observed information (see
 * {@link GroupSequentialMonitor}), the looks are not increasing shares that end at 1, or the maximum is not positive.
 *
 * @param design rule, sides and error
 * @param looks planned looks as shares of the units, increasing, the last 1
 * @param analysis what estimates at each look, with Student's t or normal inference
 * @param maximumInformation planned maximum of {@code 1 / SE^2}; empty to count information in units
 */
public record GroupSequential(
        GroupSequentialDesign design, List<Double> looks, Estimator<Fit> analysis, OptionalDouble maximumInformation)
        implements Estimator<Trajectory> {

    /** What keeps an early look from being taken; the test goes on at the next. */
    private static final Set<Problem> TOO_EARLY = EnumSet.of(
            Problem.TOO_FEW_ROWS,
            Problem.TOO_FEW_CLUSTERS,
            Problem.ONE_LEVEL,
            Problem.CONSTANT_OUTCOME,
            Problem.NOT_IDENTIFIED);

    public GroupSequential {
        looks = List.copyOf(looks);
        new GroupSequentialMonitor(design, PlannedInformation.units(1));
        double before = 0;
        for (double look : looks) {
            if (!(look > before && look <= 1)) {
                throw new IllegalArgumentException(
                        "looks are shares of the units that increase to 1; " + look + " follows " + before + ".");
            }
            before = look;
        }
        if (before != 1) {
            throw new IllegalArgumentException("the last look is at all units, 1, not at " + before + ".");
        }
        if (maximumInformation.isPresent()) {
            Arguments.positive("maximum information", maximumInformation.getAsDouble());
        }
    }

    /**
     * Five evenly spaced looks at the difference in means, two-sided at the 5 % level, with O'Brien-Fleming-type spending per
     * side.
     *
     * @return the estimator
     */
    public static GroupSequential standard() {
        return evenly(5, SpendingFunction.obrienFleming(), new DifferenceInMeans(), OptionalDouble.empty());
    }

    /**
     * Evenly spaced looks, two-sided at the 5 % level.
     *
     * @param looks how many
     * @param function how the error is spent, per side
     * @param analysis what estimates at each look
     * @param maximumInformation planned maximum of {@code 1 / SE^2}; empty to count information in units
     * @return the estimator
     */
    public static GroupSequential evenly(
            int looks, SpendingFunction function, Estimator<Fit> analysis, OptionalDouble maximumInformation) {
        List<Double> shares = new ArrayList<>();
        for (int k = 1; k <= looks; k++) {
            shares.add((double) k / looks);
        }
        return new GroupSequential(
                GroupSequentialDesign.spending(function, Sides.TWO_SIDED, 0.05), shares, analysis, maximumInformation);
    }

    @Override
    public Estimand target() {
        return analysis.target();
    }

    @Override
    public Set<Role> needs() {
        return analysis.needs();
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = EnumSet.copyOf(analysis.reads());
        roles.add(Role.TIME);
        return roles;
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Arrivals arrivals = Arrivals.of(sample, needs().contains(Role.CLUSTER));
        GroupSequentialMonitor monitor = new GroupSequentialMonitor(
                design,
                maximumInformation.isPresent()
                        ? new PlannedInformation(
                                PlannedInformation.Scale.INVERSE_VARIANCE, maximumInformation.getAsDouble())
                        : PlannedInformation.units(arrivals.units()));
        Taken taken = new Taken(monitor.plan());
        for (double share : looks) {
            int units = arrivals.complete((int) Math.max(1, Math.rint(share * arrivals.units())));
            if (units > taken.units()) {
                look(sample.rows(arrivals.first(units)), units, units == arrivals.units(), random, taken);
            }
        }
        return taken.read(monitor);
    }

    private void look(Sample sofar, int units, boolean last, RandomGenerator random, Taken taken) {
        try {
            taken.add(units, analysis.estimate(sofar, random), last);
        } catch (EstimationException e) {
            if (last || !TOO_EARLY.contains(e.problem())) {
                throw e;
            }
            taken.skip("at " + units + " units: " + e.getMessage());
        }
    }

    /** The looks that could be taken. */
    private static final class Taken {

        private final PlannedInformation plan;
        private final List<ObservedLook> looks = new ArrayList<>();
        private final List<Fit> fits = new ArrayList<>();
        private final List<Caution> cautions = new ArrayList<>();
        private LastLook end = LastLook.INTERIM;

        private Taken(PlannedInformation plan) {
            this.plan = plan;
        }

        int units() {
            return looks.isEmpty() ? 0 : looks.get(looks.size() - 1).units();
        }

        void add(int units, Fit fit, boolean last) {
            ObservedLook look = new ObservedLook(units, fit.estimate());
            if (!grows(look)) {
                if (!last) {
                    skip("at " + units + " units: the standard error has grown since the look before.");
                    return;
                }
                look = projected(look);
            }
            looks.add(look);
            fits.add(fit);
            end = last ? LastLook.FINAL : LastLook.INTERIM;
        }

        private boolean grows(ObservedLook look) {
            return looks.isEmpty() || plan.fraction(look) > plan.fraction(looks.get(looks.size() - 1));
        }

        /** The last look has to be taken: its information is taken to have grown as the units have. */
        private ObservedLook projected(ObservedLook look) {
            ObservedLook before = looks.get(looks.size() - 1);
            cautions.add(Caution.of(
                    "information-projected",
                    "The standard error has grown since the look before though data came in; the share of information of "
                            + "the last look was projected from the number of units."));
            double information = before.information() * look.units() / before.units();
            return new ObservedLook(look.units(), information, look.estimate());
        }

        void skip(String why) {
            cautions.add(Caution.of("look-left-out", "No look was taken " + why));
        }

        Trajectory read(GroupSequentialMonitor monitor) {
            Trajectory path = monitor.read(looks, end, fits.get(0).glance());
            Trajectory.Look last = path.end();
            int at = 0;
            while (looks.get(at).units() < last.n()) {
                at++;
            }
            cautions.addAll(path.cautions());
            return new Trajectory(path.looks(), glance(fits.get(at), looks.get(at), monitor), cautions);
        }

        private Glance glance(Fit fit, ObservedLook look, GroupSequentialMonitor monitor) {
            Glance g = fit.glance();
            Map<String, Double> figures = new TreeMap<>(g.diagnostics());
            figures.put("information_fraction", monitor.plan().fraction(look));
            figures.put("naive_estimate", look.estimate().value());
            figures.put("z", look.z());
            return new Glance(
                    "group-sequential",
                    g.variance() + "; stage-wise ordering",
                    g.n(),
                    g.treated(),
                    g.control(),
                    g.dropped(),
                    g.clusters(),
                    figures);
        }
    }
}
