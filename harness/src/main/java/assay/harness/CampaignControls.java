package assay.harness;

import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.dgp.Draw;
import assay.dgp.campaign.DriftingCampaign;
import assay.distribution.NormalDistribution;
import assay.rounds.CampaignEffects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/** Damaged readings of a campaign, and those of rules that know the truth. */
final class CampaignControls {

    private CampaignControls() {}

    /** Every row counted several times: evidence that is taken in again. */
    static <R> Control<R> repeated(int times, Estimator<R> estimator) {
        return Control.mutant(
                "rows-times-" + times,
                "counts every row " + times + " times, as rules do that read the same rows again",
                new Repeated<>(times, estimator));
    }

    /** The chances of the arms taken for equal. */
    static Control<Fit> evenChances() {
        return Control.mutant(
                "even-chances",
                "takes the chances of the arms for equal, whatever was recorded",
                new EvenChances(CampaignEffects.standard()));
    }

    /** A pair graduates after the first round in which its effect is significant. */
    static Control<Rejections> everyLook(double level) {
        return Control.mutant(
                "every-look",
                "tests each pair at " + level + " after every round, by valid effects",
                new EveryLook(level));
    }

    /** The same residuals taken for so much evidence in each of ten looks. */
    static Control<HypothesisTest> multiplied(int times) {
        return Control.mutant(
                "multiplied-" + times + "-times",
                "multiplies the same e-value " + times + " times, as if rounds were read anew",
                test -> new HypothesisTest(
                        test.nullHypothesis(),
                        test.statistic(),
                        test.degreesOfFreedom(),
                        FastMath.pow(test.pValue(), times),
                        test.glance(),
                        List.of()));
    }

    /** The truth but for a normal error of known size. */
    static Control<Fit> knownEffects() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows each effect but for a normal error, whose size it knows",
                (draw, method, random) -> known(draw, random),
                Optional.empty());
    }

    private static Fit known(Draw draw, RandomGenerator random) {
        List<Estimate> terms = new ArrayList<>();
        double error = 1 / Math.sqrt(draw.observed().size());
        draw.truth()
                .targets()
                .forEach((term, value) ->
                        terms.add(Estimate.normal(Estimand.CATE, term, value + error * random.nextGaussian(), error)));
        return new Fit(terms, new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of()), List.of());
    }

    /** Knows whether outcomes drift, and since when. */
    static Control<HypothesisTest> knownChange() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows whether outcomes drift and since when; else a uniform p-value",
                (draw, method, random) -> change(draw, random),
                Optional.empty());
    }

    private static HypothesisTest change(Draw draw, RandomGenerator random) {
        boolean none = draw.truth().nullHolds();
        double change = none ? -1 : draw.truth().targets().getOrDefault(DriftingCampaign.CHANGE, -1.0);
        return new HypothesisTest(
                "outcomes do not drift from round to round",
                none ? 0 : 1,
                Double.NaN,
                none ? random.nextDouble() : 0,
                new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of("alarm_round", change)),
                List.of());
    }

    /** Every row several times. */
    record Repeated<R>(int times, Estimator<R> estimator) implements Estimator<R> {
        @Override
        public Estimand target() {
            return estimator.target();
        }

        @Override
        public Set<Role> needs() {
            return estimator.needs();
        }

        @Override
        public R estimate(Sample sample, RandomGenerator random) {
            int[] rows = new int[sample.size() * times];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i / times;
            }
            return estimator.estimate(sample.rows(rows), random);
        }
    }

    /** Recorded chances put aside. */
    record EvenChances(CampaignEffects estimator) implements Estimator<Fit> {
        @Override
        public Estimand target() {
            return estimator.target();
        }

        @Override
        public Set<Role> needs() {
            return estimator.needs();
        }

        @Override
        public Fit estimate(Sample sample, RandomGenerator random) {
            List<Column> chances = sample.columns(Role.PROPENSITY);
            Column[] even = new Column[chances.size()];
            for (int k = 0; k < even.length; k++) {
                double[] values = new double[sample.size()];
                Arrays.fill(values, 1.0 / even.length);
                even[k] = new Column.Numeric(chances.get(k).name(), values);
            }
            return estimator.estimate(sample.with(Role.PROPENSITY, even), random);
        }
    }

    /** One-sided tests after every round. */
    record EveryLook(double level) implements Estimator<Rejections> {
        @Override
        public Estimand target() {
            return Estimand.CATE;
        }

        @Override
        public Set<Role> needs() {
            return CampaignEffects.standard().needs();
        }

        @Override
        public Rejections estimate(Sample sample, RandomGenerator random) {
            double[] round = ((Column.Numeric) sample.column(Role.TIME)).values();
            double last = Arrays.stream(round).max().orElseThrow();
            Map<String, Boolean> found = new LinkedHashMap<>();
            for (int until = 1; until <= last; until++) {
                int[] rows = rows(round, until);
                for (Estimate term : CampaignEffects.standard()
                        .estimate(sample.rows(rows), random)
                        .terms()) {
                    boolean significant = NormalDistribution.survival(term.value() / term.stdError()) < level;
                    found.merge(term.term(), significant, Boolean::logicalOr);
                }
            }
            return new Rejections(
                    found.entrySet().stream()
                            .map(pair -> new Rejections.Hypothesis(pair.getKey(), Double.NaN, pair.getValue()))
                            .toList(),
                    List.of());
        }

        private static int[] rows(double[] round, int until) {
            int[] rows = new int[round.length];
            int count = 0;
            for (int i = 0; i < round.length; i++) {
                if (round[i] <= until) {
                    rows[count++] = i;
                }
            }
            return Arrays.copyOf(rows, count);
        }
    }
}
