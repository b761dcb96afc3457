package assay.incrementality;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.experiment.DifferenceInMeans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The effect of exposure on the exposed, among units of which it is known in both arms whether they came across the
 * advertisement: in the control arm a ghost ad marks the impression that would have been made (Johnson, Lewis and Nubbemeyer,
 * J. Marketing Research 54, 2017, doi:10.1509/jmr.15.0297), or a public service announcement was shown in its stead.
 *
 * <p>The difference in means of the marked units of both arms. Those who never come across the advertisement, on whom it has
 * no effect, add no noise: the variance is about the share of exposed times that of {@link CaceDelta}.
 *
 * <p>The mark is the column in the role of the stratum. Refused where the arms mark different shares of their units, or where
 * units of the control arm were exposed.
 */
public record GhostAdsEffect() implements Estimator<Fit> {

    private static final String METHOD = "ghost-ads";

    /**
     * The usual choice.
     *
     * @return without options
     */
    public static GhostAdsEffect standard() {
        return new GhostAdsEffect();
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
        int unmarked = consistent(rows, log);
        Sample marked = sample.rows(log.rows());
        Fit among = new DifferenceInMeans().estimate(marked, random);
        Estimate difference = among.estimate();
        Estimate effect = new Estimate(
                target(), difference.term(), difference.value(), difference.stdError(), difference.inference());
        Map<String, Double> diagnostics = new TreeMap<>(CaceDelta.diagnostics(all));
        diagnostics.put("marked_share", log.share());
        diagnostics.put("balance_p", log.pValue());
        diagnostics.put("mean_treated", among.glance().diagnostics().get("mean_treated"));
        diagnostics.put("mean_control", among.glance().diagnostics().get("mean_control"));
        diagnostics.put("cace_std_error", all.wald().stdError(DeltaRule.FULL));
        List<Caution> cautions = new ArrayList<>(among.cautions());
        if (unmarked > 0) {
            cautions.add(
                    Caution.of(
                            "incomplete-exposure-log",
                            unmarked + " exposed units are not marked in '" + log.name()
                                    + "'; the effect is that on those who are, and on the exposed only if the others respond alike."));
        }
        return new Fit(
                List.of(effect),
                Glance.of(METHOD, "Welch t among marked units", sample, rows.arms(), diagnostics),
                cautions);
    }

    /** How many exposed units are not marked. */
    private static int consistent(AdSample rows, ExposureLog log) {
        double[] exposure = rows.exposure();
        double[] indicator = rows.arms().indicator();
        int crossed = 0;
        int unexposed = 0;
        int unmarked = 0;
        int exposed = 0;
        for (int i = 0; i < exposure.length; i++) {
            if (exposure[i] == 1) {
                exposed++;
                if (indicator[i] == 0) {
                    crossed++;
                } else if (!log.holds(i)) {
                    unmarked++;
                }
            } else if (indicator[i] == 1 && log.holds(i)) {
                unexposed++;
            }
        }
        if (crossed > 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    crossed
                            + " units of the control arm were exposed, so that marked units of the control arm are not all"
                            + " without the advertisement; the difference would be too small.",
                    "Use cace-delta or cace-anderson-rubin, which allow for exposure in both arms.");
        }
        if (unexposed > 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    unexposed + " units of the treated arm are marked in '" + log.name()
                            + "' and were not exposed; marked units are then not all treated, and the difference would be too small.",
                    "Where the mark is a prediction of exposure, use predicted-exposure-itt.");
        }
        if (unmarked == exposed) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "No exposed unit is marked in '" + log.name() + "'; it cannot be the log of who would be exposed.",
                    "Check the column.");
        }
        return unmarked;
    }
}
