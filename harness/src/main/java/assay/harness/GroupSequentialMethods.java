package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Trajectory;
import assay.baseline.NaiveAfterStopping;
import assay.certificate.Tier;
import assay.dgp.Binary;
import assay.dgp.Clustered;
import assay.dgp.Dgp;
import assay.dgp.Iid;
import assay.dgp.PrePost;
import assay.experiment.ClusterMeans;
import assay.experiment.Cuped;
import assay.experiment.GroupSequential;
import assay.sequential.Boundary;
import assay.sequential.SpendingFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * The group-sequential methods of chapter 7. Effects are those that are found with power 0.9, where three of four paths stop
 * before the last look.
 */
final class GroupSequentialMethods {

    private static final int LOOKS = 5;
    private static final double POWER = 0.9;

    /** Clusters are few, and each look must see enough of them. */
    private static final int CLUSTERED_LOOKS = 3;

    /** Planned information of the methods that follow it, {@code 1 / SE^2}. */
    private static final double INFORMATION = 100;

    private GroupSequentialMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("group-sequential", GroupSequentialMethods::means);
        makers.put("group-sequential-cuped", GroupSequentialMethods::cuped);
        makers.put("group-sequential-clustered", GroupSequentialMethods::clustered);
    }

    private static Method<Trajectory> means() {
        Iid small = Iid.standard(250);
        Method<Trajectory> method = method(
                "group-sequential", "Group-sequential test of a difference in means", GroupSequential.standard());
        return home(method, planned(small), planned(small.withSize(500)), Binary.standard(1000))
                // A rare outcome, whose first looks see a handful of events.
                .stress(new Binary(1500, 3, -3.2, 0.9, 0.5));
    }

    /** With the effect that has the power: the standard error of the difference is 2 sd / sqrt(n). */
    private static Iid planned(Iid world) {
        return world.withEffect(drift(LOOKS) * 2 * world.sd() / Math.sqrt(world.size()));
    }

    /** The mean of Z at full information that has the power. */
    private static double drift(int looks) {
        return GroupSequential.standard().design().boundaries(looks).drift(POWER);
    }

    private static Method<Trajectory> cuped() {
        Method<Trajectory> method = method(
                "group-sequential-cuped",
                "Group-sequential test with CUPED, by information",
                byInformation(LOOKS, Cuped.standard()));
        // Information is n / (4 (1 - rho^2)): the same plan in 200 units with a good pre-period and 350 with a poor
        // one.
        return home(method, prePost(200, 0.5), prePost(350, 0.875))
                // The variance was misjudged: the plan is full at half of the units, or never.
                .stress(prePost(400, 0.5), prePost(200, 0.7));
    }

    private static PrePost prePost(int size, double unexplained) {
        return new PrePost(size, drift(LOOKS) / Math.sqrt(INFORMATION), Math.sqrt(1 - unexplained), 5, 0, 0.5);
    }

    private static Method<Trajectory> clustered() {
        Method<Trajectory> method = method(
                "group-sequential-clustered",
                "Group-sequential test of cluster means, by information",
                byInformation(CLUSTERED_LOOKS, new ClusterMeans()));
        // Information is G / (4 sd^2 (icc + (1 - icc) / m)), of clusters of m units.
        // The stress cells have half as many clusters again as the plan needs, and fewer than any plan should have.
        return home(method, clusters(200, 0.5), clusters(400, 1)).stress(clusters(300, 0.5), clusters(40, 0.1));
    }

    /** Clusters of five units whose means have a variance. */
    private static Clustered clusters(int count, double variance) {
        double icc = 0.2;
        return new Clustered(
                count,
                5,
                0,
                icc,
                drift(CLUSTERED_LOOKS) / Math.sqrt(INFORMATION),
                Math.sqrt(variance / (icc + (1 - icc) / 5)));
    }

    private static GroupSequential byInformation(int looks, Estimator<Fit> analysis) {
        return GroupSequential.evenly(
                looks, SpendingFunction.obrienFleming(), analysis, OptionalDouble.of(INFORMATION));
    }

    private static Method<Trajectory> method(String name, String title, GroupSequential estimator) {
        return Method.of(
                name, title, estimator, Tier.A, TrajectoryClaim.groupSequential(POWER), TrajectoryClaim.READER);
    }

    private static Method<Trajectory> home(Method<Trajectory> start, Dgp... worlds) {
        GroupSequential test = (GroupSequential) start.estimator();
        List<Control<Trajectory>> controls = List.of(
                ResultMutants.unadjustedPeeking().of(test),
                aLookTooFar(test),
                Control.foil(
                        "naive-after-stopping",
                        "takes what stopped the test for an estimate that was planned to be read then",
                        new NaiveAfterStopping(test)),
                oracle());
        return start.home(controls, worlds);
    }

    /** Every look but the last is read by the critical value of the look after it. */
    private static Control<Trajectory> aLookTooFar(GroupSequential test) {
        List<Boundary> planned = test.design().boundaries(test.looks().size()).looks();
        return Control.mutant("a-look-too-far", "the critical value of the look after", path -> {
            List<Trajectory.Look> looks = new ArrayList<>();
            for (Trajectory.Look look : path.looks()) {
                Estimate e = look.estimate();
                int next = Math.min(looks.size() + 1, planned.size() - 1);
                boolean over = Math.abs(e.inference().statistic(0))
                        >= planned.get(next).upper();
                looks.add(new Trajectory.Look(look.n(), look.information(), e, look.rejects() || over));
            }
            return new Trajectory(looks, path.glance(), List.of());
        });
    }

    /** One look at all units by a rule that knows the baseline and the variance. */
    private static Control<Trajectory> oracle() {
        Control<Fit> fixed = Oracle.of(Estimand.ATE);
        return new Control<>(
                fixed.kind(),
                fixed.name(),
                fixed.description() + ", read once",
                (draw, method, random) -> {
                    Fit fit = fixed.rule()
                            .answer(
                                    draw,
                                    () -> {
                                        throw new IllegalStateException("the oracle asks for no other answer");
                                    },
                                    random);
                    Estimate e = fit.estimate();
                    Trajectory.Look look = new Trajectory.Look(
                            draw.observed().size(),
                            1 / (e.stdError() * e.stdError()),
                            e,
                            e.inference().pValue(0) < 0.05);
                    return new Trajectory(List.of(look), fit.glance(), List.of());
                },
                Optional.empty());
    }
}
