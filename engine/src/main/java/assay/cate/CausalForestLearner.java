package assay.cate;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.forest.ForestOptions;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Effects by unit from a causal forest on locally centred data (Athey, Tibshirani and Wager, Ann. Statist. 47, 2019).
 *
 * <p>Outcome and treatment are centred by what regression forests predict for a row from trees that did not draw it; where the
 * sample knows the propensity (role {@link Role#PROPENSITY}) it is used instead. Effects and variances of the rows are out of
 * bag, too. Expected outcomes by arm follow from the marginal mean m, the propensity e and the effect: {@code m - e tau} and
 * {@code m + (1 - e) tau}. Rows of one cluster are drawn together.
 *
 * <p>Variances are by the bootstrap of little bags and speak of the forest's noise, not of its bias. Most of that is
 * flattening, which {@link Recalibration#LINEAR} undoes as far as the slope of the predictions' own calibration tells; scores and
 * averages are those of the forest as it is. What is left is largest at the edge of the features: intervals are meant to hold at interior rows only, those between the 10 % and the 90 % quantile of
 * every feature whose importance is above the even share.
 *
 * <p>Estimated propensities are held to [clip, 1 - clip]; if more than 10 % are outside, the sample is refused.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an option is out of its range.
 *
 * @param options how the causal forest is grown; groups of 2 or more trees
 * @param nuisanceTrees trees of each of the regression forests for outcome and treatment, at least 1; 0 for a quarter of the
 *     trees, but at least 50
 * @param clip estimated propensities are held to [clip, 1 - clip], in (0, 0.5)
 * @param recalibration what is done about predictions that lie nearer to their mean than the effects do
 */
public record CausalForestLearner(ForestOptions options, int nuisanceTrees, double clip, Recalibration recalibration)
        implements Estimator<CateFit> {

    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);

    public CausalForestLearner {
        Arguments.atLeast("nuisance trees", nuisanceTrees, 0);
        if (!(clip > 0 && clip < 0.5)) {
            throw new IllegalArgumentException("clip must be in (0, 0.5), not " + clip);
        }
        if (options.groupSize() < 2) {
            throw new IllegalArgumentException("variances need groups of 2 or more trees");
        }
    }

    /**
     * The defaults of the forest.
     *
     * @return 2,000 trees, 500 for each nuisance, clip 0.01, linear recalibration
     */
    public static CausalForestLearner standard() {
        return of(ForestOptions.standard());
    }

    /**
     * A forest of another size.
     *
     * @param options how it is grown
     * @return a quarter of the trees for each nuisance, but at least 50, clip 0.01, linear recalibration
     */
    public static CausalForestLearner of(ForestOptions options) {
        return new CausalForestLearner(options, 0, 0.01, Recalibration.LINEAR);
    }

    /**
     * The same forest with other recalibration.
     *
     * @param changed what is done about predictions that lie nearer to their mean than the effects do
     * @return the changed learner
     */
    public CausalForestLearner withRecalibration(Recalibration changed) {
        return new CausalForestLearner(options, nuisanceTrees, clip, changed);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return NEEDS;
    }

    @Override
    public Set<Role> reads() {
        EnumSet<Role> roles = EnumSet.copyOf(NEEDS);
        roles.add(Role.PROPENSITY);
        roles.add(Role.CLUSTER);
        roles.add(Role.WEIGHT);
        return roles;
    }

    @Override
    public CateFit estimate(Sample sample, RandomGenerator random) {
        sample.require(NEEDS);
        return new CausalForestRun(this, CausalForestData.of(sample)).fit(random);
    }

    /**
     * Fits with other features than the covariates of the sample, which cannot hold missing values.
     *
     * @param sample outcome, assignment and, where there are any, propensity, clusters and weights
     * @param columns features, column by column, NaN where missing
     * @param random the only source of randomness
     * @return the fit
     * @throws assay.EstimationException if the data cannot be analysed
     */
    public CateFit fit(Sample sample, double[][] columns, RandomGenerator random) {
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT));
        return new CausalForestRun(this, CausalForestData.of(sample, columns)).fit(random);
    }

    /** Trees of each nuisance forest. */
    int trees() {
        return nuisanceTrees > 0 ? nuisanceTrees : Math.max(50, options.trees() / 4);
    }
}
