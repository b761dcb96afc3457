package assay.incrementality;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The effect of exposure among units that were predicted to be exposed, before anything was assigned (predicted ghost ads;
 * Johnson, Lewis and Nubbemeyer, J. Marketing Research 54, 2017, doi:10.1509/jmr.15.0297).
 *
 * <p>Units that were predicted not to be exposed are left out in both arms alike, which keeps the comparison randomised; the
 * effect of assignment on the rest is divided by their difference in exposure, with the delta method. Where all who are
 * exposed were predicted, the effect is that of {@link CaceDelta} with less noise; else it is the effect on the exposed whom the
 * prediction knew. The second term is the effect of assignment among the predicted.
 *
 * <p>The prediction is the column in the role of the stratum. Refused where the arms differ in it by more than chance: it was
 * then not made before assignment.
 */
public record PredictedExposureItt() implements Estimator<Fit> {

    private static final String METHOD = "predicted-exposure-itt";
    /** Below this share of the exposed, the effect on the predicted says little of the others. */
    private static final double KNOWN = 0.95;

    /**
     * The usual choice.
     *
     * @return without options
     */
    public static PredictedExposureItt standard() {
        return new PredictedExposureItt();
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.STRATUM);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        AdSample rows = AdSample.of(sample);
        AdEffects all = rows.effects();
        rows.requireContrast(all);
        ExposureLog log = ExposureLog.of(rows).require(rows);
        AdSample predicted = AdSample.of(sample.rows(log.rows()));
        AdEffects effects = predicted.effects();
        predicted.requireContrast(effects);
        String contrast = rows.arms().contrast();
        Estimate itt = effects.itt();
        Map<String, Double> diagnostics = new TreeMap<>(CaceDelta.diagnostics(effects));
        double known = known(rows, log);
        diagnostics.put("predicted_share", log.share());
        diagnostics.put("balance_p", log.pValue());
        diagnostics.put("exposed_predicted", known);
        diagnostics.put("cace_std_error", all.wald().stdError(DeltaRule.FULL));
        List<Caution> cautions = new ArrayList<>(CaceDelta.cautions(effects));
        if (known < KNOWN) {
            cautions.add(Caution.of(
                    "incomplete-exposure-log",
                    String.format(
                            Locale.ROOT,
                            "Only %.3g %% of the exposed are marked in '%s'; the effect is that on those, and on all exposed only if"
                                    + " the others respond alike.",
                            100 * known,
                            log.name())));
        }
        return new Fit(
                List.of(
                        CaceDelta.relabelled(effects.cace(DeltaRule.FULL), contrast),
                        new Estimate(
                                Estimand.CATE,
                                contrast + " among predicted, by assignment",
                                itt.value(),
                                itt.stdError(),
                                itt.inference())),
                Glance.of(
                        METHOD,
                        "delta method among predicted units, t with n - 2 degrees of freedom",
                        sample,
                        rows.arms(),
                        diagnostics),
                cautions);
    }

    /** The share of the exposed of the treated arm that was predicted. */
    private static double known(AdSample rows, ExposureLog log) {
        double[] exposure = rows.exposure();
        double[] indicator = rows.arms().indicator();
        double exposed = 0;
        double known = 0;
        for (int i = 0; i < exposure.length; i++) {
            if (exposure[i] == 1 && indicator[i] == 1) {
                exposed++;
                known += log.holds(i) ? 1 : 0;
            }
        }
        return exposed == 0 ? 1 : known / exposed;
    }
}
