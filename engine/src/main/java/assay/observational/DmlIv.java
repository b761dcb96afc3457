package assay.observational;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.SeriesLearner;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Double machine learning of the partially linear model with an instrument, {@code y = theta d + g(x) + u} where the assignment z is
 * unrelated to u given the covariates, by partialling out: the score is {@code (y - l(x) - theta (d - r(x))) (z - m(x))}, with l, r and
 * m the means of outcome, treatment and instrument given the covariates (Chernozhukov et al., The Econometrics Journal 21, 2018,
 * section 4.2).
 *
 * <p>The estimand is the effect where it is the same for every unit; where it is not, an average over compliers that favours those whose
 * instrument could well have been either. A known propensity (role {@link Role#PROPENSITY}) is that of the instrument and used instead
 * of m. The standard error is the root of the mean squared score over its squared derivative and n - 1.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if folds or repetitions are below 1.
 *
 * @param outcome learns the mean outcome given the covariates
 * @param instrument learns the mean of the instrument given the covariates
 * @param treatment learns the mean of the treatment given the covariates
 * @param pooling how folds become one estimate
 * @param folds number of folds; 1 means that rows are predicted by learners that have seen them
 * @param repetitions number of random splits, aggregated by medians as in {@link Aipw}
 * @param split how rows are dealt to folds, by the arms of the instrument
 */
public record DmlIv(
        Learner outcome,
        Learner instrument,
        Learner treatment,
        Pooling pooling,
        int folds,
        int repetitions,
        Folds split)
        implements Estimator<Fit> {

    public DmlIv {
        Arguments.atLeast("folds", folds, 1);
        Arguments.atLeast("repetitions", repetitions, 1);
    }

    /**
     * Series nuisances.
     *
     * @return five folds stratified by the instrument, solved at once, one repetition
     */
    public static DmlIv standard() {
        return new DmlIv(
                SeriesLearner.regression(5),
                SeriesLearner.probability(2),
                SeriesLearner.regression(5),
                Pooling.ALL_AT_ONCE,
                5,
                1,
                Folds.STRATIFIED_BY_ARM);
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Instrumented.NEEDS;
    }

    @Override
    public Set<Role> reads() {
        return Instrumented.READS;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Instrumented data = Instrumented.of(sample, outcome, treatment);
        Repetitions results = new Repetitions(repetitions, data.size);
        double weakest = Double.POSITIVE_INFINITY;
        for (int r = 0; r < repetitions; r++) {
            CrossFit plan = data.split(folds, split, random);
            double[] known = data.comparison.known;
            double[] m = known != null ? known : plan.predict(instrument, data.columns, data.instrument, random);
            double[] l = plan.predict(outcome, data.columns, data.outcome, random);
            double[] d = plan.predict(treatment, data.columns, data.treatment, random);
            LinearScore equation = new LinearScore(data.size);
            for (int i = 0; i < data.size; i++) {
                double v = data.instrument[i] - m[i];
                equation.set(i, v * (data.treatment[i] - d[i]), v * (data.outcome[i] - l[i]));
            }
            equation.solve(plan, pooling, results);
            weakest = Math.min(weakest, equation.strength());
        }
        return new DmlReport(folds, repetitions)
                .strength(weakest)
                .fit("dml-iv", "orthogonal", target(), data.name(), sample, data.comparison.arms, results);
    }
}
