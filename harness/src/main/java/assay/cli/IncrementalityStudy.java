package assay.cli;

import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Inference;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.Compliance;
import assay.incrementality.AdEffects;
import assay.incrementality.AdSample;
import assay.incrementality.CaceDelta;
import assay.incrementality.ComplianceBounds;
import assay.incrementality.DeltaRule;
import assay.incrementality.GhostAdsEffect;
import assay.incrementality.IncrementalReturn;
import assay.incrementality.PairMoments;
import assay.incrementality.PredictedExposureItt;
import assay.incrementality.RoiPower;
import assay.incrementality.WaldRatio;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an advertising experiment tells.
 *
 * @param names of outcome, exposure and assignment
 * @param contrast of the arms
 * @param effects from the moments of the arms
 * @param rows units that were used
 * @param dropped rows that lack a value
 * @param fits methods that need rows, by name: ghost ads, predicted exposure, bounds
 * @param returns ratios of effects, by name
 * @param refused why a ratio was refused, by name
 * @param roi what the experiment can tell of the return; null without value and cost
 * @param cautions on the effects
 */
record IncrementalityStudy(
        List<String> names,
        String contrast,
        AdEffects effects,
        long rows,
        int dropped,
        Map<String, Fit> fits,
        Map<String, Estimate> returns,
        Map<String, String> refused,
        @Nullable RoiPower roi,
        List<Caution> cautions) {

    /** Below this F the bias of a ratio may exceed a tenth of the worst. */
    private static final double WEAK = 23.1;

    private static final int COUNTS = 8;
    private static final double ALPHA = 0.05;

    static IncrementalityStudy ofRows(
            Sample sample, @Nullable Column ghostAds, @Nullable Column predicted, double margin) {
        List<String> names = List.of(
                sample.column(Role.OUTCOME).name(),
                sample.column(Role.TREATMENT).name(),
                sample.column(Role.ASSIGNMENT).name());
        CaceDelta.standard().estimate(sample, random());
        AdSample ad = AdSample.of(sample);
        AdEffects effects = ad.effects();
        Map<String, Fit> fits = new LinkedHashMap<>();
        List<Caution> cautions = new ArrayList<>(cautions(effects, names));
        if (ghostAds != null) {
            fits.put("ghost-ads", GhostAdsEffect.standard().estimate(sample.with(Role.STRATUM, ghostAds), random()));
        }
        if (predicted != null) {
            fits.put(
                    "predicted-exposure-itt",
                    PredictedExposureItt.standard().estimate(sample.with(Role.STRATUM, predicted), random()));
        }
        if (isShare(ad.outcome())) {
            try {
                fits.put("compliance-bounds", ComplianceBounds.standard().estimate(sample, random()));
            } catch (EstimationException e) {
                cautions.add(Caution.of("no-bounds", "No bounds for the effect on all: " + e.getMessage()));
            }
        }
        fits.values()
                .forEach(fit -> fit.cautions().stream()
                        .filter(c -> cautions.stream().noneMatch(k -> k.code().equals(c.code())))
                        .forEach(cautions::add));
        Returns returns = Returns.of(sample, ad, margin);
        return new IncrementalityStudy(
                names,
                ad.arms().contrast(),
                effects,
                ad.outcome().length,
                sample.dropped(),
                fits,
                returns.ratios,
                returns.refused,
                returns.roi,
                cautions);
    }

    static IncrementalityStudy ofCounts(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != COUNTS) {
            throw new IllegalArgumentException(
                    "--counts takes eight numbers: units, converted, exposed, and exposed that"
                            + " converted, of the treated arm and then of control; '" + text + "' has " + parts.length
                            + ".");
        }
        AdEffects effects = AdEffects.of(arm(parts, 0), arm(parts, COUNTS / 2));
        WaldRatio wald = effects.wald();
        if (!(wald.numeratorVariance() > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "In either arm nobody or everybody converted; an effect has no error to be told.",
                    "Check the counts.");
        }
        if (wald.treated().second() == wald.control().second()) {
            throw new EstimationException(
                    Problem.NO_FIRST_STAGE,
                    "Both arms were exposed alike; there is no exposure whose effect could be told.",
                    "Check the counts of the exposed.");
        }
        List<String> names = List.of("converted", "exposed", "arm");
        return new IncrementalityStudy(
                names,
                "treated - control",
                effects,
                wald.treated().units() + wald.control().units(),
                0,
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                cautions(effects, names));
    }

    private static PairMoments arm(String[] parts, int from) {
        String both = parts[from + 3].strip();
        return "?".equals(both)
                ? PairMoments.ofCounts(count(parts[from]), count(parts[from + 1]), count(parts[from + 2]))
                : PairMoments.ofCounts(count(parts[from]), count(parts[from + 1]), count(parts[from + 2]), count(both));
    }

    private static long count(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.strip() + "' in --counts is no whole number.", e);
        }
    }

    private static Philox random() {
        return new Philox(1, 0, 3);
    }

    private static boolean isShare(double[] outcome) {
        for (double y : outcome) {
            if (!(y >= 0 && y <= 1)) {
                return false;
            }
        }
        return true;
    }

    /** How the standard error of the ratio is made. */
    DeltaRule rule() {
        return Double.isNaN(effects.wald().covariance()) ? DeltaRule.INDEPENDENT : DeltaRule.FULL;
    }

    boolean isJointKnown() {
        return rule() == DeltaRule.FULL;
    }

    Estimate cace() {
        return effects.cace(rule());
    }

    Optional<Fit> fit(String name) {
        return Optional.ofNullable(fits.get(name));
    }

    /** Refuses data that contradict what was said of them. */
    void declared(String kind) {
        double exposed = effects.wald().control().second();
        if ("one-sided".equals(kind) && effects.compliance() == Compliance.TWO_SIDED) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    String.format(
                            Locale.ROOT,
                            "Non-compliance was said to be one-sided, but column '%s' says that %.4g %% of the control arm, %.0f"
                                    + " units, were exposed.%s",
                            names.get(1),
                            100 * exposed,
                            exposed * effects.wald().control().units(),
                            swapped(effects) ? " The whole treated arm was: are assignment and exposure swapped?" : ""),
                    "Find out how control saw the ad; if it could, say --compliance two-sided: the effect is then that on those"
                            + " whose exposure follows their assignment.");
        }
    }

    private static boolean swapped(AdEffects effects) {
        double control = effects.wald().control().second();
        return effects.wald().treated().second() == 1 && control > 0 && control < 1;
    }

    private static List<Caution> cautions(AdEffects effects, List<String> names) {
        List<Caution> cautions = new ArrayList<>();
        WaldRatio wald = effects.wald();
        double f = wald.firstStage();
        if (f < WEAK) {
            cautions.add(Caution.of(
                    "weak-instrument",
                    String.format(
                            Locale.ROOT,
                            "Assignment moves exposure by %.3g only (F = %.3g, below %.1f): the t interval of the delta method may miss"
                                    + " the effect far too often; read the Anderson-Rubin set.",
                            wald.denominator(),
                            f,
                            WEAK)));
        }
        if (wald.denominator() < 0) {
            cautions.add(Caution.of(
                    "exposure-falls",
                    "The treated arm was exposed less than the control arm in column '" + names.get(1)
                            + "'; is the right level control (--control)?"));
        }
        if (swapped(effects)) {
            cautions.add(Caution.of(
                    "swapped-columns",
                    "Everybody of the treated arm was exposed and some of control were. That is what one-sided non-compliance"
                            + " looks like when '" + names.get(2) + "' and '" + names.get(1) + "' are swapped."));
        }
        if (wald.control().first() == 0
                && wald.control().firstVariance() == 0
                && wald.control().second() > 0) {
            cautions.add(Caution.of(
                    "swapped-columns",
                    "'" + names.get(0) + "' is 0 in the whole control arm, as an exposure would be, and '"
                            + names.get(1) + "' is not; are outcome and exposure swapped?"));
        }
        return cautions;
    }

    /** A known number over an effect: its interval is that of the effect, turned over. */
    private record Inverted(double known, Inference effect) implements Inference {

        @Override
        public Interval interval(double level) {
            Interval around = effect.interval(level);
            double one = known / around.upper();
            double other = known / around.lower();
            return around.contains(0)
                    ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                    : new Interval(Math.min(one, other), Math.max(one, other));
        }

        @Override
        public double pValue(double nullValue) {
            double weak = effect.pValue(0);
            return nullValue == 0 ? weak : Math.max(weak, effect.pValue(known / nullValue));
        }
    }

    /** Ratios of the effect on one column to the effect on another. */
    private record Returns(
            Map<String, Estimate> ratios,
            Map<String, String> refused,
            @Nullable RoiPower roi) {

        static Returns of(Sample sample, AdSample ad, double margin) {
            Map<String, Estimate> ratios = new LinkedHashMap<>();
            Map<String, String> refused = new LinkedHashMap<>();
            if (!sample.has(Role.DENOMINATOR)) {
                return new Returns(ratios, refused, null);
            }
            TwoArms arms = ad.arms();
            Column cost = sample.column(Role.DENOMINATOR);
            WaldRatio perConversion = ratio(arms, sample.numeric(Role.DENOMINATOR), ad.outcome());
            add(
                    "cost-per-incremental-" + sample.column(Role.OUTCOME).name(),
                    perConversion,
                    cost.name(),
                    sample.column(Role.OUTCOME).name(),
                    ratios,
                    refused);
            RoiPower roi = null;
            if (sample.has(Role.NUMERATOR)) {
                WaldRatio perCost = ratio(arms, sample.numeric(Role.NUMERATOR), sample.numeric(Role.DENOMINATOR));
                add("iroas", perCost, sample.column(Role.NUMERATOR).name(), cost.name(), ratios, refused);
                if (perCost.denominator() > 0 && perCost.numeratorVariance() > 0) {
                    roi = new RoiPower(
                            perCost.numerator(), Math.sqrt(perCost.numeratorVariance()), perCost.denominator(), margin);
                }
            }
            return new Returns(ratios, refused, roi);
        }

        private static WaldRatio ratio(TwoArms arms, double[] first, double[] second) {
            return new WaldRatio(
                    PairMoments.of(first, second, arms.indicator(), 1),
                    PairMoments.of(first, second, arms.indicator(), 0));
        }

        private static void add(
                String name,
                WaldRatio ratio,
                String first,
                String second,
                Map<String, Estimate> ratios,
                Map<String, String> refused) {
            try {
                ratios.put(name, estimate(ratio, first, second, name));
            } catch (EstimationException e) {
                refused.put(name, e.getMessage() + " [" + e.problem().code() + "]");
            }
        }

        private static Estimate estimate(WaldRatio ratio, String first, String second, String name) {
            boolean numeratorVaries = ratio.numeratorVariance() > 0;
            boolean denominatorVaries = ratio.denominatorVariance() > 0;
            if (numeratorVaries && denominatorVaries) {
                return IncrementalReturn.of(ratio, first, second, name);
            }
            if ((!numeratorVaries && !denominatorVaries) || ratio.denominator() == 0) {
                throw new EstimationException(
                        Problem.ZERO_DENOMINATOR,
                        "'" + first + "' and '" + second + "' do not vary within arms, or '" + second
                                + "' is the same in both; there is no ratio with an error.",
                        "Check the columns.");
            }
            if (!numeratorVaries) {
                return known(ratio, first, second, name);
            }
            return Estimate.studentT(
                    Estimand.RATIO,
                    name,
                    ratio.value(),
                    ratio.stdError(DeltaRule.KNOWN_DENOMINATOR),
                    ratio.degreesOfFreedom());
        }

        private static Estimate known(WaldRatio ratio, String first, String second, String name) {
            double error = Math.sqrt(ratio.denominatorVariance());
            Estimate effect =
                    Estimate.studentT(Estimand.ITT, second, ratio.denominator(), error, ratio.degreesOfFreedom());
            if (!(effect.inference().pValue(0) < ALPHA)) {
                throw new EstimationException(
                        Problem.ZERO_DENOMINATOR,
                        String.format(
                                Locale.ROOT,
                                "The effect on '%s', %.4g with standard error %.3g, cannot be told from 0; '%s' per unit of it may be"
                                        + " anything.",
                                second,
                                ratio.denominator(),
                                error,
                                first),
                        "Report the two effects by themselves, or run a larger experiment.");
            }
            return new Estimate(
                    Estimand.RATIO,
                    name,
                    ratio.value(),
                    Math.abs(ratio.value() / ratio.denominator()) * error,
                    new Inverted(ratio.numerator(), effect.inference()));
        }
    }
}
