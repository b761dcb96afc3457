package assay.sequential;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The test, after every unit, that units are put into two arms with the planned shares: the p-value is the smallest so far of {@link
 * DirichletMultinomial}, so that an alarm may be raised whenever it is small.
 *
 * <p>Rows are in the order in which units came in, or have a time.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the share is not in (0, 1) or the concentration not finite and
 * positive.
 *
 * @param treatedShare planned share of the treated arm
 * @param concentration how many units the alternative is worth: large for small mismatches, small for gross ones
 */
public record SequentialSampleRatio(double treatedShare, double concentration) implements Estimator<HypothesisTest> {

    public SequentialSampleRatio {
        Arguments.probability("treated share", treatedShare);
        Arguments.positive("concentration", concentration);
    }

    /**
     * Equal arms, with the concentration of 10,000 that is common for large experiments.
     *
     * @return the estimator
     */
    public static SequentialSampleRatio equalArms() {
        return new SequentialSampleRatio(0.5, 10_000);
    }

    /** The share of the assignment; no effect is estimated. */
    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.ASSIGNMENT);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(Role.ASSIGNMENT, Role.TIME, Role.UNIT);
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Sample arrived = Arrival.order(sample);
        TwoArms arms = TwoArms.of(arrived);
        double[] shares = {1 - treatedShare, treatedShare};
        DirichletMultinomial evidence = DirichletMultinomial.centred(shares, concentration);
        for (double arm : arms.indicator()) {
            evidence.addOne(arm == 1 ? 1 : 0);
        }
        return new HypothesisTest(
                "the treated share is " + treatedShare,
                evidence.logBayesFactor(),
                Double.NaN,
                Math.min(1, evidence.pValue()),
                Glance.of(
                        "sequential-srm",
                        "multinomial",
                        arrived,
                        arms,
                        Map.of("treated_share", (double) arms.treated() / arrived.size())),
                List.of());
    }
}
