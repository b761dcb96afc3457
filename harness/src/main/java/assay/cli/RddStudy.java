package assay.cli;

import assay.Caution;
import assay.Column;
import assay.Covariates;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.quasi.RdDensityTest;
import assay.quasi.RdDesign;
import assay.quasi.RegressionDiscontinuity;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A regression discontinuity with its checks.
 *
 * @param sample the rows
 * @param estimator the estimator
 * @param fit the jump
 * @param density the test of the density of the running variable
 * @param continuity jumps of covariates
 * @param placebos jumps where nothing changes
 * @param cautions what to be careful about
 */
record RddStudy(
        Sample sample,
        RegressionDiscontinuity estimator,
        Fit fit,
        HypothesisTest density,
        List<Estimate> continuity,
        List<Estimate> placebos,
        List<Caution> cautions) {

    /** At which a check of the design has failed. */
    static final double ALARM = 0.01;

    RddStudy {
        continuity = List.copyOf(continuity);
        placebos = List.copyOf(placebos);
        cautions = List.copyOf(cautions);
    }

    static RddStudy of(Sample sample, Sample scores, RegressionDiscontinuity estimator, List<Double> placeboCutoffs) {
        Philox random = new Philox(1, 0, 3);
        Fit fit = estimator.estimate(sample, random);
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        HypothesisTest density = RdDensityTest.standard().at(estimator.cutoff()).estimate(scores, random);
        List<Column> all = sample.columns(Role.COVARIATE);
        Covariates others = Covariates.of(all.subList(1, all.size()));
        List<Estimate> continuity = new ArrayList<>();
        for (int j = 0; j < others.count(); j++) {
            String name = others.names().get(j);
            try {
                continuity.add(estimator.continuity(sample, new Column.Numeric(name, others.columns()[j])));
            } catch (EstimationException e) {
                cautions.add(Caution.of("continuity-unknown", "Covariate '" + name + "': " + e.getMessage()));
            }
        }
        RddStudy study = new RddStudy(
                sample,
                estimator,
                fit,
                density,
                continuity,
                placebos(sample, estimator, placeboCutoffs, random, cautions),
                List.of());
        study.alarms(cautions);
        return new RddStudy(sample, estimator, fit, density, continuity, study.placebos, cautions);
    }

    /** The rows with their arms: where no column says who was treated, the cutoff does. */
    Sample sides() {
        if (sample.has(Role.ASSIGNMENT)) {
            return sample;
        }
        double[] score = ((Column.Numeric) sample.columns(Role.COVARIATE).get(0)).values();
        double[] upper =
                Arrays.stream(score).map(x -> x >= estimator.cutoff() ? 1 : 0).toArray();
        return sample.with(Role.ASSIGNMENT, new Column.Numeric("side of the cutoff", upper));
    }

    private void alarms(List<Caution> cautions) {
        if (sorted()) {
            cautions.add(Caution.of(
                    "density-jumps",
                    String.format(
                            Locale.ROOT,
                            "The density of the running variable jumps at the cutoff (z = %.2f, p = %.2g): units chose their"
                                    + " side, and those who did differ from those who did not. The jump of the outcome is then no"
                                    + " effect of treatment.",
                            density.statistic(),
                            density.pValue())));
        }
        for (Estimate e : continuity) {
            double p = Math.min(1, e.inference().pValue(0) * continuity.size());
            if (p < ALARM) {
                cautions.add(Caution.of(
                        "covariate-jumps",
                        String.format(
                                Locale.ROOT,
                                "Covariate '%s' jumps at the cutoff, too (%.3g, p = %.2g over all covariates): more than"
                                        + " treatment changes there.",
                                e.term(),
                                e.value(),
                                p)));
            }
        }
    }

    /** Whether units chose their side. */
    boolean sorted() {
        return density.rejects(ALARM);
    }

    private static List<Estimate> placebos(
            Sample sample,
            RegressionDiscontinuity estimator,
            List<Double> given,
            Philox random,
            List<Caution> cautions) {
        double[] x = sample.covariates().columns()[0];
        List<Double> cutoffs = new ArrayList<>(given);
        for (int side = 0; side < 2 && given.isEmpty(); side++) {
            boolean above = side == 1;
            double[] own = Arrays.stream(x)
                    .filter(v -> v >= estimator.cutoff() == above)
                    .sorted()
                    .toArray();
            cutoffs.add(own[own.length / 2]);
        }
        List<Estimate> out = new ArrayList<>();
        for (double at : cutoffs) {
            boolean above = at >= estimator.cutoff();
            int[] rows = IntStream.range(0, x.length)
                    .filter(i -> x[i] >= estimator.cutoff() == above)
                    .toArray();
            try {
                Sample half = sample.rows(rows).with(Role.ASSIGNMENT).with(Role.TREATMENT);
                RegressionDiscontinuity placebo = new RegressionDiscontinuity(
                        at, estimator.kernel(), estimator.variance(), estimator.order(), 0, 0, RdDesign.SHARP);
                Estimate e = placebo.estimate(half, random).estimate();
                out.add(new Estimate(e.estimand(), "cutoff " + Rows.brief(at), e.value(), e.stdError(), e.inference()));
            } catch (EstimationException e) {
                cautions.add(Caution.of("no-placebo", "No placebo at " + Rows.brief(at) + ": " + e.getMessage()));
            }
        }
        return out;
    }
}
