package assay.harness;

import assay.Clusters;
import assay.Estimate;
import assay.Fit;
import assay.Inference;
import assay.Interval;
import assay.Normal;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.TwoArms;
import assay.certificate.ClaimSpec;
import assay.certificate.OperatingCharacteristics;
import assay.certificate.Tier;
import assay.distribution.NormalDistribution;
import assay.distribution.StudentDistribution;
import assay.random.Philox;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The library of mutants: mistakes that a certifier must see. A mutant fits a method in a cell where the mistake can be
 * made and where the exact operating characteristics of the tier say that its budget refutes it; the reason stands with
 * each.
 */
final class Mutants {

    private static final double Z95 = -NormalDistribution.quantile(0.025);

    /** Chance of being refuted that a mutant must have to be asked for. */
    private static final double POWER = 0.995;

    /** Samples over which the degrees of freedom of a method are averaged. */
    private static final int PILOTS = 50;

    private Mutants() {}

    /** All mutants of methods that answer a fit. */
    static List<Mutant<Fit>> ofFits() {
        return List.of(
                scaledError(0.9),
                scaledError(0.8),
                shifted(0.3),
                zForT(),
                oneSidedQuantile(),
                swappedArms(),
                droppedClustering(),
                ignoredPropensity(),
                postTreatmentCovariate(),
                secondStageResiduals());
    }

    /**
     * The mutants that fit a method in a cell.
     *
     * @param setting the method in its world
     * @param spared names of mutants that the method withstands, which the catalogue gives a reason for
     */
    static List<Control<Fit>> fitting(Setting<Fit> setting, Set<String> spared) {
        return ofFits().stream()
                .filter(mutant ->
                        !spared.contains(mutant.name()) && mutant.fits().test(setting))
                .map(mutant -> mutant.of(setting.estimator()))
                .toList();
    }

    /**
     * Coverage of an exact normal interval falls to .922 (times .9) or .883 (times .8): the first is refuted at a slack
     * of .01, the second at any.
     */
    static Mutant<Fit> scaledError(double factor) {
        return Mutant.ofResult(
                String.format(Locale.ROOT, "se-times-%s", factor),
                "the standard error times " + factor,
                factor == 0.9 ? "tier A" : "tiers B to D",
                setting -> (setting.tier() == Tier.A) == (factor == 0.9),
                estimates(e -> changed(e, e.value(), e.stdError() * factor)));
    }

    /** The chance to be above the truth rises to .618, where at most .53 to .6 is allowed. */
    static Mutant<Fit> shifted(double share) {
        return Mutant.ofResult(
                String.format(Locale.ROOT, "shift-%s-se", share),
                "the estimate moved up by " + share + " standard errors",
                "tiers A and B",
                setting -> setting.tier() == Tier.A || setting.tier() == Tier.B,
                estimates(e -> changed(e, e.value() + share * e.stdError(), e.stdError())));
    }

    /** Where the method's own t is exact, the normal quantile covers {@code P(|t| < 1.96)}. */
    static Mutant<Fit> zForT() {
        return Mutant.ofResult(
                "z-for-t",
                "the normal quantile in place of Student's",
                "t inference of so few degrees of freedom that the coverage of z is refutable",
                setting -> refutable(FitClaim.COVERAGE, setting.tier(), normalCoverage(setting)),
                estimates(e -> e.inference() instanceof StudentT
                        ? with(e, e.value(), e.stdError(), new Normal(e.value(), e.stdError()))
                        : e));
    }

    /** Coverage is .9 wherever the interval of level .9 is exact: refuted in every tier but D, whose threshold it is. */
    static Mutant<Fit> oneSidedQuantile() {
        return Mutant.ofResult(
                "one-sided-quantile",
                "the quantile of a one-sided interval in a two-sided one",
                "tiers A to C",
                setting -> setting.tier() != Tier.D,
                estimates(e -> with(e, e.value(), e.stdError(), new OneSided(e.inference()))));
    }

    /** Off by twice the effect: refuted by the median claims unless the effect is far below its standard error. */
    static Mutant<Fit> swappedArms() {
        return Mutant.ofResult(
                "swapped-arms",
                "control less treated",
                "a world with an effect",
                Setting::hasEffect,
                estimates(e -> changed(e, -e.value(), e.stdError())));
    }

    /**
     * Every row its own cluster. With m rows in a cluster and intra-cluster correlation r the standard error shrinks by the
     * root of {@code 1 + (m - 1) r}, and an exact interval is left with {@code P(|Z| < 1.96 / root)}.
     */
    static Mutant<Fit> droppedClustering() {
        return Mutant.ofSample(
                "dropped-clustering",
                "every row its own cluster",
                "a method that needs clusters, in a world whose clusters matter",
                setting -> setting.uses(Role.CLUSTER)
                        && refutable(FitClaim.COVERAGE, setting.tier(), rowCoverage(setting)),
                (sample, random) -> Spoiled.rowsAsClusters(sample));
    }

