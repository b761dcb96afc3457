package assay.sequential;

import assay.Arguments;
import assay.Caution;
import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Inference;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Any method whose inference is Student's t or normal, read at several looks with a confidence sequence: estimate and standard error
 * are those of the method on the rows so far, the reference distribution is that of {@link AnytimeValid}. One weight g does for all
 * of them: regression adjustment, CUPED, robust and clustered standard errors, two-stage least squares.
 *
 * <p>Nuisance coefficients, such as the slope of CUPED, are estimated anew at each look; the guarantee is then one as n grows, and
 * looks should begin after some hundred independent units.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a count is below its minimum, the weight not finite and positive or
 * the level not in (0, 1).
 *
 * @param method answers a fit whose first term is read
 * @param priorUnits g, how many independent units the mixing distribution is worth, fixed before the first look
 * @param looks how many equal steps, at least 1
 * @param start rows before the first look, at least 4
 * @param level confidence level of the sequence
 */
public record AlwaysValidLooks(Estimator<Fit> method, double priorUnits, int looks, int start, double level)
        implements Estimator<Trajectory> {

    public AlwaysValidLooks {
        Arguments.positive("prior units", priorUnits);
        Arguments.atLeast("looks", looks, 1);
        Arguments.atLeast("start", start, 4);
        Arguments.probability("level", level);
    }

    @Override
    public Estimand target() {
        return method.target();
    }

    @Override
    public Set<Role> needs() {
        return method.needs();
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = new TreeSet<>(method.reads());
        roles.add(Role.TIME);
        roles.add(Role.UNIT);
        return Set.copyOf(roles);
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Sample arrived = Arrival.order(sample);
        int[] sizes = Arrival.sizes(arrived.size(), looks, start);
        if (method.needs().contains(Role.CLUSTER)) {
            refuseGrowth(Clusters.of(arrived).of(), sizes);
        }
        AnytimeValid knob = new AnytimeValid(priorUnits);
        List<Trajectory.Look> path = new ArrayList<>(sizes.length);
        List<Caution> cautions = new ArrayList<>();
        Fit last = null;
        for (int n : sizes) {
            Fit fit = method.estimate(n == arrived.size() ? arrived : Arrival.first(arrived, n), random);
            double units = fit.glance().clusters() > 0 ? fit.glance().clusters() : n;
            Estimate estimate = knob.apply(fit.estimate(), units);
            Inference inference = estimate.inference();
            if (path.isEmpty()) {
                knob.caution(units).ifPresent(cautions::add);
            }
            path.add(new Trajectory.Look(
                    n, 1 / (estimate.stdError() * estimate.stdError()), estimate, inference.pValue(0) <= 1 - level));
            last = fit;
        }
        if (last == null) {
            throw Arrival.tooFew(arrived.size(), start);
        }
        cautions.addAll(last.cautions());
        return new Trajectory(path, last.glance(), cautions);
    }

    /** A cluster belongs to one look. */
    private static void refuseGrowth(int[] clusters, int[] sizes) {
        Set<Integer> before = new HashSet<>();
        Set<Integer> now = new HashSet<>();
        int look = 0;
        for (int i = 0; i < clusters.length; i++) {
            if (i == sizes[look] && look + 1 < sizes.length) {
                before.addAll(now);
                now.clear();
                look++;
            }
            now.add(clusters[i]);
            if (before.contains(clusters[i])) {
                throw new ThreatException(
                        ValidityThreat.GROWING_CLUSTERS,
                        "Row " + (i + 1) + " belongs to a cluster that was counted at an earlier look.");
            }
        }
    }
}
