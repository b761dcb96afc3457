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
import assay.nuisance.Task;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Double machine learning of the partially linear model {@code y = theta d + g(x) + u} with a choice of score and of pooling
 * (Chernozhukov et al., The Econometrics Journal 21, 2018, section 4.1 and definitions 3.1 and 3.2). {@link DmlPlr} is this with
 * partialling out and all folds at once.
 *
 * <p>The estimand is the average treatment effect where the effect is the same for every unit, else an average with weights
 * {@code (d - m)^2}. The standard error is the root of the mean squared score over its squared derivative and n - 1. A known propensity
 * (role {@link Role#PROPENSITY}) is used instead of a learned one.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if folds or repetitions are below 1.
 *
 * @param outcome learns the mean outcome given the covariates, and that of {@code y - theta d} for the instrument score
 * @param treatment learns the mean of the treatment given the covariates, as a probability or by regression
 * @param score the orthogonal score
 * @param pooling how folds become one estimate
 * @param folds number of folds; 1 means that rows are predicted by learners that have seen them
 * @param repetitions number of random splits, aggregated by medians as in {@link Aipw}
 * @param split how rows are dealt to folds
 */
public record PartiallyLinear(
        Learner outcome,
        Learner treatment,
        PartiallyLinearScore score,
        Pooling pooling,
        int folds,
        int repetitions,
        Folds split)
        implements Estimator<Fit> {

    public PartiallyLinear {
        Arguments.atLeast("folds", folds, 1);
        Arguments.atLeast("repetitions", repetitions, 1);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Comparison.NEEDS;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Comparison data = Comparison.of(sample);
        if (outcome.task() == Task.PROBABILITY) {
            Checks.binary(data);
        }
        Repetitions results = new Repetitions(repetitions, data.size);
        for (int r = 0; r < repetitions; r++) {
            CrossFit plan = CrossFit.split(folds, split, data.columns, data.outcome, data.arm, random);
            double[] m = data.known != null ? data.known : plan.predict(treatment, data.columns, data.arm, random);
            double[] l = plan.predict(outcome, data.columns, data.outcome, random);
            LinearScore equation = new LinearScore(data.size);
            for (int i = 0; i < data.size; i++) {
                double v = data.arm[i] - m[i];
                equation.set(i, v * v, v * (data.outcome[i] - l[i]));
            }
            if (score == PartiallyLinearScore.INSTRUMENT) {
                byInstrument(data, m, equation, plan, random);
            }
            equation.solve(plan, pooling, results);
        }
        return new DmlReport(folds, repetitions)
                .fit("partially-linear", "orthogonal", target(), data.arms.contrast(), data.sample, data.arms, results);
    }

    private void byInstrument(
            Comparison data, double[] m, LinearScore equation, CrossFit plan, RandomGenerator random) {
        double first = equation.solve();
        double[] untreated = new double[data.size];
        for (int i = 0; i < untreated.length; i++) {
            untreated[i] = data.outcome[i] - first * data.arm[i];
        }
        double[] g = plan.predict(outcome, data.columns, untreated, random);
        for (int i = 0; i < untreated.length; i++) {
            double v = data.arm[i] - m[i];
            equation.set(i, v * data.arm[i], v * (data.outcome[i] - g[i]));
        }
    }
}
