package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.certificate.Tier;
import assay.dgp.SegmentMix;
import assay.dgp.TargetPopulation;
import assay.experiment.DifferenceInMeans;
import assay.transport.Projection;
import assay.transport.ShareUncertainty;
import assay.transport.TransportAipw;
import assay.transport.TransportOutcome;
import assay.transport.TransportWeighting;
import assay.transport.WeightModel;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Effects carried to another population, and effects over time. */
final class TransportMethods {

    private static final int SMALL = 800;
    private static final int LARGE = 1600;

    private static final Control<Fit> HERE = Control.foil(
            "effect-of-the-experiment",
            "takes the effect in the experiment for that in the target, whose units differ in what changes it",
            new Renamed(new ExperimentAlone(new DifferenceInMeans()), Estimand.TARGET_ATE));

    private static final Control<Fit> KNOWN = Control.foil(
            "projection-with-known-shares",
            "takes shares that were counted among few units for known",
            new Projection(ShareUncertainty.KNOWN));

    private TransportMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        makers.put("projection", TransportMethods::projection);
        makers.put("transport-weighting", TransportMethods::weighting);
        makers.put("transport-entropy", TransportMethods::entropy);
        makers.put("transport-outcome", TransportMethods::outcome);
        makers.put("transport-aipw", TransportMethods::aipw);
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        // Filled by the methods of this family.
    }

    /** Shares that were counted among few units of a target whose segments gain very differently. */
    private static Method<Fit> projection() {
        Method<Fit> method = Method.ofFit("projection", "Projection to other shares", Projection.standard(), Tier.B);
        // A cell that the treatment has moved is a number of many values, which the method refuses.
        Set<String> refused = Set.of("post-treatment-covariate");
        method = Catalog.home(method, refused, KNOWN, SegmentMix.standard(400));
        method = Catalog.home(method, refused, HERE, SegmentMix.standard(LARGE));
        return method.stress(
                // What the classification does not see has moved the effects in the target.
                SegmentMix.standard(400).withDrift(0.5), SegmentMix.standard(LARGE).withDrift(0.5),
                // Forty units of the target.
                SegmentMix.standard(400).withTarget(0.1));
    }

    private static Method<Fit> weighting() {
        Method<Fit> method = Method.ofFit(
                "transport-weighting", "Transport by inverse odds of participation", TransportWeighting.standard(), Tier.B);
        method = Catalog.home(
                method,
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(1, 0.5));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(0.6, 0.5));
    }

    private static Method<Fit> entropy() {
        Method<Fit> method = Method.ofFit(
                "transport-entropy",
                "Transport by entropy balancing",
                new TransportWeighting(WeightModel.ENTROPY),
                Tier.B);
        method = Catalog.home(
                method,
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(1, 0.5));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(0.6, 0.5));
    }

    private static Method<Fit> outcome() {
        Method<Fit> method = Method.ofFit(
                "transport-outcome", "Transport by standardisation", TransportOutcome.standard(), Tier.B);
        method = Catalog.home(
                method,
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(0.6, 0));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(1, 0.5));
    }

    /** At home where either model is right. */
    private static Method<Fit> aipw() {
        Method<Fit> method =
                Method.ofFit("transport-aipw", "Doubly robust transport", TransportAipw.standard(), Tier.B);
        method = Catalog.home(
                method,
                HERE,
                TargetPopulation.standard(SMALL),
                TargetPopulation.standard(LARGE).withForm(0.6, 0),
                TargetPopulation.standard(LARGE).withForm(1, 0.5));
        return stressed(method).stress(TargetPopulation.standard(LARGE).withForm(0.6, 0.5));
    }

    /** What every one of them must fail: a modifier that nobody measured, and a target that the experiment hardly reaches. */
    private static Method<Fit> stressed(Method<Fit> method) {
        return method.stress(
                TargetPopulation.standard(SMALL).withHidden(0.5),
                TargetPopulation.standard(LARGE).withHidden(0.5),
                TargetPopulation.standard(SMALL).withShift(1.5));
    }

    /**
     * An estimator on the rows of the experiment alone.
     *
     * @param estimator the estimator
     */
    private record ExperimentAlone(Estimator<Fit> estimator) implements Estimator<Fit> {

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
            double[] inExperiment = sample.numeric(Role.STRATUM);
            int[] rows = IntStream.range(0, sample.size())
                    .filter(i -> inExperiment[i] == 1)
                    .toArray();
            return estimator.estimate(sample.rows(rows).with(Role.STRATUM), random);
        }
    }
}
