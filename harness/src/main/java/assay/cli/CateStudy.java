package assay.cli;

import assay.Caution;
import assay.Column;
import assay.Covariates;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.HypothesisTest;
import assay.PrePeriod;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.cate.AverageEffects;
import assay.cate.Calibration;
import assay.cate.CateFit;
import assay.cate.CausalForestSurface;
import assay.cate.Clan;
import assay.cate.FeatureSchema;
import assay.cate.GroupEffects;
import assay.cate.HeldOut;
import assay.cate.HonestSplit;
import assay.cate.Importance;
import assay.cate.Rate;
import assay.cate.RateTest;
import assay.cate.RateWeighting;
import assay.cate.Segment;
import assay.cate.SegmentTree;
import assay.cate.UpliftCurve;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Effects by unit and all that is asked of them. Effects and averages are of all rows, each predicted without the row; whether effects
 * differ, and for whom, is judged on one half of the units by a surface of the other half.
 *
 * @param sample the sample with its covariates as numbers
 * @param schema the covariates
 * @param fit effects of all rows
 * @param averages average effects
 * @param judged the half that is judged
 * @param calibration of its predictions
 * @param rate of ranking by them
 * @param groups by them
 * @param clan who is in the highest and the lowest group
 * @param uplift of targeting by them
 * @param found segments that the predictions find
 * @param permuted what the loss grows by when a covariate is dealt at random
 * @param segments average effects in the levels of a column, where one is named
 */
record CateStudy(
        Sample sample,
        FeatureSchema schema,
        CateFit fit,
        List<Fit> averages,
        Attempt<HeldOut> judged,
        Attempt<Calibration> calibration,
        Attempt<Rate> rate,
        Attempt<GroupEffects> groups,
        Attempt<Clan> clan,
        Attempt<UpliftCurve> uplift,
        Attempt<List<Segment>> found,
        Attempt<Fit> permuted,
        List<CateSegment> segments) {

    private static final int DEALS = 5;
    private static final int DEPTH = 2;

    /**
     * Studies a sample.
     *
     * @param given the sample with its covariates as they are
     * @param learner learns effects
     * @param groups number of groups
     * @param segment a column to average by
     * @param seed of all draws
     */
    static CateStudy of(Sample given, Estimator<CateFit> learner, int groups, Optional<Column> segment, long seed) {
        List<Column> covariates = given.columns(Role.COVARIATE);
        if (covariates.isEmpty()) {
            given.require(learner.needs());
        }
        FeatureSchema schema = FeatureSchema.of(covariates);
        if (schema.count() == 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "No covariate varies, so nothing can tell units with large effects from others.",
                    "Name covariates that differ between units, or estimate one average effect.");
        }
        Sample sample = given.with(Role.COVARIATE, schema.expand(covariates).toArray(new Column[0]));
        CateFit fit = learner.estimate(sample, new Philox(seed, 0, 3));
        List<Fit> averages = new ArrayList<>();
        for (Estimand target : List.of(Estimand.ATE, Estimand.ATT, Estimand.ATO)) {
            Attempt.of(() -> AverageEffects.of(fit, target)).get().ifPresent(averages::add);
        }
        Attempt<HeldOut> judged = Attempt.of(() -> HonestSplit.of(learner, sample, new Philox(seed, 1, 3)));
        Attempt<GroupEffects> grouped = judged.then(half -> GroupEffects.of(half.fit(), groups));
        Attempt<Clan> clan = judged.then(half ->
                Clan.of(grouped.get().orElseThrow(() -> none(grouped.reason())), described(covariates, half.rows())));
        return new CateStudy(
                sample,
                schema,
                fit,
                averages,
                judged,
                judged.then(half -> Calibration.of(half.fit())),
                judged.then(half -> Rate.of(half.fit())),
                grouped,
                clan,
                judged.then(half -> UpliftCurve.of(half.fit())),
                judged.then(half -> SegmentTree.of(List.of(half), Covariates.of(PrePeriod.impute(covariates)), DEPTH)),
                judged.then(half -> Importance.permuted(half, sample.covariates(), DEALS, seed)),
                segment.map(column -> CateSegment.of(fit, column)).orElse(List.of()));
    }

    private static EstimationException none(String reason) {
        return new EstimationException(Problem.UNSUITABLE_METHOD, reason, "");
    }

    /** Covariates to describe groups by: a missing number counts as the mean beside an indicator. */
    private static Covariates described(List<Column> covariates, int[] rows) {
        List<Column> complete = new ArrayList<>();
        for (Column column : PrePeriod.impute(covariates)) {
            complete.add(column.rows(rows));
        }
        return Covariates.of(complete);
    }

    /** The test that treating by the predictions beats treating at random. */
    Optional<HypothesisTest> ranking(RateWeighting weighting) {
        return judged.then(half -> RateTest.test(half.fit(), weighting)).get();
    }

    /** How much each feature was split on, of a forest. */
    Optional<double[]> importance() {
        return fit.model() instanceof CausalForestSurface forest
                ? Optional.of(forest.forest().importance())
                : Optional.empty();
    }

    /** Reasons for care, each once. */
    List<Caution> cautions() {
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        List<Caution> more = new ArrayList<>();
        averages.forEach(average -> more.addAll(average.cautions()));
        groups.get().ifPresent(g -> more.addAll(g.simultaneous().cautions()));
        clan.get().ifPresent(c -> more.addAll(c.simultaneous().cautions()));
        for (Caution caution : more) {
            if (cautions.stream().noneMatch(c -> c.code().equals(caution.code()))) {
                cautions.add(caution);
            }
        }
        return cautions;
    }
}