    /** The propensity is the same for all: what it should undo stays in. */
    static Mutant<Fit> ignoredPropensity() {
        return Mutant.ofSample(
                "ignored-propensity",
                "the share treated as everybody's propensity",
                "a method that learns or weights by propensities, in a world where they differ",
                setting -> (setting.hasOption("propensity") || setting.uses(Role.PROPENSITY)) && setting.confounded(),
                (sample, random) -> Spoiled.constantPropensity(sample));
    }

    /** Holding an outcome of treatment fixed takes part of the effect away. */
    static Mutant<Fit> postTreatmentCovariate() {
        return Mutant.ofSample(
                "post-treatment-covariate",
                "adjusts for a variable that the treatment has moved",
                "a method that adjusts for covariates, in a world with an effect",
                setting -> setting.adjusts() && setting.hasEffect(),
                Spoiled::afterTreatment);
    }

    /**
     * Residuals about the first-stage fit are not those of the model (Wooldridge 2010, section 5.1). Their standard error is too
     * small where those who take the treatment would fare worse without it, and too large where they would fare better: only the
     * first can be refuted.
     */
    static Mutant<Fit> secondStageResiduals() {
        return Mutant.ofSample(
                "second-stage-residuals",
                "the first-stage fit in place of the treatment, residuals and all",
                "a method that needs a treatment beside what was assigned, in a world where the mistake makes intervals short",
                setting -> setting.uses(Role.TREATMENT)
                        && setting.estimator().needs().contains(Role.ASSIGNMENT)
                        && refutable(FitClaim.COVERAGE, setting.tier(), secondStageCoverage(setting)),
                (sample, random) -> Spoiled.firstStage(sample));
    }

    /** The coverage of a normal interval whose standard error is that of the second stage. */
    private static double secondStageCoverage(Setting<Fit> setting) {
        double own = 0;
        double wrong = 0;
        for (int r = 0; r < PILOTS; r++) {
            Sample sample = Setting.draw(setting.world(), r).observed();
            Philox random = new Philox(0, r, 3);
            own += setting.estimator().estimate(sample, random).estimate().stdError() / PILOTS;
            wrong += setting.estimator()
                            .estimate(Spoiled.firstStage(sample), random)
                            .estimate()
                            .stdError()
                    / PILOTS;
        }
        return 1 - 2 * NormalDistribution.survival(Z95 * wrong / own);
    }

    /** Whether the budget of a tier refutes a claim whose mean score is p, with hardly an exception. */
    static boolean refutable(FitClaim claim, Tier tier, double p) {
        ClaimSpec spec = claim.spec(tier);
        if (!(p < spec.threshold())) {
            return false;
        }
        return p < 0.5
                || OperatingCharacteristics.of(
                                        spec.evidence(),
                                        spec.epsilon(),
                                        spec.refuteEpsilon(),
                                        spec.maximum(),
                                        CellRunner.BATCH,
                                        p)
                                .refuted()
                        >= POWER;
    }

    /** The coverage of z, were the method's own t exact; 1 where it has none. */
    static double normalCoverage(Setting<Fit> setting) {
        // Degrees of freedom are fewer than what was randomised: in larger worlds nothing needs to be run to know.
        int most = setting.world().size();
        if (!(1 - StudentDistribution.twoSided(Z95, most) < FitClaim.COVERAGE.threshold(setting.tier()))) {
            return 1;
        }
        double sum = 0;
        for (int r = 0; r < PILOTS; r++) {
            Fit fit = setting.estimator()
                    .estimate(Setting.draw(setting.world(), r).observed(), new Philox(0, r, 3));
            sum += 1
                    - StudentDistribution.twoSided(
                            Z95, Math.min(1e9, fit.estimate().inference().degreesOfFreedom()));
        }
        return sum / PILOTS;
    }

    private static double rowCoverage(Setting<Fit> setting) {
        double icc = 0;
        for (int r = 0; r < PILOTS; r++) {
            Sample sample = Setting.draw(setting.world(), r).observed();
            icc += Dependence.icc(sample.outcome(), TwoArms.of(sample), Clusters.of(sample)) / PILOTS;
        }
        double rows = setting.sample().size() / (double) setting.world().size();
        return 1 - 2 * NormalDistribution.survival(Z95 / Math.sqrt(1 + (rows - 1) * Math.max(0, icc)));
    }

    private static UnaryOperator<Fit> estimates(UnaryOperator<Estimate> change) {
        return fit -> new Fit(fit.terms().stream().map(change).toList(), fit.glance(), List.of());
    }

    private static Estimate changed(Estimate estimate, double value, double stdError) {
        Inference inference = estimate.inference() instanceof StudentT t
                ? new StudentT(value, stdError, t.degreesOfFreedom())
                : new Normal(value, stdError);
        return with(estimate, value, stdError, inference);
    }

    private static Estimate with(Estimate estimate, double value, double stdError, Inference inference) {
        return new Estimate(estimate.estimand(), estimate.term(), value, stdError, inference);
    }

    /** Two-sided inference whose author took the quantile of one side. */
    private record OneSided(Inference exact) implements Inference {
        @Override
        public Interval interval(double level) {
            return exact.interval(Math.max(1 - 2 * (1 - level), Double.MIN_NORMAL));
        }

        @Override
        public double pValue(double nullValue) {
            return exact.pValue(nullValue) / 2;
        }
    }
}
