package assay.incrementality;

import assay.Caution;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.experiment.AndersonRubinTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The effect of exposure on those whose exposure follows their assignment, with the Anderson-Rubin set of {@link
 * AndersonRubinTest}, which holds however few follow: by an advertisement that hardly any assigned user comes across, or that
 * many of the control arm see by another way.
 */
public record CaceAndersonRubin() implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return with HC2
     */
    public static CaceAndersonRubin standard() {
        return new CaceAndersonRubin();
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        AdSample rows = AdSample.of(sample);
        AdEffects effects = rows.effects();
        rows.requireContrast(effects);
        Fit set = AndersonRubinTest.standard().estimate(sample, random);
        Map<String, Double> diagnostics = new TreeMap<>(set.glance().diagnostics());
        diagnostics.putAll(CaceDelta.diagnostics(effects));
        List<Caution> cautions = new ArrayList<>(set.cautions());
        return new Fit(
                set.terms(),
                Glance.of("cace-anderson-rubin", set.glance().variance(), sample, rows.arms(), diagnostics),
                cautions,
                set.influence().orElse(null));
    }
}
