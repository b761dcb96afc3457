package assay.observational;

import assay.Arguments;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.nuisance.BoostedTrees;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.SeriesLearner;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Double machine learning of the effect on compliers with a binary instrument, the assignment z, and a 0/1 treatment: the augmented
 * inverse probability weighted effect of the instrument on the outcome over that on the treatment, solved as one score (Chernozhukov et
 * al., The Econometrics Journal 21, 2018, section 5.2).
 *
 * <p>Identified when, given the covariates, the instrument is as if drawn by lot, reaches the outcome only through the treatment and
 * moves nobody the other way. A known propensity (role {@link Role#PROPENSITY}) is that of the instrument and used instead of a learned
 * one. The standard error is the root of the mean squared score over its squared derivative and n - 1.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the instrument learner does not learn probabilities, folds or
 * repetitions are below 1, or the clip is outside [0, 0.5).
 *
 * @param outcome learns the mean outcome in either arm of the instrument
 * @param instrument learns the probability of the instrument
 * @param treatment learns the mean of the treatment in either arm of the instrument
 * @param takers who there may be besides compliers; where nobody can be, the treatment is known and not learned
 * @param pooling how folds become one estimate
 * @param folds number of folds; 1 means that rows are predicted by learners that have seen them
 * @param repetitions number of random splits, aggregated by medians as in {@link Aipw}
 * @param clip estimated probabilities of the instrument are held to [clip, 1 - clip]; 0 for never
 * @param split how rows are dealt to folds, by the arms of the instrument
 */
public record InteractiveIv(
        Learner outcome,
        Learner instrument,
        Learner treatment,
        Takers takers,
        Pooling pooling,
        int folds,
        int repetitions,
        double clip,
        Folds split)
        implements Estimator<Fit> {

    public InteractiveIv {
        Checks.probability(instrument);
        Checks.clip(clip);
        Arguments.atLeast("folds", folds, 1);
        Arguments.atLeast("repetitions", repetitions, 1);
    }

    /**
     * Outcomes by series, probabilities by boosted trees.
     *
     * @param takers who there may be besides compliers
     * @return five folds stratified by the instrument, solved at once, one repetition, clip 0.01
     */
    public static InteractiveIv standard(Takers takers) {
        return new InteractiveIv(
                SeriesLearner.regression(5),
                BoostedTrees.probability(),
                BoostedTrees.probability(),
                takers,
                Pooling.ALL_AT_ONCE,
                5,
                1,
                0.01,
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
        check(data);
        double[] known = data.comparison.known;
        Overlap overlap = new Overlap(known == null ? clip : 0);
        Repetitions results = new Repetitions(repetitions, data.size);
        double weakest = Double.POSITIVE_INFINITY;
        for (int r = 0; r < repetitions; r++) {
            CrossFit plan = data.split(folds, split, random);
            double[] e =
                    known != null ? known.clone() : plan.predict(instrument, data.columns, data.instrument, random);
            overlap.hold(e, data.instrument);
            double[] y1 = plan.predictArm(outcome, data.columns, data.outcome, data.instrument, 1, random);
            double[] y0 = plan.predictArm(outcome, data.columns, data.outcome, data.instrument, 0, random);
            double[] d1 = taken(data, plan, 1, random);
            double[] d0 = taken(data, plan, 0, random);
            LinearScore equation = new LinearScore(data.size);
            for (int i = 0; i < data.size; i++) {
                boolean on = data.instrument[i] > 0.5;
                double weight = on ? 1 / e[i] : -1 / (1 - e[i]);
                equation.set(
                        i,
                        d1[i] - d0[i] + weight * (data.treatment[i] - (on ? d1[i] : d0[i])),
                        y1[i] - y0[i] + weight * (data.outcome[i] - (on ? y1[i] : y0[i])));
            }
            equation.solve(plan, pooling, results);
            weakest = Math.min(weakest, equation.strength());
        }
        return new DmlReport(folds, repetitions)
                .overlap(overlap)
                .strength(weakest)
                .fit("interactive-iv", "orthogonal", target(), data.name(), sample, data.comparison.arms, results);
    }

    /** The mean of the treatment in an arm of the instrument. */
    private double[] taken(Instrumented data, CrossFit plan, double arm, RandomGenerator random) {
        if (takers == (arm == 1 ? Takers.ALWAYS_ONLY : Takers.NEVER_ONLY)) {
            double[] certain = new double[data.size];
            Arrays.fill(certain, arm);
            return certain;
        }
        return plan.predictArm(treatment, data.columns, data.treatment, data.instrument, arm, random);
    }

    private void check(Instrumented data) {
        for (int i = 0; i < data.size; i++) {
            data.binary(i);
            double z = data.instrument[i];
            double d = data.treatment[i];
            boolean always = takers == Takers.NEVER_ONLY && z == 0 && d == 1;
            boolean never = takers == Takers.ALWAYS_ONLY && z == 1 && d == 0;
            if (always || never) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Row " + (i + 1) + " " + (always ? "took '" : "did not take '") + data.name() + "' "
                                + (always ? "without" : "under") + " the instrument, which the option " + takers
                                + " rules out.",
                        "Allow for always-takers and never-takers, or correct the row.");
            }
        }
    }
}
